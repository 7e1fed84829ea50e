use thiserror::Error;

/// Why a digest could not be rendered.
#[derive(Debug, Error)]
pub enum RenderError {
    /// A template is wrong.
    #[error("{name}:{line}: {problem}")]
    Template {
        /// The template, with its folder where the user named one.
        name: String,
        /// The line, from 1; 0 where there is none.
        line: usize,
        /// What is wrong: the syntax, or the name that is not there.
        problem: String,
    },
    /// The folder of templates cannot be read.
    #[error("{path}: cannot be read as a folder of templates: {source}")]
    Folder {
        /// As named by the user.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The digest cannot be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
