use rustc_hash::FxHashSet as HashSet;
use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

use super::{Match, PhraseSet};
use crate::text::{Token, WordSet, fold};

/// How a verb of saying takes its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reporting {
    /// May stand before its speaker: `"...," said X`.
    Say,
    /// Takes its hearer as an object: `X told Y`.
    Tell,
    /// Says something of something: `X called it "..."`.
    Judge,
}

/// What kind of speaker a noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeakerNoun {
    /// Nobody who could be asked: sources, analysts, reports.
    Unnamed,
    /// A holder of office or a body of a state.
    Official,
    /// A text.
    Document,
}

#[derive(Deserialize)]
struct File {
    verbs: Verbs,
    nouns: Nouns,
    grammar: Grammar,
}

#[derive(Deserialize)]
struct Grammar {
    between: Vec<String>,
    utterances: Vec<String>,
    clause: Vec<String>,
    hearing: Vec<String>,
    prepositions: Vec<String>,
    offices: Vec<(CompactString, CompactString)>,
    no_act: Vec<String>,
    needs_clause: Vec<String>,
    subordinators: Vec<String>,
    rites: Vec<String>,
    determiners: Vec<String>,
}

#[derive(Deserialize)]
struct Verbs {
    say: Vec<String>,
    tell: Vec<String>,
    judge: Vec<String>,
    doubling: WordSet,
    forms: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Nouns {
    unnamed: Vec<String>,
    official: Vec<String>,
    document: Vec<String>,
    plain_texts: Vec<String>,
}

/// The verbs and nouns of saying; see `lexicon/reporting.toml`.
pub struct ReportingWords {
    verbs: PhraseSet<Reporting>,
    nouns: PhraseSet<SpeakerNoun>,
    between: WordSet,
    utterances: WordSet,
    clause: WordSet,
    hearing: WordSet,
    prepositions: WordSet,
    offices: HashSet<(CompactString, CompactString)>,
    no_act: WordSet,
    needs_clause: WordSet,
    subordinators: WordSet,
    rites: WordSet,
    determiners: WordSet,
    plain_texts: WordSet,
}

static WORDS: LazyLock<ReportingWords> = LazyLock::new(|| ReportingWords::new(super::embedded!("reporting")));

/// The embedded words.
pub fn reporting() -> &'static ReportingWords {
    &WORDS
}

impl ReportingWords {
    fn new(file: File) -> Self {
        let set = |list: Vec<String>| list.iter().map(|word| fold(word)).collect();
        let mut words = ReportingWords {
            verbs: PhraseSet::default(),
            nouns: PhraseSet::default(),
            between: set(file.grammar.between),
            utterances: set(file.grammar.utterances),
            clause: set(file.grammar.clause),
            hearing: set(file.grammar.hearing),
            prepositions: set(file.grammar.prepositions),
            offices: file.grammar.offices.into_iter().collect(),
            no_act: set(file.grammar.no_act),
            needs_clause: set(file.grammar.needs_clause),
            subordinators: set(file.grammar.subordinators),
            rites: set(file.grammar.rites),
            determiners: set(file.grammar.determiners),
            plain_texts: set(file.nouns.plain_texts),
        };
        for row in file.verbs.forms {
            let Some((class, forms)) = row.split_first() else { continue };
            let class = match class.as_str() {
                "tell" => Reporting::Tell,
                "judge" => Reporting::Judge,
                _ => Reporting::Say,
            };
            forms.iter().for_each(|form| words.verbs.insert(form, class));
        }
        let lists = [
            (file.verbs.say, Reporting::Say),
            (file.verbs.tell, Reporting::Tell),
            (file.verbs.judge, Reporting::Judge),
        ];
        for (verb, class) in lists.iter().flat_map(|(list, class)| list.iter().map(move |verb| (verb, *class))) {
            regular(verb, file.verbs.doubling.contains(verb)).iter().for_each(|form| words.verbs.insert(form, class));
        }
        let lists = [
            (file.nouns.document, SpeakerNoun::Document),
            (file.nouns.unnamed, SpeakerNoun::Unnamed),
            (file.nouns.official, SpeakerNoun::Official),
        ];
        for (noun, kind) in lists.iter().flat_map(|(list, kind)| list.iter().map(move |noun| (noun, *kind))) {
            words.nouns.insert(noun, kind);
        }
        words
    }

    /// The verb of saying that begins with the first of these tokens.
    pub fn verb(&self, tokens: &[Token]) -> Option<Match<'_, Reporting>> {
        self.verbs.at(tokens)
    }

    /// The speaking noun that begins with the first of these tokens.
    pub fn noun(&self, tokens: &[Token]) -> Option<Match<'_, SpeakerNoun>> {
        self.nouns.at(tokens)
    }

    /// True for what may stand between a subject and its verb: `had`, `also`.
    pub fn is_between(&self, token: &Token) -> bool {
        self.between.contains(&token.norm) || (token.is_word() && token.norm.len() > 4 && token.norm.ends_with("ly"))
    }

    /// True for what somebody says or writes: `words`, `tweet`.
    pub fn is_utterance(&self, token: &Token) -> bool {
        self.utterances.contains(&token.norm)
    }

    /// True for a word that opens a clause: `when`, `which`.
    pub fn opens_clause(&self, token: &Token) -> bool {
        self.clause.contains(&token.norm)
    }

    /// True for `heard` and its like, where the speaker follows `from`.
    pub fn is_hearing(&self, token: &Token) -> bool {
        self.hearing.contains(&token.norm)
    }

    /// True where two words, in small letters, name one office: `pope` and `pontiff`.
    pub fn is_same_office(&self, a: &str, b: &str) -> bool {
        let pair = |a: &str, b: &str| self.offices.contains(&(CompactString::from(a), CompactString::from(b)));
        a == b || pair(a, b) || pair(b, a)
    }

    /// True for a text that is no party's voice: `bill`, `paper`.
    pub fn is_plain_text(&self, token: &Token) -> bool {
        self.plain_texts.contains(&token.norm)
    }

    /// True for a word after which a verb of saying is no act of saying: `to`, `the`.
    pub fn forbids_act(&self, token: &Token) -> bool {
        self.no_act.contains(&token.norm)
    }

    /// True for a verb that tells of an act as well as of words: `agreed`, `offered`.
    pub fn needs_clause(&self, token: &Token) -> bool {
        self.needs_clause.contains(&token.norm)
    }

    /// True for a word that makes the saying after it part of another clause: `as many had hoped`.
    pub fn subordinates(&self, token: &Token) -> bool {
        self.subordinators.contains(&token.norm)
    }

    /// True for a word with which a speaker that is a noun begins: `the`, `several`.
    pub fn is_determiner(&self, token: &Token) -> bool {
        self.determiners.contains(&token.norm)
    }

    /// True for what is said without telling anything: `Mass`.
    pub fn is_rite(&self, token: &Token) -> bool {
        self.rites.contains(&token.norm)
    }

    /// True for a preposition or conjunction: what follows is no subject.
    pub fn is_preposition(&self, token: &Token) -> bool {
        self.prepositions.contains(&token.norm)
    }
}

/// `warn`, `warns`, `warned`, `warning`; `reply`, `replies`, `replied`; `note`, `noted`; `admit`, `admitted`.
fn regular(base: &str, doubles: bool) -> Vec<String> {
    let (verb, rest) = base.split_once(' ').map_or((base, String::new()), |(verb, rest)| (verb, format!(" {rest}")));
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let consonant_y = verb.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    let (third, past, ing) = match (consonant_y, verb) {
        (Some(stem), _) => (format!("{stem}ies"), format!("{stem}ied"), format!("{verb}ing")),
        _ if doubles => {
            let last = &verb[verb.len() - 1..];
            (format!("{verb}s"), format!("{verb}{last}ed"), format!("{verb}{last}ing"))
        }
        (_, "agree") => ("agrees".into(), "agreed".into(), "agreeing".into()),
        _ if verb.ends_with("ss") || verb.ends_with("sh") || verb.ends_with("ch") => {
            (format!("{verb}es"), format!("{verb}ed"), format!("{verb}ing"))
        }
        _ => (format!("{verb}s"), format!("{stem}ed"), format!("{stem}ing")),
    };
    [verb.to_owned(), third, past, ing].iter().map(|form| format!("{form}{rest}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        let class = |text: &str| reporting().verb(&tokenize(text)).map(|m| *m.value);
        assert_eq!(class("said"), Some(Reporting::Say));
        assert_eq!(class("replied"), Some(Reporting::Say));
        assert_eq!(class("admitted"), Some(Reporting::Say));
        assert_eq!(class("tells"), Some(Reporting::Tell));
        assert_eq!(class("described"), Some(Reporting::Judge));
        assert_eq!(class("walked"), None);
    }

    #[test]
    fn nouns_tell_what_kind_of_speaker_they_are() {
        let kind = |text: &str| reporting().noun(&tokenize(text)).map(|m| *m.value);
        assert_eq!(kind("sources"), Some(SpeakerNoun::Unnamed));
        assert_eq!(kind("state media"), Some(SpeakerNoun::Official));
        assert_eq!(kind("communique"), Some(SpeakerNoun::Document));
    }
}
