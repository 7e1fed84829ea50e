//! Whom a report names: the addresses that its message did not reach.

use mail_parser::Message;

use super::{Text, free};
use crate::model::Address;

/// More are not looked at.
const MOST: usize = 20;

/// The addresses that a report names, in the order in which they are most likely meant: those of its fields, then those of
/// its own words, then those to which the message went that it returns.
pub(super) fn of(message: &Message<'_>, texts: &[Text]) -> Vec<Address> {
    let mut found = Vec::new();
    for report in texts.iter().filter(|text| text.kind.ends_with("delivery-status")) {
        for field in ["original-recipient", "final-recipient"] {
            report.text.lines().filter_map(|line| value(line, field)).for_each(|value| collect(value, &mut found));
        }
    }
    let failed = message.header_raw("X-Failed-Recipients").unwrap_or_default();
    collect(failed, &mut found);
    let words = texts.iter().find(|text| text.kind == "text/plain").or(texts.first());
    collect(words.map(|text| free::own_words(&text.text)).unwrap_or_default(), &mut found);
    for copy in texts {
        let to = copy.text.lines().find_map(|line| value(line, "to"));
        collect(to.unwrap_or_default(), &mut found);
    }
    found
}

/// The value of a field, in a line.
fn value<'t>(line: &'t str, field: &str) -> Option<&'t str> {
    let (name, value) = line.split_once(':')?;
    name.trim().eq_ignore_ascii_case(field).then_some(value)
}

fn collect(text: &str, found: &mut Vec<Address>) {
    let is_between = |c: char| c.is_whitespace() || "<>()[],;:\"'".contains(c);
    for word in text.split(is_between).filter(|word| word.contains('@')) {
        let Ok(address) = Address::parse(word.trim_end_matches('.')) else { continue };
        if found.len() < MOST && !found.contains(&address) {
            found.push(address);
        }
    }
}
