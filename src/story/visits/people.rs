//! People: whom the names of the reports mean.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Name;
use super::state::state_code;
use crate::lexicon::{gazetteer, leaders, role_at, visit_words};
use crate::text::tokenize;

/// The desk's own spelling of names, each with the variants that it takes the place of: `[names]` of `attache.toml`.
pub type HouseNames = BTreeMap<String, Vec<String>>;

/// A traveller under all names that the reports give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name to print.
    pub name: String,
    /// All names that were told, the printed one too, in alphabetical order.
    pub names: BTreeSet<String>,
    /// The state that the person acts for, where it is told.
    pub state: Option<String>,
    /// Offices that were told.
    pub offices: BTreeSet<String>,
}

/// A name as a report gives it, with the state, and how often.
pub(super) type Mention = (String, Option<String>);

/// The people of a diary, and who is meant by which name.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    pub persons: Vec<Person>,
    by_mention: BTreeMap<Mention, usize>,
}

/// What the desk says of names.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    /// (to print, other): one person.
    pub merges: Vec<(String, String)>,
    /// Two people.
    pub splits: Vec<(String, String)>,
}

impl Rules {
    fn forbids(&self, a: &str, b: &str) -> bool {
        self.splits.iter().any(|(x, y)| (x == a && y == b) || (x == b && y == a))
    }
}

impl People {
    /// Joins the names: the fullest first, so that `George Bush` meets both who have a middle name, and stays alone; short
    /// names at the end, where one person alone can be meant.
    pub fn of(mentions: &BTreeMap<Mention, usize>, rules: &Rules) -> Self {
        let mut people = People::default();
        let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut named: Vec<(Name, &Mention)> = mentions.keys().map(|m| (Name::new(&m.0), m)).collect();
        named.sort_by(|a, b| b.0.parts.len().cmp(&a.0.parts.len()).then_with(|| a.1.cmp(b.1)));
        for (name, mention) in named {
            let keys = [block(name.last()), block(name.first())];
            let known: BTreeSet<usize> = keys.iter().filter_map(|k| blocks.get(k)).flatten().copied().collect();
            let fits: Vec<usize> = known
                .into_iter()
                .filter(|n| people.persons.get(*n).is_some_and(|p| takes(p, &name, mention, rules)))
                .collect();
            let at = match fits.as_slice() {
                [one] => *one,
                _ => people.persons.len(),
            };
            if at == people.persons.len() {
                people.persons.push(Person::default());
                for key in keys {
                    blocks.entry(key).or_default().push(at);
                }
            }
            people.add(at, mention);
        }
        for (name, other) in &rules.merges {
            people.merge(name, other);
        }
        people.name_all(mentions, rules);
        people
    }

    fn add(&mut self, at: usize, mention: &Mention) {
        if let Some(person) = self.persons.get_mut(at) {
            person.names.insert(mention.0.clone());
            person.state = person.state.take().or_else(|| mention.1.clone());
            self.by_mention.insert(mention.clone(), at);
        }
    }

    /// Everybody under one of the two names becomes one person.
    fn merge(&mut self, name: &str, other: &str) {
        let bears = |p: &Person, n: &str| {
            p.names.contains(n) || p.names.iter().any(|own| Name::new(own).parts == Name::new(n).parts)
        };
        let Some(keep) = self.persons.iter().position(|p| bears(p, name)) else {
            // The house spelling may stand in no report.
            if let Some(person) = self.persons.iter_mut().find(|p| bears(p, other)) {
                person.names.insert(name.to_owned());
            }
            return;
        };
        if let Some(person) = self.persons.get_mut(keep) {
            person.names.insert(name.to_owned());
        }
        let Some(gone) = self.persons.iter().position(|p| bears(p, other)).filter(|g| *g != keep) else { return };
        let taken = self.persons.get_mut(gone).map(std::mem::take).unwrap_or_default();
        if let Some(person) = self.persons.get_mut(keep) {
            person.names.extend(taken.names);
            person.state = person.state.take().or(taken.state);
        }
        self.by_mention.values_mut().filter(|at| **at == gone).for_each(|at| *at = keep);
    }

    /// The name to print: what the desk says, else the most frequent one, of equals the longest.
    fn name_all(&mut self, mentions: &BTreeMap<Mention, usize>, rules: &Rules) {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for ((name, _), times) in mentions {
            *count.entry(name).or_default() += times;
        }
        for person in &mut self.persons {
            let house = rules.merges.iter().rev().map(|(name, _)| name).find(|name| person.names.contains(*name));
            let usual = || {
                let rank = |n: &&String| {
                    let times = count.get(n.as_str()).copied();
                    (Name::new(n).bare, times, n.len(), std::cmp::Reverse((*n).clone()))
                };
                let full = person.names.iter().filter(|n| !Name::new(n).is_short()).max_by_key(rank);
                full.or_else(|| person.names.iter().max_by_key(rank)).cloned()
            };
            person.name = house.cloned().or_else(usual).unwrap_or_default();
        }
    }

    /// Who is meant by a name of a report.
    pub fn of_mention(&self, mention: &Mention) -> Option<usize> {
        self.by_mention.get(mention).copied()
    }

    /// Those whom a reader's words can mean: a name in any variant, a surname, `the North Korean leader`.
    pub fn find(&self, words: &str) -> Vec<usize> {
        let all = || self.persons.iter().enumerate().filter(|(_, p)| !p.names.is_empty());
        let exact: Vec<usize> =
            all().filter(|(_, p)| p.names.contains(words) || p.name == words).map(|(n, _)| n).collect();
        if !exact.is_empty() {
            return exact;
        }
        if let Some((state, office)) = described(words) {
            let holds = |p: &Person| p.state.as_deref() == Some(&state) && has_office(p, &office);
            return all().filter(|(_, p)| holds(p)).map(|(n, _)| n).collect();
        }
        let name = Name::new(words);
        let fits = |p: &Person| p.names.iter().any(|own| Name::new(own).fits(&name));
        let full: Vec<usize> = all().filter(|(_, p)| fits(p)).map(|(n, _)| n).collect();
        if !full.is_empty() || !name.is_short() {
            return full;
        }
        all().filter(|(_, p)| p.names.iter().any(|own| is_surname(&Name::new(own), &name))).map(|(n, _)| n).collect()
    }
}

/// Names of one block are compared with each other.
fn block(part: &str) -> String {
    part.chars().take(3).collect()
}

/// True where the mention can mean the person and nothing speaks against it.
fn takes(person: &Person, name: &Name, mention: &Mention, rules: &Rules) -> bool {
    let elsewhere = person.state.as_ref().zip(mention.1.as_ref()).is_some_and(|(a, b)| a != b);
    if elsewhere || person.names.iter().any(|own| rules.forbids(own, &mention.0)) {
        return false;
    }
    let fits = |own: &String| {
        let own = Name::new(own);
        own.fits(name) || (name.is_short() && is_surname(&own, name)) || (own.is_short() && is_surname(name, &own))
    };
    person.names.iter().all(fits)
}

/// True where the short name is the full one's surname: its last part or, where a leader is known so, its first.
fn is_surname(full: &Name, short: &Name) -> bool {
    let known = || leaders(&short.written).iter().any(|l| Name::new(l.name).first() == full.first());
    full.last() == short.last() || (full.first() == short.last() && full.parts.len() > 1 && known())
}

/// `the North Korean leader`, `Norway's prime minister`: the state and the head word of the office.
fn described(words: &str) -> Option<(String, String)> {
    let tokens = tokenize(words);
    let tokens = if tokens.first().is_some_and(|t| t.is("the")) { tokens.get(1..)? } else { &tokens };
    let state = gazetteer(tokens)?;
    let code = state.value.code?;
    let skip = state.len + usize::from(tokens.get(state.len).is_some_and(|t| t.norm.starts_with('\'')));
    let rest = tokens.get(skip..).filter(|rest| !rest.is_empty())?;
    let whole = role_at(rest)? == rest.len();
    let office = rest.iter().map(|t| t.norm.as_str()).collect::<Vec<_>>().join(" ");
    whole.then(|| (state_code(code).unwrap_or_else(|| code.to_owned()), office))
}

fn has_office(person: &Person, office: &str) -> bool {
    let head = visit_words().heads.contains(office);
    let told = person.offices.iter().any(|own| own.to_lowercase() == *office);
    // Nobody's spokesman leads a state; who is a head by the list of leaders may be told under any office.
    let leads = || {
        person.names.iter().flat_map(|n| n.split(' ')).flat_map(leaders).any(|l| {
            let same = person.names.iter().any(|own| Name::new(own).fits(&Name::new(l.name)));
            same && l.code == person.state.as_deref() && (head || l.office.to_lowercase() == *office)
        })
    };
    told || leads()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[(&str, &str)], rules: &Rules) -> Vec<Vec<String>> {
        let mention =
            |(name, state): &(&str, &str)| ((*name).to_owned(), (!state.is_empty()).then(|| (*state).to_owned()));
        let mentions = names.iter().map(|n| (mention(n), 1)).collect();
        let people = People::of(&mentions, rules);
        let mut all: Vec<Vec<String>> = people
            .persons
            .into_iter()
            .map(|p| p.names.into_iter().collect())
            .filter(|n: &Vec<String>| !n.is_empty())
            .collect();
        all.sort();
        all
    }

    #[test]
    fn one_surname_means_the_one_who_bears_it_in_that_state() {
        let kims =
            [("Kim Jong Un", "PRK"), ("Kim Jong-un", "PRK"), ("Kim", "PRK"), ("Moon Jae-in", "KOR"), ("Moon", "KOR")];
        assert_eq!(people(&kims, &Rules::default()).len(), 2);
        let two = [("Kim Jong Un", "PRK"), ("Kim Yo Jong", "PRK"), ("Kim", "PRK")];
        assert_eq!(people(&two, &Rules::default()).len(), 3, "Kim may be either");
    }

    #[test]
    fn a_name_that_fits_two_stays_alone() {
        let bushes = [("George W. Bush", ""), ("George Bush", ""), ("George H.W. Bush", "")];
        assert_eq!(people(&bushes, &Rules::default()).len(), 3);
    }

    #[test]
    fn the_desk_joins_and_parts() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let names = [("Ana Lind", "NOR"), ("Anna Lind", "NOR"), ("A. Lind", "NOR")];
        let joined = Rules { merges: vec![pair("Ana Lind", "Anna Lind")], splits: vec![] };
        assert!(
            people(&names, &joined)
                .iter()
                .any(|p| p.contains(&"Anna Lind".to_owned()) && p.contains(&"Ana Lind".to_owned()))
        );
        let parted = Rules { merges: vec![], splits: vec![pair("Ana Lind", "A. Lind"), pair("Anna Lind", "A. Lind")] };
        assert_eq!(people(&names, &parted).len(), 2);
    }

    #[test]
    fn descriptions_and_surnames_find_people() {
        let mentions = BTreeMap::from([
            (("Kim Jong Un".to_owned(), Some("PRK".to_owned())), 3),
            (("Moon Jae-in".to_owned(), Some("KOR".to_owned())), 1),
        ]);
        let people = People::of(&mentions, &Rules::default());
        let found =
            |words: &str| people.find(words).into_iter().map(|n| people.persons[n].name.clone()).collect::<Vec<_>>();
        for words in ["Kim Jong-un", "Kim", "Mr. Kim", "the North Korean leader"] {
            assert_eq!(found(words), ["Kim Jong Un"], "{words}");
        }
        assert!(found("Nobody").is_empty());
    }
}
