use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args as ClapArgs, ValueEnum};

use crate::compose::{Length, Options};
use crate::pipeline;
use crate::render::{Format, Templates, render};

/// Arguments of `attache brief`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders or globs: text, Markdown, HTML, JSON Lines, also .gz; - is standard input
    #[arg(required = true)]
    inputs: Vec<String>,
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
    /// The reader's day; nothing else ever stands for today
    #[arg(long, value_name = "YYYY-MM-DD")]
    now: Option<NaiveDate>,
    /// Take templates of the same names from this folder
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
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
            Err(error) => {
                eprintln!("attache: {error}");
                return ExitCode::from(1);
            }
        };
        let (mut articles, mut failed) = (Vec::new(), false);
        for read in crate::ingest::read(&self.inputs) {
            match read {
                Ok(article) => articles.push(article),
                Err(error) => {
                    eprintln!("attache: {error}");
                    failed = true;
                }
            }
        }
        let options = Options { length: self.length.into(), lines: self.lines, now: self.now };
        let digest = pipeline::digest(articles, &crate::score::Weights::default(), &options);
        match render(&digest, self.format, &templates) {
            Ok(text) => {
                print!("{text}");
                if failed { ExitCode::from(5) } else { ExitCode::SUCCESS }
            }
            Err(error) => {
                eprintln!("attache: {error}");
                ExitCode::from(1)
            }
        }
    }
}
