/// The known name that is nearest to a misspelt one; `None` where none is near. For "did you mean".
///
/// ```
/// assert_eq!(attache::text::nearest("pth", ["name", "path"]), Some("path"));
/// assert_eq!(attache::text::nearest("colour", ["name", "path"]), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // What is much longer than any name is no misspelling of one, and costs its length squared.
    let known = known.into_iter().filter(|other| name.len() <= 2 * other.len() + 8);
    let (distance, other) =
        known.map(|other| (strsim::damerau_levenshtein(name, other), other)).min_by_key(|(distance, _)| *distance)?;
    (distance <= name.len() / 2).then_some(other)
}
