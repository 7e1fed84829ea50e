use crate::model::Section;

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
    /// Words as printed.
    pub words: usize,
    /// So few lines may run to so many words.
    pub least: (usize, usize),
    /// A statement whose score is below this part of the best one's is left out, in per cent.
    pub floor: i64,
    /// The sections that get a line each, where the articles have it, before scores decide the rest.
    pub first: &'static [Section],
    /// Where no event opens the brief, what the articles bear out decides alone.
    pub by_support: bool,
}

/// A brief of the usual length has so many lines, if its sentences are not so long that they pass so many words.
const LEAST_LINES: usize = 6;
const LEAST_LINES_WORDS: usize = 240;

/// What a brief of the usual length holds one of each.
const ONE_OF_EACH: &[Section] = &[
    Section::Event,
    Section::Outcome,
    Section::Prior,
    Section::Unconfirmed,
    Section::Positions,
    Section::Agenda,
    Section::Quotation,
    Section::Background,
];
/// What a short one does.
const NEWS: &[Section] = &[Section::Event, Section::Outcome, Section::Prior];

impl Length {
    /// Characters of the shortest form.
    pub const LINE_CHARS: usize = 140;

    /// The body's limits.
    pub(super) fn budget(self, lines: Option<usize>) -> Budget {
        let (usual, words, floor, first) = match self {
            Length::Line => (0, 0, 0, NEWS),
            Length::Short => (3, 65, 50, NEWS),
            Length::Default => (9, 185, 25, ONE_OF_EACH),
            Length::Full => (24, 250, 25, ONE_OF_EACH),
        };
        // A user who counts lines wants that many, whatever their length; "full" keeps its limit of words.
        let words = if lines.is_some() && self == Length::Default { usize::MAX } else { words };
        let least = if self == Length::Default { (LEAST_LINES, words.max(LEAST_LINES_WORDS)) } else { (0, words) };
        Budget { lines: lines.unwrap_or(usual), words, least, floor, first, by_support: self == Length::Short }
    }

    /// Whether key dates and open slots are printed too.
    pub(super) fn keeps_apparatus(self) -> bool {
        matches!(self, Length::Default | Length::Full)
    }
}
