//! What happens once has one date: `the treaty was ratified in May` against `in June`.

use super::{MOST, Source, Stated, compare};
use crate::model::Check;
use crate::story::calendar::Stamp;
use crate::story::checks::dated;
use crate::story::page::stamp_text;

/// Words around the happening that both sentences must share.
const SHARED: usize = 2;

struct Key {
    what: &'static str,
    stamp: Stamp,
    words: Vec<String>,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<Key>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        for told in dated(&source.page).into_iter().take(MOST) {
            let words = told.words.iter().map(|w| (*w).to_owned()).collect();
            let text = stamp_text(&told.stamp);
            let value = text.clone();
            stated.push(Stated {
                key: Key { what: told.what, stamp: told.stamp, words },
                value,
                text,
                i: told.i,
                article,
            });
        }
    }
    let same = |a: &Stated<Key>, b: &Stated<Key>| {
        let (x, y) = (&a.key, &b.key);
        let shared = x.words.iter().filter(|w| y.words.contains(w)).count();
        let years = x.stamp.year.is_some() && x.stamp.year == y.stamp.year;
        let fine = x.stamp.month.is_some() && y.stamp.month.is_some();
        let differ = x.stamp == y.stamp || !x.stamp.fits(&y.stamp);
        x.what == y.what && years && fine && differ && shared >= SHARED
    };
    compare("date", &stated, same, |a, b| format!("One article dates it {a}, another {b}."))
}
