//! Subscribers in and out as CSV (RFC 4180): our own form and that of listmonk.
//!
//! The head names the columns: `email`, `name`, `status`, `lang`, `topics`, `countries`, `format`, `days`, `time`, `zone`;
//! all but the first are optional. Lists have semicolons between their words. An export of listmonk has `email`, `name`,
//! `attributes` (JSON), `status` (enabled, disabled, blocklisted), and of a list `subscription_status`.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::config::named_zone;
use crate::model::{Address, MailFormat, Subscriber, SubscriberStatus, Wishes, one_line};
use crate::text::{escape_controls, nearest};

/// The columns, in the order of an export.
const COLUMNS: [&str; 10] =
    ["email", "name", "status", "lang", "topics", "countries", "format", "days", "time", "zone"];
/// More columns that are read.
const FOREIGN: [&str; 2] = ["attributes", "subscription_status"];
/// Octets of a table, at most.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Characters of a name, or words of a list, at most.
const LONGEST: usize = 1000;

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Where the mail goes.
    pub address: Address,
    /// What the reader is called.
    pub name: Option<String>,
    /// The status; none where the row names none.
    pub status: Option<SubscriberStatus>,
    /// What the reader chose.
    pub wishes: Wishes,
}

/// What a table holds.
#[derive(Debug, Default, PartialEq)]
pub struct Table {
    /// The rows that can be taken.
    pub rows: Vec<TableRow>,
    /// The lines that cannot, each with what is wrong.
    pub faults: Vec<(u64, String)>,
    /// Columns that say nothing to attache.
    pub ignored: Vec<String>,
}

/// Why nothing of a table can be taken.
#[derive(Debug, Error)]
pub enum TableError {
    /// The head has no such column.
    #[error("the head names no column email{}: write email,name,status,lang,topics in the first line", hint(.0))]
    NoEmail(Option<String>),
    /// A column is named twice.
    #[error("the head names the column {0} twice")]
    Twice(String),
    /// It cannot be read.
    #[error("{0}")]
    Read(#[from] csv::Error),
    /// It is larger than attache takes.
    #[error("is larger than 256 MiB; cut it into several")]
    TooLarge,
}

fn hint(meant: &Option<String>) -> String {
    meant.as_ref().map(|column| format!(" ({column:?} looks like it)")).unwrap_or_default()
}

/// Reads a table.
///
/// # Errors
/// A head without `email`, a text that is no CSV at all. A row that cannot be taken is a fault of the table.
pub fn read(input: impl Read) -> Result<Table, TableError> {
    let mut reader = ReaderBuilder::new().trim(Trim::All).flexible(true).from_reader(Bom::new(input.take(LARGEST + 1)));
    let head: Vec<String> = reader.headers()?.iter().map(|name| name.to_lowercase()).collect();
    if !head.iter().any(|name| name == "email") {
        return Err(TableError::NoEmail(nearest("email", head.iter().map(String::as_str)).map(str::to_owned)));
    }
    let is_ours = |name: &str| COLUMNS.contains(&name) || FOREIGN.contains(&name);
    if let Some(twice) = head.iter().enumerate().find(|(n, name)| is_ours(name) && head[..*n].contains(name)) {
        return Err(TableError::Twice(twice.1.clone()));
    }
    let ignored = head.iter().filter(|name| !is_ours(name)).map(|name| escape_controls(name).into_owned()).collect();
    let mut table = Table { ignored, ..Table::default() };
    let mut record = StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) if reader.position().byte() > LARGEST => return Err(TableError::TooLarge),
            Ok(true) if record.iter().all(str::is_empty) => {}
            Ok(true) => {
                let line = line_of(&record, line, reader.position().line());
                match row(&head, &record, line) {
                    Ok(row) => table.rows.push(row),
                    Err(what) => table.faults.push((line, what)),
                }
            }
            Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                table.faults.push((line, "is not UTF-8".to_owned()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(table)
}

/// The line at which a record begins. The reader counts the empty lines before it to the record; so what lies between
/// its end and the line breaks in its fields counts, too.
fn line_of(record: &StringRecord, before: u64, after: u64) -> u64 {
    let breaks = record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
    let from_end = after.saturating_sub(1).saturating_sub(u64::try_from(breaks).unwrap_or_default());
    record.position().map_or(before, csv::Position::line).max(from_end)
}

fn row(head: &[String], record: &StringRecord, line: u64) -> Result<TableRow, String> {
    if record.len() > head.len() {
        return Err(format!("has {} fields, its head {}", record.len(), head.len()));
    }
    let cell = |name: &str| {
        let at = head.iter().position(|column| column == name)?;
        record.get(at).filter(|text| !text.is_empty())
    };
    let more = cell("attributes").map(attributes).transpose()?.unwrap_or_default();
    let text = |name: &str| {
        cell(name).map(str::to_owned).or_else(|| more.get(name).and_then(Value::as_str).map(str::to_owned))
    };
    let list = |name: &str| match (cell(name), more.get(name)) {
        (Some(text), _) => words(text),
        (None, Some(Value::String(text))) => words(text),
        (None, Some(Value::Array(list))) => Ok(list.iter().filter_map(Value::as_str).map(one_line).collect()),
        _ => Ok(Vec::new()),
    };
    let address = Address::parse(cell("email").ok_or("has no email")?).map_err(|error| error.to_string())?;
    let name = cell("name").map(one_line).filter(|name| !name.is_empty());
    if name.as_ref().is_some_and(|name| name.chars().count() > LONGEST) {
        return Err(format!("its name is longer than {LONGEST} characters"));
    }
    Ok(TableRow {
        line,
        address,
        name,
        status: cell("subscription_status").or(cell("status")).map(status).transpose()?,
        wishes: Wishes {
            lang: text("lang").or_else(|| text("language")).map(|text| language(&text)).transpose()?,
            format: cell("format").map(format).transpose()?.unwrap_or_default(),
            days: cell("days").map(days).transpose()?.unwrap_or_default(),
            time: cell("time").map(time).transpose()?,
            zone: cell("zone").map(named_zone).transpose()?,
            topics: list("topics")?,
            countries: list("countries")?,
        },
    })
}

fn attributes(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err("its attributes are no JSON object".to_owned()),
    }
}

/// A status of ours, or one of listmonk.
fn status(text: &str) -> Result<SubscriberStatus, String> {
    match text.to_lowercase().as_str() {
        "enabled" | "confirmed" => Ok(SubscriberStatus::Active),
        "unconfirmed" => Ok(SubscriberStatus::Pending),
        "disabled" => Ok(SubscriberStatus::Paused),
        "blocklisted" => Ok(SubscriberStatus::Unsubscribed),
        text => text.parse(),
    }
}

/// Words with semicolons (or commas) between them.
///
/// # Errors
/// Says that they are too many.
pub fn words(text: &str) -> Result<Vec<String>, String> {
    if text.chars().count() > LONGEST {
        return Err(format!("a list is longer than {LONGEST} characters"));
    }
    Ok(text.split([';', ',']).map(one_line).filter(|word| !word.is_empty()).collect())
}

/// A language, BCP 47.
///
/// # Errors
/// Says what belongs there.
pub fn language(text: &str) -> Result<String, String> {
    let is_tag = text.len() <= 35
        && text.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_tag { Ok(text.to_owned()) } else { Err(format!("{:?} is no language: write en or pt-BR", short(text))) }
}

/// `both`, `text`.
///
/// # Errors
/// Says what belongs there.
pub fn format(text: &str) -> Result<MailFormat, String> {
    match text {
        "both" | "html" => Ok(MailFormat::Both),
        "text" => Ok(MailFormat::Text),
        _ => Err(format!("{:?} is no form: write both or text", short(text))),
    }
}

/// `mon;wed;fri`, `weekdays`, `all`.
///
/// # Errors
/// Says what belongs there.
pub fn days(text: &str) -> Result<Vec<chrono::Weekday>, String> {
    match text {
        "all" => Ok(Vec::new()),
        "weekdays" => days("mon;tue;wed;thu;fri"),
        _ => words(text)?
            .iter()
            .map(|day| {
                day.parse().map_err(|_| format!("{:?} is no day: write mon;wed;fri, weekdays or all", short(day)))
            })
            .collect(),
    }
}

/// `06:30`.
///
/// # Errors
/// Says what belongs there.
pub fn time(text: &str) -> Result<chrono::NaiveTime, String> {
    let wrong = |_| format!("{:?} is no time: write 06:30", short(text));
    chrono::NaiveTime::parse_from_str(text, "%H:%M").map_err(wrong)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Writes a table that [`read`] takes. A name that a spreadsheet would take for a formula gets a mark in front.
///
/// # Errors
/// None but those of memory.
pub fn write(subscribers: &[Subscriber]) -> Result<String, TableError> {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for reader in subscribers {
        let Wishes { lang, format, days, time, zone, topics, countries } = &reader.wishes;
        let days: Vec<String> = days.iter().map(|day| day.to_string().to_lowercase()).collect();
        writer.write_record([
            reader.address.to_string().as_str(),
            &guarded(reader.name.as_deref().unwrap_or_default()),
            reader.status.as_str(),
            lang.as_deref().unwrap_or_default(),
            &topics.join(";"),
            &countries.join(";"),
            format.as_str(),
            &days.join(";"),
            &time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(),
            zone.map(|zone| zone.name()).unwrap_or_default(),
        ])?;
    }
    let octets = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&octets).into_owned())
}

fn guarded(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name.to_owned() }
}

/// Leaves out the mark that some programs put before UTF-8.
struct Bom<R> {
    input: R,
    head: Option<Vec<u8>>,
}

impl<R: Read> Bom<R> {
    fn new(input: R) -> Self {
        Bom { input, head: None }
    }
}

impl<R: Read> Read for Bom<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.head.is_none() {
            let mut head = Vec::new();
            self.input.by_ref().take(3).read_to_end(&mut head)?;
            if head == [0xef, 0xbb, 0xbf] {
                head.clear();
            }
            self.head = Some(head);
        }
        match self.head.as_mut().filter(|head| !head.is_empty() && !buffer.is_empty()) {
            Some(head) => {
                let count = head.len().min(buffer.len());
                for (to, from) in buffer.iter_mut().zip(head.drain(..count)) {
                    *to = from;
                }
                Ok(count)
            }
            None => self.input.read(buffer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn a_table_has_a_head_and_all_but_the_address_is_optional() -> Tested {
        let table = read("\u{feff}email,name,status,lang,topics\nana@a.example,\"Lind, Ana\",active,pt-BR,trade; visas\n\nola@a.example\n".as_bytes())?;
        let [ana, ola] = &table.rows[..] else { panic!("{table:?}") };
        assert_eq!((ana.name.as_deref(), ana.status), (Some("Lind, Ana"), Some(SubscriberStatus::Active)));
        assert_eq!(
            (ana.wishes.lang.as_deref(), &ana.wishes.topics[..]),
            (Some("pt-BR"), &["trade".to_owned(), "visas".to_owned()][..])
        );
        assert_eq!((ola.status, ola.line, &ola.wishes), (None, 4, &Wishes::default()));
        Ok(())
    }

    #[test]
    fn a_row_that_cannot_be_taken_is_named_and_the_others_go_on() -> Tested {
        let rows = "email,status,zone\nana,active,\nola@a.example,keen,\nida@a.example,,Mars\n@,,\nmia@a.example,,UTC,extra\nada@a.example,,UTC\n";
        let table = read(rows.as_bytes())?;
        assert_eq!(table.rows.len(), 1);
        let lines: Vec<u64> = table.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
        assert!(table.faults[1].1.contains("\"keen\" is no status"), "{table:?}");
        Ok(())
    }

    #[test]
    fn what_listmonk_exports_can_be_read() -> Tested {
        let rows = "uuid,email,name,attributes,status,created_at,updated_at\n\
                    1f,ana@a.example,Ana,\"{\"\"lang\"\": \"\"sv\"\", \"\"topics\"\": [\"\"trade\"\"]}\",enabled,2031,2031\n\
                    2f,ola@a.example,Ola,{},blocklisted,2031,2031\n";
        let table = read(rows.as_bytes())?;
        assert_eq!(table.ignored, ["uuid", "created_at", "updated_at"]);
        assert_eq!(
            (table.rows[0].status, table.rows[0].wishes.lang.as_deref()),
            (Some(SubscriberStatus::Active), Some("sv"))
        );
        assert_eq!(table.rows[1].status, Some(SubscriberStatus::Unsubscribed));
        Ok(())
    }

    #[test]
    fn a_head_without_email_is_refused() {
        assert!(
            read("emial,name\na@a.example,A".as_bytes()).unwrap_err().to_string().contains("\"emial\" looks like it")
        );
        assert!(read("email,email\n".as_bytes()).unwrap_err().to_string().contains("email twice"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_table_or_an_error(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = read(&bytes[..]);
            let _ = read(&[b"email,name\n", &bytes[..]].concat()[..]);
        }

        #[test]
        fn names_never_hold_a_line_break(name in "\\PC{0,40}|[\"\\r\\n,a=]{0,40}") {
            let text = format!("email,name\na@a.example,\"{}\"\n", name.replace('"', "\"\""));
            for row in read(text.as_bytes()).map(|table| table.rows).unwrap_or_default() {
                proptest::prop_assert!(!row.name.unwrap_or_default().contains(['\r', '\n', '\0']));
            }
        }
    }
}
