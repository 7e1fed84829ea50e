//! attache reads diplomatic news and hands over a short, exact brief in which every line leads to the sentence it came
//! from.
//!
//! ```
//! use attache::compose::Options;
//! use attache::model::Article;
//! use attache::render::{Format, Templates, render};
//! use attache::score::Weights;
//! use attache::{ingest, pipeline, verify};
//!
//! let text = "RIGA, May 4, 2021 (Baltic Wire) -- Norwegian Foreign Minister Ana Lind arrived in Riga on Tuesday for a \
//!             two-day official visit, the Latvian Foreign Ministry said.\n\nLind will meet President Janis Ozols on Wednesday.";
//! let article = Article { id: ingest::content_id(text), text: text.to_owned(), ..Article::default() };
//!
//! let digest = pipeline::digest(vec![article.clone()], &Weights::default(), &Options::default());
//! let page = render(&digest, Format::Md, &Templates::built_in())?;
//! assert!(page.starts_with("# Ana Lind in Riga, 4–5 May 2021"), "{page}");
//! assert!(page.contains("arrived in Riga on Tuesday [4 May]"), "{page}");
//!
//! // Each line leads to its sentences, and the sources prove each line.
//! assert_eq!(digest.briefs[0].lines[0].receipts[0].i, 0);
//! assert!(verify::verify(&digest, vec![article], &Weights::default()).holds());
//! # Ok::<(), attache::render::RenderError>(())
//! ```
//!
//! The words of a line are the source's; the numbers that a reader sees count sentences from 1, [`model::Receipt`] counts
//! them from 0 and gives their range of characters.
//!
//! # The modules
//!
//! In the order in which data flows. A stage knows `text`, `model` and `lexicon`, and never its neighbours.
//!
//! [`text`]: spans, tokens and offsets. It knows nothing of news. A [`text::Span`] is a range of bytes; what leaves the
//! program counts characters, and [`text::CharIndex`] converts.
//!
//! [`model`]: the types that pass between the stages, from [`model::Article`] over [`model::Statement`] to
//! [`model::Digest`]. No input, no output, no rules.
//!
//! [`lexicon`]: the word lists, embedded from the top folder `lexicon/` and read on first use.
//!
//! [`ingest`]: files, folders, pages, mails, feeds, archives and standard input become articles, and what a web address
//! names ([`ingest::web`]). What cannot be read is an [`ingest::IngestError`] that says which input and why; the others go
//! on.
//!
//! [`annotate`]: an article becomes statements, every sentence with its furniture, dates, actors, places, events,
//! quotation, source and modality.
//!
//! [`score`]: each statement gets its kind and its score, a sum of features times [`score::Weights`] in whole thousandths.
//!
//! [`story`]: the main event, earlier contacts, checks within an article; which articles tell of one event, what they agree
//! on and what they dispute.
//!
//! [`compose`]: a story becomes a [`model::Brief`]: lines of source words with listed edits, or slots put into words.
//!
//! [`render`]: a digest becomes Markdown, HTML, text, one line or JSON, through templates that a user can replace.
//!
//! [`pipeline`]: ties these stages. [`pipeline::digest`] is the whole way, [`pipeline::read`] the way of one article up to
//! its checks.
//!
//! [`verify`]: reads the sources again and proves a digest against them: words, edits, slots. Its [`verify::Report`] lists
//! what does not hold.
//!
//! [`store`]: what must last: articles by the hash of their words, the versions of an address, full text, in one SQLite
//! file. [`config`] reads `attache.toml`, the sources of a desk; [`sources`] says what the store knows of each, and which
//! are missing from it.
//!
//! [`diary`]: the visit diary of a desk, over the store: who went where, filled from articles and tables.
//!
//! [`desk`]: the numbered digest of a day: what is new, what changed, what was wrong, in which order, within which room;
//! edits, and the same bytes again.
//!
//! [`serve`]: the archive and the pages of subscribers over HTTP.
//!
//! [`deliver`]: digests by mail: the message for a reader, the ways out, the outbox, signed links.
//!
//! [`publish`]: what all digests and the diary come to ([`publish::record::Record`]), and the pages that are made of it.
//!
//! [`cli`]: the commands of the `attache` binary.
//!
//! # Features
//!
//! All are on by default; without any, a core is left that reads files, makes digests and publishes them.
//!
//! `fetch`: web addresses as inputs ([`ingest::web`]); without it each is an error that says so. `mail`: [`deliver`],
//! subscribers and sending. `serve`: [`serve`], which takes `mail` along.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod annotate;
pub mod cli;
pub mod compose;
pub mod config;
#[cfg(feature = "mail")]
pub mod deliver;
pub mod desk;
pub mod diary;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod score;
#[cfg(feature = "serve")]
pub mod serve;
pub mod sources;
pub mod store;
pub mod story;
pub mod text;
#[cfg(any(feature = "mail", feature = "postgres"))]
mod tls;
pub mod verify;
