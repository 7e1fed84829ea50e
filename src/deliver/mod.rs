//! A digest and its subscribers → mail that was sent: each gets it once, and can leave with one click.
//!
//! `key` is the desk's secret, `tokens` are the signed links of a mail.

pub mod bounces;
mod key;
mod tokens;

pub use key::{Key, KeyError};
pub use tokens::{Purpose, Token, TokenError};
