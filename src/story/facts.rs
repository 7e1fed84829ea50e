//! The event that an article is about, and the contacts that came before it.

use crate::annotate::Annotated;
use crate::model::{Contact, MainEvent};

/// The main event, where there is one.
pub fn main_event(_article: &Annotated) -> Option<MainEvent> {
    None
}

/// Earlier contacts between the same parties.
pub fn prior_contacts(_article: &Annotated, _event: Option<&MainEvent>) -> Vec<Contact> {
    Vec::new()
}
