//! The forms of English verbs and nouns.

/// All forms of a verb but the irregular ones, which come from the rule file: `meet` gives meet, meets, meeting;
/// with no irregular forms also the past (`visited`).
pub(super) fn verb_forms(base: &str, irregular: Option<&[String]>) -> Vec<String> {
    let mut forms = vec![base.to_owned(), third_person(base)];
    let stem = stem(base);
    forms.push(format!("{stem}ing"));
    match irregular {
        Some(own) => forms.extend(own.iter().cloned()),
        None => forms.push(past(base, &stem)),
    }
    forms
}

/// A noun and its plural.
pub(super) fn noun_forms(base: &str) -> Vec<String> {
    vec![base.to_owned(), third_person(base)]
}

fn third_person(base: &str) -> String {
    if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") || base == "go" || base == "veto"
    {
        return format!("{base}es");
    }
    match base.strip_suffix('y').filter(|rest| !rest.ends_with(is_vowel)) {
        Some(rest) => format!("{rest}ies"),
        None => format!("{base}s"),
    }
}

fn past(base: &str, stem: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    match base.strip_suffix('y').filter(|rest| !rest.ends_with(is_vowel)) {
        Some(rest) => format!("{rest}ied"),
        None => format!("{stem}ed"),
    }
}

/// What `-ing` is hung on: without a silent `e`, with a doubled consonant after one short vowel.
fn stem(base: &str) -> String {
    if let Some(rest) = base.strip_suffix('e').filter(|rest| !rest.ends_with(['e', 'o', 'y'])) {
        return rest.to_owned();
    }
    let letters: Vec<char> = base.chars().collect();
    let doubles = match letters.as_slice() {
        [.., before, vowel, last] => {
            let short = letters.iter().filter(|c| is_vowel(**c)).count() == 1;
            short && !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, 'w' | 'x' | 'y')
        }
        _ => false,
    };
    match letters.last().filter(|_| doubles) {
        Some(last) => format!("{base}{last}"),
        None => base.to_owned(),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(verb_forms("visit", None), ["visit", "visits", "visiting", "visited"]);
        assert_eq!(verb_forms("ban", None), ["ban", "bans", "banning", "banned"]);
        assert_eq!(verb_forms("accuse", None), ["accuse", "accuses", "accusing", "accused"]);
        assert_eq!(verb_forms("agree", None), ["agree", "agrees", "agreeing", "agreed"]);
        assert_eq!(verb_forms("deny", None), ["deny", "denies", "denying", "denied"]);
        assert_eq!(verb_forms("free", Some(&["freed".to_owned()])), ["free", "frees", "freeing", "freed"]);
        assert_eq!(noun_forms("treaty"), ["treaty", "treaties"]);
    }
}
