//! What a single word says of the dates that it governs.

use crate::annotate::times::scan::Scan;
use crate::lexicon::VerbForm;
use crate::text::{Case, Token};

/// How many adverbs may stand between an auxiliary and its verb.
const ADVERBS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Past,
    Future,
    /// "begins": the near future, where the date itself is the time of it.
    Timetable,
    /// "to visit": as the verb before it says.
    Infinitive,
}

/// What a word says of the dates it governs, if it is a verb form or a word of planning.
pub(super) fn form(scan: &Scan, at: usize) -> Option<Sign> {
    let token = scan.get(at)?;
    if !token.is_word() && !token.norm.starts_with('\'') {
        return None;
    }
    if token.case == Case::Title && at > 0 {
        return None;
    }
    let found = scan.lists.verbs.at(scan.rest(at)).map(|m| *m.value);
    match found {
        Some(VerbForm::Future) => future(scan, at),
        Some(VerbForm::Past) => past(scan, at),
        Some(VerbForm::Schedule) => (!is_noun(scan, at) && !is_report(scan, at)).then_some(Sign::Timetable),
        Some(VerbForm::ScheduleBase) => base(scan, at, false),
        Some(VerbForm::ScheduleNoun) => base(scan, at, true),
        Some(VerbForm::NotPast) => None,
        None if is_ed(token) => past(scan, at),
        None => None,
    }
}

/// A modal or a word of planning; "would have gone" is past.
fn future(scan: &Scan, at: usize) -> Option<Sign> {
    let have = scan.skip(at + 1, &["not", "also", "never", "only"]);
    let perfect = !scan.any(at, &["will", "'ll", "shall"]) && scan.is(have, "have") && has_participle(scan, have);
    let failed = scan.is(at, "could") && (scan.is(at + 1, "not") || neither(scan, at));
    if perfect || failed {
        return Some(Sign::Past);
    }
    if scan.before(at) == "as" || scan.before(at).ends_with("ly") && at >= 2 && scan.is(at - 2, "as") {
        return None;
    }
    // "the global will", "a peace plan": nouns
    let noun = match scan.norm(at) {
        "will" => !scan.get(at + 1).is_some_and(|t| t.is_word()),
        "plan" | "plans" => {
            // "plans on Friday to bring it up".
            let day = scan.is(at + 1, "on") && scan.word(at + 2).is_some_and(|w| w.weekday.is_some());
            let next = if day { at + 3 } else { scan.skip(at + 1, &["on"]) };
            !scan.any(next, &["to", "a", "an"])
        }
        _ => false,
    };
    if noun {
        return None;
    }
    // "May" at the head of a sentence is a month or a name.
    if scan.is(at, "may") && scan.is_capitalised(at) {
        return None;
    }
    Some(Sign::Future)
}

/// "comes days after": how a report places its news, no timetable.
fn is_report(scan: &Scan, at: usize) -> bool {
    scan.is(at, "comes") && scan.one(at + 1, &scan.lists.grammar.comes_leads)
}

/// "neither … nor … could": it did not happen.
fn neither(scan: &Scan, at: usize) -> bool {
    (at.saturating_sub(12)..at).any(|b| scan.any(b, &["neither", "nor", "nobody", "none"]))
}

/// A past form, unless "to be" or a modal stands before it or it describes a noun.
fn past(scan: &Scan, at: usize) -> Option<Sign> {
    let mut lead = at;
    while lead + ADVERBS > at
        && (scan.before(lead).ends_with("ly")
            || matches!(scan.before(lead), "not" | "also" | "then" | "only" | "still" | "never" | "already"))
    {
        lead -= 1;
    }
    if scan.any(at, &["has", "have", "'ve", "hasn't", "haven't"]) && !has_participle(scan, at) {
        return scan.is(at + 1, "to").then_some(Sign::Future);
    }
    let governor = if lead >= 3 { scan.norm(lead - 3) } else { "" };
    match scan.before(lead) {
        // "guidelines to be published"
        "be" if lead >= 2 && scan.is(lead - 2, "to") && !matches!(governor, "had" | "used" | "failed" | "refused") => {
            Some(Sign::Future)
        }
        // "was to have met him on Friday": it has not come about.
        "have" if lead >= 3 && scan.is(lead - 2, "to") && is_set_to(scan, lead - 3) => Some(Sign::Future),
        "be" | "to" | "being" | "is" | "are" | "stay" | "remain" | "keep" | "get" => None,
        "will" | "would" | "could" | "may" | "might" | "must" | "should" | "shall" | "can" | "'ll" => None,
        "the" | "a" | "an" | "its" | "their" | "his" | "her" | "this" if is_attribute(scan, at) => None,
        _ if is_to_come(scan, at) => Some(Sign::Future),
        _ => Some(Sign::Past),
    }
}

/// "has been", "have not yet agreed": a perfect, not a possession.
fn has_participle(scan: &Scan, at: usize) -> bool {
    (at + 1..at + 5).any(|next| {
        let past = || scan.lists.verbs.at(scan.rest(next)).is_some_and(|m| *m.value == VerbForm::Past);
        scan.get(next).is_some_and(|t| is_ed(t) || (t.is_word() && past()))
    })
}

/// "was to meet", "were to leave", "is to visit": not yet.
fn is_to_come(scan: &Scan, at: usize) -> bool {
    scan.any(at, &["was", "were"]) && scan.is(at + 1, "to") && scan.is_lower(at + 2)
}

/// "was to have", "had been due to have".
fn is_set_to(scan: &Scan, at: usize) -> bool {
    scan.any(at, &["was", "were", "due", "scheduled", "planned", "supposed", "expected", "meant", "set"])
}

/// "the proposed summit": an -ed form before a noun.
fn is_attribute(scan: &Scan, at: usize) -> bool {
    scan.get(at + 1).is_some_and(|next| next.is_word() && !next.is_any(&["by", "in", "on", "to", "at", "for", "with"]))
}

/// "to visit", "will begin", "talks begin".
fn base(scan: &Scan, at: usize, noun: bool) -> Option<Sign> {
    let mut lead = at;
    while lead + ADVERBS > at && scan.before(lead).ends_with("ly") {
        lead -= 1;
    }
    match scan.before(lead) {
        "to" => {
            let is_to = lead >= 2 && matches!(scan.norm(lead - 2), "is" | "are" | "am" | "'s" | "'re");
            Some(if is_to { Sign::Future } else { Sign::Infinitive })
        }
        "the" | "a" | "an" | "this" | "that" | "his" | "her" | "its" | "their" | "of" | "by" | "and" | "'s" | "'" => {
            None
        }
        _ if is_noun(scan, at) => None,
        before if before.ends_with('s') && !before.ends_with("ss") && (!noun || scan.is_lower(lead - 1)) => {
            Some(Sign::Future)
        }
        "they" | "we" | "you" | "i" => Some(Sign::Future),
        // "the president and Mr Lee begin"
        _ if !noun && lead > 0 && scan.is_capitalised(lead - 1) => Some(Sign::Future),
        _ => None,
    }
}

/// "talks", "the visits", "state visits": a noun, as far as its neighbours tell.
fn is_noun(scan: &Scan, at: usize) -> bool {
    let determined = scan.one_before(at, &scan.lists.grammar.noun_leads) || scan.before(at) == "'";
    determined || scan.any(at + 1, &["of", "'s", "were", "was", "are", "have", "had"])
}

/// Verbs and nouns of will and plan before an infinitive: "agreed to meet".
pub(super) fn is_plan(scan: &Scan, at: usize) -> bool {
    let object = scan.any(at + 2, &["a", "an", "the", "its", "their", "his", "her", "this", "that"]);
    scan.is(at + 1, "to") && !object && scan.lists.is_plan(scan.norm(at))
}

fn is_ed(token: &Token) -> bool {
    token.norm.len() > 3 && token.norm.ends_with("ed") && token.case == Case::Lower
}
