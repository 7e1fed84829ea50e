use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::score::Weights;

/// The option `--weights`, shared by the commands that score.
#[derive(Args)]
pub struct WeightsArg {
    /// Weights to use instead of the built-in ones: a file in the form of lexicon/weights.toml.
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

impl WeightsArg {
    /// The weights; a file that cannot be used is reported, with the exit code for a faulty configuration.
    pub fn read(&self) -> Result<Weights, ExitCode> {
        let Some(path) = &self.weights else { return Ok(Weights::embedded()) };
        Weights::read(path).map_err(|error| {
            super::talk::error(error);
            ExitCode::from(6)
        })
    }
}
