//! The ground floor: spans, tokens and offsets. Knows nothing of news.

mod nearest;
mod offsets;
mod printable;
mod span;
mod token;
mod tokenize;
mod word_set;

pub use nearest::nearest;
pub use offsets::CharIndex;
pub use printable::{capitalised, escape_controls, printable};
pub use span::Span;
pub use token::{Case, Gap, Token, TokenKind};
pub use tokenize::{fold, is_ignorable, norms, tokenize};
pub use word_set::{WordMap, WordSet};
