use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args as ClapArgs, ValueEnum};

use super::desk::{self, StoreArg};
use super::inputs;
use super::output::{Output, Stop};
use super::talk;
use super::templates::Language;
use super::web::WebArgs;
use super::weights::WeightsArg;
use crate::compose::{Length, Options};
use crate::diary;
use crate::ingest::{Embargo, Input, embargo};
use crate::model::{Article, Skipped};
use crate::pipeline;
use crate::pipeline::Known;
use crate::render::{Format, RenderError, Templates, render};
use crate::store::{Store, StoreError};
use crate::text::escape_controls;

/// Arguments of `attache brief`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders, globs or web addresses: text, Markdown, HTML, JSON Lines, mails (.eml, mbox), web archives (.warc), feeds, ZIP, also
    /// .gz; FILE!/ENTRY and FILE#N name a part; - is standard input
    #[arg(required = true)]
    inputs: Vec<OsString>,
    /// The form that comes out
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How long a brief may be
    #[arg(long, value_enum, default_value = "default")]
    length: Measure,
    /// At most so many lines
    #[arg(long, value_name = "N")]
    lines: Option<usize>,
    /// Write one brief of all articles: they are of one story, whatever they say
    #[arg(long)]
    one_story: bool,
    /// The reader's day; nothing else ever stands for today
    #[arg(long, value_name = "YYYY-MM-DD")]
    now: Option<NaiveDate>,
    /// Take templates of the same names from this folder
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// The language of headings, dates and attache's own lines: en, fr, or one of the folder of templates; words of the sources
    /// stay in theirs
    #[arg(long, value_name = "CODE", default_value = "en")]
    lang: Language,
    /// Check counts of visits against this visit diary: a store, a table (CSV, JSON Lines), or "store" for the desk's own
    /// [default: the store that attache.toml names, if any]
    #[arg(long, value_name = "FILE")]
    diary: Option<PathBuf>,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
}

/// `--length`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// The headline, at most 140 characters
    Line,
    /// About 60 words
    Short,
    /// 6 to 9 lines
    Default,
    /// At most 250 words
    Full,
}

impl From<Measure> for Length {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Line => Length::Line,
            Measure::Short => Length::Short,
            Measure::Default => Length::Default,
            Measure::Full => Length::Full,
        }
    }
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let templates = match self.templates.as_deref().map_or_else(|| Ok(Templates::built_in()), Templates::in_folder)
        {
            Ok(templates) => templates,
            Err(error) => return fail(&error),
        };
        for (name, meant) in templates.misspelt() {
            talk::note(format!("{}: replaces no template; did you mean {meant}?", escape_controls(name)));
        }
        let templates = match templates.in_language(&self.lang.0) {
            Ok(templates) => templates,
            Err(error) => return fail(&error),
        };
        let weights = match self.weights.read() {
            Ok(weights) => weights,
            Err(code) => return code,
        };
        let (articles, outcome) = match inputs::read(&self.inputs, &self.web) {
            Ok(read) => read,
            Err(code) => return code,
        };
        note_embargoes(&articles);
        let known = match self.known() {
            Ok(known) => Known { one_story: self.one_story, ..known },
            Err(code) => return code,
        };
        let options = Options { length: self.length.into(), lines: self.lines, now: self.now };
        let mut digest = pipeline::digest_with(articles, &weights, &options, &known);
        for skipped in &digest.coverage.skipped {
            talk::note(format!("{}: {}", escape_controls(&skipped.source_path), skipped.reason));
        }
        digest.coverage.skipped.extend(
            outcome.failures.iter().map(|f| Skipped { source_path: f.at.path.clone(), reason: f.reason.to_string() }),
        );
        let c = &digest.coverage;
        talk::detail(format!(
            "{} article{}, {} sentence{} read; {} dropped as page furniture",
            c.read,
            if c.read == 1 { "" } else { "s" },
            c.statements,
            if c.statements == 1 { "" } else { "s" },
            c.dropped
        ));
        if digest.briefs.is_empty() {
            return outcome.exit_code(false);
        }
        match render(&digest, self.format, &templates) {
            Ok(text) => match self.write(&text) {
                Ok(()) => outcome.exit_code(true),
                Err(Stop(code)) => code,
            },
            Err(error) => fail(&error),
        }
    }

    /// The diary and the rulings of the desk; nothing where no desk is there.
    fn known(&self) -> Result<Known, ExitCode> {
        let config = desk::config()?;
        let own = StoreArg::default();
        match self.diary.as_deref() {
            Some(path) if path != Path::new("store") => {
                let diary = diary::open(path, &config.names).map_err(desk::fail)?;
                Ok(Known { diary: Some(diary), names: config.names, ..Known::default() })
            }
            None if config.store.as_ref().is_none_or(|store| !store.may_exist()) => {
                Ok(Known { names: config.names, ..Known::default() })
            }
            _ => {
                let opened = Store::open(own.place_with(&config));
                let store = match opened {
                    // A server on which nothing is kept yet.
                    Err(StoreError::Missing { .. }) if self.diary.is_none() => {
                        return Ok(Known { names: config.names, ..Known::default() });
                    }
                    opened => opened.map_err(desk::fail)?,
                };
                let diary = Some(diary::load(&store, &config.names).map_err(desk::fail)?);
                Ok(Known {
                    diary,
                    names: config.names,
                    rulings: store.rulings().map_err(desk::fail)?,
                    ..Known::default()
                })
            }
        }
    }

    fn write(&self, text: &str) -> Result<(), Stop> {
        let mut output = Output::open(self.output.as_deref())?;
        output.text(text)?;
        output.finish()
    }
}

/// Says which articles hold themselves back: whoever reads a brief at once may not know.
fn note_embargoes(articles: &[Article]) {
    for article in articles {
        let until = match embargo(article) {
            None => continue,
            Some(Embargo::Until(moment)) => format!("is under embargo until {}", moment.format("%Y-%m-%d %H:%M %:z")),
            Some(Embargo::Unclear(line)) => format!("is under embargo: \"{}\"", escape_controls(&line)),
        };
        talk::note(format!("{}: {until}; the brief is for you alone until then", Input::file(&article.source_path)));
    }
}

fn fail(error: &RenderError) -> ExitCode {
    talk::error(error);
    ExitCode::FAILURE
}
