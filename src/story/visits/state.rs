//! States as tables and articles name them.

use crate::lexicon::{country_name, gazetteer, visit_words};
use crate::text::tokenize;

/// The code of a state (ISO 3166-1 alpha-3; ISO 3166-3 for one that is no more) by its name, its code, its capital or a
/// city in it; also `United Kingdom (Wales)` and `Korea, South`. A territory in brackets that has a code of its own is
/// meant: `Yugoslavia (Kosovo)`.
pub fn state_code(name: &str) -> Option<String> {
    let name = name.trim();
    if let Some((whole, part)) = name.strip_suffix(')').and_then(|n| n.split_once('(')) {
        let own = exact(part).filter(|_| is_state(part));
        return own.or_else(|| state_code(whole));
    }
    let turned = || name.split_once(", ").map(|(a, b)| format!("{b} {a}"));
    let code = || (name.len() == 3 && country_name(name).is_some()).then(|| name.to_owned());
    let head = || name.split_once(',').and_then(|(head, _)| exact(head));
    code().or_else(|| exact(name)).or_else(|| turned().and_then(|n| exact(&n))).or_else(head)
}

/// The usual name of a state, or what was given where the code is not known.
pub fn state_name(code: &str) -> &str {
    country_name(code).unwrap_or(code)
}

fn exact(name: &str) -> Option<String> {
    if let Some(code) = visit_words().state(name) {
        return Some(code.to_owned());
    }
    let tokens = tokenize(name.trim());
    let tokens = tokens
        .strip_prefix(std::slice::from_ref(tokens.first()?))
        .filter(|_| tokens.first().is_some_and(|t| t.is("the")))
        .unwrap_or(&tokens);
    let found = gazetteer(tokens).filter(|m| m.len == tokens.len())?;
    found.value.code.filter(|code| !code.starts_with("IGO:")).map(str::to_owned)
}

/// True where the name is a state's own, not that of a city or a region in it.
fn is_state(name: &str) -> bool {
    let tokens = tokenize(name.trim());
    let found = gazetteer(&tokens).filter(|m| m.len == tokens.len());
    found.is_some_and(|m| m.value.code.and_then(country_name) == Some(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_form_lead_to_the_state() {
        let code = |name| state_code(name).unwrap_or_default();
        let names = ["Norway", "NOR", "Oslo", "Korea, South", "China, People’s Republic of", "United Kingdom (Wales)"];
        assert_eq!(names.map(code), ["NOR", "NOR", "NOR", "KOR", "CHN", "GBR"]);
        assert_eq!(["Yugoslavia (Kosovo)", "U.S.S.R.", "Republic of China"].map(code), ["XKX", "SUN", "TWN"]);
        assert_eq!(state_code("Atlantis"), None);
        assert_eq!(state_code(""), None);
    }
}
