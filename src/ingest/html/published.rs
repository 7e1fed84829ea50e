//! The day of publication of a page.

use chrono::{Datelike, NaiveDate};

use super::blocks::Block;
use super::page::Page;
use crate::ingest::day;
use crate::lexicon::page_fields;

/// Bytes of a line that shows a day and no more.
const LINE: usize = 160;
/// Words of a line with the day, the writer and the place of an article.
const CAPTION_WORDS: usize = 14;
/// No page is older.
const FIRST_YEAR: i32 = 1991;

/// The day of publication: linked data, meta elements, marked elements, the address, what a reader sees by the
/// headline; in that order. With it the rule that gave it.
pub(super) fn published(
    page: &Page,
    url: Option<&str>,
    near_title: &[&str],
    all: &[Block],
) -> Option<(NaiveDate, &'static str)> {
    let linked = || page.linked.text(&["datePublished"]).and_then(|stamp| local(stamp, url));
    let metas = || page_fields().meta.published.iter().flat_map(|key| page.metas(key));
    let meta = || metas().find_map(|stamp| local(stamp, url));
    let marked = || stamp(page, 0..2);
    let address = || url.and_then(in_address);
    let visible = || stamp(page, 2..usize::MAX);
    let near = || near_title.iter().filter(|text| !is_caption(text)).find_map(|text| shown(text));
    let late = || page.linked.text(&["dateCreated", "uploadDate"]).and_then(read);
    let labelled = || all.iter().flat_map(|block| block.text.lines()).find_map(after_label);
    let rules: [(&'static str, &dyn Fn() -> Option<NaiveDate>); 8] = [
        ("linked-data", &linked),
        ("meta", &meta),
        ("marked-element", &marked),
        ("address", &address),
        ("shown", &visible),
        ("linked-data", &late),
        ("near-headline", &near),
        ("label", &labelled),
    ];
    rules.iter().find_map(|(rule, find)| Some((find()?, *rule)))
}

/// The day of the last change: linked data, then meta elements, then what a reader sees.
pub(super) fn updated(page: &Page, url: Option<&str>) -> Option<NaiveDate> {
    let linked = || page.linked.text(&["dateModified"]).and_then(|stamp| local(stamp, url));
    let mut metas = page_fields().meta.updated.iter().flat_map(|key| page.metas(key));
    let shown = || page.changed.iter().find_map(|stamp| local(stamp, url));
    linked().or_else(|| metas.find_map(|stamp| local(stamp, url))).or_else(shown)
}

/// True for a line with more words than a date, a writer and a place have: what a picture shows happened on another day.
fn is_caption(line: &str) -> bool {
    line.split_whitespace().count() > CAPTION_WORDS && after_label(line).is_none()
}

/// The day that a line shows; of several the one behind "published".
fn shown(line: &str) -> Option<NaiveDate> {
    let lower = line.to_lowercase();
    let is_word = |at: usize| !lower.get(..at).unwrap_or_default().ends_with(char::is_alphabetic);
    let labelled = page_fields().class.labels.iter().flat_map(|label| lower.match_indices(label.as_str()));
    let later = labelled.filter(|(at, _)| *at > 0 && is_word(*at)).find_map(|(at, _)| after_label(lower.get(at..)?));
    later.or_else(|| read(line))
}

/// "Published on: 5 March 2024"; nothing else may stand before the day.
fn after_label(line: &str) -> Option<NaiveDate> {
    if line.len() > LINE {
        return None;
    }
    let lower = line.to_lowercase();
    page_fields().class.labels.iter().find_map(|label| {
        let rest = lower.strip_prefix(label.as_str())?;
        let rest = rest.trim_start_matches([':', ' ']);
        read(rest.get(..40).unwrap_or(rest))
    })
}

/// The day of a machine's stamp. One in universal time may lie a day after the day of the place, which then stands in
/// the address.
fn local(stamp: &str, url: Option<&str>) -> Option<NaiveDate> {
    let day = read(stamp)?;
    let universal = stamp.ends_with('Z') || stamp.ends_with("+00:00") || stamp.ends_with("+0000");
    let eve = url.and_then(in_address).filter(|there| universal && there.succ_opt() == Some(day));
    Some(eve.unwrap_or(day))
}

fn read(stamp: &str) -> Option<NaiveDate> {
    day::read(stamp).filter(|day| day.year() >= FIRST_YEAR)
}

/// The day of the best marked element; among equals the first on the page.
fn stamp(page: &Page, ranks: std::ops::Range<usize>) -> Option<NaiveDate> {
    let mut best: Option<(usize, NaiveDate)> = None;
    for stamp in page.stamps.iter().filter(|s| ranks.contains(&s.rank)) {
        if best.is_some_and(|(rank, _)| rank <= stamp.rank) {
            continue;
        }
        if let Some(day) = stamp.attr.as_deref().and_then(read).or_else(|| shown(&stamp.text)) {
            best = Some((stamp.rank, day));
        }
    }
    best.map(|(_, day)| day)
}

/// "/2024/03/05/", "/2024-03-05-", "_20240305".
fn in_address(url: &str) -> Option<NaiveDate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/')?.1;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let digits: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let whole = digits.iter().filter(|d| d.len() == 8).find_map(|d| read(d));
    let parts = || {
        digits.windows(3).find_map(|w| match w {
            [y, m, d] if y.len() == 4 && (1..=2).contains(&m.len()) && (1..=2).contains(&d.len()) => {
                read(&format!("{y}-{m}-{d}"))
            }
            _ => None,
        })
    };
    whole.or_else(parts)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn of(html: &str, url: &str) -> String {
        published(&Page::new(&Html::parse_document(html)), Some(url), &[], &[])
            .map(|(day, rule)| format!("{day} {rule}"))
            .unwrap_or_default()
    }

    #[test]
    fn the_cascade() {
        let linked = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-05T23:00:00-05:00"}</script>"#;
        let meta = r#"<meta property="article:published_time" content="2024-03-04">"#;
        let time = r#"<footer><time datetime="2001-01-01"></time></footer><time class="updated" datetime="2024-05-05"></time><time datetime="2024-03-03">3 March</time>"#;
        let seen = r#"<div class="related"><span class="date">1 May 2011</span></div><p class="post-date">Posted on March 1, 2024</p>"#;
        let url = "https://news.example/2024/03/02/story";
        assert_eq!(of(&[linked, meta, time, seen].concat(), url), "2024-03-05 linked-data");
        assert_eq!(of(&[meta, time, seen].concat(), url), "2024-03-04 meta");
        assert_eq!(of(&[time, seen].concat(), url), "2024-03-03 marked-element");
        assert_eq!(of(seen, url), "2024-03-02 address");
        assert_eq!(of(seen, "https://news.example/9999/99/99"), "2024-03-01 shown");
        assert_eq!(of("<p>On March 1, 2024, they met.</p>", ""), "");
    }

    #[test]
    fn of_two_days_in_a_line_that_of_publication_counts() {
        let seen = r#"<p class="date">Updated: 8 March 2024, 10:00 Published: 5 March 2024, 08:00</p>"#;
        assert_eq!(of(seen, ""), "2024-03-05 shown");
        let near = |line: &str| {
            let found = published(&Page::new(&Html::parse_document("")), None, &[line], &[]);
            found.map(|(day, rule)| format!("{day} {rule}")).unwrap_or_default()
        };
        assert_eq!(near("Ann Ode | Updated 8 March 2024 | Published 5 March 2024"), "2024-03-05 near-headline");
        let caption = "The ministers, left, shake hands before the press in the old harbour of Riga, Monday, March 4, 2024. (Wire)";
        assert_eq!(near(caption), "");
    }

    #[test]
    fn the_day_of_the_last_change() {
        let of = |html: &str| {
            let day = updated(&Page::new(&Html::parse_document(html)), None);
            day.map(|day| day.to_string()).unwrap_or_default()
        };
        let linked = r#"<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2024-03-07T23:00:00-05:00"}</script>"#;
        let meta = r#"<meta property="article:modified_time" content="2024-03-06T10:00:00Z">"#;
        let shown = r#"<time itemprop="dateModified" datetime="2024-03-08">8 March</time>"#;
        assert_eq!(of(&[meta, linked, shown].concat()), "2024-03-07");
        assert_eq!(of(&[shown, meta].concat()), "2024-03-06");
        assert_eq!(of(shown), "2024-03-08");
        assert_eq!(of("<p>They met on 8 March 2024.</p>"), "");
    }

    #[test]
    fn a_day_after_midnight_in_universal_time_is_the_day_before() {
        let meta = r#"<meta property="article:published_time" content="2024-03-06T01:00:00Z">"#;
        assert_eq!(of(meta, "https://news.example/2024/03/05/story"), "2024-03-05 meta");
        assert_eq!(of(meta, "https://news.example/2024/03/02/story"), "2024-03-06 meta");
    }

    #[test]
    fn days_in_addresses() {
        assert_eq!(
            in_address("https://x.example/a-20240305.html").map(|d| d.to_string()).as_deref(),
            Some("2024-03-05")
        );
        assert_eq!(
            in_address("https://x.example/2024-03-05-story").map(|d| d.to_string()).as_deref(),
            Some("2024-03-05")
        );
        assert_eq!(in_address("https://x.example/2024/03/story-17"), None);
        assert_eq!(in_address("https://x.example/story?d=20240305"), None);
    }
}
