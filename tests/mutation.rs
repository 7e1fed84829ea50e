//! Briefs of the examples with one thing changed: a proof that lets changes pass is none.
//!
//! Dates, names, hedges, quotation marks, headline slots, counts, labels, edits and receipts are changed one at a time, most of
//! them consistently (slot and words together), and at least 99 in 100 mutants must be caught.

use attache::compose::{Options, dateline_words, headline_words};
use attache::model::{Article, Digest, Line};
use attache::score::Weights;
use attache::{ingest, pipeline, verify};

const SOURCES: [&str; 8] = [
    "visit.txt",
    "talks.txt",
    "sanctions.txt",
    "agreement.txt",
    "visit.html",
    "talks.html",
    "sanctions.html",
    "agreement.html",
];
const HEDGES: [&str; 12] = [
    "may ",
    "might ",
    "could ",
    "is to ",
    "will ",
    "would ",
    "expected to ",
    "not ",
    "said",
    "Sources",
    "Analysts",
    "told",
];

struct Mutant {
    what: String,
    digest: Digest,
}

fn articles(source: &str) -> Vec<Article> {
    let path = format!("{}/examples/{source}", env!("CARGO_MANIFEST_DIR"));
    ingest::read(&[path]).into_iter().map(|read| read.expect("an example is an article")).collect()
}

/// Applies a change to a copy; keeps it only if it changed something.
fn push(mutants: &mut Vec<Mutant>, digest: &Digest, what: String, change: impl FnOnce(&mut Digest)) {
    let mut copy = digest.clone();
    change(&mut copy);
    if copy != *digest {
        mutants.push(Mutant { what, digest: copy });
    }
}

/// The lines of a brief by number: headline, dateline, body, checks, key dates.
fn line_mut(digest: &mut Digest, n: usize) -> Option<&mut Line> {
    let brief = digest.briefs.first_mut()?;
    let body = brief.lines.len();
    match n {
        0 => Some(&mut brief.headline),
        1 => Some(&mut brief.dateline),
        n if n < 2 + body => brief.lines.get_mut(n - 2),
        n if n < 2 + body + brief.checks.len() => brief.checks.get_mut(n - 2 - body),
        n => brief.key_dates.get_mut(n - 2 - body - brief.checks.len()).map(|row| &mut row.line),
    }
}

fn mutants(digest: &Digest) -> Vec<Mutant> {
    let mut out = Vec::new();
    let mut n = 0;
    while let Some(line) = line_mut(&mut digest.clone(), n).cloned() {
        words(&mut out, digest, n, &line);
        slots(&mut out, digest, n, &line);
        frame(&mut out, digest, n, &line);
        n += 1;
    }
    whole(&mut out, digest);
    out
}

/// Changed words, with the receipts as they are, and with the receipts changed alike.
fn words(out: &mut Vec<Mutant>, digest: &Digest, n: usize, line: &Line) {
    let mut changes: Vec<(String, String)> = Vec::new();
    for word in line.text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.chars().all(|c| c.is_ascii_digit()) && !bare.is_empty() {
            let number: u64 = bare.parse().unwrap_or(7);
            changes.push((word.to_owned(), word.replace(bare, &(number + 1).to_string())));
        } else if bare.chars().next().is_some_and(char::is_uppercase) {
            changes.push((word.to_owned(), word.replace(bare, "Zanzibar")));
        }
    }
    for hedge in HEDGES.iter().filter(|h| line.text.contains(**h)) {
        changes.push(((*hedge).to_owned(), String::new()));
    }
    for mark in ["\"", "“", "”", "[...]"].iter().filter(|m| line.text.contains(**m)) {
        changes.push(((*mark).to_owned(), String::new()));
    }
    for (old, new) in changes {
        push(out, digest, format!("line {n}: {old:?} to {new:?}"), |d| {
            if let Some(line) = line_mut(d, n) {
                line.text = line.text.replacen(&old, &new, 1);
            }
        });
        push(out, digest, format!("line {n}: {old:?} to {new:?}, receipts too"), |d| {
            if let Some(line) = line_mut(d, n) {
                line.text = line.text.replacen(&old, &new, 1);
                line.receipts.iter_mut().for_each(|r| r.text = r.text.replacen(&old, &new, 1));
            }
        });
    }
}

/// Changed slots, with the words made anew from them.
fn slots(out: &mut Vec<Mutant>, digest: &Digest, n: usize, line: &Line) {
    for (slot, value) in &line.slots {
        for new in ["Zanzibar", "31 December 2031", "planned", "9", ""] {
            push(out, digest, format!("line {n}: slot {slot} {value:?} to {new:?}"), |d| {
                let Some(line) = line_mut(d, n) else { return };
                line.slots.insert(slot.clone(), new.to_owned());
                line.text = match n {
                    0 => headline_words(&line.slots),
                    1 => dateline_words(&line.slots),
                    _ => line.text.replace(value.as_str(), new),
                };
            });
        }
    }
}

/// Changed labels, edits and receipts.
fn frame(out: &mut Vec<Mutant>, digest: &Digest, n: usize, line: &Line) {
    if !line.generated {
        for certainty in ["stated", "attributed", "unconfirmed", "planned", "denied"] {
            push(out, digest, format!("line {n}: certainty {certainty}"), |d| {
                if let Some(line) = line_mut(d, n) {
                    certainty.clone_into(&mut line.certainty);
                }
            });
        }
    }
    for (k, edit) in line.edits.iter().enumerate() {
        let changed = if edit.with.contains('[') { " [1 April 2031]" } else { " secretly " };
        push(out, digest, format!("line {n}: edit {k} says {changed:?}"), |d| {
            let Some(line) = line_mut(d, n) else { return };
            let old = line.edits[k].with.clone();
            changed.clone_into(&mut line.edits[k].with);
            line.text = line.text.replacen(old.trim(), changed.trim(), 1);
        });
        push(out, digest, format!("line {n}: edit {k} gone"), |d| {
            if let Some(line) = line_mut(d, n) {
                line.edits.remove(k);
            }
        });
    }
    for k in 0..line.receipts.len() {
        push(out, digest, format!("line {n}: receipt {k} gone"), |d| {
            if let Some(line) = line_mut(d, n) {
                line.receipts.remove(k);
            }
        });
        push(out, digest, format!("line {n}: receipt {k} moved"), |d| {
            if let Some(line) = line_mut(d, n) {
                line.receipts[k].start += 1;
                line.receipts[k].end += 1;
            }
        });
        push(out, digest, format!("line {n}: receipt {k} of another sentence"), |d| {
            if let Some(line) = line_mut(d, n) {
                line.receipts[k].i += 1;
            }
        });
    }
}

/// Changes to what belongs to no line.
fn whole(out: &mut Vec<Mutant>, digest: &Digest) {
    push(out, digest, "schema".into(), |d| d.schema = "attache/brief/99".into());
    push(out, digest, "a check gone".into(), |d| d.briefs[0].checks.clear());
    push(out, digest, "statements".into(), |d| d.briefs[0].statements += 1);
    push(out, digest, "articles".into(), |d| d.briefs[0].articles += 1);
    push(out, digest, "source".into(), |d| d.briefs[0].sources[0].article = "0".repeat(16));
    push(out, digest, "origin".into(), |d| d.briefs[0].origins.push("Reuters".into()));
    for k in 0..digest.briefs[0].key_dates.len() {
        push(out, digest, format!("key date {k} moved"), |d| d.briefs[0].key_dates[k].when.start = "2031-04-01".into());
    }
    for slot in ["kind", "counterpart", "place", "date", "result", "weather"] {
        push(out, digest, format!("not stated: {slot}"), |d| {
            let open = &mut d.briefs[0].not_stated;
            if !open.iter().any(|o| o.slot == slot) {
                open.push(attache::model::NotStated {
                    slot: slot.into(),
                    text: slot.into(),
                    unclear: false,
                    receipts: Vec::new(),
                });
            }
        });
    }
}

#[test]
fn at_least_99_in_100_mutants_are_caught() {
    let (mut all, mut missed) = (0, Vec::new());
    for source in SOURCES {
        let digest = pipeline::digest(articles(source), &Weights::default(), &Options::default());
        let proof = verify::verify(&digest, articles(source), &Weights::default());
        assert!(proof.holds(), "{source}: {:?}", proof.faults);
        for mutant in mutants(&digest) {
            all += 1;
            if verify::verify(&mutant.digest, articles(source), &Weights::default()).holds() {
                missed.push(format!("{source}: {}", mutant.what));
            }
        }
    }
    println!("{} of {all} mutants caught; missed:\n{}", all - missed.len(), missed.join("\n"));
    assert!(all >= 500, "{all}");
    assert!(missed.len() * 100 <= all, "{} of {all} missed:\n{}", missed.len(), missed.join("\n"));
}
