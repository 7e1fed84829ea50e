//! The `attache` binary: parses the command line, runs one command, reports one error.

use std::process::ExitCode;

fn main() -> ExitCode {
    attache::cli::main()
}
