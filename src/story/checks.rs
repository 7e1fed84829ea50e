//! Claims against each other, against arithmetic and the calendar.

use crate::annotate::Annotated;
use crate::model::{Check, Contact, MainEvent};

/// The checks within one article.
pub fn checks(_article: &Annotated, _event: Option<&MainEvent>, _prior: &[Contact]) -> Vec<Check> {
    Vec::new()
}
