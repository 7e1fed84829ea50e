//! `Ms. Lind` in one sentence, `Ola Lind … he` in another: a slip of a translation, or two people of one name.

use crate::lexicon::story_words;
use crate::model::{Actor, ActorKind, Annotated, Check, Statement, Verdict};
use crate::story::page::check;
use crate::text::Token;

/// What a title or a pronoun says of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    She,
    He,
}

/// A sentence that says it of a person.
struct Said<'a> {
    name: &'a str,
    gender: Gender,
    words: String,
    i: usize,
}

pub(super) fn read(article: &Annotated) -> Option<Check> {
    let body = || article.statements.iter().filter(|s| s.furniture.is_none());
    let titled = body().flat_map(|s| s.actors.iter().filter_map(move |a| titled(article, s, a)));
    let told: Vec<Said> = body().filter_map(|s| told(article, s)).collect();
    let (one, other) = titled
        .filter(|t| is_alone(article, t.name))
        .find_map(|t| told.iter().find(|p| p.name == t.name && p.gender != t.gender).map(|p| (t, p)))?;
    let note = format!("One sentence says “{}”, another “{}” of the same name.", one.words, other.words);
    let values = vec![(one.words, one.i), (other.words.clone(), other.i)];
    Some(check("name", Verdict::Contradicts, values, note))
}

/// `Ms.` or `Mr.` before the name, or at its head.
fn titled<'a>(article: &'a Annotated, statement: &Statement, actor: &'a Actor) -> Option<Said<'a>> {
    if !is_full(actor) || has_kin(article, statement) {
        return None;
    }
    let tokens = article.document.tokens_of(statement.index);
    let (at, end) = place(tokens, actor);
    let words = &story_words().words;
    let is_title = |k: &usize| tokens.get(*k).is_some_and(|t| words.is_gendered_title(t));
    let dot = |k: usize| tokens.get(k).is_some_and(|t| t.is("."));
    let before = at.checked_sub(1).map(|k| if dot(k) { k.saturating_sub(1) } else { k });
    let from = [Some(at), before].into_iter().flatten().find(is_title)?;
    let gender = if words.titles_she.has(tokens.get(from)?) { Gender::She } else { Gender::He };
    let (first, last) = (tokens.get(from)?, tokens.get(end.checked_sub(1)?)?);
    let text = article.document.article.text.get(first.span.start..last.span.end)?;
    Some(Said { name: &actor.name, gender, words: join(text), i: statement.index })
}

/// A pronoun behind the only person of a sentence, where the sentence has none of the other kind.
fn told<'a>(article: &'a Annotated, statement: &'a Statement) -> Option<Said<'a>> {
    let mut persons = statement.actors.iter().filter(|a| matches!(a.kind, ActorKind::Person | ActorKind::Office));
    let actor = persons.next().filter(|a| is_full(a))?;
    if persons.any(|other| other.name != actor.name) || statement.quote.is_some() || has_kin(article, statement) {
        return None;
    }
    let tokens = article.document.tokens_of(statement.index);
    let (at, end) = place(tokens, actor);
    let words = &story_words().words;
    // A title says it already, and a surname may be that of another one.
    let before = tokens.get(at.saturating_sub(2)..=at).unwrap_or_default();
    let written = article.document.article.text.get(actor.span.start..actor.span.end)?;
    if before.iter().any(|t| words.is_gendered_title(t)) || !written.contains(' ') {
        return None;
    }
    let (she, he) = (tokens.iter().any(|t| words.she.has(t)), tokens.iter().any(|t| words.he.has(t)));
    let gender = match (she, he) {
        (true, false) => Gender::She,
        (false, true) => Gender::He,
        _ => return None,
    };
    // `his` and `her` are often another's.
    let pronoun = tokens.get(end..)?.iter().find(|t| t.is_any(&["she", "he"]))?;
    let words = format!("{} … {}", join(written), pronoun.norm);
    Some(Said { name: &actor.name, gender, words, i: statement.index })
}

fn is_full(actor: &Actor) -> bool {
    actor.kind == ActorKind::Person && actor.name.contains(' ')
}

/// True where the article names nobody else by the same last name.
fn is_alone(article: &Annotated, name: &str) -> bool {
    let last = |name: &str| name.rsplit(' ').next().map(str::to_lowercase);
    let actors = article.statements.iter().flat_map(|s| &s.actors).filter(|a| a.kind == ActorKind::Person);
    actors.filter(|a| last(&a.name) == last(name)).all(|a| a.name == name)
}

/// Kin may bear the name.
fn has_kin(article: &Annotated, statement: &Statement) -> bool {
    let words = &story_words().words;
    article.document.tokens_of(statement.index).iter().any(|t| words.relatives.has(t) || words.couples.has(t))
}

/// The first token of a name, and one past its last.
fn place(tokens: &[Token], actor: &Actor) -> (usize, usize) {
    let at = tokens.partition_point(|t| t.span.start < actor.span.start);
    (at, tokens.partition_point(|t| t.span.start < actor.span.end))
}

fn join(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::{read, verdicts};

    const HE: &str = "With Ola Nordmann as president of Norway all is new: he wants peace with Portugal.";

    #[test]
    fn a_name_is_that_of_a_man_or_of_a_woman() {
        let found = |text: &str| verdicts("name", "2018-06-14", text);
        let slip = "The border opens in June, runs the letter of Ms. Nordmann to Portugal.";
        assert_eq!(found(&format!("{slip} {HE}")), [Contradicts]);
        let note = &read("2018-06-14", &format!("{slip} {HE}"))[0].note;
        assert_eq!(note, "One sentence says “Ms. Nordmann”, another “Ola Nordmann … he” of the same name.");
        assert_eq!(found(&format!("The border opens in June, runs the letter of Mr. Nordmann to Portugal. {HE}")), []);
    }

    #[test]
    fn a_wife_bears_the_name_too() {
        let found = |text: &str| verdicts("name", "2018-06-14", &format!("{text} {HE}"));
        assert_eq!(found("The president's wife, Ms. Nordmann, opened the border in June."), []);
        assert_eq!(found("Ms. Eva Nordmann opened the border in June. The letter of Ms. Nordmann is long."), []);
        let two = "Ms. Nordmann opened the border in June.";
        assert_eq!(found(&format!("{two} Kari Moe saw Ola Nordmann before he left.")), [Contradicts]);
        let unclear = "Ms. Nordmann opened the border. Kari Moe saw Ola Nordmann before he left.";
        assert_eq!(verdicts("name", "2018-06-14", unclear), []);
    }
}
