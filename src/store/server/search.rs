//! Full text: words are cut and freed of accents here, and cut down to their stems by the server.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::record::Record;
use super::super::search::{Hit, MARKS, Order, SNIPPET, Search, hit, marked};
use super::super::sql::{self, Connection, params};

/// Octets of a text whose words are looked for: the server takes no more than a megabyte of words and places.
const LARGEST: usize = 256 << 10;
/// Words that stand before the first matching one in a snippet, at most.
const BEFORE: usize = 8;

/// Keeps the words of an article that has just come in.
pub(in crate::store) fn keep(connection: &Connection, record: &Record) -> sql::Result<()> {
    let words = |text: &str, most: usize| Folded::of(text, most).words;
    let sql = "INSERT INTO article_words (number, words)
               SELECT number, setweight(to_tsvector('attache', ?2), 'A') || setweight(to_tsvector('attache', ?3), 'B')
                 || setweight(to_tsvector('attache', ?4), 'C') || to_tsvector('attache', ?5)
               FROM articles WHERE id = ?1";
    let title = words(record.title.as_deref().unwrap_or_default(), LARGEST / 8);
    let byline = words(&record.byline.join(" "), LARGEST / 8);
    let publisher = words(record.publisher.as_deref().unwrap_or_default(), LARGEST / 8);
    let text = words(&record.text, LARGEST);
    connection.execute(sql, params![record.id, title, byline, publisher, text]).map(drop)
}

/// The articles that hold all words of a query.
pub(in crate::store) fn find(connection: &Connection, search: &Search) -> sql::Result<Vec<Hit>> {
    let query = query(search.query.words());
    let order = match search.order {
        Order::Best => "score DESC, f.published DESC NULLS LAST, f.number DESC",
        Order::Newest => "f.published DESC NULLS LAST, f.number DESC",
    };
    let sql = format!(
        "SELECT f.* FROM (
           SELECT a.number, a.id, a.title, a.published, a.publisher, a.url, a.source_path, a.source, a.embargo_until,
             a.restricted, a.quote_limit, a.publish, a.text,
             NOT EXISTS (SELECT 1 FROM current_articles AS c WHERE c.number = a.number) AS superseded,
             ts_rank('{{0.25, 0.25, 0.5, 1.0}}', w.words, to_tsquery('attache', ?1), 1) AS score
           FROM article_words AS w JOIN articles AS a ON a.number = w.number
           WHERE w.words @@ to_tsquery('attache', ?1)) AS f
         WHERE ?2 OR NOT f.superseded ORDER BY {order} LIMIT ?3"
    );
    let limit = i64::try_from(search.limit).unwrap_or(i64::MAX);
    let found = connection.query(&sql, params![query, search.superseded, limit], |row| {
        Ok((hit(row, (String::new(), Vec::new()))?, row.get::<String>("text")?))
    })?;
    found
        .into_iter()
        .map(|(mut hit, text)| {
            let shown = match snippet(connection, &text, &query)? {
                Some(shown) => Some(shown),
                None => snippet(connection, hit.title.as_deref().unwrap_or_default(), &query)?,
            };
            let first = || text.split_whitespace().take(SNIPPET as usize).collect::<Vec<_>>().join(" ");
            (hit.snippet, hit.marks) = marked(&shown.unwrap_or_else(first));
            Ok(hit)
        })
        .collect()
}

/// The words of a query in the server's language. They hold letters and digits alone.
fn query(words: &[String]) -> String {
    let phrase = |word: &String| {
        let folded = Folded::of(word, LARGEST).words;
        let parts: Vec<String> = folded.split_whitespace().map(|part| format!("'{part}'")).collect();
        let star = if word.ends_with('*') { ":*" } else { "" };
        format!("({}{star})", parts.join(" <-> "))
    };
    words.iter().map(phrase).collect::<Vec<_>>().join(" & ")
}

/// Some words of a text around those that match, with signs around these; none where none matches.
fn snippet(connection: &Connection, text: &str, query: &str) -> sql::Result<Option<String>> {
    let folded = Folded::of(text, LARGEST);
    let options = format!("HighlightAll=true, StartSel={}, StopSel={}", MARKS[0], MARKS[1]);
    let sql = "SELECT ts_headline('attache', ?1, to_tsquery('attache', ?2), ?3)";
    let shown: String = connection.value(sql, params![folded.words, query, options])?;
    let marks = folded.marks(&shown);
    // Words that were asked for side by side are marked as one.
    Ok(cut(text, &if query.contains("<->") { joined(text, marks) } else { marks }))
}

/// Marks between which there is no letter or digit become one.
fn joined(text: &str, marks: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut() {
            Some(last) if text.get(last.1..mark.0).is_some_and(|gap| !gap.contains(char::is_alphanumeric)) => {
                last.1 = mark.1;
            }
            _ => joined.push(mark),
        }
    }
    joined
}

/// The part of a text with most marks (from, to; in octets).
fn cut(text: &str, marks: &[(usize, usize)]) -> Option<String> {
    let words = words(text);
    let count = |from: usize| {
        let to = words.get(from + SNIPPET as usize - 1).map_or(text.len(), |word| word.1);
        let first = words.get(from).map_or(0, |word| word.0);
        marks.iter().filter(|mark| mark.0 >= first && mark.1 <= to).count()
    };
    let starts = marks.iter().filter_map(|mark| words.iter().position(|word| word.1 > mark.0));
    let best = starts.map(|at| at.saturating_sub(BEFORE)).reduce(|a, b| if count(b) > count(a) { b } else { a })?;
    let end = best + SNIPPET as usize;
    let from = if best == 0 { 0 } else { words.get(best)?.0 };
    let to = if end >= words.len() { text.len() } else { words.get(end - 1)?.1 };
    let mut out = String::from(if best == 0 { "" } else { "…" });
    let mut at = from;
    for (first, past) in marks.iter().filter(|mark| mark.0 >= from && mark.1 <= to) {
        out.push_str(text.get(at..*first)?);
        out.push(MARKS[0]);
        out.push_str(text.get(*first..*past)?);
        out.push(MARKS[1]);
        at = *past;
    }
    out.push_str(text.get(at..to)?);
    out.push_str(if to == text.len() { "" } else { "…" });
    Some(out)
}

/// The words of a text: from, to; in octets.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut is_in = false;
    for (place, sign) in text.char_indices() {
        let past = place + sign.len_utf8();
        match (is_in, sign.is_alphanumeric() || is_in && is_combining_mark(sign), words.last_mut()) {
            (true, true, Some(last)) => last.1 = past,
            (_, true, _) => words.push((place, past)),
            _ => {}
        }
        is_in = sign.is_alphanumeric() || is_in && is_combining_mark(sign);
    }
    words
}

/// A text as words between blanks.
struct Folded {
    words: String,
    /// Where each of its signs stands in the text: from, to; in octets.
    places: Vec<(usize, usize)>,
}

impl Folded {
    /// The words of the first octets of a text.
    fn of(text: &str, most: usize) -> Folded {
        let (mut words, mut places): (String, Vec<(usize, usize)>) = (String::new(), Vec::new());
        for (place, sign) in text.char_indices().take_while(|(place, _)| *place < most) {
            let past = place + sign.len_utf8();
            match places.last_mut().filter(|_| is_combining_mark(sign)) {
                // It belongs to the sign before.
                Some(last) => last.1 = past,
                None => {
                    words.push(folded(sign));
                    places.push((place, past));
                }
            }
        }
        Folded { words, places }
    }

    /// Where the signs around words stand in the text itself.
    fn marks(&self, shown: &str) -> Vec<(usize, usize)> {
        let (mut at, mut open, mut marks) = (0, None, Vec::new());
        for sign in shown.chars() {
            if sign == MARKS[0] {
                open = self.places.get(at).map(|place| place.0);
            } else if sign == MARKS[1] {
                let past = at.checked_sub(1).and_then(|last| self.places.get(last)).map(|place| place.1);
                marks.extend(open.take().zip(past));
            } else {
                at += 1;
            }
        }
        marks
    }
}

/// A letter without accent, small; a digit; a blank for all else.
fn folded(sign: char) -> char {
    if !sign.is_alphanumeric() {
        return ' ';
    }
    let bare = if sign.is_ascii() { sign } else { std::iter::once(sign).nfd().next().unwrap_or(sign) };
    bare.to_lowercase().next().unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_sign_by_sign_and_lead_back() {
        let text = "Cafe\u{301} Žilina's “talks”, 5 %";
        let folded = Folded::of(text, 99);
        assert_eq!(folded.words, "cafe zilina s  talks   5  ");
        let marks = folded.marks("\u{FDD0}cafe\u{FDD1} \u{FDD0}zilina\u{FDD1} s");
        let marked: Vec<&str> = marks.iter().filter_map(|mark| text.get(mark.0..mark.1)).collect();
        assert_eq!(marked, ["Cafe\u{301}", "Žilina"]);
        assert_eq!(joined(text, marks), [(0, text.find("'s").unwrap_or_default())]);
    }

    #[test]
    fn a_query_holds_nothing_but_words() {
        let query = |words: &[&str]| query(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(query(&["Tamm", "Air transport"]), "('tamm') & ('air' <-> 'transport')");
        assert_eq!(query(&["say 'so'", "Vil*"]), "('say' <-> 'so') & ('vil':*)");
    }

    #[test]
    fn a_snippet_is_where_most_marks_are() {
        let text = (0..100).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let place = |word: &str| text.find(word).map(|at| (at, at + word.len())).unwrap_or_default();
        let shown = cut(&text, &[place("w2 "), place("w60"), place("w70")]).unwrap_or_default();
        assert!(shown.starts_with("…w52 w53") && shown.ends_with("w83…"), "{shown}");
        assert!(shown.contains("\u{FDD0}w60\u{FDD1}"), "{shown}");
        assert_eq!(cut("One two", &[]), None);
        assert_eq!(cut("One. Two.", &[(0, 3)]).as_deref(), Some("\u{FDD0}One\u{FDD1}. Two."));
    }
}
