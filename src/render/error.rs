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
    /// There is no catalogue of a language.
    #[error(
        "there are no words for the language {code:?}: en and fr are built in, others go into the folder of templates as lang.{code}.toml"
    )]
    Language {
        /// Its code.
        code: String,
    },
    /// A template that others include, or none at all.
    #[error(
        "{name}: has no sample data of its own; `attache templates list` names the templates, and those that others include show there"
    )]
    NoSample {
        /// The name.
        name: String,
    },
    /// The digest cannot be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
