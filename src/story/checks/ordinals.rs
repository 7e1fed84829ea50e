//! `Third visit this year` against the earlier ones that the article tells; rounds counted twice.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::contacts::{Item, Search, items, names_near, place_at};
use crate::lexicon::story_words;
use crate::model::{Check, Verdict};
use crate::story::numbers::{cardinal, ordinal};
use crate::story::page::{Line, Page, check, stamp_text, state_of};
use crate::text::Token;

/// Sentences after a claim in which the earlier contacts may be listed.
const REACH: usize = 4;

/// What an ordinal counts within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::story) enum Scope {
    /// Ever, or in a span that cannot be told.
    Open,
    /// Since an event or in an office.
    Since,
    /// This year, which the text does not name.
    ThisYear,
    /// From a day on.
    From(NaiveDate),
}

struct Claim {
    line: usize,
    start: usize,
    end: usize,
    number: u64,
    scope: Scope,
}

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found: Vec<Check> = claims(page).iter().map(|claim| judge(page, claim)).collect();
    found.extend(rounds(page));
    found
}

/// A counted contact as one article states it.
pub(in crate::story) struct Counted {
    /// Which one it is.
    pub number: u64,
    /// What is counted, with its adjectives: `visit`, `official visit`.
    pub noun: String,
    /// Within what.
    pub scope: Scope,
    /// The state that it goes to.
    pub state: Option<&'static str>,
    /// As written.
    pub text: String,
    /// The statement.
    pub i: usize,
}

/// The contacts that an article counts by an ordinal: `third visit to Portugal this year`.
pub(in crate::story) fn counted(page: &Page) -> Vec<Counted> {
    let counted = |claim: Claim| {
        let line = page.lines.get(claim.line)?;
        let (text, i) = written(page, &claim);
        let skip = ordinal(line.tokens, claim.start)?.len;
        let noun = page.words(line.slice(claim.start + skip, claim.end)).to_lowercase();
        Some(Counted { number: claim.number, noun, scope: claim.scope, state: destination(page, &claim), text, i })
    };
    claims(page).into_iter().filter_map(counted).collect()
}

fn claims(page: &Page) -> Vec<Claim> {
    let words = &story_words().words;
    let mut found = Vec::new();
    for (n, line) in page.lines.iter().enumerate() {
        for at in 0..line.tokens.len() {
            let Some(number) = ordinal(line.tokens, at).filter(|o| (2..=60).contains(&o.value)) else { continue };
            let first = at + number.len;
            // At most three adjectives between: `third official working visit`.
            let noun = (first..first + 4).find(|k| line.tokens.get(*k).is_some_and(|t| words.contact_nouns.has(t)));
            let pronominal = line.slice(first, first + 4).iter().any(|t| t.is_any(&["made", "paid"]));
            let occasion = noun.is_some_and(|k| line.is_at(k, &["time"]));
            if occasion && !(0..line.tokens.len()).any(|k| goes_or_meets(line, k)) {
                continue;
            }
            // `will be their fourth`, `his third this year`: the noun stands before, or the verb says it.
            let bare = noun.is_none() && !pronominal && is_bare(line, at, first);
            if line.slice(at.saturating_sub(4), at).iter().any(|t| t.is("least")) {
                continue;
            }
            let Some(end) = noun.or(pronominal.then_some(first)).or(bare.then_some(at + number.len - 1)) else {
                continue;
            };
            let round = line.is_at(first, &["round"]) && line.is_at(first + 1, &["of"]);
            let plain = line.slice(first, end).iter().all(|t| t.is_word() && !t.is_any(&["of", "the", "in"]));
            let scoped = round && matches!(scope(page, line, end), Scope::From(_) | Scope::ThisYear);
            let plain = plain || (scoped && line.slice(first + 2, end).iter().all(Token::is_word));
            if plain && !line.is_at(at + number.len, &["anniversary"]) {
                let scope = scope(page, line, end);
                found.push(Claim { line: n, start: at, end: end + 1, number: number.value, scope });
            }
        }
    }
    found
}

/// `their fourth`, at the end or before a scope, in a sentence about contacts.
fn is_bare(line: &Line, at: usize, end: usize) -> bool {
    let words = &story_words().words;
    let owned = at.checked_sub(1).is_some_and(|b| line.is_at(b, &["his", "her", "their"]));
    let closes =
        line.tokens.get(end).is_none_or(|t| t.is_any(&[",", ".", ";", "this", "in", "since", "there", "of", "within"]));
    let told =
        line.slice(0, at).iter().any(|t| words.contact_nouns.has(t) || words.rounds.has(t) || words.spoke.has(t));
    owned && closes && told
}

/// Reads `this year`, `of the year`, `this month`, `in three months`, `since …`, `as …` behind the noun.
fn scope(page: &Page, line: &Line, noun: usize) -> Scope {
    let Some(today) = page.today else {
        let this_year = (noun + 1..noun + 6).any(|k| line.is_at(k, &["this"]) && line.is_at(k + 1, &["year"]));
        return if this_year { Scope::ThisYear } else { Scope::Open };
    };
    let stop = (noun + 1..noun + 14).find(|k| line.is_at(*k, &[";", ":", "–", "and"])).unwrap_or(noun + 14);
    for at in noun + 1..stop {
        let this = line.is_at(at, &["this", "the"]);
        if this && line.is_at(at + 1, &["year"]) {
            return NaiveDate::from_ymd_opt(today.year(), 1, 1).map_or(Scope::Open, Scope::From);
        }
        if this && line.is_at(at + 1, &["month"]) {
            return NaiveDate::from_ymd_opt(today.year(), today.month(), 1).map_or(Scope::Open, Scope::From);
        }
        if line.is_at(at, &["since", "as", "under"]) {
            return Scope::Since;
        }
        if line.is_at(at, &["in", "within"])
            && let Some(from) = window(line, at + 1, today)
        {
            return Scope::From(from);
        }
    }
    Scope::Open
}

/// The first day of `three months`, `a year`, `the last six weeks` before today.
fn window(line: &Line, at: usize, today: NaiveDate) -> Option<NaiveDate> {
    let (number, at) = match cardinal(line.tokens, at) {
        Some(n) => (u32::try_from(n.value).ok().filter(|n| *n < 200)?, at + n.len),
        None if line.is_at(at, &["a", "one"]) => (1, at + 1),
        None => return None,
    };
    match line.tokens.get(at)?.norm.as_str() {
        "day" | "days" => today.checked_sub_days(Days::new(u64::from(number))),
        "week" | "weeks" => today.checked_sub_days(Days::new(u64::from(number) * 7)),
        "month" | "months" => today.checked_sub_months(Months::new(number)),
        "year" | "years" => today.checked_sub_months(Months::new(number * 12)),
        _ => None,
    }
}

fn judge(page: &Page, claim: &Claim) -> Check {
    let first = claim.line.saturating_sub(1);
    let lines = first..(claim.line + 1 + REACH).min(page.lines.len());
    let search = Search { lines: lines.clone(), claim: (claim.line, claim.start), names: names_near(page, claim.line) };
    let mut all = items(page, &search);
    if let Some(state) = destination(page, claim) {
        all.retain(|item| item.place.as_deref().and_then(state_of).is_none_or(|(code, _)| code == state));
    }
    let earlier: Vec<&Item> = all.iter().filter(|item| in_scope(item, claim.scope)).collect();
    let (written, i) = written(page, claim);
    let named = earlier.len() as u64;
    let complete = is_complete(page, &lines, claim, &all, &earlier);
    let elsewhere = to_other_city(page, claim, &all);
    let (verdict, count) = match (named + 1).cmp(&claim.number) {
        _ if elsewhere.is_some() => (Verdict::Contradicts, elsewhere.unwrap_or(0)),
        std::cmp::Ordering::Equal => (Verdict::Agrees, named),
        std::cmp::Ordering::Greater => (Verdict::Contradicts, named),
        std::cmp::Ordering::Less if complete => (Verdict::Contradicts, named),
        std::cmp::Ordering::Less => (Verdict::CannotCheck, named),
    };
    let shown: Vec<&Item> = if verdict == Verdict::Agrees { earlier.clone() } else { all.iter().collect() };
    let list = shown.into_iter().map(|item| (item_text(item), item.i));
    let names = earlier.iter().map(|item| item_text(item)).collect::<Vec<_>>().join(", ");
    let names = if names.is_empty() { "none".to_owned() } else { names };
    let note = format!(
        "“{written}” does not fit the earlier ones that the article tells ({names}): with this one they make {}.",
        count + 1
    );
    let mut values: Vec<(String, usize)> = std::iter::once((written, i)).chain(list).collect();
    if values.len() == 1 && verdict == Verdict::Contradicts {
        values.push(("no earlier one".to_owned(), marker_line(page, &lines).unwrap_or(i)));
    }
    check("ordinal", verdict, values, note)
}

/// The state that a counted visit goes to; a meeting may be anywhere.
fn destination(page: &Page, claim: &Claim) -> Option<&'static str> {
    let line = page.lines.get(claim.line)?;
    let noun = line.tokens.get(claim.end.checked_sub(1)?)?;
    if !noun.is_any(&["visit", "trip", "journey", "stay"]) {
        return None;
    }
    let direct = (claim.end..claim.end + 3).find_map(|at| place_at(page, line, at));
    let before = || (0..claim.start).find_map(|at| place_at(page, line, at));
    state_of(&direct.or_else(before)?.0).map(|(code, _)| code)
}

fn written(page: &Page, claim: &Claim) -> (String, usize) {
    page.lines.get(claim.line).map_or_else(Default::default, |l| (page.words(l.slice(claim.start, claim.end)), l.i))
}

fn item_text(item: &Item) -> String {
    let when = stamp_text(&item.stamp);
    item.place.as_ref().map_or(when.clone(), |place| format!("{place}, {when}"))
}

fn in_scope(item: &Item, scope: Scope) -> bool {
    let from = match scope {
        Scope::From(from) => from,
        // A year that is written out is another one.
        Scope::ThisYear => return item.stamp.year.is_none(),
        Scope::Open | Scope::Since => return true,
    };
    item.stamp.days().is_none_or(|(_, last)| last >= from)
}

/// True where the text itself says that there was no other: `was last in … in December`, `not again until this week`.
fn is_complete(page: &Page, lines: &std::ops::Range<usize>, claim: &Claim, all: &[Item], earlier: &[&Item]) -> bool {
    let scoped = claim.scope != Scope::Open;
    let last_before = earlier.is_empty() && all.iter().any(|item| page.lines.get(item.line).is_some_and(says_last));
    let shut = marker_line(page, lines).is_some();
    scoped && (last_before || (shut && (!earlier.is_empty() || claim.scope == Scope::Since)))
}

fn says_last(line: &Line) -> bool {
    let words = &story_words().words;
    (0..line.tokens.len()).any(|at| {
        line.is_at(at, &["last"])
            && line.slice(at.saturating_sub(1), at + 2).iter().any(|t| words.contact.has(t) || t.is_any(&["there"]))
    })
}

/// The statement that says `had not been there since`, `did not set foot there again`.
fn marker_line(page: &Page, lines: &std::ops::Range<usize>) -> Option<usize> {
    let inside = page.lines.get(lines.clone())?;
    inside.iter().find(|line| (0..line.tokens.len()).any(|at| not_since(line, at))).map(|l| l.i)
}

fn not_since(line: &Line, at: usize) -> bool {
    let goes = &story_words().words.not_since;
    let none_other = line.is_at(at, &["no", "any"]) && line.is_at(at + 1, &["other", "further"]);
    if none_other
        && line.slice(at + 2, at + 4).iter().any(|t| story_words().words.contact_nouns.has(t) || t.is("occasion"))
    {
        return true;
    }
    line.is_at(at, &["not"])
        && line.slice(at + 1, at + 3).iter().any(|t| goes.has(t))
        && line.slice(at + 2, at + 14).iter().any(|t| t.is_any(&["since", "again", "until"]))
}

/// `Third trip to the capital`, where the list names all the earlier ones and some went to another city: how many did not.
fn to_other_city(page: &Page, claim: &Claim, all: &[Item]) -> Option<u64> {
    let line = page.lines.get(claim.line)?;
    let places: Vec<&str> = all.iter().filter_map(|i| i.place.as_deref()).collect();
    if all.len() as u64 + 1 != claim.number || places.len() != all.len() {
        return None;
    }
    let to = (claim.end..claim.end + 3).find(|k| line.is_at(*k, &["to", "in"]))?;
    // `the third such meeting, following those in Riga and Oslo`: where the others were.
    if line.slice(claim.end, to).iter().any(|t| t.is_any(&["following", "those", "after"])) {
        return None;
    }
    let direct = place_at(page, line, to).map(|p| p.0);
    let capital = line.slice(to, to + 4).iter().any(|t| t.is("capital"));
    let here = (0..claim.start).find_map(|at| place_at(page, line, at)).map(|p| p.0).filter(|_| capital);
    let city = direct.or(here).filter(|city| places.contains(&city.as_str()))?;
    let there = places.iter().filter(|p| **p == city).count() as u64;
    (there < all.len() as u64).then_some(there)
}

/// A verb of going or meeting; forms of *be* only with a place.
fn goes_or_meets(line: &Line, at: usize) -> bool {
    let being = line.is_at(at, &["been", "was", "were", "is"]);
    let placed = line.is_at(at + 1, &["in", "to", "there", "at", "back"]);
    line.tokens.get(at).is_some_and(|t| story_words().words.contact_verbs.has(t) || being) && (!being || placed)
}

/// The round that is under way cannot be the sixth and the fifth.
fn rounds(page: &Page) -> Vec<Check> {
    let words = &story_words().words;
    let mut current: Vec<(u64, String, String, usize)> = Vec::new();
    for line in &page.lines {
        for at in 0..line.tokens.len() {
            let Some(number) = ordinal(line.tokens, at) else { continue };
            let noun = at + number.len;
            let Some(kind) = line.tokens.get(noun).filter(|t| words.rounds.has(t)) else { continue };
            let begins = |t: &Token| words.round_begins.has(t);
            let months = line.mentions.iter().any(|m| m.stamps.iter().any(|s| s.day.is_none()));
            let opens = line.slice(at.saturating_sub(4), at).iter().any(begins)
                || (!months && line.slice(noun + 1, noun + 7).iter().any(begins));
            let now = line.slice(noun + 1, noun + 6).iter().any(|t| t.is_any(&["now", "underway", "currently"]))
                || (line.is_at(noun + 1, &["is", "are"]) && line.slice(noun + 2, noun + 5).iter().any(|t| t.is("way")));
            if opens || now {
                current.push((number.value, kind.norm.to_string(), page.words(line.slice(at, noun + 1)), line.i));
            }
        }
    }
    let Some(first) = current.first() else { return Vec::new() };
    let other = current.iter().find(|c| c.1 == first.1 && c.0 != first.0);
    let Some(other) = other else { return Vec::new() };
    let note = format!("The {} that is under way is called the {} and the {}.", first.1, first.2, other.2);
    let values = vec![(first.2.clone(), first.3), (other.2.clone(), other.3)];
    vec![check("ordinal", Verdict::Contradicts, values, note)]
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    const DAY: &str = "2018-10-02";

    #[test]
    fn an_ordinal_is_held_against_the_list() {
        let head = "The premier arrived in Oslo on Tuesday. It is her third visit to Norway this year.";
        let two = format!("{head} She was in Oslo in March and came to Bergen in May.");
        assert_eq!(verdicts("ordinal", DAY, &two), [Agrees]);
        let three = format!("{head} She was in Oslo in March, came to Bergen in May and flew to Tromso in July.");
        assert_eq!(verdicts("ordinal", DAY, &three), [Contradicts]);
        let one = format!("{head} She was in Oslo in March.");
        assert_eq!(verdicts("ordinal", DAY, &one), [CannotCheck]);
        let fell_through = format!("{head} She was in Oslo in March. A visit planned for May fell through.");
        assert_eq!(verdicts("ordinal", DAY, &fell_through), [CannotCheck]);
    }

    #[test]
    fn the_noun_of_an_ordinal_may_stand_before() {
        let head = "The premiers met in Oslo in March, in Bergen in May and in Riga in July.";
        let text = |n: &str| format!("{head} The meeting on Friday will be their {n}, an aide said.");
        assert_eq!(verdicts("ordinal", DAY, &text("third")), [Contradicts]);
        assert_eq!(verdicts("ordinal", DAY, &text("fourth")), [Agrees]);
        let least = "The premier was in Oslo on Tuesday, at least her second visit this year. She came in March, in May and in July.";
        assert_eq!(verdicts("ordinal", DAY, least), []);
    }

    #[test]
    fn where_the_others_were_is_no_destination() {
        let text = "The commissioners met in Oslo on Tuesday. This was the third such meeting following those in Bergen (2016) and Tromso (2017).";
        assert_ne!(verdicts("ordinal", DAY, text), [Contradicts]);
    }

    #[test]
    fn the_year_that_a_term_began_is_no_visit() {
        let text = "The premier arrived in Oslo on Tuesday. It is her third visit to Norway since she took office in 2012. She came to Oslo in March 2014 and to Bergen in May 2016.";
        assert_eq!(verdicts("ordinal", DAY, text), [Agrees]);
    }

    #[test]
    fn rounds_of_talks_are_counted_within_a_year() {
        let text = "It was the fourth round of talks this year. The delegations met in Oslo in January and in April and in Bergen in June.";
        assert_eq!(verdicts("ordinal", DAY, text), [Agrees]);
        let text =
            "Delegates had talks in May 2015. It is his second visit to Norway this year. He was in Bergen in March.";
        assert_eq!(verdicts("ordinal", "", text), [Agrees]);
    }

    #[test]
    fn another_traveller_does_not_count() {
        let text =
            "The premier is in Oslo, her second visit this year. She came in March. Her predecessor was there in May.";
        assert_eq!(verdicts("ordinal", DAY, text), [Agrees]);
    }

    #[test]
    fn a_last_visit_before_the_span_leaves_none() {
        let text = "The premier flew to Oslo, her second visit this year. She was last there in December 2017.";
        assert_eq!(verdicts("ordinal", DAY, text), [Contradicts]);
    }

    #[test]
    fn a_round_has_one_number() {
        let text = "The parties opened a sixth round of talks. The fifth round, now in its second day, ends soon.";
        assert_eq!(verdicts("ordinal", DAY, text), [Contradicts]);
    }
}
