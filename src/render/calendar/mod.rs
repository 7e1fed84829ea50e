//! Calendars (RFC 5545) of all-day events: visits, and what is planned for a day.
//!
//! Equal events give equal bytes: stamps come from the data, never from a clock.

mod lines;
mod visits;

use chrono::NaiveDate;

use lines::Lines;
pub use visits::of_visit;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What calendar programs show it as.
    pub name: String,
    /// The events, in the order in which they are written.
    pub events: Vec<Event>,
}

/// An event of whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Stays the same while the event does, whatever changes in it; no two events share one.
    pub uid: String,
    /// How often it was changed; it only rises.
    pub sequence: u32,
    /// The day of the last change.
    pub stamp: NaiveDate,
    /// The first day.
    pub start: NaiveDate,
    /// The last day. In the file an end is the day after it.
    pub last: NaiveDate,
    /// One line.
    pub summary: String,
    /// Where.
    pub location: Option<String>,
    /// More of it, in lines.
    pub about: String,
    /// How sure it is.
    pub status: EventStatus,
    /// A page on it.
    pub url: Option<String>,
}

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// Planned, expected or hedged.
    Tentative,
    /// Said to be certain, going on, or over.
    Confirmed,
    /// Called off.
    Cancelled,
}

impl EventStatus {
    const fn as_str(self) -> &'static str {
        match self {
            EventStatus::Tentative => "TENTATIVE",
            EventStatus::Confirmed => "CONFIRMED",
            EventStatus::Cancelled => "CANCELLED",
        }
    }
}

impl Calendar {
    /// The calendar as a file: lines of at most 75 octets that end in CRLF.
    pub fn ics(&self) -> String {
        let mut lines = Lines::default();
        lines.property("BEGIN", "VCALENDAR");
        lines.property("VERSION", "2.0");
        lines.property("PRODID", "-//attache//attache//EN");
        lines.property("CALSCALE", "GREGORIAN");
        lines.text("NAME", &self.name);
        // What most programs still read instead of NAME (RFC 7986).
        lines.text("X-WR-CALNAME", &self.name);
        self.events.iter().for_each(|event| event.write(&mut lines));
        lines.property("END", "VCALENDAR");
        lines.finish()
    }
}

impl Event {
    fn write(&self, lines: &mut Lines) {
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let last = self.last.max(self.start);
        // The end of an all-day event is the day after it.
        let end = last.succ_opt().unwrap_or(last);
        lines.property("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.property("DTSTAMP", &format!("{}T000000Z", day(self.stamp)));
        lines.property("SEQUENCE", &self.sequence.to_string());
        lines.property("DTSTART;VALUE=DATE", &day(self.start));
        lines.property("DTEND;VALUE=DATE", &day(end));
        lines.text("SUMMARY", &self.summary);
        if let Some(location) = self.location.as_deref().filter(|place| !place.is_empty()) {
            lines.text("LOCATION", location);
        }
        if !self.about.is_empty() {
            lines.text("DESCRIPTION", &self.about);
        }
        if let Some(url) = &self.url {
            lines.uri("URL", url);
        }
        lines.property("STATUS", self.status.as_str());
        lines.property("TRANSP", "TRANSPARENT");
        lines.property("END", "VEVENT");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn event() -> Event {
        Event {
            uid: "plan-1@attache".to_owned(),
            sequence: 2,
            stamp: day("2031-05-01"),
            start: day("2031-05-14"),
            last: day("2031-05-14"),
            summary: "Talks; Riga, \"round\\two\"\nand more".to_owned(),
            location: Some("Riga, Latvia".to_owned()),
            about: "ā".repeat(90),
            status: EventStatus::Tentative,
            url: Some("https://a.example/x,y;z".to_owned()),
        }
    }

    #[test]
    fn an_event_keeps_to_its_standard() {
        let text = Calendar { name: "Visits".to_owned(), events: vec![event()] }.ics();
        assert!(text.contains("DTSTART;VALUE=DATE:20310514\r\nDTEND;VALUE=DATE:20310515\r\n"), "{text}");
        assert!(text.contains("SUMMARY:Talks\\; Riga\\, \"round\\\\two\"\\nand more\r\n"), "{text}");
        assert!(text.contains("SEQUENCE:2\r\n") && text.contains("STATUS:TENTATIVE\r\n"), "{text}");
        assert!(text.contains("URL:https://a.example/x,y;z\r\n"), "an address is no text: {text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.replace("\r\n ", "").contains(&format!("DESCRIPTION:{}\r\n", "ā".repeat(90))));
    }

    #[test]
    fn no_event_ends_before_it_starts() {
        let text = Calendar { name: String::new(), events: vec![Event { last: day("2031-01-01"), ..event() }] }.ics();
        assert!(text.contains("DTEND;VALUE=DATE:20310515\r\n"), "{text}");
    }
}
