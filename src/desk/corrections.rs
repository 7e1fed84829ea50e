//! Printed lines that do not hold.

use std::collections::BTreeMap;

use super::novelty::{Again, Dispute};
use super::recipe::AskedFor;
use super::told::{Telling, tellings};
use super::words::{Words, run_of_text};
use crate::compose::receipt;
use crate::lexicon::digest_words;
use crate::model::{Article, Correction, CorrectionKind, Edition, Line, Reading, Receipt};

/// Two sentences that share less than this of what either says, in hundredths, are not two versions of one.
const ONE_SENTENCE: usize = 40;

/// A line that the desk wants corrected. `None` where there is no such line.
pub(super) fn asked(asked: &AskedFor, told: &[Edition]) -> Option<Correction> {
    let edition = told.iter().find(|edition| edition.number == asked.digest)?;
    let line = line_of(edition, &asked.line)?;
    Some(Correction {
        reason: asked.reason.clone(),
        receipts: line.receipts.clone(),
        ..bare(edition, asked.line.clone(), &line.text, CorrectionKind::Editor)
    })
}

/// A line of a digest that the desk wants corrected, before any digest opens with it. `None` where there is no such line.
pub fn corrected(edition: &Edition, name: &str, reason: &str) -> Option<Correction> {
    let line = line_of(edition, name)?;
    Some(Correction {
        reason: reason.to_owned(),
        receipts: line.receipts.clone(),
        ..bare(edition, name.to_owned(), &line.text, CorrectionKind::Editor)
    })
}

/// The line of a digest that a name such as `2.3` means.
pub(super) fn line_of<'e>(edition: &'e Edition, name: &str) -> Option<&'e Line> {
    let (story, line) = name.split_once('.')?;
    let (story, line): (usize, usize) = (story.parse().ok()?, line.parse().ok()?);
    edition.story(story)?.numbered().find(|(number, _)| *number == line).map(|(_, line)| line)
}

fn bare(edition: &Edition, line: String, printed: &str, kind: CorrectionKind) -> Correction {
    Correction {
        digest: edition.number,
        date: edition.date,
        line,
        kind,
        printed: printed.to_owned(),
        reason: String::new(),
        was: None,
        now: None,
        receipts: Vec::new(),
    }
}

/// What the digests told of an article that its source withdrew: one correction a story.
pub(super) fn withdrawn(article: &Article, told: &[Edition]) -> Vec<Correction> {
    let mut found = Vec::new();
    for telling in told.iter().flat_map(tellings) {
        let rests = |line: &Line| line.receipts.iter().any(|receipt| receipt.article == article.id);
        let lines: Vec<(usize, &Line)> = telling.entry.numbered().filter(|(_, line)| rests(line)).collect();
        if lines.is_empty() {
            continue;
        }
        let numbers: Vec<String> = lines.iter().map(|(number, _)| telling.line(*number)).collect();
        let mut receipts: Vec<Receipt> = Vec::new();
        for receipt in lines.iter().flat_map(|(_, line)| &line.receipts) {
            if receipt.article == article.id && !receipts.contains(receipt) {
                receipts.push(receipt.clone());
            }
        }
        let reason = format!(
            "{} withdrew the article behind {} {}.",
            name_of(article),
            if numbers.len() == 1 { "line" } else { "lines" },
            numbers.join(", ")
        );
        let printed = &telling.entry.brief.headline.text;
        let correction = bare(telling.edition, telling.line(0), printed, CorrectionKind::Withdrawn);
        found.push(Correction { reason, receipts, ..correction });
    }
    found
}

/// Printed lines whose sentence stands no longer in the text that took the place of theirs.
pub(super) fn changed(before: &str, now: &Reading, told: &[Edition]) -> Vec<Correction> {
    // The page may be cut into sentences differently now, so the text as a whole counts.
    let text = run_of_text(&now.annotated.article().text);
    let mut found = Vec::new();
    for telling in told.iter().flat_map(tellings) {
        for (number, line) in telling.entry.numbered().filter(|(_, line)| !line.generated) {
            let old = line.receipts.iter().filter(|receipt| receipt.article == before);
            let Some(receipt) = old.into_iter().find(|receipt| !text.contains(&run_of_text(&receipt.text))) else {
                continue;
            };
            found.push(change(&telling, (number, line), receipt, now));
        }
    }
    found
}

fn change(telling: &Telling<'_>, (number, line): (usize, &Line), old: &Receipt, now: &Reading) -> Correction {
    let words = Words::of(&old.text);
    let annotated = &now.annotated;
    let body = annotated.statements.iter().filter(|s| !s.is_noise() && !s.cut_off);
    let alike = |i: usize| words.likeness(&Words::of(annotated.words(i)));
    let best = body.map(|s| (alike(s.index), std::cmp::Reverse(s.index))).max();
    let best = best.filter(|(likeness, _)| *likeness >= ONE_SENTENCE).map(|(_, i)| i.0);
    let source = name_of(annotated.article());
    let reason = match best {
        Some(_) => format!("{source} changed the sentence."),
        None => format!("{source} took the sentence out."),
    };
    let correction = bare(telling.edition, telling.line(number), &line.text, CorrectionKind::Changed);
    Correction {
        reason,
        was: Some(old.text.clone()),
        now: best.map(|i| annotated.words(i).split_whitespace().collect::<Vec<_>>().join(" ")),
        receipts: [old.clone()].into_iter().chain(best.and_then(|i| receipt(now, i))).collect(),
        ..correction
    }
}

/// Printed lines that a new article contradicts.
pub(super) fn contradicted(again: &Again<'_, '_>) -> Vec<Correction> {
    again.disputes().iter().filter_map(|dispute| contradiction(again, dispute)).collect()
}

fn contradiction(again: &Again<'_, '_>, dispute: &Dispute<'_>) -> Option<Correction> {
    let (was, old, i) = &dispute.was;
    let id = &old.annotated.article().id;
    let rests = |line: &Line| line.receipts.iter().any(|receipt| receipt.article == *id && receipt.i == *i);
    let printed = again.told.places.iter().rev().find_map(|telling| {
        let lines: Vec<(usize, &Line)> = telling.entry.numbered().filter(|(_, line)| rests(line)).collect();
        // A line of the body says the value itself; the headline may only rest on its sentence.
        let line = lines.iter().find(|(number, _)| *number > 0).or(lines.first());
        line.map(|(number, line)| (telling, *number, *line))
    });
    let (telling, number, line) = printed?;
    let (now, new, j) = &dispute.now;
    let receipts = [receipt(old, *i), receipt(new, *j)].into_iter().flatten().collect();
    let correction = bare(telling.edition, telling.line(number), &line.text, CorrectionKind::Contradicted);
    Some(Correction {
        reason: format!("{} says “{now}”, not “{was}”.", name_of(new.annotated.article())),
        was: Some(was.clone()),
        now: Some(now.clone()),
        receipts,
        ..correction
    })
}

/// Each line once; a source's own change tells more than another's contradiction.
pub(super) fn sorted(corrections: Vec<Correction>) -> Vec<Correction> {
    let key = |c: &Correction| {
        let (story, line) = c.line.split_once('.').unwrap_or((&c.line, ""));
        let number = |text: &str| text.parse::<usize>().unwrap_or_default();
        (c.digest, number(story), number(line))
    };
    let mut lines: BTreeMap<(u32, usize, usize), Correction> = BTreeMap::new();
    for correction in corrections {
        lines.entry(key(&correction)).or_insert(correction);
    }
    lines.into_values().collect()
}

fn name_of(article: &Article) -> String {
    let named = article.publisher.as_ref().or(article.origin.as_ref());
    named.cloned().unwrap_or_else(|| digest_words().source.clone())
}
