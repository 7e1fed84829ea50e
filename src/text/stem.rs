//! Words without their endings.

use compact_str::{CompactString, format_compact};

/// The word without its plural or past ending, crudely, so that its forms meet: vote and voting, stop and stopped, country and
/// countries.
pub fn stem(word: &str) -> CompactString {
    let word = word.trim_end_matches('.');
    let cut = ["ing", "ed", "es", "s"].iter().find_map(|ending| word.strip_suffix(ending).filter(|w| w.len() >= 4));
    let mut stem = cut.unwrap_or(word);
    let mut last = stem.chars().rev();
    let doubled = last.next().filter(|c| last.next() == Some(*c) && !matches!(c, 's' | 'l'));
    if let (Some(letter), true) = (doubled, stem.len() > 4) {
        stem = stem.strip_suffix(letter).unwrap_or(stem);
    }
    match (stem.strip_suffix('e'), stem.strip_suffix('y')) {
        (Some(cut), _) if cut.len() >= 4 => cut.into(),
        (_, Some(cut)) if cut.len() >= 3 => format_compact!("{cut}i"),
        _ => stem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        let same = |a: &str, b: &str| assert_eq!(stem(a), stem(b));
        same("vote", "votes");
        same("charge", "charging");
        same("stopped", "stopping");
        same("country", "countries");
        same("elections", "election");
        assert_ne!(stem("party"), stem("parting"));
        assert_eq!([stem("recall").as_str(), stem("the.").as_str()], ["recall", "the"]);
    }
}
