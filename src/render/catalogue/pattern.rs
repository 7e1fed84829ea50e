/// Puts values into `{name}`; the error names the first slot that has none. A brace that opens no name stays.
pub(super) fn fill(pattern: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, name, after)) = next(rest) {
        out.push_str(before);
        out.push_str(&value(name).ok_or_else(|| name.to_owned())?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The names of a pattern's slots.
pub(super) fn slots(pattern: &str) -> Vec<&str> {
    let mut slots = Vec::new();
    let mut rest = pattern;
    while let Some((_, name, after)) = next(rest) {
        slots.push(name);
        rest = after;
    }
    slots
}

fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('{')?;
        let inside = text.get(open + 1..)?;
        let end = inside.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(inside.len());
        if end > 0 && inside.get(end..).is_some_and(|rest| rest.starts_with('}')) {
            return Some((text.get(..open)?, inside.get(..end)?, inside.get(end + 1..)?));
        }
        from = open + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_in_and_other_braces_stay() {
        let value = |name: &str| (name == "a").then(|| "{a}".to_owned());
        assert_eq!(fill("x {a} {1} {{a}} é{a}", value).as_deref(), Ok("x {a} {1} {{a}} é{a}"));
        assert_eq!(fill("{a}{b}", value), Err("b".to_owned()));
        assert_eq!(slots("{a} { {b"), ["a"]);
    }
}
