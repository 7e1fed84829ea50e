//! Which time: `third visit to Portugal this year` against `second visit to Portugal this year`.

use super::{MOST, Source, Stated, compare, meets};
use crate::model::Check;
use crate::story::checks::{Counted, counted};

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<(Counted, Vec<String>)>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        for claim in counted(&source.page).into_iter().take(MOST) {
            let persons = source.persons(claim.i);
            let (value, text, i) = (claim.number.to_string(), claim.text.clone(), claim.i);
            stated.push(Stated { key: (claim, persons), value, text, i, article });
        }
    }
    let same = |a: &Stated<(Counted, Vec<String>)>, b: &Stated<(Counted, Vec<String>)>| {
        let (x, y) = (&a.key.0, &b.key.0);
        x.noun == y.noun && x.scope == y.scope && x.state.is_some() && x.state == y.state && meets(&a.key.1, &b.key.1)
    };
    compare("ordinal", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}
