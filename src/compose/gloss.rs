//! Glosses: what a relative word means, in brackets after it. Only what is certain is glossed.

use chrono::Datelike;

use super::days::days;
use super::lean::{Lean, Meant};
use super::passage::Passage;
use crate::model::{Granularity, Reading, Statement, TimexType, When};
use crate::text::{Span, Token};

/// Words put into brackets after a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gloss {
    /// The byte of the article's text after which it goes.
    pub at: usize,
    /// With its brackets: `[12 June]`.
    pub words: String,
}

/// All glosses of statement `i`. Days of `year` are written without it.
pub fn glosses_of(reading: &Reading, i: usize, year: Option<i32>) -> Vec<Gloss> {
    let Some(statement) = reading.annotated.statements.get(i) else { return Vec::new() };
    let mut glosses = date_glosses(reading, statement, year);
    glosses.extend(here(reading, statement));
    if let Lean::Means(Meant { at, name }) = Passage::new(0, reading, statement).lean() {
        glosses.push(Gloss { at: past_possessive(reading, statement, at), words: format!("[{name}]") });
    }
    glosses.sort_by_key(|g| g.at);
    glosses.dedup_by_key(|g| g.at);
    glosses
}

fn date_glosses(reading: &Reading, statement: &Statement, year: Option<i32>) -> Vec<Gloss> {
    let text = &reading.annotated.article().text;
    let dateline = reading.annotated.article().dateline.as_ref().map(|d| d.span);
    let mut out: Vec<Gloss> = Vec::new();
    let tokens = reading.annotated.document.tokens_of(statement.index);
    let relative = statement.dates.iter().filter(|w| is_relative(w, text, year) && !is_age(tokens, w, text));
    for when in relative {
        let Some((start, end)) = when.days() else { continue };
        // A day in the dateline is not printed with the line.
        let printed = |w: &When| !dateline.is_some_and(|d| d.overlaps(w.span));
        let plain = statement.dates.iter().any(|w| w.start == when.start && printed(w) && has_digit(w.span.of(text)));
        let meant = days(start, end, year);
        let said = when.span.of(text).to_lowercase().contains(&meant.to_lowercase());
        let words = format!("[{meant}]");
        if !said && !plain && !out.iter().any(|g| g.words == words) {
            out.push(Gloss { at: past_possessive(reading, statement, when.span.end), words });
        }
    }
    out
}

/// True for what a reader elsewhere or later would misread: weekdays, "last week", "this year", a month of another year.
fn is_relative(when: &When, text: &str, year: Option<i32>) -> bool {
    let counts = matches!(when.timex, TimexType::Date | TimexType::Time) && when.resolved;
    let fine = !matches!(when.granularity, Granularity::Vague | Granularity::Era | Granularity::Season);
    if !counts || !fine {
        return false;
    }
    let written = when.span.of(text);
    let known = when.start.map(|d| d.year());
    if has_digit(written) || is_month_name(written) { known != year && !has_year(written) } else { true }
}

/// `the sailors of today`: an age and no day.
fn is_age(tokens: &[Token], when: &When, text: &str) -> bool {
    let at = tokens.partition_point(|t| t.span.start < when.span.start);
    let of = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|t| t.is("of"));
    of && when.span.of(text).eq_ignore_ascii_case("today")
}

/// After the `'s` where one is glued to the date: "yesterday's [21 February]".
fn past_possessive(reading: &Reading, statement: &Statement, at: usize) -> usize {
    let tokens = reading.annotated.document.tokens_of(statement.index);
    tokens.iter().find(|t| t.span.start == at && t.is("'s")).map_or(at, |t| t.span.end)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4)
}

fn is_month_name(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    !lower.contains(' ') && crate::lexicon::months().any(|(name, _)| lower.starts_with(name))
}

/// "here" in the writer's own voice means the dateline's place.
fn here(reading: &Reading, statement: &Statement) -> Option<Gloss> {
    let document = &reading.annotated.document;
    let place = document.article.dateline.as_ref()?.place.as_ref()?;
    let quote = statement.quote.as_ref().map(|q| q.span);
    let token = document
        .tokens_of(statement.index)
        .iter()
        .find(|t| t.is("here") && !quote.is_some_and(|q: Span| q.contains(t.span)))?;
    Some(Gloss { at: token.span.end, words: format!("[{}]", title_case(place)) })
}

/// `ATHENS` as `Athens`, `El TARF AIR BASE` as `El Tarf Air Base`; other forms stay.
pub(super) fn title_case(place: &str) -> String {
    let shouts = |word: &str| word.chars().count() > 3 && !word.chars().any(char::is_lowercase);
    if place.split([' ', '-']).any(shouts) {
        let mut out = String::with_capacity(place.len());
        let mut first = true;
        for c in place.chars() {
            if first {
                out.push(c)
            } else {
                out.extend(c.to_lowercase())
            }
            first = !c.is_alphabetic() && c != '\'' && c != '’';
        }
        return out;
    }
    place.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_capitals_are_written_as_names() {
        assert_eq!(title_case("SHARM EL-SHEIKH"), "Sharm El-Sheikh");
        assert_eq!(title_case("New York"), "New York");
        assert_eq!(title_case("UAE"), "UAE");
        assert_eq!(title_case("El TARF AIR BASE"), "El Tarf Air Base");
    }
}
