use rustc_hash::FxHashMap as HashMap;
use std::sync::{Arc, LazyLock};

use compact_str::CompactString;
use serde::Deserialize;

use super::inflect::{noun_forms, verb_forms};
use crate::model::Plover;
use crate::text::{Token, WordMap, WordSet, norms};

/// How many words `..` may skip.
const WIDEST: usize = 6;

#[derive(Deserialize)]
struct File {
    also_noun: Vec<String>,
    groups: HashMap<String, Vec<String>>,
    irregular: HashMap<String, Vec<String>>,
    within: HashMap<String, Vec<String>>,
    rule: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    root: String,
    pattern: Vec<String>,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    both: bool,
    #[serde(default)]
    speaker: bool,
    #[serde(default)]
    receives: bool,
    #[serde(default)]
    prep: Vec<CompactString>,
    governs: Option<Governs>,
    #[serde(default)]
    rank: i32,
    #[cfg_attr(not(test), allow(dead_code))]
    example: Vec<String>,
}

/// What a rule makes of the words that its trigger governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Governs {
    /// They are intended (`agreed to send aid`).
    Plan,
    /// They are asked for, refused, threatened or complained of (`refused to send aid`).
    Hold,
}

/// A rule of `lexicon/events.toml`.
#[derive(Debug, Clone)]
pub struct EventRule {
    /// Its name.
    pub name: String,
    /// CAMEO root.
    pub root: &'static str,
    /// PLOVER type.
    pub plover: Plover,
    /// True where it counts only with a coded party.
    pub weak: bool,
    /// True where the parties act on each other.
    pub both: bool,
    /// True where the source is who says so and the target the subject.
    pub speaker: bool,
    /// True where the subject is at the receiving end (`received aid from`).
    pub receives: bool,
    /// Words before the other party.
    pub prep: Vec<CompactString>,
    /// What it makes of governed words.
    pub governs: Option<Governs>,
    /// Lower is taken first.
    pub rank: i32,
    /// Sentences that it must read.
    pub examples: Vec<String>,
}

/// A rule that fits somewhere.
#[derive(Debug, Clone, Copy)]
pub struct EventMatch {
    /// The rule.
    pub rule: &'static EventRule,
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The token of its verb; `None` for a noun or fixed phrase.
    pub verb: Option<usize>,
    /// True where the object stands before the verb (`sanctions were imposed`).
    pub turned: bool,
    /// Words of the pattern: longer ones say more.
    pub words: usize,
}

/// Phrases by first word: the rest of each, longest first.
type Phrases = WordMap<Vec<Vec<CompactString>>>;

/// One place of a pattern.
#[derive(Debug, Clone)]
enum Element {
    /// Any of these phrases, which other patterns may share.
    Any { verb: bool, phrases: Arc<Phrases> },
    /// Up to [`WIDEST`] words.
    Gap,
}

#[derive(Debug, Clone)]
struct Pattern {
    rule: usize,
    elements: Vec<Element>,
    turned: bool,
}

/// The compiled rules.
struct Compiled {
    rules: Vec<EventRule>,
    patterns: Vec<Pattern>,
    by_first: WordMap<Vec<usize>>,
    /// The forms of verbs with which a pattern begins.
    verbs: WordSet,
    /// Verb forms that are forms of a noun too.
    noun_forms: WordSet,
    /// Which body an agency is part of, by code.
    within: HashMap<String, String>,
}

static RULES: LazyLock<Compiled> = LazyLock::new(|| {
    let file: File = super::embedded!("events");
    let mut compiled = Compiled {
        rules: Vec::new(),
        patterns: Vec::new(),
        by_first: WordMap::default(),
        verbs: WordSet::default(),
        noun_forms: WordSet::default(),
        within: HashMap::default(),
    };
    for (whole, parts) in &file.within {
        compiled.within.extend(parts.iter().map(|part| (part.clone(), whole.clone())));
    }
    compiled.noun_forms = file.also_noun.iter().flat_map(|verb| noun_forms(verb)).map(CompactString::from).collect();
    let mut words = Words { groups: &file.groups, irregular: &file.irregular, known: HashMap::default() };
    for row in &file.rule {
        let rule = compiled.rules.len();
        let (root, plover) = types(&row.root).unwrap_or_else(|| panic!("lexicon/events.toml: root {}", row.root));
        for pattern in &row.pattern {
            let elements = words.elements(pattern);
            if let Some(turned) = turn(&elements) {
                compiled.add(Pattern { rule, elements: turned, turned: true });
            }
            compiled.add(Pattern { rule, elements, turned: false });
        }
        compiled.rules.push(EventRule {
            name: row.name.clone(),
            root,
            plover,
            weak: row.weak,
            both: row.both,
            speaker: row.speaker,
            receives: row.receives,
            prep: row.prep.clone(),
            governs: row.governs,
            rank: row.rank,
            examples: row.example.clone(),
        });
    }
    compiled
});

/// All rules.
pub fn event_rules() -> &'static [EventRule] {
    &RULES.rules
}

/// Every rule that fits at token `at`, within these tokens.
pub fn events_at(tokens: &[Token], at: usize) -> Vec<EventMatch> {
    let Some(first) = tokens.get(at) else { return Vec::new() };
    let Some(candidates) = RULES.by_first.get(&first.norm) else { return Vec::new() };
    candidates
        .iter()
        .filter_map(|n| {
            let pattern = RULES.patterns.get(*n)?;
            let mut verb = None;
            let end = fit(&pattern.elements, tokens, at, &mut verb)?;
            let words = pattern.elements.iter().filter(|e| matches!(e, Element::Any { .. })).count();
            Some(EventMatch {
                rule: RULES.rules.get(pattern.rule)?,
                start: at,
                end,
                verb,
                turned: pattern.turned,
                words,
            })
        })
        .collect()
}

/// True for a verb form that is a form of a noun too (`attacks`).
pub fn is_also_noun(norm: &str) -> bool {
    RULES.noun_forms.contains(norm)
}

/// True for a form of a verb with which a pattern begins (`withdrew`).
pub fn is_event_verb(norm: &str) -> bool {
    RULES.verbs.contains(norm)
}

/// The code of the body that an agency is part of (`IGO:UN` for `IGO:WHO`).
pub fn within(code: &str) -> Option<&'static str> {
    RULES.within.get(code).map(String::as_str)
}

/// The type of a CAMEO root.
pub fn types(root: &str) -> Option<(&'static str, Plover)> {
    Some(match root {
        "01" => ("01", Plover::Statement),
        "02" => ("02", Plover::Request),
        "03" => ("03", Plover::Agree),
        "04" => ("04", Plover::Consult),
        "05" => ("05", Plover::Support),
        "06" => ("06", Plover::Cooperate),
        "07" => ("07", Plover::Aid),
        "08" => ("08", Plover::Yield),
        "09" => ("09", Plover::Accuse),
        "10" => ("10", Plover::Request),
        "11" => ("11", Plover::Accuse),
        "12" => ("12", Plover::Reject),
        "13" => ("13", Plover::Threaten),
        "14" => ("14", Plover::Protest),
        "15" => ("15", Plover::Mobilize),
        "16" => ("16", Plover::Sanction),
        "17" => ("17", Plover::Coerce),
        "18" => ("18", Plover::Assault),
        "19" => ("19", Plover::Assault),
        "20" => ("20", Plover::Assault),
        _ => return None,
    })
}

impl Compiled {
    fn add(&mut self, pattern: Pattern) {
        let n = self.patterns.len();
        if let Some(Element::Any { phrases, verb }) = pattern.elements.first() {
            for (word, _) in phrases.iter() {
                self.by_first.or_default(word.clone()).push(n);
                if *verb {
                    self.verbs.insert(word.clone());
                }
            }
        }
        self.patterns.push(pattern);
    }
}

struct Words<'a> {
    groups: &'a HashMap<String, Vec<String>>,
    irregular: &'a HashMap<String, Vec<String>>,
    /// The phrases of elements seen before: many patterns share one.
    known: HashMap<String, Arc<Phrases>>,
}

impl Words<'_> {
    fn elements(&mut self, pattern: &str) -> Vec<Element> {
        let element = |text| match text {
            ".." => Element::Gap,
            text => Element::Any { verb: text.contains("/v"), phrases: self.phrases(text) },
        };
        pattern.split_whitespace().map(element).collect()
    }

    fn phrases(&mut self, element: &str) -> Arc<Phrases> {
        if let Some(known) = self.known.get(element) {
            return Arc::clone(known);
        }
        let phrases = Arc::new(self.read(element));
        self.known.insert(element.to_owned(), Arc::clone(&phrases));
        phrases
    }

    fn read(&self, element: &str) -> Phrases {
        let last = element.rsplit_once('/').map(|(_, suffix)| suffix).filter(|s| matches!(*s, "v" | "n"));
        let mut phrases = Phrases::default();
        for alternative in element.split('|') {
            match alternative.strip_prefix('@') {
                Some(group) => {
                    let members =
                        self.groups.get(group).unwrap_or_else(|| panic!("lexicon/events.toml: no group {group}"));
                    members.iter().for_each(|m| self.add(&mut phrases, m, None));
                }
                None => self.add(&mut phrases, &alternative.replace('_', " "), last),
            }
        }
        phrases
    }

    /// Adds the forms of one alternative; the last word of a phrase is the one that changes.
    fn add(&self, phrases: &mut Phrases, alternative: &str, default: Option<&str>) {
        let (phrase, suffix) = alternative.rsplit_once('/').map_or((alternative, default), |(p, s)| (p, Some(s)));
        let mut head = norms(phrase);
        let Some(last) = head.pop() else { return };
        let forms = match suffix {
            Some("v") => verb_forms(&last, self.irregular.get(last.as_str()).map(Vec::as_slice)),
            Some("n") => noun_forms(&last),
            _ => vec![last.into()],
        };
        for form in forms {
            let mut words = head.iter().cloned().chain([form.into()]);
            let Some(first) = words.next() else { continue };
            let rest: Vec<CompactString> = words.collect();
            let rests = phrases.or_default(first);
            // Longest first; of equally long ones the earlier.
            let place = rests.partition_point(|known| known.len() >= rest.len());
            rests.insert(place, rest);
        }
    }
}

/// The passive of a pattern `verb .. object`.
fn turn(elements: &[Element]) -> Option<Vec<Element>> {
    match elements {
        [verb @ Element::Any { verb: true, .. }, Element::Gap, object @ Element::Any { .. }] => {
            Some(vec![object.clone(), Element::Gap, verb.clone()])
        }
        _ => None,
    }
}

/// Where the elements end that are matched from token `at` on.
fn fit(elements: &[Element], tokens: &[Token], at: usize, verb: &mut Option<usize>) -> Option<usize> {
    let Some((first, rest)) = elements.split_first() else { return Some(at) };
    match first {
        Element::Any { phrases, verb: is_verb } => {
            let token = tokens.get(at)?;
            for words in phrases.get(&token.norm)? {
                let follows =
                    words.iter().enumerate().all(|(k, w)| tokens.get(at + 1 + k).is_some_and(|t| t.norm == *w));
                let end = at + 1 + words.len();
                if follows && let Some(end) = fit(rest, tokens, end, verb) {
                    if *is_verb {
                        *verb = Some(at);
                    }
                    return Some(end);
                }
            }
            None
        }
        Element::Gap => {
            for next in at..=at + WIDEST {
                if let Some(end) = fit(rest, tokens, next, verb) {
                    return Some(end);
                }
                if tokens.get(next).is_none_or(ends_clause) {
                    return None;
                }
            }
            None
        }
    }
}

/// Marks and words that a gap does not cross.
fn ends_clause(token: &Token) -> bool {
    token.is_one(&super::small_words().ends_clause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn rules(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        (0..tokens.len()).flat_map(|at| events_at(&tokens, at)).map(|m| m.rule.name.clone()).collect()
    }

    #[test]
    fn patterns_match_forms_gaps_and_passives() {
        assert!(rules("It imposed new trade sanctions.").contains(&"sanction".to_owned()));
        assert!(rules("Sanctions were then imposed.").contains(&"sanction".to_owned()));
        assert!(!rules("It imposed. Then came sanctions.").contains(&"sanction".to_owned()));
        assert!(rules("They declared a cease-fire.").contains(&"stop-fighting".to_owned()));
    }

    #[test]
    fn every_rule_has_a_known_root_and_an_example() {
        assert!(event_rules().len() > 30);
        assert!(event_rules().iter().all(|r| !r.examples.is_empty()));
    }
}
