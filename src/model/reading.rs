use super::{Anchor, Article, Check, Contact, Document, MainEvent, Receipt, Statement};

/// An article with its statements.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The article, its tokens and its sentences.
    pub document: Document,
    /// A statement for each sentence, furniture too.
    pub statements: Vec<Statement>,
    /// The day that its relative dates count from.
    pub anchor: Anchor,
}

impl Annotated {
    /// The article.
    pub fn article(&self) -> &Article {
        &self.document.article
    }

    /// The words of a statement; empty where there is no such statement.
    pub fn words(&self, i: usize) -> &str {
        self.statements.get(i).map_or("", |s| self.document.text(s.span))
    }

    /// The receipt of a statement: where it stands, and its words.
    pub fn receipt(&self, i: usize) -> Option<Receipt> {
        let (article, statement) = (self.article(), self.statements.get(i)?);
        let (start, end) = self.document.chars.chars(&article.text, statement.span);
        Some(Receipt {
            article: article.id.clone(),
            source_path: article.source_path.clone(),
            i,
            start,
            end,
            text: statement.span.of(&article.text).to_owned(),
        })
    }
}

/// An article with all that one article alone can tell.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Article, tokens, sentences and scored statements.
    pub annotated: Annotated,
    /// The event that it is about.
    pub event: Option<MainEvent>,
    /// Earlier contacts between the same parties.
    pub prior: Vec<Contact>,
    /// Claims set against each other and the calendar.
    pub checks: Vec<Check>,
}
