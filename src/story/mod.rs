//! From scored articles to stories: the main event, earlier contacts, what agrees and what does not.

mod amounts;
mod calendar;
mod checks;
mod claims;
mod event;
mod group;
mod lengths;
mod numbers;
mod page;
mod points;
mod prior;
pub mod visits;

pub use checks::checks;
pub use claims::claims;
pub use event::{main_event, names_of};
pub use group::{Gathering, Grouping, Likeness, Neighbours, SharedWord, Why, group, origins};
pub use prior::prior_contacts;
