/// The rows of an embedded table: fields split at commas, comment lines and empty lines left out.
///
/// Fields hold no quotation marks; lists within a field are separated by `|` (see [`list`]).
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut fields = line.split(',');
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}

/// The parts of a list field; none for an empty one.
pub(super) fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_rows_are_filled_up_and_comments_left_out() {
        let rows: Vec<[&str; 3]> = rows("# head\na,b|c\n\nd,e,f\n").collect();
        assert_eq!(rows, [["a", "b|c", ""], ["d", "e", "f"]]);
        assert_eq!(list("b|c").collect::<Vec<_>>(), ["b", "c"]);
    }
}
