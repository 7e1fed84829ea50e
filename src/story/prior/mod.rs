//! Contacts between the same parties that came before the event.

mod between;
mod clause;
mod place;
mod side;
mod told;

use chrono::NaiveDate;

use super::event::{is_party, names_of};
use super::page::state_of;
use super::points::{Point, points};
use crate::lexicon::{event_types, story_words};
use crate::model::{ActorKind, Annotated, Contact, EventType, Kind, MainEvent, Place, Statement};
use crate::text::Token;
use between::Borders;
use told::Told;

/// A contact this many days before publication may still be the event itself.
const EVENT_DAYS: i64 = 3;

/// Statements that are searched for a finer date.
const SEARCHED: usize = 60;

/// Earlier contacts that the article states: a word for a contact, one of the parties, and a date or a place; each once.
pub fn prior_contacts(article: &Annotated, event: Option<&MainEvent>) -> Vec<Contact> {
    let context = Context::new(article, event);
    let mut found: Vec<Contact> = Vec::new();
    for statement in article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()) {
        found.extend(context.read(statement));
    }
    for contact in &mut found {
        context.sharpen(contact);
    }
    let mut told: Vec<Contact> = Vec::new();
    for (n, contact) in found.iter().enumerate() {
        let finer = |(k, other): (usize, &Contact)| k != n && is_covered(contact, other, k < n);
        if !found.iter().enumerate().any(finer) {
            told.push(contact.clone());
        }
    }
    told
}

/// True where another contact says all that this one says, or the same, told earlier.
fn is_covered(contact: &Contact, other: &Contact, earlier: bool) -> bool {
    let equal = contact.when == other.when && contact.place == other.place;
    let when = match (contact.when.as_deref(), other.when.as_deref()) {
        (Some(a), Some(b)) => a == b || (b.starts_with(a) && b.as_bytes().get(a.len()).is_some_and(|c| *c == b'-')),
        (None, _) => contact.place == other.place,
        (Some(_), None) => false,
    };
    when && is_within(other.place.as_deref(), contact.place.as_deref()) && (!equal || earlier)
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
    borders: Borders,
    /// The first day of the event, or the day of publication.
    day: Option<NaiveDate>,
}

impl<'a> Context<'a> {
    fn new(article: &'a Annotated, event: Option<&'a MainEvent>) -> Self {
        let (names, codes) = names_of(article, event.map_or(&[], |e| &e.actors));
        let start = event.and_then(|e| e.start.as_deref()).and_then(|s| s.parse().ok());
        let published = article.document.article.published;
        let day = start.into_iter().chain(published).min();
        let borders = Borders::new(article, event, &codes);
        Context { article, event, names, codes, borders, day }
    }

    fn tokens(&self, statement: &Statement) -> &'a [Token] {
        self.article.document.tokens_of(statement.index)
    }

    fn read(&self, statement: &Statement) -> Vec<Contact> {
        let tokens = self.tokens(statement);
        let between = self.names.is_empty() || self.borders.are_crossed(statement);
        if !between || !self.concerns(statement, tokens) {
            return Vec::new();
        }
        let told = Told::new(self, statement, tokens);
        let mut found = told.dated();
        if found.is_empty() {
            found.extend(told.counted());
        }
        if found.is_empty() {
            found.extend(told.placed());
        }
        found
    }

    /// An earlier happening of the event's own type, where that is no contact: sanctions, an expulsion, a vote.
    fn repeated(&self, statement: &Statement) -> Option<&'static str> {
        let kind = self.event.filter(|_| statement.kind == Kind::Prior)?.kind;
        // `had last put officials on its list`.
        let tokens = self.tokens(statement);
        let told = event_types().all(tokens).any(|(_, m)| m.value.0 == kind);
        (told || story_words().words.last.any(tokens)).then_some(())?;
        match kind {
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
        opens(self.tokens(statement))
            && before.is_some_and(|before| clause::counts_contacts(self.article.document.tokens_of(before)))
    }

    /// Takes the day of a contact known to the week or month from a sentence that tells of the same place and gives it.
    fn sharpen(&self, contact: &mut Contact) {
        let (Some(when), Some(name)) = (contact.when.as_deref(), contact.place.as_deref()) else { return };
        let own = self.article.statements.get(contact.i).map(points).unwrap_or_default();
        let Some(vague) = own.into_iter().find(|p| p.value == when && !p.day && p.value.len() > 4) else { return };
        let Some((first, last)) = vague.first.zip(vague.last) else { return };
        let told = self.article.statements.iter().filter(|s| !s.is_noise() && s.index != contact.i).take(SEARCHED);
        let finer = told.filter(|s| s.places.iter().any(|p| p.name == name)).find_map(|s| {
            clause::what(self.tokens(s))?;
            let inside = |p: &Point| p.day && p.first.is_some_and(|d| (first..=last).contains(&d));
            let point = points(s)
                .into_iter()
                .find(|p| inside(p) && place::nearest(self.article, s, p).as_deref() == Some(name))?;
            Some((point.value, s.index))
        });
        if let Some((value, i)) = finer {
            (contact.when, contact.i) = (Some(value), i);
        }
    }

    /// The statement names a party of the event, or points to one by a pronoun.
    fn concerns(&self, statement: &Statement, tokens: &[Token]) -> bool {
        let named = statement.actors.iter().filter(|a| is_party(a)).any(|a| self.is_side(a));
        let pronoun = story_words().words.pronouns.any(tokens);
        // `the assembly` for the General Assembly.
        let last = |name: &String| name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        let short = || {
            self.names
                .iter()
                .filter(|n| n.contains(' '))
                .map(last)
                .any(|n| n.len() > 5 && tokens.iter().any(|t| t.is(&n)))
        };
        let meant = || side::means_sides(tokens) || self.goes_to_side(statement);
        named || pronoun || short() || self.names.is_empty() || statement.kind == Kind::Prior || meant()
    }

    /// `Berg visited Lisbon in May`: a person of no known state goes to one of the sides.
    fn goes_to_side(&self, statement: &Statement) -> bool {
        let person = statement.actors.iter().any(|a| a.kind == ActorKind::Person && a.code().is_none());
        let side = |p: &Place| p.country.as_ref().is_some_and(|c| self.codes.contains(c));
        person && statement.places.iter().any(side)
    }

    /// True for an actor of one of the event's sides.
    fn is_side(&self, actor: &crate::model::Actor) -> bool {
        self.names.contains(&actor.name) || actor.code().is_some_and(|c| self.codes.iter().any(|x| x == c))
    }

    /// Before the event: earlier than its first day by more than a few days, or without a year. What is told as bygone may
    /// have been the day before.
    fn is_earlier(&self, point: &Point, bygone: bool) -> bool {
        if self.is_own_time(point) && !bygone {
            return false;
        }
        match self.day.zip(point.last) {
            Some((day, last)) => {
                (day - last).num_days() > if point.day { 0 } else { -31 } && !self.is_event(point, bygone)
            }
            None => !self.is_event(point, bygone) && point.first.is_none_or(|f| self.day.is_none_or(|d| f < d)),
        }
    }

    /// True for a date that lies wholly before the event.
    fn is_over(&self, point: &Point) -> bool {
        self.day.zip(point.last).is_some_and(|(day, last)| last < day)
    }

    fn is_event(&self, point: &Point, bygone: bool) -> bool {
        let same = |value: &Option<String>| value.as_deref().is_some_and(|v| v == point.value);
        let close = |(d, l): (NaiveDate, NaiveDate)| point.day && (d - l).num_days().abs() < EVENT_DAYS;
        let dated = self.event.is_some_and(|e| e.start.is_some());
        let near = self.day.zip(point.last).is_some_and(close) && !(bygone && dated);
        let planned = self.event.is_some_and(|e| e.status == crate::model::Status::Planned);
        self.event.is_some_and(|e| same(&e.start) || same(&e.end)) || (near && !planned)
    }
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
            sure: true,
        };
        prior_contacts(&article, Some(&event)).into_iter().map(|c| (c.place, c.when)).collect()
    }

    #[test]
    fn one_sentence_may_tell_of_two_trips() {
        let found = read("2018-06-20", "He earlier travelled to Lisbon in March 2018 and Paris in May 2018.");
        let pair = |p: &str, w: &str| (Some(p.to_owned()), Some(w.to_owned()));
        assert_eq!(found, [pair("Lisbon", "2018-03"), pair("Paris", "2018-05")]);
        let found = read("2018-06-20", "The two met twice, in May 2017 in Lisbon and in December 2017 in Paris.");
        assert_eq!(found, [pair("Lisbon", "2017-05"), pair("Paris", "2017-12")]);
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
    fn since_tells_of_a_contact_only_where_it_compares() {
        let found = read("2018-06-20", "It is the first time since 1952 that a king of Norway visits Portugal.");
        assert_eq!(found.first().and_then(|f| f.1.as_deref()), Some("1952"));
        assert_eq!(read("2018-06-20", "Maria Silva, in office since 2015, will visit Portugal again."), []);
        assert_eq!(read("2018-06-20", "Since 2015, when she became queen, she has met the king 30 times."), []);
    }

    #[test]
    fn a_thing_that_comes_a_plan_and_a_time_in_office_are_no_contacts() {
        assert_eq!(
            read("2018-06-20", "The biggest quarrel came in May 2017, when Portugal fined Maria Silva in Oslo."),
            []
        );
        assert_eq!(read("2018-06-20", "In December 2017 Portugal gave Oslo 60 days to come back to the treaty."), []);
        assert_eq!(read("2018-06-20", "Portugal is where we were in 1973."), []);
        assert_eq!(
            read("2018-06-20", "He is likely to meet the Portuguese leader Maria Silva in Oslo on June 28."),
            []
        );
        let found = read("2018-06-20", "The envoy came to Lisbon in May 2017.");
        assert_eq!(found, [(Some("Lisbon".to_owned()), Some("2017-05".to_owned()))]);
    }

    #[test]
    fn a_verb_without_its_own_subject_has_that_of_the_sentence() {
        let found = read("2018-06-20", "Ola Testmann went to Porto in March 2018, and came to Paris in May 2018.");
        assert!(found.contains(&(Some("Paris".to_owned()), Some("2018-05".to_owned()))), "{found:?}");
    }

    #[test]
    fn what_stays_within_one_state_is_no_contact() {
        let text = "The governor of Lisbon met bakers in Porto on Monday. She had met them in Porto in May 2017, too.";
        let article =
            annotate(Article { text: text.to_owned(), published: "2018-06-20".parse().ok(), ..Article::default() });
        let event = MainEvent {
            kind: EventType::Meeting,
            actors: vec!["Portugal".into()],
            place: Some("Porto".into()),
            start: Some("2018-06-18".into()),
            end: None,
            status: Status::Done,
            receipts: vec![0],
            sure: true,
        };
        assert_eq!(prior_contacts(&article, Some(&event)), []);
    }

    #[test]
    fn what_was_planned_or_denied_is_no_contact() {
        assert_eq!(read("2018-06-20", "The Lisbon meeting had first been set for May 21."), []);
        assert_eq!(read("2018-06-20", "It was not on May 9 that she came to Lisbon."), []);
    }

    #[test]
    fn a_contact_without_a_date_has_its_place() {
        let found = read("", "The king of Norway had travelled to Paris. The queen of Portugal was in Oslo last week.");
        let places: Vec<Option<&str>> = found.iter().map(|f| f.0.as_deref()).collect();
        assert_eq!(places, [Some("Paris"), Some("Oslo")]);
    }

    #[test]
    fn the_vaguer_of_two_tellings_is_left_out() {
        let text = "No king of Norway has come to Portugal for 20 years. The last, Ola Nordmann, was in Lisbon on May 3, 1998.";
        assert_eq!(read("2018-06-20", text), [(Some("Lisbon".to_owned()), Some("1998-05-03".to_owned()))]);
    }

    #[test]
    fn a_visit_was_where_its_own_verb_goes_to() {
        let found = read(
            "2018-06-20",
            "He had visited Chile six times between 2006 and 2007, had tried to put up a statue of the queen in Oslo, and once wept in the street.",
        );
        assert_eq!(found.first(), Some(&(Some("Chile".to_owned()), Some("2006".to_owned()))));
        let found = read("2018-06-20", "In March 2012 she travelled to Norway for talks in Oslo.");
        assert_eq!(found, [(Some("Oslo".to_owned()), Some("2012-03".to_owned()))]);
    }

    #[test]
    fn a_year_of_another_deed_is_no_contact() {
        assert_eq!(read("2018-06-20", "They came back to the railway that Portugal had asked for in 1911."), []);
        assert_eq!(
            read("2018-06-20", "She came to Lisbon in 1905 and asked for the same railway in 1911."),
            [(Some("Lisbon".to_owned()), Some("1905".to_owned()))]
        );
    }

    #[test]
    fn years_are_counted_back() {
        let found = read("2018-06-20", "No king of Norway has come to Portugal for 20 years.");
        assert_eq!(found, [(Some("Portugal".to_owned()), Some("1998".to_owned()))]);
    }
}
