//! Visits from a table: CSV with a head, JSON Lines, or one JSON list.
//!
//! Columns (keys): `traveller`, `office`, `state`, `start`, `end`, `country`, `place`, `kind`, `counterparts`, `status`,
//! `remarks`, `told`; `traveller`, `start` and `country` must be there. Where `kind` and `counterparts` are not given, the
//! remarks are read for them.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use thiserror::Error;

use crate::model::{Evidence, PartialDate, VisitReport, VisitStatus};
use crate::story::visits::{counterparts, kind, state_code};
use crate::text::{escape_controls, nearest};

const COLUMNS: [&str; 12] = [
    "traveller",
    "office",
    "state",
    "start",
    "end",
    "country",
    "place",
    "kind",
    "counterparts",
    "status",
    "remarks",
    "told",
];
/// Columns of an export that say nothing to an import.
const IGNORED: [&str; 7] = ["id", "code", "ordinal", "ordinal_of_year", "last_before", "steps", "notes"];

/// What holds of every row that does not say otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The state that the travellers act for: ISO 3166-1 alpha-3.
    pub state: Option<String>,
    /// Their office.
    pub office: Option<String>,
}

/// Why a table cannot be used; nothing of it was taken.
#[derive(Debug, Error)]
pub enum TableError {
    /// It cannot be read.
    #[error("{}: {source}", escape_controls(&path.to_string_lossy()))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A row that is no visit.
    #[error("{}, row {row}: {what}", escape_controls(&path.to_string_lossy()))]
    Row {
        /// The file.
        path: PathBuf,
        /// The row, from 1, its head not counted.
        row: usize,
        /// What is wrong, and what belongs there.
        what: String,
    },
}

/// True for a file that its name shows to be a table.
pub fn is_table(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("csv" | "json" | "jsonl"))
}

/// Reads a table from a file.
///
/// # Errors
/// A file that cannot be read, a row that is no visit.
pub fn read(path: &Path, defaults: &Defaults) -> Result<Vec<VisitReport>, TableError> {
    let text = std::fs::read_to_string(path).map_err(|source| TableError::File { path: path.to_owned(), source })?;
    parse(&text, path, defaults)
}

/// Reads the text of a table; `path` names it in errors and receipts. One that begins with `{` or `[` is JSON.
///
/// # Errors
/// A row that is no visit.
pub fn parse(text: &str, path: &Path, defaults: &Defaults) -> Result<Vec<VisitReport>, TableError> {
    let text = text.trim_start_matches('\u{feff}');
    let at = |row: usize| move |what: String| TableError::Row { path: path.to_owned(), row, what };
    let rows = match text.trim_start().as_bytes().first() {
        Some(b'{') => json_lines(text, path)?,
        Some(b'[') => serde_json::from_str(text).map_err(|e| at(1)(e.to_string()))?,
        _ => csv_rows(text, path)?,
    };
    let file = path.to_string_lossy();
    (1..).zip(rows).map(|(n, row)| report(&row, &file, n, defaults).map_err(at(n))).collect()
}

fn json_lines(text: &str, path: &Path) -> Result<Vec<Map<String, Value>>, TableError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let read = |(row, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| TableError::Row { path: path.to_owned(), row, what: e.to_string() })
    };
    lines.map(read).collect()
}

fn csv_rows(text: &str, path: &Path) -> Result<Vec<Map<String, Value>>, TableError> {
    let mut rows = csv(text).into_iter();
    let Some(head) = rows.next() else { return Ok(Vec::new()) };
    let head: Vec<String> = head.iter().map(|h| h.trim().to_lowercase()).collect();
    let cells = |(n, row): (usize, Vec<String>)| {
        if row.len() != head.len() {
            let what = format!("has {} fields, its head {}", row.len(), head.len());
            return Err(TableError::Row { path: path.to_owned(), row: n, what });
        }
        Ok(head.iter().cloned().zip(row.into_iter().map(Value::String)).collect())
    };
    (1..).zip(rows).map(cells).collect()
}

/// The records of a CSV text (RFC 4180): fields in quotation marks may hold commas, line breaks and doubled marks.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows.retain(|row: &Vec<String>| row.iter().any(|f| !f.trim().is_empty()));
    rows
}

fn report(row: &Map<String, Value>, file: &str, n: usize, defaults: &Defaults) -> Result<VisitReport, String> {
    if let Some(key) = row.keys().find(|k| !COLUMNS.contains(&k.as_str()) && !IGNORED.contains(&k.as_str())) {
        let meant = nearest(key, COLUMNS).map(|m| format!("; did you mean {m:?}?")).unwrap_or_default();
        return Err(format!("{key}: no such column{meant}"));
    }
    let text = |key: &str| match row.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(s)) => Ok(Some(s.trim().to_owned()).filter(|s| !s.is_empty())),
        Some(other) => Err(format!("{key}: {other} is no text")),
    };
    let must = |key: &str| text(key)?.ok_or_else(|| format!("{key}: is missing"));
    let day = |key: &str| text(key)?.map(|d| d.parse::<PartialDate>().map_err(|e| format!("{key}: {e}"))).transpose();
    let (country, remarks) = (must("country")?, text("remarks")?);
    let start = day("start")?.ok_or("start: is missing")?;
    let end = day("end")?;
    if end.is_some_and(|end| end.last() < start.first()) {
        return Err(format!("end: lies before the start, {start}"));
    }
    let state = text("state")?.map(|s| state_code(&s).ok_or(format!("state: {s:?} is no state")));
    let named = text("kind")?.map(|k| k.parse().map_err(|e| format!("kind: {e}"))).transpose()?;
    let status = text("status")?.map(|s| s.parse().map_err(|e| format!("status: {e}"))).transpose()?;
    let met = names(row.get("counterparts"))?;
    Ok(VisitReport {
        traveller: must("traveller")?,
        office: text("office")?.or_else(|| defaults.office.clone()),
        state: state.transpose()?.or_else(|| defaults.state.clone()),
        start,
        end,
        code: state_code(&country),
        country,
        place: text("place")?,
        kind: named.or_else(|| remarks.as_deref().and_then(kind)),
        counterparts: met.unwrap_or_else(|| remarks.as_deref().map(counterparts).unwrap_or_default()),
        remarks,
        status: status.unwrap_or(VisitStatus::Done),
        told: text("told")?.map(|d| d.parse().map_err(|_| format!("told: {d:?} is no day"))).transpose()?,
        evidence: Evidence::Row { file: file.to_owned(), row: n },
    })
}

/// A JSON list of names, or names with semicolons between; none where nothing is said.
fn names(value: Option<&Value>) -> Result<Option<Vec<String>>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => {
            Ok(Some(text.split(';').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()))
        }
        Some(Value::Array(list)) => {
            let name = |v: &Value| v.as_str().map(str::to_owned).ok_or(format!("counterparts: {v} is no name"));
            list.iter().map(name).collect::<Result<_, _>>().map(Some)
        }
        Some(other) => Err(format!("counterparts: {other} is no list of names")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::VisitKind;

    fn rows(text: &str) -> Result<Vec<VisitReport>, String> {
        parse(text, Path::new("a.csv"), &Defaults::default()).map_err(|e| e.to_string())
    }

    #[test]
    fn csv_and_json_give_the_same_visits() -> Result<(), String> {
        let table = "traveller,start,end,country,place,remarks\r\nAna Lind,2031-05-14,2031-05-15,Latvia,\"Riga, Liepaja\",\"State visit; met with \"\"Old\"\" King Olav.\"\r\n";
        let json = "{\"traveller\": \"Ana Lind\", \"start\": \"2031-05-14\", \"end\": \"2031-05-15\", \"country\": \"Latvia\", \"place\": \"Riga, Liepaja\", \"remarks\": \"State visit; met with \\\"Old\\\" King Olav.\"}\n";
        let found = rows(table)?;
        assert_eq!(found, rows(json)?);
        assert_eq!(found[0].kind, Some(VisitKind::State));
        assert_eq!((found[0].code.as_deref(), found[0].place.as_deref()), (Some("LVA"), Some("Riga, Liepaja")));
        Ok(())
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row() {
        let error = |text: &str| rows(text).unwrap_err();
        assert_eq!(
            error("traveler,start,country\nA,2031,Latvia\n"),
            "a.csv, row 1: traveler: no such column; did you mean \"traveller\"?"
        );
        assert_eq!(
            error("traveller,start,country\nA,2031,Latvia\nB,31,Latvia\n"),
            "a.csv, row 2: start: \"31\" is no day: write 2018-06-19, 2018-06 or 2018"
        );
        assert!(error("traveller,start,country\nA,2031\n").contains("has 2 fields, its head 3"));
        assert!(error("traveller,start,end,country\nA,2031,2030,Latvia\n").contains("lies before"));
        assert!(
            error("{\"traveller\": 1}").contains("is missing") || error("{\"traveller\": 1}").contains("is no text")
        );
    }

    proptest! {
        #[test]
        fn no_table_breaks_it(text in "(traveller|start|country|,|\"|\n|2031|\\{|\\[|\\PC){0,40}") {
            let _ = rows(&text);
        }
    }
}
