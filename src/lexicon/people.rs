//! A desk's own people: rows in the form of `lexicon/leaders.csv`, which go before the built-in ones.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::NaiveDate;
use thiserror::Error;

use super::country_name;
use super::csv::rows;

/// The rows that were given. They live as long as the program: every name that is looked up may point into them.
static GIVEN: Mutex<Option<&'static str>> = Mutex::new(None);
/// The same from the first look-up on: then they stay.
static OWN: OnceLock<&'static str> = OnceLock::new();

/// Why a file of people cannot be used.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A row is not as it should be.
    #[error("{}:{line}: {reason}; a row is code,office,name,short name,from,until,+", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Names were looked up before, or another file was read.
    #[error("people can be added once only, before anything is read")]
    TooLate,
}

/// Adds the people of a file, whose rows have the form of `lexicon/leaders.csv`: country code (ISO 3166-1 alpha-3, `IGO:…`
/// or `-`), office, name, short name where it is not the last word, first and last day in office (ISO 8601, or empty), `+`
/// where the short name alone is enough. Returns how many there are.
///
/// # Errors
/// Where the file cannot be read, a row is faulty, or it is too late: call it before any article is read.
pub fn add_people(path: &Path) -> Result<usize, PeopleError> {
    let text = std::fs::read_to_string(path).map_err(|source| PeopleError::Read { path: path.to_owned(), source })?;
    let mut people = 0;
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let fault = |reason| PeopleError::Row { path: path.to_owned(), line: n + 1, reason };
        check(line).map_err(fault)?;
        people += 1;
    }
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    if given.is_some() || OWN.get().is_some() {
        return Err(PeopleError::TooLate);
    }
    *given = Some(Box::leak(text.into_boxed_str()));
    Ok(people)
}

/// The rows of the desk's own people, as they were added; `None` where none were.
pub fn own_people() -> Option<&'static str> {
    *GIVEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts these rows in the place of those that were added: what was made with other people is made again with them.
///
/// # Errors
/// [`PeopleError::TooLate`] where names were looked up before with other rows.
pub fn replace_people(rows: Option<&str>) -> Result<(), PeopleError> {
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    if *given == rows {
        return Ok(());
    }
    if OWN.get().is_some() {
        return Err(PeopleError::TooLate);
    }
    *given = rows.map(|rows| &*Box::leak(rows.to_owned().into_boxed_str()));
    Ok(())
}

/// The rows of the desk's own people; none where no file was added. From then on none can be.
pub(super) fn own() -> impl Iterator<Item = [&'static str; 7]> {
    let own = OWN.get_or_init(|| own_people().unwrap_or_default());
    rows(own).map(|row: [&str; 7]| row.map(str::trim)).filter(|row| !row[2].is_empty())
}

fn check(line: &str) -> Result<(), String> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let [code, office, name, rest @ ..] = fields.as_slice() else {
        return Err(format!("only {} fields", fields.len()));
    };
    if fields.len() > 7 {
        return Err(format!("{} fields, at most 7 are known", fields.len()));
    }
    let known = *code == "-" || code.strip_prefix("IGO:").is_some_and(|b| !b.is_empty());
    if !known && country_name(code).is_none() {
        return Err(format!("{code:?} is no country code (ISO 3166-1 alpha-3, IGO:… or -)"));
    }
    if name.is_empty() || office.is_empty() {
        return Err("an office and a name are needed".to_owned());
    }
    for day in rest.iter().skip(1).take(2).filter(|d| !d.is_empty()) {
        day.parse::<NaiveDate>().map_err(|_| format!("{day:?} is no date (YYYY-MM-DD)"))?;
    }
    match rest.get(3) {
        None | Some(&"" | &"+") => Ok(()),
        Some(other) => Err(format!("{other:?} stands where + or nothing may")),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn rows_are_checked() {
        assert_eq!(check("NOR,Foreign Minister,Ana Lind"), Ok(()));
        assert_eq!(check("IGO:EU, Envoy, Ana Lind, Lind, 2024-01-01, , +"), Ok(()));
        for (row, says) in [
            ("NOR,Ana Lind", "only 2"),
            ("NRW,Envoy,Ana Lind", "no country code"),
            ("NOR,,Ana Lind", "needed"),
            ("NOR,Envoy,Ana Lind,,May 2024", "no date"),
            ("NOR,Envoy,Ana Lind,,,,yes", "where +"),
            ("NOR,Envoy,Ana Lind,,,,+,x", "at most 7"),
        ] {
            assert!(check(row).is_err_and(|e| e.contains(says)), "{row}");
        }
    }
}
