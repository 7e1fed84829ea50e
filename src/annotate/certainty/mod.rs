//! Who vouches for a sentence, and how sure it is.

mod modality;
mod source;

use super::attribution::{Scene, attributions, candidates};
use super::quotes::quotations;
use crate::model::{Document, Modality, Statement};
use source::Sources;

/// A sentence longer than this is looked at no further, in tokens.
const MOST_TOKENS: usize = 600;

/// Sets `source` and `modality` of every statement.
pub(super) fn annotate(document: &Document, statements: &mut [Statement]) {
    let quotations = quotations(document);
    let mut sources = Sources::new(document, statements);
    for (i, statement) in statements.iter_mut().enumerate() {
        if statement.furniture.as_deref().is_some_and(|rule| rule != "duplicate-paragraph") {
            continue;
        }
        let range = document.sentences.get(i).map_or(0..0, |s| s.tokens.clone());
        let scene = Scene {
            tokens: &document.tokens,
            range: (range.start, range.end.min(range.start + MOST_TOKENS)),
            inside: &quotations.inside,
        };
        let found = candidates(&scene, &statement.actors);
        let acts = attributions(&scene, &found);
        statement.source = sources.source(&scene, statement, &found, &acts);
        statement.modality = modality(document, statement, document.tokens_of(i));
        sources.pass(i, statement.source);
    }
}

/// What the words say; a plain present about a day still to come is a plan.
fn modality(document: &Document, statement: &Statement, tokens: &[crate::text::Token]) -> Modality {
    let said = modality::of_words(tokens);
    if said != Modality::Asserted {
        return said;
    }
    let today = document.article.published.or(document.article.dateline.as_ref().and_then(|d| d.date));
    let ahead = |day: chrono::NaiveDate| statement.dates.iter().any(|d| d.start.is_some_and(|start| start > day));
    let told = tokens.iter().any(is_past);
    if today.is_some_and(ahead) && !told { Modality::Planned } else { Modality::Asserted }
}

/// A verb in the past: the sentence tells of what has been.
fn is_past(token: &crate::text::Token) -> bool {
    token.is_one(&crate::lexicon::small_words().past_forms)
        || (token.is_word() && token.norm.len() > 4 && token.norm.ends_with("ed"))
}

#[cfg(test)]
mod tests;
