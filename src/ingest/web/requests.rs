use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many requests were made with some options; clones count together. It changes nothing that is read: two are always
/// equal.
#[derive(Debug, Clone, Default)]
pub struct Requests(Arc<AtomicUsize>);

impl Requests {
    /// So many, by now.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    #[cfg(feature = "fetch")]
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl PartialEq for Requests {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Requests {}
