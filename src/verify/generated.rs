//! Lines that attache wrote itself: slots put into words.

use super::Report;
use super::grounds::{ranges, words_stand};
use super::taken::Part;
use crate::compose::{dateline_words, headline_words};
use crate::model::{Brief, Line, Section};

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
            line.slots.iter().try_for_each(|(slot, value)| frame_slot(slot, value, parts, brief))
        }
        Section::Checks | Section::KeyDates | Section::Prior => Ok(()),
        _ => Err("attache writes no lines of this section".to_owned()),
    }
}

fn frame_slot(slot: &str, value: &str, parts: &[Part<'_>], brief: &Brief) -> Proof {
    let stands = match slot {
        "who" | "with" => names(parts).any(|n| n == value) || says(parts, value),
        "place" => says(parts, value) || places(parts).any(|p| words_stand(value, &p)),
        "days" => ranges(parts).iter().any(|r| r == value),
        "ordinal" => parts.iter().any(|p| collapsed(p).contains(value)),
        "title" => {
            parts.iter().any(|p| p.reading.annotated.article().title.as_deref().is_some_and(|t| words_stand(value, t)))
        }
        "published" => parts.iter().any(|p| {
            p.reading.annotated.article().published.is_some_and(|d| crate::compose::Day::from(d).words() == value)
        }),
        "origins" => value.split("; ").eq(brief.origins.iter().map(String::as_str)),
        "count" => *value == brief.origins.len().to_string(),
        // What the event is and how far it has come are readings of the whole: proved by reading again.
        "type" | "status" => true,
        _ => false,
    };
    if stands { Ok(()) } else { Err(format!("{slot} {value:?} does not stand in its receipts")) }
}

fn names<'a>(parts: &'a [Part<'a>]) -> impl Iterator<Item = &'a str> {
    parts.iter().flat_map(|p| &p.statement.actors).map(|a| a.name.as_str())
}

fn says(parts: &[Part<'_>], value: &str) -> bool {
    parts.iter().any(|p| words_stand(value, p.reading.annotated.words(p.statement.index)))
}

fn places(parts: &[Part<'_>]) -> impl Iterator<Item = String> {
    parts.iter().filter_map(|p| p.reading.annotated.article().dateline.as_ref()?.place.clone())
}

fn collapsed(part: &Part<'_>) -> String {
    let words = part.reading.annotated.words(part.statement.index).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// What attache wrote follows from the sources when they are read again.
pub(super) fn again(brief: &Brief, again: Option<&Brief>, report: &mut Report) {
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
    for line in brief.lines.iter().filter(|l| l.generated) {
        if !again.lines.iter().any(|made| same(line, made)) {
            report.fault("line", &line.text, "does not follow from the sources");
        }
    }
    for line in &brief.checks {
        if !again.checks.iter().any(|made| same(line, made)) {
            report.fault("check", &line.text, "does not follow from the sources");
        }
    }
    for made in &again.checks {
        if !brief.checks.iter().any(|line| same(line, made)) {
            report.fault("check", &made.text, "is missing from the brief");
        }
    }
    for row in &brief.key_dates {
        if !again.key_dates.contains(row) {
            report.fault("key date", &row.line.text, "does not follow from the sources");
        }
    }
    for open in &brief.not_stated {
        if !again.not_stated.contains(open) {
            report.fault("not stated", &open.text, "a statement fills this, or touches it otherwise");
        }
    }
}

fn same(line: &Line, made: &Line) -> bool {
    line.text == made.text
        && line.slots == made.slots
        && line.receipts == made.receipts
        && line.generated == made.generated
}
