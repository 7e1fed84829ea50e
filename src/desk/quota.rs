//! How much of an article a digest may quote.

use std::collections::BTreeMap;

use crate::model::{Article, Brief, Line, Rights};

/// Leaves out the lines that quote more of an article than its rights allow, the ones that count least first. Returns how
/// many were left out, by the limit.
pub(super) fn keep(brief: &mut Brief, rights: &BTreeMap<&str, (&Article, &Rights)>) -> BTreeMap<String, usize> {
    let mut left: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for (id, (article, rights)) in rights {
        if let Some(limit) = rights.quote_limit {
            left.insert(id, (limit.words(&article.text), limit.to_string()));
        }
    }
    let mut order: Vec<usize> = (0..brief.lines.len()).collect();
    let score = |n: usize| brief.lines.get(n).map_or(0, |line| (line.score * 1000.0).round() as i64);
    order.sort_by_key(|n| (std::cmp::Reverse(score(*n)), *n));
    let mut dropped: Vec<(usize, String)> = Vec::new();
    for n in order {
        let Some(line) = brief.lines.get(n).filter(|line| !line.generated) else { continue };
        if let Err(limit) = quote(line, &mut left) {
            dropped.push((n, limit));
        }
    }
    let lines = std::mem::take(&mut brief.lines).into_iter().enumerate();
    brief.lines = lines.filter(|(n, _)| dropped.iter().all(|(gone, _)| gone != n)).map(|(_, line)| line).collect();
    let mut held = BTreeMap::new();
    for (_, limit) in dropped {
        *held.entry(limit).or_default() += 1;
    }
    held
}

/// Takes the words of a line off what may be quoted of its articles; where one does not have so many left, nothing is
/// taken and its limit comes back.
fn quote(line: &Line, left: &mut BTreeMap<&str, (usize, String)>) -> Result<(), String> {
    let mut need: BTreeMap<&str, usize> = BTreeMap::new();
    for receipt in &line.receipts {
        *need.entry(receipt.article.as_str()).or_default() += receipt.text.split_whitespace().count();
    }
    for (article, words) in &need {
        if let Some((allowed, limit)) = left.get(article)
            && allowed < words
        {
            return Err(limit.clone());
        }
    }
    for (article, words) in need {
        if let Some((allowed, _)) = left.get_mut(article) {
            *allowed -= words;
        }
    }
    Ok(())
}
