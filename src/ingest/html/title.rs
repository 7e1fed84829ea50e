//! The headline and the outlet of a page.

use std::collections::HashSet;

use super::blocks::Block;
use super::page::Page;
use super::repair::fold;
use crate::lexicon::page_fields;

/// Blocks of the page among which a title's first part is looked for.
const LINES: usize = 200;

const JOINTS: [&str; 9] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " / "];

/// The outlet that printed the page.
pub(super) fn publisher(page: &Page) -> Option<String> {
    let plain = |name: &&str| name.len() < 80 && !name.contains("://") && !name.starts_with('@');
    let meta = page_fields().meta.publisher.iter().flat_map(|key| page.metas(key)).find(plain);
    let linked = || page.linked.text(&["publisher"]).filter(plain);
    meta.or_else(linked).map(str::to_owned)
}

/// The headline: what the page says to others and what it shows as its heading, without the name of the outlet.
pub(super) fn title(page: &Page, publisher: Option<&str>, all: &[Block]) -> Option<String> {
    let headline = page.linked.text(&["headline"]);
    let told = page.meta(&page_fields().meta.title).or(headline);
    let window = page.title.as_deref();
    let is_outlet = |text: &str| publisher.is_some_and(|p| fold(p) == fold(text));
    let headings = || {
        let first = page.headings.iter().filter(|(level, _)| *level == 1).map(|(_, text)| text.as_str());
        first.filter(|text| !is_outlet(text))
    };
    // A heading that the page repeats elsewhere as its title is the headline as printed.
    let shown =
        headings().find(|h| h.chars().count() > 3 && [headline, told, window].iter().flatten().any(|t| repeats(t, h)));
    let only = || {
        let mut all = headings();
        all.next().filter(|h| all.next().is_none() && h.split_whitespace().count() > 2)
    };
    // Where the one heading names the site or a section, the headline may stand one level below it.
    let below = || {
        let second = page.headings.iter().filter(|(level, _)| *level == 2).map(|(_, text)| text.as_str());
        let fits = |text: &&str| text.split_whitespace().count() > 2 && !is_outlet(text);
        second.filter(fits).find(|text| window.is_some_and(|window| fold(window).starts_with(&fold(text))))
    };
    let title = shown.or(told).or_else(below).or_else(only).or(window)?;
    let title = if shown.is_some() { title } else { printed(title, all) };
    let title = without_outlet(title, publisher, shown.is_some());
    Some(title.to_owned()).filter(|t| !t.is_empty())
}

/// The first parts of a title that the page prints as a line of their own; else all of it.
fn printed<'a>(title: &'a str, all: &[Block]) -> &'a str {
    let mut heads: Vec<&str> =
        JOINTS.iter().flat_map(|joint| title.match_indices(joint)).filter_map(|(at, _)| title.get(..at)).collect();
    heads.sort_unstable_by_key(|head| std::cmp::Reverse(head.len()));
    let is_line = |head: &&str| {
        head.split_whitespace().count() >= 3 && all.iter().take(LINES).any(|block| block.text == head.trim())
    };
    heads.into_iter().find(is_line).unwrap_or(title)
}

/// True where a title begins with a heading, or where most words of a long heading stand in it.
fn repeats(title: &str, heading: &str) -> bool {
    if fold(title).starts_with(&fold(heading)) {
        return true;
    }
    let words: HashSet<String> = title.split_whitespace().map(fold).collect();
    let (mut all, mut common) = (0, 0);
    for word in heading.split_whitespace().map(fold).filter(|w| !w.is_empty()) {
        all += 1;
        common += usize::from(words.contains(&word));
    }
    all >= 4 && common * 3 >= all * 2
}

/// Cuts " | Example Post" off, where it is the outlet's name or a short tail of a long title.
fn without_outlet<'a>(title: &'a str, publisher: Option<&str>, shown: bool) -> &'a str {
    let mut cuts: Vec<(usize, &str)> = JOINTS.iter().flat_map(|joint| title.match_indices(joint)).collect();
    cuts.sort_unstable();
    let mut parts = cuts.iter().filter_map(|(at, joint)| Some((title.get(..*at)?, title.get(at + joint.len()..)?)));
    let outlet = publisher.map(fold).filter(|p| !p.is_empty());
    let named = |tail: &str| {
        let tail = fold(tail);
        outlet.as_ref().is_some_and(|p| !tail.is_empty() && (p.contains(&tail) || tail.contains(p)))
    };
    if let Some((head, _)) = parts.clone().find(|(head, tail)| !head.trim().is_empty() && named(tail)) {
        return head.trim_end();
    }
    let short = |head: &str, tail: &str| tail.split_whitespace().count() <= 3 && head.split_whitespace().count() >= 4;
    match parts.next_back() {
        Some((head, tail)) if !shown && title.contains(" | ") && short(head, tail) => head.trim_end(),
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn of(html: &str) -> (Option<String>, Option<String>) {
        let page = Page::new(&Html::parse_document(html));
        let publisher = publisher(&page);
        let all = super::super::blocks::blocks(&Html::parse_document(html));
        (title(&page, publisher.as_deref(), &all), publisher)
    }

    #[test]
    fn the_outlet_is_no_part_of_the_title() {
        let html = r#"<title>Ministers meet in the north - Example Post</title><meta property="og:site_name" content="Example Post">"#;
        assert_eq!(of(html), (Some("Ministers meet in the north".into()), Some("Example Post".into())));
        assert_eq!(of("<title>Talks - a guide</title>").0.as_deref(), Some("Talks - a guide"));
    }

    #[test]
    fn a_line_of_the_page_shows_where_the_title_ends() {
        let html = "<title>Ministers meet again - Example Post</title><font><b>Ministers meet again</b></font><p>They met.</p>";
        assert_eq!(of(html).0.as_deref(), Some("Ministers meet again"));
    }

    #[test]
    fn a_heading_below_the_sites_own_is_the_title_where_the_window_says_so() {
        let html = "<title>Ministers meet again - Harbour Wire</title><h1>News from the coast</h1><h2>Most read</h2><h2>Ministers meet again</h2>";
        assert_eq!(of(html).0.as_deref(), Some("Ministers meet again"));
        let other = html.replace("<title>Ministers meet again - ", "<title>");
        assert_eq!(of(&other).0.as_deref(), Some("News from the coast"));
    }

    #[test]
    fn the_heading_that_the_title_repeats_is_the_title() {
        let html = "<title>Ministers meet: the story</title><h1>Example Post</h1><h1>Ministers meet</h1>";
        assert_eq!(of(html).0.as_deref(), Some("Ministers meet"));
    }
}
