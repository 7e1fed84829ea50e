//! What an extractor gets wrong, put right by a look at the page's own blocks.

use std::collections::HashSet;

use super::blocks::Block;

/// Letters by which a block is recognised.
const KEY: usize = 40;
/// Bytes of a block of links that is a pointer to another article and no paragraph.
const POINTER: usize = 220;
/// Words that such a block has where it stands amid paragraphs: a headline; less may be an item of a list.
const HEADLINE_WORDS: usize = 6;
/// Bytes of a lead; what is shorter is a standfirst, which repeats.
const LEAD: usize = 140;
/// Blocks of the page, before the body's first one, among which a lost lead is looked for.
const LEAD_WITHIN: usize = 30;

/// The paragraphs of the body: with the lead that the description quotes, without the headline, with paragraphs whole,
/// without pointers to other articles.
pub(super) fn repair(body: Vec<Block>, page: &[Block], description: Option<&str>, title: Option<&str>) -> Vec<String> {
    let keys: Vec<String> = page.iter().map(|b| fold(&b.text)).collect();
    let pointers = pointers(page, &keys);
    let is_pointer = |block: &Block| pointers.contains(fold(&block.text).as_str());
    let last = body.iter().rposition(|block| !is_pointer(block)).map_or(0, |n| n + 1);
    let mut out: Vec<String> = Vec::with_capacity(body.len() + 1);
    let mut first = None;
    for block in body.into_iter().take(last) {
        if is_pointer(&block) && block.text.split_whitespace().count() >= HEADLINE_WORDS {
            continue;
        }
        first = first.or_else(|| find(&keys, &fold(&block.text)));
        out.push(block.text);
    }
    if let Some(title) = title.map(fold)
        && out.first().is_some_and(|first| fold(first) == title)
    {
        out.remove(0);
    }
    if let Some(lead) = description.and_then(|d| lost_lead(d, page, &keys, first, &out)) {
        out.insert(0, lead);
    }
    out
}

/// Letters and digits alone, small.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The page's first block that is, or holds, this text.
fn find(keys: &[String], key: &str) -> Option<usize> {
    (key.len() >= KEY).then(|| keys.iter().position(|k| k.contains(key)))?
}

/// Blocks that are one link (or nearly) and no sentence.
fn pointers<'a>(page: &[Block], keys: &'a [String]) -> HashSet<&'a str> {
    page.iter().zip(keys).filter(|(block, key)| !key.is_empty() && is_pointer(block)).map(|(_, k)| k.as_str()).collect()
}

fn is_pointer(block: &Block) -> bool {
    let letters: usize = block.text.split_whitespace().map(str::len).sum();
    letters < POINTER
        && block.linked * 10 >= letters * 7
        && !block.text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':', '…'])
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
