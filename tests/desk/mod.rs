//! A desk for tests: a folder of articles, a command, what comes out.
//!
//! ```ignore
//! Desk::new().file("a.txt", "…").run(&["brief", "a.txt"]).ok().says("Riga");
//! ```
#![allow(dead_code, reason = "each test program uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// An article that every stage has something to do on.
pub const VISIT: &str = "\
VILNIUS, May 14, 2019 (Baltic Wire) -- Estonian Foreign Minister Karin Tamm arrived in Vilnius on Tuesday for a two-day visit, \
the Lithuanian Foreign Ministry said.

Tamm will meet her Lithuanian counterpart Jonas Petraitis on Wednesday, the ministry said in a statement.

This is her second visit to Lithuania. She earlier came to Vilnius in October 2017, when the two countries signed an agreement \
on air transport.

\"We have a good deal to talk about, and two days are short,\" Tamm told reporters at the airport.

Diplomats who asked not to be named said that Estonia may propose a joint training centre.

Relations between the two countries cooled in 2015 after a dispute over a rail contract.
";

/// A folder with files, and the binary to run in it.
pub struct Desk {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

/// What a command did.
pub struct Ran {
    output: Output,
    shown: String,
}

impl Desk {
    pub fn new() -> Self {
        Desk { folder: tempfile::tempdir().expect("a temporary folder"), environment: Vec::new() }
    }

    /// A desk with one article, `visit.txt`.
    pub fn with_visit() -> Self {
        Desk::new().file("visit.txt", VISIT)
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    pub fn run_with(&self, arguments: &[&str], stdin: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(self.environment.iter().map(|(k, v)| (k, v)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        use std::io::Write;
        let mut pipe = child.stdin.take().expect("standard input");
        // A command that does not read its input closes it.
        let _ = pipe.write_all(stdin.as_bytes());
        drop(pipe);
        let output = child.wait_with_output().expect("the binary ends");
        Ran { output, shown: arguments.join(" ") }
    }
}

impl Ran {
    pub fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("UTF-8")
    }

    pub fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("UTF-8")
    }

    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.output.status.code(),
            Some(code),
            "attache {}\n{}\n{}",
            self.shown,
            self.stdout(),
            self.stderr()
        );
        self
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        self.exits(0)
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stdout().contains(words), "attache {} does not say {words:?}:\n{}", self.shown, self.stdout());
        self
    }

    #[track_caller]
    pub fn never_says(self, words: &str) -> Self {
        assert!(!self.stdout().contains(words), "attache {} says {words:?}:\n{}", self.shown, self.stdout());
        self
    }

    #[track_caller]
    pub fn complains(self, words: &str) -> Self {
        assert!(
            self.stderr().contains(words),
            "attache {} does not complain of {words:?}:\n{}",
            self.shown,
            self.stderr()
        );
        self
    }

    pub fn never_complains(self, words: &str) -> Self {
        assert!(!self.stderr().contains(words), "{words:?} is in:\n{}", self.stderr());
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.output.stdout).expect("JSON")
    }
}

/// The examples of the repository.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}
