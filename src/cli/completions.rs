use std::process::ExitCode;

use clap::{Args as ClapArgs, CommandFactory};
use clap_complete::{Shell, generate};

use super::output::{Output, Stop};

/// Arguments of `attache completions`.
#[derive(ClapArgs)]
pub struct Args {
    /// The shell; put what is printed where that shell looks for completions
    #[arg(value_enum)]
    shell: Shell,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.print().map_or_else(|Stop(code)| code, |()| ExitCode::SUCCESS)
    }

    fn print(&self) -> Result<(), Stop> {
        let mut script = Vec::new();
        generate(self.shell, &mut super::Cli::command(), "attache", &mut script);
        Output::print(None, &String::from_utf8_lossy(&script))
    }
}
