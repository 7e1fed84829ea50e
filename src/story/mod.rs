//! From scored articles to stories: the main event, earlier contacts, what agrees and what does not.

mod calendar;
mod checks;
mod facts;
mod numbers;
mod page;

pub use checks::checks;
pub use facts::{main_event, prior_contacts};
