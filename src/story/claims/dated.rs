//! What happens once has one date: `the border was opened on September 25` against `the border reopened on Monday`.

use chrono::{Datelike, NaiveDate};

use super::{MOST, Source, Stated, compare};
use crate::lexicon::story_words;
use crate::model::{Check, Kind, Modality, Statement};
use crate::story::calendar::Stamp;
use crate::story::checks::dated;
use crate::story::page::{month_name, stamp_text};
use crate::story::points::points;
use crate::text::{Case, Token};

/// Words around the happening that both sentences must share where the dates lie far apart.
const SHARED: usize = 2;
/// Two days of one happening lie no further apart than this; else it happened twice.
const NEAR_DAYS: i64 = 4;
/// Tokens between the verb and its date, and its object, at most.
const BESIDE: usize = 6;

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found = months(sources);
    found.extend(days(sources));
    found
}

struct Written {
    what: &'static str,
    stamp: Stamp,
    words: Vec<String>,
}

/// Dates as written, a year in both.
fn months(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<Written>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        for told in dated(&source.page).into_iter().take(MOST) {
            let words = told.words.iter().map(|w| (*w).to_owned()).collect();
            let text = stamp_text(&told.stamp);
            let key = Written { what: told.what, stamp: told.stamp, words };
            stated.push(Stated { key, value: text.clone(), text, i: told.i, article });
        }
    }
    let same = |a: &Stated<Written>, b: &Stated<Written>| {
        let (x, y) = (&a.key, &b.key);
        let shared = x.words.iter().filter(|w| y.words.contains(w)).count();
        let years = x.stamp.year.is_some() && x.stamp.year == y.stamp.year;
        let fine = x.stamp.month.is_some() && y.stamp.month.is_some();
        let differ = x.stamp == y.stamp || !x.stamp.fits(&y.stamp);
        x.what == y.what && years && fine && differ && shared >= SHARED
    };
    compare("date", &stated, same, |a, b| format!("One article dates it {a}, another {b}."))
}

struct Happening {
    what: &'static str,
    day: NaiveDate,
    objects: Vec<String>,
    /// All days that the article names.
    named: Vec<NaiveDate>,
}

/// Days as they are meant, a weekday too, near each other.
fn days(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Happening>> = sources.iter().enumerate().flat_map(|(n, s)| happenings(s, n)).collect();
    let same = |a: &Stated<Happening>, b: &Stated<Happening>| {
        let (x, y) = (&a.key, &b.key);
        let apart = (x.day - y.day).num_days().abs();
        // Who names both days disputes neither.
        let known = x.named.contains(&y.day) || y.named.contains(&x.day);
        let object = x.objects.iter().any(|o| y.objects.contains(o));
        x.what == y.what && object && (apart == 0 || (apart <= NEAR_DAYS && !known))
    };
    compare("date", &stated, same, |a, b| format!("One article dates it “{a}”, another “{b}”."))
}

fn happenings(source: &Source, article: usize) -> Vec<Stated<Happening>> {
    let annotated = &source.reading.annotated;
    let body = || annotated.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(60);
    let named: Vec<NaiveDate> = body().flat_map(points).filter(|p| p.day).filter_map(|p| p.first).collect();
    let mut found = Vec::new();
    for statement in body().filter(|s| is_plain(s)) {
        let tokens = annotated.document.tokens_of(statement.index);
        if tokens
            .iter()
            .any(|t| t.is_any(&["will", "would", "may", "could", "if"]) || story_words().words.negation.has(t))
        {
            continue;
        }
        for point in points(statement).into_iter().filter(|p| p.day && !p.opens_range) {
            let at = tokens.partition_point(|t| t.span.start < point.at);
            let Some((verb, what)) = verb_beside(tokens, at).filter(|_| !is_told_then(tokens, at)) else { continue };
            let Some(day) = point.first else { continue };
            let written = annotated.document.article.text.get(point.at..point.end).unwrap_or_default();
            let bare = !written.bytes().any(|b| b.is_ascii_digit());
            let text =
                if bare { format!("{written}, {} {}", day.day(), month_name(day.month())) } else { written.to_owned() };
            let key = Happening { what, day, objects: objects(tokens, verb), named: named.clone() };
            found.push(Stated { key, value: day.to_string(), text, i: statement.index, article });
        }
    }
    found.truncate(MOST);
    found
}

fn is_plain(statement: &Statement) -> bool {
    statement.modality == Modality::Asserted && statement.quote.is_none() && statement.kind != Kind::Position
}

/// `said on Tuesday that …`, `today announced that …`: the day of the telling.
fn is_told_then(tokens: &[Token], at: usize) -> bool {
    let beside = tokens.get(at.saturating_sub(2)..(at + 2).min(tokens.len())).unwrap_or_default();
    story_words().words.tells.any(beside)
}

/// The only happening near a date, and its token.
fn verb_beside(tokens: &[Token], at: usize) -> Option<(usize, &'static str)> {
    const SKIP: [&str; 3] = ["meet", "hold", "close"];
    let range = at.saturating_sub(BESIDE)..(at + BESIDE).min(tokens.len());
    let mut near = range.filter_map(|k| Some((k, story_words().once(tokens.get(k)?)?)));
    let first = near.next()?;
    (near.all(|(_, what)| what == first.1) && !SKIP.contains(&first.1)).then_some(first)
}

/// The plain nouns beside a verb.
fn objects(tokens: &[Token], verb: usize) -> Vec<String> {
    let near = tokens.get(verb.saturating_sub(BESIDE - 1)..(verb + BESIDE).min(tokens.len())).unwrap_or_default();
    let plain =
        |t: &&Token| t.is_word() && t.case == Case::Lower && t.norm.len() >= 5 && story_words().once(t).is_none();
    near.iter().filter(plain).filter(|t| !story_words().words.no_object.has(t)).map(|t| t.norm.to_string()).collect()
}
