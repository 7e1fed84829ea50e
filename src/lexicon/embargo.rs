use crate::text::WordSet;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Duration, FixedOffset, NaiveDate, Weekday};
use serde::Deserialize;

/// How a line says that an article is under embargo.
#[derive(Debug)]
pub struct EmbargoWords {
    /// Words that may stand before the cue.
    pub before: WordSet,
    /// The cues, word by word, the longest first.
    pub cues: Vec<Vec<String>>,
    /// Cues that count only before a colon, a dash or a number.
    pub bare_cues: WordSet,
    /// Words for twelve o'clock.
    pub noon: WordSet,
    /// Words for the end of the day.
    pub midnight: WordSet,
    /// Words for hours, after "0600".
    pub hours: WordSet,
    zones: BTreeMap<String, Zone>,
}

/// Hours from universal time, in winter and in summer.
#[derive(Debug, Clone, Copy)]
pub struct Zone {
    winter: FixedOffset,
    summer: Option<Summer>,
}

/// Whose summer time is kept.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Summer {
    Eu,
    Us,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    before: WordSet,
    cues: Vec<String>,
    bare_cues: WordSet,
    noon: WordSet,
    midnight: WordSet,
    hours: WordSet,
    zone: Vec<ZoneRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneRow {
    names: Vec<String>,
    offset: String,
    summer: Option<Summer>,
}

static WORDS: LazyLock<EmbargoWords> = LazyLock::new(|| {
    let file: File = super::embedded!("embargo");
    let mut cues: Vec<Vec<String>> = file.cues.iter().map(|cue| cue.split(' ').map(str::to_owned).collect()).collect();
    cues.sort_by_key(|cue| std::cmp::Reverse(cue.len()));
    let zones = file.zone.into_iter().flat_map(|row| {
        let winter = row.offset.parse().unwrap_or_else(|_| panic!("lexicon/embargo.toml: {}", row.offset));
        let zone = Zone { winter, summer: row.summer };
        row.names.into_iter().map(move |name| (name, zone))
    });
    EmbargoWords {
        zones: zones.collect(),
        before: file.before,
        cues,
        bare_cues: file.bare_cues,
        noon: file.noon,
        midnight: file.midnight,
        hours: file.hours,
    }
});

/// The words of `lexicon/embargo.toml`.
pub fn embargo_words() -> &'static EmbargoWords {
    &WORDS
}

impl EmbargoWords {
    /// The zone of a name in small letters ("cet", "london time").
    pub fn zone(&self, name: &str) -> Option<Zone> {
        self.zones.get(name).copied()
    }
}

impl Zone {
    /// Hours from universal time on a day. On the days of the change the whole day counts as the season that begins.
    pub fn on(self, day: NaiveDate) -> FixedOffset {
        let (begins, ends) = match self.summer {
            None => return self.winter,
            Some(Summer::Eu) => (last_sunday(day.year(), 3), last_sunday(day.year(), 10)),
            Some(Summer::Us) => (sunday(day.year(), 3, 2), sunday(day.year(), 11, 1)),
        };
        let is_summer = begins.is_some_and(|d| d <= day) && ends.is_some_and(|d| day < d);
        let summer = FixedOffset::east_opt(self.winter.local_minus_utc() + 3600);
        if is_summer { summer.unwrap_or(self.winter) } else { self.winter }
    }
}

fn sunday(year: i32, month: u32, n: u8) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, n)
}

/// March and October have 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_signed(Duration::days(i64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_begins_and_ends() {
        let hours = |zone: &str, (year, month, day)| {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            Some(embargo_words().zone(zone)?.on(day).local_minus_utc() / 3600)
        };
        assert_eq!(hours("brussels time", (2019, 3, 30)), Some(1));
        assert_eq!(hours("brussels time", (2019, 3, 31)), Some(2));
        assert_eq!(hours("brussels time", (2019, 10, 27)), Some(1));
        assert_eq!(hours("et", (2019, 3, 9)), Some(-5));
        assert_eq!(hours("et", (2019, 3, 10)), Some(-4));
        assert_eq!(hours("et", (2019, 11, 3)), Some(-5));
        assert_eq!(hours("cet", (2019, 7, 1)), Some(1));
    }
}
