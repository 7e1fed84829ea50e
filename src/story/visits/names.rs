//! One name in its variants.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::{is_office, is_title, role_at, visit_words};
use crate::text::{fold, tokenize};

/// Letters of a surname from which on one slip may be another spelling.
const LONG: usize = 8;

/// A name taken apart: `["kim", "jong", "un"]`, titles and offices left out.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Its parts, folded, without particles; each as transliterations meet.
    pub parts: Vec<String>,
    /// The last word as written, folded.
    pub written: String,
    /// True where no title or office stands before it.
    pub bare: bool,
}

impl Name {
    /// Takes a name apart.
    pub fn new(name: &str) -> Self {
        let bare = without_role(name);
        let folded = fold(bare);
        let words = folded.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | '\'' | '’' | ','));
        let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
        let own = |w: &&&str| !visit_words().particles.contains(**w);
        let parts: Vec<String> = words.iter().filter(own).map(|w| spelt(w)).collect();
        // A name of particles alone is still a name.
        let parts = if parts.is_empty() { words.iter().map(|w| spelt(w)).collect() } else { parts };
        Name { parts, written: words.last().copied().unwrap_or_default().to_owned(), bare: bare.len() == name.len() }
    }

    /// True for a surname alone.
    pub fn is_short(&self) -> bool {
        self.parts.len() < 2
    }

    /// The last part: the surname in most countries.
    pub fn last(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }

    /// The first part: the surname in East Asia.
    pub fn first(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    /// True for the same parts in another order: `Abe Shinzo` and `Shinzo Abe`.
    fn is_in_other_order(&self, other: &Name) -> bool {
        let sorted = |name: &Name| {
            let mut parts = name.parts.clone();
            parts.sort_unstable();
            parts
        };
        self.parts.len() == other.parts.len() && sorted(self) == sorted(other)
    }

    /// True where both can be one person's: the same letters, or alike surnames with first names that can be one and no
    /// middle name against another.
    pub fn fits(&self, other: &Name) -> bool {
        if self.parts.concat() == other.parts.concat() {
            return true;
        }
        if self.is_short() || other.is_short() {
            return false;
        }
        let middles = |n: &Name| n.parts.get(1..n.parts.len() - 1).unwrap_or_default().to_vec();
        let agree = middles(self).iter().zip(&middles(other)).all(|(a, b)| given_alike(a, b));
        self.is_in_other_order(other)
            || (last_alike(self.last(), other.last()) && given_alike(self.first(), other.first()) && agree)
    }
}

/// True where two names can be one person's: `Kim Jong Un` and `Kim Jong-un`, `Bill Clinton` and `William J. Clinton`;
/// not `George W. Bush` and `George H.W. Bush`.
pub fn is_one_name(a: &str, b: &str) -> bool {
    Name::new(a).fits(&Name::new(b))
}

fn last_alike(a: &str, b: &str) -> bool {
    let long = a.chars().count() >= LONG && b.chars().count() >= LONG;
    a == b || (long && strsim::osa_distance(a, b) <= 1)
}

static NICKNAMES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| visit_words().nicknames.iter().map(|(short, full)| (spelt(short), spelt(full))).collect());

fn given_alike(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    let usual = |x: &str| NICKNAMES.get(x).cloned().unwrap_or_else(|| x.to_owned());
    a == b || initial(a, b) || initial(b, a) || usual(a) == usual(b)
}

/// A word as transliterations meet; doubled letters once.
fn spelt(word: &str) -> String {
    let mut word = word.to_owned();
    for (written, read) in &visit_words().spelling {
        if word.contains(written.as_str()) && word.chars().count() > 2 {
            word = word.replace(written.as_str(), read);
        }
    }
    let mut letters: Vec<char> = Vec::with_capacity(word.len());
    let numeral = word.chars().all(|c| matches!(c, 'i' | 'v' | 'k' | 's'));
    for letter in word.chars() {
        if numeral || letters.last() != Some(&letter) {
            letters.push(letter);
        }
    }
    letters.into_iter().collect()
}

/// The name behind its titles and offices; all of it where nothing else is left.
pub(super) fn without_role(name: &str) -> &str {
    let tokens = tokenize(name);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let role = tokens.get(at..).and_then(role_at);
        if is_title(&token.norm) || (is_office(&token.norm) && role.is_none()) || token.is(".") {
            at += 1;
        } else if let Some(len) = role {
            at += len;
        } else {
            break;
        }
    }
    tokens.get(at).and_then(|t| name.get(t.span.start..)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn variants_of_one_name_meet() {
        for (a, b) in [
            ("Kim Jong Un", "Kim Jong-un"),
            ("Mr. Kim Jong-Un", "President Kim Jong Un"),
            ("Prokopis Pavlopoulos", "Prokopis Pavlopoylos"),
            ("Rodrigo Londoño", "Rodrigo Londono"),
            ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
            ("William J. Clinton", "Bill Clinton"),
            ("Joseph R. Biden", "Joe Biden"),
            ("Shinzo Abe", "Abe Shinzo"),
            ("Ola Petter Nordmann", "Petter Ola Nordmann"),
            ("Ola Petter Nordmann", "Nordmann Ola Petter"),
            ("Mohammed bin Salman", "Mohammed Salman"),
        ] {
            assert!(is_one_name(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn two_people_stay_two() {
        for (a, b) in [
            ("Kim Jong Un", "Kim Jong Il"),
            ("Kim Jong Un", "Kim Yo Jong"),
            ("Kim Jong Un", "Kim"),
            ("George W. Bush", "George H.W. Bush"),
            ("Paul VI", "John Paul II"),
            ("Theodore Roosevelt", "Franklin D. Roosevelt"),
            ("Ana Silva", "Maria Silva"),
            ("Anna Lind", "Anna Lund"),
            ("Ola Petter Nordmann", "Ola Nordmann Ola"),
        ] {
            assert!(!is_one_name(a, b), "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn no_name_breaks_it(a in "\\PC{0,30}", b in "(Mr|Kim|al|-|\\.| |President|[A-Z][a-z]+){0,8}") {
            prop_assert_eq!(is_one_name(&a, &b), is_one_name(&b, &a));
            prop_assert!(is_one_name(&b, &b));
        }
    }
}
