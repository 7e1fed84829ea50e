/// The measure of a brief.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Length {
    /// The headline alone, at most 140 characters.
    Line,
    /// About 60 words.
    Short,
    /// 6 to 9 lines.
    #[default]
    Default,
    /// At most 250 words.
    Full,
}

/// How much the body of a brief may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    /// Lines.
    pub lines: usize,
    /// Words.
    pub words: usize,
}

impl Length {
    /// Characters of the shortest form.
    pub const LINE_CHARS: usize = 140;

    /// The body's limits.
    pub(super) fn budget(self, lines: Option<usize>) -> Budget {
        let (default_lines, words) = match self {
            Length::Line => (0, 0),
            Length::Short => (3, 60),
            Length::Default => (9, 170),
            Length::Full => (24, 250),
        };
        match lines {
            // A user who counts lines wants that many, whatever their length; "full" keeps its limit of words.
            Some(lines) if self == Length::Default => Budget { lines, words: usize::MAX },
            Some(lines) => Budget { lines, words },
            None => Budget { lines: default_lines, words },
        }
    }

    /// Whether key dates and open slots are printed too.
    pub(super) fn keeps_apparatus(self) -> bool {
        matches!(self, Length::Default | Length::Full)
    }
}
