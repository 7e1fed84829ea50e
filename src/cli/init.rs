use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk;
use super::talk;
use crate::config;
use crate::render::all_built_in;

/// Arguments of `attache init`.
#[derive(ClapArgs)]
pub struct Args {
    /// The folder; made where it is not there
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// Write the built-in templates too, to start from
    #[arg(long)]
    templates: bool,
}

/// What `attache.toml` says in a new desk.
pub(super) const CONFIG: &str = include_str!("init.toml");
/// The line of it that names the templates, as it is and as it is with them.
const TEMPLATES: (&str, &str) = ("# templates = \"templates\"      #", "templates = \"templates\"        #");
/// The folders of a new desk.
const FOLDERS: [&str; 3] = ["inbox", "digests", "wiki"];

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let files = self.files();
        if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
            return desk::fail(format!("{}: is there already; a desk is never overwritten", path.display()));
        }
        match self.write(&files) {
            Ok(()) => {
                talk::note(format!(
                    "{}: put articles into inbox/, then: attache fetch; attache digest",
                    self.folder.display()
                ));
                ExitCode::SUCCESS
            }
            Err(error) => desk::fail(format!("{}: {error}", self.folder.display())),
        }
    }

    fn files(&self) -> Vec<(PathBuf, String)> {
        let config = if self.templates { CONFIG.replacen(TEMPLATES.0, TEMPLATES.1, 1) } else { CONFIG.to_owned() };
        let mut files = vec![(self.folder.join(config::FILE), config)];
        if self.templates {
            let folder = self.folder.join("templates");
            files.extend(all_built_in().map(|(name, text)| (folder.join(name), (*text).to_owned())));
        }
        files
    }

    /// The configuration comes last: where it is, the desk is whole.
    fn write(&self, files: &[(PathBuf, String)]) -> std::io::Result<()> {
        for folder in FOLDERS {
            fs::create_dir_all(self.folder.join(folder))?;
        }
        files.iter().rev().try_for_each(|(path, text)| {
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            write_new(path, text)
        })
    }
}

/// Writes a file that is not there; one that has come meanwhile stays.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn what_init_writes_is_a_configuration() {
        let config = Config::from_toml(CONFIG).expect("it is one");
        assert_eq!(config.desks.len(), 1);
        assert!(config.desks.iter().all(|desk| desk.review && desk.templates.is_none()));
        let with = CONFIG.replacen(TEMPLATES.0, TEMPLATES.1, 1);
        assert!(Config::from_toml(&with).expect("it is one").desks.iter().all(|desk| desk.templates.is_some()));
    }

    #[test]
    fn what_it_shows_behind_a_sign_can_be_switched_on() {
        let is_key = |line: &&str| line.starts_with("# ") && (line.contains(" = ") || line.starts_with("# ["));
        let on: String = CONFIG
            .lines()
            .map(|line| if is_key(&line) { &line[2..] } else { line })
            .fold(String::new(), |text, line| text + line + "\n");
        let config = Config::from_toml(&on).expect("it is a configuration");
        assert_eq!((config.sources.len(), config.desks.len()), (2, 1));
        assert_eq!(config.desks.iter().map(|desk| desk.interests.topics.len()).sum::<usize>(), 2);
    }
}
