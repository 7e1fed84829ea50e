//! The one quotation of a brief: a speaker, verbatim, cut only at a sentence's end.

use super::passage::Passage;
use crate::model::{Kind, Line};
use crate::text::Token;

use super::line::receipt;

/// Words that a quotation should have, at least and at most.
const WORDS: std::ops::RangeInclusive<usize> = 5..=45;

/// True for a sentence that is all quotation, with a known speaker, and short enough.
pub(super) fn can_stand(passage: &Passage<'_>) -> bool {
    let words = passage.text().split_whitespace().count();
    let speaks = passage.statement.quote.as_ref().is_some_and(|q| q.whole && q.speaker.as_deref().is_some_and(is_name));
    let fits = matches!(passage.statement.kind, Kind::Position | Kind::Outcome | Kind::Assessment | Kind::Colour);
    let starts = passage.tokens().first().is_some_and(Token::is_quote)
        || passage
            .statement
            .quote
            .as_ref()
            .is_some_and(|q| q.first < passage.statement.index && q.span.start == passage.statement.span.start);
    speaks && fits && starts && WORDS.contains(&words) && !ends_in_tail(passage)
}

/// True where the quotation goes on behind the sentence, so that a mark must show the cut.
pub(super) fn is_cut(passage: &Passage<'_>) -> bool {
    passage.statement.quote.as_ref().is_some_and(|q| q.last > passage.statement.index)
}

/// "Ana Lind", "the Kremlin"; not "the official", whom nobody can quote.
fn is_name(speaker: &str) -> bool {
    speaker.chars().any(char::is_uppercase)
}

/// True where the sentence ends in "…," he wrote: the tail names nobody.
fn ends_in_tail(passage: &Passage<'_>) -> bool {
    let quote = passage.statement.quote.as_ref().map(|q| q.span);
    let outside: Vec<_> =
        passage.tokens().iter().filter(|t| t.is_word() && !quote.is_some_and(|q| q.contains(t.span))).collect();
    outside.iter().any(|t| t.is_any(&["he", "she", "they", "it", "his", "her", "their"]))
}

/// Gives a line the speaker of its quotation, with the sentence that names the speaker as support.
pub(super) fn attribute(line: &mut Line, passage: &Passage<'_>) {
    let Some(quote) = &passage.statement.quote else { return };
    let Some(speaker) = &quote.speaker else { return };
    line.slots.insert("speaker".to_owned(), speaker.clone());
    let from = quote.speaker_from.filter(|i| line.receipts.iter().all(|r| r.i != *i));
    line.support.extend(from.and_then(|i| receipt(passage.reading, i)));
}

/// True where the printed words do not name the speaker themselves. "…," the document says: they do, in other words.
pub(super) fn needs_name(line: &Line, passage: &Passage<'_>) -> bool {
    let said_here = passage.statement.quote.as_ref().is_some_and(|q| q.verb.is_some() && q.speaker_from.is_none());
    line.slots.get("speaker").is_some_and(|speaker| {
        let names = |word: &str| line.text.split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(word));
        let mut words = speaker.split_whitespace();
        // A family name may stand first.
        let (first, last) = (words.next().filter(|_| is_name(speaker)), words.next_back());
        let named = first.into_iter().chain(last).any(names);
        !(named || said_here && !is_name(speaker))
    })
}
