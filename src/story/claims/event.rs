//! Where, when and who: what two articles tell alike of one event. That they differ is for the other claims to say, which
//! know when it is a dispute.

use super::{Source, last_name};
use crate::model::{Check, CheckValue, MainEvent, Verdict};

/// A fact of an event, as it is written and as it is compared.
type Fact = (String, String);

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found = agreed("place", sources, |event| same(event.place.as_ref()));
    found.extend(agreed("start", sources, |event| same(event.start.as_ref())));
    found.extend(agreed("end", sources, |event| same(event.end.as_ref())));
    found.extend(agreed("party", sources, parties));
    found
}

/// Each fact that several articles tell, once.
fn agreed(slot: &str, sources: &[Source], facts: impl Fn(&MainEvent) -> Vec<Fact>) -> Vec<Check> {
    let mut found: Vec<(&MainEvent, String, Vec<CheckValue>)> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let Some(event) = source.event() else { continue };
        let Some(i) = event.receipts.first().copied() else { continue };
        for (value, key) in facts(event) {
            let told = CheckValue { value, i, article };
            match found.iter_mut().find(|(other, known, _)| *known == key && other.kind == event.kind) {
                Some((_, _, values)) if values.iter().all(|v| v.article != article) => values.push(told),
                Some(_) => {}
                None => found.push((event, key, vec![told])),
            }
        }
    }
    let several = found.into_iter().filter(|(_, _, values)| values.len() > 1);
    several
        .map(|(_, _, values)| Check { slot: slot.to_owned(), verdict: Verdict::Agrees, values, note: String::new() })
        .collect()
}

fn same(value: Option<&String>) -> Vec<Fact> {
    value.map(|v| (v.clone(), v.to_lowercase())).into_iter().collect()
}

/// "Ana Lind" and "Mrs Lind" are one of a story.
fn parties(event: &MainEvent) -> Vec<Fact> {
    event.actors.iter().map(|name| (name.clone(), last_name(name))).collect()
}
