//! attache reads the day's diplomatic news and hands over a short, exact brief.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod annotate;
pub mod cli;
pub mod compose;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod render;
pub mod score;
pub mod story;
pub mod text;
pub mod verify;
