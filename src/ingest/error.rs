use thiserror::Error;

/// Where in an input something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file as named by the user; `-` is standard input.
    pub path: String,
    /// The line, from 1, where the input has lines of its own.
    pub line: Option<usize>,
}

impl std::fmt::Display for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = if self.path == "-" { "standard input" } else { &self.path };
        match self.line {
            Some(line) => write!(f, "{name}:{line}"),
            None => f.write_str(name),
        }
    }
}

/// Why an input gave no article.
#[derive(Debug, Error)]
pub enum IngestError {
    /// The file cannot be read.
    #[error("{path}: cannot be read: {source}")]
    Read {
        /// As named by the user.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line of JSON Lines that is no article.
    #[error("{at}: {reason}")]
    Line {
        /// File and line.
        at: Input,
        /// What is wrong, and the way out.
        reason: String,
    },
}
