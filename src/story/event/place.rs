//! Where an event is.

use super::Told;
use super::party::{after_dateline, is_party};
use crate::lexicon::{EntryKind, event_types, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Modality, Place, Statement};
use crate::story::points::points;
use crate::text::{Case, Gap, Token, tokenize};

/// Statements from the top that may name a place that no list knows.
const SEARCHED: usize = 6;
/// Days before publication from which a place's own date makes it the place of something older.
const OLD_DAYS: i64 = 20;
/// Statements that are searched for a town beside the words for the event, and bytes between the two.
const BODY: usize = 30;
const CLOSE: usize = 12;
/// Bytes between a town and the day of the event, in a caption.
const BESIDE_DAY: usize = 16;
/// Tokens between a verb of saying and the town where it was said, at most.
const SAID: usize = 9;
/// Statements from the top that may say where somebody spoke.
const SPOKEN: usize = 4;
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

/// The dateline's place, where its state is the one that acts: expels, speaks, gives, sets free.
pub(super) fn at_home(article: &Annotated, initiator: &str) -> Option<Place> {
    let (_, codes) = super::names_of(article, std::slice::from_ref(&initiator.to_owned()));
    let is_home = |p: &Place| p.country.as_ref().is_some_and(|c| codes.contains(c));
    let line = dateline(article).map(|(place, _)| place).filter(is_home);
    let body = article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(SPOKEN);
    let place = line.or_else(|| body.filter_map(|s| said_in(article, s)).find(is_home))?;
    Some(Place { name: name_case(&place.name), ..place })
}

/// `told reporters in Lisbon`: the town behind the verb of saying, in the statement that tells the event or one beside it.
fn spoken_at(told: &Told) -> Option<Place> {
    let all = std::iter::once(told.anchor).chain(told.near.iter().copied());
    all.take(3).find_map(|s| said_in(told.article, s))
}

/// The town behind a verb of saying.
fn said_in(article: &Annotated, statement: &Statement) -> Option<Place> {
    let said = |p: &&Place| is_town(p) && is_scene(article, statement, p) && is_said_at(article, statement, p, true);
    statement.places.iter().find(said).cloned()
}

/// `told reporters in Lisbon`: where somebody spoke, and not where it happened; `announced in Lisbon`, too, where `announced`.
fn is_said_at(article: &Annotated, statement: &Statement, place: &Place, announced: bool) -> bool {
    let words = &story_words().words;
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let before = tokens.get(at.saturating_sub(SAID)..at).unwrap_or_default();
    let led = before.last().is_some_and(|t| t.is_any(&["in", "at"]));
    let said = before.iter().rposition(|t| words.speaks.has(t) || announced && words.tells.has(t));
    // `said that the envoys were held in Lisbon`: told of, and not spoken there.
    let that = |k: usize| before.get(k..).is_some_and(|b| b.iter().any(|t| t.is("that") || t.is(",")));
    led && said.is_some_and(|k| !that(k))
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
    let named = |q: &Place, p: &Place| q.span.start >= start && q.country.is_some() && q.country == p.country;
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
        let is_past = |t: &Token| t.is_any(&["signed", "initialled", "initialed"]);
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

/// A town or a region, not a state and not a building.
fn is_town(place: &Place) -> bool {
    place.city && !is_building(&place.name) && !is_nameless(place)
}

/// `the Cuban capital`.
fn is_nameless(place: &Place) -> bool {
    place.name.ends_with("capital")
}

fn is_building(name: &str) -> bool {
    story_words().words.buildings.any(&tokenize(name))
}

/// `the Cuban capital`, where it is not read as a place.
pub(super) fn capitals(article: &Annotated, statement: &Statement) -> Vec<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let named = tokens.iter().zip(tokens.iter().skip(1)).filter(|(_, noun)| noun.is("capital"));
    let place = |(state, noun): (&Token, &Token)| {
        let span = state.span.join(noun.span);
        let entry = gazetteer(std::slice::from_ref(state)).filter(|m| m.value.kind == EntryKind::Adjective)?;
        let known = statement.places.iter().any(|p| p.span.overlaps(span));
        let name = article.document.text(span).to_owned();
        (!known).then(|| Place { span, name, country: entry.value.code.map(str::to_owned), city: true })
    };
    named.filter_map(place).collect()
}

/// `the Cuban capital` with its state.
pub(super) fn with_state(place: &Place) -> Place {
    let state = || gazetteer(&tokenize(&place.name)).and_then(|m| m.value.code).map(str::to_owned);
    let country = place.country.clone().or_else(|| state().filter(|_| is_nameless(place)));
    Place { country, ..place.clone() }
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

/// `in La Paz Street, a part of Oslo`: the town that a place is called a part of.
fn whole(article: &Annotated, statement: &Statement, place: &Place) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.end);
    tokens.get(at).filter(|t| t.is(","))?;
    let behind = tokens.get(at..(at + 9).min(tokens.len()))?;
    let part = behind.windows(2).position(|w| matches!(w, [a, b] if story_words().words.parts.has(a) && b.is("of")))?;
    let first = at + part + 2;
    let entry = gazetteer(tokens.get(first..)?)?;
    matches!(entry.value.kind, EntryKind::City | EntryKind::Capital).then_some(())?;
    let span = tokens.get(first)?.span.join(tokens.get(first + entry.len.checked_sub(1)?)?.span);
    let country = entry.value.code.map(str::to_owned);
    Some(Place { span, name: article.document.text(span).to_owned(), country, city: true })
}

/// `her last visit to Lisbon`, `has visited Lisbon`, `in the north of Chile`: a name that stands for its state elsewhere.
fn destination(told: &Told, home: Option<&str>) -> Option<Place> {
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let at = tokens.partition_point(|t| t.span.start < told.at);
    (at + 1..tokens.len().min(at + 9)).find_map(|k| {
        let (led, end) = tokens.get(k - 1).zip(tokens.get(..k))?;
        // `in the north of Chile`.
        let inside = matches!(end, [.., into, the, side, of] if into.is("in") && the.is("the") && of.is("of") && story_words().words.sides.has(side));
        let goes = led.is_any(&["to", "visit", "visits", "visited", "visiting"]);
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

/// A place that is left, that is a government's seat or older news, or only called "the capital", is not where things happen.
fn is_scene(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let left = before.iter().any(|t| t.is_any(&["from", "leaving", "left"]) || story_words().words.rulers.has(t));
    let in_dateline = article.document.article.dateline.as_ref().is_some_and(|d| d.span.contains(place.span));
    let opens = place.span.start < after_dateline(article, statement);
    let person = statement.actors.iter().any(|a| a.span.overlaps(place.span) && a.span.len() > place.span.len());
    // `spokesman Lima Perez`, `in this File photo`.
    let next = tokens.get(tokens.partition_point(|t| t.span.start < place.span.end));
    let led = before.last().is_some_and(|t| story_words().words.place_leads.has(t));
    let longer =
        next.is_some_and(|t| t.is_capitalised() && t.gap != Gap::Line && !story_words().words.not_place.has(t));
    let label = place.country.is_none() && story_words().words.not_place.any(&tokenize(&place.name));
    let speaks = next.is_some_and(|t| story_words().words.speaks.has(t));
    // `Senator Ola Nordmann of Oslo`, `they talk to Chile`.
    let home = before.last().is_some_and(|t| t.is("of"))
        && statement
            .actors
            .iter()
            .any(|a| a.kind == ActorKind::Person && before.first().is_some_and(|t| a.span.contains(t.span)));
    let addressed = matches!(before, [verb, to] if to.is("to") && story_words().words.addressing.has(verb));
    let part = ((longer || speaks) && !led && place.city) || label;
    !left && !opens && !in_dateline && !person && !home && !addressed && !part && !is_old(article, statement, place)
}

/// `a summit in Lisbon in February`, told in June.
fn is_old(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let Some(today) = article.document.article.published else { return false };
    let old = |last: chrono::NaiveDate| (today - last).num_days() > OLD_DAYS;
    points(statement).iter().any(|p| {
        let behind = p.at >= place.span.end && p.at - place.span.end < 12;
        behind && p.last.is_some_and(old)
    })
}

/// The dateline's place, and whether it is a capital.
fn dateline(article: &Annotated) -> Option<(Place, bool)> {
    let dateline = article.document.article.dateline.as_ref()?;
    let name = dateline.place.as_deref()?.split(',').next()?.trim().to_owned();
    let tokens = tokenize(&name_case(&name));
    let entry = gazetteer(&tokens).map(|m| m.value);
    // `PORT X, Chile`: the state stands behind an unlisted place.
    let behind =
        || dateline.place.as_deref().and_then(|p| p.split_once(',')).map(|(_, rest)| tokenize(&name_case(rest.trim())));
    let behind = || behind().and_then(|rest| gazetteer(&rest).map(|m| m.value)).and_then(|e| e.code);
    let country = entry.and_then(|e| e.code).or_else(behind).map(str::to_owned);
    let capital = entry.is_some_and(|e| matches!(e.kind, EntryKind::Capital | EntryKind::Seat));
    Some((Place { span: dateline.span, country, name, city: true }, capital))
}

/// A place that no list knows: a capitalised name behind `in` or `at` that is no actor (`at Lake Vesi`, `at the Weir Bridge`).
fn unlisted(article: &Annotated, statement: &Statement, building: bool) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    (1..tokens.len()).find_map(|at| {
        tokens.get(at - 1).filter(|t| t.is_any(&["in", "at"]))?;
        let first = in_town_of(tokens, at).unwrap_or(at + usize::from(tokens.get(at)?.is("the")));
        let len = name_len(tokens, first);
        // `in Republican style`: an adjective.
        let noun =
            tokens.get(first + len).is_none_or(|t| t.case != Case::Lower || story_words().words.after_name.has(t));
        // `at the Vesi border post`.
        let behind = tokens.get(first + len..(first + len + 5).min(tokens.len())).unwrap_or_default();
        let noun =
            noun || (behind.iter().take_while(|t| t.is_word() || t.is("-")).any(|t| story_words().words.sites.has(t)));
        let place = named(article, statement, first, len).filter(|_| noun || len > 1)?;
        let place = whole(article, statement, &place).unwrap_or(place);
        (building || !is_building(&place.name)).then_some(place)
    })
}

/// `in the Peruvian port of Vesi`: where the name begins, behind the noun for a town.
fn in_town_of(tokens: &[Token], at: usize) -> Option<usize> {
    let near = tokens.get(at..(at + LED).min(tokens.len()))?;
    let of = near
        .windows(2)
        .position(|w| matches!(w, [noun, of] if story_words().words.town_nouns.has(noun) && of.is("of")))?;
    Some(at + of + 2)
}

/// A name at the top that its own words tell to be a place: `Lake Vesi`, `Sandvik, a fishing village`.
fn described(article: &Annotated) -> Option<Place> {
    let top = || article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(SEARCHED);
    let words = &story_words().words;
    let village = |s: &Statement| {
        let tokens = article.document.tokens_of(s.index);
        (0..tokens.len()).find_map(|at| {
            let len = name_len(tokens, at);
            let behind = tokens.get(at + len..(at + len + 6).min(tokens.len()))?;
            let said = matches!(behind, [comma, a, ..] if comma.is(",") && a.is_any(&["a", "the"]));
            let noun = behind.iter().skip(2).take_while(|t| !t.is(",")).any(|t| words.settlements.has(t));
            if said && noun { named(article, s, at, len) } else { None }
        })
    };
    let headed = |s: &Statement| {
        let tokens = article.document.tokens_of(s.index);
        (0..tokens.len()).find_map(|at| {
            tokens.get(at).filter(|t| t.is_capitalised() && words.landforms.has(t))?;
            let len = name_len(tokens, at);
            if len > 1 { named(article, s, at, len) } else { None }
        })
    };
    top().find_map(village).or_else(|| top().find_map(headed))
}

/// Capitalised tokens from `at`, also where a hyphen joins them: `Vesi-Saari`.
fn name_len(tokens: &[Token], at: usize) -> usize {
    let words = &story_words().words;
    let begins_name = |t: &Token| t.is_capitalised() && !words.not_place.has(t);
    let joins = |k: usize| {
        let glued = |k: usize| tokens.get(k).is_some_and(|t| t.gap == Gap::None);
        glued(k) && glued(k + 1) && tokens.get(k + 1).is_some_and(begins_name)
    };
    let name = tokens.get(at..).unwrap_or_default().iter().enumerate();
    let name = name.take_while(|(k, t)| begins_name(t) || (*k > 0 && t.is("-") && joins(at + k)));
    let len = name.take(5).count();
    let begins = tokens.get(at.wrapping_sub(1)).is_none_or(|t| !t.is_capitalised());
    if begins { len } else { 0 }
}

/// The place of some tokens, where nothing else bears the name.
fn named(article: &Annotated, statement: &Statement, first: usize, len: usize) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let (from, to) = tokens.get(first).zip(tokens.get((first + len).checked_sub(1)?)).filter(|_| len > 0)?;
    let span = from.span.join(to.span);
    let taken = statement.actors.iter().any(|a| a.span.overlaps(span))
        || statement.places.iter().any(|p| p.span.overlaps(span) && p.country.is_some());
    let held = gazetteer(tokens.get(first..)?).is_some();
    let name = article.document.text(span).to_owned();
    (!taken && !held).then_some(Place { span, name, country: None, city: true })
}

/// `ADDIS ABABA` as a reader would write it.
fn name_case(name: &str) -> String {
    // `U.S.`, `UK`.
    if name.chars().any(char::is_lowercase) || name.contains('.') || name.len() < 4 {
        return name.to_owned();
    }
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |first| first.to_string() + &chars.as_str().to_lowercase())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
