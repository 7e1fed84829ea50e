//! The command line: one file a command; parses, calls, prints.

mod brief;
mod explain;
mod extract;
mod inputs;
mod output;
mod score;
mod verify;
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
    /// Read articles and print a brief of each story
    Brief(brief::Args),
    /// Print the articles as read, one JSON object a line.
    Extract(extract::Args),
    /// Print every statement, one JSON object an article.
    Score(score::Args),
    /// Prove every line of a brief against its sources
    Verify(verify::Args),
    /// Show why the statements stand in their order: kind, score, feature × weight.
    Explain(explain::Args),
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Brief(args) => args.run(),
        Command::Extract(args) => args.run(),
        Command::Score(args) => args.run(),
        Command::Verify(args) => args.run(),
        Command::Explain(args) => args.run(),
    }
}
