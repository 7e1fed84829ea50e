//! Timelines as SVG: what happened when, to scale, in lanes so that no two labels meet.
//!
//! A drawing has a fixed width in CSS pixels and as much height as its lanes need. Equal marks give equal bytes.

mod axis;
mod draw;
mod lanes;
mod measure;

use super::Catalogue;
use crate::model::PartialDate;

/// The style of a drawing: classes that begin with `tl-`, for light and dark.
pub const STYLE: &str = include_str!("../../../templates/archive/timeline.css");

/// More marks than these are not drawn: the latest are.
pub const MOST: usize = 60;

/// What a timeline shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Opens the ids of the drawing; no two drawings of a page share it. Letters, digits and `-`.
    pub id: String,
    /// What it shows, in a few words, for those who do not see it.
    pub title: String,
    /// The marks, in any order.
    pub marks: Vec<Mark>,
    /// The words beside those of the marks.
    pub legend: Legend,
}

/// The words of a drawing that no mark brings, in English unless another language is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Legend {
    /// The names of the kinds, in the order of [`MarkKind`].
    kinds: [String; 5],
    planned: String,
    cancelled: String,
    hollow: String,
    /// `The latest {n} of {of}`.
    latest: String,
    /// `14 May`, and `May`, as patterns of the day and the short names of the months.
    day: String,
    first: String,
    months: Vec<String>,
}

impl Legend {
    /// In the language of a catalogue.
    pub(crate) fn of(words: &Catalogue) -> Legend {
        let say = |key: &str| words.say(key, &[]);
        let days = words.days();
        Legend {
            kinds: MarkKind::ALL.map(|kind| say(&format!("mark_{}", kind.as_str()))),
            planned: words.value("status", "planned"),
            cancelled: words.value("status", "cancelled"),
            hollow: say("mark_hollow"),
            latest: say("timeline_latest"),
            day: days.short_pattern().to_owned(),
            first: days.first().to_owned(),
            months: days.short_months().to_vec(),
        }
    }

    fn kind(&self, kind: MarkKind) -> &str {
        self.kinds.get(kind as usize).map_or(kind.as_str(), String::as_str)
    }

    fn month(&self, month0: u32) -> &str {
        self.months.get(month0 as usize).map_or("", String::as_str)
    }

    fn day(&self, day: u32, month0: u32) -> String {
        let number = if day == 1 { self.first.clone() } else { day.to_string() };
        self.day.replace("{day}", &number).replace("{month}", self.month(month0))
    }
}

impl Default for Legend {
    fn default() -> Self {
        Legend::of(&Catalogue::english())
    }
}

/// Something that happened, or is to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The first day, or the month or year of it.
    pub start: PartialDate,
    /// The last one.
    pub end: PartialDate,
    /// The days in words: `14–15 May 2031`.
    pub when: String,
    /// What it was, in a few words.
    pub label: String,
    /// Of which kind.
    pub kind: MarkKind,
    /// How sure it is.
    pub standing: Standing,
}

/// The kinds of marks; each has its own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A trip.
    Visit,
    /// Talks, meetings, summits, calls.
    Talks,
    /// Something signed or agreed.
    Agreement,
    /// Sanctions, expulsions.
    Sanction,
    /// All else.
    Other,
}

/// How sure a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Told as a fact.
    Stated,
    /// Planned, expected or hedged.
    Planned,
    /// Called off.
    Cancelled,
}

impl MarkKind {
    const ALL: [MarkKind; 5] =
        [MarkKind::Visit, MarkKind::Talks, MarkKind::Agreement, MarkKind::Sanction, MarkKind::Other];

    /// As the classes of its style name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            MarkKind::Visit => "visit",
            MarkKind::Talks => "talks",
            MarkKind::Agreement => "agreement",
            MarkKind::Sanction => "sanctions",
            MarkKind::Other => "other",
        }
    }
}

impl Timeline {
    /// Draws it; nothing where there is no mark. `width` is in CSS pixels, at least 280.
    pub fn svg(&self, width: u32) -> Option<String> {
        draw::draw(self, width, false)
    }

    /// The same as a file of its own, with its style in it.
    pub fn svg_file(&self, width: u32) -> Option<String> {
        draw::draw(self, width, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: &str, end: &str, label: &str) -> Mark {
        let day = |text: &str| text.parse().unwrap_or_else(|error| panic!("{error}"));
        Mark {
            start: day(start),
            end: day(end),
            when: format!("{start} – {end}"),
            label: label.to_owned(),
            kind: MarkKind::Visit,
            standing: Standing::Stated,
        }
    }

    fn timeline(marks: Vec<Mark>) -> Timeline {
        Timeline { id: "t".to_owned(), title: "Ana Lind & Riga".to_owned(), marks, legend: Legend::default() }
    }

    #[test]
    fn a_drawing_says_in_words_what_it_shows() {
        let svg = timeline(vec![mark("2031-05-14", "2031-05-15", "visit, <Riga>")]).svg(720).unwrap_or_default();
        assert!(svg.contains("<title id=\"t-t\">Ana Lind &amp; Riga</title>"), "{svg}");
        assert!(svg.contains("2031-05-14 – 2031-05-15: visit, &lt;Riga&gt;"), "{svg}");
        assert_eq!(timeline(vec![]).svg(720), None);
    }

    #[test]
    fn all_years_can_be_drawn() {
        for (start, end) in [("0001", "9999"), ("2031", "2031"), ("9999-12-31", "9999-12-31"), ("2031-05", "2030-05")] {
            let svg = timeline(vec![mark(start, end, &"word ".repeat(60)), mark("2031-05-14", "2031-05-14", "x")]);
            for width in [1, 320, 720] {
                assert!(svg.svg(width).is_some_and(|svg| svg.len() < 40_000 && !svg.contains("NaN")), "{start}");
            }
        }
    }
}
