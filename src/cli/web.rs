use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::{desk, talk};
use crate::config::{Config, FILE};
use crate::ingest::web::{Authorities, Options, is_address};
use crate::text::escape_controls;

/// Arguments of all commands that can read web addresses.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(super) struct WebArgs {
    /// Reach private networks and this machine too, and use the environment's proxy
    #[arg(long)]
    allow_private: bool,
}

impl WebArgs {
    /// The options for these inputs: flags before the environment, the environment before `attache.toml`, and that before
    /// the defaults. What cannot be used is told, and its exit code given; without a web address among the inputs nothing
    /// is looked at.
    pub fn options(&self, inputs: &[OsString]) -> Result<Options, ExitCode> {
        if !inputs.iter().any(|input| is_address(&input.to_string_lossy())) {
            return Ok(Options::default());
        }
        let options = Options::from_variables(|name| std::env::var(name).ok()).map_err(|error| {
            talk::error(error);
            ExitCode::from(6)
        })?;
        let authorities = match options.authorities.is_empty() {
            true => authorities(&desk::config()?)?,
            false => options.authorities.clone(),
        };
        Ok(Options { allow_private: options.allow_private || self.allow_private, authorities, ..options })
    }
}

/// The authorities that `attache.toml` names.
fn authorities(config: &Config) -> Result<Authorities, ExitCode> {
    let Some(path) = &config.fetch.ca_file else { return Ok(Authorities::default()) };
    Authorities::read(path).map_err(|what| {
        talk::error(format!("{FILE}: [fetch] ca_file: {}: {what}", escape_controls(&path.to_string_lossy())));
        ExitCode::from(6)
    })
}
