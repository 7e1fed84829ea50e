//! Templates on trial: what they make of a sample, and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::render::RenderError;

/// What came of the templates. Pages may be rendered on several threads.
#[derive(Debug, Default)]
pub(super) struct Trial(Mutex<Found>);

#[derive(Debug, Default)]
struct Found {
    /// The fullest page that each template made: pages come in any order, and the choice is the same each time.
    pages: BTreeMap<String, String>,
    faults: Vec<RenderError>,
}

impl Trial {
    /// Takes what a template made; a page that failed goes on as an empty one.
    pub fn take(&self, template: &str, page: Result<String, RenderError>) -> String {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match page {
            Ok(page) => {
                let known = found.pages.entry(template.to_owned()).or_default();
                if (page.len(), known.as_str()) > (known.len(), page.as_str()) {
                    known.clone_from(&page);
                }
                page
            }
            Err(fault) => {
                found.faults.push(fault);
                String::new()
            }
        }
    }

    /// The pages by template, and the faults.
    pub fn end(self) -> (BTreeMap<String, String>, Vec<RenderError>) {
        let found = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Found { pages, mut faults } = found;
        faults.sort_by_cached_key(ToString::to_string);
        (pages, faults)
    }
}
