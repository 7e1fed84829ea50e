//! A digest and its subscribers → mail that was sent: each gets it once, and can leave with one click.
//!
//! `key` is the desk's secret, `tokens` are the signed links of a mail.

mod body;
pub mod bounces;
mod choose;
mod dkim;
mod key;
mod message;
mod post;
mod question;
mod quoted;
mod restored;
mod retention;
mod stamps;
pub mod table;
mod tokens;
pub mod transport;
mod words;

pub use body::{Body, BodyError, ReaderLinks};
pub use dkim::{DkimError, Signer};
pub use key::{Key, KeyError};
pub use message::{Letter, Letterhead, MessageError, Reader};
pub use post::{Bodies, Planned, Post, PostError, Tally};
pub use question::Question;
pub use restored::{Mended, mend};
pub use retention::{expire, expiring};
pub use tokens::{Purpose, Token, TokenError};
