//! Lines that attache wrote itself: slots put into words.

use super::Report;
use super::taken::Part;
use crate::compose::{Ground, as_written, counted_line, dateline_words, headline_words, holds, words_stand};
use crate::model::{Brief, DIARY, Line, NotStated, Reading, Receipt, Section};

type Proof = Result<(), String>;

/// The words follow from the slots, and each slot stands in the receipts.
pub(super) fn grounded(line: &Line, parts: &[Part<'_>], brief: &Brief) -> Proof {
    if !line.edits.is_empty() {
        return Err("a written line has no edits".to_owned());
    }
    let words = match line.section {
        Section::Headline => Some(headline_words(&line.slots)),
        Section::Dateline => Some(dateline_words(&line.slots)),
        _ => None,
    };
    if words.is_some_and(|w| w != line.text) {
        return Err("its words do not follow from its slots".to_owned());
    }
    match line.section {
        Section::Headline | Section::Dateline => {
            as_written(line).slots.iter().try_for_each(|(slot, value)| frame_slot(slot, value, parts, brief))
        }
        Section::Checks if is_of_diary(line) => claim_stands(line, parts),
        Section::Checks | Section::KeyDates | Section::Prior => Ok(()),
        _ => Err("attache writes no lines of this section".to_owned()),
    }
}

/// A check against the visit diary of a desk, which is no source of the brief: the claim must stand in its receipt, what the
/// diary holds cannot be proved from the sources.
fn is_of_diary(line: &Line) -> bool {
    line.section == Section::Checks && line.slots.get("value_2").is_some_and(|value| value.starts_with(DIARY))
}

fn claim_stands(line: &Line, parts: &[Part<'_>]) -> Proof {
    let claim = line.slots.get("value_1").map(String::as_str).unwrap_or_default();
    let stands = parts.iter().any(|p| words_stand(claim, p.reading.annotated.words(p.statement.index)));
    if stands { Ok(()) } else { Err(format!("{claim:?} does not stand in its receipts")) }
}

fn frame_slot(slot: &str, value: &str, parts: &[Part<'_>], brief: &Brief) -> Proof {
    let grounds: Vec<_> = parts.iter().map(|p| Ground { reading: p.reading, statement: p.statement }).collect();
    let titles = || parts.iter().filter_map(|p| p.reading.annotated.article().title.as_deref());
    let stands = match slot {
        "title" => titles().any(|t| words_stand(value, t)),
        "origins" => value.split("; ").eq(brief.origins.iter().map(String::as_str)),
        "count" => *value == brief.origins.len().to_string(),
        // What the event is and how far it has come are readings of the whole: proved by reading again.
        "type" | "status" => true,
        _ => holds(slot, value, &grounds),
    };
    if stands { Ok(()) } else { Err(format!("{slot} {value:?} does not stand in its receipts")) }
}

/// What attache wrote follows from the sources when they are read again.
pub(super) fn again(brief: &Brief, readings: &[&Reading], again: Option<&Brief>, report: &mut Report) {
    let Some(again) = again else {
        report.fault("sources", &brief.story_id, "the sources give no brief");
        return;
    };
    for (place, line, made) in
        [("headline", &brief.headline, &again.headline), ("dateline", &brief.dateline, &again.dateline)]
    {
        if !same(line, made) {
            report.fault(place, &line.text, format!("the sources give {:?}", made.text));
        }
    }
    let counted = counted_line(readings);
    for line in brief.lines.iter().filter(|l| l.generated) {
        if !counted.iter().any(|made| same(line, made)) {
            report.fault("line", &line.text, "does not follow from the sources");
        }
    }
    for line in brief.checks.iter().filter(|line| !is_of_diary(line)) {
        if !again.checks.iter().any(|made| same(line, made)) {
            report.fault("check", &line.text, "does not follow from the sources");
        }
    }
    // A headline alone warns of nothing.
    let owes = !brief.lines.is_empty();
    for made in again.checks.iter().filter(|_| owes) {
        if !brief.checks.iter().any(|line| same(line, made)) {
            report.fault("check", &made.text, "is missing from the brief");
        }
    }
    for row in &brief.key_dates {
        if !again.key_dates.iter().any(|made| made.when == row.when && same(&row.line, &made.line)) {
            report.fault("key date", &row.line.text, "does not follow from the sources");
        }
    }
    for open in &brief.not_stated {
        let equal = |made: &NotStated| {
            made.slot == open.slot && made.text == open.text && same_sentences(&made.receipts, &open.receipts)
        };
        if !again.not_stated.iter().any(equal) {
            report.fault("not stated", &open.text, "a statement fills this, or touches it otherwise");
        }
    }
}

/// The same but for the house spelling of names.
fn same(line: &Line, made: &Line) -> bool {
    let line = &as_written(line);
    line.text == made.text
        && line.slots == made.slots
        && same_sentences(&line.receipts, &made.receipts)
        && line.generated == made.generated
}

/// The same sentences, whatever the name of the file that they are read from now.
fn same_sentences(one: &[Receipt], other: &[Receipt]) -> bool {
    let at = |r: &Receipt| (r.article.clone(), r.i, r.start, r.end);
    one.iter().map(at).eq(other.iter().map(at))
}
