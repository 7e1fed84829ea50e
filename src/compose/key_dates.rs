//! Key dates: the event and the contacts before it, the latest first.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::Material;
use super::days::{Day, range};
use super::frame::Frame;
use super::gloss::title_case;
use super::line::receipt;
use crate::lexicon::wording;
use crate::model::{Contact, Days, KeyDate, Line, Reading, Receipt, Section, Status, TimexType, When};

/// More rows than this are no longer key dates.
const MOST: usize = 8;

/// The rows, latest first.
pub(super) fn key_dates(material: &Material<'_>, frame: &Frame) -> Vec<KeyDate> {
    let mut rows: Vec<(Day, KeyDate)> = Vec::new();
    rows.extend(event(material, frame));
    for reading in &material.readings {
        // A giant of a page may tell of thousands: the best known come first.
        for contact in reading.prior.iter().take(MOST * 8) {
            let Some(row) = contact_row(reading, contact) else { continue };
            if !rows.iter().any(|(_, known)| same(&known.line, &row.1.line) || is_finer(known, &row.1)) {
                rows.retain(|(_, known)| !is_finer(&row.1, known));
                rows.push(row);
            }
        }
    }
    if rows.len() < 2 {
        return Vec::new();
    }
    rows.sort_by(|(a, _), (b, _)| b.cmp(a));
    rows.truncate(MOST);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn same(one: &Line, other: &Line) -> bool {
    let get = |line: &Line, slot: &str| line.slots.get(slot).cloned();
    get(one, "when") == get(other, "when")
        && (get(one, "place") == get(other, "place") || get(one, "what") == get(other, "what"))
}

/// True where one sentence gives the same contact twice, the first time to the day: "16 August" and "in August".
fn is_finer(fine: &KeyDate, coarse: &KeyDate) -> bool {
    let within = fine.when.start.len() > coarse.when.start.len() && fine.when.start.starts_with(&coarse.when.start);
    let place = |row: &KeyDate| row.line.slots.get("place").cloned();
    within && fine.line.receipts == coarse.line.receipts && place(fine) == place(coarse)
}

fn event(material: &Material<'_>, frame: &Frame) -> Option<(Day, KeyDate)> {
    // What was called off has no day of its own.
    let event = frame.event.as_ref().filter(|e| e.status != Status::Cancelled)?;
    let (start, end) = frame.days?;
    let (article, i) = *frame.receipts.first()?;
    let receipt = receipt(material.readings.get(article)?, i)?;
    let noun = &wording().event(event.kind).noun;
    let slots = [
        ("who", event.actors.first().cloned()),
        ("what", Some(noun.clone()).filter(|n| !n.is_empty())),
        ("place", event.place.as_deref().map(title_case)),
    ];
    let days = Days { start: event.start.clone()?, end: event.end.clone().or_else(|| event.start.clone())? };
    Some((end.max(start), row(slots, range(start, end), days, receipt)))
}

fn contact_row(reading: &Reading, contact: &Contact) -> Option<(Day, KeyDate)> {
    let when = contact.when.as_deref()?;
    let (from, to) = when.split_once('/').unwrap_or((when, when));
    let (start, end) = (Day::parse(from)?, Day::parse(to)?);
    if !is_dated(reading, contact.i, end) {
        return None;
    }
    let receipt = receipt(reading, contact.i)?;
    let slots = [("who", None), ("what", Some(contact.what.clone())), ("place", contact.place.clone())];
    Some((end, row(slots, range(start, end), Days { start: from.to_owned(), end: to.to_owned() }, receipt)))
}

/// True where the sentence gives the year, in figures or as a date. One counted back from "no visit for 20 years" is near
/// enough to tell who came before, and no date.
fn is_dated(reading: &Reading, i: usize, day: Day) -> bool {
    let Some(statement) = reading.annotated.statements.get(i) else { return false };
    let Some(year) = day.year() else { return true };
    let written = statement.span.of(&reading.annotated.article().text).contains(&year.to_string());
    let dated =
        |w: &When| w.timex != TimexType::Duration && [w.start, w.end].iter().flatten().any(|d| d.year() == year);
    written || statement.dates.iter().any(dated)
}

fn row(slots: [(&str, Option<String>); 3], when: String, days: Days, receipt: Receipt) -> KeyDate {
    let mut slots: BTreeMap<String, String> = slots.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))).collect();
    slots.insert("when".to_owned(), when);
    let line = Line {
        section: Section::KeyDates,
        label: wording().labels.key_dates.clone(),
        text: key_date_words(&slots),
        generated: true,
        slots,
        certainty: "stated".to_owned(),
        receipts: vec![receipt],
        ..Line::default()
    };
    KeyDate { line, when: days }
}

/// The words of a row: `19–20 June 2018: visit, Beijing (Kim Jong-Un)`.
pub(super) fn key_date_words(slots: &BTreeMap<String, String>) -> String {
    let get = |name: &str| slots.get(name).map(String::as_str).filter(|v| !v.is_empty());
    let what: Vec<_> = [get("what"), get("place")].into_iter().flatten().collect();
    let mut text = format!("{}: {}", get("when").unwrap_or_default(), what.join(", "));
    if let Some(who) = get("who") {
        text += &format!(" ({who})");
    }
    text
}
