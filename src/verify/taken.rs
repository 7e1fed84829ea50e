//! Lines that are words of the source.

use super::sources::Sources;
use crate::compose::{allowed_changes, assemble};
use crate::model::{Certainty, Kind, Line, Reading, Receipt, Section, Statement};

/// A receipt that stands where it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub reading: &'a Reading,
    pub statement: &'a Statement,
}

type Proof<T> = Result<T, String>;

/// Every receipt is a whole statement of a known article, word for word.
pub(super) fn receipts<'a>(line: &Line, sources: &'a Sources) -> Proof<Vec<Part<'a>>> {
    if line.receipts.is_empty() {
        return Err("has no receipt".to_owned());
    }
    for support in &line.support {
        receipt(support, sources)?;
    }
    line.receipts.iter().map(|r| receipt(r, sources)).collect()
}

fn receipt<'a>(receipt: &Receipt, sources: &'a Sources) -> Proof<Part<'a>> {
    let reading = sources
        .get(&receipt.article, &receipt.source_path)
        .ok_or_else(|| format!("article {} is not among the sources", receipt.article))?;
    let text = &reading.annotated.article().text;
    let chars = &reading.annotated.document.chars;
    let span = chars
        .bytes(text, receipt.start, receipt.end)
        .ok_or_else(|| format!("receipt {}–{} lies outside its article", receipt.start, receipt.end))?;
    if span.of(text) != receipt.text {
        return Err(format!("the article has other words at {}–{}", receipt.start, receipt.end));
    }
    let statement = reading.annotated.statements.get(receipt.i).filter(|s| s.span == span);
    let statement = statement
        .ok_or_else(|| format!("sentence {} does not stand at {}–{}", receipt.i, receipt.start, receipt.end))?;
    Ok(Part { reading, statement })
}

/// The line is its receipts with edits that they allow.
pub(super) fn line(line: &Line, parts: &[Part<'_>], years: &[Option<i32>]) -> Proof<()> {
    let made = assemble(&line.receipts, &line.edits).ok_or("its edits overlap or overrun")?;
    if made != line.text {
        return Err(format!("its receipts with its edits give {made:?}"));
    }
    edits(line, parts, years)?;
    speaker(line, parts)?;
    stance(line, parts)
}

/// Each edit is one that its sentence allows.
fn edits(line: &Line, parts: &[Part<'_>], years: &[Option<i32>]) -> Proof<()> {
    let mut starts = Vec::new();
    let mut at = 0;
    for receipt in &line.receipts {
        starts.push(at);
        at += receipt.text.chars().count() + 1;
    }
    for edit in &line.edits {
        let n = starts.partition_point(|s| *s <= edit.start).saturating_sub(1);
        let (Some(part), Some(start)) = (parts.get(n), starts.get(n)) else {
            return Err("an edit lies nowhere".to_owned());
        };
        let local = (edit.start - start, edit.end.saturating_sub(*start));
        let allowed = years.iter().any(|year| {
            allowed_changes(part.reading, part.statement, *year)
                .iter()
                .any(|(start, end, with)| (*start, *end) == local && *with == edit.with)
        });
        if !allowed {
            return Err(format!("nothing in its sentence allows the edit {:?}", edit.with));
        }
    }
    Ok(())
}

/// The speaker is the one whom the sentence's quotation has.
fn speaker(line: &Line, parts: &[Part<'_>]) -> Proof<()> {
    for (slot, value) in &line.slots {
        let said = parts.iter().filter_map(|p| p.statement.quote.as_ref()?.speaker.as_deref()).any(|s| s == value);
        if slot != "speaker" || !said {
            return Err(format!("{slot} {value:?} stands in no receipt"));
        }
    }
    if line.section == Section::Quotation && !line.slots.contains_key("speaker") {
        return Err("a quotation without its speaker".to_owned());
    }
    Ok(())
}

/// A rumour stays a rumour: the label is the sentence's own, and doubt is printed as doubt.
fn stance(line: &Line, parts: &[Part<'_>]) -> Proof<()> {
    let main = parts.iter().find(|p| p.statement.certainty().as_str() == line.certainty);
    let Some(main) = main else {
        return Err(format!("its sentence is not {:?}", line.certainty));
    };
    let doubtful = main.statement.certainty() == Certainty::Unconfirmed;
    let open = matches!(line.section, Section::Unconfirmed | Section::Quotation | Section::Headline)
        || main.statement.kind == Kind::Event;
    if doubtful && !open {
        return Err("is unconfirmed and stands among what is".to_owned());
    }
    Ok(())
}
