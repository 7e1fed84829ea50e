//! The blocks of a page that attache writes; all around them is other people's.
//!
//! ```text
//! <!-- attache:begin told sha256=1f0c7a… -->
//! …
//! <!-- attache:end told -->
//! ```
//!
//! The hash is that of what attache wrote between the two lines, so that a later run sees whether anybody has touched it.
//! Line ends do not count for it: a file whose lines end in CRLF is no edited one.

use std::ops::Range;

use sha2::{Digest, Sha256};

const BEGIN: &str = "attache:begin";
const END: &str = "attache:end";

/// Why a page cannot be brought up to date without losing what somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What stands in the way.
    pub what: String,
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block<'t> {
    pub name: &'t str,
    hash: Option<&'t str>,
    /// From the first byte of its first line to the last of its last one, line end included.
    whole: Range<usize>,
    /// What stands between the two lines.
    pub body: &'t str,
    /// The number of its first line.
    line: usize,
}

/// A line of a text that marks the start or end of a block.
enum Marker<'t> {
    Begin { name: &'t str, hash: Option<&'t str> },
    End { name: &'t str },
    Damaged,
}

/// Sixteen digits of the SHA-256 of a text, its line ends as LF.
pub(super) fn hash(text: &str) -> String {
    Sha256::digest(text.replace("\r\n", "\n")).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn marker(line: &str) -> Option<Marker<'_>> {
    if !line.contains(BEGIN) && !line.contains(END) {
        return None;
    }
    let inner = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let is_one = inner.is_some_and(|inner| !inner.contains("-->"));
    let words: Vec<&str> = inner.filter(|_| is_one).unwrap_or_default().split_whitespace().collect();
    Some(match words[..] {
        [BEGIN, name] => Marker::Begin { name, hash: None },
        [BEGIN, name, sum] => match sum.strip_prefix("sha256=") {
            Some(hash) => Marker::Begin { name, hash: Some(hash) },
            None => Marker::Damaged,
        },
        [END, name] => Marker::End { name },
        // Words on the markers in a sentence are no marker.
        _ if inner.is_none() && !line.trim_start().starts_with("<!--") => return None,
        _ => Marker::Damaged,
    })
}

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str) -> Result<Vec<Block<'_>>, Fault> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut open: Option<(&str, Option<&str>, usize, usize, usize)> = None;
    let mut at = 0;
    for (n, line) in (1..).zip(text.split_inclusive('\n')) {
        let (from, to) = (at, at + line.len());
        at = to;
        let fault = |what: String| Err(Fault { line: n, what });
        match marker(line) {
            None => {}
            Some(Marker::Damaged) => return fault("a marker of attache is damaged".to_owned()),
            Some(Marker::Begin { name, hash }) => {
                if let Some((other, ..)) = open {
                    return fault(format!("block {name} begins within block {other}"));
                }
                if found.iter().any(|block| block.name == name) {
                    return fault(format!("block {name} is there twice"));
                }
                open = Some((name, hash, from, to, n));
            }
            Some(Marker::End { name }) => match open.take() {
                Some((begun, hash, start, body, line)) if begun == name => {
                    let body = text.get(body..from).unwrap_or_default();
                    found.push(Block { name, hash, whole: start..to, body, line });
                }
                Some((begun, ..)) => return fault(format!("block {begun} ends as block {name}")),
                None => return fault(format!("block {name} ends but does not begin")),
            },
        }
    }
    match open {
        Some((name, _, _, _, line)) => Err(Fault { line, what: format!("block {name} does not end") }),
        None => Ok(found),
    }
}

/// The names of the blocks of a text; none where it is damaged.
pub(super) fn names(text: &str) -> Vec<String> {
    blocks(text).unwrap_or_default().iter().map(|block| block.name.to_owned()).collect()
}

/// True where nothing but blank lines stands around the blocks.
pub(super) fn is_ours_alone(text: &str) -> bool {
    let Ok(blocks) = blocks(text) else { return false };
    let mut at = 0;
    let mut around = String::new();
    for block in &blocks {
        around += text.get(at..block.whole.start).unwrap_or_default();
        at = block.whole.end;
    }
    around += text.get(at..).unwrap_or_default();
    !blocks.is_empty() && blocks.iter().all(|b| b.hash == Some(&hash(b.body))) && around.trim().is_empty()
}

/// The text with the hash of each block in its first line.
pub(super) fn sealed(text: &str) -> Result<String, Fault> {
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for block in blocks(text)? {
        out += text.get(at..block.whole.start).unwrap_or_default();
        out += &written(block.name, block.body, "\n");
        at = block.whole.end;
    }
    out += text.get(at..).unwrap_or_default();
    Ok(out)
}

fn written(name: &str, body: &str, end: &str) -> String {
    let body = body.replace("\r\n", "\n");
    let text = format!("<!-- {BEGIN} {name} sha256={} -->\n{body}<!-- {END} {name} -->\n", hash(&body));
    if end == "\n" { text } else { text.replace('\n', end) }
}

/// The old text with the blocks of the new one in the place of its own. Blocks that it does not have yet come at its end;
/// those that are new no longer are emptied.
///
/// # Errors
/// A block that somebody has changed, unless it says what the new one says; one of the known blocks that is gone; damaged
/// markers.
pub(super) fn merged(old: &str, new: &str, known: &[String]) -> Result<String, Fault> {
    let (ours, fresh) = (blocks(old)?, blocks(new)?);
    let mut out = String::with_capacity(old.len().max(new.len()));
    let mut at = 0;
    for block in &ours {
        let body = fresh.iter().find(|f| f.name == block.name).map_or("", |f| f.body);
        let same = block.body.replace("\r\n", "\n") == body;
        if !same && block.hash != Some(&hash(block.body)) {
            return Err(edited(block, body));
        }
        out += old.get(at..block.whole.start).unwrap_or_default();
        let whole = old.get(block.whole.clone()).unwrap_or_default();
        if same && block.hash == Some(&hash(body)) {
            out += whole;
        } else {
            let text = written(block.name, body, line_end(whole));
            let ends = whole.ends_with('\n');
            out += if ends { text.as_str() } else { text.trim_end_matches(['\r', '\n']) };
        }
        at = block.whole.end;
    }
    out += old.get(at..).unwrap_or_default();
    for block in fresh.iter().filter(|f| ours.iter().all(|o| o.name != f.name)) {
        if known.iter().any(|name| name == block.name) {
            let what = format!("block {} is gone", block.name);
            return Err(Fault { line: old.lines().count().max(1), what });
        }
        let end = line_end(old);
        if !out.is_empty() && !out.ends_with('\n') {
            out += end;
        }
        if !out.is_empty() {
            out += end;
        }
        out += &written(block.name, block.body, end);
    }
    Ok(out)
}

/// The end of the first line.
fn line_end(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// Where a block begins to differ from what attache would write.
fn edited(block: &Block<'_>, fresh: &str) -> Fault {
    let mut new = fresh.lines();
    let differs = block.body.lines().position(|line| new.next() != Some(line));
    let line = block.line + 1 + differs.unwrap_or_else(|| block.body.lines().count());
    Fault { line, what: format!("block {} was edited", block.name) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: &str = "top\n<!-- attache:begin a -->\n\none\n\n<!-- attache:end a -->\nmiddle\n<!-- attache:begin b -->\n<!-- attache:end b -->\n";

    fn page() -> String {
        sealed(PAGE).expect("a page")
    }

    fn fault(text: &str) -> (usize, String) {
        let known = ["a".to_owned(), "b".to_owned()];
        let fault = merged(text, &page().replace("one", "two"), &known).expect_err("a fault");
        (fault.line, fault.what)
    }

    #[test]
    fn what_stands_around_the_blocks_stays() {
        let own = page().replace("top", "my own words").replace("middle\n", "middle\r\nmore\t \n\n");
        let next = merged(&own, &page().replace("one", "two"), &[]).expect("no conflict");
        assert!(next.starts_with("my own words\n") && next.contains("\nmiddle\r\nmore\t \n\n"), "{next}");
        assert!(next.contains("\n\ntwo\n\n"), "{next}");
        assert_eq!(merged(&next, &page().replace("one", "two"), &[]).as_deref(), Ok(next.as_str()));
    }

    #[test]
    fn windows_line_ends_are_no_edit() {
        let own = page().replace('\n', "\r\n");
        assert_eq!(merged(&own, &page(), &[]).as_deref(), Ok(own.as_str()));
        let next = merged(&own, &page().replace("one", "two"), &[]).expect("no conflict");
        assert!(!next.replace("\r\n", "").contains('\n'), "{next:?}");
    }

    #[test]
    fn each_edit_of_a_block_is_named() {
        let page = page();
        assert_eq!(fault(&page.replace("one", "none")), (4, "block a was edited".to_owned()));
        assert_eq!(fault(&page.replace("one\n", "")), (4, "block a was edited".to_owned()));
        assert_eq!(fault(&page.replace("one", "one ")), (4, "block a was edited".to_owned()));
        assert_eq!(fault(&page.replace("<!-- attache:end a -->\n", "")).1, "block b begins within block a");
        assert_eq!(fault(&page.replace("attache:end a", "attache:end c")).1, "block a ends as block c");
        assert_eq!(fault(&page.replace("attache:begin b", "attache:begin a")).1, "block a is there twice");
        assert_eq!(fault(&format!("{page}<!-- attache:end c -->")).1, "block c ends but does not begin");
        assert_eq!(fault(&page.replace("attache:end b -->", "attache:end b")).1, "a marker of attache is damaged");
        let cut = page.split("<!-- attache:begin b").next().expect("text");
        assert_eq!(fault(cut), (7, "block b is gone".to_owned()));
    }

    #[test]
    fn an_edit_to_what_is_new_is_none() {
        let own = page().replace("one", "two");
        assert!(merged(&own, &page().replace("one", "two"), &[]).is_ok());
    }

    #[test]
    fn words_on_markers_are_no_markers() {
        let own = format!("Look for attache:begin in the text.\n{}", page());
        assert!(merged(&own, &page(), &[]).is_ok());
    }

    proptest! {
        #[test]
        fn a_page_is_brought_up_to_date_or_left_whatever_stands_on_it(
            pieces in prop::collection::vec((0..PIECES.len(), "\\PC{0,6}"), 0..24),
            cut in any::<prop::sample::Index>(),
        ) {
            let text: String = pieces.iter().flat_map(|(n, own)| [PIECES[*n], own.as_str()]).collect();
            let whole = page();
            let at = cut.index(whole.len());
            for old in [text.clone(), format!("{}{text}{}", &whole[..at], &whole[at..])] {
                let next = page().replace("one", "two");
                if let Ok(merged_once) = merged(&old, &next, &["a".to_owned()]) {
                    let again = merged(&merged_once, &next, &[]);
                    prop_assert_eq!(again.as_deref(), Ok(merged_once.as_str()));
                }
                let (_, _) = (is_ours_alone(&old), names(&old));
            }
        }
    }

    /// What means something to the reader of a page.
    const PIECES: [&str; 12] = [
        "\n",
        "\r\n",
        "<!-- attache:begin a -->\n",
        "<!-- attache:end a -->\n",
        "<!-- attache:begin b sha256=00 -->\n",
        "<!-- attache:end b -->",
        "<!-- attache:begin",
        " -->",
        "sha256=",
        "text\n",
        "attache:end",
        "<!--",
    ];
}
