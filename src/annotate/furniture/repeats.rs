//! What stands on the page twice: paragraphs, and embedded posts that repeat the article's own words.

use std::collections::{HashMap, HashSet};

use super::Marks;
use crate::annotate::page::Page;
use crate::lexicon::FurnitureRule;
use crate::text::{Token, TokenKind};

/// Shorter sentences may come twice by chance.
const LEAST_WORDS: usize = 6;
/// Words in a row that two texts share when one repeats the other.
const RUN: usize = 4;

/// The second copy of a paragraph.
pub(super) fn mark(page: &Page, marks: &mut Marks) {
    let mut seen: HashSet<Vec<&str>> = HashSet::new();
    for (i, line) in page.lines.iter().enumerate() {
        let sentences: Vec<_> = line.sentences.clone().map(|s| words(page.document.tokens_of(s))).collect();
        let known = sentences.iter().all(|s| seen.contains(s));
        let long = sentences.iter().any(|s| s.len() >= LEAST_WORDS);
        if known && long {
            marks.set_line(page, i, FurnitureRule::DuplicateParagraph);
        }
        seen.extend(sentences);
    }
}

/// An embedded post or pull quote: signed at its end, and in the article a second time or no more than a picture.
pub(super) fn pull_quotes(page: &Page, marks: &mut Marks) {
    let counts = run_counts(page);
    for (i, line) in page.lines.iter().enumerate() {
        let tokens = page.tokens(i);
        let from = match line.sentences.clone().find(|s| links_picture(page.document.tokens_of(*s))) {
            Some(sentence) => sentence,
            None if is_signed(tokens) && repeats(tokens, &counts) => line.sentences.start,
            None => continue,
        };
        (from..line.sentences.end).for_each(|s| marks.set(s, FurnitureRule::PullQuote));
    }
}

fn words(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().filter(|t| t.kind != TokenKind::Mark).map(|t| t.norm.as_str()).collect()
}

/// Holds the short link of a picture or post.
fn links_picture(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.is_any(&["pic.twitter.com", "t.co", "pic.x.com"]))
}

/// Ends with a dash and who wrote it: `— A. Name (@name) March 3, 2019`, `" — President A. Name`.
fn is_signed(tokens: &[Token]) -> bool {
    let tail = tokens.len().saturating_sub(22);
    let Some(dash) = tokens[tail..].iter().rposition(|t| t.is("–")).map(|at| tail + at) else { return false };
    let after = &tokens[dash + 1..];
    let handle = after.windows(2).any(|pair| pair[0].is("@") || (pair[0].is("(") && pair[1].is("@")));
    let named = after.len() <= 8 && !after.is_empty() && after.iter().all(Token::is_capitalised);
    let closed = dash.checked_sub(1).is_some_and(|b| tokens[b].is_quote());
    handle || (named && closed && tokens.first().is_some_and(Token::is_quote))
}

/// How often each run of words stands on the page.
fn run_counts<'a>(page: &Page<'a>) -> HashMap<Vec<&'a str>, u32> {
    let mut counts = HashMap::new();
    if !page.lines.iter().enumerate().any(|(i, _)| is_signed(page.tokens(i))) {
        return counts;
    }
    for i in 0..page.lines.len() {
        for run in words(page.tokens(i)).windows(RUN) {
            *counts.entry(run.to_vec()).or_insert(0) += 1;
        }
    }
    counts
}

/// Half of its runs of words stand on the page more than once.
fn repeats(tokens: &[Token], counts: &HashMap<Vec<&str>, u32>) -> bool {
    let words = words(tokens);
    let (mut all, mut twice) = (0, 0);
    for run in words.windows(RUN) {
        all += 1;
        twice += usize::from(counts.get(run).is_some_and(|n| *n > 1));
    }
    all > 0 && twice * 5 >= all * 2
}
