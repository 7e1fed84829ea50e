use crate::lexicon::{agency, furniture_cues};
use crate::text::{Case, Token, TokenKind};

use super::{is_month, stamp_at};

/// How a line or sentence is built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::annotate) struct Shape {
    /// Words and numbers.
    pub words: usize,
    /// Words with a capital first.
    pub capitalised: usize,
    /// Words in capitals.
    pub upper: usize,
    /// Words without a capital.
    pub lower: usize,
    /// It ends with a full stop, question or exclamation mark.
    pub stopped: bool,
    /// It ends with a colon.
    pub colon: bool,
    /// It ends with a question mark.
    pub question: bool,
    /// It has a finite verb.
    pub finite: bool,
    /// It opens with a quotation mark.
    pub quoted: bool,
}

impl Shape {
    /// The shape of these tokens.
    pub fn of(tokens: &[Token]) -> Self {
        let mut shape = Shape::without_verb(tokens);
        let cues = furniture_cues();
        shape.finite = tokens.iter().any(|t| t.case == Case::Lower && t.kind != TokenKind::Mark && cues.is_finite(t))
            || tokens.windows(2).any(|pair| is_clitic_verb(&pair[0], &pair[1]));
        shape
    }

    /// The same, without a look for a verb.
    pub fn without_verb(tokens: &[Token]) -> Self {
        let mut shape = Shape { quoted: tokens.first().is_some_and(|t| t.is_any(&["\"", "'"])), ..Shape::default() };
        for token in tokens.iter().filter(|t| t.kind != TokenKind::Mark) {
            shape.words += 1;
            shape.capitalised += usize::from(token.is_capitalised());
            shape.upper += usize::from(token.case == Case::Upper);
            shape.lower += usize::from(token.case == Case::Lower);
        }
        if let Some(last) = trim_end(tokens).last() {
            shape.stopped = last.is_any(&[".", "!", "?", "...", ".."])
                || (last.is_word() && last.norm.ends_with('.') && shape.words > 7);
            shape.question = last.is("?");
            shape.colon = last.is(":");
        }
        shape
    }

    /// Words and numbers in these tokens: [`Shape::words`] without the rest.
    pub fn words_of(tokens: &[Token]) -> usize {
        tokens.iter().filter(|t| t.kind != TokenKind::Mark).count()
    }

    /// Mostly capitals: `TALKS GO ON IN GENEVA`.
    pub fn is_upper(&self) -> bool {
        self.upper > 0 && self.lower == 0 && self.upper * 2 > self.words
    }

    /// Most words with a capital: `Talks Go On in Geneva`.
    pub fn is_title_case(&self) -> bool {
        self.capitalised * 10 >= self.words * 6
    }
}

/// `it's`, `they've`, `don't`.
fn is_clitic_verb(word: &Token, clitic: &Token) -> bool {
    let subject = || word.is_one(&furniture_cues().lines.clitic_subjects);
    (clitic.is("'s") && subject()) || clitic.is_any(&["'re", "'ve", "'ll", "'m"]) || clitic.norm.ends_with("n't")
}

/// The tokens without closing marks and page rubbish at the end.
pub(in crate::annotate) fn trim_end(tokens: &[Token]) -> &[Token] {
    let is_closer = |t: &&Token| t.is_any(&["\"", "'", ")", "]", "|", "*", ">", "•"]);
    let closers = tokens.iter().rev().take_while(is_closer).count();
    tokens.get(..tokens.len() - closers).unwrap_or_default()
}

/// Capitalised words, initials, `and`, commas and slashes only.
fn is_names(tokens: &[Token]) -> bool {
    let fits =
        |t: &Token| t.is_capitalised() || t.is_any(&[",", "/", "and", ".", "-", "de", "la", "via", "&", "of", "the"]);
    tokens.iter().any(Token::is_capitalised) && tokens.iter().all(fits)
}

/// The last brackets of the line hold a credit: `(Photo by A. Name)`, `(AGENCY/Name)`, `(AP Photo/Name, File)`.
pub(super) fn ends_in_credit(tokens: &[Token]) -> bool {
    let end = tokens.iter().rposition(|t| !t.is_any(&["|", ".", "\""]));
    let Some(end) = end.filter(|e| tokens[*e].is(")")) else { return foto_at_end(tokens) };
    let window = tokens[..end].iter().rev().take(16).position(|t| t.is("("));
    window.is_some_and(|back| is_credit_words(&tokens[end - back..end]))
}

/// `Foto EFE`, `REUTERS/A. Name` or `A. Name/Agency` at the very end of a longer line.
fn foto_at_end(tokens: &[Token]) -> bool {
    let tail = &tokens[tokens.len().saturating_sub(8)..];
    tail.iter().enumerate().any(|(at, token)| {
        let rest = &tail[at..];
        let slashed = agency(rest).is_some_and(|m| rest.get(m.len).is_some_and(|t| t.is("/")));
        (token.is_any(&["foto", "photo"]) && token.is_capitalised() && rest.len() <= 3 && agency(&rest[1..]).is_some())
            || (slashed && is_names(rest))
    })
}

/// The words of a credit without its brackets.
fn is_credit_words(words: &[Token]) -> bool {
    let Some(first) = words.first() else { return false };
    let cues = &furniture_cues().lines;
    let photo = words.iter().take(3).any(|t| t.is_one(&cues.credit_words));
    let says = first.is_one(&cues.credit_words) && words.get(1).is_none_or(|t| t.is_one(&cues.credit_links));
    let slash = words.iter().position(|t| t.is("/"));
    let agency_first = agency(words).is_some();
    says || (agency_first && (photo || slash.is_some()) && words.len() <= 14)
        || (slash.is_some_and(|s| agency(&words[s + 1..]).is_some()) && is_names(words))
}

/// A line that is nothing but a credit: `REUTERS/A. Name`, `Photo: A. Name`, `PHOTO COURTESY OF ...`, `STAFF PHOTO`.
pub(in crate::annotate) fn is_credit(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.kind != TokenKind::Mark).count();
    if words == 0 || words > 14 {
        return false;
    }
    let bare = match tokens.first() {
        Some(t) if t.is("(") => trim_end(&tokens[1..]),
        _ => trim_end(tokens),
    };
    let upper_photo = words <= 4 && bare.last().is_some_and(|t| t.is("photo") && t.case == Case::Upper);
    is_credit_words(bare) || upper_photo || (bare.len() <= 4 && bare.len() < tokens.len() && agency_only(bare))
}

/// Nothing but an agency's name.
fn agency_only(tokens: &[Token]) -> bool {
    agency(tokens).is_some_and(|m| m.len == tokens.len())
}

/// The first verb is the present tense of captions, after a name.
pub(super) fn shows_picture(tokens: &[Token]) -> bool {
    let cues = furniture_cues();
    let first_verb = tokens.iter().enumerate().find(|(at, t)| {
        let after_name = at.checked_sub(1).is_some_and(|b| {
            let before = &tokens[b];
            before.is_capitalised() || before.is_any(&[",", ")"]) || (before.is_word() && t.norm.ends_with('s'))
        });
        t.case == Case::Lower && ((cues.is_caption_verb(t) && after_name) || cues.is_finite(t))
    });
    first_verb.is_some_and(|(_, t)| cues.is_caption_verb(t))
}

/// The last words are a day with its year: `..., Dec. 26, 2016.`, `on 20 October 2016.`
pub(super) fn ends_in_year(tokens: &[Token]) -> bool {
    let end = trim_end(tokens);
    let end = match end.last() {
        Some(t) if t.is(".") => &end[..end.len() - 1],
        _ => end,
    };
    let tail = &end[end.len().saturating_sub(6)..];
    let first = tail.iter().position(|t| is_month(t) || t.is_number());
    first.is_some_and(|at| {
        let from = at;
        stamp_at(&tail[from..]).is_some_and(|stamp| from + stamp.len == tail.len() && stamp.day.is_some())
    })
}
