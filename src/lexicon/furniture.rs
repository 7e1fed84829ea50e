use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

use super::{LineWords, PhraseSet};
use crate::text::{Token, WordSet, fold};

/// Why a line of a page is no part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FurnitureRule {
    /// The headline, in the text itself.
    Headline,
    /// The headline again, or one that says the same.
    HeadlineRepeated,
    /// A heading within the article.
    Subhead,
    /// Words under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// When it was put on the page.
    Timestamp,
    /// "2 min read", "12 comments".
    Counter,
    /// Buttons to pass the page on.
    ShareBar,
    /// The field for comments, and the comments.
    CommentBox,
    /// Links to other pages.
    RelatedLinks,
    /// An offer of newsletters or apps.
    Newsletter,
    /// Agency, photographer, editor.
    Credit,
    /// Rights.
    Copyright,
    /// A tail or caption in another language.
    OtherLanguage,
    /// The second copy of a paragraph.
    DuplicateParagraph,
    /// An embedded post or pull quote that repeats what the article says.
    PullQuote,
    /// Controls of a video.
    VideoPlayer,
    /// Consent and terms.
    Cookie,
    /// "This is a developing story".
    DevelopingStory,
    /// An advertisement's label.
    Advert,
    /// A bare section word.
    SectionWord,
    /// Whatever stands on a page after its end.
    Tail,
}

impl FurnitureRule {
    /// The name that `dropped` shows.
    pub const fn as_str(self) -> &'static str {
        match self {
            FurnitureRule::Headline => "headline",
            FurnitureRule::HeadlineRepeated => "headline-repeated",
            FurnitureRule::Subhead => "subhead",
            FurnitureRule::Caption => "caption",
            FurnitureRule::Byline => "byline",
            FurnitureRule::Timestamp => "timestamp",
            FurnitureRule::Counter => "counter",
            FurnitureRule::ShareBar => "share-bar",
            FurnitureRule::CommentBox => "comment-box",
            FurnitureRule::RelatedLinks => "related-links",
            FurnitureRule::Newsletter => "newsletter",
            FurnitureRule::Credit => "credit",
            FurnitureRule::Copyright => "copyright",
            FurnitureRule::OtherLanguage => "other-language",
            FurnitureRule::DuplicateParagraph => "duplicate-paragraph",
            FurnitureRule::PullQuote => "pull-quote",
            FurnitureRule::VideoPlayer => "video-player",
            FurnitureRule::Cookie => "cookie",
            FurnitureRule::DevelopingStory => "developing-story",
            FurnitureRule::Advert => "advert",
            FurnitureRule::SectionWord => "section-word",
            FurnitureRule::Tail => "tail",
        }
    }
}

/// Where in a line the words of a cue stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Place {
    Start,
    Whole,
    Within,
    End,
}

#[derive(Debug, Clone, Copy)]
struct Cue {
    rule: FurnitureRule,
    most_words: usize,
}

#[derive(Deserialize)]
struct CueRow {
    rule: FurnitureRule,
    place: Place,
    most_words: usize,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    cue: Vec<CueRow>,
    counter: Counter,
    stamp: Stamp,
    caption: Caption,
    verbs: Verbs,
    lines: LineWords,
}

#[derive(Deserialize)]
struct Counter {
    units: Vec<String>,
}

#[derive(Deserialize)]
struct Stamp {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Caption {
    verbs: Vec<String>,
    positions: Vec<String>,
    positions_open: Vec<String>,
}

#[derive(Deserialize)]
struct Verbs {
    finite: Vec<String>,
}

/// The words that give page furniture away; see `lexicon/furniture.toml`.
pub struct FurnitureCues {
    /// Words of lines beside the cues.
    pub lines: LineWords,
    first: PhraseSet<Cue>,
    whole: PhraseSet<Cue>,
    within: PhraseSet<Cue>,
    end: PhraseSet<Cue>,
    counter_units: WordSet,
    stamp_words: WordSet,
    caption_verbs: WordSet,
    positions: PhraseSet<()>,
    positions_open: PhraseSet<()>,
    finite: WordSet,
}

static CUES: LazyLock<FurnitureCues> = LazyLock::new(|| {
    let file: File = super::embedded!("furniture");
    FurnitureCues::new(file)
});

/// The embedded cues.
pub fn furniture_cues() -> &'static FurnitureCues {
    &CUES
}

fn words(list: &[String]) -> WordSet {
    list.iter().map(|word| fold(word)).collect()
}

fn phrases(list: &[String]) -> PhraseSet<()> {
    let mut set = PhraseSet::default();
    list.iter().for_each(|phrase| set.insert(phrase, ()));
    set
}

/// `shake`, `shakes`; `carry`, `carries`; `address`, `addresses`.
fn present_forms(verb: &str) -> [CompactString; 2] {
    let third = match verb {
        v if v.ends_with("sh") || v.ends_with("ch") || v.ends_with("ss") => format!("{v}es"),
        v if v.ends_with("ry") => format!("{}ies", &v[..v.len() - 1]),
        v => format!("{v}s"),
    };
    [fold(verb), fold(&third)]
}

impl FurnitureCues {
    fn new(file: File) -> Self {
        let mut cues = FurnitureCues {
            lines: file.lines,
            first: PhraseSet::default(),
            whole: PhraseSet::default(),
            within: PhraseSet::default(),
            end: PhraseSet::default(),
            counter_units: words(&file.counter.units),
            stamp_words: words(&file.stamp.words),
            caption_verbs: file.caption.verbs.iter().flat_map(|verb| present_forms(verb)).collect(),
            positions: phrases(&file.caption.positions),
            positions_open: phrases(&file.caption.positions_open),
            finite: words(&file.verbs.finite),
        };
        for row in file.cue {
            let cue = Cue { rule: row.rule, most_words: row.most_words };
            for phrase in &row.phrases {
                cues.set(row.place).insert(phrase, cue);
            }
        }
        cues
    }

    fn set(&mut self, place: Place) -> &mut PhraseSet<Cue> {
        match place {
            Place::Start => &mut self.first,
            Place::Whole => &mut self.whole,
            Place::Within => &mut self.within,
            Place::End => &mut self.end,
        }
    }

    /// The rule that the words of a line call for, if any.
    pub fn rule(&self, line: &[Token]) -> Option<FurnitureRule> {
        let words = line.iter().filter(|t| t.kind != crate::text::TokenKind::Mark).count();
        let fits = |cue: &Cue| (words <= cue.most_words).then_some(cue.rule);
        let bare = strip_marks(line);
        self.first
            .at(line)
            .or_else(|| self.first.at(after_bullet(line)))
            .and_then(|m| fits(m.value))
            .or_else(|| self.whole.at(bare).filter(|m| m.len == bare.len()).and_then(|m| fits(m.value)))
            .or_else(|| {
                let tail = line.len().saturating_sub(6)..line.len();
                let end = tail
                    .filter_map(|at| Some((at, self.end.at(&line[at..])?)))
                    .find(|(at, m)| at + m.len == line.len());
                end.and_then(|(_, m)| fits(m.value))
            })
            .or_else(|| self.within.all(line).find_map(|(_, m)| fits(m.value)))
    }

    /// True for what is counted beside a page: `comments`, `min`.
    pub fn is_counter_unit(&self, token: &Token) -> bool {
        self.counter_units.contains(&token.norm)
    }

    /// True for the small words of a date stamp.
    pub fn is_stamp_word(&self, token: &Token) -> bool {
        self.stamp_words.contains(&token.norm)
    }

    /// True for the present tense of captions: `shakes`, `pose`.
    pub fn is_caption_verb(&self, token: &Token) -> bool {
        self.caption_verbs.contains(&token.norm)
    }

    /// True where a place in the picture stands in brackets or between commas: `(L)`, `, left,`. `(R)` alone is a
    /// party.
    pub fn has_position(&self, line: &[Token]) -> bool {
        let fenced = |(at, m): &(usize, super::Match<'_, ()>)| {
            let before = at.checked_sub(1).and_then(|b| line.get(b));
            let after = line.get(at + m.len);
            let bracket = before.is_some_and(|t| t.is("("));
            let spelled = line.get(*at).is_some_and(|t| t.span.len() > 1);
            (bracket && after.is_some_and(|t| t.is(")")))
                || (spelled && before.is_some_and(|t| t.is(",")) && after.is_some_and(|t| t.is_any(&[",", "."])))
        };
        let found = self.positions.all(line).filter(fenced);
        found.map(|(at, _)| &line[at]).any(|t| !t.is("r")) || self.positions_open.any(line)
    }

    /// True for a verb that makes a sentence: a listed one or a regular past.
    pub fn is_finite(&self, token: &Token) -> bool {
        self.finite.contains(&token.norm) || (token.norm.len() > 4 && token.norm.ends_with("ed") && token.is_word())
    }
}

/// The line without marks at either end.
fn strip_marks(line: &[Token]) -> &[Token] {
    let is_mark = |t: &&Token| t.kind == crate::text::TokenKind::Mark;
    let start = line.iter().take_while(is_mark).count();
    let end = line.iter().rev().take_while(is_mark).count();
    line.get(start..line.len().saturating_sub(end)).unwrap_or_default()
}

/// The line without what stands before its first word, unless that is a quotation mark.
fn after_bullet(line: &[Token]) -> &[Token] {
    let marks = line.iter().take_while(|t| t.kind == crate::text::TokenKind::Mark && !t.is_quote()).count();
    line.get(marks..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn cues_know_their_place_in_the_line() {
        let rule = |line: &str| furniture_cues().rule(&tokenize(line));
        assert_eq!(rule("No comments:"), Some(FurnitureRule::CommentBox));
        assert_eq!(rule("• Share this:"), Some(FurnitureRule::ShareBar));
        assert_eq!(rule("Ships sail again, July 3,… Read more »"), Some(FurnitureRule::RelatedLinks));
        assert_eq!(rule("\"Share this burden with us,\" the minister said."), None);
        assert_eq!(rule("Print"), Some(FurnitureRule::ShareBar));
        assert_eq!(rule("FILE - In this 2018 file photo, a spokesman listens."), Some(FurnitureRule::Caption));
        assert_eq!(rule("Print runs of the treaty were small."), None);
    }

    #[test]
    fn places_in_the_picture_are_fenced() {
        let found = |line: &str| furniture_cues().has_position(&tokenize(line));
        assert!(found("Prime Minister Ana Lopez (L) meets Tom Reed"));
        assert!(found("Ana Lopez, right, and Tom Reed"));
        assert!(!found("The left, right and centre parties agreed"));
        assert!(!found("They left the room."));
        assert!(!found("Gov. Tom Reed (R) signed the bill."));
    }
}
