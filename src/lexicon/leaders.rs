use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use compact_str::CompactString;

use super::csv::rows;
use crate::text::fold;

/// Somebody whom news names without the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leader {
    /// ISO 3166-1 alpha-3 or `IGO:…`; `None` for nobody's leader.
    pub code: Option<&'static str>,
    /// The office.
    pub office: &'static str,
    /// The full name.
    pub name: &'static str,
    /// What the name is cut to: the surname in most countries.
    pub short: &'static str,
    /// First and last day in office as the file has them; empty where not known.
    pub term: (&'static str, &'static str),
    /// True where the short name alone is enough to know who is meant.
    pub alone: bool,
}

impl Leader {
    /// True unless the file says that the office was not held on that day.
    pub fn in_office(&self, day: NaiveDate) -> bool {
        let from = self.term.0.parse::<NaiveDate>().ok();
        let until = self.term.1.parse::<NaiveDate>().ok();
        from.is_none_or(|d| d <= day) && until.is_none_or(|d| day <= d)
    }
}

static LEADERS: LazyLock<HashMap<CompactString, Vec<Leader>>> = LazyLock::new(|| {
    let mut map: HashMap<CompactString, Vec<Leader>> = HashMap::default();
    // The desk's own come first, and so before namesakes that are built in.
    let all = super::people::own().chain(rows(include_str!("../../lexicon/leaders.csv")));
    for [code, office, name, short, from, until, alone] in all {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let short = if short.is_empty() { last } else { short };
        let code = (code != "-").then_some(code);
        let leader = Leader { code, office, name, short, term: (from, until), alone: alone == "+" };
        map.entry(key(short)).or_default().push(leader);
    }
    map
});

/// The leaders with this short name, whatever its capitals, accents and hyphens; the best known first.
pub fn leaders(short: &str) -> &'static [Leader] {
    LEADERS.get(&key(short)).map_or(&[], Vec::as_slice)
}

static BY_FIRST: LazyLock<HashMap<CompactString, Vec<Leader>>> = LazyLock::new(|| {
    let mut map: HashMap<CompactString, Vec<Leader>> = HashMap::default();
    for leader in LEADERS.values().flatten() {
        map.entry(key(leader.name.split(' ').next().unwrap_or_default())).or_default().push(*leader);
    }
    map.values_mut().for_each(|namesakes| namesakes.sort_by_key(|l| (l.name, l.term, l.office)));
    map
});

/// The leaders whose full name begins with this word, by name.
pub fn leaders_by_first(first: &str) -> &'static [Leader] {
    BY_FIRST.get(&key(first)).map_or(&[], Vec::as_slice)
}

/// Letters only, endings as usual: `al-Assad`, `Al Assad` and `Assad` meet, and so do `Pashinyan` and `Pashinian`.
fn key(name: &str) -> CompactString {
    let folded = fold(name);
    let bare = ["al-", "el-", "al ", "el "].iter().find_map(|p| folded.strip_prefix(p)).unwrap_or(&folded);
    let plain = bare.bytes().all(|b| b.is_ascii_alphanumeric());
    let letters: CompactString =
        if plain { bare.into() } else { bare.chars().filter(|c| c.is_alphanumeric()).collect() };
    for (written, usual) in super::roles::spellings() {
        if let Some(stem) = letters.strip_suffix(written.as_str()).filter(|stem| stem.len() > 2) {
            return CompactString::from(stem) + usual;
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_short_name_meet() {
        assert!(leaders("Al-Assad").iter().any(|l| l.code == Some("SYR")));
        assert_eq!(leaders("Assad"), leaders("al-Assad"));
        assert_eq!(leaders("Zelenskiy"), leaders("Zelensky"));
        assert!(leaders("Nobody-Such").is_empty());
    }

    #[test]
    fn terms_bound_an_office() {
        let day = |text: &str| text.parse().unwrap_or_default();
        let merkel = leaders("Merkel").first().copied();
        assert!(merkel.is_some_and(|l| l.in_office(day("2018-06-01")) && !l.in_office(day("2023-01-01"))));
    }
}
