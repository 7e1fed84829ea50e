//! Features of the sentence as a string of tokens: size, end, opening, quotation marks, tense, numbers.

use super::features::{Feature, ONE, Values};
use super::view::{Marks, View, names, share, year_of};
use crate::lexicon::small_words;
use crate::model::Statement;
use crate::text::{Case, Token};

const PRONOUNS: [&str; 20] = [
    "he", "she", "they", "it", "we", "i", "you", "this", "that", "these", "those", "his", "her", "their", "its", "our",
    "my", "both", "such", "there",
];
const LINKS: [&str; 16] = [
    "but",
    "and",
    "however",
    "also",
    "meanwhile",
    "still",
    "yet",
    "nonetheless",
    "nevertheless",
    "moreover",
    "so",
    "then",
    "or",
    "besides",
    "instead",
    "though",
];
const TIMES: [&str; 14] = [
    "in",
    "on",
    "since",
    "after",
    "before",
    "earlier",
    "last",
    "during",
    "until",
    "when",
    "while",
    "at",
    "following",
    "later",
];
const FIRST_PERSON: [&str; 10] = ["i", "we", "my", "our", "ours", "us", "me", "i'm", "we're", "ourselves"];
const SECOND_PERSON: [&str; 4] = ["you", "your", "yours", "you're"];

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
    out.flag(Feature::OpensPronoun, first.is_any(&PRONOUNS));
    out.flag(Feature::OpensLink, first.is_any(&LINKS));
    out.flag(Feature::OpensTime, first.is_any(&TIMES));
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
        tokens.iter().any(|t| t.case != Case::Upper && t.is_any(&FIRST_PERSON) || t.is("i")),
    );
    out.flag(Feature::SecondPerson, tokens.iter().any(|t| t.is_any(&SECOND_PERSON)));
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
    out.flag(Feature::Present, any(&["is", "are", "has", "have", "'s", "says"]));
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
    const IRREGULAR: [&str; 40] = [
        "been", "become", "begun", "broken", "brought", "built", "come", "cut", "done", "fallen", "fought", "found",
        "given", "gone", "grown", "had", "held", "kept", "known", "led", "left", "lost", "made", "met", "paid", "put",
        "risen", "said", "seen", "sent", "set", "shown", "spoken", "taken", "thrown", "told", "won", "written", "shot",
        "spent",
    ];
    token.case == Case::Lower && (token.is_any(&IRREGULAR) || (token.norm.len() > 4 && token.norm.ends_with("ed")))
}

fn numbers(view: &View, tokens: &[Token], out: &mut Values) {
    let count = tokens.iter().filter(|t| t.is_number()).count();
    out.set(Feature::Numbers, count.min(3) as i64 * ONE);
    out.flag(Feature::OldYear, tokens.iter().filter_map(year_of).any(|y| view.year.is_some_and(|now| y < now)));
}
