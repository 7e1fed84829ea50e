//! From mentions to actors: what one mention leaves open is carried over from others.

use super::Mention;
use std::collections::BTreeSet;

use super::persons::{Person, Persons, written};
use crate::lexicon::singular_office;
use crate::model::{Actor, ActorKind, Document};

/// The actors of every sentence, in order.
pub(super) fn actors(document: &Document, mentions: &[Mention], persons: &Persons) -> Vec<Vec<Actor>> {
    let mut all = vec![Vec::new(); document.sentences.len()];
    let mut holders = Holders::default();
    let states: BTreeSet<&str> = mentions.iter().filter(|m| !m.doubtful).filter_map(|m| m.country).collect();
    for (n, mention) in mentions.iter().enumerate() {
        let person = persons.of_mention.get(n).copied().flatten().and_then(|id| persons.people.get(id));
        let actor = match mention.kind {
            ActorKind::Person => person.and_then(|p| self::person(document, mention, p)),
            _ if mention.doubtful && !states.is_empty() && !mention.country.is_some_and(|c| states.contains(c)) => None,
            _ => other(document, mention, &holders),
        };
        let Some(actor) = actor else { continue };
        holders.note(&actor);
        if let Some(row) = all.get_mut(mention.sentence) {
            row.push(actor);
        }
    }
    all
}

fn person(document: &Document, mention: &Mention, person: &Person) -> Option<Actor> {
    let role = mention.role.as_ref().map(|r| singular_office(&written(document, r))).or_else(|| person.role.clone());
    let own = mention.country.is_some() || mention.org.is_some();
    let country = if own { mention.country.map(str::to_owned) } else { person.country.clone() };
    let org = if own { mention.org.clone() } else { person.org.clone() };
    let inherited = (!own && (country.is_some() || org.is_some())) || (mention.role.is_none() && role.is_some());
    Some(Actor {
        span: span(document, mention)?,
        name: person.name.clone(),
        kind: ActorKind::Person,
        role,
        country,
        org,
        inherited,
    })
}

fn other(document: &Document, mention: &Mention, holders: &Holders) -> Option<Actor> {
    let name = mention.usual.map_or_else(|| written(document, &mention.name), str::to_owned);
    let role = mention.role.as_ref().map(|r| written(document, r));
    let mut country = mention.country.map(str::to_owned);
    let mut org = mention.org.clone();
    let open = country.is_none() && org.is_none();
    if open {
        let held = holders.of(role.as_deref().unwrap_or(&name));
        let spokesman = role.as_deref().is_some_and(|r| r.to_lowercase().contains("spokes"));
        let vague = mention.kind == ActorKind::Office && !spokesman || !name.trim().contains(' ');
        if held.is_none() && vague {
            return None;
        }
        (country, org) = held.unwrap_or_default();
    }
    let inherited = open && (country.is_some() || org.is_some());
    Some(Actor { span: span(document, mention)?, name, kind: mention.kind, role, country, org, inherited })
}

fn span(document: &Document, mention: &Mention) -> Option<crate::text::Span> {
    let tokens = document.tokens.get(mention.tokens.clone())?;
    Some(tokens.first()?.span.join(tokens.last()?.span))
}

/// Who last bore a role or was called a body in the article: `the president` is the one just named.
#[derive(Debug, Default)]
struct Holders {
    last: std::collections::HashMap<String, (Option<String>, Option<String>)>,
}

impl Holders {
    fn note(&mut self, actor: &Actor) {
        let key = match (&actor.role, actor.kind) {
            (Some(role), _) => role,
            (None, ActorKind::Organisation) => &actor.name,
            _ => return,
        };
        if actor.country.is_some() || actor.org.is_some() {
            self.last.insert(tail(key), (actor.country.clone(), actor.org.clone()));
        }
    }

    fn of(&self, role: &str) -> Option<(Option<String>, Option<String>)> {
        self.last.get(&tail(role)).cloned()
    }
}

/// The last two words of a role or body, in lower case: `Russian Foreign Ministry` and `foreign ministry` meet.
fn tail(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.get(words.len().saturating_sub(2)..).unwrap_or_default().join(" ")
}
