//! What one sentence tells of earlier contacts.

use chrono::Datelike;

use super::between::{idle_verbs, is_plan};
use super::clause;
use super::{Context, place};
use crate::model::{Contact, EventType, Kind, Statement, Status};
use crate::story::numbers::cardinal;
use crate::story::points::{Point, points};
use crate::text::Token;

/// Tokens of a sentence that are read, at most: what has more is no sentence, and each date looks through all of them.
const LONGEST: usize = 1000;

/// Tokens between a contact and its date, at most, and its year.
const BEFORE: usize = 14;
const YEAR: usize = 3;

/// Tokens between a day at the head of a clause and who spoke on it: `On Sunday, the king said that`.
const SAYS: usize = 4;

/// One sentence, read for contacts.
pub(super) struct Told<'a> {
    context: &'a Context<'a>,
    statement: &'a Statement,
    tokens: &'a [Token],
    /// True for a sentence about earlier contacts.
    prior: bool,
    /// Verbs of coming with which nobody comes, by their first byte.
    idle: Vec<usize>,
}

impl<'a> Told<'a> {
    pub fn new(context: &'a Context<'a>, statement: &'a Statement, tokens: &'a [Token]) -> Self {
        let prior = statement.kind == Kind::Prior || context.lists(statement);
        let tokens = tokens.get(..LONGEST).unwrap_or(tokens);
        Told { context, statement, tokens, prior, idle: idle_verbs(statement, tokens) }
    }

    /// The kind of contact that words of the sentence tell of.
    fn what(&self, words: &[Token]) -> Option<&'static str> {
        clause::what_beside(words, &self.idle)
    }

    /// The dates within what is read.
    fn points(&self) -> Vec<Point> {
        let end = self.tokens.last().map_or(0, |t| t.span.end);
        let mut points = points(self.statement);
        points.retain(|p| p.end <= end);
        points
    }

    /// The contacts whose date the sentence gives, one a date or range.
    pub fn dated(&self) -> Vec<Contact> {
        let dates = self.points();
        let mut found = Vec::new();
        let mut told: Option<(&'static str, usize)> = None;
        let mut skip = false;
        for (k, point) in dates.iter().enumerate() {
            if std::mem::take(&mut skip) || !self.context.is_earlier(point, self.is_bygone(point)) {
                continue;
            }
            let listed = told.filter(|(_, end)| clause::joined(self.tokens, *end, point.at)).map(|(what, _)| what);
            let Some(what) = self.contact_at(point).or(listed) else { continue };
            let end = dates.get(k + 1).filter(|_| point.opens_range && point.day);
            skip = end.is_some();
            told = Some((what, end.unwrap_or(point).end));
            let place = self.place(point).filter(|_| what != "call");
            found.push(self.contact(what, place, Some(when(point, end))));
        }
        found
    }

    /// The contact that the clause around a date tells of.
    fn contact_at(&self, point: &Point) -> Option<&'static str> {
        let at = self.tokens.partition_point(|t| t.span.start < point.at);
        let end = self.tokens.partition_point(|t| t.span.start < point.end);
        if clause::is_term(self.tokens, at, end) {
            return None;
        }
        let range = clause::clause(self.tokens, at);
        let words = self.tokens.get(range.clone()).unwrap_or_default();
        let before = self.tokens.get(at.saturating_sub(6).max(range.start)..at).unwrap_or_default();
        if clause::is_since(self.tokens, at) {
            // `the first visit since 1952`; the war or the office since 1952 is no contact.
            let opens = (before.iter().any(|t| t.is("not")) && range.start == 0 && at < 4)
                || words.iter().any(|t| t.is_any(&["done", "happened"]));
            let told = self.what(if opens { self.tokens } else { words }).or_else(|| self.context.repeated(self.statement));
            // `four times since spring, most recently on May 3`: the last of them is told.
            let counted = || clause::counts(words) && !words.iter().any(|t| t.is("recently"));
            return told.filter(|_| clause::compares(words) || counted());
        }
        if let Some(signed) = self.signed(words, point) {
            return Some(signed);
        }
        let said = before.iter().rev().take(2).any(|t| t.is_any(&["said", "reported", "wrote", "says"]));
        let behind = self.tokens.get(end..(end + SAYS).min(range.end)).unwrap_or_default();
        let said = said || behind.iter().any(|t| t.is("said")) && range.start + SAYS > at;
        if said || clause::is_unreal(before) || clause::is_denied(words) || is_plan(before_date(self.tokens, &range, at)) {
            return self.before_plan(point);
        }
        let other = point.value.len() == 4 && clause::dates_other(self.tokens, range.start, at);
        if self.prior {
            return self.what(words).or_else(|| self.context.repeated(self.statement)).filter(|_| !other);
        }
        let near = self.tokens.get(clause::around(self.tokens, &range, at)).unwrap_or_default();
        let close = self.tokens.get(at.saturating_sub(4).max(range.start)..at).unwrap_or_default();
        let fine = point.value.len() > 4;
        let told = self.what(near).filter(|_| fine && clause::is_retrospect(words));
        told.or_else(|| self.what(close).filter(|_| clause::is_retrospect(words)))
            .or_else(|| self.in_passing(point, before_date(self.tokens, &range, at)))
            .or_else(|| self.before_plan(point))
    }

    /// `She visited Lisbon in March`, `a deal struck at talks in Oslo last May`: the contact stands right before its date, with
    /// no other deed between the two.
    fn in_passing(&self, point: &Point, before: &[Token]) -> Option<&'static str> {
        if !self.context.is_over(point) {
            return None;
        }
        let (at, told) = (0..before.len()).rev().find_map(|k| Some((k, self.what(before.get(k..)?)?)))?;
        let between = before.get(at + 1..)?;
        let year = point.value.len() == 4;
        (clause::leads_to_date(before, at) && (!year || between.len() <= YEAR)).then_some(told)
    }

    /// True where the words around a date tell of something before the event: `had spoken on Monday`.
    fn is_bygone(&self, point: &Point) -> bool {
        let at = self.tokens.partition_point(|t| t.span.start < point.at);
        let words = self.tokens.get(clause::clause(self.tokens, at)).unwrap_or_default();
        self.prior && clause::is_pluperfect(words)
    }

    /// `said on Sunday after their talks`, of an event still to come.
    fn before_plan(&self, point: &Point) -> Option<&'static str> {
        let words = self.tokens;
        let planned = self.context.event.is_some_and(|e| e.status == Status::Planned);
        let after = words.windows(3).any(|w| {
            matches!(w, [a, b, c] if a.is_any(&["after", "following"]) && b.is_any(&["their", "his", "her", "the"]) && self.what(std::slice::from_ref(c)).is_some())
        });
        self.what(words).filter(|_| planned && after && point.day)
    }

    /// `the deal, signed on 10 March in Lisbon`; beside talks and agreements the day of the last one counts, too.
    fn signed(&self, words: &[Token], point: &Point) -> Option<&'static str> {
        let day = point.day;
        let signed = words.iter().any(|t| t.is_any(&["signed", "concluded"]));
        let here = self.place(point).is_some();
        if day && signed && here && self.is_contact() {
            return Some("talks");
        }
        let of_deal = self.context.event.is_some_and(|e| matches!(e.kind, EventType::Agreement | EventType::Talks));
        let at = self.tokens.partition_point(|t| t.span.start < point.at);
        let end = self.tokens.partition_point(|t| t.span.start < point.end);
        let deal = |t: &Token| crate::lexicon::story_words().words.accord.has(t);
        let before = self.tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
        let named = self.tokens.get(end).is_some_and(deal)
            || matches!(before, [a, b] if deal(a) && b.is_any(&["announced", "reached", "signed"]));
        (day && of_deal && named).then_some("agreement")
    }

    fn is_contact(&self) -> bool {
        self.context.event.is_some_and(|e| e.kind.is_in_person())
    }

    fn place(&self, point: &Point) -> Option<String> {
        let at = self.tokens.partition_point(|t| t.span.start < point.at);
        let range = clause::clause(self.tokens, at);
        let words = self.tokens.get(range.clone()).unwrap_or_default();
        let near = self.tokens.get(clause::near(&range, at)).unwrap_or_default();
        if clause::is_since(self.tokens, at) {
            // `the second call since May, when they spoke of Lisbon`: what stands in another clause is no place of it.
            return place::named(self.context.article, words).or_else(|| place::of_event(self.context.event));
        }
        let own = place::of_date(self.context.article, self.statement, near, point).filter(|n| !place::is_nameless(n));
        own.or_else(|| place::named(self.context.article, words)).or_else(|| place::of_event(self.context.event))
    }

    /// `No president has come for 65 years`: the year that the number gives.
    pub fn counted(&self) -> Option<Contact> {
        let tokens = self.tokens;
        let what = self.what(tokens)?;
        let denied = tokens.iter().any(|t| t.is_any(&["no", "not", "first", "never"]));
        let news = self.statement.kind == Kind::Event && what == "visit";
        if !(self.prior || news) || !denied {
            return None;
        }
        let years = (1..tokens.len()).find_map(|at| {
            let number = cardinal(tokens, at).filter(|n| (2..=300).contains(&n.value))?;
            let before = tokens.get(at - 1)?.is_any(&["for", "in"]);
            let after = tokens.get(at + number.len)?.is_any(&["years"]);
            (before && after).then_some(number.value)
        })?;
        let published = self.context.article.document.article.published?;
        let year = published.year().checked_sub(i32::try_from(years).ok()?)?;
        let named = || self.statement.places.first().map(|p| p.name.clone());
        let place =
            place::named(self.context.article, tokens).or_else(|| place::of_event(self.context.event)).or_else(named);
        Some(self.contact(what, place, Some(year.to_string())))
    }

    /// A contact whose place alone is told: `was in Lisbon last week`, `on his recent visit to Chile`, `had travelled to Oslo`.
    pub fn placed(&self) -> Option<Contact> {
        let dates = self.points();
        let bygone = self.clauses().into_iter().filter(|words| !clause::is_unreal(words)).find_map(|words| {
            let dated = words
                .first()
                .zip(words.last())
                .is_some_and(|(from, to)| dates.iter().any(|p| p.at >= from.span.start && p.end <= to.span.end));
            let told = self.what(words).filter(|_| clause::is_bygone(words) && !dated)?;
            Some((told, place::named(self.context.article, words)?))
        });
        if let Some((what, place)) = bygone {
            return Some(self.contact(what, Some(place), None));
        }
        let now = dates.iter().any(|p| p.day && !self.context.is_earlier(p, false));
        let unreal = clause::is_unreal_without_never(self.tokens) || clause::is_denied(self.tokens);
        if self.statement.kind != Kind::Prior || now || unreal {
            return None;
        }
        let what = self.what(self.tokens)?;
        let city = place::told(self.context.article, self.statement).find(|p| p.city).map(|p| p.name.clone());
        let named = || place::named(self.context.article, self.tokens);
        let first = self.tokens.iter().any(|t| t.is("first")).then(named).flatten();
        city.or(first).map(|p| self.contact(what, Some(p), None))
    }

    fn clauses(&self) -> Vec<&'a [Token]> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let range = clause::clause(self.tokens, at);
            let next = range.end.max(at) + 1;
            found.extend(self.tokens.get(range.start.min(range.end)..range.end));
            at = next;
        }
        found
    }

    fn contact(&self, what: &str, place: Option<String>, when: Option<String>) -> Contact {
        Contact { what: what.to_owned(), place, when, i: self.statement.index }
    }
}

/// The words of a clause shortly before a date.
fn before_date<'t>(tokens: &'t [Token], clause: &std::ops::Range<usize>, at: usize) -> &'t [Token] {
    tokens.get(at.saturating_sub(BEFORE).max(clause.start)..at).unwrap_or_default()
}

/// The value of a date; a weekend as its two days.
fn when(point: &Point, end: Option<&Point>) -> String {
    match (end, point.first, point.last) {
        (Some(end), ..) => format!("{}/{}", point.value, end.value),
        (None, Some(first), Some(last)) if point.value.ends_with("-WE") => format!("{first}/{last}"),
        _ => point.value.clone(),
    }
}
