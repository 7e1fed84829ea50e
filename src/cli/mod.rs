//! The command line: one file a command; parses, calls, prints.

mod actors;
mod archive;
mod backup;
#[cfg(feature = "mail")]
mod bounces;
mod brief;
mod completions;
mod config;
mod correct;
mod desk;
mod digest;
mod doctor;
mod explain;
mod explain_stories;
mod export;
mod extract;
mod fetch;
mod import;
mod init;
mod inputs;
#[cfg(not(all(feature = "mail", feature = "serve")))]
mod left_out;
mod man;
mod output;
mod progress;
mod run;
mod score;
mod search;
#[cfg(feature = "mail")]
mod send;
#[cfg(feature = "serve")]
mod serve;
mod sources;
mod stories;
#[cfg(feature = "mail")]
mod subscribers;
mod talk;
mod templates;
mod verify;
mod visits;
mod web;
mod weights;
mod wiki;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{self as settings, Config};
use crate::lexicon::add_people;

const EXAMPLES: &str = "\
Examples:
  attache brief article.html                     a brief as Markdown
  attache brief -f html -o brief.html news/      one page, a brief for each story of the folder
  attache brief -f json a.txt > a.json           the same with every receipt, for programs
  attache verify a.json                          prove each line of it against a.txt
  attache explain article.txt                    why each sentence ranks where it does
  attache fetch inbox/                           keep the articles of a folder in attache.db
  attache search summit Vilnius                  those that hold these words
  attache brief https://example.org/news         fetch a page or a feed, and the pages behind it
  curl -s https://example.org/news | attache brief -

Exit codes: 0 done, 1 error, 2 usage, 3 nothing to report, 4 verification failed, 5 done in part,
6 configuration, 7 conflict in a wiki page.";

/// The press attaché in a binary: diplomatic news in, a short, exact brief out.
///
/// Every line of a brief is words of the source with its edits shown, or slots put into words; the numbers behind a line
/// lead to its sentences. attache works offline, unless you name a web address, and gives
/// the same bytes for the same input.
#[derive(Parser)]
#[command(name = "attache", version, after_help = EXAMPLES, propagate_version = true)]
struct Cli {
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say what was read and what was dropped
    #[arg(short, long, global = true)]
    verbose: bool,
    /// People of your own, in the form of lexicon/leaders.csv: code,office,name,short name,from,until,+
    /// [default: "people" in attache.toml]
    #[arg(long, global = true, value_name = "FILE", env = "ATTACHE_PEOPLE")]
    people: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read articles and print a brief of each story
    Brief(brief::Args),
    /// Print the articles as read, one JSON object a line
    Extract(extract::Args),
    /// Print every statement, one JSON object an article
    Score(score::Args),
    /// Print the ranking as a table: each statement, its score, feature by feature
    Explain(explain::Args),
    /// List the actors that articles name, the most named first
    Actors(actors::Args),
    /// Group articles into stories, one JSON object a story
    Stories(stories::Args),
    /// Prove every line of a brief against its sources
    Verify(verify::Args),
    /// Set up a desk: attache.toml, folders, templates on request
    Init(init::Args),
    /// Make today's digest; list, show, edit, approve, rebuild digests
    Digest(digest::Args),
    /// Write all digests as a static site: calendar, stories, people, search, feeds
    Archive(archive::Args),
    /// Have the next digest correct a line of an earlier one
    Correct(correct::Args),
    /// The templates: list, eject, check, preview, and what they see
    Templates(templates::Args),
    /// Do all of a day: fetch, digest, publish; once or on a schedule
    Run(run::Args),
    /// Read the desk's sources into the store
    Fetch(fetch::Args),
    /// List the sources: how each answered last, what it gave
    Sources(sources::Args),
    /// The visit diary: who went where, when, to see whom
    Visits(visits::Args),
    /// Read mails that came back: who takes no mail any more, who wants to leave
    #[cfg(feature = "mail")]
    Bounces(bounces::Args),
    /// Write the digests and the visit diary into a wiki that people edit too
    Wiki(wiki::Args),
    /// Mail digests to their readers: each gets each once
    #[cfg(feature = "mail")]
    Send(send::Args),
    /// Who gets the digests: add, import, export, pause, remove, forget
    #[cfg(feature = "mail")]
    Subscribers(subscribers::Args),
    /// Serve the archive and the pages of subscribers over HTTP
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    /// What is set, and who says so; all keys with what they mean
    Config(config::Args),
    /// Look at all that a desk needs, and say what to do for each fault
    Doctor(doctor::Args),
    /// Look for words in the store
    Search(search::Args),
    /// Write the whole store as JSON Lines
    Export(export::Args),
    /// Take in what `attache export` wrote
    Import(import::Args),
    /// Copy the store to a file, while others use it
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the store
    Restore(backup::RestoreArgs),
    /// Print what lets a shell complete commands and options
    Completions(completions::Args),
    /// Print the manual page, or write those of all commands
    Man(man::Args),
    #[cfg(not(all(feature = "mail", feature = "serve")))]
    #[command(flatten)]
    LeftOut(left_out::LeftOut),
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    talk::set_level(cli.quiet, cli.verbose);
    // What is wrong with the file itself is said by the commands that need it.
    let named = || Config::read(Path::new(settings::FILE)).ok().and_then(|config| config.people);
    if let Some(error) = cli.people.or_else(named).and_then(|path| add_people(&path).err()) {
        talk::error(error);
        return ExitCode::from(6);
    }
    let code = run(cli.command);
    progress::end();
    code
}

fn run(command: Command) -> ExitCode {
    match command {
        Command::Brief(args) => args.run(),
        Command::Extract(args) => args.run(),
        Command::Score(args) => args.run(),
        Command::Explain(args) => args.run(),
        Command::Actors(args) => args.run(),
        Command::Stories(args) => args.run(),
        Command::Verify(args) => args.run(),
        Command::Init(args) => args.run(),
        Command::Digest(args) => args.run(),
        Command::Archive(args) => args.run(),
        Command::Correct(args) => args.run(),
        Command::Templates(args) => args.run(),
        Command::Run(args) => args.run(),
        Command::Fetch(args) => args.run(),
        Command::Sources(args) => args.run(),
        Command::Visits(args) => args.run(),
        #[cfg(feature = "mail")]
        Command::Bounces(args) => args.run(),
        Command::Wiki(args) => args.run(),
        #[cfg(feature = "mail")]
        Command::Send(args) => args.run(),
        #[cfg(feature = "mail")]
        Command::Subscribers(args) => args.run(),
        #[cfg(feature = "serve")]
        Command::Serve(args) => args.run(),
        Command::Config(args) => args.run(),
        Command::Doctor(args) => args.run(),
        Command::Search(args) => args.run(),
        Command::Export(args) => args.run(),
        Command::Import(args) => args.run(),
        Command::Backup(args) => args.run(),
        Command::Restore(args) => args.run(),
        Command::Completions(args) => args.run(),
        Command::Man(args) => args.run(),
        #[cfg(not(all(feature = "mail", feature = "serve")))]
        Command::LeftOut(command) => command.run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
