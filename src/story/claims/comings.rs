//! On which day somebody came, and on which day the talks go on; in which town a paper was signed.

use chrono::{Datelike, Days, NaiveDate};

use super::{Source, Stated, compare, meets};
use crate::lexicon::{check_words, story_words};
use crate::model::{Check, Kind};
use crate::story::calendar::Mention;
use crate::story::checks::town_beside;
use crate::story::page::{Line, Page, stamp_text};
use crate::text::Token;

/// Days further apart are days of other events.
const NEAR_DAYS: i64 = 3;

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found = arrivals(sources);
    found.extend(resumptions(sources));
    found.extend(towns(sources));
    found.extend(next_towns(sources));
    found.extend(days_to_come(sources));
    found
}

fn told(source: &Source, line: &Line) -> bool {
    source.reading.annotated.statements.get(line.i).is_some_and(|s| s.kind != Kind::Noise)
}

/// `arrived in Belgrade on Monday evening` against `came to Belgrade on Tuesday morning`.
fn arrivals(sources: &[Source]) -> Vec<Check> {
    let words = &check_words().words;
    let mut stated: Vec<Stated<(Vec<String>, NaiveDate)>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let mut own: Vec<Stated<(Vec<String>, NaiveDate)>> = Vec::new();
        for line in source.page.lines.iter().take(20).filter(|l| told(source, l)) {
            let Some(at) = line.tokens.iter().position(|t| words.arrived.has(t)) else { continue };
            let near = |m: &&Mention| m.at.start > at && m.at.start <= at + 7;
            let Some(mention) = line.mentions.iter().find(near) else { continue };
            let had = line.slice(at.saturating_sub(3), at).iter().any(|t| t.is_any(&["had", "to", "will", "would"]));
            let Some(day) = day_of(&source.page, mention).filter(|_| !had) else { continue };
            let text = source.page.words(line.slice(mention.at.start, mention.at.end));
            own.push(Stated { key: (source.persons(line.i), day), value: day.to_string(), text, i: line.i, article });
        }
        // Of several arrivals none is the one.
        if own.len() == 1 {
            stated.append(&mut own);
        }
    }
    let same = |a: &Stated<(Vec<String>, NaiveDate)>, b: &Stated<(Vec<String>, NaiveDate)>| {
        meets(&a.key.0, &b.key.0) && (a.key.1 - b.key.1).num_days().abs() <= NEAR_DAYS
    };
    compare("date", &stated, same, |a, b| format!("One article has the arrival on “{a}”, another on “{b}”."))
}

/// The day of a mention that lies in the week up to publication, or is written out.
fn day_of(page: &Page, mention: &Mention) -> Option<NaiveDate> {
    if let Some(stamp) = mention.stamps.first() {
        return page.dated(*stamp).days().filter(|_| stamp.day.is_some() && mention.stamps.len() == 1).map(|d| d.0);
    }
    let [weekday] = mention.weekdays.as_slice() else { return None };
    let today = page.today?;
    (0..7).filter_map(|back| today.checked_sub_days(Days::new(back))).find(|d| d.weekday() == *weekday)
}

/// `Talks resume on 20 May` against `another round begins on 27 May`: the only day to come of each that goes with such words.
fn resumptions(sources: &[Source]) -> Vec<Check> {
    let words = &check_words().words;
    let mut stated: Vec<Stated<()>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let Some(today) = source.page.today else { continue };
        let mut own: Vec<Stated<()>> = Vec::new();
        for line in source.page.lines.iter().take(40).filter(|l| told(source, l)) {
            let resumes = line.tokens.iter().any(|t| words.resumes.has(t));
            let next = line
                .tokens
                .windows(2)
                .any(|w| matches!(w, [a, b] if words.next_one.has(a) && (words.rows.has(b) || b.is("talks"))));
            let Some(mention) =
                line.mentions.iter().find(|m| m.has_day() && m.stamps.len() == 1).filter(|_| resumes || next)
            else {
                continue;
            };
            let Some(stamp) = mention.stamps.first().map(|s| source.page.dated(*s)) else { continue };
            if stamp.days().is_some_and(|(day, _)| day > today) {
                own.push(Stated {
                    key: (),
                    value: stamp_text(&stamp),
                    text: source.page.words(line.slice(mention.at.start, mention.at.end)),
                    i: line.i,
                    article,
                });
            }
        }
        if own.len() == 1 {
            stated.append(&mut own);
        }
    }
    compare("date", &stated, |_, _| true, |a, b| format!("One article has the talks go on on “{a}”, another on “{b}”."))
}

/// `agreed in Lima on Thursday` against `the papers were signed in Piura`: where no article names the other's town.
fn towns(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<usize>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let mut own: Vec<Stated<usize>> = Vec::new();
        for line in source.page.lines.iter().take(20).filter(|l| told(source, l)) {
            let sign = |t: &Token| story_words().words.initials.has(t) || t.is("agreed");
            let Some(at) = line.tokens.iter().position(sign) else { continue };
            let old = line.mentions.iter().flat_map(|m| &m.stamps).any(|s| s.year.is_some());
            let Some((_, town)) = town_beside(&source.page, line, at).filter(|_| !old) else { continue };
            own.push(Stated { key: article, value: town.to_lowercase(), text: town, i: line.i, article });
        }
        if own.len() == 1 {
            stated.append(&mut own);
        }
    }
    let names = |article: usize, town: &str| {
        let text = sources.get(article).map(|s| s.reading.annotated.document.article.text.as_str());
        text.is_none_or(|t| t.contains(town))
    };
    let same =
        |a: &Stated<usize>, b: &Stated<usize>| a.value == b.value || (!names(a.key, &b.text) && !names(b.key, &a.text));
    compare("place", &stated, same, |a, b| format!("One article has it signed in {a}, another in {b}."))
}

/// `Next year they meet in Tashkent` against `is to be held in Bishkek next year`.
fn next_towns(sources: &[Source]) -> Vec<Check> {
    let words = &check_words().words;
    let mut stated: Vec<Stated<String>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let mut own: Vec<Stated<String>> = Vec::new();
        for line in source.page.lines.iter().take(40).filter(|l| told(source, l)) {
            let when = line.tokens.windows(2).find_map(|w| match w {
                [a, b] if a.is("next") && words.seasons.has(b) => Some(b.norm.to_string()),
                _ => None,
            });
            let verb = line.tokens.iter().position(|t| words.takes_place.has(t) || words.hosting.has(t));
            let (Some(when), Some(at)) = (when, verb) else { continue };
            let Some((_, town)) = town_beside(&source.page, line, at) else { continue };
            own.push(Stated { key: when, value: town.to_lowercase(), text: town, i: line.i, article });
        }
        if own.len() == 1 {
            stated.append(&mut own);
        }
    }
    let same = |a: &Stated<String>, b: &Stated<String>| a.key == b.key;
    compare("place", &stated, same, |a, b| format!("One article has the next meeting in {a}, another in {b}."))
}

/// The only day to come of each article, beside a word for a contact and one name that both sentences hold.
fn days_to_come(sources: &[Source]) -> Vec<Check> {
    let words = &story_words().words;
    let mut stated: Vec<Stated<(NaiveDate, Vec<String>)>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let Some(today) = source.page.today else { continue };
        let all: Vec<(&Line, &Mention, NaiveDate)> = source
            .page
            .lines
            .iter()
            .flat_map(|l| l.mentions.iter().map(move |m| (l, m)))
            .filter_map(|(l, m)| {
                let day = source.page.dated(*m.stamps.first()?).days().filter(|_| m.has_day())?.0;
                (day > today).then_some((l, m, day))
            })
            .collect();
        let [(line, mention, day)] = all.as_slice() else { continue };
        let contact = |t: &Token| words.rounds.has(t) || words.contact_nouns.has(t) || words.contact_now.has(t);
        let plain = line.tokens.iter().any(contact) && !words.negation.any(line.tokens);
        if !plain || mention.range || mention.stamps.len() > 1 {
            continue;
        }
        let names = line.tokens.iter().skip(1).filter(|t| t.is_capitalised() && !words.not_place.has(t));
        let names = names.map(|t| t.norm.to_string()).collect();
        let text = source.page.words(line.slice(mention.at.start, mention.at.end));
        stated.push(Stated { key: (*day, names), value: day.to_string(), text, i: line.i, article });
    }
    let same = |a: &Stated<(NaiveDate, Vec<String>)>, b: &Stated<(NaiveDate, Vec<String>)>| {
        meets(&a.key.1, &b.key.1) && (a.key.0 - b.key.0).num_days().abs() <= NEAR_DAYS
    };
    compare("date", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}
