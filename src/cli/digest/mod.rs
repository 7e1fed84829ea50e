//! `attache digest`: today's digest, and what can be done with those that there are.

mod approve;
mod diff;
mod edit;
mod list;
mod lookup;
mod make;
mod preview;
#[cfg(feature = "mail")]
mod preview_mail;
mod rebuild;
mod show;

use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

pub(super) use lookup::{Number, find, recipe, take_people};
pub(super) use make::{Made, Missing, desk_templates, make, missing};

/// Arguments of `attache digest`.
#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    make: make::MakeArgs,
}

#[derive(Subcommand)]
enum Command {
    /// List the digests: number, day, state, what is in them
    List(list::Args),
    /// Print a digest as it is now
    Show(show::Args),
    /// Say what differs between two digests
    Diff(diff::Args),
    /// Make a digest again from what it was made from, and prove that the bytes are the same
    Rebuild(rebuild::Args),
    /// Write a digest as files: page, text, Markdown, JSON, and the mail as readers get it
    Preview(preview::Args),
    /// Drop, pin or reorder stories and lines, write a headline or a note
    Edit(edit::Args),
    /// Say that a digest may go out
    Approve(approve::Args),
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match self.command {
            None => self.make.run(),
            Some(Command::List(args)) => args.run(),
            Some(Command::Show(args)) => args.run(),
            Some(Command::Diff(args)) => args.run(),
            Some(Command::Rebuild(args)) => args.run(),
            Some(Command::Preview(args)) => args.run(),
            Some(Command::Edit(args)) => args.run(),
            Some(Command::Approve(args)) => args.run(),
        };
        done.unwrap_or_else(|code| code)
    }
}
