//! The `attache` binary: parses the command line, runs one command, reports one error.

use std::process::ExitCode;

/// The allocator of musl makes threads wait for each other.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    attache::cli::main()
}
