//! Serves the archive and the pages of subscribers.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, DeskArg};
use super::talk;
use crate::render::Templates;
use crate::serve::{ServeError, Settings, serve};

const EXAMPLES: &str = "\
Examples:
  attache serve                                  at \"listen\" under [serve], 127.0.0.1:8080
  attache serve --listen 127.0.0.1:0             at a port that is free; standard error says which
  curl -X POST -d List-Unsubscribe=One-Click https://digest.example/u/TOKEN

SIGTERM and SIGINT end it: what is under way is finished first.";

/// Arguments of `attache serve`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Where to listen [default: "listen" under [serve] in attache.toml, 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The folder of the archive [default: "dir" under [serve], archive]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        match self.settings() {
            Err(code) => code,
            Ok(settings) => match serve(settings, |words| talk::note(words)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    talk::error(&error);
                    ExitCode::from(if matches!(error, ServeError::Template(_)) { 6 } else { 1 })
                }
            },
        }
    }

    fn settings(&self) -> Result<Settings, ExitCode> {
        let config = desk::config()?;
        let named = self.desk.name().or(config.serve.desk.as_deref());
        let desk = match named {
            None => config.desks.first(),
            Some(name) => config.desks.iter().find(|desk| desk.name == name),
        };
        let Some(desk) = desk else {
            talk::error("there is no such desk; [serve] desk and --desk name one of attache.toml");
            return Err(ExitCode::from(6));
        };
        let configured = |error: crate::render::RenderError| {
            talk::error(error);
            ExitCode::from(6)
        };
        let folder = desk.templates.as_deref();
        let templates = folder.map_or_else(|| Ok(Templates::built_in()), Templates::in_folder).map_err(configured)?;
        let templates = templates.in_language(&desk.lang).map_err(configured)?;
        let mut own = config.serve.clone();
        if let Some(listen) = self.listen {
            own.listen = listen;
        }
        let archive = config.archive.as_ref().map(|archive| archive.dir.clone());
        if config.mail.is_none() {
            talk::note("attache.toml has no [mail]: nobody can subscribe over the web, for no question can be sent");
        }
        Ok(Settings {
            store: self.desk.store().place_with(&config),
            folder: self.dir.clone().or(own.dir.clone()).or(archive).unwrap_or_else(|| PathBuf::from("archive")),
            list: desk.list_name().to_owned(),
            site: desk.title.clone(),
            serve: own,
            mail: config.mail.clone(),
            templates,
        })
    }
}
