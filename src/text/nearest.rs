/// The candidate that a mistyped name most likely stands for; none where no candidate is near. Of equally near ones the
/// first.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |candidate| (strsim::damerau_levenshtein(name, candidate), candidate);
    let (distance, candidate) = candidates.into_iter().map(near).min_by_key(|(distance, _)| *distance)?;
    (distance <= name.chars().count() / 3).then_some(candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_keys_finds_the_name_and_another_word_does_not() {
        let names = ["visit.txt", "talks.txt", "agreement.txt"];
        assert_eq!(nearest("vist.txt", names), Some("visit.txt"));
        assert_eq!(nearest("tlaks.txt", names), Some("talks.txt"));
        assert_eq!(nearest("notes.md", names), None);
        assert_eq!(nearest("", names), None);
    }
}
