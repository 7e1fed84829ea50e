//! One thing told twice, with another place, another day, or another list of months.

use std::collections::BTreeSet;

use super::contacts::{has_contact, place_at};
use crate::lexicon::story_words;
use crate::model::{Check, Verdict};
use crate::story::calendar::Stamp;
use crate::story::numbers::cardinal;
use crate::story::page::{Line, Page, check, stamp_text, state_of};
use crate::text::{Case, Token};

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found: Vec<Check> = places(page).into_iter().collect();
    found.extend(dates(page));
    found.extend(lists(page));
    found
}

/// A happening with its weekday and place.
struct Placed {
    what: &'static str,
    day: String,
    place: String,
    line: usize,
    again: bool,
}

/// `met in A on Wednesday` and `Wednesday's meeting, held in B`.
fn places(page: &Page) -> Option<Check> {
    let told: Vec<Placed> = page.lines.iter().enumerate().filter_map(|(n, l)| placed(page, n, l)).collect();
    for (k, later) in told.iter().enumerate().filter(|(_, t)| t.again) {
        let earlier = told
            .iter()
            .take(k)
            .find(|t| t.what == later.what && t.day == later.day && t.line != later.line && differ(page, t, later));
        let Some(earlier) = earlier else { continue };
        let (a, b) = (page.lines.get(earlier.line)?.i, page.lines.get(later.line)?.i);
        let note = format!("One thing on {} is put in {} and in {}.", later.day, earlier.place, later.place);
        return Some(check(
            "place",
            Verdict::Contradicts,
            vec![(earlier.place.clone(), a), (later.place.clone(), b)],
            note,
        ));
    }
    None
}

/// True where the two places are two, and neither sentence puts one within the other.
fn differ(page: &Page, a: &Placed, b: &Placed) -> bool {
    let holds = |line: usize, place: &str| page.lines.get(line).is_some_and(|l| page.words(l.tokens).contains(place));
    let within = match (state_of(&a.place), state_of(&b.place)) {
        // A state is a vaguer word for its city.
        (Some((x, whole)), Some((y, other))) => x == y && (whole || other),
        (Some((_, true)), None) | (None, Some((_, true))) => true,
        _ => false,
    };
    !within
        && !a.place.contains(&b.place)
        && !b.place.contains(&a.place)
        && !holds(a.line, &b.place)
        && !holds(b.line, &a.place)
}

fn placed(page: &Page, n: usize, line: &Line) -> Option<Placed> {
    let table = story_words();
    let (at, what) =
        line.tokens.iter().enumerate().find_map(|(at, t)| Some((at, table.once(t)?)).filter(|w| w.1 != "hold"))?;
    let mention = line.mentions.iter().find(|m| !m.weekdays.is_empty())?;
    let day = crate::story::page::weekday_name(*mention.weekdays.first()?).to_owned();
    let places: Vec<(usize, String)> = (0..line.tokens.len())
        .filter(|k| line.is_at(*k, &["in"]))
        .filter_map(|k| Some((k, place_at(page, line, k)?.0)))
        .collect();
    // The place behind the word, or the only one.
    let place = places.iter().find(|(k, _)| *k > at).or(places.first())?.1.clone();
    let noun = line.tokens.get(at)?;
    let before = line.slice(at.saturating_sub(4), at);
    if table.words.another_one.any(before) {
        return None;
    }
    let possessive = before.iter().any(|t| t.is("'s")) && (at.saturating_sub(4)..at).any(|k| mention.at.contains(&k));
    // "the same meeting", not "at the same time".
    let same = before.windows(2).any(|w| w[0].is("same") && !w[1].is_any(&["time", "day", "week", "place"]))
        || before.last().is_some_and(|t| t.is("same"));
    let which = noun.case == Case::Lower
        && line.slice(0, at).iter().any(|t| t.is("which"))
        && line.slice(0, at).iter().any(|t| t.is("the"));
    // `It was signed in B on Monday.`
    let it = line.is_at(0, &["it"]) && line.is_at(1, &["was"]) && at == 2;
    Some(Placed { what, day, place, line: n, again: possessive || same || which || it })
}

/// A happening with its date and the words around it.
pub(in crate::story) struct Dated<'p> {
    /// The name of the happening.
    pub what: &'static str,
    /// When it was.
    pub stamp: Stamp,
    /// Longer words beside it.
    pub words: BTreeSet<&'p str>,
    /// `his expulsion`: points back to one told before.
    back: bool,
    /// The statement.
    pub i: usize,
}

/// `withdrew its ambassador in May` and `the ambassador's withdrawal in July`.
fn dates(page: &Page) -> Option<Check> {
    let told = told_once(page, &["meet", "hold"]);
    for (k, later) in told.iter().enumerate() {
        let earlier = told.iter().take(k).find(|t| clash(t, later));
        let Some(earlier) = earlier else { continue };
        let (a, b) = (stamp_text(&earlier.stamp), stamp_text(&later.stamp));
        let noun = earlier.words.intersection(&later.words).next().copied().unwrap_or("event");
        let note = format!("One happening ({}, {noun}) is dated {a} in one place and {b} in another.", later.what);
        return Some(check("date", Verdict::Contradicts, vec![(a, earlier.i), (b, later.i)], note));
    }
    None
}

/// The happenings that take place once, with a date behind them.
pub(in crate::story) fn dated<'p>(page: &'p Page) -> Vec<Dated<'p>> {
    told_once(page, &["meet", "hold", "open", "close"])
}

fn told_once<'p>(page: &'p Page, skip: &[&str]) -> Vec<Dated<'p>> {
    let mut told: Vec<Dated> = Vec::new();
    for line in &page.lines {
        for (at, token) in line.tokens.iter().enumerate() {
            let Some(what) = story_words().once(token).filter(|w| !skip.contains(w)) else { continue };
            let Some(stamp) = date_of(page, line, at) else { continue };
            let window = line.slice(at.saturating_sub(10), at + 4);
            let back = at > 0 && line.is_at(at - 1, &["his", "her", "its", "their"]) && token.norm.len() > 5;
            told.push(Dated { what, stamp, words: nouns(window, token), back, i: line.i });
        }
    }
    told
}

fn clash(a: &Dated, b: &Dated) -> bool {
    let same_year = a.stamp.year == b.stamp.year;
    let both_fine = a.stamp.month.is_some() && b.stamp.month.is_some();
    // What opens and closes does so often: only `its opening`, soon after, is the one that was told.
    let often = matches!(b.what, "open" | "close");
    let once = !often || (b.back && b.i <= a.i + 3 && a.stamp.day.is_some() && b.stamp.day.is_some());
    a.what == b.what
        && once
        && a.i != b.i
        && same_year
        && both_fine
        && !a.stamp.fits(&b.stamp)
        && (a.words.intersection(&b.words).next().is_some() || (b.back && b.i <= a.i + 3))
}

/// The date behind a happening, before another verb of the kind.
fn date_of(page: &Page, line: &Line, at: usize) -> Option<Stamp> {
    let mention = line.mentions.iter().find(|m| m.at.start > at && m.at.start <= at + 7)?;
    let between = line.slice(at + 1, mention.at.start);
    let direct = between.last().is_some_and(|t| t.is_any(&["in", "on"]));
    let other = between.iter().any(|t| story_words().once(t).is_some() || t.is_any(&[",", ";", "and", "which"]));
    let [stamp] = mention.stamps.as_slice() else { return None };
    (direct && !other).then(|| page.dated(*stamp))
}

fn nouns<'p>(tokens: &'p [Token], happening: &Token) -> BTreeSet<&'p str> {
    let plain = |t: &&Token| t.is_word() && t.case == Case::Lower && t.norm.len() >= 5 && t.norm != happening.norm;
    tokens.iter().filter(plain).filter(|t| !story_words().words.no_topic.has(t)).map(|t| t.norm.as_str()).collect()
}

/// A list of at least two months of contacts.
struct Months {
    months: Vec<u32>,
    years: BTreeSet<i32>,
    names: BTreeSet<String>,
    /// True where a number says that these are all (`the two summits`).
    counted: bool,
    i: usize,
}

/// `held two summits, in April and May` and `the two summits of April and June`.
fn lists(page: &Page) -> Option<Check> {
    let told: Vec<Months> = page.lines.iter().filter_map(|l| months(page, l)).collect();
    for (k, later) in told.iter().enumerate().filter(|(_, t)| t.counted) {
        let earlier = told.iter().take(k).find(|t| {
            let shared = t.months.iter().filter(|m| later.months.contains(m)).count();
            let years = t.years.is_empty() || later.years.is_empty() || t.years == later.years;
            t.months.len() == later.months.len() && shared > 0 && shared < t.months.len() && years && related(t, later)
        });
        let Some(earlier) = earlier else { continue };
        let list = |t: &Months| {
            let names: Vec<_> = t.months.iter().map(|m| crate::story::page::month_name(*m)).collect();
            names.join(" and ")
        };
        let (a, b) = (list(earlier), list(later));
        let note = format!("The article puts the earlier contacts in {a} in one place and in {b} in another.");
        return Some(check("date", Verdict::Contradicts, vec![(a, earlier.i), (b, later.i)], note));
    }
    None
}

/// Contacts of one party: a shared name, or a list without names (`He travelled …`) in an article about it.
fn related(a: &Months, b: &Months) -> bool {
    a.names.is_empty() || b.names.is_empty() || a.names.intersection(&b.names).next().is_some()
}

fn months(page: &Page, line: &Line) -> Option<Months> {
    let words = &story_words().words;
    let stamps: Vec<Stamp> = line
        .mentions
        .iter()
        .filter(|m| m.stamps.len() == 1)
        .filter(|m| {
            !words.bounding.any(line.slice(m.at.start.saturating_sub(2), m.at.start))
                || line.is_at(m.at.start.saturating_sub(1), &["and"])
        })
        .filter_map(|m| m.stamps.first().copied())
        .filter(|s| s.month.is_some() && s.day.is_none())
        .collect();
    if stamps.len() < 2 || !has_contact(line) || words.cancelled.any(line.tokens) || words.negation.any(line.tokens) {
        return None;
    }
    let counted = (0..line.tokens.len()).any(|at| {
        let number = cardinal(line.tokens, at).filter(|c| c.value == stamps.len() as u64);
        let noun = number.map(|n| line.slice(at + n.len, at + n.len + 5));
        noun.is_some_and(|n| n.iter().any(|t| words.contact_nouns.has(t)))
    });
    let name = |t: &&Token| t.is_capitalised() && t.norm.len() > 2;
    let places: BTreeSet<String> = (0..line.tokens.len())
        .filter(|k| !line.is_at(*k, &["and"]))
        .filter_map(|k| place_at(page, line, k))
        .flat_map(|p| p.0.split(' ').map(str::to_lowercase).collect::<Vec<_>>())
        .collect();
    // The first word has its capital from the sentence, unless a name goes on behind it.
    let opens = usize::from(!line.tokens.get(1).is_some_and(Token::is_capitalised));
    let names: BTreeSet<String> = line
        .tokens
        .iter()
        .skip(opens)
        .filter(name)
        .filter(|t| !words.not_place.has(t))
        .map(|t| t.norm.to_string())
        .filter(|n| !places.contains(n))
        .collect();
    let years = stamps.iter().filter_map(|s| s.year).collect();
    let months = stamps.iter().filter_map(|s| s.month).collect();
    Some(Months { months, years, names, counted, i: line.i })
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn one_meeting_has_one_place() {
        let text = "The ministers met in Riga on Wednesday. They spoke of fish. At the same Wednesday meeting, held in Oslo, they voted.";
        assert_eq!(verdicts("place", "2020-01-30", text), [Contradicts]);
        let text = "The ministers met in Riga on Wednesday. They met in Oslo on Thursday.";
        assert_eq!(verdicts("place", "2020-01-30", text), []);
    }

    #[test]
    fn one_signing_has_one_day() {
        let text = "The loan accord, signed on 12 July, is long. Strikes go on since the accord was signed on 14 July.";
        assert_eq!(verdicts("date", "2021-08-02", text), [Contradicts]);
        let text = "The loan accord, signed on 12 July, is long. Strikes go on since the accord was signed in July.";
        assert_eq!(verdicts("date", "2021-08-02", text), []);
    }

    #[test]
    fn an_opening_that_is_told_again_has_its_day() {
        let head = "The consulate in Porto was opened on 4 June, the ministry said.";
        let again = |day: &str| format!("{head} Since its opening on {day} June it has given out visas.");
        assert_eq!(verdicts("date", "2031-08-02", &again("14")), [Contradicts]);
        assert_eq!(verdicts("date", "2031-08-02", &again("4")), []);
        let other = format!("{head} The embassy in Riga was opened on 14 June.");
        assert_eq!(verdicts("date", "2031-08-02", &other), []);
    }

    #[test]
    fn a_list_of_meetings_stays_the_same() {
        let text = "She earlier travelled to Oslo in March and Bergen in May. Ties are warm after the two summits between them in March and April.";
        assert_eq!(verdicts("date", "", text), [Contradicts]);
    }
}
