//! Lines known by what they hold: cues, date stamps, counters, bylines, agency ids, link lines in capitals.

use super::Marks;
use crate::annotate::page::{Line, Page, Shape, is_month, is_weekday, stamp_at, trim_end};
use crate::lexicon::{FurnitureRule, agency, furniture_cues};
use crate::text::{Token, TokenKind};

pub(super) fn mark(page: &Page, marks: &mut Marks) {
    for (i, line) in page.lines.iter().enumerate() {
        let tokens = page.tokens(i);
        if let Some(rule) = label(tokens, line) {
            marks.set_line(page, i, rule);
            continue;
        }
        for sentence in line.sentences.clone().filter(|_| line.sentences.len() > 1) {
            let tokens = page.document.tokens_of(sentence);
            if let Some(rule) = label_in_prose(tokens) {
                marks.set(sentence, rule);
            }
        }
    }
}

/// The rule for a whole line.
fn label(tokens: &[Token], line: &Line) -> Option<FurnitureRule> {
    let shape = &line.shape;
    if shape.words == 0 {
        return Some(FurnitureRule::SectionWord);
    }
    if is_counter(tokens) {
        return Some(FurnitureRule::Counter);
    }
    if is_stamp(tokens) || (is_dated_label(tokens) && !shape.stopped && !shape.finite && shape.words <= 16) {
        return Some(FurnitureRule::Timestamp);
    }
    if is_byline(tokens) {
        return Some(FurnitureRule::Byline);
    }
    if is_agency_id(tokens) {
        return Some(FurnitureRule::Credit);
    }
    if line.cue.is_some() {
        return line.cue;
    }
    if shape.is_upper() && shape.words >= 2 {
        return Some(if shape.words > 5 { FurnitureRule::RelatedLinks } else { FurnitureRule::Subhead });
    }
    None
}

/// The rule for a sentence within a paragraph, where short words of everyday speech prove nothing.
fn label_in_prose(tokens: &[Token]) -> Option<FurnitureRule> {
    let shape = Shape::without_verb(tokens);
    if shape.is_upper() && shape.words >= 4 {
        return Some(FurnitureRule::RelatedLinks);
    }
    if shape.is_upper() && tokens.first().is_some_and(|t| t.is("(")) && tokens.last().is_some_and(|t| t.is(")")) {
        return Some(FurnitureRule::Credit);
    }
    let rule = furniture_cues().rule(tokens).filter(|_| !shape.quoted)?;
    use FurnitureRule::{Advert, Caption, Copyright, Credit, DevelopingStory, RelatedLinks, VideoPlayer};
    matches!(rule, Advert | Caption | Copyright | Credit | DevelopingStory | RelatedLinks | VideoPlayer).then_some(rule)
}

/// Numbers and their units only: `0`, `2 min read`, `12 comments`.
fn is_counter(tokens: &[Token]) -> bool {
    let cues = furniture_cues();
    let words = tokens.iter().filter(|t| t.kind != TokenKind::Mark);
    words.clone().any(Token::is_number)
        && words.clone().count() <= 8
        && words.clone().all(|t| t.is_number() || cues.is_counter_unit(t))
        && !trim_end(tokens).last().is_some_and(|t| t.is("."))
}

/// A line of date and time alone, an agency's name allowed.
fn is_stamp(tokens: &[Token]) -> bool {
    let cues = furniture_cues();
    let (mut at, mut numbers, mut fixed) = (0, 0, false);
    while let Some(token) = tokens.get(at) {
        if let Some(found) = agency(&tokens[at..]) {
            at += found.len;
            continue;
        }
        let known = token.kind == TokenKind::Mark
            || token.is_number()
            || is_month(token)
            || is_weekday(token)
            || cues.is_stamp_word(token);
        if !known {
            return false;
        }
        numbers += usize::from(token.is_number());
        fixed |= is_month(token) || is_weekday(token) || token.is_any(&[":", "/"]) || stamp_at(&tokens[at..]).is_some();
        at += 1;
    }
    numbers > 0 && fixed && tokens.len() <= 24
}

/// A full date somewhere in a short label.
fn is_dated_label(tokens: &[Token]) -> bool {
    (0..tokens.len().min(40)).any(|at| stamp_at(&tokens[at..]).is_some_and(|s| s.day.is_some()))
}

/// `By A. Name and B. Name`, `By Agency`, `by our correspondents at ...`.
pub(super) fn is_byline(tokens: &[Token]) -> bool {
    let Some((first, rest)) = tokens.split_first() else { return false };
    if !first.is("by") || rest.len() > 24 {
        return false;
    }
    let ours = rest.first().is_some_and(|t| t.is_any(&["our", "staff", "a", "the"]))
        && rest.iter().take(4).any(|t| t.is_one(&furniture_cues().lines.byline_staff));
    let small = |t: &Token| t.kind == TokenKind::Mark || t.is_one(&furniture_cues().lines.byline_small);
    ours || (rest.first().is_some_and(Token::is_capitalised)
        && rest.iter().all(|t| t.is_capitalised() || small(t))
        && !trim_end(rest).last().is_some_and(|t| t.is(".")))
}

/// Nothing but the name or the sign of an agency: `AGENCY/`, `****** AGENCY`.
fn is_agency_id(tokens: &[Token]) -> bool {
    let words: Vec<usize> = (0..tokens.len()).filter(|i| tokens[*i].kind != TokenKind::Mark).take(5).collect();
    let Some(first) = words.first() else { return false };
    words.len() <= 4 && agency(&tokens[*first..]).is_some_and(|m| m.len >= words.len())
}
