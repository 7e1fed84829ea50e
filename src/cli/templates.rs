//! The templates of a desk: what there is, copies to start from, and whether they hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args as ClapArgs, Subcommand};

use super::desk::{self, DeskArg};
use super::output::{Output, Stop};
use super::talk;
use crate::publish::{self, sample};
use crate::render::{RenderError, Templates, all_built_in, describe, purpose};
use crate::text::{escape_controls, nearest};

/// Where copies go, where the desk names no folder.
const FOLDER: &str = "templates";

/// Arguments of `attache templates`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the templates: where each comes from, what it is for
    List(Folder),
    /// Copy built-in templates into the desk's folder, to start from
    Eject(Eject),
    /// Render each template with sample data; name what is wrong with file and line
    Check(InLanguage),
    /// Print a template rendered with sample data
    Preview(Preview),
    /// Print what templates see, field by field
    Context,
}

/// The folder of templates: the one that `--templates` names, else the desk's.
#[derive(ClapArgs)]
struct Folder {
    /// The folder of templates [default: "templates" in attache.toml]
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArg,
}

#[derive(ClapArgs)]
struct InLanguage {
    /// The language of the words: en, fr [default: "lang" in attache.toml]
    #[arg(long, value_name = "CODE")]
    lang: Option<Language>,
    #[command(flatten)]
    folder: Folder,
}

#[derive(ClapArgs)]
struct Eject {
    /// Their names; without any, all of them
    names: Vec<String>,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(ClapArgs)]
struct Preview {
    /// Its name: brief.html, digest.md
    name: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    language: InLanguage,
}

/// The code of a language, a part of a file's name.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Language(pub String);

impl FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        let is_plain = (1..=35).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_plain
            .then(|| Language(code.to_owned()))
            .ok_or_else(|| format!("{code:?} is no code of a language such as fr"))
    }
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match self.command {
            Command::List(args) => args.list(),
            Command::Eject(args) => args.run(),
            Command::Check(args) => args.check(),
            Command::Preview(args) => args.run(),
            Command::Context => write(&describe(publish::contexts()), None),
        };
        done.unwrap_or_else(|code| code)
    }
}

impl Folder {
    /// The folder, if any, and the desk's language.
    fn read(&self) -> Result<(Option<PathBuf>, String), ExitCode> {
        let (_, desk, _) = self.desk.read()?;
        Ok((self.templates.clone().or(desk.templates), desk.lang))
    }

    fn list(&self) -> Result<ExitCode, ExitCode> {
        let (folder, _) = self.read()?;
        let templates = open(folder.as_deref())?;
        let shown = folder.as_deref().map(|folder| escape_controls(&folder.to_string_lossy()).into_owned());
        let place = |name: &str| match &shown {
            Some(folder) if templates.is_own(name) => format!("{folder}/{name}"),
            _ => "built in".to_owned(),
        };
        let mut rows: Vec<[String; 3]> = Vec::new();
        for (name, _) in all_built_in() {
            rows.push([(*name).to_owned(), place(name), purpose(name).unwrap_or_default().replace('`', "")]);
        }
        for name in
            templates.own_names().iter().filter(|name| all_built_in().all(|(built_in, _)| *built_in != name.as_str()))
        {
            rows.push([escape_controls(name).into_owned(), place(name), "your own, for others to include".to_owned()]);
        }
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let (first, second) = (width(0), width(1));
        let text: String =
            rows.iter().map(|[name, place, what]| format!("{name:<first$}  {place:<second$}  {what}\n")).collect();
        write(&text, None)
    }
}

impl InLanguage {
    fn templates(&self) -> Result<Templates, ExitCode> {
        let (folder, lang) = self.folder.read()?;
        let lang = self.lang.as_ref().map_or(lang, |lang| lang.0.clone());
        open(folder.as_deref())?.in_language(&lang).map_err(|error| wrong(&error))
    }

    fn check(&self) -> Result<ExitCode, ExitCode> {
        let templates = self.templates()?;
        for (name, meant) in templates.misspelt() {
            talk::note(format!("{}: replaces no template; did you mean {meant}?", escape_controls(name)));
        }
        let count = templates.names().len();
        let templates = templates.on_trial();
        let mut found = templates.check_all().map_err(desk::fail)?;
        found.extend(sample::check(&templates).map_err(desk::fail)?);
        for error in &found {
            talk::error(error);
        }
        if !found.is_empty() {
            return Ok(ExitCode::from(6));
        }
        talk::note(format!("{count} templates hold"));
        Ok(ExitCode::SUCCESS)
    }
}

impl Eject {
    fn run(&self) -> Result<ExitCode, ExitCode> {
        let (folder, _) = self.folder.read()?;
        let is_named = folder.is_some();
        let folder = folder.unwrap_or_else(|| PathBuf::from(FOLDER));
        let known = || all_built_in().map(|(name, _)| *name);
        if let Some(name) = self.names.iter().find(|name| known().all(|known| known != **name)) {
            let meant = nearest(name, known()).map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
            talk::error(format!("{}: no built-in template has this name{meant}", escape_controls(name)));
            return Err(ExitCode::from(2));
        }
        let wanted = all_built_in().filter(|(name, _)| self.names.is_empty() || self.names.iter().any(|n| n == name));
        let files: Vec<_> = wanted.map(|(name, text)| (folder.join(name), *text)).collect();
        if let Some((path, _)) = files.iter().find(|(path, _)| !self.force && path.exists()) {
            return Err(desk::fail(format!("{}: is there already; --force replaces it", path.display())));
        }
        fs::create_dir_all(&folder).map_err(|error| desk::fail(format!("{}: {error}", folder.display())))?;
        for (path, text) in &files {
            let parent = path.parent().unwrap_or(&folder);
            fs::create_dir_all(parent).map_err(|error| desk::fail(format!("{}: {error}", parent.display())))?;
            write(text, Some(path))?;
        }
        if !is_named {
            talk::note(format!(
                "attache.toml: write templates = \"{FOLDER}\" under [digest] for the desk to take them"
            ));
        }
        let names: String = files.iter().map(|(path, _)| format!("{}\n", path.display())).collect();
        write(&names, None)
    }
}

impl Preview {
    fn run(&self) -> Result<ExitCode, ExitCode> {
        let templates = self.language.templates()?;
        let text = match templates.preview(&self.name) {
            Err(RenderError::NoSample { name }) => {
                match sample::preview(&templates, &name).map_err(|error| wrong(&error))? {
                    Some(text) => text,
                    None => return Err(wrong(&RenderError::NoSample { name })),
                }
            }
            text => text.map_err(|error| wrong(&error))?,
        };
        write(&text, self.output.as_deref())
    }
}

fn open(folder: Option<&Path>) -> Result<Templates, ExitCode> {
    folder.map_or_else(|| Ok(Templates::built_in()), Templates::in_folder).map_err(|error| wrong(&error))
}

/// A wrong template is a wrong configuration.
fn wrong(error: &RenderError) -> ExitCode {
    talk::error(error);
    ExitCode::from(6)
}

fn write(text: &str, path: Option<&Path>) -> Result<ExitCode, ExitCode> {
    let write = || {
        let mut output = Output::open(path)?;
        output.text(text)?;
        output.finish()
    };
    write().map(|()| ExitCode::SUCCESS).map_err(|Stop(code)| code)
}
