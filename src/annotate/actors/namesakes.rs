//! Two persons of one surname: whom the surname alone means, where one of them is a leader named by the office.
//!
//! `President Lind` is not the `Eva Lind` whom the article names in full, and neither is `Lind` from then on: news gives the
//! relative the first name.

use std::collections::HashMap;

use compact_str::CompactString;

use super::Mention;
use super::persons::{Person, full_name_fits, same_office, written};
use crate::lexicon::{Leader, leaders};
use crate::model::{ActorKind, Document};

/// For a surname that a leader, named by surname and office, shares with another person of the article: the number of the
/// leader among the people, or `None` where the article never names him in full.
pub(super) fn heads(
    document: &Document,
    mentions: &[Mention],
    words: &[Vec<CompactString>],
    people: &[Person],
) -> HashMap<CompactString, Option<usize>> {
    let mut heads = HashMap::new();
    for (mention, own) in mentions.iter().zip(words) {
        let [surname] = own.as_slice() else { continue };
        if heads.contains_key(surname) || mention.kind != ActorKind::Person {
            continue;
        }
        let Some(leader) = leader(document, mention, surname) else { continue };
        let bears = |person: &Person| person.words.last() == Some(surname);
        let is_leader = |person: &Person| full_name_fits(leader, &person.words);
        if people.iter().any(|person| bears(person) && !is_leader(person)) {
            heads.insert(surname.clone(), people.iter().position(|person| bears(person) && is_leader(person)));
        }
    }
    heads
}

/// The leader whom a surname with an office means on the day of the article.
fn leader(document: &Document, mention: &Mention, surname: &str) -> Option<&'static Leader> {
    let role = written(document, mention.role.as_ref()?);
    let day = document.article.published;
    leaders(surname).iter().find(|leader| {
        let state = mention.country.is_none() || mention.country == leader.code;
        state && same_office(&role, leader.office) && day.is_none_or(|day| leader.in_office(day))
    })
}
