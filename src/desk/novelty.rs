//! What of a story is new since it was told.

use std::collections::BTreeSet;

use super::told::Told;
use super::words::Words;
use crate::model::{Brief, Change, Check, Line, Reading, Section, Update, Verdict};
use crate::story;

/// The slots of headline and dateline that are compared, in print order.
const SLOTS: [&str; 5] = ["status", "days", "place", "with", "ordinal"];

/// A story of the day that was told before.
pub(super) struct Again<'a, 't> {
    /// As it was told.
    pub told: &'a Told<'t>,
    /// The articles that were told, read again.
    pub old: Vec<&'a Reading>,
    /// The new ones.
    pub new: Vec<&'a Reading>,
}

/// A value that was told and one that an article gives now.
pub(super) struct Dispute<'a> {
    /// What was compared.
    pub slot: String,
    /// The value told, its article and its statement.
    pub was: (String, &'a Reading, usize),
    /// The value now, its article and its statement.
    pub now: (String, &'a Reading, usize),
}

impl<'a> Again<'a, '_> {
    /// The new lines of the brief and the slots that changed; `None` where nothing is new.
    pub fn update(&self, brief: &Brief) -> Option<(Vec<Line>, Update)> {
        let known: Vec<Words> = self.old.iter().flat_map(|reading| sentences(reading)).collect();
        let is_new = |line: &&Line| !line.generated && is_news(line.section) && !self.is_told(line, &known);
        let lines: Vec<Line> = brief.lines.iter().filter(is_new).cloned().collect();
        let changes = self.changes(brief);
        if lines.is_empty() && changes.is_empty() {
            return None;
        }
        // Where only a slot changed, the sentence of the event says so.
        let event = |line: &&Line| line.section == Section::Event;
        let lines = if lines.is_empty() { brief.lines.iter().filter(event).take(1).cloned().collect() } else { lines };
        let mut since: Vec<u32> = self.told.places.iter().map(|telling| telling.edition.number).collect();
        since.dedup();
        Some((lines, Update { since, changes }))
    }

    fn is_told(&self, line: &Line, known: &[Words]) -> bool {
        let texts: Vec<&str> = line.receipts.iter().map(|receipt| receipt.text.as_str()).collect();
        let words = Words::of(&texts.join(" "));
        known.iter().any(|sentence| words.is_told_by(sentence))
    }

    fn changes(&self, brief: &Brief) -> Vec<Change> {
        let now = |slot: &str| brief.headline.slots.get(slot).or_else(|| brief.dateline.slots.get(slot));
        let one_type = self.told.slot("type") == now("type").map(String::as_str);
        let mut changes = Vec::new();
        for slot in SLOTS.into_iter().filter(|_| one_type) {
            let Some(now) = now(slot) else { continue };
            let was = self.told.slot(slot);
            if was.is_none_or(|was| differ(slot, was, now)) && (was.is_some() || slot != "status") {
                changes.push(Change { slot: slot.to_owned(), was: was.map(str::to_owned), now: now.clone() });
            }
        }
        for dispute in self.disputes() {
            let change = Change { slot: dispute.slot, was: Some(dispute.was.0), now: dispute.now.0 };
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        changes
    }

    /// What the told articles and the new ones say differently of one thing.
    pub fn disputes(&self) -> Vec<Dispute<'a>> {
        let all: Vec<&Reading> = self.old.iter().chain(&self.new).copied().collect();
        let checks = story::claims(&all).into_iter().filter(|check| check.verdict == Verdict::Contradicts);
        checks.filter_map(|check| self.dispute(&all, &check)).collect()
    }

    fn dispute(&self, all: &[&'a Reading], check: &Check) -> Option<Dispute<'a>> {
        let side = |is_old: bool| {
            let value = check.values.iter().find(|value| (value.article < self.old.len()) == is_old)?;
            Some((value.value.clone(), *all.get(value.article)?, value.i))
        };
        Some(Dispute { slot: check.slot.clone(), was: side(true)?, now: side(false)? })
    }
}

/// The words of each sentence of an article.
fn sentences(reading: &Reading) -> impl Iterator<Item = Words> {
    let annotated = &reading.annotated;
    annotated.statements.iter().filter(|s| !s.is_noise()).map(|s| Words::of(annotated.words(s.index)))
}

/// The sections in which something new can stand.
fn is_news(section: Section) -> bool {
    !matches!(section, Section::Prior | Section::Background)
}

/// True where two values of a slot cannot both hold: not for another precision ("14 May 2019" and "14–15 May 2019", "Riga"
/// and "the old town of Riga"), nor for days that overlap, as two articles count a stay differently.
fn differ(slot: &str, was: &str, now: &str) -> bool {
    if matches!(slot, "status" | "ordinal") {
        return was != now;
    }
    let parts = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (was, now) = (parts(was), parts(now));
    let same = was.is_subset(&now) || now.is_subset(&was) || (slot == "days" && overlap(&was, &now));
    !same
}

/// True for ranges of days of one month that have a day in common.
fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let is_day = |part: &&String| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    let days = |parts: &BTreeSet<String>| -> Option<(u32, u32)> {
        let days: Vec<u32> = parts.iter().filter(is_day).filter_map(|part| part.parse().ok()).collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    };
    let rest = |parts: &BTreeSet<String>| parts.iter().filter(|part| !is_day(part)).cloned().collect::<Vec<_>>();
    let meet = |((a, b), (c, d)): ((u32, u32), (u32, u32))| a <= d && c <= b;
    rest(one) == rest(other) && days(one).zip(days(other)).is_some_and(meet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_precision_is_no_change() {
        assert!(!differ("days", "14 May 2019", "14–15 May 2019"));
        assert!(!differ("days", "May 2019", "14 May 2019"));
        assert!(differ("days", "14 May 2019", "16 May 2019"));
        assert!(!differ("days", "14–15 May 2019", "15–16 May 2019"));
        assert!(differ("days", "14–15 May 2019", "14–15 June 2019"));
        assert!(!differ("place", "Riga", "old town of Riga"));
        assert!(differ("place", "Riga", "Oslo"));
        assert!(differ("status", "planned", "done"));
    }
}
