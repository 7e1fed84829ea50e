//! A party as one statement names it.

use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, Statement};
use crate::text::{Gap, Token, tokenize};

/// A party: the state or body that it acts for, and its name.
pub(super) struct Party {
    /// ISO alpha-3, or `IGO:…`.
    pub code: Option<String>,
    /// As printed.
    pub name: String,
    /// True for a person, also one named by the office.
    pub person: bool,
    /// True where the name stands in the text as it is, no adjective and no office.
    pub written: bool,
}

/// True for an actor that can be a party: a person, a state, an organisation of states or an office of a state.
pub fn is_party(actor: &Actor) -> bool {
    let role = actor.role.as_deref().unwrap_or_default().to_lowercase();
    if story_words().tellers.iter().any(|t| role.contains(t.as_str())) && !role.contains("diplomats") {
        return false;
    }
    match actor.kind {
        ActorKind::Person | ActorKind::Igo | ActorKind::Country => true,
        ActorKind::Office => actor.code().is_some(),
        ActorKind::Organisation => actor.code().is_some() && !is_media(&actor.name),
    }
}

fn is_media(name: &str) -> bool {
    let tokens = tokenize(name);
    gazetteer(&tokens).is_some_and(|m| matches!(m.value.kind, EntryKind::Media | EntryKind::Company))
}

/// The parties that a statement names, one a state, persons before their states.
pub(super) fn in_statement(article: &Annotated, statement: &Statement) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    let start = after_dateline(article, statement);
    let tokens = article.document.tokens_of(statement.index);
    let bears = |a: &&Actor| is_party(a) && a.span.start >= start && !is_set_against(tokens, a) && !looks_on(tokens, a);
    let parties = || statement.actors.iter().filter(bears);
    let told = |a: &&Actor| !is_teller(tokens, a);
    let sides = parties().filter(told).filter_map(Actor::code).collect::<std::collections::BTreeSet<_>>().len();
    // Who announces a measure takes it, where no two others are named.
    for actor in parties().filter(|a| sides < 2 || told(a)) {
        // `Norway will open an embassy, Minister Berg said`: who speaks for the party that acts is none beside it.
        if is_teller(tokens, actor) && found.iter().any(|p| actor.code().is_none() || p.code.as_deref() == actor.code())
        {
            continue;
        }
        // `the Union's Security Council` is one party.
        if !found.is_empty() && actor.kind == ActorKind::Igo && is_owned(tokens, actor) {
            continue;
        }
        let party = party(article, actor);
        if party.person
            && found.iter().any(|p| !p.person && p.code.is_some() && p.code == party.code)
            && is_aside(tokens, actor)
        {
            continue;
        }
        let same = found.iter_mut().find(|p| {
            p.name == party.name || (p.code.is_some() && p.code == party.code && !(p.person && party.person))
        });
        match same {
            Some(known) if party.person && !known.person => *known = party,
            Some(_) => {}
            None => found.push(party),
        }
    }
    found
}

/// The source of the sentence, not a party of what it tells: `according to Oslo`, `…, the ministry in Oslo said on Friday`.
pub(super) fn is_teller(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let to = tokens.partition_point(|t| t.span.start < actor.span.end);
    let before = tokens.get(from.saturating_sub(4)..from).unwrap_or_default();
    let named = before.windows(2).any(|w| matches!(w, [a, b] if a.is("according") && b.is("to")));
    let near = from.saturating_sub(4);
    let clause = tokens.get(near..from).unwrap_or_default().iter().rposition(|t| t.is(",")).map(|k| near + k);
    let behind = tokens.get(to..(to + 4).min(tokens.len())).unwrap_or_default();
    let says = behind.iter().take_while(|t| !t.is(",")).any(|t| story_words().words.tells.has(t));
    let trails = clause.is_some_and(|comma| comma > tokens.len() / 3);
    // `a law that the Union says would harm it`.
    let within = matches!(behind, [tells, verb, ..] if story_words().words.tells.has(tells) && verb.is_any(&["would", "will", "is", "are", "was", "were", "has", "have", "could"]));
    named || (says && trails) || (within && from > tokens.len() / 3)
}

/// `…, despite the king's taunts`.
fn is_set_against(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let before = tokens.get(from.saturating_sub(3)..from).unwrap_or_default();
    before.iter().any(|t| t.is_any(&["despite", "amid"]))
}

/// `…, with the king looking on`, `in the presence of the king`: who watches takes no part.
fn looks_on(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let to = tokens.partition_point(|t| t.span.start < actor.span.end);
    let words = &story_words().words;
    let before = tokens.get(from.saturating_sub(4)..from).unwrap_or_default();
    let present = before.windows(2).any(|w| matches!(w, [presence, of] if presence.is("presence") && of.is("of")));
    let behind = tokens.get(to..(to + 2).min(tokens.len())).unwrap_or_default();
    present || before.iter().any(|t| t.is("with")) && behind.first().is_some_and(|t| words.watches.has(t))
}

fn is_owned(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let before = tokens.get(from.saturating_sub(4)..from).unwrap_or_default();
    before.iter().any(|t| t.norm.starts_with('\'') || t.norm.starts_with('’'))
}

/// `…, despite what the king said`: a person in words that the news is set against does not act for the state that does.
fn is_aside(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let before = tokens.get(from.saturating_sub(10)..from).unwrap_or_default();
    story_words().words.set_against.any(before)
}

/// The byte where the words of a statement begin, its dateline left out: `OSLO, May 4 (Agency) -- The king …`, also where
/// it was not read as one.
pub(super) fn after_dateline(article: &Annotated, statement: &Statement) -> usize {
    let read = article.document.article.dateline.as_ref().map(|d| d.span).filter(|d| statement.span.contains(*d));
    let tokens = article.document.tokens_of(statement.index);
    let head = tokens.get(..16.min(tokens.len())).unwrap_or_default();
    let dash = head.iter().position(|t| t.is_any(&["-", "--", "–", "—"]) && t.gap != Gap::None);
    let credited = dash.and_then(|k| head.get(..k)).is_some_and(|before| before.iter().any(|t| t.is("(")));
    let dash = dash.filter(|_| credited).and_then(|k| head.get(k)).map(|t| t.span.end);
    read.map(|d| d.end).max(dash).unwrap_or(statement.span.start)
}

/// An office without a name is the person who holds it in this article, else its state; states and bodies keep the name
/// that the article gives them.
fn party(article: &Annotated, actor: &Actor) -> Party {
    let code = actor.code().map(str::to_owned);
    let name = match actor.kind {
        ActorKind::Person => Some(styled(article, actor).unwrap_or_else(|| actor.name.clone())),
        ActorKind::Country | ActorKind::Igo | ActorKind::Organisation => as_written(article, actor),
        ActorKind::Office => holder(article, actor),
    };
    let person = actor.kind == ActorKind::Person || (actor.kind == ActorKind::Office && name.is_some());
    let state = || code.as_deref().and_then(country_name).map(str::to_owned);
    let written = name.is_some();
    Party { name: name.or_else(state).unwrap_or_else(|| actor.name.clone()), code, person, written }
}

/// `King Harald`: who has one name alone bears the title that stands before it.
fn styled(article: &Annotated, actor: &Actor) -> Option<String> {
    let title = actor.role.as_deref().filter(|_| !actor.name.contains(' '))?;
    let last = title.rsplit(' ').next()?.to_lowercase();
    let style = format!("{title} {}", actor.name);
    let written = article.document.text(actor.span);
    (story_words().words.regnal.holds(&last) && written.ends_with(&style)).then_some(style)
}

/// `Beijing`, `the UN General Assembly`, `the White House`; not `Chinese` and not a ministry.
fn as_written(article: &Annotated, actor: &Actor) -> Option<String> {
    let written = article.document.text(actor.span);
    let written = written.strip_prefix("the ").or(written.strip_prefix("The ")).unwrap_or(written);
    let tokens = tokenize(written);
    let entry = gazetteer(&tokens).filter(|m| m.len == tokens.len()).map(|m| m.value.kind);
    let noun = matches!(entry, Some(EntryKind::Country | EntryKind::Capital | EntryKind::Seat | EntryKind::Igo));
    let body = actor.org.as_deref().is_some_and(|o| o.starts_with("IGO:"));
    // The state's own name says more than that of its capital, in the article's words where it writes it.
    let capital = entry == Some(EntryKind::Capital) && !is_paired(article, actor);
    let named = |code| state_name(article, code).or_else(|| country_name(code).map(str::to_owned));
    let own = || actor.country.as_deref().filter(|_| capital).and_then(named);
    (noun || body).then(|| own().unwrap_or_else(|| written.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// `Oslo and Lisbon`: capitals in a pair stay.
fn is_paired(article: &Annotated, actor: &Actor) -> bool {
    let tokens = &article.document.tokens;
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let to = tokens.partition_point(|t| t.span.start < actor.span.end);
    let seat = |at: usize| {
        let entry = tokens.get(at..(at + 3).min(tokens.len())).and_then(gazetteer);
        entry.is_some_and(|m| matches!(m.value.kind, EntryKind::Capital | EntryKind::Seat))
    };
    let and = |at: usize| tokens.get(at).is_some_and(|t| t.is("and"));
    (and(to) && seat(to + 1)) || (from >= 2 && and(from - 1) && seat(from - 2))
}

/// The name that the article itself gives a state or a body of states.
pub(super) fn state_name(article: &Annotated, code: &str) -> Option<String> {
    let body = article.statements.iter().filter(|s| s.furniture.is_none()).flat_map(|s| &s.actors);
    let named = body.filter(|a| a.code() == Some(code) && matches!(a.kind, ActorKind::Country | ActorKind::Igo));
    let names = named.filter_map(|a| {
        let written = article.document.text(a.span);
        let written = written.strip_prefix("the ").or(written.strip_prefix("The ")).unwrap_or(written);
        let tokens = tokenize(written);
        let kind = gazetteer(&tokens).filter(|m| m.len == tokens.len()).map(|m| m.value.kind);
        matches!(kind, Some(EntryKind::Country | EntryKind::Igo)).then_some(written)
    });
    // The first of the longest: no short form where a full one stands.
    names.rev().max_by_key(|n| n.len()).map(|n| n.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn holder(article: &Annotated, office: &Actor) -> Option<String> {
    let role = office.role.as_deref()?.to_lowercase();
    let all = article.statements.iter().flat_map(|s| &s.actors);
    all.filter(|a| a.kind == ActorKind::Person && a.country.is_some() && a.country == office.country)
        .find(|a| a.role.as_deref().is_some_and(|r| r.to_lowercase() == role))
        .map(|a| a.name.clone())
}
