//! Place, agency and day that open an article, in the forms that agencies use.
//!
//! `LIMA, Aug. 9 (Xinhua) --` · `LIMA (AP) -` · `Lima (dpa),Aug 9 2018 -` · `(ANSAmed) – LIMA, AUGUST 9 –` ·
//! `LIMA –` · `Lima:` · `Cusco, Peru -` · `Lima / AFP` on a line of its own · one of the strong forms after
//! a headline that runs into it.

use chrono::NaiveDate;

use super::super::page::{Line, Shape, is_month, is_weekday, stamp_at};
use crate::lexicon::{agency, dateline_city};
use crate::model::{Dateline, Document};
use crate::text::{Case, Gap, Token, TokenKind};

/// Stands for the year of a dateline that states none, until the publication day gives it. A leap year.
pub(super) const NO_YEAR: i32 = 4;

/// How far into a line a dateline may be pushed by a headline that runs into it, in tokens.
const PUSHED: usize = 40;

/// What has been read of a dateline.
#[derive(Debug, Default)]
struct Parts {
    place: Option<(usize, usize)>,
    agency: Option<String>,
    /// Tokens of a name in brackets that is on no list of agencies: `(Coast News)`.
    stranger: Option<(usize, usize)>,
    date: Option<Option<NaiveDate>>,
    comma: bool,
    capitals: bool,
    city: bool,
    /// Tokens of a bracket with the agency that stands before the place.
    opened: usize,
    end: usize,
    closer: Option<Closer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closer {
    Dash,
    Colon,
}

/// The dateline of a line, if it has one. `next_is_prose`: the article could begin with the line after.
pub(super) fn read(document: &Document, line: &Line, next_is_prose: bool) -> Option<Dateline> {
    let tokens = document.tokens.get(line.tokens.clone()).unwrap_or_default();
    let free = parse(tokens).filter(|_| line.cue.is_none());
    let at_start = free.filter(|parts| parts.holds(tokens, &line.shape, next_is_prose));
    if let Some(parts) = at_start {
        return Some(parts.dateline(document, tokens, 0));
    }
    (1..tokens.len().min(PUSHED)).find_map(|at| {
        let starts =
            tokens[at].case == Case::Upper && tokens[at].gap != Gap::None && tokens[at - 1].case != Case::Upper;
        let parts = parse(tokens.get(at..).filter(|_| starts)?)?;
        let strong = parts.capitals && parts.agency.is_some() && parts.closer == Some(Closer::Dash);
        strong.then(|| parts.dateline(document, &tokens[at..], 0))
    })
}

fn parse(tokens: &[Token]) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut at = 0;
    at += parts.bracketed_agency(tokens, at);
    parts.opened = at;
    at += usize::from(at > 0 && tokens.get(at).is_some_and(is_dash));
    match place_len(tokens.get(at..)?) {
        Some(place) if parts.agency.is_none() || at > parts.opened => {
            parts.place = Some((at, at + place.len));
            parts.comma = place.comma;
            parts.capitals = place.capitals;
            parts.city = place.city;
            at += place.len;
        }
        _ if parts.agency.is_some() => {
            parts.end = at;
            return Some(parts);
        }
        _ => return None,
    }
    loop {
        let step = parts
            .bracketed_agency(tokens, at)
            .max(parts.slashed_agency(tokens, at))
            .max(parts.day(tokens, at))
            .max(parts.bracketed_stranger(tokens, at))
            .max(parts.slashed_stranger(tokens, at));
        if step > 0 {
            at += step;
            continue;
        }
        // `Ky.`, `Dec.`
        let glue = tokens.get(at).is_some_and(|t| t.is_any(&[",", "."])) && parts.goes_on(tokens, at + 1);
        if !glue {
            break;
        }
        at += 1;
    }
    let dotted = usize::from(tokens.get(at).is_some_and(|t| t.is(".")) && tokens.get(at + 1).is_some_and(is_dash));
    parts.closer = match tokens.get(at + dotted) {
        Some(token) if is_dash(token) => Some(Closer::Dash),
        Some(token) if token.is(":") => Some(Closer::Colon),
        _ => None,
    };
    parts.end = if parts.closer.is_some() { at + dotted + 1 } else { at };
    Some(parts)
}

fn is_dash(token: &Token) -> bool {
    token.is_any(&["–", "-", "|"])
}

struct Place {
    len: usize,
    comma: bool,
    capitals: bool,
    city: bool,
}

/// One to four capitalised words, and up to two more such names after commas.
fn place_len(tokens: &[Token]) -> Option<Place> {
    let city = dateline_city(tokens);
    let mut len = name_len(tokens);
    if len == 0 {
        return None;
    }
    let capitals = tokens[..len].iter().any(|t| t.case == Case::Upper && t.span.len() > 2)
        && tokens[..len].iter().all(|t| t.case == Case::Upper || t.kind == TokenKind::Mark || t.span.len() <= 2);
    let city = city == Some(len);
    let mut comma = false;
    for _ in 0..2 {
        let rest = &tokens[len..];
        let Some(more) = rest.split_first().filter(|(c, _)| c.is(",")).map(|(_, after)| name_len(after)) else { break };
        let is_date = rest.get(1).is_some_and(|t| is_month(t) || is_weekday(t));
        if more == 0 || is_date {
            break;
        }
        comma = true;
        len += 1 + more;
    }
    Some(Place { len, comma, capitals, city })
}

/// Capitalised words in a row (`NEW YORK`, `St. Petersburg`, `Port-au-Prince`), at most five tokens.
fn name_len(tokens: &[Token]) -> usize {
    let mut len = 0;
    while let Some(token) = tokens.get(len).filter(|_| len < 5) {
        let inner = len > 0 && tokens.get(len + 1).is_some_and(|next| next.gap == Gap::None || next.is_capitalised());
        let joins = inner
            && (token.is("-") && token.gap == Gap::None && tokens[len + 1].gap == Gap::None
                || token.is_any(&["de", "al", "au", "es", "of", "del"])
                || (token.is(".") && tokens[len - 1].span.len() <= 3 && tokens[len + 1].is_capitalised()));
        if !(token.is_capitalised() && !(len > 0 && is_month(token)) || joins) {
            break;
        }
        len += 1;
    }
    len
}

impl Parts {
    /// `(AGENCY)`, also `(AGENCY news)`; how many tokens it takes.
    fn bracketed_agency(&mut self, tokens: &[Token], at: usize) -> usize {
        let opens = self.agency.is_none() && tokens.get(at).is_some_and(|t| t.is("("));
        let Some(inner) = tokens.get(at + 1..).filter(|_| opens) else { return 0 };
        let close = inner.iter().take(6).position(|t| t.is(")"));
        match (agency(inner), close) {
            (Some(found), Some(close)) if found.len <= close => {
                self.agency = Some(found.value.clone());
                close + 2
            }
            _ => 0,
        }
    }

    /// `(Coast News)`: capitalised words in brackets after the place. Only a dash after it makes a dateline of it.
    fn bracketed_stranger(&mut self, tokens: &[Token], at: usize) -> usize {
        let free = self.agency.is_none() && self.stranger.is_none() && self.place.is_some();
        let Some(inner) = tokens.get(at + 1..).filter(|_| free && tokens[at].is("(")) else { return 0 };
        let names = inner.iter().take(5).take_while(|t| t.is_capitalised()).count();
        if !(1..=4).contains(&names) || !inner.get(names).is_some_and(|t| t.is(")")) {
            return 0;
        }
        self.stranger = Some((at + 1, at + 1 + names));
        names + 2
    }

    /// `/SPNS/`: one word in capitals between strokes. Only a dash after it makes a dateline of it.
    fn slashed_stranger(&mut self, tokens: &[Token], at: usize) -> usize {
        let free = self.agency.is_none() && self.stranger.is_none() && self.place.is_some();
        let between = matches!(
            tokens.get(at..),
            Some([open, name, close, ..]) if open.is("/") && close.is("/") && name.case == Case::Upper
        );
        if !free || !between {
            return 0;
        }
        self.stranger = Some((at + 1, at + 2));
        3
    }

    /// `/ AFP`.
    fn slashed_agency(&mut self, tokens: &[Token], at: usize) -> usize {
        if self.agency.is_some() || !tokens.get(at).is_some_and(|t| t.is_any(&["/", ","])) {
            return 0;
        }
        match tokens.get(at + 1..).and_then(agency) {
            Some(found) => {
                self.agency = Some(found.value.clone());
                found.len + 1
            }
            None => 0,
        }
    }

    /// A day, a weekday before it allowed; how many tokens it takes.
    fn day(&mut self, tokens: &[Token], at: usize) -> usize {
        if self.date.is_some() {
            return 0;
        }
        let mut from = at;
        from += usize::from(tokens.get(from).is_some_and(is_weekday));
        from += usize::from(from > at && tokens.get(from).is_some_and(|t| t.is(",")));
        let Some(stamp) = tokens.get(from..).and_then(stamp_at) else { return 0 };
        self.date = Some(stamp.day.or_else(|| yearless(&tokens[from..from + stamp.len])));
        from + stamp.len - at
    }

    fn goes_on(&self, tokens: &[Token], at: usize) -> bool {
        let mut probe = Parts { agency: self.agency.clone(), date: self.date, place: self.place, ..Parts::default() };
        probe.bracketed_agency(tokens, at).max(probe.day(tokens, at)) > 0
            || (self.agency.is_none() && tokens.get(at..).is_some_and(|t| agency(t).is_some()))
    }

    /// True where the parts together are a dateline and not the start of a sentence.
    fn holds(&self, tokens: &[Token], shape: &Shape, next_is_prose: bool) -> bool {
        let alone = self.end >= tokens.len().saturating_sub(1);
        if alone {
            let named = self.agency.is_some() && (self.city || self.capitals || self.comma || self.date.is_some());
            let placed = self.city || self.capitals && self.comma;
            // `LIMA, Aug 9`, `LIMA (Coast News)`, `LIMA`: capitals and a city's name.
            let dated = self.capitals && (placed || self.date.is_some() || self.stranger.is_some());
            return next_is_prose && (named || dated && self.place.is_some() && (placed || self.date.is_some()));
        }
        let prose = shape.words >= 8 && (shape.stopped || shape.words >= 20);
        let spaced = tokens.get(self.end).is_some_and(|t| t.kind != TokenKind::Mark || t.is_any(&["\"", "'", "("]));
        if !prose || !spaced {
            return false;
        }
        if self.stranger.is_some() && self.closer != Some(Closer::Dash) {
            return false;
        }
        match self.closer {
            Some(Closer::Dash) => {
                let dash = &tokens[self.end - 1];
                let apart = dash.gap != Gap::None || tokens.get(self.end).is_some_and(|t| t.gap != Gap::None);
                let slashed =
                    self.stranger.is_some_and(|(a, _)| tokens.get(a.wrapping_sub(1)).is_some_and(|t| t.is("/")));
                apart
                    && (slashed
                        || self.agency.is_some()
                        || self.date.is_some()
                        || self.capitals
                        || self.comma
                        || self.city)
            }
            Some(Closer::Colon) => self.agency.is_some() || self.city || (self.capitals && self.date.is_some()),
            None => {
                let closed = tokens.get(self.end.wrapping_sub(1)).is_some_and(|t| t.is(")"));
                let glued = tokens.get(self.end).is_some_and(|t| t.gap == Gap::None);
                let placed = self.city || self.capitals || self.comma || glued || self.place.is_none();
                self.agency.is_some() && closed && placed
            }
        }
    }

    fn dateline(self, document: &Document, tokens: &[Token], first: usize) -> Dateline {
        let from = &tokens[first];
        let last = &tokens[self.end.max(1) - 1];
        let words = |(a, b): (usize, usize)| {
            let span = tokens.get(a)?.span.join(tokens.get(b.checked_sub(1)?)?.span);
            Some(document.text(span).to_owned())
        };
        let place = self.place.and_then(words);
        let agency = self.agency.or_else(|| self.stranger.and_then(words));
        Dateline { span: from.span.join(last.span), place, agency, date: self.date.flatten() }
    }
}

/// Month and day in the year that stands for none.
fn yearless(tokens: &[Token]) -> Option<NaiveDate> {
    let mut text: Vec<Token> = tokens.to_vec();
    let mut year = text.last()?.clone();
    year.norm = "2004".into();
    year.kind = TokenKind::Number;
    year.span.end = year.span.start + 4;
    text.push(year);
    let day = stamp_at(&text)?.day?;
    chrono::Datelike::with_year(&day, NO_YEAR)
}
