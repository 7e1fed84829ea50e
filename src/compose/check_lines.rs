//! "Check before use": what does not fit, with the sentences that say so.

use std::collections::BTreeMap;

use super::Material;
use super::line::receipt;
use crate::lexicon::wording;
use crate::model::{Check, Line, Section, Verdict};

/// A line for each contradiction within or between the articles.
pub(super) fn lines(material: &Material<'_>) -> Vec<Line> {
    let within = material.readings.iter().enumerate().flat_map(|(n, reading)| {
        reading.checks.iter().map(move |check| {
            let values = check.values.iter().map(|v| crate::model::CheckValue { article: n, ..v.clone() }).collect();
            Check { values, ..check.clone() }
        })
    });
    let all = within.chain(material.checks.iter().cloned());
    let mut lines: Vec<Line> = all.filter(|c| c.verdict == Verdict::Contradicts).map(|c| line(material, &c)).collect();
    lines.retain(|l| !l.receipts.is_empty());
    // One thing found twice is told once, with all its sentences.
    let mut merged: Vec<Line> = Vec::new();
    for line in lines {
        match merged.iter_mut().find(|known| known.text == line.text) {
            Some(known) => {
                let new: Vec<_> = line.receipts.into_iter().filter(|r| !known.receipts.contains(r)).collect();
                known.receipts.extend(new);
            }
            None => merged.push(line),
        }
    }
    merged
}

fn line(material: &Material<'_>, check: &Check) -> Line {
    let mut receipts = Vec::new();
    for value in &check.values {
        if let Some(receipt) = material.readings.get(value.article).and_then(|r| receipt(r, value.i))
            && !receipts.contains(&receipt)
        {
            receipts.push(receipt);
        }
    }
    let mut slots = BTreeMap::from([("slot".to_owned(), check.slot.clone())]);
    for (n, value) in check.values.iter().enumerate() {
        slots.insert(format!("value_{}", n + 1), value.value.clone());
    }
    Line {
        section: Section::Checks,
        label: wording().labels.checks.clone(),
        text: words(check),
        generated: true,
        slots,
        certainty: "stated".to_owned(),
        receipts,
        ..Line::default()
    }
}

/// The check's own sentence, or its values side by side.
fn words(check: &Check) -> String {
    if !check.note.is_empty() {
        return check.note.clone();
    }
    let values: Vec<_> = check.values.iter().map(|v| format!("“{}”", v.value)).collect();
    format!("{} differs: {}.", check.slot, values.join(" against "))
}
