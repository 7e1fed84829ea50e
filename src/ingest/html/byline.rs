//! Who wrote a page.

use super::page::Page;
use crate::lexicon::{page_fields, stamp_month};

/// Words that a person's name may have.
const NAME_WORDS: usize = 5;
/// Names in one byline.
const NAMES: usize = 8;
/// Bytes of a line that is a byline and marked as nothing.
const SHOWN: usize = 80;

/// The writers: linked data, meta elements, what is marked as a byline, then a line by the headline that reads like one.
pub(super) fn byline(page: &Page, publisher: Option<&str>, near_title: &[&str]) -> Vec<String> {
    let linked: Vec<String> = page.linked.names("author").into_iter().flat_map(names).collect();
    let meta = page_fields().meta.author.iter().map(|key| page.metas(key).flat_map(names).collect::<Vec<_>>());
    // Linked data may name the first of several alone.
    let all_of_them =
        |names: &Vec<String>| names.len() > linked.len() && linked.iter().all(|name| names.contains(name));
    let linked = meta.clone().find(all_of_them).filter(|_| !linked.is_empty()).unwrap_or(linked);
    let mut writers: Vec<_> = page.writers.iter().collect();
    writers.sort_by_key(|w| w.rank);
    let marked = writers.into_iter().map(|w| names(&w.text));
    let is_outlet = |name: &String| publisher.is_some_and(|p| p.eq_ignore_ascii_case(name));
    let shown = near_title.iter().map(|line| shown(line));
    let mut all = std::iter::once(linked).chain(meta).chain(marked).chain(shown);
    let mut found = all.find(|names| names.iter().any(|n| !is_outlet(n))).unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    found.retain(|name| !is_outlet(name) && seen.insert(name.to_lowercase()));
    found.truncate(NAMES);
    found
}

/// The names in a line that begins with "By" and holds names alone, of two words and more.
fn shown(line: &str) -> Vec<String> {
    let line = line.lines().next().unwrap_or_default();
    let lower = line.to_lowercase();
    let begins = page_fields()
        .byline
        .shown
        .iter()
        .any(|word| lower.strip_prefix(word.as_str()).is_some_and(|r| r.starts_with(' ')));
    let is_whole = |name: &String| {
        let mut words = name.split_whitespace();
        words.clone().count() >= 2 && words.all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
    };
    let names = if begins && line.len() <= SHOWN { names(line) } else { Vec::new() };
    if names.iter().all(is_whole) { names } else { Vec::new() }
}

/// The names in a byline; none where it does not look like names.
pub(in crate::ingest) fn names(byline: &str) -> Vec<String> {
    let mut text = byline.trim();
    if text.len() > 200 || text.contains("://") || text.contains('@') {
        return Vec::new();
    }
    while let Some(rest) = without_prefix(text) {
        text = rest;
    }
    let mut names = Vec::new();
    for part in text.split([',', ';', '|', '/', '&', '·', '•', '\n']) {
        let mut name: Vec<&str> = Vec::new();
        let words: Vec<&str> = part.split_whitespace().collect();
        let end = (0..words.len()).find(|at| ends_names(&words, *at)).unwrap_or(words.len());
        for word in words.iter().take(end).copied().chain(["and"]) {
            if page_fields().byline.between.contains(word.to_lowercase()) {
                names.push(name.join(" "));
                name.clear();
            } else {
                name.push(word);
            }
        }
    }
    names.retain(|name| !name.is_empty());
    // A trade or a day after the first name ends the byline: "Ann Ode, Diplomatic Editor".
    let good = names.iter().take_while(|name| is_name(name)).count();
    names.truncate(good);
    names
}

/// "Ann Ode in Riga", "Ann Ode March 11": the rest says where or when.
fn ends_names(words: &[&str], at: usize) -> bool {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let is_number = |at: usize| word(at).starts_with(|c: char| c.is_ascii_digit());
    let is_month = |at: usize| stamp_month(word(at).trim_end_matches('.')).is_some();
    let is_day = is_month(at) && is_number(at + 1) || is_number(at) && is_month(at + 1);
    is_day || at > 0 && page_fields().byline.ends.contains(word(at))
}

/// What follows "By", "Written by:" and the like.
fn without_prefix(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    page_fields().byline.before.iter().find_map(|before| {
        let rest = lower.strip_prefix(before.as_str()).filter(|r| r.starts_with([' ', ':', '\u{A0}']))?;
        // Small letters may be longer than capitals; then the original is not cut.
        let at = text.len().checked_sub(rest.len())?;
        Some(text.get(at..)?.trim_start_matches([' ', ':', '\u{A0}']))
    })
}

fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = words.iter().all(|w| {
        let lower = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !page_fields().byline.no_name.contains(&lower)
    });
    let digits = name.chars().filter(char::is_ascii_digit).count();
    (1..=NAME_WORDS).contains(&words.len())
        && plain
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && (digits == 0 || words.len() == 1 && digits < 5)
        && !name.contains(['<', '>', '{', '}', '=', '?', '!', '"', ':'])
        && (!name.contains('.') || name.contains(' '))
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn names_of_bylines() {
        assert_eq!(names("By Ann Ode and Bo Eck"), ["Ann Ode", "Bo Eck"]);
        assert_eq!(names("Ann Ode in Riga and Bo Eck in Oslo"), ["Ann Ode"]);
        assert_eq!(shown("By Ann Ode, Bo Eck"), ["Ann Ode", "Bo Eck"]);
        assert!(shown("By Monday the talks had ended").is_empty());
        assert!(shown("Ann Ode").is_empty());
        assert_eq!(names("Von: Jörg Öhm, Redaktion"), ["Jörg Öhm"]);
        assert_eq!(names("Written by: ANN ODE | Published March 5, 2024"), ["ANN ODE"]);
        assert_eq!(names("By ANN ODE March 5, 2024 3:46 PM"), ["ANN ODE"]);
        assert_eq!(names("By April May"), ["April May"]);
        assert!(names("https://www.facebook.example/ann").is_empty());
        assert!(names("Editorial Staff").is_empty());
        assert!(names("\"><script>alert(1)</script>").is_empty());
        assert!(names("The ministers of both countries met on Tuesday to talk about the border").is_empty());
    }

    #[test]
    fn the_outlet_is_no_writer() {
        let html = r#"<meta name="author" content="Example Post"><p class="byline">By <a rel="author">Ann Ode</a></p>"#;
        assert_eq!(byline(&Page::new(&Html::parse_document(html)), Some("Example Post"), &[]), ["Ann Ode"]);
    }

    #[test]
    fn the_longer_of_two_lists_that_agree_counts() {
        let linked = r#"<script type="application/ld+json">{"@type":"NewsArticle","author":"Ann Ode"}</script>"#;
        let of = |meta: &str| byline(&Page::new(&Html::parse_document(&format!("{linked}{meta}"))), None, &[]);
        assert_eq!(of(r#"<meta name="author" content="Ann Ode, Bo Eck">"#), ["Ann Ode", "Bo Eck"]);
        assert_eq!(of(r#"<meta name="author" content="Bo Eck, Cy Fay">"#), ["Ann Ode"]);
    }

    #[test]
    fn a_line_by_the_headline_names_the_writer_where_nothing_else_does() {
        let page = Page::new(&Html::parse_document("<h1>Talks</h1>"));
        assert_eq!(byline(&page, None, &["Talks", "By Ann Ode"]), ["Ann Ode"]);
    }
}
