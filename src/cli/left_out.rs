//! Commands that this build has no code for: not listed, and answered with what to do.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

use super::talk;

/// A command of attache that was left out of this build.
#[derive(Subcommand)]
pub(super) enum LeftOut {
    #[cfg(not(feature = "mail"))]
    #[command(hide = true, disable_help_flag = true)]
    Bounces(Rest),
    #[cfg(not(feature = "mail"))]
    #[command(hide = true, disable_help_flag = true)]
    Send(Rest),
    #[cfg(not(feature = "mail"))]
    #[command(hide = true, disable_help_flag = true)]
    Subscribers(Rest),
    #[command(hide = true, disable_help_flag = true)]
    Serve(Rest),
}

/// Whatever follows it.
#[derive(ClapArgs)]
pub(super) struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _rest: Vec<OsString>,
}

impl LeftOut {
    /// Says which feature of the build the command needs.
    pub fn run(self) -> ExitCode {
        let (command, feature) = match self {
            #[cfg(not(feature = "mail"))]
            LeftOut::Bounces(_) => ("bounces", "mail"),
            #[cfg(not(feature = "mail"))]
            LeftOut::Send(_) => ("send", "mail"),
            #[cfg(not(feature = "mail"))]
            LeftOut::Subscribers(_) => ("subscribers", "mail"),
            LeftOut::Serve(_) => ("serve", "serve"),
        };
        talk::error(format!(
            "this attache was built without `{command}`: install one that has it, or build it with `cargo install \
             attache --features {feature}`"
        ));
        ExitCode::from(2)
    }
}
