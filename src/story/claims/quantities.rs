//! How many, how much, how long: one thing that each of two articles counts once, by another number. `hand over five ships`
//! against `hand over seven ships`, `cost 1.4 billion` against `a cost of 1.9 billion`, `stocks for seven months` against six.

use std::collections::BTreeSet;

use super::{Source, Stated};
use crate::lexicon::{check_words, story_words};
use crate::model::{Check, CheckValue, Kind, Modality, Verdict};
use crate::story::amounts::{Measure, amounts};
use crate::story::lengths::{Unit, length};
use crate::story::numbers::{cardinal, is_approximate};
use crate::story::page::Line;
use crate::text::{Case, Token, stem};

/// Sentences of an article that are read.
const LINES: usize = 40;
/// Tokens around a number that tell what it counts.
const AROUND: usize = 7;

/// Two numbers of one thing are no further apart than this many times.
const FAR: u64 = 3;
/// Who has to leave has no longer than this, in half hours.
const DEADLINE: u64 = 2 * 24 * 31;

/// The name of those who vote neither way.
const ABSTAINED: &str = "abstained";

/// What is counted or measured.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// Things, by their stem.
    Things(String),
    /// Money, with its currency where one is named.
    Money(Option<&'static str>),
    /// A share of a hundred.
    Percent,
    /// A time; in half hours, days or months.
    Time,
}

/// What tells one quantity from another.
struct Key {
    what: What,
    /// Adjectives of what is counted.
    modifiers: BTreeSet<String>,
    /// Stems of the words around it.
    context: BTreeSet<String>,
    /// The stem of the content word that leads to the number.
    lead: Option<String>,
    /// States named before it in its sentence.
    states: BTreeSet<String>,
    /// A bound or an estimate, or a part of more: known, and not compared.
    loose: bool,
    thousandths: u64,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().flat_map(|(n, s)| quantities(s, n)).collect();
    let mut found: Vec<Check> = Vec::new();
    for (k, b) in stated.iter().enumerate().filter(|(_, s)| !s.key.loose) {
        let other = stated
            .iter()
            .take(k)
            .find(|a| a.article != b.article && !a.key.loose && same(a, b) && disputed(&stated, a, b));
        let Some(a) = other else { continue };
        let value = |s: &Stated<Key>| CheckValue { value: s.text.clone(), i: s.i, article: s.article };
        let note = format!("One article says “{}”, another “{}”.", a.text, b.text);
        if found.iter().all(|c| c.note != note) {
            let slot = if b.key.what == What::Time { "duration" } else { "number" };
            found.push(Check {
                slot: slot.into(),
                verdict: Verdict::Contradicts,
                values: vec![value(a), value(b)],
                note,
            });
        }
    }
    found
}

/// One thing: the same noun with no other adjective, told of the same state, in words that meet.
fn same(a: &Stated<Key>, b: &Stated<Key>) -> bool {
    let (x, y) = (&a.key, &b.key);
    let modifiers = x.modifiers.intersection(&y.modifiers).count();
    let apart = !x.modifiers.is_empty() && !y.modifiers.is_empty() && x.modifiers != y.modifiers;
    let counted = matches!(x.what, What::Things(_));
    let states = !counted || x.states.is_empty() || y.states.is_empty() || !x.states.is_disjoint(&y.states);
    let words = &check_words().words;
    let shared = x.context.intersection(&y.context);
    let close = match &x.what {
        What::Things(noun) if noun == ABSTAINED => true,
        What::Things(noun) if words.vague_stems.holds(noun.as_str()) => modifiers >= 1,
        What::Things(noun) if words.own_things.holds(noun.as_str()) => true,
        What::Things(_) => shared.count() + 2 * modifiers >= 2 || (x.lead.is_some() && x.lead == y.lead),
        What::Money(_) | What::Percent => shared.filter(|w| words.amount_of.holds(w.as_str())).count() >= 1,
        What::Time => {
            let given = |k: &Key| k.context.iter().any(|w| words.deadline_of.holds(w.as_str()));
            let short = x.thousandths.max(y.thousandths) <= DEADLINE;
            shared.filter(|w| words.time_of.holds(w.as_str())).count() >= 1 || (short && given(x) && given(y))
        }
    };
    x.what == y.what && !apart && states && close
}

/// Both are plain, far enough apart for no rounding, and no article knows the other's number or has several of its own.
fn disputed(all: &[Stated<Key>], a: &Stated<Key>, b: &Stated<Key>) -> bool {
    let of = |s: &Stated<Key>, article: usize| s.article == article && s.key.what == b.key.what;
    let knows = |article: usize, value: u64| all.iter().any(|s| of(s, article) && s.key.thousandths == value);
    let several = |article: usize, one: &Stated<Key>| {
        all.iter().any(|s| {
            of(s, article)
                && s.key.thousandths != one.key.thousandths
                && (same(s, one) || matches!(one.key.what, What::Things(_)))
        })
    };
    let (least, most) = (a.key.thousandths.min(b.key.thousandths), a.key.thousandths.max(b.key.thousandths));
    !rounded(least, most)
        // What is several times as much is another thing.
        && most <= least.saturating_mul(FAR)
        && !knows(a.article, b.key.thousandths)
        && !knows(b.article, a.key.thousandths)
        && !several(a.article, a)
        && !several(b.article, b)
}

/// `1,200` for `1,184`, `1.4 billion` for `1.42 billion`: one may be the other in round figures.
fn rounded(least: u64, most: u64) -> bool {
    if least == most {
        return true;
    }
    let near = (most - least).saturating_mul(20) <= most;
    let zeros = |n: u64| (0..18).take_while(|k| n.is_multiple_of(10u64.pow(*k + 1))).count();
    near && (least >= 100_000) && zeros(least) != zeros(most)
}

fn quantities(source: &Source, article: usize) -> Vec<Stated<Key>> {
    let mut found = Vec::new();
    for line in source.page.lines.iter().take(LINES) {
        let Some(statement) = source.reading.annotated.statements.get(line.i) else { continue };
        if matches!(statement.kind, Kind::Noise) || statement.modality == Modality::Hedged {
            continue;
        }
        let money = amounts(line.tokens);
        let mut at = 0;
        while at < line.tokens.len() {
            let inside = line.mentions.iter().any(|m| m.at.contains(&at));
            let read = if inside { None } else { quantity(line, at, &money) };
            let Some((what, thousandths, end, noun)) = read else {
                at += 1;
                continue;
            };
            let before = line.tokens.get(at).map_or(0, |t| t.span.start);
            let named = statement.actors.iter().filter(|a| a.span.end <= before).filter_map(|a| a.code());
            let inner = line.slice(end, noun);
            let key = Key {
                modifiers: inner.iter().map(|t| t.norm.to_string()).collect(),
                lead: lead(line, at),
                context: context(line, at, noun + 1),
                states: named.map(str::to_owned).collect(),
                loose: is_loose(line, at, end, noun),
                what,
                thousandths,
            };
            let text = source.page.words(line.slice(at, noun + 1));
            found.push(Stated { key, value: thousandths.to_string(), text, i: line.i, article });
            at = end.max(at + 1);
        }
    }
    found
}

/// What a number at `at` measures, its value, one past the number, and its noun (the last token of a measure).
fn quantity(line: &Line, at: usize, money: &[crate::story::amounts::Amount]) -> Option<(What, u64, usize, usize)> {
    if let Some(amount) = money.iter().find(|m| m.at == at) {
        let what = if amount.measure == Measure::Money { What::Money(currency(line, amount)) } else { What::Percent };
        // `12 million people` counts people.
        let people = amount.measure == Measure::Money
            && line.tokens.get(amount.end - 1).is_some_and(|t| t.is_any(&["million", "billion"]))
            && !line.is_at(at, &["$", "€", "£"])
            && line
                .tokens
                .get(amount.end)
                .is_some_and(|t| t.is_word() && t.norm.ends_with('s') && !t.is_any(&["was", "is", "has"]));
        return (!people).then_some((what, amount.thousandths, amount.end, amount.end - 1));
    }
    if let Some(long) = length(line.tokens, at) {
        let halves = u64::try_from(long.halves).ok()?;
        // All in half hours.
        let value = match long.unit {
            Unit::Hour => halves,
            Unit::Day => halves.checked_mul(24)?,
            Unit::Month => halves.checked_mul(24 * 30)?,
        };
        return Some((What::Time, value, at + long.len, at + long.len - 1));
    }
    let number = cardinal(line.tokens, at).filter(|n| n.value >= 2)?;
    let end = at + number.len;
    // `the 2020 census`
    let year = (1500..=2100).contains(&number.value) && line.tokens.get(at).is_some_and(|t| t.norm.len() == 4);
    if year {
        return None;
    }
    if line.is_at(end, &["-", "'s", "/"])
        || at.checked_sub(1).is_some_and(|b| line.is_at(b, &["-", "$", "€", "£", "no", "article", "/", ":"]))
    {
        return None;
    }
    let neither = (end..end + 3).find(|k| line.has_at(*k, &story_words().words.voted_neither));
    if let Some(noun) = neither {
        return Some((What::Things(ABSTAINED.to_owned()), number.value.saturating_mul(1000), end, noun));
    }
    let plural = |t: &Token| {
        t.case == Case::Lower && t.is_word() && t.norm.len() > 3 && t.norm.ends_with('s') && !t.norm.ends_with("ss")
    };
    let noun = (end..end + 3).find(|k| line.tokens.get(*k).is_some_and(plural))?;
    let inner = line.slice(end, noun);
    let plain = inner.iter().all(|t| t.is_word() && !check_words().words.no_modifier.has(t));
    let token = line.tokens.get(noun)?;
    let own = noun > end || !check_words().words.vague_things.has(token);
    (plain && own).then(|| (What::Things(stem(&token.norm).to_string()), number.value.saturating_mul(1000), end, noun))
}

/// `22 of the 35 states`, `most of the 35 states`; not `a declaration of 20 points`.
fn is_part(line: &Line, at: usize) -> bool {
    let of = (at.saturating_sub(3)..at).find(|k| line.is_at(*k, &["of"]));
    of.and_then(|k| k.checked_sub(1)).is_some_and(|k| {
        line.tokens.get(k).is_some_and(|t| {
            t.is_number() || cardinal(line.tokens, k).is_some() || check_words().words.shares_of.has(t)
        })
    })
}

fn currency(line: &Line, amount: &crate::story::amounts::Amount) -> Option<&'static str> {
    let tokens = line.slice(amount.at, amount.end);
    let names: [(&str, &[&str]); 3] =
        [("dollar", &["$", "dollars", "dollar"]), ("euro", &["€", "euros", "euro"]), ("pound", &["£", "pounds"])];
    names.iter().find(|(_, forms)| tokens.iter().any(|t| t.is_any(forms))).map(|(name, _)| *name)
}

/// A bound, a part, others than those of before, a number for each time, a toll that grows.
fn is_loose(line: &Line, at: usize, end: usize, noun: usize) -> bool {
    let words = &check_words().words;
    // `22 of the 35 states` is a part; `debts of 6.3 billion` is none.
    let counted = line.tokens.get(noun).is_some_and(|t| t.norm.ends_with('s')) && noun >= end;
    let before = line.slice(at.saturating_sub(3), at);
    let behind = line.slice(noun + 1, noun + 4);
    is_approximate(line.tokens, at, end - at)
        || before.iter().any(|t| words.part_leads.has(t))
        || (counted && is_part(line, at))
        || words.others.any(line.slice(end, noun))
        || words.others.any(before.get(before.len().saturating_sub(1)..).unwrap_or_default())
        || behind.first().is_some_and(|t| words.part_ends.has(t))
        || behind.windows(2).any(|w| matches!(w, [a, b] if a.is_any(&["a", "per", "each", "every"]) && b.is_any(&["year", "month", "week", "day", "cent"])))
        || words.tolls.any(line.slice(at.saturating_sub(AROUND), noun + AROUND))
        || words.narrows.any(line.slice(at.saturating_sub(AROUND), noun + AROUND))
        || story_words().words.negation.any(line.slice(at.saturating_sub(AROUND), at))
}

/// `hand over five ships`: the verb or noun at most two tokens before.
fn lead(line: &Line, at: usize) -> Option<String> {
    let words = &check_words().words;
    let before = line.slice(at.saturating_sub(3), at).iter().rev();
    let mut content = before
        .filter(|t| t.is_word() && t.case == Case::Lower && t.norm.len() >= 4 && !t.is_any(&["over", "with", "from"]));
    content.next().filter(|t| !words.no_context.has(t)).map(|t| stem(&t.norm).to_string())
}

/// Stems of the content words around a number, within its part of the sentence.
fn context(line: &Line, start: usize, end: usize) -> BTreeSet<String> {
    let from = (start.saturating_sub(AROUND)..start)
        .rev()
        .find(|k| line.is_at(*k, &[";", ":"]))
        .map_or(start.saturating_sub(AROUND), |k| k + 1);
    let to = (end..end + AROUND).find(|k| line.is_at(*k, &[";", ":"])).unwrap_or(end + AROUND);
    let words = &check_words().words;
    let content = |t: &&Token| {
        t.is_word()
            && t.case == Case::Lower
            && t.norm.len() >= 4
            && !words.no_context.has(t)
            && !story_words().words.no_topic.has(t)
    };
    let around = line.slice(from, start).iter().chain(line.slice(end, to));
    around.filter(content).map(|t| stem(&t.norm).to_string()).collect()
}
