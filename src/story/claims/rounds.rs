//! Earlier meetings that one article lists in full, against one that another article tells: `met three times before, in
//! May 2018, June 2018 and July 2018, always in Lisbon` against `the summit in Lisbon on 2 August 2018`.

use super::{MOST, Source, places};
use crate::lexicon::story_words;
use crate::model::{Check, CheckValue, Verdict};
use crate::story::calendar::Stamp;
use crate::story::numbers::times;
use crate::story::page::{Line, stamp_text};

/// A list that is told as complete.
struct List<'a> {
    line: &'a Line<'a>,
    stamps: Vec<Stamp>,
    places: Vec<String>,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found: Vec<Check> = Vec::new();
    for (a, source) in sources.iter().enumerate() {
        for list in source.page.lines.iter().filter_map(list).take(MOST) {
            for (b, other) in sources.iter().enumerate().filter(|(b, _)| *b != a) {
                let Some((line, stamp)) = other.page.lines.iter().take(60).find_map(|l| Some((l, missing(&list, l)?)))
                else {
                    continue;
                };
                let told = list.stamps.iter().map(stamp_text).collect::<Vec<_>>().join(", ");
                let also = stamp_text(&stamp);
                let note = format!("One article lists the earlier meetings as {told}, another tells of one on {also}.");
                let value = |value: String, i, article| CheckValue { value, i, article };
                let values = vec![value(told, list.line.i, a), value(also, line.i, b)];
                found.push(Check { slot: "date".into(), verdict: Verdict::Contradicts, values, note });
            }
        }
    }
    found
}

/// `three times before, in A, B and C`: as many dates as are counted.
fn list<'a>(line: &'a Line<'a>) -> Option<List<'a>> {
    let words = &story_words().words;
    let at = (0..line.tokens.len()).find(|at| times(line.tokens, *at).is_some_and(|n| n.value >= 2))?;
    let number = times(line.tokens, at)?;
    let before =
        line.slice(at + number.len, at + number.len + 3).iter().any(|t| t.is_any(&["before", "earlier", "already"]));
    let met = line.slice(0, at).iter().any(|t| words.spoke.has(t) || words.contact_nouns.has(t));
    let stamps: Vec<Stamp> = line.mentions.iter().flat_map(|m| m.stamps.iter().copied()).collect();
    let dated = stamps.iter().all(|s| s.year.is_some() && s.month.is_some());
    let whole = stamps.len() as u64 == number.value && dated;
    let plain = !words.negation.any(line.tokens);
    (before && met && whole && plain).then(|| List { line, stamps, places: places(line) })
}

/// A meeting at the same place, before the list's own time ends, that is not in it.
fn missing(list: &List, line: &Line) -> Option<Stamp> {
    let words = &story_words().words;
    let noun = line.tokens.iter().any(|t| words.rounds.has(t) && !t.is("session"));
    let shared = places(line).iter().any(|p| list.places.contains(p));
    let plain = !words.negation.any(line.tokens) && !words.cancelled.any(line.tokens);
    let mention = line.mentions.first().filter(|_| noun && shared && plain && line.mentions.len() == 1)?;
    let beside = line.slice(mention.at.start.saturating_sub(3), mention.at.start);
    let stamp = mention.stamps.first().copied().filter(|s| s.year.is_some() && s.month.is_some())?;
    let on = beside.iter().any(|t| t.is_any(&["on", "in"]));
    let (_, last) = list.stamps.iter().filter_map(Stamp::days).max()?;
    // What came long after the list is a later one.
    let near = stamp.days().is_some_and(|(day, _)| (day - last).num_days() <= 60);
    (on && near && !list.stamps.iter().any(|s| s.fits(&stamp))).then_some(stamp)
}
