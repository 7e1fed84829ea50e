//! Where an event is.

use super::Told;
use super::party::{after_dateline, is_party};
use super::spoken::{is_said_at, spoken_at};
use super::town::{capitals, dateline, is_left, is_nameless, is_scene, is_town, name_case, whole, with_state};
use super::unlisted::{described, unlisted};
use crate::lexicon::{EntryKind, event_types, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Modality, Place, Statement};
use crate::story::points::points;
use crate::text::Token;

/// Statements that are searched for a town beside the words for the event, and bytes between the two.
const BODY: usize = 30;
const CLOSE: usize = 12;
/// Bytes between a town and the day of the event, in a caption.
const BESIDE_DAY: usize = 16;
/// Tokens before a place that may hold its preposition: `in the Ecuadorean port of`.
const LED: usize = 6;
/// What a place before the words for the event counts as further away, in bytes.
const BEHIND: usize = 40;

/// Where the event is: a place of the statement that tells it, the one nearest to the words that say so; else of those that
/// tell of it too; else the dateline's, where that is no capital (from there all sorts of news are told) or the event is a
/// meeting; else a name that no list knows.
pub(super) fn place(told: &Told) -> Option<Place> {
    let found = match told.kind {
        EventType::Statement => spoken_at(told),
        EventType::Protest => scene(told).or_else(|| dateline(told.article).map(|(place, _)| place)),
        EventType::Call | EventType::Vote | EventType::Sanction | EventType::Expulsion => None,
        _ => scene(told),
    };
    found.map(|p| Place { name: name_case(&p.name), ..p })
}

/// The town that any line of the page, a caption too, names right before the event's day: `in Lisbon, on May 4`.
pub(super) fn on_day(article: &Annotated, start: &str) -> Option<Place> {
    article.statements.iter().find_map(|s| {
        let days = points(s);
        let beside =
            |p: &&Place| days.iter().any(|d| d.value == start && d.at >= p.span.end && d.at - p.span.end < BESIDE_DAY);
        s.places.iter().filter(|p| is_town(p) && p.country.is_some() && is_scene(article, s, p)).find(beside).cloned()
    })
}

fn scene(told: &Told) -> Option<Place> {
    let (article, anchor, kind) = (told.article, told.anchor, told.kind);
    let home = home(told);
    let abroad = |p: &Place| home.is_none() || p.country != home;
    let best = |s: &Statement, at: usize| nearest(told, s, at, home.as_deref(), true);
    let here = best(anchor, told.at);
    let any = nearest(told, anchor, told.at, home.as_deref(), false).filter(|p| here.is_some() || !is_town(p));
    let fits = |p: &Place| any.as_ref().is_none_or(|h| h.country.is_none() || h.country == p.country);
    // Where news of what is to come is written is no place of it.
    let dateline = dateline(article).filter(|(p, _)| abroad(p) && !told.to_come);
    let meets = kind.is_in_person();
    let start = after_dateline(article, anchor);
    let came_here = article.document.tokens_of(anchor.index).iter().any(|t| t.is("here"));
    // `lorries from Peru`: what is left is not where they are.
    let named = |q: &Place, p: &Place| {
        q.span.start >= start && q.country.is_some() && q.country == p.country && !is_left(article, anchor, q)
    };
    // `LIMA -- The king met the Peruvian minister`: where the host is, the visit is.
    let hosted = |p: &Place| {
        let is_host = |a: &Actor| is_party(a) && a.span.start >= start && a.code() == p.country.as_deref();
        home.is_some() && p.country.is_some() && here.is_none() && anchor.actors.iter().any(is_host)
    };
    let here_too = |p: &Place| {
        came_here
            || hosted(p)
            || anchor.places.iter().map(with_state).chain(capitals(article, anchor)).any(|q| named(&q, p))
    };
    // `LIMA -- Norway and Peru signed an accord`: at home with one of the parties.
    let at_side = |p: &Place| {
        let side = |a: &Actor| a.span.start >= start && a.code().is_some() && a.code() == p.country.as_deref();
        let is_past = |t: &Token| story_words().words.initials.has(t);
        let signed = || article.document.tokens_of(anchor.index).iter().any(is_past);
        kind == EventType::Agreement && here.is_none() && signed() && anchor.actors.iter().any(side)
    };
    let by_line = dateline
        .as_ref()
        .filter(|(p, _)| here_too(p) || at_side(p))
        .or(dateline.as_ref().filter(|(_, capital)| !capital && here.is_none()));
    let others = |list: &[&Statement]| {
        let now = list.iter().filter(|s| !is_later(told, s));
        now.filter_map(|s| best(s, s.span.start)).find(|p| is_town(p) && fits(p))
    };
    let meeting_place = || dateline.clone().filter(|_| meets && here.is_none()).map(|(p, _)| p);
    let told_by = || std::iter::once(anchor).chain(told.related.iter().copied().take(2));
    let unsettled = here.as_ref().is_none_or(|p| is_nameless(p) || (p.country.is_none() && !is_town(p)));
    let unknown = |building: bool| told_by().find_map(|s| unlisted(article, s, building));
    here.clone()
        .filter(is_town)
        .or_else(|| by_line.map(|(p, _)| p.clone()))
        .or_else(|| others(told.related))
        .or_else(|| in_title(told).filter(|p| meets && fits(p)))
        .or_else(|| if told.to_come { elsewhere(told) } else { None })
        .or_else(|| others(told.near))
        .or_else(|| if unsettled { unknown(false).or_else(|| described(article)) } else { None })
        .or_else(meeting_place)
        .or_else(|| here.clone().filter(|p| p.country.is_some() && !is_nameless(p)))
        .or_else(|| destination(told, home.as_deref()))
        .or_else(|| unknown(true))
        .or_else(|| elsewhere(told))
        .or(here.filter(|p| !is_nameless(p)))
}

/// The state of who travels.
fn home(told: &Told) -> Option<String> {
    let start = after_dateline(told.article, told.anchor);
    let traveller = super::travel::arrival(told.article, told.anchor).map(|a| a.traveller);
    let parties = || told.anchor.actors.iter().filter(|a| is_party(a) && a.span.start >= start);
    let leading = || parties().find(|a| a.kind == ActorKind::Person).or_else(|| parties().next());
    traveller.or_else(leading).and_then(|a| a.country.clone()).filter(|_| told.kind == EventType::Visit)
}

/// The place of a statement that lies nearest to `at`; a town of the same state before the state. Where it is `strict`, a place
/// that the words of the sentence go to, or another clause than theirs names, is none.
fn nearest(told: &Told, statement: &Statement, at: usize, home: Option<&str>, strict: bool) -> Option<Place> {
    let article = told.article;
    // A party is not where its agreement is signed: `Norway and Chile signed it for sailors in Chile`.
    let is_side = |p: &Place| {
        told.kind == EventType::Agreement
            && !p.city
            && p.country.is_some()
            && told.anchor.actors.iter().any(|a| a.code() == p.country.as_deref())
    };
    let capitals = capitals(article, statement);
    let known: Vec<Place> = statement.places.iter().map(with_state).chain(capitals).collect();
    let here: Vec<&Place> = known
        .iter()
        .filter(|p| is_scene(article, statement, p) && !is_side(p))
        .filter(|p| !strict || told.kind == EventType::Visit || !is_goal(told, statement, p))
        .filter(|p| !strict || told.kind.is_in_person() || !is_apart(article, statement, p, at))
        .filter(|p| told.kind.is_in_person() || !is_said_at(article, statement, p, false))
        .filter(|p| home.is_none() || p.country.as_deref() != home)
        .collect();
    let distance = |p: &&&Place| if p.span.start >= at { p.span.start - at } else { at - p.span.start + BEHIND };
    let near = here.iter().min_by_key(|p| (p.country.is_none(), distance(p)))?;
    let town = here.iter().filter(|p| is_town(p) && p.country == near.country).min_by_key(distance);
    let place = if is_town(near) { near } else { town.unwrap_or(near) };
    Some(whole(article, statement, place).unwrap_or_else(|| (**place).clone()))
}

/// `boats to Lisbon`, `told Lisbon`, `ties with Lisbon`: no preposition of place leads to the name.
fn is_goal(told: &Told, statement: &Statement, place: &Place) -> bool {
    let tokens = told.article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let before = tokens.get(at.saturating_sub(LED)..at).unwrap_or_default();
    let lead =
        before.iter().rfind(|t| story_words().words.leads.has(t) || t.is_any(&["to", "with", "against", "by", "and"]));
    // `will take the king to Lisbon` for a meeting.
    lead.is_some_and(|t| t.is_any(&["with", "against", "by"]) || t.is("to") && !told.kind.is_in_person())
}

/// `summoned the envoy after a speech in Lisbon`: another clause than that of the event's words at byte `at` names the place.
fn is_apart(article: &Annotated, statement: &Statement, place: &Place, at: usize) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let between = tokens.iter().skip_while(|t| t.span.start < at).take_while(|t| t.span.end <= place.span.start);
    between.into_iter().any(|t| story_words().words.clause_openers.has(t))
}

/// `her last visit to Lisbon`, `has visited Lisbon`, `in the north of Chile`: a name that stands for its state elsewhere.
fn destination(told: &Told, home: Option<&str>) -> Option<Place> {
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let at = tokens.partition_point(|t| t.span.start < told.at);
    (at + 1..tokens.len().min(at + 9)).find_map(|k| {
        let (led, end) = tokens.get(k - 1).zip(tokens.get(..k))?;
        // `in the north of Chile`.
        let inside = matches!(end, [.., into, the, side, of] if into.is("in") && the.is("the") && of.is("of") && story_words().words.sides.has(side));
        let goes = led.is("to") || story_words().words.visiting.has(led);
        (inside || (told.kind == EventType::Visit && goes)).then_some(())?;
        let entry = gazetteer(tokens.get(k..)?)?;
        let kind = entry.value.kind;
        let place = matches!(kind, EntryKind::City | EntryKind::Capital | EntryKind::Country);
        entry.value.code.filter(|c| place && Some(*c) != home)?;
        let span = tokens.get(k)?.span.join(tokens.get(k + entry.len.checked_sub(1)?)?.span);
        let name = told.article.document.text(span).to_owned();
        Some(Place { span, name, country: entry.value.code.map(str::to_owned), city: kind != EntryKind::Country })
    })
}

/// A town right behind words for such an event, further down: `the summit in Lisbon`.
fn elsewhere(told: &Told) -> Option<Place> {
    let body = told.article.statements.iter().filter(|s| !s.is_noise() && s.kind != Kind::Prior).take(BODY);
    body.filter(|s| !is_later(told, s))
        .filter_map(|s| {
            let tokens = told.article.document.tokens_of(s.index);
            let words: Vec<usize> = event_types()
                .all(tokens)
                .filter(|(_, m)| m.value.0 == told.kind)
                .filter_map(|(at, m)| Some(tokens.get(at + m.len.checked_sub(1)?)?.span.end))
                .collect();
            let beside = |p: &&Place| words.iter().any(|end| p.span.start >= *end && p.span.start - end < CLOSE);
            s.places.iter().filter(|p| is_town(p) && p.country.is_some() && is_scene(told.article, s, p)).find(beside)
        })
        .next()
        .cloned()
}

/// True for a statement of what comes after an event that is no plan itself: `They will meet again in Lisbon`.
fn is_later(told: &Told, statement: &Statement) -> bool {
    let planned = |s: &Statement| s.kind == Kind::Agenda || s.modality == Modality::Planned;
    !told.to_come && !planned(told.anchor) && planned(statement)
}

/// A town that the headline names as the event's: `Ministers meet in Lisbon`, `Lisbon summit ends`.
fn in_title(told: &Told) -> Option<Place> {
    let title = super::hints::title(told.article);
    let found = (0..title.len()).find_map(|at| {
        let rest = title.get(at..)?;
        let town = |kind: EntryKind| matches!(kind, EntryKind::City | EntryKind::Capital);
        let entry = gazetteer(rest).filter(|m| town(m.value.kind) && !m.value.doubtful)?;
        let led = at.checked_sub(1).and_then(|k| title.get(k)).is_some_and(|t| t.is("in"));
        let behind = rest.get(entry.len..).and_then(|behind| event_types().at(behind));
        let noun = behind.is_some_and(|m| m.value.0.is_in_person() && m.value.0.is_akin(told.kind));
        (led || noun).then_some((at, entry))
    });
    let (at, entry) = found?;
    let span = title.get(at)?.span.join(title.get(at + entry.len.checked_sub(1)?)?.span);
    let name = super::hints::headline(told.article).get(span.start..span.end)?.to_owned();
    Some(Place { span: told.anchor.span, name, country: entry.value.code.map(str::to_owned), city: true })
}
