//! The lines that attache composes itself, from their slots, in another language than that of the sources.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Catalogue, Text, pattern::fill, word};
use crate::lexicon::{EntryKind, gazetteer, story_words, wording};
use crate::model::{EventType, Line, Section, Status};
use crate::text::{capitalised, tokenize};

/// No headline is longer, in characters.
const LONGEST: usize = 140;

/// How the lines read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    with: String,
    what: String,
    place: String,
    region: String,
    days: String,
    status: String,
    ordinal: String,
    ordinal_of: String,
    this_year: String,
    news_of: String,
    news_undated: String,
    undated: String,
    as_of: String,
    origins: Text,
    count: String,
    check: String,
    against: String,
    key_date: String,
}

type Slots = BTreeMap<String, String>;

impl Catalogue {
    /// The words of a line, and the code of their language.
    pub fn line(&self, line: &Line) -> (String, &str) {
        let own = self.lines.as_ref().filter(|_| line.generated).and_then(|lines| self.composed(lines, line));
        match own {
            Some(text) => (text, self.code.as_str()),
            None => (line.text.clone(), super::SOURCE_LANGUAGE),
        }
    }

    /// None where the slots do not carry the line: a title, an editor's words.
    fn composed(&self, lines: &Lines, line: &Line) -> Option<String> {
        let slots = &line.slots;
        match line.section {
            Section::Headline => self.headline(lines, slots),
            Section::Dateline => Some(self.dateline(lines, slots)),
            Section::Prior => {
                slots.get("earlier").and(slots.get("total"))?;
                Some(put(&lines.count, slots))
            }
            Section::Checks => self.check(lines, slots),
            _ => None,
        }
    }

    fn headline(&self, lines: &Lines, slots: &Slots) -> Option<String> {
        if slots.contains_key("title") || slots.contains_key("editor") {
            return None;
        }
        if get(slots, "who").is_none() {
            let day = get(slots, "published").map(|day| self.dates.words(day));
            return Some(day.map_or(lines.news_undated.clone(), |day| one(&lines.news_of, "day", &day)));
        }
        let fits = |text: &String| text.chars().count() <= LONGEST;
        let forms = [(true, true), (true, false), (false, false)];
        let mut texts = forms.map(|(place, ordinal)| self.headline_with(lines, slots, place, ordinal)).into_iter();
        let shortest = texts.clone().next_back();
        texts.find(fits).or(shortest)
    }

    fn headline_with(&self, lines: &Lines, slots: &Slots, place: bool, ordinal: bool) -> String {
        let kind: EventType =
            get(slots, "type").and_then(|t| serde_json::from_value(t.into()).ok()).unwrap_or(EventType::Other);
        let place = get(slots, "place").filter(|_| place);
        let noun = wording().event(kind).noun.as_str();
        // "Vaz in Montevideo" is a visit without saying so.
        let is_plain_visit = kind == EventType::Visit && place.is_some();
        let mut text = self.place(get(slots, "who").unwrap_or_default());
        let with = get(slots, "with").filter(|_| !is_plain_visit);
        text.extend(with.map(|with| one(&lines.with, "with", &self.place(with))));
        let what = Some(word(&self.nouns, noun)).filter(|noun| !noun.is_empty() && !is_plain_visit);
        text.extend(what.map(|what| one(&lines.what, "what", &what)));
        let at = |place: &str| if is_city(place) { &lines.place } else { &lines.region };
        text.extend(place.map(|place| one(at(place), "place", &self.place(place))));
        text.extend(get(slots, "days").map(|days| one(&lines.days, "days", &self.dates.words(days))));
        let open = [Status::Planned, Status::Cancelled].map(Status::as_str);
        let status = get(slots, "status").filter(|status| open.contains(status));
        text.extend(status.map(|status| one(&lines.status, "status", &word(&self.statuses, status))));
        text.extend(get(slots, "ordinal").filter(|_| ordinal).map(|words| self.ordinal(lines, words)));
        capitalised(&text)
    }

    /// `third visit to China this year`; what cannot be said is quoted.
    fn ordinal(&self, lines: &Lines, words: &str) -> String {
        match self.nth_time(lines, words) {
            Some(text) => one(&lines.ordinal_of, "ordinal", &text),
            None => one(&lines.ordinal, "ordinal", words),
        }
    }

    fn nth_time(&self, lines: &Lines, words: &str) -> Option<String> {
        let (nth, rest) = words.split_once(' ')?;
        let n = story_words().ordinals.get(nth)?;
        let (rest, year) = rest.strip_suffix(" this year").map_or((rest, ""), |rest| (rest, lines.this_year.as_str()));
        let (noun, to) = rest.split_once(" to ").map_or((rest, None), |(noun, to)| (noun, Some(to)));
        let Text::Counted { one: first, other } = self.nth.get(noun)? else { return None };
        let number = Slots::from([("n".to_owned(), n.to_string())]);
        let text = put(if *n == 1 { first } else { other }, &number);
        let to = match to {
            Some(to) => one(&lines.region, "place", self.places.get(to)?),
            None => String::new(),
        };
        Some(text + year + &to)
    }

    fn dateline(&self, lines: &Lines, slots: &Slots) -> String {
        let days = get(slots, "days").map(|days| self.dates.words(days));
        let head: Vec<_> = get(slots, "place").map(|place| self.place(place)).into_iter().chain(days).collect();
        let bare = head.is_empty() && !slots.contains_key("published");
        let mut parts = vec![if bare { lines.undated.clone() } else { head.join(", ") }];
        parts.extend(get(slots, "published").map(|day| one(&lines.as_of, "day", &self.dates.words(day))));
        let open = [Status::Planned, Status::Cancelled].map(Status::as_str);
        let status = get(slots, "status").filter(|status| !bare || open.contains(status));
        parts.extend(status.map(|status| word(&self.statuses, status)));
        parts.extend(
            get(slots, "count").zip(get(slots, "origins")).map(|(count, names)| self.origins(lines, count, names)),
        );
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    fn origins(&self, lines: &Lines, count: &str, names: &str) -> String {
        let pattern = match &lines.origins {
            Text::Plain(pattern) => pattern,
            Text::Counted { one, other } => {
                if count.parse().is_ok_and(|n| self.one.contains(&n)) {
                    one
                } else {
                    other
                }
            }
        };
        put(pattern, &Slots::from([("n".to_owned(), count.to_owned()), ("names".to_owned(), names.to_owned())]))
    }

    fn check(&self, lines: &Lines, slots: &Slots) -> Option<String> {
        let slot = capitalised(&self.slot(get(slots, "slot")?));
        let quoted = |value: &str| {
            let text = Slots::from([("text".to_owned(), value.to_owned())]);
            self.text("quoted", &text).unwrap_or_else(|_| value.to_owned())
        };
        let values: Vec<_> = (1..).map_while(|n| get(slots, &format!("value_{n}"))).map(quoted).collect();
        let values = values.join(&lines.against);
        (!values.is_empty())
            .then(|| put(&lines.check, &Slots::from([("slot".to_owned(), slot), ("values".to_owned(), values)])))
    }

    /// A row of the key dates: its days, what, and the language.
    pub fn key_date(&self, line: &Line) -> (String, String, &str) {
        let Some(lines) = &self.lines else {
            let (when, what) = line.text.split_once(": ").unwrap_or(("", &line.text));
            return (when.to_owned(), what.to_owned(), super::SOURCE_LANGUAGE);
        };
        let slots = &line.slots;
        let when = self.dates.words(get(slots, "when").unwrap_or_default());
        let what = get(slots, "what").map(|what| word(&self.nouns, what));
        let what: Vec<_> = what.into_iter().chain(get(slots, "place").map(|place| self.place(place))).collect();
        let what = what.join(", ");
        let text = match get(slots, "who") {
            Some(who) => {
                put(&lines.key_date, &Slots::from([("what".to_owned(), what), ("who".to_owned(), self.place(who))]))
            }
            None => what,
        };
        (when, text, &self.code)
    }

    /// The days of a moment, a digest, a correction.
    pub fn days(&self) -> &super::dates::Dates {
        &self.dates
    }
}

fn get<'s>(slots: &'s Slots, name: &str) -> Option<&'s str> {
    slots.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

fn put(pattern: &str, slots: &Slots) -> String {
    fill(pattern, |name| Some(slots.get(name).cloned().unwrap_or_default())).unwrap_or_default()
}

fn one(pattern: &str, slot: &str, value: &str) -> String {
    put(pattern, &Slots::from([(slot.to_owned(), value.to_owned())]))
}

/// True for the name of a city; of a country the preposition would depend on the name.
fn is_city(place: &str) -> bool {
    let tokens = tokenize(place);
    gazetteer(&tokens).is_some_and(|found| {
        found.len == tokens.len() && matches!(found.value.kind, EntryKind::City | EntryKind::Capital)
    })
}
