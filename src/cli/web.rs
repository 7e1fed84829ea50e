use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::talk;
use crate::ingest::web::{Options, is_address};

/// Arguments of all commands that can read web addresses.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(super) struct WebArgs {
    /// Reach private networks and this machine too, and use the environment's proxy
    #[arg(long)]
    allow_private: bool,
}

impl WebArgs {
    /// The options for these inputs: flags before the environment, the environment before the defaults. A variable that
    /// cannot be used is told, and its exit code given; without a web address among the inputs none is looked at.
    pub fn options(&self, inputs: &[OsString]) -> Result<Options, ExitCode> {
        if !inputs.iter().any(|input| is_address(&input.to_string_lossy())) {
            return Ok(Options::default());
        }
        let options = Options::from_variables(|name| std::env::var(name).ok()).map_err(|error| {
            talk::error(error);
            ExitCode::from(6)
        })?;
        Ok(Options { allow_private: options.allow_private || self.allow_private, ..options })
    }
}
