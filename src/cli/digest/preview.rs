use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::super::output::Stop;
use super::lookup::{self, Number, find};
use crate::config::MAIN;
use crate::render::{Format, render_edition};
use crate::store::Store;

/// Arguments of `attache digest preview`.
#[derive(ClapArgs)]
pub struct Args {
    /// Its number, or last
    number: Number,
    /// The folder to write to [default: "output" in attache.toml, digests]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArg,
}

/// The page, text, Markdown, JSON, by their endings.
const FORMS: [(Format, &str); 4] =
    [(Format::Html, "html"), (Format::Text, "txt"), (Format::Md, "md"), (Format::Json, "json")];

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        #[cfg_attr(not(feature = "mail"), expect(unused_variables, reason = "what only a mail needs"))]
        let (config, desk, path) = self.desk.read()?;
        let store = Store::open(&path).map_err(desk::fail)?;
        let digest = find(&store, &desk.name, self.number)?;
        let templates = lookup::templates(&lookup::recipe(&digest)?)?;
        let folder = self.dir.unwrap_or_else(|| desk.output.clone());
        std::fs::create_dir_all(&folder).map_err(|error| desk::fail(format!("{}: {error}", folder.display())))?;
        let prefix = if desk.name == MAIN { String::new() } else { format!("{}-", desk.name) };
        let edition = &digest.revision.edition;
        let mut files: Vec<(&str, String)> = Vec::new();
        for (format, ending) in FORMS {
            files.push((ending, render_edition(edition, format, &templates).map_err(desk::fail)?));
        }
        #[cfg(feature = "mail")]
        files.extend(super::preview_mail::mail(edition, &config, &desk, &templates)?);
        let mut said = String::new();
        for (ending, text) in files {
            let path = folder.join(format!("{prefix}{:04}.{ending}", digest.number));
            write(&path, &text)?;
            said += &format!("{}\n", path.display());
        }
        lookup::write(&said, None)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn write(path: &Path, text: &str) -> Result<(), ExitCode> {
    let write = || -> Result<(), Stop> {
        let mut output = super::super::output::Output::open(Some(path))?;
        output.text(text)?;
        output.finish()
    };
    write().map_err(|Stop(code)| code)
}
