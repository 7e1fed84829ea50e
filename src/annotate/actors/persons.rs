//! Makes the mentions of one person in an article one.

use std::collections::HashMap;

use chrono::NaiveDate;
use compact_str::CompactString;

use super::{Mention, namesakes};
use crate::lexicon::{Leader, is_particle, leaders, leaders_by_first, singular_office};
use crate::model::{ActorKind, Document};
use crate::text::{Gap, Token, fold};

/// A person of the article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// The commonest full form, as written; of equal ones the one told first.
    pub name: String,
    /// Its words, folded, without initials and particles.
    pub words: Vec<CompactString>,
    pub role: Option<String>,
    pub country: Option<String>,
    pub org: Option<String>,
    pub sure: bool,
    /// The full forms of the name as written, and how often each stands in the article.
    forms: Vec<(String, usize)>,
}

/// The persons, and for each mention which one it is (`None`: no person after all, or no mention of one).
#[derive(Debug, Clone, Default)]
pub(super) struct Persons {
    pub people: Vec<Person>,
    pub of_mention: Vec<Option<usize>>,
}

/// Groups mentions by name: full names first, then lone surnames by the nearest full name before them.
pub(super) fn cluster(document: &Document, mentions: &[Mention], headlines: &[bool]) -> Persons {
    let headline = |mention: &Mention| headlines.get(mention.sentence).copied().unwrap_or_default();
    let words: Vec<Vec<CompactString>> = mentions.iter().map(|m| name_words(document, m)).collect();
    let mut persons = Persons { people: Vec::new(), of_mention: vec![None; mentions.len()] };
    let mut by_word = Index::default();
    let mut heads = HashMap::new();
    for long in [true, false] {
        if !long {
            heads = namesakes::heads(document, mentions, &words, &persons.people);
        }
        for (n, mention) in mentions.iter().enumerate() {
            let Some(own) =
                words.get(n).filter(|w| mention.kind == ActorKind::Person && (w.len() >= 2) == long && !w.is_empty())
            else {
                continue;
            };
            let head = own.first().filter(|_| !long).and_then(|surname| heads.get_mut(surname));
            let found = match head {
                Some(head) => Some(*head.get_or_insert_with(|| persons.add())),
                None => by_word.find(&persons, own, n),
            };
            let id = match found {
                Some(id) => Some(id),
                None => accept(document, mention, own, headline(mention)).then(|| persons.add()),
            };
            if let Some(id) = id {
                persons.join(document, id, n, mention, own);
                if long || found.is_none() {
                    by_word.note(id, own, n);
                }
            }
        }
    }
    for person in &mut persons.people {
        person.settle();
        from_leaders(person, document.article.published);
    }
    persons
}

impl Persons {
    fn add(&mut self) -> usize {
        self.people.push(Person::default());
        self.people.len() - 1
    }

    fn join(&mut self, document: &Document, id: usize, n: usize, mention: &Mention, words: &[CompactString]) {
        if let Some(slot) = self.of_mention.get_mut(n) {
            *slot = Some(id);
        }
        let Some(person) = self.people.get_mut(id) else { return };
        let (tokens, glued) = name_tokens(document, mention);
        let written = if glued { joined(document, &tokens) } else { written(document, &mention.name) };
        let shouted = is_shouted(&written);
        let fuller = words.len() > person.words.len()
            || (words.len() == person.words.len() && written.len() > person.name.len() + 2);
        if person.name.is_empty()
            || (fuller && !shouted && !glued)
            || (is_shouted(&person.name) && !shouted && words.len() >= person.words.len())
        {
            person.name.clone_from(&written);
            person.words = words.to_vec();
        }
        if words.len() > 1 && !shouted && !glued {
            person.count(&written, is_signature(document, mention));
        }
        person.sure |= mention.sure;
        if person.role.is_none() {
            person.role = mention.role.as_ref().map(|r| singular_office(&self::written(document, r)));
        }
        if person.country.is_none() && person.org.is_none() {
            person.country = mention.country.map(str::to_owned);
            person.org = mention.org.clone();
        }
    }
}

/// No person has more forms of the name than are counted here.
const FORMS: usize = 12;

impl Person {
    /// Counts a full form; a signature under a quoted message only makes it known.
    fn count(&mut self, form: &str, signature: bool) {
        let times = usize::from(!signature);
        if let Some((_, count)) = self.forms.iter_mut().find(|(known, _)| known == form) {
            *count += times;
        } else if self.forms.len() < FORMS {
            self.forms.push((form.to_owned(), times));
        }
    }

    /// Gives the person the form of the name that the article writes most often; a son is not named as his father.
    fn settle(&mut self) {
        let junior = |form: &str| ["Jr.", "Jr", "Sr.", "Sr", "II", "III"].iter().any(|suffix| form.ends_with(suffix));
        if self.forms.iter().any(|(form, _)| junior(form)) {
            return;
        }
        let Some((form, _)) = self.forms.iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 1)
        else {
            return;
        };
        // What a form leaves out at the head is the given name, unless it begins with one.
        let short = self.name.ends_with(form.as_str()) && self.name.len() > form.len();
        let given = form.split(' ').next().is_some_and(|first| !leaders_by_first(&fold(first)).is_empty());
        if !short || given {
            self.name.clone_from(form);
        }
    }
}

/// `— Ola Nordmann (@olanordmann)`: who signs a quoted message.
fn is_signature(document: &Document, mention: &Mention) -> bool {
    let behind = document.tokens.get(mention.name.end..mention.name.end + 2).unwrap_or_default();
    matches!(behind, [open, at] if open.is("(") && at.norm.starts_with('@'))
}

fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// How many bearers of a word are looked at before and after a mention.
const NEAREST: usize = 16;

/// Which persons bear a word, with the number of the mention that said so.
#[derive(Debug, Default)]
struct Index {
    by_word: HashMap<CompactString, Vec<(usize, usize)>>,
}

impl Index {
    fn note(&mut self, id: usize, words: &[CompactString], n: usize) {
        for word in words {
            let known = self.by_word.entry(word.clone()).or_default();
            if known.last() != Some(&(id, n)) {
                known.push((id, n));
            }
        }
    }

    /// The person whom these words name: same last word (or, alone, same first) and no word that contradicts.
    fn find(&self, persons: &Persons, words: &[CompactString], n: usize) -> Option<usize> {
        let last = words.last()?;
        let same = |known: &[(usize, usize)]| {
            let fits = |(id, _): &&(usize, usize)| persons.people.get(*id).is_some_and(|p| agrees(&p.words, words));
            let (earlier, later) = known.split_at(known.partition_point(|(_, m)| *m <= n));
            let before = earlier.iter().rev().take(NEAREST).find(fits);
            before.or_else(|| later.iter().take(NEAREST).find(fits)).map(|(id, _)| *id)
        };
        if let Some(id) = self.by_word.get(last).and_then(|known| same(known)) {
            return Some(id);
        }
        // A spelling variant: few people in an article, so a pass over them is cheap; long lists are cut.
        persons
            .people
            .iter()
            .take(200)
            .position(|p| p.words.last().is_some_and(|w| near(w, last)) && agrees(&p.words, words))
    }
}

/// True where two forms can be one person's.
fn agrees(full: &[CompactString], form: &[CompactString]) -> bool {
    let (short, long) = if form.len() <= full.len() { (form, full) } else { (full, form) };
    let (Some(a), Some(b)) = (short.last(), long.last()) else { return false };
    if short.len() == 1 {
        return a == b || near(a, b) || long.first().is_some_and(|f| f == a);
    }
    let missing = short.iter().filter(|w| !long.iter().any(|l| l == *w || near(l, w))).count();
    missing == 0 || (missing == 1 && short.len() >= 2 && (a == b || near(a, b)) && nickname(short, long))
}

/// `Tony` and `Anthony`, `J` and `John`: the first words begin alike.
fn nickname(a: &[CompactString], b: &[CompactString]) -> bool {
    let (Some(a), Some(b)) = (a.first(), b.first()) else { return false };
    a.len() == 1 && b.starts_with(a.as_str())
        || b.len() == 1 && a.starts_with(b.as_str())
        || a.chars().take(3).eq(b.chars().take(3))
}

/// Spelling variants of one word.
fn near(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let allowed = match length {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    };
    allowed > 0
        && a.len().abs_diff(b.len()) <= allowed
        && a.chars().next() == b.chars().next()
        && strsim::osa_distance(a, b) <= allowed
}

/// The words of a name that tell people apart.
fn name_words(document: &Document, mention: &Mention) -> Vec<CompactString> {
    if mention.kind != ActorKind::Person {
        return Vec::new();
    }
    let (tokens, _) = name_tokens(document, mention);
    let mut words: Vec<CompactString> = Vec::new();
    let (mut glue, mut kept) = (false, false);
    for token in &tokens {
        if token.is("-") {
            // `El-Sayed`: the particle goes with its hyphen, and the word before it is no part of the surname.
            glue = token.gap == Gap::None && kept;
            continue;
        }
        let small =
            !token.is_word() || is_particle(&token.norm) || token.norm.starts_with('\'') || token.is_any(&["jr", "sr"]);
        kept = !small && (token.norm.chars().count() > 1 || tokens.len() <= 2);
        if !kept {
            glue = false;
            continue;
        }
        match words.last_mut().filter(|_| glue) {
            Some(last) => last.push_str(&token.norm),
            None => words.push(token.norm.text()),
        }
        glue = false;
    }
    words
}

/// The tokens of a name, the surname last: `Nordmann Ola NordmannMore` is a link's name glued between a surname and the text.
fn name_tokens<'a>(document: &'a Document, mention: &Mention) -> (Vec<&'a Token>, bool) {
    let tokens = document.tokens.get(mention.name.clone()).unwrap_or_default();
    // `NordmannMore` goes on with a capital or a figure where `Nordmann` ends.
    let begins = |glued: &Token, t: &Token| {
        let after = document.text(glued.span).get(t.span.len()..).and_then(|rest| rest.chars().next());
        let head = t.norm.len() > 3 && glued.norm.starts_with(t.norm.as_str());
        head && after.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let glued = tokens.iter().enumerate().find_map(|(end, glued)| {
        let rest = tokens.get(..end)?;
        Some((rest, rest.iter().position(|t| begins(glued, t))?))
    });
    match glued {
        Some((rest, at)) => (rest.iter().skip(at + 1).chain(rest.get(at)).collect(), true),
        None => (tokens.iter().collect(), false),
    }
}

/// Whether an unknown name makes a new person.
fn accept(document: &Document, mention: &Mention, words: &[CompactString], headline: bool) -> bool {
    let tokens = document.tokens.get(mention.name.clone()).unwrap_or_default();
    let before = mention.tokens.start.checked_sub(1).and_then(|b| document.tokens.get(b));
    let article = before.is_some_and(|t| t.is_any(&["the", "a", "an", "this", "its"]));
    if mention.sure {
        return true;
    }
    if known(words).is_some() && !article {
        return true;
    }
    let placed = before.is_some_and(|t| t.is_any(&["in", "at", "near", "outside"]));
    let full = words.len() >= 2 && words.len() <= 5 && words.iter().all(|w| w.len() > 1);
    let shouted = tokens.iter().filter(|t| t.is_word()).all(|t| t.case == crate::text::Case::Upper);
    full && !headline && !article && !placed && !shouted
}

/// The one leader whom the words name.
fn known(words: &[CompactString]) -> Option<&'static Leader> {
    let last = words.last()?;
    if words.len() == 1 {
        return leaders(last).iter().find(|l| l.alone);
    }
    let pair = words.get(words.len().checked_sub(2)?..)?.join("");
    let by_short =
        std::iter::once(pair.as_str()).chain(words.iter().rev().map(CompactString::as_str)).flat_map(leaders);
    // A spelling variant of the surname is found by the first name.
    by_short.chain(leaders_by_first(words.first()?)).find(|l| full_name_fits(l, words))
}

pub(super) fn full_name_fits(leader: &Leader, words: &[CompactString]) -> bool {
    let folded = crate::text::fold(leader.name);
    let own: Vec<&str> = folded.split([' ', '-']).filter(|w| w.len() > 1 && !is_particle(w)).collect();
    let joined: String = own.concat();
    let hit =
        |w: &CompactString| own.iter().any(|o| o == w || near(o, w)) || (w.len() > 4 && joined.contains(w.as_str()));
    let hits = words.iter().filter(|w| hit(w)).count();
    // Two first names in common make no one person: a surname has to be.
    let last = words.last().is_some_and(hit) || words.iter().any(|w| own.last().is_some_and(|o| o == w));
    hits >= 2 && hits + 1 >= words.len() && last
}

/// Fills the state and office that the article does not give.
fn from_leaders(person: &mut Person, day: Option<NaiveDate>) {
    if person.country.is_some()
        || person.org.as_deref().is_some_and(|o| o.starts_with("IGO:"))
        || person.words.is_empty()
    {
        return;
    }
    let lone = person.words.len() == 1;
    let titled = |l: &&Leader| person.role.as_deref().is_some_and(|role| same_office(role, l.office));
    let by_office = || leaders(person.words.last()?).iter().find(|l| lone && titled(l));
    let Some(first) = known(&person.words).or_else(by_office) else { return };
    let all = leaders(first.short)
        .iter()
        .filter(|l| if lone { l.alone || titled(l) } else { full_name_fits(l, &person.words) });
    let leader = day.and_then(|day| all.clone().find(|l| l.in_office(day))).unwrap_or(first);
    match leader.code {
        Some(code) if code.starts_with("IGO:") => person.org = Some(code.to_owned()),
        code => person.country = code.map(str::to_owned),
    }
    let held = day.is_some_and(|day| leader.in_office(day));
    if person.role.is_none() && held {
        person.role = Some(leader.office.to_owned());
    }
}

/// True where two offices end alike: `Russian President` and `President`.
pub(super) fn same_office(a: &str, b: &str) -> bool {
    let last = |office: &str| office.rsplit(' ').next().map(str::to_lowercase);
    last(a) == last(b)
}

fn joined(document: &Document, tokens: &[&Token]) -> String {
    tokens.iter().map(|t| document.text(t.span)).collect::<Vec<_>>().join(" ")
}

/// The words of some tokens, as written, on one line.
pub(super) fn written(document: &Document, range: &std::ops::Range<usize>) -> String {
    let tokens = document.tokens.get(range.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return String::new() };
    document.text(first.span.join(last.span)).split_whitespace().collect::<Vec<_>>().join(" ")
}
