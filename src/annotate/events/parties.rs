//! Who does it to whom.

use super::clause::Helpers;
use crate::lexicon::{EntryKind, EventMatch, Governs, gazetteer, small_words, within};
use crate::model::{Actor, Place};
use crate::text::Token;

/// How sure it is that a name acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A place: `in Chile`.
    Place,
    /// An adjective: `Chilean copper`.
    Adjective,
    /// An actor.
    Actor,
}

/// A coded name of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Party {
    pub start: usize,
    pub end: usize,
    pub code: String,
    pub strength: Strength,
}

/// How many parties grammar ties to an event, before an open side is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// None, places only, one adjective, or one across another clause's verb.
    Nothing,
    One,
    Both,
}

/// The parties of an event.
pub(super) struct Coded {
    pub source: Vec<String>,
    pub target: Vec<String>,
    pub told: Told,
}

/// All coded names of a sentence, in order.
pub(super) struct Parties {
    pub all: Vec<Party>,
}

impl Parties {
    /// Collects actors, places and adjectives.
    pub fn read(tokens: &[Token], actors: &[Actor], places: &[Place]) -> Self {
        let mut all = Vec::new();
        let mut taken = vec![false; tokens.len()];
        for actor in actors {
            let Some((start, end)) = range(tokens, actor.span.start, actor.span.end) else { continue };
            taken.iter_mut().take(end).skip(start).for_each(|t| *t = true);
            if let Some(code) = actor.code() {
                all.push(Party { start, end, code: code.to_owned(), strength: Strength::Actor });
            }
        }
        for place in places {
            let Some((start, end)) = range(tokens, place.span.start, place.span.end) else { continue };
            let free = taken.get(start).is_some_and(|t| !t);
            if let Some(code) = place.country.clone().filter(|_| free) {
                taken.iter_mut().take(end).skip(start).for_each(|t| *t = true);
                all.push(Party { start, end, code, strength: Strength::Place });
            }
        }
        for at in 0..tokens.len() {
            let free = taken.get(at).is_some_and(|t| !t);
            let Some(found) = tokens.get(at..).filter(|_| free).and_then(gazetteer) else { continue };
            let named = !matches!(found.value.kind, EntryKind::Other | EntryKind::Media | EntryKind::Company);
            if let Some(code) = found.value.code.filter(|_| named) {
                taken.iter_mut().take(at + found.len).skip(at).for_each(|t| *t = true);
                let strength = if found.value.kind == EntryKind::City { Strength::Place } else { Strength::Adjective };
                all.push(Party { start: at, end: at + found.len, code: code.to_owned(), strength });
            }
        }
        all.sort_by_key(|p| (p.start, p.end));
        Parties { all }
    }

    /// Source and target codes of a match.
    pub fn of(&self, tokens: &[Token], found: &EventMatch) -> Coded {
        let (source, target) = match found.verb {
            _ if found.rule.speaker => self.of_speaker(tokens, found),
            Some(verb) if found.rule.receives => self.of_receiver(tokens, found, verb),
            Some(verb) => self.of_verb(tokens, found, verb),
            None => self.of_noun(tokens, found),
        };
        let told = self.told(tokens, found, &source, &target);
        let (source, target) = (self.codes(source), self.codes(target));
        let (source, target) = self.filled(found, source, target);
        Coded { source, target, told }
    }

    /// How well grammar ties the parties to the event.
    fn told(&self, tokens: &[Token], found: &EventMatch, source: &[usize], target: &[usize]) -> Told {
        let strength = |found: &[usize]| found.iter().filter_map(|n| self.all.get(*n)).map(|p| p.strength).max();
        let from = found.verb.map_or(found.start, |verb| Helpers::before(tokens, verb).start);
        let first = source.last().or(target.last()).and_then(|n| self.all.get(*n));
        let crossed = first.is_some_and(|p| crosses(tokens, p, from));
        match (strength(source), strength(target)) {
            (None, None) | (Some(Strength::Place), Some(Strength::Place)) => Told::Nothing,
            _ if source.len().max(target.len()) > 1 => Told::Both,
            (None, _) | (_, None) if crossed => Told::Nothing,
            (Some(Strength::Adjective), None) if first.is_some_and(|p| opens(tokens, p, from)) => Told::One,
            (None, Some(Strength::Adjective)) | (Some(Strength::Adjective), None) => Told::Nothing,
            (Some(_), Some(_)) => Told::Both,
            _ => Told::One,
        }
    }

    /// Fills an open side: of parties that act on each other from one row, of what can be done at home with the nearest other
    /// name or the source itself.
    fn filled(
        &self,
        found: &EventMatch,
        mut source: Vec<String>,
        mut target: Vec<String>,
    ) -> (Vec<String>, Vec<String>) {
        let rule = found.rule;
        let domestic =
            super::harms(rule.root) || matches!(rule.root, "08" | "12" | "13" | "14" | "09" | "11" | "02" | "10");
        let mutual = rule.both || rule.governs == Some(Governs::Plan);
        if mutual && source.len() > 1 && target.is_empty() {
            target = source.split_off(1);
        }
        if rule.both && !source.is_empty() && target.is_empty() {
            target = self.others(found, &source);
        }
        if rule.both && source.is_empty() && target.len() > 1 {
            source = target.clone();
            target = source.split_off(1);
        }
        if source.is_empty() && domestic && !target.is_empty() && !rule.both {
            source = self.home().filter(|code| target.contains(code)).into_iter().collect();
        }
        if domestic && target.is_empty() {
            let others = self.others(found, &source);
            target = if others.is_empty() { source.clone() } else { others };
        }
        (source, target)
    }

    /// The one state that a sentence names at all: who acts there without a name acts at home.
    fn home(&self) -> Option<String> {
        let first = self.all.first().filter(|p| !p.code.starts_with("IGO:"))?;
        self.all.iter().all(|p| p.code == first.code).then(|| first.code.clone())
    }

    /// A verb's subject and object, turned round in the passive.
    fn of_verb(&self, tokens: &[Token], found: &EventMatch, verb: usize) -> (Vec<usize>, Vec<usize>) {
        let helpers = Helpers::before(tokens, verb);
        let from = if found.turned { found.start } else { helpers.start };
        let after = found.end.max(verb + 1);
        if helpers.passive || found.turned {
            let agent = self.after_word(tokens, after, &["by"]);
            let patient = match found.turned {
                true => self
                    .after_prep(tokens, found.start + 1, found)
                    .or_else(|| self.subject(tokens, from))
                    .or_else(|| self.after_word(tokens, after, &["in"])),
                false => self.subject(tokens, from).or_else(|| self.after_word(tokens, after, &["in"])),
            };
            let agent = agent.or_else(|| if found.turned { self.subject(tokens, from) } else { None });
            return (self.joined(tokens, agent), self.joined(tokens, patient));
        }
        let subject = self.subject(tokens, from);
        let object = self.object(tokens, found, after, subject);
        (self.joined(tokens, subject), self.joined(tokens, object))
    }

    /// `A received aid from B`: the arrow points from who gives to the subject.
    fn of_receiver(&self, tokens: &[Token], found: &EventMatch, verb: usize) -> (Vec<usize>, Vec<usize>) {
        let receiver = self.subject(tokens, Helpers::before(tokens, verb).start);
        let giver = self.after_word(tokens, verb + 1, &["from", "by", "of"]);
        let giver = giver.or_else(|| self.object(tokens, found, verb + 1, receiver)).filter(|n| Some(*n) != receiver);
        (self.joined(tokens, giver), self.joined(tokens, receiver))
    }

    /// `A said B must`: the subject is the one spoken to.
    fn of_speaker(&self, tokens: &[Token], found: &EventMatch) -> (Vec<usize>, Vec<usize>) {
        let addressee = self.subject(tokens, found.start);
        let said = (0..found.start).rev().find(|at| tokens.get(*at).is_some_and(|t| t.is_one(&small_words().saying)));
        let speaker = said.and_then(|at| self.subject(tokens, at)).filter(|s| Some(*s) != addressee);
        (self.joined(tokens, speaker), self.joined(tokens, addressee))
    }

    /// A noun's parties: before it or after `by`; after `with`, `on`, `against`.
    fn of_noun(&self, tokens: &[Token], found: &EventMatch) -> (Vec<usize>, Vec<usize>) {
        let by = self.after_word(tokens, found.end, &["by"]);
        // `Peruvian protesters`: the noun is part of the party's own name.
        let own = || self.all.iter().position(|p| p.start < found.start && found.start < p.end);
        let subject =
            by.or_else(own).or_else(|| self.subject(tokens, found.start)).or_else(|| self.nearest_before(found.start));
        let object = self.object(tokens, found, found.end.saturating_sub(1), subject);
        (self.joined(tokens, subject), self.joined(tokens, object))
    }

    /// True where a preposition stands before a name, articles and adjectives aside.
    pub(super) fn hangs(&self, tokens: &[Token], party: &Party) -> bool {
        let mut at = party.start;
        for _ in 0..4 {
            let Some(token) = at.checked_sub(1).and_then(|b| tokens.get(b)) else { return false };
            if token.is_one(&small_words().prepositions) {
                return true;
            }
            let skips = token.is_one(&small_words().inside_list)
                || (token.is_word()
                    && !token.is_capitalised()
                    && (token.norm.ends_with("al") || token.norm.ends_with("ern")));
            let row = token.is(",") && self.all.iter().any(|p| p.end + 1 == at);
            if !skips && !row {
                return false;
            }
            at -= 1;
            // A row "in Chile, Peru and Norway" hangs as a whole.
            if let Some(prev) = self.all.iter().find(|p| p.end == at) {
                at = prev.start;
            }
        }
        false
    }

    fn nearest_before(&self, at: usize) -> Option<usize> {
        self.all.iter().rposition(|p| p.end <= at)
    }

    /// The object: after one of the rule's prepositions, else the first other name, actors before adjectives before places.
    fn object(&self, tokens: &[Token], found: &EventMatch, after: usize, subject: Option<usize>) -> Option<usize> {
        let own = subject.and_then(|n| self.all.get(n)).map(|p| p.code.clone());
        let end = clause_end(tokens, after);
        let start = found.verb.map_or(after, |v| v + 1).min(after);
        let fits = |p: &&Party| p.start >= start && p.start < end;
        let other = |p: &Party| own.as_deref() != Some(p.code.as_str());
        let meant = |n: &usize| self.all.get(*n).is_some_and(|p| p.start < end && other(p));
        let against = || self.after_word(tokens, start, &["against"]).filter(|_| !super::helps(found.rule.root));
        if let Some(n) = against().filter(meant).or_else(|| self.after_prep(tokens, start, found).filter(meant)) {
            return Some(n);
        }
        let first = |strength: Strength| {
            self.all.iter().enumerate().find(|(_, p)| fits(p) && p.strength == strength && other(p)).map(|(n, _)| n)
        };
        let (actor, adjective) = (first(Strength::Actor), first(Strength::Adjective));
        match (actor, adjective) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
        .or_else(|| first(Strength::Place).filter(|_| !found.rule.both))
        .or_else(|| {
            self.all
                .iter()
                .position(|p| fits(&p) && p.strength == Strength::Actor && Some(p.code.as_str()) == own.as_deref())
        })
    }

    /// The first name that stands after one of the rule's prepositions.
    fn after_prep(&self, tokens: &[Token], from: usize, found: &EventMatch) -> Option<usize> {
        let words: Vec<&str> = found.rule.prep.iter().map(|p| p.as_str()).collect();
        if words.is_empty() { None } else { self.after_word(tokens, from, &words) }
    }

    /// The first name after one of these words, with at most three words between.
    fn after_word(&self, tokens: &[Token], from: usize, words: &[&str]) -> Option<usize> {
        let end = clause_end(tokens, from);
        self.all.iter().position(|p| {
            let low = p.start.saturating_sub(4).max(from);
            p.start >= from && p.start < end && (low..p.start).any(|at| tokens.get(at).is_some_and(|t| t.is_any(words)))
        })
    }

    /// A name and those joined to it by `and` or commas.
    fn joined(&self, tokens: &[Token], first: Option<usize>) -> Vec<usize> {
        let Some(first) = first else { return Vec::new() };
        let mut all = vec![first];
        for (step, direction) in [(1isize, true), (-1, false)] {
            let mut at = first;
            while let Some(next) = at.checked_add_signed(step).filter(|n| self.all.get(*n).is_some()) {
                let (left, right) = if direction { (at, next) } else { (next, at) };
                if !self.are_joined(tokens, left, right) {
                    break;
                }
                all.push(next);
                at = next;
            }
        }
        all.sort_unstable();
        all
    }

    fn are_joined(&self, tokens: &[Token], left: usize, right: usize) -> bool {
        let (Some(a), Some(b)) = (self.all.get(left), self.all.get(right)) else { return false };
        let between = tokens.get(a.end..b.start).unwrap_or_default();
        let joins = between.iter().any(|t| t.is_any(&["and", ",", "or"]));
        let small = between.iter().all(|t| {
            t.is_any(&["and", ",", "or", "the", "both", "'s", "-"])
                || t.is_one(&small_words().numerals)
                || t.is_number()
        });
        joins
            && small
            && between.len() <= 3
            && (a.strength == b.strength || a.strength == Strength::Actor || b.strength == Strength::Actor)
    }

    fn codes(&self, parties: Vec<usize>) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in parties.into_iter().filter_map(|n| self.all.get(n)).map(|p| &p.code) {
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        // An agency acts for the body that it is part of.
        for whole in codes.clone().iter().filter_map(|code| within(code)) {
            if !codes.iter().any(|c| c == whole) {
                codes.push(whole.to_owned());
            }
        }
        codes
    }

    /// The nearest name with another code, before or after.
    fn others(&self, found: &EventMatch, own: &[String]) -> Vec<String> {
        let distance =
            |p: &Party| if p.start >= found.end { p.start - found.end } else { found.start.saturating_sub(p.end) };
        let other = |p: &&Party| !own.contains(&p.code);
        self.all
            .iter()
            .filter(other)
            .min_by_key(|p| (std::cmp::Reverse(p.strength), distance(p)))
            .map(|p| vec![p.code.clone()])
            .unwrap_or_default()
    }
}

/// `French dock workers walked out`: an adjective that opens the sentence, with nothing but its noun before the verb at `verb`.
fn opens(tokens: &[Token], party: &Party, verb: usize) -> bool {
    /// Words of the noun.
    const NOUN: usize = 4;
    let noun = tokens.get(party.end..verb).unwrap_or_default();
    let plain = |t: &Token| t.is_word() && !t.is_one(&small_words().prepositions);
    party.start < 2 && (1..=NOUN).contains(&noun.len()) && noun.iter().all(plain)
}

/// Where the clause that goes on at `at` ends.
fn clause_end(tokens: &[Token], at: usize) -> usize {
    let ends = |t: &Token| t.is_one(&small_words().ends_party_clause);
    tokens.iter().enumerate().skip(at).find(|(_, t)| ends(t)).map_or(tokens.len(), |(n, _)| n)
}

/// True where a verb of another clause stands between a name and the verb group at `from`.
fn crosses(tokens: &[Token], party: &Party, from: usize) -> bool {
    let words = small_words();
    tokens.get(party.end..from).unwrap_or_default().iter().any(|t| {
        t.is_one(&words.be) || t.is_one(&words.future) || t.is_one(&words.saying) || t.is_any(&["has", "have", "had"])
    })
}

fn range(tokens: &[Token], start: usize, end: usize) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|t| t.span.start < start);
    let last = tokens.partition_point(|t| t.span.end <= end);
    (first < last).then_some((first, last))
}
