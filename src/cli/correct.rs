use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, DeskArg};
use super::digest::{Number, find};
use super::talk;
use crate::desk::LineRef;
use crate::store::Writer;
use crate::text::printable;

/// Arguments of `attache correct`.
#[derive(ClapArgs)]
pub struct Args {
    /// The digest that printed it: its number, or last
    number: Number,
    /// The line, as `attache digest show N --lines` numbers it: 2.3; 2.0 is the headline
    line: LineRef,
    /// What is wrong with it, for the reader
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.ask().unwrap_or_else(|code| code)
    }

    fn ask(self) -> Result<ExitCode, ExitCode> {
        let (_, desk, path) = self.desk.read()?;
        let mut writer = Writer::open(&path).map_err(desk::fail)?;
        let digest = find(&writer, &desk.name, self.number)?;
        let reason = printable(&self.reason).split_whitespace().collect::<Vec<_>>().join(" ");
        if reason.is_empty() {
            talk::error("--reason: say what is wrong");
            return Err(ExitCode::from(2));
        }
        let LineRef { story, line } = self.line;
        let name = format!("{story}.{}", line.unwrap_or(0));
        let entry = digest.revision.edition.story(story);
        let printed = entry.and_then(|entry| entry.numbered().find(|(number, _)| Some(*number) == line.or(Some(0))));
        let Some((_, printed)) = printed else {
            talk::error(format!("digest {} has no line {name}; see attache digest show {0} --lines", digest.number));
            return Err(ExitCode::from(2));
        };
        writer.ask_correction(&desk.name, digest.number, &name, &reason).map_err(desk::fail)?;
        let text = printable(&printed.text);
        talk::note(format!("the next digest corrects digest {}, line {name}: “{text}”", digest.number));
        Ok(ExitCode::SUCCESS)
    }
}
