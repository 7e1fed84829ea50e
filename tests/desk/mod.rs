//! A desk for tests: a folder of articles, a command, what comes out.
//!
//! ```ignore
//! Desk::new().file("a.txt", "…").run(&["brief", "a.txt"]).ok().says("Riga");
//! ```
#![allow(dead_code, reason = "each test program uses its part")]

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use attache::model::{StorePlace, StoreServer};
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
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder"), environment: Vec::new() };
        // Nobody's own settings come into a test.
        let own = desk.path("own").display().to_string();
        let desk = desk.environment("XDG_CONFIG_HOME", &own);
        match (desk.server(), desk.schema()) {
            (Some(url), schema) => {
                desk.environment("ATTACHE_STORE__URL", &url).environment("ATTACHE_STORE__SCHEMA", &schema)
            }
            (None, _) => desk,
        }
    }

    /// The server of PostgreSQL that all stores of this run are to lie on, each in a schema of its own.
    fn server(&self) -> Option<String> {
        std::env::var("ATTACHE_TEST_POSTGRES").ok().filter(|_| cfg!(feature = "postgres"))
    }

    fn schema(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.folder.path().hash(&mut hasher);
        format!("d_{:x}", hasher.finish())
    }

    /// Where the store lies that the commands use.
    pub fn place(&self) -> StorePlace {
        let file = self.path("attache.db");
        match self.server() {
            None => StorePlace::File(file),
            Some(url) => StorePlace::Server(StoreServer::new(&url, Some(&self.schema()), &file).expect("an address")),
        }
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
        let mut child = self.start(arguments);
        use std::io::Write;
        let mut pipe = child.stdin.take().expect("standard input");
        // A command that does not read its input closes it.
        let _ = pipe.write_all(stdin.as_bytes());
        drop(pipe);
        self.wait(child, arguments)
    }

    /// A command that has just begun; its standard input stays open.
    pub fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(self.environment.iter().map(|(k, v)| (k, v)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts")
    }

    /// What a command did that was started.
    pub fn wait(&self, child: Child, arguments: &[&str]) -> Ran {
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
