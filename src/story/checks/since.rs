//! `First since 2014`, `first in five years`, against a later contact that the article itself tells.

use chrono::Datelike;

use super::contacts::has_contact;
use crate::lexicon::{EntryKind, check_words, story_words};
use crate::model::{Check, Verdict};
use crate::story::lengths::{Unit, length};
use crate::story::page::{Line, Page, check, stamp_text, state_of};
use crate::text::Token;

struct Claim {
    line: usize,
    /// No contact may lie in a year after this one.
    after: i32,
    start: usize,
    end: usize,
    /// `his first`: of the person; else of the office.
    personal: bool,
    /// The last contact lies in no year before this one: `for the first time in nine years`.
    not_before: Option<i32>,
    /// The years are an estimate.
    rough: bool,
}

/// `First … since 2014` as one article states it.
pub(in crate::story) struct First {
    /// No contact may lie in a year after this one.
    pub after: i32,
    /// `his first`: of the person; else of whoever holds the office.
    pub personal: bool,
    /// False for `in nearly ten years`.
    pub exact: bool,
    /// As written.
    pub text: String,
    /// The statement.
    pub i: usize,
}

/// The claims of a first contact in years that an article makes.
pub(in crate::story) fn firsts(page: &Page) -> Vec<First> {
    let all = page.lines.iter().enumerate().filter_map(|(n, line)| Some((claim(page, n, line)?, line)));
    all.map(|(claim, line)| First {
        after: claim.after,
        personal: claim.personal,
        exact: !claim.rough,
        text: page.words(line.slice(claim.start, claim.end)),
        i: line.i,
    })
    .collect()
}

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found = Vec::new();
    for claim in page.lines.iter().enumerate().filter_map(|(n, line)| claim(page, n, line)) {
        let Some(line) = page.lines.get(claim.line) else { continue };
        let written = page.words(line.slice(claim.start, claim.end));
        let value = (written.clone(), line.i);
        match page.lines.iter().enumerate().find_map(|(n, other)| disproof(page, &claim, line, n, other)) {
            Some((text, year, i)) => {
                let note = format!("“{written}” does not fit the contact of {text}.");
                let fits = year <= claim.after && claim.not_before.is_none_or(|least| year >= least);
                let verdict = if fits { Verdict::Agrees } else { Verdict::Contradicts };
                found.push(check("since", verdict, vec![value, (text, i)], note));
            }
            None => found.push(check("since", Verdict::CannotCheck, vec![value], String::new())),
        }
    }
    found
}

/// `first … since 2014`, `first … in five years`, of a contact.
fn claim(page: &Page, n: usize, line: &Line) -> Option<Claim> {
    let words = &story_words().words;
    let denied =
        || line.tokens.iter().position(|t| t.is_any(&["no", "not", "never"])).filter(|at| denies_contact(line, *at));
    let start = line.tokens.iter().position(|t| t.is("first")).or_else(denied)?;
    if words.cancelled.any(line.slice(start, start + 2)) {
        return None;
    }
    let reach = (start + 1..start + 22).take_while(|k| !line.is_at(*k, &[";", ":"]));
    for at in reach {
        if line.is_at(at, &["since"]) {
            let mention = line.mentions.iter().find(|m| m.at.start > at && m.at.start <= at + 2)?;
            let year = mention.stamps.first()?.year?;
            let personal = personal(line, start);
            return Some(Claim {
                line: n,
                after: year,
                start,
                end: mention.at.end,
                personal,
                not_before: None,
                rough: false,
            });
        }
        let Some((skip, years)) = years_behind(line, at) else { continue };
        let after = page.today?.year().checked_sub(years.0)?;
        let not_before = (years.1 == 0).then_some(after - 1);
        let after = after + years.1;
        return Some(Claim {
            line: n,
            after,
            start,
            end: at + skip,
            personal: personal(line, start),
            not_before,
            rough: years.1 > 0,
        });
    }
    None
}

/// `in nine years`, `for nearly a decade`: the tokens, the years and by how many these may be off.
fn years_behind(line: &Line, at: usize) -> Option<(usize, (i32, i32))> {
    if !line.is_at(at, &["in", "for"]) {
        return None;
    }
    let first = (at + 1..at + 5).find(|k| length(line.tokens, *k).is_some())?;
    // `in nearly`, `for more than`: nothing but words of an estimate between.
    if !line.slice(at + 1, first).iter().all(|t| story_words().words.approximate.has(t) || t.is_any(&["more", "less"]))
    {
        return None;
    }
    let long = length(line.tokens, first).filter(|l| l.unit == Unit::Month && l.halves >= 24 && !l.glued)?;
    let years = i32::try_from(long.halves / 24).ok()?;
    let slack = if long.rough { (years / 4).max(1) } else { 0 };
    Some((first + long.len - at, (years, slack)))
}

/// `had not met`, `no Dutch minister had been to`: a verb of going or meeting soon behind.
fn denies_contact(line: &Line, at: usize) -> bool {
    let words = &story_words().words;
    line.slice(at + 1, at + 9).iter().any(|t| words.contact_verbs.has(t) && !t.is("there"))
        && !line.slice(at, at + 9).iter().any(|t| t.is_any(&["but", "only", "yet"]))
}

fn personal(line: &Line, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|b| line.is_at(b, &["his", "her", "'s"]))
}

/// A contact told elsewhere, of the same party and place, after the year of the claim: (as written, year, statement).
fn disproof(page: &Page, claim: &Claim, said: &Line, n: usize, other: &Line) -> Option<(String, i32, usize)> {
    let contact = has_contact(other) || check_words().words.was_there.any(other.tokens);
    if n == claim.line || !contact || !same_place(page, said, other) || other_office(said, other) {
        return None;
    }
    let words = &story_words().words;
    let negated = words.negation.any(other.tokens);
    let holder = !claim.personal && holds_office(claim, said, other) && shares_place(page, said, other);
    if negated || !(holder || same_party(claim, said, other)) {
        return None;
    }
    let earlier = claim.not_before.filter(|_| tells_last(other));
    let adjectives = ["official", "state", "formal", "sitting"];
    let narrowed = |l: &Line| l.tokens.iter().any(|t| t.is_any(&adjectives));
    if narrowed(said) && !narrowed(other) {
        return None;
    }
    other.mentions.iter().find_map(|mention| {
        let stamp = page.dated(*mention.stamps.first()?);
        let year = stamp.year?;
        let bounded = words.bounding.any(other.slice(mention.at.start.saturating_sub(2), mention.at.start));
        let old = page.today.is_none_or(|t| stamp.days().is_some_and(|(_, last)| (t - last).num_days() > 30));
        let disproves = !bounded && old && (year > claim.after || earlier.is_some_and(|least| year < least));
        disproves.then(|| (stamp_text(&stamp), year, other.i))
    })
}

/// The same person (pronoun, name or role of the claim's sentence) told with `last`; for an office also its holders before.
fn same_party(claim: &Claim, said: &Line, other: &Line) -> bool {
    let words = &story_words().words;
    let head = other.slice(0, 6);
    let predecessor = head.iter().position(|t| t.is_any(&["predecessor", "predecessors"]));
    if predecessor.is_some() {
        return !claim.personal;
    }
    if words.relatives.any(head) {
        return false;
    }
    let last = tells_last(other);
    let of_theirs = other.is_at(0, &["his", "her", "their", "the"]) && other.is_at(1, &["last", "previous"]);
    if of_theirs && other.tokens.get(2).is_some_and(|t| words.contact_nouns.has(t)) {
        return true;
    }
    // `No prime minister … since`: whoever held the office, named as such.
    let office = other.tokens.windows(3).any(|w| {
        let [a, b, c] = w else { return false };
        a.is("as") && [b, c].iter().all(|t| t.norm.len() > 3 && said.tokens.iter().any(|s| s.norm == t.norm))
    });
    if office && !claim.personal {
        return true;
    }
    let pronoun = head.first().is_some_and(|t| t.is_any(&["he", "she", "they"]));
    let role = head
        .iter()
        .skip(1)
        .take(3)
        .any(|t| t.is_word() && t.norm.len() > 3 && said.tokens.iter().any(|s| s.norm == t.norm));
    let name = head
        .first()
        .is_some_and(|t| t.is_capitalised() && said.tokens.iter().any(|s| s.norm == t.norm && s.is_capitalised()));
    last && (pronoun || role || name)
}

/// `was last there`, `the previous visit`; not `last May`.
fn tells_last(line: &Line) -> bool {
    let dated = |at: usize| line.mentions.iter().any(|m| m.at.start == at + 1);
    (0..line.tokens.len()).any(|at| line.is_at(at, &["last", "previous", "previously"]) && !dated(at))
}

/// The office of `the first Danish minister since …` and `no Danish minister has …` in another sentence, of the same state.
fn holds_office(claim: &Claim, said: &Line, other: &Line) -> bool {
    let words = &story_words().words;
    let claimed: Vec<&Token> =
        said.slice(claim.start + 1, claim.start + 7).iter().filter(|t| words.office_words.has(t)).collect();
    let Some(last) = claimed.last() else { return false };
    let Some(at) = other.tokens.iter().position(|t| t.norm == last.norm) else { return false };
    // `foreign minister` is another office than `minister`, and `his Danish colleague` none at all.
    let whole = claimed.iter().all(|t| other.tokens.iter().any(|o| o.norm == t.norm));
    let named = other.slice(at.saturating_sub(4), at + 3).iter().filter(|t| words.office_words.has(t)).count();
    let kinds = [EntryKind::Adjective, EntryKind::Country];
    let (a, b) =
        (said.states(claim.start, claim.start + 5, &kinds), other.states(at.saturating_sub(3), at + 1, &kinds));
    whole && named == claimed.len() && (b.is_empty() || !a.is_disjoint(&b))
}

/// `as prime minister` in a sentence about a president tells of another office.
fn other_office(said: &Line, other: &Line) -> bool {
    let Some(at) = other.tokens.iter().position(|t| t.is_any(&["as", "while", "when"])) else { return false };
    let office = |t: &&Token| story_words().words.office_words.has(t);
    let named: Vec<&Token> = other.slice(at + 1, at + 5).iter().filter(office).collect();
    named.iter().any(|t| !said.tokens.iter().any(|s| s.norm == t.norm)) && !said.tokens.iter().any(|s| s.is("holder"))
}

/// `there`, `the country`, `the capital`, or a name that both sentences hold behind `in`, `to` or a verb of visiting.
fn same_place(page: &Page, said: &Line, other: &Line) -> bool {
    let (a, b) = (placed(page, said), placed(page, other));
    a.is_empty()
        || shares_place(page, said, other)
        || (!a.is_empty() && !b.is_empty() && other.slice(0, 8).iter().any(|t| t.is("last")))
}

fn shares_place(page: &Page, said: &Line, other: &Line) -> bool {
    let vague = (0..other.tokens.len())
        .any(|at| other.is_at(at, &["there"]) || (other.is_at(at, &["country", "capital", "island"]) && at > 0));
    let (a, b) = (placed(page, said), placed(page, other));
    let state = |p: &String| state_of(p).map(|(code, _)| code);
    let states: Vec<&str> = a.iter().filter_map(state).collect();
    vague || b.iter().filter_map(state).any(|s| states.contains(&s)) || a.iter().any(|place| b.contains(place))
}

/// The names of places of a line.
fn placed(page: &Page, line: &Line) -> Vec<String> {
    let leads = |k: usize| line.is_at(k, &["in", "to", "at"]) || line.has_at(k, &story_words().words.visiting);
    let at = (1..line.tokens.len()).filter(|k| leads(k - 1));
    let named = at.filter_map(|k| line.tokens.get(k)).filter(|t| t.is_capitalised());
    named.map(|t| page.words(std::slice::from_ref(t))).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn a_later_contact_disproves_a_first() {
        let text =
            "The queen will travel to Oslo for the first time since 2014. The queen was last in Oslo in November 2018.";
        assert_eq!(verdicts("since", "2021-11-25", text), [Contradicts]);
        let text = "She is the first minister to come to Oslo in five years. Her predecessor was there in 2016.";
        assert_eq!(verdicts("since", "2018-06-28", text), [Contradicts]);
    }

    #[test]
    fn whoever_held_the_office_disproves_a_first() {
        let head = "No Norwegian chancellor has visited Vilnius since 2017. The new one brings a brigade.";
        let text = format!("{head} Ola Moe, as chancellor, visited Vilnius in June 2022.");
        assert_eq!(verdicts("since", "2025-05-27", &text), [Contradicts]);
        let text = format!("{head} Ola Moe, as chancellor, visited Riga in June 2022.");
        assert_ne!(verdicts("since", "2025-05-27", &text), [Contradicts]);
        let text = "They met on Monday for the first time in nine years. They last met in Riga in November 2020.";
        assert_eq!(verdicts("since", "2025-05-27", text), [Contradicts]);
    }

    #[test]
    fn another_office_or_traveller_does_not() {
        let text =
            "She is the first president to come to Oslo since 2008. She was last there as prime minister in 2012.";
        assert_eq!(verdicts("since", "2018-06-28", text), [CannotCheck]);
        let text = "It is her first visit to Oslo since 2007. Since then King Olav has been to Riga, in October 2017.";
        assert_eq!(verdicts("since", "2018-06-28", text), [CannotCheck]);
    }
}
