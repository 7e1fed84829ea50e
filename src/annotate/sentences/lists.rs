//! Numbers and letters before the items of a list: `1. `, `2) `, `a. `, `• 9. `.

use crate::text::{Gap, Token, TokenKind};

/// The markers seen in a paragraph.
#[derive(Debug, Default)]
pub(super) struct ListState {
    last: Option<u32>,
    /// Nothing but bullets stands in the sentence so far.
    leads: bool,
    marker: std::ops::Range<usize>,
}

impl ListState {
    /// Looks at the token `at` of the sentence that begins with token `first`.
    pub fn see(&mut self, tokens: &[Token], first: usize, at: usize) {
        self.leads |= at == first;
        if self.leads
            && let Some((value, end)) = marker(tokens, at)
        {
            self.last = Some(value);
            self.marker = at..end;
        }
        self.leads &= is_bullet(&tokens[at]);
    }

    /// True for the tokens of a marker at the start of its item.
    pub fn is_marker(&self, at: usize) -> bool {
        self.marker.contains(&at)
    }

    /// True where the next token opens an item: a bullet, or the number that follows the last one.
    pub fn opens_item(&self, tokens: &[Token], at: usize) -> bool {
        let next = at + 1;
        let bullet = tokens.get(next).is_some_and(|t| is_bullet(t) && t.gap != Gap::None && !is_bullet(&tokens[at]));
        let follows = |last: u32| marker(tokens, next).is_some_and(|(value, _)| value == last + 1);
        bullet || (!self.leads && !self.is_marker(at) && self.last.is_some_and(follows))
    }

    /// Forgets the list.
    pub fn end_paragraph(&mut self) {
        *self = ListState::default();
    }
}

fn is_bullet(token: &Token) -> bool {
    token.kind == TokenKind::Mark && token.is_any(&["•", "⁃", "⦁", "▪", "‣", "●"])
}

/// The value of the marker that begins at `at` and where it ends: a number or letter, its `.` or `)`, and then a
/// capitalised word.
fn marker(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    let letter = token.is_word() && token.span.len() == 1 && token.case == crate::text::Case::Lower;
    let value = match token.number().filter(|n| *n < 100 && token.span.len() <= 2) {
        Some(number) => number,
        None if letter => u32::from(*token.norm.as_bytes().first()?),
        None => return None,
    };
    let signs =
        tokens.get(at + 1..)?.iter().take(2).take_while(|t| t.is_any(&[".", ")"]) && t.gap == Gap::None).count();
    let item = tokens.get(at + 1 + signs)?;
    (signs > 0 && item.is_capitalised() && item.gap == Gap::Space).then_some((value, at + 1 + signs))
}
