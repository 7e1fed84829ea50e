//! A statement as the composer sees it: its content words, and whether it can stand alone.

use compact_str::CompactString;

use super::ordinal::is_ordinal;
use crate::lexicon::wording;
use crate::model::{ActorKind, EventType, Kind, Reading, Statement};
use crate::text::{Span, Token};

/// Two passages that share this part of the shorter one's content words say the same, in per cent.
const SAME_PER_CENT: usize = 70;

/// A statement of one of the story's articles.
#[derive(Debug, Clone)]
pub(super) struct Passage<'a> {
    /// The article, by its place in the story.
    pub article: usize,
    /// The article.
    pub reading: &'a Reading,
    /// The statement.
    pub statement: &'a Statement,
    /// Its content words, sorted, each once.
    pub words: Vec<CompactString>,
}

/// How a sentence leans on the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lean {
    /// It does not.
    Alone,
    /// A pronoun that certainly means the person named: the place after the pronoun, and the name.
    Means(usize, String),
    /// It must not stand without the sentence before.
    Leans,
}

impl<'a> Passage<'a> {
    /// Statement `i` of an article.
    pub fn new(article: usize, reading: &'a Reading, statement: &'a Statement) -> Self {
        let stop = &wording().stop;
        let mut words: Vec<_> = reading
            .annotated
            .document
            .tokens_of(statement.index)
            .iter()
            .filter(|t| (t.is_word() || t.is_number()) && !stop.contains(t.norm.as_str()))
            .map(|t| t.norm.clone())
            .collect();
        words.sort_unstable();
        words.dedup();
        Passage { article, reading, statement, words }
    }

    /// Its words as written.
    pub fn text(&self) -> &'a str {
        self.reading.annotated.words(self.statement.index)
    }

    /// Its tokens.
    pub fn tokens(&self) -> &'a [Token] {
        self.reading.annotated.document.tokens_of(self.statement.index)
    }

    /// True where the two say the same, as far as words tell.
    pub fn repeats(&self, other: &Passage<'_>) -> bool {
        let shorter = self.words.len().min(other.words.len());
        shorter > 0 && self.shared(other) * 100 >= shorter * SAME_PER_CENT
    }

    /// How many content words the two share.
    pub fn shared(&self, other: &Passage<'_>) -> usize {
        self.words.iter().filter(|w| other.words.binary_search(w).is_ok()).count()
    }

    /// May it be printed at all?
    pub fn is_printable(&self) -> bool {
        let words = self.tokens().iter().filter(|t| t.is_word()).count();
        self.statement.kind != Kind::Noise
            && !self.statement.cut_off
            && self.is_stopped()
            && self.statement.furniture.is_none()
            && words >= 3
    }

    /// True for a sentence with its stop; an item of a list or a label has none.
    fn is_stopped(&self) -> bool {
        let closes = |t: &&Token| t.is_any(&["\"", "'", ")", "]"]);
        let last = self.tokens().iter().rev().find(|t| !closes(t));
        last.is_some_and(|t| t.is_any(&[".", "!", "?", "..."]) || (t.is_word() && t.norm.ends_with('.')))
    }

    /// The statement before it, unless that is furniture or a different paragraph's end far away.
    pub fn before(&self) -> Option<Passage<'a>> {
        let before = self.reading.annotated.statements[..self.statement.index].iter().rev().find(|s| !s.is_noise())?;
        // Only furniture may lie between, and no more than a caption's worth.
        let near = self.statement.index - before.index <= 3;
        near.then(|| Passage::new(self.article, self.reading, before))
    }

    /// How it leans on what comes before.
    pub fn lean(&self) -> Lean {
        if let Some(pronoun) = self.unbound_pronoun() {
            return match self.visitor(pronoun).or_else(|| self.antecedent()) {
                Some(name) if is_he_or_she(pronoun) => Lean::Means(pronoun.span.end, name),
                _ => Lean::Leans,
            };
        }
        if self.opens_leaning() { Lean::Leans } else { Lean::Alone }
    }

    /// A personal pronoun of the sentence's own voice with no actor before it.
    fn unbound_pronoun(&self) -> Option<&'a Token> {
        let pronouns = &wording().pronouns;
        let quote = self.statement.quote.as_ref().map(|q| q.span);
        let tokens = self.tokens();
        let (_, found) = tokens.iter().enumerate().find(|(at, t)| {
            let own = !quote.is_some_and(|q| q.contains(t.span));
            own && pronouns.contains(t.norm.as_str()) && !opens_a_count(&tokens[*at..])
        })?;
        let named_before =
            self.statement.actors.iter().any(|a| a.span.start < found.span.start && a.kind != ActorKind::Country);
        let expletive = found.is_any(&["it", "its", "they", "their", "them"])
            && self.statement.actors.iter().any(|a| a.span.start < found.span.start);
        (!named_before && !expletive).then_some(found)
    }

    /// "Her third visit": in an article on a visit, the visitor's.
    fn visitor(&self, pronoun: &Token) -> Option<String> {
        let event = self.reading.event.as_ref().filter(|e| e.kind == EventType::Visit)?;
        let after: Vec<_> = self.tokens().iter().filter(|t| t.span.start > pronoun.span.start).take(3).collect();
        let counted = after.first().is_some_and(|t| is_ordinal(&t.norm));
        let visit = after.iter().any(|t| wording().visit_nouns.contains(t.norm.as_str()));
        event.actors.first().filter(|_| counted && visit).cloned()
    }

    /// "The two countries", in an article whose event has two parties.
    fn names_the_parties(&self, tokens: &[Token]) -> bool {
        let two = self.reading.event.as_ref().is_some_and(|e| e.actors.len() == 2);
        let noun = tokens
            .iter()
            .take(4)
            .any(|t| t.is_any(&["countries", "sides", "states", "governments", "nations", "neighbours", "neighbors"]));
        two && noun
    }

    fn opens_leaning(&self) -> bool {
        let words = wording();
        let tokens = self.tokens();
        let start = tokens.iter().position(|t| t.is_word()).unwrap_or_default();
        let Some(first) = tokens.get(start) else { return false };
        if words.pairs.at(&tokens[start..]).is_some() && !self.names_the_parties(&tokens[start..]) {
            return true;
        }
        let follows_verb = tokens.get(start + 1).is_some_and(|t| {
            t.is_any(&["is", "was", "were", "are", "has", "had", "would", "came", "included", "includes"])
        });
        (words.openers.contains(first.norm.as_str()) && follows_verb) || first.is("then")
    }

    /// The one person whom the sentence before names; `None` where there is none or more than one.
    fn antecedent(&self) -> Option<String> {
        let before = self.before()?;
        let quote = before.statement.quote.as_ref().map(|q| q.span);
        let mut people: Vec<&str> = before
            .statement
            .actors
            .iter()
            .filter(|a| a.kind == ActorKind::Person && !quote.is_some_and(|q: Span| q.contains(a.span)))
            .map(|a| a.name.as_str())
            .collect();
        people.sort_unstable();
        people.dedup();
        match people.as_slice() {
            [one] => Some((*one).to_owned()),
            _ => None,
        }
    }
}

/// "It was X's second visit": the word stands for nothing said before.
fn opens_a_count(tokens: &[Token]) -> bool {
    let opens = matches!(tokens, [it, verb, ..] if it.is("it") && verb.is_any(&["is", "was", "will", "would"]));
    opens && tokens.iter().skip(2).take(6).any(|t| is_ordinal(&t.norm))
}

fn is_he_or_she(token: &Token) -> bool {
    token.is_any(&["he", "she", "him", "her", "his"])
}
