use std::collections::{HashMap, HashSet};

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{CueSet, cues};
use crate::model::{Annotated, Document, Statement};
use crate::text::{Gap, Norm, Token};

/// Words are compared by their first letters: a cheap stem (`signed`, `signing` → `sign…`).
const STEM: usize = 6;

/// What the features of a sentence must know of the whole article. Built in linear time.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub annotated: &'a Annotated,
    /// A line for each sentence.
    pub lines: Vec<Line>,
    /// Sentences of the body.
    pub body: usize,
    /// In how many sentences of the body each word stands.
    spread: Vec<u32>,
    /// The sentence in which each word stands first.
    seen_first: Vec<u32>,
    title: FxHashSet<u32>,
    lede: FxHashSet<u32>,
    pairs: FxHashMap<(u32, u32), u32>,
    /// The second sentence of the body.
    opening: Option<u32>,
    /// The two names that most sentences of the body hold.
    pub top_names: Vec<Norm>,
    /// Codes of the two parties that most sentences of the body hold.
    pub top_codes: Vec<String>,
    /// 1 for an article without a sentence of diplomacy, 0 where a third of the body or more is, in thousandths.
    pub off_topic: i64,
    /// The year that news is told from.
    pub year: Option<u32>,
}

/// What is known of a sentence before its features are measured.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its number in the body, from 0; `None` for furniture and headings.
    pub rank: Option<usize>,
    /// Its subject words, each once, in order.
    pub stems: Vec<u32>,
    /// True where the same words stand in an earlier sentence.
    pub duplicate: bool,
    /// How it stands to quotation marks.
    pub marks: Marks,
    /// Its cue words.
    pub cues: CueSet,
}

/// Quotation marks of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Begins within a quotation.
    pub open_before: bool,
    /// Ends within one.
    pub open_after: bool,
    /// Holds a mark.
    pub any: bool,
    /// Words within quotation marks.
    pub quoted: usize,
    /// Words.
    pub words: usize,
}

impl<'a> View<'a> {
    pub fn new(annotated: &'a Annotated) -> Self {
        let document = &annotated.document;
        let mut words = Words { numbers: HashMap::with_capacity(document.tokens.len() / 3), ..Words::default() };
        let mut lines = Vec::with_capacity(annotated.statements.len());
        let (mut body, mut open) = (0, false);
        for statement in &annotated.statements {
            let tokens = document.tokens_of(statement.index);
            let marks = marks(tokens, open);
            open = marks.open_after && statement.furniture.is_none();
            let rank = is_body(statement, tokens).then_some(body);
            body += usize::from(rank.is_some());
            let stems = words.stems(tokens);
            let duplicate = words.is_repeated(&stems);
            lines.push(Line { rank, stems, duplicate, marks, cues: cues().find(tokens) });
        }
        let mut view = View {
            annotated,
            off_topic: off_topic(annotated, &lines),
            lines,
            body,
            spread: vec![0; words.numbers.len()],
            seen_first: vec![u32::MAX; words.numbers.len()],
            title: FxHashSet::default(),
            lede: FxHashSet::default(),
            pairs: FxHashMap::default(),
            opening: None,
            top_names: top_names(annotated),
            top_codes: top_codes(annotated),
            year: year(document),
        };
        view.count();
        view.title = view.title_stems(&words);
        view
    }

    fn count(&mut self) {
        self.pairs.reserve(self.lines.iter().map(|line| line.stems.len()).sum());
        for (at, line) in self.lines.iter().enumerate() {
            let Some(rank) = line.rank else { continue };
            for stem in &line.stems {
                let stem = *stem as usize;
                self.spread[stem] += 1;
                self.seen_first[stem] = self.seen_first[stem].min(at as u32);
            }
            for pair in pairs(&line.stems) {
                self.pairs.entry(pair).or_insert(at as u32);
            }
            if rank == 1 {
                self.opening = Some(at as u32);
            }
            if rank == 0 {
                self.lede = line.stems.iter().copied().collect();
            }
        }
    }

    /// The headline's words: of the title, or of the first heading where the article has no title.
    fn title_stems(&self, words: &Words) -> FxHashSet<u32> {
        if let Some(title) = &self.annotated.article().title {
            return words.known(&crate::text::tokenize(title)).collect();
        }
        let heading = self.lines.iter().take(8).take_while(|l| l.rank.is_none()).find(|l| l.stems.len() >= 4);
        heading.map(|line| line.stems.iter().copied().collect()).unwrap_or_default()
    }

    /// Share of the headline's words in a sentence, in thousandths.
    pub fn title_overlap(&self, at: usize) -> i64 {
        overlap(&self.title, self.stems(at))
    }

    /// Share of the first sentence's words in another sentence, in thousandths.
    pub fn lede_overlap(&self, at: usize) -> i64 {
        if self.rank(at) == Some(0) { 0 } else { overlap(&self.lede, self.stems(at)) }
    }

    /// Share of the words of a sentence, and three more, that the two first sentences of the body hold, in thousandths; 0 for
    /// these two. A few words more keep a short sentence from counting as all of the news.
    pub fn opening_share(&self, at: usize) -> i64 {
        let Some(opening) = self.opening.filter(|_| self.rank(at).is_none_or(|rank| rank > 1)) else { return 0 };
        let stems = self.stems(at);
        let first = |stem: &u32| self.seen_first.get(*stem as usize).copied().unwrap_or(u32::MAX);
        share(stems.iter().filter(|stem| first(stem) <= opening).count(), stems.len() + 3)
    }

    /// How many other sentences hold a word of this one, on average, in thousandths of 8.
    pub fn centrality(&self, at: usize) -> i64 {
        let stems = self.stems(at);
        let own = u32::from(self.rank(at).is_some());
        let spread = |stem: &u32| self.spread.get(*stem as usize).copied().unwrap_or_default();
        let others: u64 = stems.iter().map(|s| u64::from(spread(s).saturating_sub(own))).sum();
        share(others as usize, stems.len() * 8).min(super::features::ONE)
    }

    /// Share of the words that no earlier sentence of the body holds, in thousandths.
    pub fn novelty(&self, at: usize) -> i64 {
        let stems = self.stems(at);
        let first = |stem: &u32| self.seen_first.get(*stem as usize).copied().unwrap_or(u32::MAX);
        share(stems.iter().filter(|s| first(s) as usize >= at).count(), stems.len())
    }

    /// Share of the word pairs that earlier sentences of the body hold, in thousandths.
    pub fn echo(&self, at: usize) -> i64 {
        let stems = self.stems(at);
        let known = pairs(stems).filter(|pair| self.pairs.get(pair).is_some_and(|first| (*first as usize) < at));
        share(known.count(), stems.len().saturating_sub(1))
    }

    pub fn rank(&self, at: usize) -> Option<usize> {
        self.lines.get(at).and_then(|line| line.rank)
    }

    fn stems(&self, at: usize) -> &[u32] {
        self.lines.get(at).map_or(&[], |line| &line.stems)
    }
}

/// A sentence is of diplomacy where a word of diplomacy and a state, an international organisation or somebody who acts
/// for one stand together.
/// An article is where one sentence in three is.
fn off_topic(annotated: &Annotated, lines: &[Line]) -> i64 {
    const TOPIC: [&str; 8] = ["body", "contact", "document", "leader", "measure", "relations", "visit_words", "voted"];
    let topic: Vec<usize> = TOPIC.iter().filter_map(|name| cues().number(name)).collect();
    let body = lines.iter().zip(&annotated.statements).filter(|(line, _)| line.rank.is_some());
    let (mut on_topic, mut all) = (0, 0);
    for (line, statement) in body {
        all += 1;
        let words = topic.iter().any(|number| line.cues.has(*number));
        on_topic += usize::from(words && super::facts::names_a_party(statement));
    }
    (super::features::ONE - share(on_topic * 3, all)).max(0)
}

/// `part` of `whole` in thousandths; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> i64 {
    (part * 1000).checked_div(whole).unwrap_or(0) as i64
}

fn overlap(wanted: &FxHashSet<u32>, stems: &[u32]) -> i64 {
    share(stems.iter().filter(|s| wanted.contains(s)).count(), wanted.len())
}

fn pairs(stems: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    stems.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
}

/// The body: no furniture, and nothing that looks like a heading or a stray line.
fn is_body(statement: &Statement, tokens: &[Token]) -> bool {
    statement.furniture.is_none() && !super::shape::is_heading(tokens)
}

#[derive(Default)]
struct Words {
    numbers: HashMap<CompactString, u32>,
    /// The sentence in which each word stood last, counted from 1.
    last: Vec<u32>,
    read: u32,
    sentences: HashSet<Vec<u32>>,
}

impl Words {
    fn stems(&mut self, tokens: &[Token]) -> Vec<u32> {
        let mut stems = Vec::new();
        self.read += 1;
        for word in tokens.iter().filter(|t| is_subject(t)) {
            let number = self.number(stem(&word.norm));
            let Some(last) = self.last.get_mut(number as usize) else { continue };
            if *last != self.read {
                *last = self.read;
                stems.push(number);
            }
        }
        stems
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(stem.into(), number);
        self.last.push(0);
        number
    }

    fn known<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = u32> + 'a {
        tokens.iter().filter(|t| is_subject(t)).filter_map(|t| self.numbers.get(stem(&t.norm)).copied())
    }

    /// True where the same three or more subject words came before in the same order.
    fn is_repeated(&mut self, stems: &[u32]) -> bool {
        stems.len() >= 3 && !self.sentences.insert(stems.to_vec())
    }
}

fn is_subject(token: &Token) -> bool {
    token.kind != crate::text::TokenKind::Mark && !cues().is_stop(&token.norm)
}

fn stem(norm: &str) -> &str {
    norm.char_indices().nth(STEM).map_or(norm, |(end, _)| norm.get(..end).unwrap_or(norm))
}

fn marks(tokens: &[Token], open_before: bool) -> Marks {
    let opens_paragraph = tokens.first().is_some_and(|t| t.gap >= Gap::Line);
    let begins_with_mark = tokens.first().is_some_and(Token::is_quote);
    // A quotation goes on over a paragraph break only where the new paragraph opens with a mark again.
    let first_mark_closes =
        tokens.iter().enumerate().find(|(_, t)| t.is_quote()).is_some_and(|(at, t)| closes(tokens, at, t));
    let mut open = open_before && (!opens_paragraph || begins_with_mark) || first_mark_closes;
    let mut marks = Marks { open_before: open && !begins_with_mark, ..Marks::default() };
    for (at, token) in tokens.iter().enumerate() {
        if token.is_quote() {
            marks.any = true;
            open = !closes(tokens, at, token);
        } else if token.is_word() {
            marks.words += 1;
            marks.quoted += usize::from(open);
        }
    }
    marks.open_after = open;
    marks
}

/// A mark closes where it is glued to what stands before it and not to what follows.
pub(super) fn closes(tokens: &[Token], at: usize, token: &Token) -> bool {
    let glued_after = tokens.get(at + 1).is_some_and(|next| next.gap == Gap::None && next.is_word());
    at > 0 && token.gap == Gap::None && !glued_after
}

/// The names that most sentences of the body hold; ties go to the one that comes first.
fn top_names(annotated: &Annotated) -> Vec<Norm> {
    let mut counts: HashMap<&Norm, (usize, usize)> = HashMap::new();
    for statement in annotated.statements.iter().filter(|s| s.furniture.is_none()) {
        let tokens = annotated.document.tokens_of(statement.index);
        let names: HashSet<&Norm> = names(tokens).map(|t| &t.norm).collect();
        for name in names {
            counts.entry(name).or_insert((0, statement.index)).0 += 1;
        }
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(name, (count, first))| (std::cmp::Reverse(*count), *first, (*name).clone()));
    ranked.into_iter().take(2).map(|(name, _)| name.clone()).collect()
}

/// Capitalised words that do not open the sentence and are no titles.
pub(super) fn names(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().skip(1).filter(|t| t.is_capitalised() && t.norm.chars().count() > 1 && !is_title_word(&t.norm))
}

fn is_title_word(norm: &str) -> bool {
    cues().is_title(norm) || cues().is_stop(norm)
}

fn top_codes(annotated: &Annotated) -> Vec<String> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for statement in annotated.statements.iter().filter(|s| s.furniture.is_none()) {
        let codes: HashSet<&str> = statement.actors.iter().filter_map(|a| a.code()).collect();
        for code in codes {
            counts.entry(code).or_insert((0, statement.index)).0 += 1;
        }
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(code, (count, first))| (std::cmp::Reverse(*count), *first, *code));
    ranked.into_iter().take(2).map(|(code, _)| code.to_owned()).collect()
}

/// The publication year; without one the latest year that the text names.
fn year(document: &Document) -> Option<u32> {
    use chrono::Datelike;
    if let Some(day) = document.article.published {
        return u32::try_from(day.year()).ok();
    }
    document.tokens.iter().filter_map(year_of).max()
}

/// The value of a token that reads as a year.
pub(super) fn year_of(token: &Token) -> Option<u32> {
    let year = token.number().filter(|n| (1800..2100).contains(n))?;
    (token.norm.len() == 4).then_some(year)
}
