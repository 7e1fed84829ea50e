//! Full text: which articles hold these words.

use super::sql::{self, Connection, Row, params};
use chrono::NaiveDate;

use super::Store;
use super::error::{At, StoreError};
use super::read::{day, rights};
use crate::model::Rights;
use crate::text::Span;

/// Stand around a matching word on its way out of the database: signs that no text may hold (Unicode, noncharacters).
pub(super) const MARKS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];
/// Words of a snippet; the database allows 64.
pub(super) const SNIPPET: u32 = 32;

/// Words to look for: all of them must be there. Whatever is typed is a valid query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(Vec<String>);

/// In which order articles come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By how well they match (BM25; a word of the title counts more).
    #[default]
    Best,
    /// The newest first, those without a day last.
    Newest,
}

/// What is asked of a store.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// At most so many.
    pub limit: usize,
    /// Versions that others have taken the place of too.
    pub superseded: bool,
}

/// An article that holds the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its hash.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The web address.
    pub url: Option<String>,
    /// The file that it was first read from.
    pub source_path: String,
    /// The name of its source in `attache.toml`.
    pub source: Option<String>,
    /// What may be published of it.
    pub rights: Rights,
    /// BM25, larger is better.
    pub score: f64,
    /// Where the words stand in it, white space collapsed.
    pub snippet: String,
    /// The matching words, in bytes of the snippet.
    pub marks: Vec<Span>,
    /// A later version has taken its place.
    pub superseded: bool,
}

impl Query {
    /// The query for these words. Words in one argument stand side by side in this order; a `*` at the end of one stands
    /// for any ending. `None` where no letter or digit is in them.
    pub fn of<S: AsRef<str>>(words: &[S]) -> Option<Query> {
        let words = words.iter().map(AsRef::as_ref).filter(|word| word.chars().any(char::is_alphanumeric));
        let words: Vec<String> = words.map(str::to_owned).collect();
        (!words.is_empty()).then_some(Query(words))
    }

    /// In the query language of SQLite.
    fn quoted(&self) -> String {
        self.0.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
    }

    /// The arguments that hold a letter or a digit.
    #[cfg(feature = "postgres")]
    pub(super) fn words(&self) -> &[String] {
        &self.0
    }
}

/// As a string of the query language, in which nothing but the quotation mark has a meaning.
fn quoted(word: &str) -> String {
    let star = if word.ends_with('*') { "*" } else { "" };
    format!("\"{}\"{star}", word.replace('\0', " ").replace('"', "\"\""))
}

impl Store {
    /// The articles that hold all words of a query.
    ///
    /// # Errors
    /// What the database gives.
    pub fn search(&self, search: &Search) -> Result<Vec<Hit>, StoreError> {
        match &self.connection {
            Connection::Sqlite(_) => in_file(&self.connection, search).at(&self.path),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => super::server::search::find(&self.connection, search).at(&self.path),
        }
    }
}

/// The search of SQLite (FTS5).
fn in_file(connection: &Connection, search: &Search) -> sql::Result<Vec<Hit>> {
    let order = match search.order {
        Order::Best => "score DESC, a.published DESC NULLS LAST, a.number DESC",
        Order::Newest => "a.published DESC NULLS LAST, a.number DESC",
    };
    let sql = format!(
        "SELECT a.id, a.title, a.published, a.publisher, a.url, a.source_path, a.source, a.embargo_until,
           a.restricted, a.quote_limit, a.publish, NOT EXISTS (SELECT 1 FROM current_articles AS c WHERE c.number = a.number) AS superseded,
           -bm25(words, 4.0, 2.0, 1.0, 1.0) AS score, snippet(words, -1, ?2, ?3, '…', {SNIPPET}) AS snippet
         FROM words JOIN articles AS a ON a.number = words.rowid
         WHERE words MATCH ?1 AND (?4 OR NOT superseded) ORDER BY {order} LIMIT ?5"
    );
    let [open, close] = MARKS.map(String::from);
    let limit = i64::try_from(search.limit).unwrap_or(i64::MAX);
    let query = search.query.quoted();
    let values = params![query, open, close, search.superseded, limit];
    connection.query(&sql, values, |row| hit(row, marked(&row.get::<String>("snippet")?)))
}

/// A row as a hit, with its snippet and the marks in it.
pub(super) fn hit(row: &Row, (snippet, marks): (String, Vec<Span>)) -> sql::Result<Hit> {
    Ok(Hit {
        id: row.get("id")?,
        title: row.get("title")?,
        published: day(row, "published")?,
        publisher: row.get("publisher")?,
        url: row.get("url")?,
        source_path: row.get("source_path")?,
        source: row.get("source")?,
        rights: rights(row)?,
        score: row.get("score")?,
        snippet,
        marks,
        superseded: row.get("superseded")?,
    })
}

/// Takes the signs around matching words out, and collapses white space.
pub(super) fn marked(snippet: &str) -> (String, Vec<Span>) {
    let (mut out, mut marks, mut open) = (String::with_capacity(snippet.len()), Vec::new(), None);
    for c in snippet.chars() {
        match c {
            c if c == MARKS[0] => open = Some(out.len()),
            c if c == MARKS[1] => marks.extend(open.take().map(|start| Span::new(start, out.len()))),
            c if c.is_whitespace() && (out.is_empty() || out.ends_with(' ')) => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    (out, marks)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_become_strings_of_the_query_language() {
        let query = |words: &[&str]| Query::of(words).map(|q| q.quoted());
        assert_eq!(query(&["Tamm", "air transport"]).as_deref(), Some("\"Tamm\" \"air transport\""));
        assert_eq!(query(&["NOT", "say \"so\"", "Vil*"]).as_deref(), Some("\"NOT\" \"say \"\"so\"\"\" \"Vil*\"*"));
        assert_eq!(query(&["*", "--", ""]), None);
    }

    #[test]
    fn marks_are_ranges_of_what_is_shown() {
        let (text, marks) = marked("One\n\n \u{FDD0}two\u{FDD1}  \u{FDD1}three");
        assert_eq!(text, "One two three");
        assert_eq!(marks.iter().map(|m| m.of(&text)).collect::<Vec<_>>(), ["two"]);
    }

    proptest! {
        #[test]
        fn marks_lie_on_characters(text in "[\u{FDD0}\u{FDD1}a é\\n]{0,40}") {
            let (text, marks) = marked(&text);
            prop_assert!(marks.iter().all(|m| text.get(m.start..m.end).is_some()));
        }
    }
}
