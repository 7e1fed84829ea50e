//! Visits as tables, a wiki page and a calendar.

use serde::Serialize;

use crate::model::{Evidence, Visit};
use crate::render::calendar::{Calendar, of_visit};
use crate::story::visits::{Diary, state_name};

/// Whose the events of a calendar are.
const DOMAIN: &str = "attache";

#[derive(Serialize)]
struct Row<'a> {
    id: u64,
    traveller: &'a str,
    office: Option<&'a str>,
    state: Option<&'a str>,
    start: String,
    end: String,
    country: &'a str,
    code: Option<&'a str>,
    place: Option<&'a str>,
    kind: Option<&'a str>,
    counterparts: &'a [String],
    status: &'a str,
    remarks: Option<&'a str>,
    ordinal: Option<usize>,
    ordinal_of_year: Option<usize>,
    last_before: Option<String>,
    steps: &'a [crate::model::Step],
    notes: &'a [String],
}

/// Visits as JSON Lines, each with its number among those of the traveller to the country (ever and within the year) and
/// the day of the one before.
pub fn json(diary: &Diary, visits: &[&Visit]) -> String {
    let line = |v: &&Visit| serde_json::to_string(&row(diary, v)).unwrap_or_default() + "\n";
    visits.iter().map(line).collect()
}

fn row<'a>(diary: &Diary, v: &'a Visit) -> Row<'a> {
    let last = v.counts().then(|| diary.last_before(&v.traveller, &diary.key(v), v.start.first()).last).flatten();
    Row {
        id: v.id,
        traveller: &v.traveller,
        office: v.office.as_deref(),
        state: v.state.as_deref(),
        start: v.start.to_string(),
        end: v.end.to_string(),
        country: &v.country,
        code: v.code.as_deref(),
        place: v.place.as_deref(),
        kind: v.kind.map(|k| k.as_str()),
        counterparts: &v.counterparts,
        status: v.status.as_str(),
        remarks: v.remarks.as_deref(),
        ordinal: diary.ordinal(v),
        ordinal_of_year: diary.ordinal_of_year(v),
        last_before: last.map(|v| v.start.to_string()),
        steps: &v.steps,
        notes: &v.notes,
    }
}

/// Visits as CSV (RFC 4180), in columns that an import reads.
pub fn csv(visits: &[&Visit]) -> String {
    let mut out = "traveller,office,state,start,end,country,place,kind,counterparts,status,remarks\r\n".to_owned();
    for v in visits {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let kind = v.kind.map(|k| k.to_string()).unwrap_or_default();
        let (start, end) = (v.start.to_string(), v.end.to_string());
        let fields = [
            v.traveller.clone(),
            text(&v.office),
            text(&v.state),
            start,
            end,
            v.country.clone(),
            text(&v.place),
            kind,
            v.counterparts.join("; "),
            v.status.to_string(),
            text(&v.remarks),
        ];
        out += &fields.map(|f| field(&f)).join(",");
        out += "\r\n";
    }
    out
}

fn field(text: &str) -> String {
    // A cell that begins like a formula is none.
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Visits as a table of MediaWiki, each with its receipts as a footnote's words.
pub fn wiki(visits: &[&Visit]) -> String {
    let mut out =
        "{| class=\"wikitable sortable\"\n! Traveller !! Days !! Country !! Place !! Kind !! Met !! Status !! Source\n"
            .to_owned();
    for v in visits {
        let kind = v.kind.map(|k| k.as_str()).unwrap_or("");
        let country = v.code.as_deref().map_or(v.country.as_str(), state_name);
        let cells = [
            v.traveller.as_str(),
            &days(v),
            country,
            v.place.as_deref().unwrap_or(""),
            kind,
            &v.counterparts.join(", "),
            v.status.as_str(),
            &sources(v),
        ];
        out += "|-\n";
        out += &format!("| {}\n", cells.map(wiki_text).join(" || "));
    }
    out + "|}\n"
}

/// Words that wiki markup leaves as they are.
fn wiki_text(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.contains(['|', '[', ']', '{', '}', '<', '>', '\'', '=', '~', '&']) {
        let safe = flat.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        return format!("<nowiki>{}</nowiki>", safe.replace('|', "&#124;"));
    }
    flat
}

fn days(v: &Visit) -> String {
    if v.start == v.end { v.start.to_string() } else { format!("{} – {}", v.start, v.end) }
}

/// Who says so, in a few words.
fn sources(v: &Visit) -> String {
    let mut all: Vec<String> = Vec::new();
    for step in &v.steps {
        let source = match &step.evidence {
            Evidence::Article(r) => format!("{} {}: “{}”", r.source_path, r.i + 1, r.text),
            Evidence::Row { file, row } => format!("{file}, row {row}"),
            Evidence::Hand { note } => format!("by hand: {note}"),
        };
        if !all.contains(&source) {
            all.push(source);
        }
    }
    all.join("; ")
}

/// Visits as a calendar (RFC 5545): one all-day event each. A visit of which only the month or year is known has no place in
/// a calendar and is left out. Stamps are those of the visits, so that equal diaries give equal bytes.
pub fn calendar(visits: &[&Visit]) -> String {
    let events = visits.iter().filter_map(|visit| of_visit(visit, DOMAIN)).collect();
    Calendar { name: "Visits".to_owned(), events }.ics()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diary::table::{Defaults, parse};
    use crate::model::VisitEntry;
    use crate::story::visits::HouseNames;

    const TABLE: &str = "traveller,start,end,country,place,kind,counterparts,status,remarks\n\
        Ana Lind,2031-05-14,2031-05-15,Latvia,\"Riga; Liepāja\",official,President Ozols; Prime Minister Kalns,done,\"Talks, [a] \"\"long\"\" dinner | and more than seventy-five octets of remarks, ā ē ī ō ū\"\n\
        Ana Lind,2031-06,,Estonia,,,,planned,\n";

    fn diary(text: &str) -> Diary {
        let reports = parse(text, Path::new("t.csv"), &Defaults::default()).unwrap_or_else(|e| panic!("{e}"));
        let entries: Vec<_> = (1..).zip(reports.into_iter().map(VisitEntry::Report)).collect();
        Diary::of(&entries, &HouseNames::new())
    }

    fn all(diary: &Diary) -> Vec<&Visit> {
        diary.visits().iter().collect()
    }

    #[test]
    fn what_goes_out_as_a_table_comes_in_again() {
        let first = diary(TABLE);
        for text in [csv(&all(&first)), json(&first, &all(&first))] {
            let again = diary(&text);
            assert_eq!(csv(&all(&again)), csv(&all(&first)));
        }
    }

    #[test]
    fn a_calendar_has_an_event_for_each_visit_of_known_days() {
        let first = diary(TABLE);
        let text = calendar(&all(&first));
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "a month has no place in it");
        assert!(text.contains("DTSTART;VALUE=DATE:20310514\r\nDTEND;VALUE=DATE:20310516\r\n"), "{text}");
        assert!(text.contains("LOCATION:Riga\\; Liepāja\\, Latvia\r\n"), "{text}");
        assert!(text.contains("UID:visit-1@attache\r\n"), "{text}");
    }

    #[test]
    fn wiki_markup_and_formulas_do_no_harm() {
        let text = wiki(&all(&diary("traveller,start,country,place\n=Ana|Lind,2031-05-14,Latvia,[[Riga]]\n")));
        assert!(
            text.contains("<nowiki>=Ana&#124;Lind</nowiki>") && text.contains("<nowiki>[[Riga]]</nowiki>"),
            "{text}"
        );
        assert_eq!(field("=1+1"), "'=1+1");
    }
}
