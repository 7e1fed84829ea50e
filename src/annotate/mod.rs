//! From an article to its statements: every sentence with its furniture, dates, actors, events, quotations and certainty.
//!
//! The order is fixed here; each annotator reads the one [`Document`] and what stands before it. None ranks, none
//! compares articles, none prints.

mod actors;
mod attribution;
mod certainty;
mod events;
mod furniture;
mod masthead;
mod page;
mod quotes;
mod sentences;
mod times;

pub use crate::model::Annotated;
use crate::model::{Article, Document, Dropped, Statement};
use crate::text::{CharIndex, tokenize};

/// The article with what its text says of itself (title, byline, day, dateline, origin) and what is no part of it. Nothing
/// is looked for in its sentences.
pub fn masthead(article: Article) -> Article {
    framed(article).0.article
}

/// Reads one article.
pub fn annotate(article: Article) -> Annotated {
    let (document, furniture) = framed(article);
    let times::Dated { anchor, dates } = times::annotate(&document, &furniture);
    let actors::Found { actors, places } = actors::annotate(&document);
    let events = events::annotate(&document, &actors, &places);
    let quotes = quotes::annotate(&document, &actors);
    let mut statements: Vec<Statement> = furniture
        .into_iter()
        .zip(dates.into_iter().zip(actors.into_iter().zip(places)))
        .zip(events.into_iter().zip(quotes))
        .zip(document.sentences.iter().enumerate())
        .map(|(((furniture, (dates, (actors, places))), (events, quote)), (index, sentence))| Statement {
            index,
            span: sentence.span,
            paragraph: sentence.paragraph,
            furniture: furniture.rule.map(str::to_owned),
            cut_off: furniture.cut_off,
            dates,
            actors,
            places,
            events,
            quote,
            ..Statement::default()
        })
        .collect();
    certainty::annotate(&document, &mut statements);
    Annotated { document, statements, anchor }
}

/// What stands around the body: filled in, and marked.
fn framed(article: Article) -> (Document, Vec<furniture::Mark>) {
    let mut document = document(article);
    let lines = masthead::read(&mut document);
    let furniture = furniture::mark(&document, lines);
    document.article.dropped = dropped(&document, &furniture);
    (document, furniture)
}

/// Tokens and sentences of an article.
pub fn document(article: Article) -> Document {
    let tokens = tokenize(&article.text);
    let sentences = match &article.presplit {
        Some(spans) => sentences::presplit(&tokens, spans),
        None => sentences::split(&article.text, &tokens),
    };
    let chars = CharIndex::new(&article.text);
    Document { article, tokens, sentences, chars }
}

fn dropped(document: &Document, furniture: &[furniture::Mark]) -> Vec<Dropped> {
    let before = document.article.dropped.iter().cloned();
    let here = document.sentences.iter().zip(furniture).filter_map(|(sentence, mark)| {
        let rule = mark.rule?.to_owned();
        Some(Dropped { span: sentence.span, rule })
    });
    before.chain(here).collect()
}
