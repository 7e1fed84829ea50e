use scraper::{Html, Node};

/// One step of a walk through a tree.
pub(super) enum Step<'a> {
    /// A node, before what is in it.
    Open(&'a Node),
    /// A node, after what is in it.
    Close(&'a Node),
}

/// Visits all nodes in the order of the page, without recursion.
pub(super) fn walk<'a>(html: &'a Html, mut see: impl FnMut(Step<'a>)) {
    let mut at = html.tree.root();
    loop {
        see(Step::Open(at.value()));
        if let Some(child) = at.first_child() {
            at = child;
            continue;
        }
        loop {
            see(Step::Close(at.value()));
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            match at.parent() {
                Some(parent) => at = parent,
                None => return,
            }
        }
    }
}

/// The deepest nesting of elements.
pub(super) fn depth(html: &Html) -> usize {
    let (mut now, mut most) = (0usize, 0usize);
    walk(html, |step| match step {
        Step::Open(_) => {
            now += 1;
            most = most.max(now);
        }
        Step::Close(_) => now = now.saturating_sub(1),
    });
    most
}
