//! The headline and the outlet of a page.

use super::page::Page;
use crate::lexicon::page_fields;

const JOINTS: [&str; 9] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " / "];

/// The outlet that printed the page.
pub(super) fn publisher(page: &Page) -> Option<String> {
    let plain = |name: &&str| name.len() < 80 && !name.contains("://") && !name.starts_with('@');
    let meta = page_fields().meta.publisher.iter().flat_map(|key| page.metas(key)).find(plain);
    let linked = || page.linked.text(&["publisher"]).filter(plain);
    meta.or_else(linked).map(str::to_owned)
}

/// The headline: what the page says to others and what it shows as its heading, without the name of the outlet.
pub(super) fn title(page: &Page, publisher: Option<&str>) -> Option<String> {
    let told = page.meta(&page_fields().meta.title).or_else(|| page.linked.text(&["headline"]));
    let window = page.title.as_deref();
    let headings = || page.headings.iter().filter(|(level, _)| *level == 1).map(|(_, text)| text.as_str());
    // A heading that the window's title repeats is the headline as printed.
    let shown = headings().find(|h| h.chars().count() > 3 && [told, window].iter().flatten().any(|t| starts(t, h)));
    let only = || {
        let mut all = headings();
        all.next().filter(|h| all.next().is_none() && h.split_whitespace().count() > 2)
    };
    let title = shown.or(told).or_else(only).or(window)?;
    let title = without_outlet(title, publisher, shown.is_some());
    Some(title.to_owned()).filter(|t| !t.is_empty())
}

fn starts(title: &str, heading: &str) -> bool {
    fold(title).starts_with(&fold(heading))
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Cuts " | Example Post" off, where it is the outlet's name or a short tail of a long title.
fn without_outlet<'a>(title: &'a str, publisher: Option<&str>, shown: bool) -> &'a str {
    let cut = JOINTS.iter().filter_map(|joint| title.rfind(joint).map(|at| (at, joint.len()))).max();
    let Some((at, len)) = cut else { return title };
    let (head, tail) = (title.get(..at).unwrap_or(title), title.get(at + len..).unwrap_or_default());
    let named = publisher.is_some_and(|p| {
        let (p, tail) = (fold(p), fold(tail));
        !p.is_empty() && (p.contains(&tail) || tail.contains(&p))
    });
    let short =
        !shown && tail.split_whitespace().count() <= 3 && head.split_whitespace().count() >= 4 && title.contains(" | ");
    if named || short { head.trim_end() } else { title }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn of(html: &str) -> (Option<String>, Option<String>) {
        let page = Page::new(&Html::parse_document(html));
        let publisher = publisher(&page);
        (title(&page, publisher.as_deref()), publisher)
    }

    #[test]
    fn the_outlet_is_no_part_of_the_title() {
        let html = r#"<title>Ministers meet in the north - Example Post</title><meta property="og:site_name" content="Example Post">"#;
        assert_eq!(of(html), (Some("Ministers meet in the north".into()), Some("Example Post".into())));
        assert_eq!(of("<title>Talks - a guide</title>").0.as_deref(), Some("Talks - a guide"));
    }

    #[test]
    fn the_heading_that_the_title_repeats_is_the_title() {
        let html = "<title>Ministers meet: the story</title><h1>Example Post</h1><h1>Ministers meet</h1>";
        assert_eq!(of(html).0.as_deref(), Some("Ministers meet"));
    }
}
