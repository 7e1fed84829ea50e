//! What stands over and under the body in the text itself: title, byline, dateline, credit, publication stamp.

use crate::model::Document;

/// Fills the article's title, byline, publisher, origin, publication day and dateline where the text has them and the
/// source did not say.
pub(super) fn read(_document: &mut Document) {}
