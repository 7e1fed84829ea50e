//! The log of the visit diary.

use super::sql::{self, Connection, params};
use sha2::{Digest, Sha256};

use super::error::{At, StoreError};
use super::read::json;
use super::{Store, Writer};
use crate::model::{Evidence, VisitEntry};

impl Store {
    /// The log of the diary, in order, each entry with its number.
    ///
    /// # Errors
    /// What the database gives; a row that is no entry.
    pub fn visit_entries(&self) -> Result<Vec<(u64, VisitEntry)>, StoreError> {
        let mut entries = Vec::new();
        let sql = "SELECT number, entry FROM visit_entries ORDER BY number";
        let read: sql::Result<()> = self.connection.each(sql, params![], |row| {
            let number = u64::try_from(row.get::<i64>("number")?).unwrap_or_default();
            entries.extend(json(row, "entry")?.map(|entry| (number, entry)));
            Ok(())
        });
        read.at(&self.path).map(|()| entries)
    }
}

impl Writer {
    /// Adds entries to the log of the diary: all of them or, where anything fails, none. A report that is there (the same
    /// words of the same source) is not added again; what the desk says is added each time. Returns the numbers of those
    /// that were added.
    ///
    /// # Errors
    /// What the database gives.
    pub fn add_visit_entries(&mut self, entries: &[VisitEntry]) -> Result<Vec<u64>, StoreError> {
        self.in_one(|connection| {
            let mut added = Vec::new();
            for entry in entries {
                added.extend(insert(connection, entry)?);
            }
            Ok(added)
        })
    }
}

/// Adds an entry; `None` where the same report is there.
pub(super) fn insert(connection: &Connection, entry: &VisitEntry) -> sql::Result<Option<u64>> {
    let next: i64 = connection.value("SELECT coalesce(max(number), 0) + 1 FROM visit_entries", params![])?;
    let known = known(entry, next)?;
    let rows = connection.execute(
        "INSERT INTO visit_entries (number, known, entry) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![next, known, serde_json::to_string(entry)?],
    )?;
    Ok((rows > 0).then(|| u64::try_from(next).unwrap_or_default()))
}

/// A hash that two equal reports of a source share. A table's file and row do not count: the table may be read again
/// from elsewhere, or have grown.
fn known(entry: &VisitEntry, number: i64) -> serde_json::Result<String> {
    let text = match entry {
        VisitEntry::Report(report) if !matches!(report.evidence, Evidence::Hand { .. }) => {
            let mut report = report.clone();
            report.evidence = match report.evidence {
                Evidence::Article(receipt) => {
                    Evidence::Article(crate::model::Receipt { source_path: String::new(), ..receipt })
                }
                _ => Evidence::Row { file: String::new(), row: 0 },
            };
            serde_json::to_string(&report)?
        }
        other => format!("{number} {}", serde_json::to_string(other)?),
    };
    Ok(Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{VisitReport, VisitStatus};

    fn report(row: usize, place: &str) -> VisitEntry {
        VisitEntry::Report(VisitReport {
            traveller: "Ana Lind".into(),
            office: None,
            state: None,
            start: chrono::NaiveDate::default().to_string().parse().expect("a day"),
            end: None,
            country: "Latvia".into(),
            code: None,
            place: Some(place.into()),
            kind: None,
            counterparts: vec![],
            remarks: None,
            status: VisitStatus::Done,
            told: None,
            evidence: Evidence::Row { file: "a.csv".into(), row },
        })
    }

    #[test]
    fn a_report_is_kept_once_and_what_the_desk_says_each_time() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let mut writer = Writer::open(super::super::test_place::place(folder.path(), "a.db"))?;
        let retract = || VisitEntry::Retract { visit: 1, note: "wrong".into() };
        assert_eq!(writer.add_visit_entries(&[report(1, "Riga"), report(2, "Riga"), report(3, "Liepaja")])?, [1, 2]);
        assert_eq!(writer.add_visit_entries(&[report(9, "Riga"), retract(), retract()])?, [3, 4]);
        assert_eq!(writer.visit_entries()?.len(), 4);
        Ok(())
    }
}
