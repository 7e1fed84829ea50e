//! attache reads diplomatic news and hands over a short, exact brief in which every line leads to the sentence it came
//! from.
//!
//! ```
//! use attache::compose::Options;
//! use attache::model::Article;
//! use attache::render::{Format, Templates, render};
//! use attache::score::Weights;
//! use attache::{ingest, pipeline};
//!
//! let text = "RIGA, May 4, 2021 (Baltic Wire) -- Norwegian Foreign Minister Ana Lind arrived in Riga on Tuesday for a \
//!             two-day official visit, the Latvian Foreign Ministry said.\n\nLind will meet President Janis Ozols on Wednesday.";
//! let article = Article { id: ingest::content_id(text), text: text.to_owned(), ..Article::default() };
//!
//! let digest = pipeline::digest(vec![article], &Weights::default(), &Options::default());
//! let page = render(&digest, Format::Md, &Templates::built_in())?;
//! assert!(page.starts_with("# Ana Lind in Riga, 4–5 May 2021"), "{page}");
//! assert_eq!(digest.briefs[0].lines[0].receipts[0].i, 0);
//! # Ok::<(), attache::render::RenderError>(())
//! ```
//!
//! A stage is a module, in the order in which data flows: [`ingest`] makes articles of any input, [`annotate`] finds dates,
//! actors, events, quotations and certainty in every sentence, [`score`] ranks the sentences, [`story`] finds the main event,
//! earlier contacts and contradictions, [`compose`] chooses and builds the lines, [`render`] prints them, and [`verify`]
//! proves a brief against its sources. [`pipeline`] ties them. All read [`text`], [`model`] and [`lexicon`].
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
