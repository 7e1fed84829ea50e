//! Headline and dateline: slots put into words. The words are a function of the slots, so that a proof can redo them.

use std::collections::BTreeMap;

use super::days::range;
use super::frame::Frame;
use super::gloss::title_case;
use super::ground::{Ground, holds};
use super::lean::Lean;
use super::line::{Part, receipt, taken};
use super::passage::{Passage, printable};
use super::support::Support;
use super::{Length, Material, ordinal};
use crate::lexicon::{country_name, wording};
use crate::model::{Certainty, EventType, Kind, Line, MainEvent, Receipt, Section, Status};
use crate::story::visits::state_code;
use crate::text::capitalised;

type Slots = BTreeMap<String, String>;

/// The headline, at most [`Length::LINE_CHARS`] long: the main event's slots in words, else the article's own title, else
/// its best sentence, else its day; `None` where nothing of the story can be printed.
pub(super) fn headline(material: &Material<'_>, frame: &Frame) -> Option<Line> {
    best(material)?;
    of_event(material, frame)
        .or_else(|| of_title(material, frame))
        .or_else(|| of_sentence(material, frame))
        .or_else(|| of_day(material, frame))
}

fn of_event(material: &Material<'_>, frame: &Frame) -> Option<Line> {
    let mut slots = slots(material, frame)?;
    let mut at = grounds(material, frame);
    settle_days(material, frame, &mut slots, &mut at);
    // Who and what alone are thin ground for a claim: where neither place nor day is told, or no word for what
    // happened, the title says it better.
    let named = frame.kind() != EventType::Other;
    let framed = slots.contains_key("place") || slots.contains_key("days");
    let told = named && framed;
    let titled = material.readings.iter().any(|r| r.annotated.article().title.is_some());
    // `Peru, Chile: statement` says less than any title does.
    let says = frame.kind() != EventType::Statement || !titled;
    let sound = slots.contains_key("who") && (told || !titled) && (named || framed) && says;
    let line = || generated(Section::Headline, headline_words(&slots), slots.clone(), receipts(material, &at));
    sound.then(line).filter(fits_a_line)
}

/// The title of the story that is short enough and that its other articles bear out most, no question before others;
/// proved by the sentence of its article that carries the event, else by the best one.
fn of_title(material: &Material<'_>, frame: &Frame) -> Option<Line> {
    let asks = |article: &usize| {
        let title = material.readings[*article].annotated.article().title.as_deref();
        title.is_some_and(|t| t.contains('?') || t.to_lowercase().starts_with("opinion"))
    };
    let (asked, mut articles): (Vec<_>, Vec<_>) = Support::of(material).by_title().into_iter().partition(asks);
    articles.extend(asked);
    articles.into_iter().find_map(|article| {
        let title = material.readings[article].annotated.article().title.as_ref()?;
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut at: Vec<_> = grounds(material, frame).into_iter().filter(|(n, _)| *n == article).collect();
        if at.is_empty() {
            let own = printable(material).filter(|p| p.article == article).max_by_key(rank)?;
            at.push((article, own.statement.index));
        }
        let slots = Slots::from([("title".to_owned(), title.clone())]);
        Some(generated(Section::Headline, title, slots, receipts(material, &at))).filter(fits_a_line)
    })
}

/// The best sentence that is short enough, for cutting a longer one could cut its hedge; one that stands alone and quotes
/// nobody before others.
fn of_sentence(material: &Material<'_>, frame: &Frame) -> Option<Line> {
    let mut passages: Vec<_> = printable(material).collect();
    let alone = |p: &Passage<'_>| p.lean() == Lean::Alone && !p.quotes();
    let news = |p: &Passage<'_>| matches!(p.statement.kind, Kind::Event | Kind::Outcome);
    passages.sort_by_cached_key(|p| std::cmp::Reverse((alone(p), news(p), rank(p))));
    passages.iter().find_map(|passage| {
        let mut line = taken(&[Part { reading: passage.reading, i: passage.statement.index }], frame.year);
        line.section = Section::Headline;
        line.certainty = passage.statement.certainty().as_str().to_owned();
        Some(line).filter(fits_a_line)
    })
}

fn of_day(material: &Material<'_>, frame: &Frame) -> Option<Line> {
    let mut slots = Slots::new();
    let mut at = grounds(material, frame);
    put(&mut slots, "published", published(material));
    settle(material, &mut slots, &mut at);
    Some(generated(Section::Headline, headline_words(&slots), slots, receipts(material, &at)))
}

fn fits_a_line(line: &Line) -> bool {
    !line.text.is_empty() && fits(&line.text)
}

fn fits(text: &str) -> bool {
    text.chars().count() <= Length::LINE_CHARS
}

/// The latest day on which an article of the story was published.
fn published(material: &Material<'_>) -> Option<String> {
    let published = material.readings.iter().filter_map(|r| r.annotated.article().published).max();
    published.map(|d| super::days::days(d, d, None))
}

/// The dateline: place, days, status, origins.
pub(super) fn dateline(material: &Material<'_>, frame: &Frame) -> Line {
    let mut slots = Slots::new();
    let mut at = grounds(material, frame);
    if let Some(event) = &frame.event {
        put(&mut slots, "place", event.place.as_deref().map(title_case));
        put(&mut slots, "days", frame.days.map(|(start, end)| range(start, end)));
        put(&mut slots, "status", status(event));
        settle_days(material, frame, &mut slots, &mut at);
    }
    if !slots.contains_key("days") {
        put(&mut slots, "published", published(material));
        settle(material, &mut slots, &mut at);
    }
    put(&mut slots, "origins", (!frame.origins.is_empty()).then(|| frame.origins.join("; ")));
    put(&mut slots, "count", (!frame.origins.is_empty()).then(|| frame.origins.len().to_string()));
    let text = dateline_words(&slots);
    generated(Section::Dateline, text, slots, receipts(material, &at))
}

/// Each slot gets a sentence that says it; where no sentence says the last day, the first stands alone.
fn settle_days(material: &Material<'_>, frame: &Frame, slots: &mut Slots, at: &mut Vec<(usize, usize)>) {
    let left = settle(material, slots, at);
    if let Some((start, _)) = frame.days.filter(|_| left.contains(&"days")) {
        put(slots, "days", Some(range(start, start)));
        settle(material, slots, at);
    }
}

/// How far the event has come; a statement that is in the news has been made, whatever it announces.
fn status(event: &MainEvent) -> Option<String> {
    let made = event.kind == EventType::Statement && event.status == Status::Planned;
    (!made).then(|| event.status.as_str().to_owned())
}

/// Each slot gets a sentence that says it; one that no sentence says is left out. Returns these.
fn settle(material: &Material<'_>, slots: &mut Slots, at: &mut Vec<(usize, usize)>) -> Vec<&'static str> {
    let mut left = Vec::new();
    let ground = |(article, i): (usize, usize)| {
        let reading = *material.readings.get(article)?;
        Some(Ground { reading, statement: reading.annotated.statements.get(i)? })
    };
    for slot in ["who", "with", "place", "days", "published"] {
        let Some(value) = slots.get(slot) else { continue };
        let known: Vec<_> = at.iter().filter_map(|at| ground(*at)).collect();
        if holds(slot, value, &known) {
            continue;
        }
        let says = |at: &(usize, usize)| ground(*at).is_some_and(|g| holds(slot, value, &[g]));
        match everywhere(material).find(says) {
            Some(found) => at.push(found),
            None => {
                slots.remove(slot);
                left.push(slot);
            }
        }
    }
    left
}

/// Every statement of the story, furniture last.
fn everywhere(material: &Material<'_>) -> impl Iterator<Item = (usize, usize)> {
    let all = |noise: bool| {
        material.readings.iter().enumerate().flat_map(move |(article, reading)| {
            let statements = reading.annotated.statements.iter().filter(move |s| s.is_noise() == noise);
            statements.map(move |s| (article, s.index))
        })
    };
    all(false).chain(all(true))
}

fn put(slots: &mut Slots, name: &str, value: Option<String>) {
    if let Some(value) = value.filter(|v| !v.is_empty()) {
        slots.insert(name.to_owned(), value);
    }
}

fn generated(section: Section, text: String, slots: Slots, receipts: Vec<Receipt>) -> Line {
    Line {
        section,
        text,
        generated: true,
        slots,
        receipts,
        certainty: Certainty::Stated.as_str().to_owned(),
        ..Line::default()
    }
}

/// The sentences that carry the event (at most four) and its count, or the best one.
fn grounds(material: &Material<'_>, frame: &Frame) -> Vec<(usize, usize)> {
    let mut at = frame.receipts.clone();
    at.truncate(4);
    if let Some((article, i, _)) = stated_ordinal(material, frame)
        && !at.contains(&(article, i))
    {
        at.push((article, i));
    }
    if at.is_empty() {
        at.extend(best(material).map(|b| (b.article, b.statement.index)));
    }
    at
}

fn receipts(material: &Material<'_>, at: &[(usize, usize)]) -> Vec<Receipt> {
    at.iter().filter_map(|(article, i)| receipt(material.readings.get(*article)?, *i)).collect()
}

fn best<'a>(material: &Material<'a>) -> Option<Passage<'a>> {
    printable(material).max_by_key(rank)
}

/// The higher score, then the earlier place.
fn rank(passage: &Passage<'_>) -> impl Ord + use<> {
    (passage.statement.score, std::cmp::Reverse((passage.article, passage.statement.index)))
}

fn slots(material: &Material<'_>, frame: &Frame) -> Option<Slots> {
    let event = frame.event.as_ref().filter(|e| !e.actors.is_empty())?;
    let mut slots = Slots::new();
    slots.insert("type".into(), type_name(event.kind));
    put(&mut slots, "who", event.actors.first().cloned());
    put(&mut slots, "with", event.actors.get(1).filter(|with| !is_where(material, frame, with)).cloned());
    put(&mut slots, "place", event.place.as_deref().map(title_case));
    put(&mut slots, "days", frame.days.map(|(start, end)| range(start, end)));
    put(&mut slots, "status", status(event));
    put(&mut slots, "ordinal", stated_ordinal(material, frame).map(|(_, _, words)| words));
    Some(slots)
}

/// True where the second party is only the country of the place: "Ana Lind: talks in Beijing" says it. Of two states both
/// are named.
fn is_where(material: &Material<'_>, frame: &Frame, with: &str) -> bool {
    let Some(event) = frame.event.as_ref().filter(|e| e.actors.first().is_none_or(|who| state_code(who).is_none()))
    else {
        return false;
    };
    let Some(place) = event.place.as_deref() else { return false };
    let places = material.readings.iter().flat_map(|r| &r.annotated.statements).flat_map(|s| &s.places);
    let country = places.filter(|p| p.name == place).find_map(|p| p.country.as_deref());
    country.and_then(country_name).is_some_and(|name| name == with)
}

fn type_name(kind: EventType) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The first plainly stated count of the event itself: (article, statement, words).
fn stated_ordinal(material: &Material<'_>, frame: &Frame) -> Option<(usize, usize, String)> {
    let kind = frame.event.as_ref()?.kind;
    material.readings.iter().enumerate().find_map(|(article, reading)| {
        let statements = reading.annotated.statements.iter().filter(|s| !s.is_noise() && !s.cut_off);
        statements.take(8).find_map(|s| {
            let span = ordinal::phrase(reading, s.index, kind)?;
            let words = reading.annotated.document.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
            Some((article, s.index, words))
        })
    })
}

/// The words of a headline, from its slots: `who`, `with`, `type`, `place`, `days`, `status`, `ordinal`; or `title`; or,
/// where there is no more to go by, `published`.
///
/// Parts are left out where the line would pass [`Length::LINE_CHARS`]: the ordinal first, then the place.
pub fn headline_words(slots: &BTreeMap<String, String>) -> String {
    let get = |name: &str| slots.get(name).map(String::as_str).filter(|v| !v.is_empty());
    if let Some(title) = get("title") {
        return title.to_owned();
    }
    if get("who").is_none() {
        return get("published").map_or("News of an unknown day".to_owned(), |day| format!("News of {day}"));
    }
    let kind: EventType = get("type").and_then(|t| serde_json::from_value(t.into()).ok()).unwrap_or(EventType::Other);
    let full = words(kind, &get, true, true);
    if fits(&full) {
        return full;
    }
    let no_ordinal = words(kind, &get, true, false);
    if fits(&no_ordinal) { no_ordinal } else { words(kind, &get, false, false) }
}

fn words<'s>(kind: EventType, get: &impl Fn(&str) -> Option<&'s str>, place: bool, ordinal: bool) -> String {
    let who = get("who").unwrap_or_default();
    let plain = wording().event(kind).noun.as_str();
    let place = get("place").filter(|_| place);
    let counted = get("ordinal").filter(|_| ordinal);
    // `second summit in Riga`: a count that ends with the noun takes its place.
    let joined = counted.filter(|c| kind != EventType::Visit && c.rsplit(' ').next() == Some(plain));
    let noun = joined.unwrap_or(plain);
    let mut text = match (kind, get("with"), place) {
        (EventType::Visit, _, Some(place)) => format!("{who} {}", located(place)),
        (EventType::Other, with, Some(place)) => {
            let with = with.map_or(String::new(), |w| format!(", {w}"));
            format!("{who}{with} {}", located(place))
        }
        (_, with, place) => {
            let mut text = who.to_owned();
            text.extend(with.map(|w| format!(", {w}")));
            if !noun.is_empty() {
                text += &format!(": {noun}");
            }
            text.extend(place.map(|p| format!(" {}", located(p))));
            text
        }
    };
    text.extend(get("days").map(|d| format!(", {d}")));
    match get("status") {
        Some(status) if status == Status::Planned.as_str() || status == Status::Cancelled.as_str() => {
            text += &format!(" ({status})");
        }
        _ => {}
    }
    text.extend(counted.filter(|_| joined.is_none()).map(|o| format!(": {o}")));
    // Also where the first words stood within a sentence.
    capitalised(&text)
}

/// `in Riga`, `at Lake Peipus`, `in the United States`.
fn located(place: &str) -> String {
    let words = &wording().places;
    let first = place.split(' ').next().unwrap_or_default().to_lowercase();
    let last = place.rsplit(' ').next().unwrap_or_default().to_lowercase();
    if words.at.contains(&first) || (words.sites.contains(&last) && place.contains(' ')) {
        return format!("at {place}");
    }
    // `in the Republic of Cyprus`.
    let kingdom = words.the.contains(&first) && place.split(' ').nth(1) == Some("of");
    if kingdom {
        return format!("in the {place}");
    }
    let named = words.the.contains(&last) && place.contains(' ');
    match (named, words.inside.contains(&last)) {
        (true, true) => format!("in the {place}"),
        (true, false) => format!("at the {place}"),
        _ => format!("in {place}"),
    }
}

/// The words of a dateline, from its slots: `place`, `days` or `published`, `status`, `count` and `origins`.
pub fn dateline_words(slots: &BTreeMap<String, String>) -> String {
    let get = |name: &str| slots.get(name).map(String::as_str).filter(|v| !v.is_empty());
    let head = [get("place"), get("days")].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let bare = head.is_empty() && !slots.contains_key("published");
    let mut parts = vec![if bare { "undated".to_owned() } else { head }];
    parts.extend(get("published").map(|d| format!("as of {d}")));
    // "done" alone says nothing; that it is still to come does.
    let open = |s: &&str| !bare || [Status::Planned, Status::Cancelled].iter().any(|open| open.as_str() == *s);
    parts.extend(get("status").filter(open).map(str::to_owned));
    parts.extend(get("count").zip(get("origins")).map(|(count, origins)| {
        let noun = if count == "1" { "origin" } else { "origins" };
        format!("{count} {noun}: {origins}")
    }));
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(pairs: &[(&str, &str)]) -> Slots {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn a_visit_reads_as_a_visit() {
        let visit = slots(&[
            ("type", "visit"),
            ("who", "Ana Lind"),
            ("place", "Riga"),
            ("days", "3–4 May 2021"),
            ("status", "planned"),
            ("ordinal", "second visit to Latvia this year"),
        ]);
        assert_eq!(
            headline_words(&visit),
            "Ana Lind in Riga, 3–4 May 2021 (planned): second visit to Latvia this year"
        );
    }

    #[test]
    fn other_events_name_both_parties() {
        let talks =
            slots(&[("type", "talks"), ("who", "Peru"), ("with", "Chile"), ("place", "Lima"), ("days", "May 2021")]);
        assert_eq!(headline_words(&talks), "Peru, Chile: talks in Lima, May 2021");
        assert_eq!(headline_words(&slots(&[("title", "As printed")])), "As printed");
        let council = slots(&[("type", "meeting"), ("who", "ministers of the council"), ("place", "Riga")]);
        assert_eq!(headline_words(&council), "Ministers of the council: meeting in Riga");
    }

    #[test]
    fn a_count_takes_the_place_of_its_noun() {
        let summit =
            |count| slots(&[("type", "summit"), ("who", "Peru"), ("with", "Chile"), ("place", "Lima"), ("ordinal", count)]);
        assert_eq!(headline_words(&summit("second fisheries summit")), "Peru, Chile: second fisheries summit in Lima");
        assert_eq!(headline_words(&summit("second summit this year")), "Peru, Chile: summit in Lima: second summit this year");
    }

    #[test]
    fn a_place_has_its_preposition() {
        let words = [
            "Riga",
            "Lake Peipus",
            "United States",
            "Narva Bridge",
            "Free Zone",
            "Bridge",
            "Tapa Air Base",
            "Republic of Peru",
        ]
        .map(located);
        assert_eq!(
            words,
            [
                "in Riga",
                "at Lake Peipus",
                "in the United States",
                "at the Narva Bridge",
                "in the Free Zone",
                "in Bridge",
                "at Tapa Air Base",
                "in the Republic of Peru"
            ]
        );
    }

    #[test]
    fn a_long_headline_sheds_parts_but_never_its_status() {
        let long = "x".repeat(80);
        let text = headline_words(&slots(&[
            ("type", "visit"),
            ("who", &long),
            ("place", "Riga"),
            ("status", "planned"),
            ("ordinal", &long),
        ]));
        assert!(text.chars().count() <= 140 && text.ends_with("(planned)"), "{text}");
    }

    #[test]
    fn a_dateline_counts_its_origins() {
        let line = dateline_words(&slots(&[
            ("place", "Riga"),
            ("days", "3 May 2021"),
            ("status", "done"),
            ("count", "1"),
            ("origins", "LETA"),
        ]));
        assert_eq!(line, "Riga, 3 May 2021 · done · 1 origin: LETA");
        let bare = |status| dateline_words(&slots(&[("status", status), ("count", "1"), ("origins", "LETA")]));
        assert_eq!(bare("done"), "undated · 1 origin: LETA");
        assert_eq!(bare("planned"), "undated · planned · 1 origin: LETA");
    }
}
