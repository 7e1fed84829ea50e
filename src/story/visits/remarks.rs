//! What a remark says of a visit: its kind, and whom the traveller met.

use crate::lexicon::{gazetteer, is_office, is_particle, is_title, role_at, visit_words};
use crate::model::VisitKind;
use crate::text::{Token, tokenize};

/// Counterparts that a remark may name.
const MOST: usize = 24;

/// The kind of visit that a remark names, first by its opening words; `None` where it names none.
pub fn kind(remark: &str) -> Option<VisitKind> {
    let tokens = tokenize(remark);
    let words = visit_words();
    let opens = words.kinds.iter().find(|(_, first, _)| first.at(&tokens).is_some());
    let holds = || words.kinds.iter().find(|(_, _, anywhere)| anywhere.any(&tokens));
    opens.or_else(holds).map(|(kind, _, _)| *kind)
}

/// Those whom a remark says the traveller met, each with the office as written: `President Silva`, `Queen Anna II`.
pub fn counterparts(remark: &str) -> Vec<String> {
    let tokens = tokenize(remark);
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < MOST {
        let Some(cue) = visit_words().cues.at(tokens.get(at..).unwrap_or_default()) else {
            at += 1;
            continue;
        };
        at += cue.len;
        at = list(remark, &tokens, at, &mut found);
    }
    found.truncate(MOST);
    found
}

/// Reads `President A, Prime Minister B and the Presidents of C and D` from `at`; returns where it stops.
fn list(remark: &str, tokens: &[Token], mut at: usize, found: &mut Vec<String>) -> usize {
    // `Discussed aid with President Silva`: what was spoken of stands between.
    let near = tokens.iter().skip(at).take(9).take_while(|t| !is_end(t)).position(|t| t.is("with"));
    if let Some(skip) = near.filter(|_| tokens.get(at).is_some_and(|t| !t.is_capitalised() && !t.is("with"))) {
        at += skip + 1;
    }
    while let Some(token) = tokens.get(at).filter(|t| !is_end(t)) {
        let rest = tokens.get(at..).unwrap_or_default();
        if let Some(len) = person(rest) {
            let name = words(remark, tokens.get(at..at + len).unwrap_or_default());
            if !found.contains(&name) {
                found.push(name);
            }
            at += len;
        } else if token.is_any(&[",", "and", "the", "with", "also", "then", "both", "'s", "former", "as", "well"]) {
            at += 1;
        } else if visit_words().stops.at(rest).is_some() || visit_words().cues.at(rest).is_some() {
            break;
        } else {
            // Something that is no person: `government leaders`; a person may still follow in the list.
            at += 1;
        }
    }
    at
}

fn is_end(token: &Token) -> bool {
    token.is_any(&[".", ";", ":"])
}

/// How many tokens a person takes: an optional state (`Soviet`), an office or title, a name; or `Presidents of A, B and C`.
fn person(tokens: &[Token]) -> Option<usize> {
    let state = gazetteer(tokens).filter(|m| m.value.code.is_some()).map_or(0, |m| m.len);
    let head = tokens.get(state..).unwrap_or_default();
    let titled = usize::from(head.first().is_some_and(|t| is_title(&t.norm)));
    let dotted = titled + usize::from(titled == 1 && head.get(1).is_some_and(|t| t.is(".")));
    let role = head.get(dotted..).and_then(role_at).filter(|_| head.get(dotted).is_some_and(Token::is_capitalised));
    let before = state + dotted + role.unwrap_or(0);
    let name = name_len(tokens.get(before..).unwrap_or_default());
    if name > 0 && (role.is_some() || titled == 1 || (state == 0 && name > 1)) {
        return Some(before + name);
    }
    (role.is_some() && name == 0).then(|| of_states(tokens, before)).flatten()
}

/// `Presidents of A, B and C`, `Prime Minister of A`.
fn of_states(tokens: &[Token], from: usize) -> Option<usize> {
    if !tokens.get(from).is_some_and(|t| t.is("of")) {
        return None;
    }
    let mut at = from + 1;
    let mut end = None;
    loop {
        while tokens.get(at).is_some_and(|t| t.is_any(&["the", ",", "and"])) {
            at += 1;
        }
        let Some(state) = tokens.get(at..).and_then(gazetteer) else { return end };
        at += state.len;
        end = Some(at);
    }
}

/// Tokens of a name: capitalised words, initials, numerals, small words within.
fn name_len(tokens: &[Token]) -> usize {
    let mut end = 0;
    for (n, token) in tokens.iter().enumerate() {
        let glued = token.is("-") || token.is("’") || token.is("'");
        let within = is_particle(&token.norm) && !token.is("of") && !token.is("y") && !token.is("e");
        if token.is_capitalised() && !is_office(&token.norm) {
            end = n + 1;
        } else if !(n > 0 && (glued || within)) && !(n == 0 && within) {
            break;
        }
    }
    end
}

fn words(text: &str, tokens: &[Token]) -> String {
    let span = tokens.first().zip(tokens.last()).map(|(a, b)| (a.span.start, b.span.end));
    let text = span.and_then(|(start, end)| text.get(start..end)).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kinds_by_their_words() {
        for (remark, expected) in [
            ("State visit; met with King Olav.", Some(VisitKind::State)),
            ("Official working visit. Met with Prime Minister Berg.", Some(VisitKind::Working)),
            ("Informal visit; addressed parliament.", Some(VisitKind::Informal)),
            ("Attended the Nordic Summit and met with President Lind.", Some(VisitKind::Summit)),
            ("Vacation.", Some(VisitKind::Private)),
            ("Overnight stop en route from Oslo.", Some(VisitKind::Transit)),
            ("Met with President Lind on the sidelines of the trade fair.", Some(VisitKind::Margins)),
            ("Met with President Lind.", None),
        ] {
            assert_eq!(kind(remark), expected, "{remark}");
        }
    }

    #[test]
    fn counterparts_in_every_form() {
        for (remark, expected) in [
            ("Met with President Lind and addressed troops.", vec!["President Lind"]),
            (
                "Met with Queen Anna II, Prime Minister Berg, and Danish Foreign Minister Holm.",
                vec!["Queen Anna II", "Prime Minister Berg", "Danish Foreign Minister Holm"],
            ),
            ("State visit; met King Olav and Queen Anna.", vec!["King Olav", "Queen Anna"]),
            ("Discussed reconstruction aid with President Lind; addressed troops.", vec!["President Lind"]),
            (
                "Met with the Presidents of Estonia, Latvia, and Lithuania.",
                vec!["Presidents of Estonia, Latvia, and Lithuania"],
            ),
            ("Audience with Pope Adrian VI.", vec!["Pope Adrian VI"]),
            ("Attended the Nordic Summit.", vec![]),
        ] {
            assert_eq!(counterparts(remark), expected, "{remark}");
        }
    }

    #[derive(serde::Deserialize)]
    struct Labelled {
        remarks: String,
        kind: Option<VisitKind>,
        counterparts: Vec<String>,
    }

    /// A hundred remarks on real trips, labelled by hand before the rules were run on them.
    #[test]
    fn kinds_and_counterparts_of_a_labelled_sample() -> Result<(), serde_json::Error> {
        let rows = include_str!("../../../tests/gold/visit_remarks.jsonl").lines();
        let rows: Vec<Labelled> = rows.map(serde_json::from_str).collect::<Result<_, _>>()?;
        let (mut right, mut kinds, mut hit, mut found, mut wanted) = (0, 0, 0, 0, 0);
        for row in &rows {
            kinds += 1;
            let (kind, names) = (kind(&row.remarks), counterparts(&row.remarks));
            if kind == row.kind {
                right += 1;
            } else {
                println!("kind {kind:?}, not {:?}: {}", row.kind, row.remarks);
            }
            let both = names.iter().filter(|name| row.counterparts.contains(name)).count();
            if both < names.len().max(row.counterparts.len()) {
                println!("met {names:?}, not {:?}: {}", row.counterparts, row.remarks);
            }
            hit += both;
            found += names.len();
            wanted += row.counterparts.len();
        }
        println!("kind {right} of {kinds}; counterparts {hit} of {found} found, of {wanted} wanted");
        assert!(right * 100 >= kinds * 90 && hit * 100 >= found * 88 && hit * 100 >= wanted * 88);
        Ok(())
    }

    proptest! {
        #[test]
        fn no_remark_breaks_it(text in "(Met with|President|Kim|the|of|Norway|,|and|;|-| |\\PC){0,40}") {
            kind(&text);
            prop_assert!(counterparts(&text).iter().all(|name| !name.is_empty()));
        }
    }
}
