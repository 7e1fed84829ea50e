//! Builds a printed line from sentences: their texts joined by one space, with edits, each recorded.

use crate::model::{Document, Edit, Line, Reading, Receipt, Statement};
use crate::text::{CharIndex, Span, Token, is_ignorable};

use super::gloss::{Gloss, glosses_of};

/// A change to the article's text, in bytes.
type Change = (Span, String);

/// One sentence of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub reading: &'a Reading,
    pub i: usize,
}

/// The receipt of a statement.
pub fn receipt(reading: &Reading, i: usize) -> Option<Receipt> {
    let article = reading.annotated.article();
    let statement = reading.annotated.statements.get(i)?;
    let (start, end) = reading.annotated.document.chars.chars(&article.text, statement.span);
    Some(Receipt {
        article: article.id.clone(),
        source_path: article.source_path.clone(),
        i,
        start,
        end,
        text: statement.span.of(&article.text).to_owned(),
    })
}

/// A line of these sentences, without heading or score.
pub(super) fn taken(parts: &[Part<'_>], year: Option<i32>) -> Line {
    let mut line = Line::default();
    let mut joined = 0;
    for (n, part) in parts.iter().enumerate() {
        let Some(receipt) = receipt(part.reading, part.i) else { continue };
        let Some(statement) = part.reading.annotated.statements.get(part.i) else { continue };
        let text = &part.reading.annotated.article().text;
        let leads_from_before = n > 0 && parts[n - 1].i + 1 == part.i;
        let ends = Ends { opens: !leads_from_before, closes: parts.get(n + 1).is_none_or(|p| p.i != part.i + 1) };
        for (span, with) in changes(part.reading, statement, year, ends) {
            let start = joined + text[statement.span.start..span.start].chars().count();
            let end = start + span.of(text).chars().count();
            line.edits.push(Edit { start, end, with });
        }
        joined += receipt.text.chars().count() + 1;
        line.receipts.push(receipt);
    }
    line.text = assemble(&line.receipts, &line.edits).unwrap_or_default();
    line
}

/// The receipts' texts joined by one space, with the edits applied and white space collapsed; `None` where the edits
/// overlap, run backwards or overrun.
pub fn assemble(receipts: &[Receipt], edits: &[Edit]) -> Option<String> {
    let joined = receipts.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join(" ");
    let index = CharIndex::new(&joined);
    let mut out = String::with_capacity(joined.len());
    let mut at = 0;
    for edit in edits {
        let span = index.bytes(&joined, edit.start, edit.end)?;
        out.push_str(joined.get(at..span.start)?);
        out.push_str(&edit.with);
        at = span.end;
    }
    out.push_str(joined.get(at..)?);
    Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where a sentence stands in its line.
#[derive(Debug, Clone, Copy)]
struct Ends {
    /// No sentence of the same quotation is printed right before.
    opens: bool,
    /// None right after.
    closes: bool,
}

fn changes(reading: &Reading, statement: &Statement, year: Option<i32>, ends: Ends) -> Vec<Change> {
    let mut changes = repairs(reading, statement);
    let glosses = glosses_of(reading, statement.index, year);
    // What leans on the sentence printed right before it needs no name in brackets.
    changes.extend(glosses.into_iter().map(|Gloss { at, words }| (Span::new(at, at), format!(" {words}"))));
    changes.extend(quotation_marks(reading, statement, ends));
    changes.extend(broken_off(reading, statement));
    changes.sort_by_key(|(span, _)| (span.start, span.end));
    changes.dedup_by(|next, kept| next.0.overlaps(kept.0));
    changes
}

/// Changes that no reader sees as one: the dateline off the start, hidden signs out, a backtick to an apostrophe.
fn repairs(reading: &Reading, statement: &Statement) -> Vec<Change> {
    let article = reading.annotated.article();
    let mut changes = Vec::new();
    let mut from = statement.span.start;
    if let Some(cut) = dateline_cut(reading, statement) {
        changes.push((cut, String::new()));
        from = cut.end;
        changes.extend(capital(&article.text, cut.end));
    }
    if let Some(gap) = leading_gap(&article.text, Span::new(from, statement.span.end)) {
        changes.push((gap, String::new()));
        from = gap.end;
    }
    let body = Span::new(from, statement.span.end);
    for (offset, c) in body.of(&article.text).char_indices() {
        let span = Span::new(from + offset, from + offset + c.len_utf8());
        match c {
            '`' | '´' => changes.push((span, "'".to_owned())),
            c if is_ignorable(c) => changes.push((span, String::new())),
            _ => {}
        }
    }
    changes
}

/// The dateline and the blanks after it, where the statement starts with it.
fn dateline_cut(reading: &Reading, statement: &Statement) -> Option<Span> {
    let article = reading.annotated.article();
    let dateline = article.dateline.as_ref()?.span;
    if dateline.is_empty() || dateline.start > statement.span.start || !statement.span.overlaps(dateline) {
        return None;
    }
    let rest = article.text.get(dateline.end..statement.span.end)?;
    let blanks = rest.len() - rest.trim_start().len();
    (!rest.trim().is_empty()).then(|| Span::new(statement.span.start, dateline.end + blanks))
}

/// The page's own mark of a cut, where a sentence opens with it: a reader would take it for ours.
fn leading_gap(text: &str, sentence: Span) -> Option<Span> {
    let words = sentence.of(text);
    let mark = ["[...]", "[…]", "(...)", "..."].into_iter().find(|mark| words.starts_with(mark))?;
    let rest = words[mark.len()..].trim_start();
    let end = sentence.end - rest.len();
    rest.starts_with(char::is_alphabetic).then(|| Span::new(sentence.start, end))
}

fn capital(text: &str, at: usize) -> Option<Change> {
    let c = text.get(at..)?.chars().next()?;
    c.is_lowercase().then(|| (Span::new(at, at + c.len_utf8()), c.to_uppercase().collect()))
}

/// A sentence in which the page breaks off says so.
fn broken_off(reading: &Reading, statement: &Statement) -> Option<Change> {
    let text = statement.span.of(&reading.annotated.article().text);
    let shown = text.trim_end().trim_end_matches([']', ')']).ends_with(['…', '.']);
    (statement.cut_off && !shown).then(|| (Span::new(statement.span.end, statement.span.end), " [...]".to_owned()))
}

/// A sentence out of a longer quotation gets the marks that stand around the whole.
fn quotation_marks(reading: &Reading, statement: &Statement, ends: Ends) -> Vec<Change> {
    let Some(quote) = statement.quote.as_ref().filter(|q| q.whole || q.first != q.last) else { return Vec::new() };
    let document = &reading.annotated.document;
    let within: Vec<_> = document.tokens_of(statement.index).iter().filter(|t| quote.span.contains(t.span)).collect();
    let (Some(first), Some(last)) = (within.first(), within.last()) else { return Vec::new() };
    let (open, close) = marks_of(document, quote.first);
    let mut changes = Vec::new();
    if ends.opens && quote.first < statement.index && !first.is_quote() {
        changes.push((Span::new(quote.span.start, quote.span.start), open.to_owned()));
    }
    if ends.closes && quote.last > statement.index && !last.is_quote() {
        // Words that trail off by themselves need no second mark.
        let cut = if trails_off(last, &document.article.text) { "" } else { " [...]" };
        changes.push((Span::new(quote.span.end, quote.span.end), format!("{cut}{close}")));
    }
    if !changes.is_empty() {
        // A quotation that gets one English mark gets two.
        changes.extend(english(document, first, open));
        changes.extend(english(document, last, close));
    }
    changes
}

fn trails_off(last: &Token, text: &str) -> bool {
    let written = last.span.of(text);
    written.ends_with('…') || written.ends_with("...")
}

/// An English mark in place of a foreign one.
fn english(document: &Document, token: &Token, mark: &str) -> Option<Change> {
    let foreign =
        token.is_quote() && matches!(token.span.of(&document.article.text), "«" | "»" | "„" | "‚" | "‹" | "›");
    foreign.then(|| (token.span, mark.to_owned()))
}

/// The English marks for a quotation, by the one that opens it.
fn marks_of(document: &Document, first: usize) -> (&'static str, &'static str) {
    let opener = document.tokens_of(first).iter().find(|t| t.is_quote());
    match opener.and_then(|t| t.span.of(&document.article.text).chars().next()) {
        Some('“' | '„' | '«' | '»') => ("“", "”"),
        Some('‘') => ("‘", "’"),
        _ => ("\"", "\""),
    }
}

/// Every edit that statement `statement` allows, in characters into its own text: (start, end, with).
pub fn allowed_changes(reading: &Reading, statement: &Statement, year: Option<i32>) -> Vec<(usize, usize, String)> {
    let text = &reading.annotated.article().text;
    let all = changes(reading, statement, year, Ends { opens: true, closes: true });
    let local = |at: usize| text.get(statement.span.start..at).map_or(0, |t| t.chars().count());
    all.into_iter().map(|(span, with)| (local(span.start), local(span.end), with)).collect()
}
