//! What is wrong with a catalogue of the user's own.

use toml::{Table, Value};

use super::pattern::slots;
use crate::render::RenderError;
use crate::text::nearest;

/// A fault of a file: its line, from 1 (0 where there is none), and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Fault {
    pub line: usize,
    pub problem: String,
}

/// Reads a catalogue's text; the error names the line.
pub(super) fn parse(name: &str, text: &str) -> Result<Table, RenderError> {
    text.parse::<Table>().map_err(|error| RenderError::Template {
        name: name.to_owned(),
        line: error.span().map_or(0, |span| line_at(text, span.start)),
        problem: error.message().to_owned(),
    })
}

/// Texts that no template asks for, and slots that nothing fills, measured by the English catalogue.
pub(in crate::render) fn faults(text: &str, english: &str) -> Vec<Fault> {
    let table = |text: &str| text.parse::<Table>().unwrap_or_default();
    let (own, english) = (table(text), table(english));
    let texts = |table: &Table| table.get("texts").and_then(Value::as_table).cloned().unwrap_or_default();
    let (own, english) = (texts(&own), texts(&english));
    let mut found = Vec::new();
    for (key, value) in &own {
        let Some(known) = english.get(key) else {
            let meant = nearest(key, english.keys().map(String::as_str));
            let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
            found.push(Fault {
                line: line_of(text, key),
                problem: format!("no template asks for the text `{key}`{meant}"),
            });
            continue;
        };
        let known: Vec<String> = patterns(known);
        let known: Vec<&str> = known.iter().flat_map(|pattern| slots(pattern)).collect();
        let own = patterns(value);
        for slot in own.iter().flat_map(|pattern| slots(pattern)).filter(|slot| !known.contains(slot)) {
            found.push(Fault { line: line_of(text, key), problem: format!("the text `{key}` has no slot `{slot}`") });
        }
    }
    found
}

fn patterns(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Table(forms) => forms.values().flat_map(patterns).collect(),
        _ => Vec::new(),
    }
}

fn line_of(text: &str, key: &str) -> usize {
    let is_key =
        |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(is_key).map_or(0, |n| n + 1)
}

fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_line_and_way_out() {
        let english = "[texts]\nalso = 'Also'\nnumber = 'No. {n}'";
        let found = faults("[texts]\n# mine\naslo = 'x'\nnumber = '{m}'", english);
        assert_eq!(
            found[0],
            Fault { line: 3, problem: "no template asks for the text `aslo`; did you mean `also`?".into() }
        );
        assert_eq!(found[1], Fault { line: 4, problem: "the text `number` has no slot `m`".into() });
        assert!(faults(english, english).is_empty());
        assert!(parse("x", "a = 1\nb =").unwrap_err().to_string().starts_with("x:2:"));
    }
}
