//! Features of the sentence as a string of tokens: size, end, opening, quotation marks, tense, numbers.

use super::features::{Feature, ONE, Values};
use super::view::{Marks, View, names, share, year_of};
use crate::lexicon::small_words;
use crate::model::Statement;
use crate::text::{Case, Token};

/// Measures what the tokens alone tell.
pub(super) fn measure(view: &View, statement: &Statement, tokens: &[Token], out: &mut Values) {
    let words = tokens.iter().filter(|t| t.is_word()).count();
    out.set(Feature::Length, share(words, 40).min(ONE));
    out.flag(Feature::Short, words < 8);
    out.set(Feature::OtherNewsLength, out.get(Feature::Length) * view.off_topic / ONE);
    out.set(Feature::OtherNewsShort, out.get(Feature::Short) * view.off_topic / ONE);
    end(tokens, out);
    opening(tokens, out);
    quotation(view, statement, tokens, out);
    tense(tokens, out);
    numbers(view, tokens, out);
    out.set(Feature::Names, share(names(tokens).count(), 8).min(ONE));
    let holds = |n: usize| view.top_names.get(n).is_some_and(|name| tokens.iter().any(|t| t.norm == *name));
    out.flag(Feature::TopName, holds(0));
    out.flag(Feature::TwoTopNames, holds(0) && holds(1));
}

/// True for a line that is shaped like a heading, a credit or a stamp.
pub(super) fn is_heading(tokens: &[Token]) -> bool {
    if ends_with_stop(tokens) {
        return false;
    }
    let words = tokens.iter().filter(|t| t.is_word()).count();
    let capitals = tokens.iter().filter(|t| t.is_capitalised()).count();
    words <= 12 || capitals * 10 >= words * 6
}

fn ends_with_stop(tokens: &[Token]) -> bool {
    last(tokens).is_some_and(|t| t.is_any(&[".", "!", "?", "...", ":", ";"]) || (t.is_word() && t.norm.ends_with('.')))
}

/// The last token before closing marks.
fn last(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().rev().find(|t| !(t.is_quote() || t.is_any(&[")", "]", "'"])))
}

fn end(tokens: &[Token], out: &mut Values) {
    out.flag(Feature::NoStop, !ends_with_stop(tokens));
    out.flag(Feature::Heading, is_heading(tokens));
    out.flag(Feature::Question, last(tokens).is_some_and(|t| t.is("?")));
    out.flag(Feature::LeadIn, last(tokens).is_some_and(|t| t.is(":")));
}

fn opening(tokens: &[Token], out: &mut Values) {
    let mut words = tokens.iter().filter(|t| t.kind != crate::text::TokenKind::Mark);
    let (Some(first), second) = (words.next(), words.next()) else { return };
    out.flag(Feature::OpensPronoun, first.is_one(&small_words().opening_pronouns));
    out.flag(Feature::OpensLink, first.is_one(&small_words().opening_links));
    out.flag(Feature::OpensTime, first.is_one(&small_words().opening_times));
    let name = |t: &Token| t.is_capitalised() && !crate::lexicon::cues().is_stop(&t.norm);
    out.flag(Feature::OpensName, name(first) && second.is_some_and(name));
}

fn quotation(view: &View, statement: &Statement, tokens: &[Token], out: &mut Values) {
    let marks = marks_of(view, statement.index);
    let (whole, part) = match &statement.quote {
        Some(quote) => (quote.whole, !quote.whole),
        None => (mostly_quoted(marks), marks.any && !mostly_quoted(marks)),
    };
    let goes_on = statement.quote.as_ref().map_or(marks.open_before, |q| q.first < statement.index);
    out.flag(Feature::QuoteWhole, whole);
    out.flag(Feature::QuotePart, part);
    out.flag(Feature::QuoteGoesOn, goes_on);
    out.flag(Feature::Speaker, statement.quote.as_ref().is_some_and(|q| q.speaker.is_some()));
    let before = statement.index.checked_sub(1).map(|at| marks_of(view, at));
    out.flag(Feature::AfterQuote, before.is_some_and(mostly_quoted));
    out.flag(
        Feature::FirstPerson,
        tokens.iter().any(|t| t.case != Case::Upper && t.is_one(&small_words().first_person) || t.is("i")),
    );
    out.flag(Feature::SecondPerson, tokens.iter().any(|t| t.is_one(&small_words().second_person)));
}

fn marks_of(view: &View, at: usize) -> Marks {
    view.lines.get(at).map(|line| line.marks).unwrap_or_default()
}

fn mostly_quoted(marks: Marks) -> bool {
    marks.words > 0 && marks.quoted * 2 > marks.words
}

fn tense(tokens: &[Token], out: &mut Values) {
    let any = |norms: &[&str]| tokens.iter().any(|t| t.is_any(norms));
    let regular = tokens.iter().any(|t| t.case == Case::Lower && t.norm.len() > 4 && t.norm.ends_with("ed"));
    let irregular = tokens.iter().any(|t| t.case == Case::Lower && t.is_one(&small_words().irregular_past));
    out.flag(Feature::Past, regular || irregular || any(&["was", "were", "did"]));
    out.flag(Feature::Negated, tokens.iter().any(|t| t.is_one(&small_words().negation)));
    out.flag(Feature::Present, tokens.iter().any(|t| t.is_one(&small_words().present)));
    out.flag(Feature::Perfect, helped(tokens, &["has", "have", "'ve"]));
    out.flag(Feature::PastPerfect, helped(tokens, &["had"]));
}

/// An auxiliary with a participle within three words.
fn helped(tokens: &[Token], auxiliaries: &[&str]) -> bool {
    tokens
        .iter()
        .enumerate()
        .any(|(at, t)| t.is_any(auxiliaries) && tokens.iter().skip(at + 1).take(3).any(is_participle))
}

fn is_participle(token: &Token) -> bool {
    token.case == Case::Lower
        && (token.is_one(&small_words().participles) || (token.norm.len() > 4 && token.norm.ends_with("ed")))
}

fn numbers(view: &View, tokens: &[Token], out: &mut Values) {
    let count = tokens.iter().filter(|t| t.is_number()).count();
    out.set(Feature::Numbers, count.min(3) as i64 * ONE);
    out.flag(Feature::OldYear, tokens.iter().filter_map(year_of).any(|y| view.year.is_some_and(|now| y < now)));
}
