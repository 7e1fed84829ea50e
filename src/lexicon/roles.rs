use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

use super::PhraseSet;
use crate::text::{Gap, Token, WordSet, fold};

#[derive(Deserialize)]
struct File {
    office: Vec<String>,
    modifier: Vec<String>,
    tail: Vec<String>,
    title: Vec<String>,
    collective: Vec<String>,
    body: Vec<String>,
    describes: Vec<String>,
    particle: Vec<String>,
    opening_particle: Vec<String>,
    news_word: Vec<String>,
    thing_opener: Vec<String>,
    also_surname: Vec<String>,
    plural_office: Vec<String>,
    spelling: Vec<(String, String)>,
    not_name: Vec<String>,
}

struct Roles {
    office: WordSet,
    modifier: WordSet,
    tail: PhraseSet<()>,
    title: WordSet,
    collective: PhraseSet<()>,
    body: PhraseSet<()>,
    describes: WordSet,
    particle: WordSet,
    opening_particle: WordSet,
    news_word: WordSet,
    thing_opener: WordSet,
    also_surname: WordSet,
    plural_office: WordSet,
    spelling: Vec<(String, String)>,
    not_name: WordSet,
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let file: File = super::embedded!("roles");
    Roles {
        office: words(file.office),
        modifier: words(file.modifier),
        tail: phrases(file.tail),
        title: words(file.title),
        collective: phrases(file.collective),
        body: phrases(file.body),
        describes: words(file.describes),
        particle: words(file.particle),
        opening_particle: words(file.opening_particle),
        news_word: words(file.news_word),
        thing_opener: words(file.thing_opener),
        also_surname: words(file.also_surname),
        plural_office: words(file.plural_office),
        spelling: file.spelling,
        not_name: words(super::calendar::expand(file.not_name)),
    }
});

fn words(list: Vec<String>) -> WordSet {
    list.into_iter().map(CompactString::from).collect()
}

fn phrases(list: Vec<String>) -> PhraseSet<()> {
    let mut set = PhraseSet::default();
    for phrase in list {
        set.insert(&phrase, ());
    }
    set
}

/// How many tokens the role at the start of these takes: modifiers, a head and what may follow it
/// (`deputy foreign minister`, `Secretary-General`, `Secretary of State`).
pub fn role_at(tokens: &[Token]) -> Option<usize> {
    /// Longer rows of role words are no role.
    const LONGEST: usize = 9;
    let (mut at, mut end) = (0, None);
    while let Some(token) = tokens.get(at).filter(|_| at < LONGEST) {
        let glued = at > 0 && token.is("-") && token.gap == Gap::None;
        if glued {
            at += 1;
            continue;
        }
        if at > 0 && !matches!(token.gap, Gap::Space | Gap::None) || !token.is_word() {
            break;
        }
        let (office, modifier) = (ROLES.office.contains(&token.norm), ROLES.modifier.contains(&token.norm));
        if !office && !modifier {
            break;
        }
        at += 1;
        if office {
            end = Some(at);
        }
    }
    let end = end?;
    let rest = tokens.get(end..)?;
    let hyphen = usize::from(rest.first().is_some_and(|t| t.is("-") && t.gap == Gap::None));
    let tail = ROLES.tail.at(rest.get(hyphen..)?).map_or(0, |m| m.len + hyphen);
    Some(end + tail)
}

/// True for the head of a role (`president`).
pub fn is_office(norm: &str) -> bool {
    ROLES.office.contains(norm)
}

/// True for a plain title before a name (`Mr`, `Dr`).
pub fn is_title(norm: &str) -> bool {
    ROLES.title.contains(norm)
}

/// How many tokens the group of people or state body takes that begins here (`troops`, `air force`).
pub fn collective_at(tokens: &[Token]) -> Option<usize> {
    ROLES.collective.at(tokens).map(|m| m.len)
}

/// How many tokens the body takes that begins here (`foreign ministry`).
pub fn body_at(tokens: &[Token]) -> Option<usize> {
    ROLES.body.at(tokens).map(|m| m.len)
}

/// True for a noun that may stand between an adjective and a name (`Saudi journalist X`).
pub fn describes(norm: &str) -> bool {
    ROLES.describes.contains(norm)
}

/// True for small words inside names (`van`, `bin`).
pub fn is_particle(norm: &str) -> bool {
    ROLES.particle.contains(norm)
}

/// True for small words with which a name may begin (`al`, `de`).
pub fn opens_name(norm: &str) -> bool {
    ROLES.opening_particle.contains(norm)
}

/// True for a word after which a name is a thing's (`Mount`).
pub fn names_thing(token: &Token) -> bool {
    token.is_one(&ROLES.thing_opener)
}

/// True for an office that is a surname after a first name (`King`).
pub fn is_also_surname(norm: &str) -> bool {
    ROLES.also_surname.contains(norm)
}

/// True for an office of several people (`Presidents A and B`).
pub fn is_plural_office(norm: &str) -> bool {
    ROLES.plural_office.contains(norm)
}

/// An office as one person holds it: `Foreign Ministers` is `Foreign Minister`; any other words stay as they are.
pub fn singular_office(role: &str) -> String {
    let last = role.rsplit([' ', '-']).next().unwrap_or(role);
    let one = last.strip_suffix('s').filter(|_| is_plural_office(&fold(last)));
    let stem = one.map(|one| one.strip_suffix("ie").map_or_else(|| one.to_owned(), |stem| format!("{stem}y")));
    stem.map_or_else(|| role.to_owned(), |stem| format!("{}{stem}", &role[..role.len() - last.len()]))
}

/// Endings of names that transliterations write differently, each with the one under which they meet.
pub(super) fn spellings() -> &'static [(String, String)] {
    &ROLES.spelling
}

/// True for a word of the news business behind a name (`Editing`).
pub fn is_news_word(norm: &str) -> bool {
    ROLES.news_word.contains(norm)
}

/// True for capitalised words that belong to no person's name.
pub fn is_not_name(norm: &str) -> bool {
    ROLES.not_name.contains(norm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn roles_end_with_a_head_or_its_tail() {
        let len = |text| role_at(&tokenize(text));
        assert_eq!(len("deputy foreign minister Petrov"), Some(3));
        assert_eq!(len("Secretary-General Silva"), Some(3));
        assert_eq!(len("Secretary of State Jones"), Some(3));
        assert_eq!(len("foreign policy is"), None);
        assert_eq!(len("president"), Some(1));
    }
}
