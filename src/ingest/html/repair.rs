//! What an extractor gets wrong, put right by a look at the page's own blocks.

use std::collections::HashSet;

use super::blocks::Block;
use super::slides::without_slides;
use super::whole::Whole;
use crate::lexicon::page_fields;

/// Letters by which a block is recognised.
const KEY: usize = 40;
/// Bytes of a block of links that is a pointer to another article and no paragraph.
const POINTER: usize = 220;
/// Words that such a block has where it stands amid paragraphs: a headline; less may be an item of a list.
const HEADLINE_WORDS: usize = 6;
/// Bytes of a lead; what is shorter is a standfirst, which repeats.
const LEAD: usize = 140;
/// Links one after the other that make a menu.
const MENU: usize = 4;
/// Blocks between the headline and the body among which a lead is looked for: more is another part of the page.
const NEAR_TITLE: usize = 6;
/// Letters of a paragraph that nobody writes twice.
const COPY: usize = 60;
/// Blocks of the page, before the body's first one, among which a lost lead is looked for.
const LEAD_WITHIN: usize = 30;

/// The paragraphs of the body: with the lead that the description quotes, without the headline, with paragraphs whole,
/// without galleries and pointers to other articles.
pub(super) fn repair(body: Vec<Block>, page: &[Block], description: Option<&str>, title: Option<&str>) -> Vec<String> {
    let keys: Vec<String> = page.iter().map(|b| fold(&b.text)).collect();
    let pointers = pointers(page, &keys);
    let whole = Whole::new(page, &keys);
    let body = without_slides(body);
    let is_pointer = |block: &Block| pointers.contains(fold(&block.text).as_str());
    let last = body.iter().rposition(|block| !is_pointer(block)).map_or(0, |n| n + 1);
    let last = others(&body, last);
    let mut seen = HashSet::new();
    let mut out: Vec<String> = Vec::with_capacity(body.len() + 1);
    let title = title.map(fold);
    let mut first = None;
    // A run of links before the first line is a menu.
    let menu = body.iter().take(last).take_while(|block| is_pointer(block)).count();
    let menu = if menu >= MENU { menu } else { 0 };
    for (n, block) in body.into_iter().take(last).enumerate().skip(menu) {
        let long = block.text.split_whitespace().count() >= HEADLINE_WORDS;
        let key = fold(&block.text);
        let is_title = out.is_empty() && title.as_ref() == Some(&key);
        let is_copy = key.len() >= COPY && ends_sentence(&block.text) && !seen.insert(key.clone());
        if is_title || is_copy || long && is_pointer(&block) {
            continue;
        }
        if n < LEAD_WITHIN {
            first = first.or_else(|| find(&keys, &key));
        }
        out.push(whole.of(&block.text, &key).unwrap_or(block.text));
    }
    let quoted = description.and_then(|d| lost_lead(d, page, &keys, first, &out));
    if let Some(lead) = quoted.or_else(|| lead_under_title(page, &keys, title.as_deref(), first, &out)) {
        out.insert(0, lead);
    }
    out
}

/// The paragraph between the headline and the body that nothing quotes: a lead in an element of its own.
fn lead_under_title(
    page: &[Block],
    keys: &[String],
    title: Option<&str>,
    first: Option<usize>,
    body: &[String],
) -> Option<String> {
    let (title, first) = (title.filter(|title| !title.is_empty())?, first?);
    let at = keys.iter().take(first).rposition(|key| key == title)?;
    let between = page.get(at + 1..first).filter(|between| between.len() <= NEAR_TITLE)?;
    let is_lead = |block: &&Block| {
        block.text.len() >= LEAD
            && block.linked == 0
            && !block.heading
            && ends_sentence(&block.text)
            && !block.text.contains('\n')
    };
    let mut leads = between.iter().filter(is_lead);
    let lead = leads.next().filter(|_| leads.next().is_none())?;
    let start: String = fold(&lead.text).chars().take(KEY).collect();
    (!body.iter().any(|text| fold(text).contains(&start))).then(|| lead.text.clone())
}

/// Letters and digits alone, small.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Where the body ends once a closing list of other articles is taken off: a heading such as "Latest news" with nothing
/// but headlines under it.
fn others(body: &[Block], end: usize) -> usize {
    let tail = body.iter().take(end).rev().take_while(|block| !ends_sentence(&block.text)).count();
    let is_heading = |block: &Block| {
        let text = block.text.to_lowercase().replace('’', "'");
        block.text.len() < 40 && page_fields().body.others.iter().any(|start| text.starts_with(start.as_str()))
    };
    let start = end - tail;
    body.iter().take(end).skip(start).position(is_heading).map_or(end, |n| start + n)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…', ':'])
}

/// The page's first block that is, or holds, this text.
fn find(keys: &[String], key: &str) -> Option<usize> {
    (key.len() >= KEY).then(|| keys.iter().position(|k| k.contains(key)))?
}

/// Blocks that are one link (or nearly) and no sentence.
fn pointers<'a>(page: &[Block], keys: &'a [String]) -> HashSet<&'a str> {
    page.iter().zip(keys).filter(|(block, key)| !key.is_empty() && is_pointer(block)).map(|(_, k)| k.as_str()).collect()
}

/// True for a block that is one link (or nearly) and no sentence.
pub(super) fn is_pointer(block: &Block) -> bool {
    let letters: usize = block.text.split_whitespace().map(str::len).sum();
    letters < POINTER && block.linked * 10 >= letters * 7 && !ends_sentence(&block.text)
}

/// The page's block that the description quotes, where the body has lost it.
fn lost_lead(
    description: &str,
    page: &[Block],
    keys: &[String],
    first: Option<usize>,
    body: &[String],
) -> Option<String> {
    let start: String = fold(description).chars().take(KEY).collect();
    if start.chars().count() < KEY || body.iter().any(|b| fold(b).contains(&start)) {
        return None;
    }
    let end = first.unwrap_or(page.len());
    let before = page.iter().zip(keys).take(end).rev().take(LEAD_WITHIN);
    let mut found = before.filter(|(block, key)| key.starts_with(&start) && block.text.len() >= LEAD && !block.heading);
    found.next().map(|(block, _)| block.text.clone())
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::blocks::blocks;
    use super::*;

    const LOST: &str = "The foreign ministers of the two island states met in the harbour town on Tuesday to sign an agreement on \
                        ferries and fishing that their governments had worked on for two years.";
    const REST: &str = "The agreement will come into force next spring, once both parliaments have voted on it.";

    fn of(page: &str, body: &[&str], description: &str) -> Vec<String> {
        let body = body.iter().map(|t| Block { text: (*t).to_owned(), ..Block::default() }).collect();
        repair(body, &blocks(&Html::parse_document(page)), Some(description), Some("Ministers sign"))
    }

    #[test]
    fn a_lost_lead_comes_back() {
        let page = format!("<h1>Ministers sign</h1><p>{LOST}</p><p>{REST}</p>");
        let description = "The foreign ministers of the two island states met in the harbour…";
        assert_eq!(of(&page, &["Ministers sign", REST], description), [LOST, REST]);
        assert_eq!(of(&page, &[LOST, REST], description), [LOST, REST]);
        // What nothing quotes is looked for right under the headline alone.
        let other = "Something else entirely that stands nowhere on this page";
        assert_eq!(
            of(&page.replace("<h1>", "<h2>Talks</h2><h1>").replace("Ministers sign", "Sign"), &[REST], other),
            [REST]
        );
    }

    #[test]
    fn a_lead_under_the_headline_comes_back_though_nothing_quotes_it() {
        let page = format!("<h1>Ministers sign</h1><div>{LOST}</div><div>Ann Ode</div><p>{REST}</p>");
        assert_eq!(of(&page, &[REST], ""), [LOST, REST]);
        let far = format!("<h1>Ministers sign</h1><div>{LOST}</div>{}<p>{REST}</p>", "<p>Harbour</p>".repeat(9));
        assert_eq!(of(&far, &[REST], ""), [REST]);
    }

    #[test]
    fn a_menu_before_the_article_goes() {
        let menu = "<a href=/x>Ferries</a><br><br>".repeat(5);
        let page = format!("<td>{menu}</td><p>{REST}</p>");
        let blocks = blocks(&Html::parse_document(&page));
        assert_eq!(repair(blocks.clone(), &blocks, None, None), [REST]);
    }

    #[test]
    fn pointers_to_other_articles_go() {
        let other = "Islands plan a new lighthouse for the northern strait";
        let list = "<li><a href=/x>Five ferries</a></li>";
        let page =
            format!("<p>{REST}</p><p>Read more: <a href=/y>{other}</a></p><ul>{list}</ul><p>{LOST}</p><ul>{list}</ul>");
        let more = format!("Read more: {other}");
        assert_eq!(of(&page, &[REST, &more, "Five ferries", LOST, "Five ferries"], ""), [REST, "Five ferries", LOST]);
    }

    #[test]
    fn a_closing_list_of_other_articles_goes() {
        let body = [LOST, REST, "Latest news", "Islands plan a lighthouse", "Harbour fees rise"];
        assert_eq!(of("", &body, ""), [LOST, REST]);
        assert_eq!(of("", &[LOST, "Related disputes", REST], ""), [LOST, "Related disputes", REST]);
    }

    #[test]
    fn a_paragraph_printed_twice_stands_once() {
        assert_eq!(of("", &[LOST, REST, LOST, "No.", "No."], ""), [LOST, REST, "No.", "No."]);
    }
}
