//! One meeting in two towns: `met in Oslo on Tuesday` and `at their meeting in Bergen on Tuesday`, `Doha will host the next
//! round` and `Muscat, which will host the next round`.

use super::contacts::place_at;
use crate::lexicon::{EntryKind, check_words, gazetteer, story_words};
use crate::model::{Check, Verdict};
use crate::story::page::{Line, Page, check, state_of, weekday_name};
use crate::text::{Case, Token};

/// Tokens between a happening and its town, at most.
const BESIDE: usize = 9;

/// Tokens from a happening to the town behind it, at most.
const FAR: usize = 14;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found: Vec<Check> = happenings(page).into_iter().collect();
    found.extend(hosts(page));
    found
}

/// A happening with its day and town.
struct Told<'p> {
    what: &'static str,
    day: String,
    town: String,
    line: &'p Line<'p>,
    /// What is done to: `the application`.
    objects: Vec<&'p str>,
    /// Told as one that is known: `their meeting`, `the meeting`, `having signed the application`.
    known: bool,
}

fn happenings(page: &Page) -> Option<Check> {
    let told: Vec<Told> = page.lines.iter().flat_map(|l| told(page, l)).collect();
    for (k, later) in told.iter().enumerate().filter(|(_, t)| t.known) {
        let earlier = told.iter().take(k).find(|t| {
            let object =
                t.objects.is_empty() || later.objects.is_empty() || t.objects.iter().any(|o| later.objects.contains(o));
            t.what == later.what && t.day == later.day && t.line.i != later.line.i && object && apart(page, t, later)
        });
        let Some(earlier) = earlier.filter(|e| names_nobody_new(page, later, e.line.i)) else { continue };
        let note = format!("One thing on {} is put in {} and in {}.", later.day, earlier.town, later.town);
        let values = vec![(earlier.town.clone(), earlier.line.i), (later.town.clone(), later.line.i)];
        return Some(check("place", Verdict::Contradicts, values, note));
    }
    None
}

/// Two towns, one of them known and none a state, of which neither sentence names the other.
fn apart(page: &Page, a: &Told, b: &Told) -> bool {
    a.town != b.town
        && (is_town(&a.town) || is_town(&b.town))
        && !page.words(a.line.tokens).contains(&b.town)
        && !page.words(b.line.tokens).contains(&a.town)
}

fn is_town(name: &str) -> bool {
    state_of(name).is_some_and(|(_, whole)| !whole)
}

/// A town, or a name that is on no map.
fn may_be_town(name: &str) -> bool {
    state_of(name).is_none_or(|(_, whole)| !whole)
}

/// True where a sentence brings no name that the article had not told before it, but for places and days: the parties are
/// those of before.
fn names_nobody_new(page: &Page, told: &Told, since: usize) -> bool {
    let known =
        |t: &Token| page.lines.iter().filter(|l| l.i <= since).any(|l| l.tokens.iter().any(|o| o.norm == t.norm));
    let town = told.town.to_lowercase();
    let line = told.line;
    line.tokens.iter().enumerate().skip(1).all(|(at, t)| {
        let place = line.is_at(at - 1, &["in", "at", "to"]) || town.split(' ').any(|part| t.is(part));
        !t.is_capitalised() || place || story_words().words.not_place.has(t) || known(t)
    })
}

fn told<'p>(page: &Page, line: &'p Line<'p>) -> Vec<Told<'p>> {
    let table = story_words();
    let mut found = Vec::new();
    for (at, token) in line.tokens.iter().enumerate() {
        let with = line.slice(at + 1, at + 3).iter().any(|t| t.is_any(&["with", "to"]));
        let spoke = table.words.spoke.has(token) && with;
        let meets = (spoke || table.words.had_talked.has(token)).then_some("meet");
        let Some(what) = table.once(token).filter(|w| *w != "hold").or(meets) else { continue };
        let Some((town_at, town)) = town_beside(page, line, at) else { continue };
        let Some(day) = day_beside(line, at, town_at) else { continue };
        let before = line.slice(at.saturating_sub(4), at);
        if table.words.another_one.any(before) || table.words.negation.any(before) || table.words.unreal.any(before) {
            continue;
        }
        let noun = token.norm.ends_with("ing") || token.is_any(&["talks", "summit"]);
        let led = before.iter().rev().take(2).any(|t| check_words().words.known.has(t));
        let participle = line.is_at(at.saturating_sub(1), &["having"]) || line.is_at(at.saturating_sub(1), &[","]);
        // `signed the application`, `the consulate in Bergen, opened on Monday`: what is known is its object.
        let content =
            |t: &&Token| t.is_word() && t.case == Case::Lower && t.norm.len() >= 6 && !table.words.no_topic.has(t);
        let lead = if noun { &[][..] } else { line.slice(at.saturating_sub(6), at + 5) };
        let objects: Vec<&str> =
            lead.iter().filter(content).filter(|t| t.norm != token.norm).map(|t| t.norm.as_str()).collect();
        // `the protocol signed in Bergen`
        let object = (at >= 2 && line.is_at(at - 2, &["the", "this"]))
            && line.tokens.get(at - 1).is_some_and(|t| t.is_word() && t.case == Case::Lower);
        let participle = participle || (object && token.norm.ends_with("ed"));
        let known = if noun { led } else { participle && !objects.is_empty() };
        found.push(Told { what, day, town, line, objects, known });
    }
    found
}

/// The town that stands by a happening, behind `in` or `at`.
pub(in crate::story) fn town_beside(page: &Page, line: &Line, at: usize) -> Option<(usize, String)> {
    let read = |k: usize| {
        line.is_at(k, &["in", "at"])
            .then(|| place_at(page, line, k))
            .flatten()
            .filter(|p| may_be_town(&p.0))
            .map(|p| (k, p.0))
    };
    let clause_end = (at + 1..at + FAR).find(|k| line.is_at(*k, &[";", "and", "but", "who"])).unwrap_or(at + FAR);
    let behind = (at + 1..clause_end).find_map(read);
    behind.or_else(|| (at.saturating_sub(5)..at).rev().find_map(read))
}

/// The only weekday of a sentence, or the only day of a month.
fn day_beside(line: &Line, at: usize, town: usize) -> Option<String> {
    let days: Vec<_> = line.mentions.iter().filter(|m| !m.weekdays.is_empty() || m.has_day()).collect();
    let [mention] = days.as_slice() else { return None };
    let near = mention.at.start.abs_diff(at).min(mention.at.start.abs_diff(town)) <= BESIDE;
    let [day] = mention.weekdays.as_slice() else { return None };
    near.then(|| weekday_name(*day).to_owned())
}

/// Who hosts what: the town, the words of the meeting before its noun, and the noun.
struct Host<'p> {
    town: String,
    which: Vec<&'p str>,
    noun: &'p str,
    i: usize,
}

fn hosts(page: &Page) -> Option<Check> {
    let told: Vec<Host> = page.lines.iter().flat_map(|l| host(page, l).into_iter().chain(venue(page, l))).collect();
    for (k, later) in told.iter().enumerate() {
        let earlier = told.iter().take(k).find(|t| {
            let which = !t.which.is_empty() && t.which.iter().all(|w| later.which.contains(w));
            let which = which || (!later.which.is_empty() && later.which.iter().all(|w| t.which.contains(w)));
            t.noun == later.noun && t.i != later.i && which && t.town != later.town
        });
        let Some(earlier) = earlier else { continue };
        let note =
            format!("The {} {} is put in {} and in {}.", later.which.join(" "), later.noun, earlier.town, later.town);
        let values = vec![(earlier.town.clone(), earlier.i), (later.town.clone(), later.i)];
        return Some(check("place", Verdict::Contradicts, values, note));
    }
    None
}

/// `Doha will host the next round`, `the next round, which Doha hosts`, `Bishkek, the venue of the autumn summit`.
fn host<'p>(page: &Page, line: &'p Line<'p>) -> Option<Host<'p>> {
    let words = &check_words().words;
    let verb = (1..line.tokens.len()).find(|k| line.has_at(*k, &words.hosting))?;
    let before = line.slice(verb.saturating_sub(6), verb);
    if story_words().words.negation.any(before)
        || before.iter().any(|t| t.is_any(&["offered", "to", "could", "may", "might", "would", "wants", "want"]))
    {
        return None;
    }
    let (start, len) = (verb.saturating_sub(6)..verb).rev().find_map(|k| {
        let name = gazetteer(line.tokens.get(k..verb)?)
            .filter(|m| matches!(m.value.kind, EntryKind::Capital | EntryKind::City))?;
        Some((k, name.len))
    })?;
    let town = page.words(line.slice(start, start + len));
    let (which, noun) = named(line, verb + 1)?;
    Some(Host { town, which, noun, i: line.i })
}

/// `The autumn summit is to take place in Astana`.
fn venue<'p>(page: &Page, line: &'p Line<'p>) -> Option<Host<'p>> {
    let words = &check_words().words;
    let verb = (1..line.tokens.len()).find(|k| line.has_at(*k, &words.takes_place))?;
    let before = line.slice(0, verb);
    let ahead = before.iter().any(|t| t.is_any(&["will", "to", "is"]));
    if !ahead || story_words().words.negation.any(before) {
        return None;
    }
    let town = (verb + 1..verb + 4).find_map(|k| line.is_at(k, &["in"]).then(|| place_at(page, line, k)).flatten())?;
    let (which, noun) = (0..verb).find_map(|k| line.is_at(k, &["the"]).then(|| named(line, k)).flatten())?;
    is_town(&town.0).then_some(Host { town: town.0, which, noun, i: line.i })
}

/// `the next round`: what tells which one, and the noun.
fn named<'p>(line: &'p Line<'p>, from: usize) -> Option<(Vec<&'p str>, &'p str)> {
    let words = &story_words().words;
    let noun = (from..from + 6)
        .find(|k| line.tokens.get(*k).is_some_and(|t| words.contact_nouns.has(t) || words.rounds.has(t)))?;
    let inner = line.slice(from, noun);
    let which: Vec<&str> = inner
        .iter()
        .filter(|t| t.is_word() && !t.is_any(&["the", "of", "this", "a"]))
        .map(|t| t.norm.as_str())
        .collect();
    Some((which, line.tokens.get(noun)?.norm.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    const DAY: &str = "2031-05-02";

    #[test]
    fn a_meeting_that_is_known_stays_in_its_town() {
        let head = "The ministers of Norway and Chile met in Oslo on Tuesday to talk of fish.";
        let text = format!("{head} At their meeting in Bergen on Tuesday they also spoke of nets.");
        assert_eq!(verdicts("place", DAY, &text), [Contradicts]);
        let text = format!("{head} At their meeting in Bergen on Thursday they will speak of nets.");
        assert_eq!(verdicts("place", DAY, &text), []);
        let text = format!("{head} At their meeting in Bergen on Tuesday the envoys of Ghana spoke of nets.");
        assert_eq!(verdicts("place", DAY, &text), []);
    }

    #[test]
    fn one_round_has_one_host() {
        let head = "Lisbon will host the next round, the envoys said.";
        assert_eq!(
            verdicts("place", DAY, &format!("{head} They thanked Oslo, which will host the next round.")),
            [Contradicts]
        );
        assert_eq!(verdicts("place", DAY, &format!("{head} They thanked Oslo, which hosted the last round.")), []);
        let text = "The spring summit is to be held in Lisbon. Oslo, the venue of the spring summit, builds a hall.";
        assert_eq!(verdicts("place", DAY, text), [Contradicts]);
    }
}
