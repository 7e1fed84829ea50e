//! Contacts between the same parties that came before the event.

use chrono::NaiveDate;

use super::event::{is_party, names_of};
use super::numbers::{cardinal, ordinal};
use super::page::state_of;
use super::points::{Point, points};
use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Annotated, Contact, EventType, Kind, MainEvent, Place, Statement};
use crate::text::Token;

/// A contact this many days before publication may still be the event itself.
const EVENT_DAYS: i64 = 3;

/// Statements that are searched for a finer date.
const SEARCHED: usize = 60;

/// Earlier contacts that the article states: a word for a contact, one of the parties, and a date or a place; each once.
pub fn prior_contacts(article: &Annotated, event: Option<&MainEvent>) -> Vec<Contact> {
    let context = Context::new(article, event);
    let mut found: Vec<Contact> = Vec::new();
    for statement in article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()) {
        for contact in context.read(statement) {
            let known =
                found.iter().any(|f| f.when == contact.when && is_within(f.place.as_deref(), contact.place.as_deref()));
            if !known {
                found.push(contact);
            }
        }
    }
    for contact in &mut found {
        context.sharpen(contact);
    }
    let mut told: Vec<Contact> = Vec::new();
    for contact in found {
        if !told.iter().any(|t| t.when == contact.when && t.place == contact.place) {
            told.push(contact);
        }
    }
    told
}

/// True where the second place says no more than the first: it is none, the same, or the state that the first lies in.
fn is_within(known: Option<&str>, place: Option<&str>) -> bool {
    let state = |name: &str| state_of(name);
    let whole = |place: &str| state(place).filter(|(_, whole)| *whole).map(|(code, _)| code);
    let lies_in = || Some(state(known?)?.0 == whole(place?)?);
    place.is_none() || known == place || lies_in().unwrap_or(false)
}

struct Context<'a> {
    article: &'a Annotated,
    event: Option<&'a MainEvent>,
    names: Vec<String>,
    codes: Vec<String>,
    /// The first day of the event, or the day of publication.
    day: Option<NaiveDate>,
}

impl<'a> Context<'a> {
    fn new(article: &'a Annotated, event: Option<&'a MainEvent>) -> Self {
        let (names, codes) = names_of(article, event.map_or(&[], |e| &e.actors));
        let start = event.and_then(|e| e.start.as_deref()).and_then(|s| s.parse().ok());
        let published = article.document.article.published;
        let day = start.into_iter().chain(published).min();
        Context { article, event, names, codes, day }
    }

    fn read(&self, statement: &Statement) -> Vec<Contact> {
        let tokens = self.article.document.tokens_of(statement.index);
        let Some(what) = what(tokens).or_else(|| self.repeated(statement)) else { return Vec::new() };
        if !self.concerns(statement, tokens) {
            return Vec::new();
        }
        let dates = points(self.article, statement);
        let listed: Vec<&Point> = dates.iter().filter(|p| self.is_earlier(p) && !is_term(tokens, p)).collect();
        let prior = statement.kind == Kind::Prior || self.lists(statement);
        if !prior && !is_retrospect(tokens) {
            return Vec::new();
        }
        // Elsewhere than in a sentence about earlier contacts the word must stand beside a date that is no bare year.
        let mut last = None;
        let listed: Vec<&Point> = listed
            .into_iter()
            .filter(|p| {
                let told = prior
                    || (p.value.len() > 4 && (beside(tokens, p) || last.is_some_and(|end| joined(tokens, end, p.at))));
                last = told.then_some(p.end);
                told
            })
            .collect();
        let mut found: Vec<Contact> = Vec::new();
        let mut skip = false;
        for (k, point) in listed.iter().enumerate() {
            if std::mem::take(&mut skip) {
                continue;
            }
            let end = listed.get(k + 1).filter(|_| point.opens_range && point.day);
            skip = end.is_some();
            let when = end.map_or_else(|| point.value.clone(), |e| format!("{}/{}", point.value, e.value));
            let place = self.place(statement, point).or_else(|| self.scene(tokens));
            found.push(Contact { what: what.to_owned(), place, when: Some(when), i: statement.index });
        }
        if found.is_empty() {
            found.extend(self.counted(statement, tokens, what));
        }
        if found.is_empty() && statement.kind == Kind::Prior {
            let place = statement.places.iter().find(|p| p.city).map(|p| p.name.clone());
            found.extend(place.map(|p| Contact {
                what: what.to_owned(),
                place: Some(p),
                when: None,
                i: statement.index,
            }));
        }
        found
    }

    /// An earlier happening of the event's own type, where that is no contact: sanctions, an expulsion, a vote.
    fn repeated(&self, statement: &Statement) -> Option<&'static str> {
        match self.event.filter(|_| statement.kind == Kind::Prior)?.kind {
            EventType::Sanction => Some("sanction"),
            EventType::Expulsion => Some("expulsion"),
            EventType::Vote => Some("vote"),
            _ => None,
        }
    }

    /// The statement follows one that counts contacts (`her third visit this year`) and goes on with a pronoun or a party: it
    /// lists them.
    fn lists(&self, statement: &Statement) -> bool {
        let opens = |tokens: &[Token]| {
            let pronoun = tokens.first().is_some_and(|t| story_words().words.pronouns.has(t));
            let article = tokens.first().is_some_and(|t| t.is("the"))
                && tokens.get(1).is_some_and(|t| t.is_any(&["two", "delegations", "sides"]));
            pronoun || article
        };
        let before =
            statement.index.checked_sub(1).filter(|b| self.article.statements.get(*b).is_some_and(|s| !s.is_noise()));
        opens(self.article.document.tokens_of(statement.index))
            && before.is_some_and(|before| counts_contacts(self.article.document.tokens_of(before)))
    }

    /// Takes the day of a contact known to the week or month from a sentence that tells of the same place and gives it.
    fn sharpen(&self, contact: &mut Contact) {
        let (Some(when), Some(place)) = (contact.when.as_deref(), contact.place.as_deref()) else { return };
        let own = self.article.statements.get(contact.i).map(|s| points(self.article, s)).unwrap_or_default();
        let Some(vague) = own.into_iter().find(|p| p.value == when && !p.day && p.value.len() > 4) else { return };
        let Some((first, last)) = vague.first.zip(vague.last) else { return };
        let told = self.article.statements.iter().filter(|s| !s.is_noise() && s.index != contact.i).take(SEARCHED);
        let finer = told.filter(|s| s.places.iter().any(|p| p.name == place)).find_map(|s| {
            let tokens = self.article.document.tokens_of(s.index);
            what(tokens)?;
            let inside = |p: &Point| p.day && p.first.is_some_and(|d| (first..=last).contains(&d));
            let point = points(self.article, s)
                .into_iter()
                .find(|p| inside(p) && self.place(s, p).as_deref() == Some(place))?;
            Some((point.value, s.index))
        });
        if let Some((value, i)) = finer {
            (contact.when, contact.i) = (Some(value), i);
        }
    }

    /// The statement names a party of the event, or points to one by a pronoun.
    fn concerns(&self, statement: &Statement, tokens: &[Token]) -> bool {
        let named = statement
            .actors
            .iter()
            .filter(|a| is_party(a))
            .any(|a| self.names.contains(&a.name) || a.code().is_some_and(|c| self.codes.iter().any(|x| x == c)));
        let pronoun = story_words().words.pronouns.any(tokens);
        named || pronoun || self.names.is_empty() || statement.kind == Kind::Prior
    }

    /// Before the event: earlier than its first day by more than a few days, or without a year.
    fn is_earlier(&self, point: &Point) -> bool {
        match self.day.zip(point.last) {
            Some((day, last)) => (day - last).num_days() > if point.day { 0 } else { -31 } && !self.is_event(point),
            None => !self.is_event(point) && point.first.is_none_or(|f| self.day.is_none_or(|d| f < d)),
        }
    }

    fn is_event(&self, point: &Point) -> bool {
        let same = |value: &Option<String>| value.as_deref().is_some_and(|v| v == point.value);
        let near = self.day.zip(point.last).is_some_and(|(d, l)| point.day && (d - l).num_days().abs() < EVENT_DAYS);
        self.event.is_some_and(|e| same(&e.start) || same(&e.end)) || near
    }

    /// The place nearest to the date.
    fn place(&self, statement: &Statement, point: &Point) -> Option<String> {
        // A place stands before its date more often than behind: `in Lisbon in March and Paris in May`.
        let distance = |p: &&Place| {
            if p.span.end <= point.at { point.at - p.span.end } else { p.span.start.abs_diff(point.end) + 12 }
        };
        let dateline = self.article.document.article.dateline.as_ref().map(|d| d.span);
        let told = || statement.places.iter().filter(|p| dateline.is_none_or(|d| !d.contains(p.span)));
        let near = told().min_by_key(distance)?;
        // `in Lisbon, Portugal, on May 3`: the city is meant.
        let city = told()
            .find(|p| !near.city && p.city && p.country == near.country && p.span.start.abs_diff(near.span.start) < 40);
        Some(city.unwrap_or(near).name.clone())
    }

    /// Where no place is named: the state that the words go to, or that of the event.
    fn scene(&self, tokens: &[Token]) -> Option<String> {
        let event = || self.event.filter(|e| e.kind == EventType::Visit)?.place.as_deref().and_then(state_of);
        country_in(tokens).or_else(|| event().and_then(|(code, _)| country_name(code)).map(str::to_owned))
    }

    /// `No president has come for 65 years`: the year that the number gives.
    fn counted(&self, statement: &Statement, tokens: &[Token], what: &str) -> Option<Contact> {
        let denied = tokens.iter().any(|t| t.is_any(&["no", "not", "first", "never"]));
        let years = (1..tokens.len()).find_map(|at| {
            let number = cardinal(tokens, at).filter(|n| (2..=300).contains(&n.value))?;
            let before = tokens.get(at - 1)?.is_any(&["for", "in"]);
            let after = tokens.get(at + number.len)?.is_any(&["years"]);
            (before && after).then_some(number.value)
        });
        let year = years
            .filter(|_| denied)
            .zip(self.article.document.article.published)
            .and_then(|(years, day)| chrono::Datelike::year(&day).checked_sub(i32::try_from(years).ok()?))?;
        let place = self.scene(tokens).or_else(|| statement.places.first().map(|p| p.name.clone()));
        Some(Contact { what: what.to_owned(), place, when: Some(year.to_string()), i: statement.index })
    }
}

fn country_in(tokens: &[Token]) -> Option<String> {
    (1..tokens.len()).find_map(|at| {
        tokens.get(at - 1).filter(|t| t.is_any(&["to", "in"]))?;
        let found = gazetteer(tokens.get(at..)?)?;
        matches!(found.value.kind, EntryKind::Country | EntryKind::Capital).then(|| found.value.name.to_owned())
    })
}

/// True where a date follows another one in a list: `in Lisbon in March and the port of Porto in May`.
fn joined(tokens: &[Token], end: usize, at: usize) -> bool {
    let between = || tokens.iter().filter(|t| t.span.start >= end && t.span.end <= at);
    between().count() <= 10
        && between().any(|t| t.is_any(&["and", ","]))
        && !between().any(|t| t.is_any(&[";", "but", "when", "after"]))
}

/// True for the date of a term that contacts are counted in: `since she took office in 2017`.
fn is_term(tokens: &[Token], point: &Point) -> bool {
    const TERMS: [&str; 9] =
        ["office", "power", "post", "presidency", "became", "elected", "independence", "throne", "inauguration"];
    let at = tokens.partition_point(|t| t.span.start < point.at);
    let before = tokens.get(at.saturating_sub(8)..at).unwrap_or_default();
    let since = before.iter().rposition(|t| t.is("since")).and_then(|k| before.get(k..));
    since.is_some_and(|words| words.iter().any(|t| t.is_any(&TERMS)) && !words.iter().any(|t| t.is_any(&[",", ";"])))
}

/// `third visit`, `fourth round of talks`.
fn counts_contacts(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| {
        let number = ordinal(tokens, at).filter(|n| (2..=60).contains(&n.value));
        let after = number.and_then(|n| tokens.get(at + n.len..(at + n.len + 4).min(tokens.len())));
        after.is_some_and(|after| story_words().words.contact_nouns.any(after))
    })
}

/// True where a word for a contact stands within ten words of a date.
fn beside(tokens: &[Token], point: &Point) -> bool {
    let at = tokens.partition_point(|t| t.span.start < point.at);
    what(tokens.get(at.saturating_sub(10)..(at + 10).min(tokens.len())).unwrap_or_default()).is_some()
}

/// The kind of contact that the words tell of.
fn what(tokens: &[Token]) -> Option<&'static str> {
    const NOUNS: [(&str, &[&str]); 5] = [
        ("summit", &["summit", "summits"]),
        ("call", &["telephone", "telephoned", "phoned", "call", "calls", "phone", "hotline"]),
        (
            "visit",
            &[
                "visit",
                "visited",
                "visits",
                "trip",
                "trips",
                "travelled",
                "traveled",
                "flew",
                "came",
                "come",
                "arrived",
                "journey",
                "visiting",
                "stay",
            ],
        ),
        ("meeting", &["meeting", "met", "meetings", "meet", "gathering", "session", "dinner"]),
        ("talks", &["talks", "negotiations", "round", "rounds", "talked", "discussed"]),
    ];
    let by_word = NOUNS.iter().find(|(_, words)| tokens.iter().any(|t| t.is_any(words))).map(|(name, _)| *name);
    let been = tokens.windows(2).any(|w| {
        matches!(w, [a, b] if a.is_any(&["been", "was", "were"]) && b.is_any(&["in", "to", "there", "last", "with", "back"]))
    });
    by_word.or(been.then_some("visit"))
}

/// Words that look back on a contact.
fn is_retrospect(tokens: &[Token]) -> bool {
    const BACK: [&str; 16] = [
        "earlier",
        "previous",
        "previously",
        "last",
        "since",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "before",
        "previous",
        "followed",
        "follows",
        "had",
        "again",
    ];
    tokens.iter().any(|t| t.is_any(&BACK))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::model::{Article, Status};

    fn read(published: &str, text: &str) -> Vec<(Option<String>, Option<String>)> {
        let published = published.parse::<NaiveDate>().ok();
        let mut article = annotate(Article { text: text.to_owned(), published, ..Article::default() });
        for statement in &mut article.statements {
            (statement.kind, statement.furniture) = (Kind::Prior, None);
        }
        let event = MainEvent {
            kind: EventType::Visit,
            actors: vec!["Portugal".into()],
            place: Some("Lisbon".into()),
            start: Some("2018-06-19".into()),
            end: None,
            status: Status::Done,
            receipts: vec![0],
        };
        prior_contacts(&article, Some(&event)).into_iter().map(|c| (c.place, c.when)).collect()
    }

    #[test]
    fn one_sentence_may_tell_of_two_trips() {
        let found = read("2018-06-20", "He earlier travelled to Lisbon in March 2018 and Paris in May 2018.");
        let pair = |p: &str, w: &str| (Some(p.to_owned()), Some(w.to_owned()));
        assert_eq!(found, [pair("Lisbon", "2018-03"), pair("Paris", "2018-05")]);
    }

    #[test]
    fn a_list_behind_a_count_is_read_and_the_term_is_not() {
        let found = read(
            "2018-06-20",
            "It is her third visit since she took office in 2011. She came to Lisbon in March 2012 and to Porto in May 2013.",
        );
        let pair = |p: &str, w: &str| (Some(p.to_owned()), Some(w.to_owned()));
        assert_eq!(found, [pair("Lisbon", "2012-03"), pair("Porto", "2013-05")]);
    }

    #[test]
    fn the_finer_date_is_taken() {
        let text = "The king met Maria Silva in Oslo on June 5. During the summit in Oslo earlier this month they spoke of fish.";
        assert_eq!(read("2018-06-20", text), [(Some("Oslo".to_owned()), Some("2018-06-05".to_owned()))]);
    }

    #[test]
    fn years_are_counted_back() {
        let found = read("2018-06-20", "No king of Norway has come to Portugal for 20 years.");
        assert_eq!(found, [(Some("Portugal".to_owned()), Some("1998".to_owned()))]);
    }
}
