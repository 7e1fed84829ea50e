//! The command line: one file a command; parses, calls, prints.

mod explain;
mod score;
mod weights;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The press attaché in a binary: diplomatic news in, a short, exact brief out.
#[derive(Parser)]
#[command(name = "attache", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print every statement, one JSON object an article.
    Score(score::Args),
    /// Show why the statements stand in their order: kind, score, feature × weight.
    Explain(explain::Args),
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Score(args) => args.run(),
        Command::Explain(args) => args.run(),
    }
}
