//! The ground floor: spans, tokens and offsets. Knows nothing of news.

mod offsets;
mod span;
mod token;
mod tokenize;

pub use offsets::CharIndex;
pub use span::Span;
pub use token::{Case, Gap, Token, TokenKind};
pub use tokenize::{fold, is_ignorable, tokenize};
