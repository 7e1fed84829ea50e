//! What the line breaks of a text mean.

use crate::text::{Case, Gap, Token};

/// Lines of a hard-wrapped text are about this long, in bytes; longer ones are paragraphs.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// What the line breaks of a text mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Every line is a paragraph.
    Lines,
    /// Lines are cut at one width; only an empty line ends a paragraph.
    Wrapped,
    /// Lines are cut anywhere; an empty line ends a paragraph, and a line that ends with a stop.
    Ragged,
}

impl Layout {
    /// The layout of a text: most lines but the last of their block are about one width, or many run on in small
    /// letters.
    pub fn of(text: &str) -> Self {
        let (mut inner, mut fitting, mut open, mut run_on) = (0usize, 0usize, 0usize, 0usize);
        let mut lines = text.lines().map(str::trim).peekable();
        while let Some(line) = lines.next() {
            let Some(next) = lines.peek().filter(|next| !next.is_empty() && !line.is_empty()) else { continue };
            inner += 1;
            let ends = line.ends_with(['.', '!', '?', '"', '”']);
            fitting += usize::from(WRAP_WIDTHS.contains(&line.len()) && !ends);
            open += usize::from(!ends);
            run_on += usize::from(!ends && (next.starts_with(char::is_lowercase) || line.ends_with(',')));
        }
        if inner >= 4 && fitting * 10 >= inner * 7 {
            Layout::Wrapped
        } else if run_on >= 4 && run_on * 2 >= open {
            Layout::Ragged
        } else {
            Layout::Lines
        }
    }

    /// For every token, whether a paragraph ends after it.
    pub fn breaks(self, tokens: &[Token]) -> Vec<bool> {
        let mut breaks: Vec<bool> = tokens.windows(2).map(|pair| self.is_break(&pair[0], &pair[1])).collect();
        breaks.push(true);
        if self == Layout::Lines {
            mend(tokens, &mut breaks);
        }
        breaks
    }

    fn is_break(self, token: &Token, next: &Token) -> bool {
        match (next.gap, self) {
            (Gap::Blank, _) | (Gap::Line, Layout::Lines) => true,
            (Gap::Line, Layout::Ragged) => token.is_any(&[".", "!", "?", "\"", "|"]),
            _ => false,
        }
    }
}

/// Takes back a break in the middle of a sentence: the line before begins large and has no end, the line after goes on
/// small and has one.
fn mend(tokens: &[Token], breaks: &mut [bool]) {
    let mut line = 0;
    for at in 0..tokens.len().saturating_sub(1) {
        if !breaks[at] {
            continue;
        }
        let next = &tokens[at + 1];
        let open = tokens[line].is_capitalised() && tokens[at].is_word() && at > line;
        let goes_on = next.gap == Gap::Line && next.is_word() && next.case == Case::Lower && !next.is("by");
        if open && goes_on && line_is_stopped(tokens, breaks, at + 1) {
            breaks[at] = false;
        } else {
            line = at + 1;
        }
    }
}

/// The line that begins at `from` ends with a full stop.
fn line_is_stopped(tokens: &[Token], breaks: &[bool], from: usize) -> bool {
    let end = breaks.get(from..).and_then(|rest| rest.iter().position(|b| *b)).map(|len| from + len);
    end.and_then(|end| tokens.get(end)).is_some_and(|t| t.is_any(&[".", "!", "?"]))
}
