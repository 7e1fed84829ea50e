//! Dates in prose: TIMEX3 expressions with their values.
//!
//! Three steps. The *grammar* reads each sentence's tokens once and finds typed mentions ("Friday, June 15"). The
//! *anchor* says from what day relative words count: the day of publication, a dateline, a stamp, or what the text
//! itself fixes; never the clock. The *resolver* gives each mention its value, its days and the name of its rule.

mod anchor;
mod grammar;
mod mention;
mod point;
mod resolve;
mod scan;
mod tense;
#[cfg(test)]
mod tests;

use super::furniture::Mark;
use crate::lexicon::times;
use crate::model::{Anchor, Document, When};
use crate::text::{Gap, Token};
use anchor::Line;
use mention::Mention;
use resolve::{Context, Meaning, Resolver};
use scan::Scan;
use tense::Tense;

/// The dates of an article and the day they count from.
pub(super) struct Dated {
    /// When the article was written, as far as it says.
    pub anchor: Anchor,
    /// The date expressions of every sentence.
    pub dates: Vec<Vec<When>>,
}

/// Finds and resolves the date expressions of every sentence.
pub(super) fn annotate(document: &Document, furniture: &[Mark]) -> Dated {
    let may_is_name = may_is_name(&document.tokens);
    let scans: Vec<Scan> =
        (0..document.sentences.len()).map(|i| Scan::new(document.tokens_of(i), times(), may_is_name)).collect();
    let lines: Vec<Line> = scans.iter().enumerate().map(|(i, scan)| line(document, furniture, i, scan)).collect();
    let anchor = anchor::find(&document.article, &lines);
    let mut resolver = Resolver { anchor, context: Context::default(), sentence: 0 };
    let dates = scans
        .iter()
        .zip(&lines)
        .enumerate()
        .map(|(i, (scan, line))| {
            resolver.sentence = i;
            if line.furniture {
                // What page furniture says does not carry over to the story.
                let mut apart = Resolver { anchor, context: Context::default(), sentence: i };
                return sentence(scan, line, &mut apart);
            }
            sentence(scan, line, &mut resolver)
        })
        .collect();
    Dated { anchor, dates }
}

fn line(document: &Document, furniture: &[Mark], i: usize, scan: &Scan) -> Line {
    let furniture = furniture.get(i).is_some_and(|mark| mark.rule.is_some());
    let mentions = scan::mentions(scan);
    let dateline = if furniture { 0 } else { dateline(document, i, scan) };
    let archive = furniture && scan.tokens.iter().any(|t| t.is("file"));
    let updated = furniture && scan.tokens.first().is_some_and(|t| t.is("updated"));
    Line { mentions, tokens: scan.tokens.len(), furniture, archive, updated, dateline }
}

/// How many tokens of a sentence are its dateline.
fn dateline(document: &Document, i: usize, scan: &Scan) -> usize {
    if let (Some(dateline), Some(sentence)) = (&document.article.dateline, document.sentences.get(i))
        && sentence.span.overlaps(dateline.span)
    {
        return scan.tokens.iter().take_while(|t| t.span.start < dateline.span.end).count();
    }
    let opens = scan.get(0).is_some_and(Token::is_capitalised) && i < 5;
    let close = scan.tokens.iter().take(16).position(|t| t.is("–") || t.is("_") || (t.is("-") && t.gap != Gap::None));
    let bracket = scan.tokens.iter().take(16).any(|t| t.is("("));
    close.filter(|_| opens && bracket).unwrap_or(0)
}

fn sentence(scan: &Scan, line: &Line, resolver: &mut Resolver) -> Vec<When> {
    let mut meanings: Vec<Meaning> = Vec::with_capacity(line.mentions.len());
    for (at, mention) in line.mentions.iter().enumerate() {
        let tense = if mention.tokens.end <= line.dateline { Tense::Nearest } else { tense::at(scan, &mention.tokens) };
        let beside = beside(line, at, mention, resolver, &meanings);
        let start = at.checked_sub(1).filter(|b| line.mentions[*b].opens_range).and_then(|b| meanings.get(b));
        let meaning = resolver.resolve(mention, tense, beside.as_ref(), start);
        meanings.push(meaning);
    }
    line.mentions.iter().zip(meanings).filter_map(|(mention, meaning)| when(scan, mention, meaning)).collect()
}

/// What the date beside a weekday means.
fn beside(line: &Line, at: usize, mention: &Mention, resolver: &mut Resolver, before: &[Meaning]) -> Option<Meaning> {
    if mention.beside_next {
        let next = line.mentions.get(at + 1)?;
        return Some(resolver.resolve(next, Tense::Unknown, None, None));
    }
    before.get(at.checked_sub(mention.beside?)?).cloned()
}

fn when(scan: &Scan, mention: &Mention, meaning: Meaning) -> Option<When> {
    let first = scan.get(mention.tokens.start)?;
    let last = scan.get(mention.tokens.end.checked_sub(1)?)?;
    Some(When {
        span: first.span.join(last.span),
        timex: meaning.timex,
        value: meaning.value,
        start: meaning.days.map(|(start, _)| start),
        end: meaning.days.map(|(_, end)| end),
        granularity: meaning.granularity,
        resolved: meaning.resolved,
        rule: meaning.rule,
        opens_range: mention.opens_range,
    })
}

/// True where the article names a person "May": a capitalised name or a title right before it.
fn may_is_name(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let [before, may] = pair else { return false };
        may.is("may") && may.is_capitalised() && before.is_capitalised() && is_first_name(before)
    })
}

fn is_first_name(token: &Token) -> bool {
    let calendar = times().word(token).is_some();
    !calendar && !token.is_one(&times().grammar.no_first_name)
}
