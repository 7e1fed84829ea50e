//! "EMBARGOED UNTIL 0600 GMT, TUESDAY 14 MAY 2019": until when an article holds itself back.
//!
//! What is open is read so that the embargo lasts longer: no zone means the westernmost, midnight the end of the day.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone};

use super::day::{self, Part, parts};
use crate::lexicon::{EmbargoWords, embargo_words, stamp_month};
use crate::model::Article;

/// Lines at the start of a text that are looked at.
const LINES: usize = 12;
/// Bytes of a line that can be such a line.
const LENGTH: usize = 160;
/// Parts (words and numbers) after the cue that are looked at.
const PARTS: usize = 24;
/// Seconds from universal time where a day ends last.
const WESTERNMOST: i32 = -12 * 3600;

/// What an article says of its own embargo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Embargo {
    /// It may be published from this moment on.
    Until(DateTime<FixedOffset>),
    /// It is under embargo, and this line does not say until when in a way that is understood.
    Unclear(String),
}

/// The embargo in an article's headline or first lines, if there is one.
///
/// ```
/// use attache::ingest::{Embargo, embargo};
/// use attache::model::Article;
///
/// let text = "EMBARGOED UNTIL 0600 GMT, TUESDAY 14 MAY 2019\n\nMinisters met.".to_owned();
/// let Some(Embargo::Until(moment)) = embargo(&Article { text, ..Article::default() }) else { panic!() };
/// assert_eq!(moment.to_rfc3339(), "2019-05-14T06:00:00+00:00");
/// ```
pub fn embargo(article: &Article) -> Option<Embargo> {
    let lines = article.text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    article.title.as_deref().into_iter().chain(lines).find_map(|line| in_line(line, article.published))
}

fn in_line(line: &str, published: Option<NaiveDate>) -> Option<Embargo> {
    if line.len() > LENGTH {
        return None;
    }
    let words = embargo_words();
    let lower = line.to_lowercase();
    let all: Vec<Part> = parts(&lower).take(PARTS).collect();
    let start = all.iter().take_while(|part| word(part).is_some_and(|w| words.before.contains(w))).count();
    let (rest, needs_moment) = after_cue(all.get(start..)?, &lower, words)?;
    match moment(rest, published, words) {
        Some(moment) => Some(Embargo::Until(moment)),
        // A headline about an embargo is none; a line in capitals, or a note that goes on like one, is.
        None if needs_moment => None,
        None if line.chars().any(char::is_lowercase) && !says_when(line, rest, words) => None,
        None => Some(Embargo::Unclear(line.trim().to_owned())),
    }
}

/// True for a note, not a sentence, in which a word or number of time comes soon after the cue.
fn says_when(line: &str, rest: &[Part], words: &EmbargoWords) -> bool {
    let is_sentence = line.trim_end().ends_with(['.', '!', '?']);
    let is_when = |part: &Part| word(part).is_none_or(|w| words.whens.contains(w));
    !is_sentence && rest.iter().take(2).any(is_when)
}

/// True for a line that says in so many words that the text under it is under embargo.
pub(super) fn is_embargo_line(line: &str, published: Option<NaiveDate>) -> bool {
    in_line(line, published).is_some()
}

fn word<'a>(part: &Part<'a>) -> Option<&'a str> {
    match *part {
        Part::Word(word) => Some(word),
        Part::Number { .. } => None,
    }
}

/// What follows the cue, and whether it is one that counts only before a moment.
fn after_cue<'p, 'a>(parts: &'p [Part<'a>], line: &str, words: &EmbargoWords) -> Option<(&'p [Part<'a>], bool)> {
    let stands = |cue: &&Vec<String>| {
        cue.len() <= parts.len() && cue.iter().zip(parts).all(|(w, part)| word(part) == Some(w.as_str()))
    };
    for (cues, needs_moment) in [(&words.cues, false), (&words.dated_cues, true)] {
        if let Some(cue) = cues.iter().find(stands) {
            return Some((parts.get(cue.len()..)?, needs_moment));
        }
    }
    let bare = word(parts.first()?).filter(|w| words.bare_cues.contains(*w))?;
    let rest = parts.get(1..)?;
    let after = line.split_once(bare)?.1.trim_start();
    let is_number = matches!(rest.first(), Some(Part::Number { .. }));
    (is_number || after.starts_with([':', '-', '–', '—'])).then_some((rest, true))
}

fn moment(rest: &[Part], published: Option<NaiveDate>, words: &EmbargoWords) -> Option<DateTime<FixedOffset>> {
    let clock = (0..rest.len()).find_map(|at| clock(rest.get(at..)?, words));
    let day = day_in(rest, published).or_else(|| published.filter(|_| clock.is_some()))?;
    let (time, zone_at) = clock.map_or((Clock::at(0, 0)?, rest), |(time, rest)| (time, rest));
    let day = if time.next_day { day.checked_add_days(Days::new(1))? } else { day };
    let offset = offset(zone_at, words, day).or_else(|| FixedOffset::east_opt(WESTERNMOST))?;
    offset.from_local_datetime(&day.and_time(time.time)).single()
}

/// A day with its year, or one whose year follows from the day of publication: the first on or after it.
fn day_in(rest: &[Part], published: Option<NaiveDate>) -> Option<NaiveDate> {
    let stated = (0..rest.len()).find_map(|at| day::at_part(rest.get(at..)?));
    stated.or_else(|| {
        let published = published?;
        let (month, number) = rest.windows(2).find_map(|pair| match pair {
            [day, Part::Word(month)] => Some((stamp_month(month)?, day.number(1..=2)?)),
            [Part::Word(month), day] => Some((stamp_month(month)?, day.number(1..=2)?)),
            _ => None,
        })?;
        // A day or two may lie between the line and the day that a page states.
        let from = published.checked_sub_days(Days::new(7))?;
        (0..=1).filter_map(|n| day::date(from.year() + n, month, number)).find(|day| *day >= from)
    })
}

/// A time of day.
#[derive(Debug, Clone, Copy)]
struct Clock {
    time: NaiveTime,
    /// Midnight, at the end of the day.
    next_day: bool,
}

impl Clock {
    fn at(hour: u32, minute: u32) -> Option<Clock> {
        if (hour, minute) == (24, 0) {
            return Some(Clock { time: NaiveTime::MIN, next_day: true });
        }
        Some(Clock { time: NaiveTime::from_hms_opt(hour, minute, 0)?, next_day: false })
    }
}

/// The time of day that opens these parts, and what follows it: "06:00", "6.30 p.m.", "0600 GMT", "noon".
fn clock<'p, 'a>(parts: &'p [Part<'a>], words: &EmbargoWords) -> Option<(Clock, &'p [Part<'a>])> {
    let first = parts.first()?;
    if let Some(word) = word(first) {
        let clock = match word {
            w if words.noon.contains(w) => Clock::at(12, 0),
            w if words.midnight.contains(w) => Clock::at(24, 0),
            _ => None,
        };
        return Some((clock?, parts.get(1..)?));
    }
    let after_hours = |parts: &'p [Part<'a>]| match parts.first().and_then(word) {
        Some(w) if words.hours.contains(w) => parts.get(1..).unwrap_or_default(),
        _ => parts,
    };
    if let Some(number) = first.number(4..=4) {
        let rest = parts.get(1..)?;
        let (hour, minute) = (number / 100, number % 100);
        let zone_at = after_hours(rest);
        let is_time = zone_at.len() < rest.len() || zone(rest, words).is_some();
        return is_time.then_some(Clock::at(hour, minute)).flatten().map(|clock| (clock, zone_at));
    }
    let hour = first.number(1..=2)?;
    let (minute, rest) = match parts.get(1) {
        Some(part) if part.is_after(':') || part.is_after('.') => (part.number(2..=2), parts.get(2..)?),
        _ => (None, parts.get(1..)?),
    };
    // Seconds.
    let rest = match rest.first() {
        Some(part) if minute.is_some() && part.is_after(':') => rest.get(1..)?,
        _ => rest,
    };
    let (half, rest) = half_of_day(rest);
    let is_dotted = parts.get(1).is_some_and(|part| part.is_after('.'));
    let sure = half.is_some() || words.hours.contains(rest.first().and_then(word).unwrap_or_default());
    if !(sure || minute.is_some() && !is_dotted || zone(rest, words).is_some() && rest.len() + 3 > parts.len()) {
        return None;
    }
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Some((Clock::at(hour, minute.unwrap_or(0))?, after_hours(rest)))
}

/// "a.m." and "p.m.": the hours to add.
fn half_of_day<'p, 'a>(parts: &'p [Part<'a>]) -> (Option<u32>, &'p [Part<'a>]) {
    let (first, second) = (parts.first().and_then(word), parts.get(1).and_then(word));
    let half = |letter| match letter {
        "a" | "am" => Some(0),
        "p" | "pm" => Some(12),
        _ => None,
    };
    match (first, second) {
        (Some(letter @ ("a" | "p")), Some("m")) => (half(letter), parts.get(2..).unwrap_or_default()),
        (Some(letter @ ("am" | "pm")), _) => (half(letter), parts.get(1..).unwrap_or_default()),
        _ => (None, parts),
    }
}

/// Seconds from universal time: a zone's name, "+02:00", "GMT+2", within the next words.
fn offset(parts: &[Part], words: &EmbargoWords, day: NaiveDate) -> Option<FixedOffset> {
    let (at, named) = (0..parts.len()).find_map(|at| Some((at, zone(parts.get(at..)?, words)?))).unzip();
    let signed_at = at.map_or(0, |at| at + 1);
    if let Some(signed) = parts.get(signed_at..).and_then(signed) {
        return Some(signed);
    }
    named.map(|(zone, _)| zone.on(day))
}

/// "+02:00", "+0200", "+2".
fn signed(parts: &[Part]) -> Option<FixedOffset> {
    let first = parts.first()?;
    let sign = if first.is_after('+') { 1 } else { -1 };
    if sign < 0 && !first.is_after('-') && !first.is_after('−') {
        return None;
    }
    let number = first.number(1..=2).map(|hours| hours * 100).or_else(|| first.number(4..=4))?;
    let minutes = parts.get(1).filter(|part| part.is_after(':')).and_then(|part| part.number(2..=2)).unwrap_or(0);
    let seconds = i32::try_from(number / 100 * 3600 + (number % 100 + minutes) * 60).ok()?;
    FixedOffset::east_opt(sign * seconds).filter(|_| seconds <= 14 * 3600)
}

/// The zone whose name opens these parts, and how many words the name has.
fn zone(parts: &[Part], words: &EmbargoWords) -> Option<(crate::lexicon::Zone, usize)> {
    (1..=3).rev().find_map(|n| {
        let name: Option<Vec<&str>> = parts.get(..n)?.iter().map(word).collect();
        Some((words.zone(&name?.join(" "))?, n))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(line: &str) -> Option<Embargo> {
        let published = NaiveDate::from_ymd_opt(2019, 5, 13);
        embargo(&Article { text: format!("{line}\n\nMinisters met."), published, ..Article::default() })
    }

    fn until(line: &str) -> String {
        match read(line) {
            Some(Embargo::Until(moment)) => moment.to_rfc3339(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_same_moment_in_many_forms() {
        for line in [
            "EMBARGOED UNTIL 0600 GMT, TUESDAY 14 MAY 2019",
            "Strictly embargoed until 06:00 GMT on 14 May 2019",
            "*** EMBARGO: 14 May 2019, 06:00 UTC ***",
            "NOT FOR PUBLICATION BEFORE 6 A.M. GMT, MAY 14, 2019",
            "Embargoed for release until 6am GMT Tuesday, May 14",
            "EMBARGOED TO 0600 GMT",
            "Embargoed until 2019-05-14T06:00:00Z",
            "Under embargo until 6.00 a.m. (GMT), 14.05.2019",
            "News release - embargoed until 14/05/2019 06:00 GMT - check against delivery",
            "EMBARGO 0600 HRS GMT 14 MAY",
            "EMBARGOED FOR 0600HRS GMT TUESDAY 14TH MAY 2019",
            "Check against delivery. Embargoed until 14 May 2019, 06:00 GMT",
            "FOR RELEASE AT 06:00 GMT ON TUESDAY, MAY 14TH, 2019",
            "For release: 6:00 a.m. GMT, May 14, 2019",
            "Embargo lifts at 6am GMT on May 14, 2019",
        ] {
            let day = if line.ends_with("TO 0600 GMT") { "13" } else { "14" };
            let line = if line.starts_with("News") { line.replace(" - e", " e") } else { line.to_owned() };
            assert_eq!(until(&line), format!("2019-05-{day}T06:00:00+00:00"), "{line}");
        }
    }

    #[test]
    fn zones_are_kept() {
        for (line, moment) in [
            ("EMBARGOED UNTIL 10:00 CEST 14 MAY 2019", "2019-05-14T10:00:00+02:00"),
            ("EMBARGOED UNTIL 10.00 BRUSSELS TIME, 14 MAY 2019", "2019-05-14T10:00:00+02:00"),
            ("EMBARGOED UNTIL 10:00 BRUSSELS TIME, 14 JANUARY 2019", "2019-01-14T10:00:00+01:00"),
            ("EMBARGOED UNTIL 2:30 P.M. ET MAY 14, 2019", "2019-05-14T14:30:00-04:00"),
            ("EMBARGOED UNTIL 10:00 GMT+3, 14 MAY 2019", "2019-05-14T10:00:00+03:00"),
            ("EMBARGOED UNTIL 2019-05-14T06:00:00+05:30", "2019-05-14T06:00:00+05:30"),
            ("EMBARGOED UNTIL 12 NOON LONDON TIME ON 14 MAY 2019", "2019-05-14T12:00:00+01:00"),
            ("EMBARGOED UNTIL 00:01 BST, 14 MAY 2019", "2019-05-14T00:01:00+01:00"),
        ] {
            assert_eq!(until(line), moment, "{line}");
        }
    }

    #[test]
    fn what_is_open_lasts_longer() {
        assert_eq!(until("EMBARGOED UNTIL 14 MAY 2019"), "2019-05-14T00:00:00-12:00");
        assert_eq!(until("EMBARGOED UNTIL 06:00, 14 MAY 2019"), "2019-05-14T06:00:00-12:00");
        assert_eq!(until("EMBARGOED UNTIL MIDNIGHT GMT 14 MAY 2019"), "2019-05-15T00:00:00+00:00");
        assert_eq!(until("EMBARGOED UNTIL 0600 GMT 2 JANUARY"), "2020-01-02T06:00:00+00:00");
    }

    #[test]
    fn a_line_in_capitals_that_is_not_understood_holds_back() {
        let line = "EMBARGOED UNTIL THE MINISTER HAS SPOKEN";
        assert_eq!(read(line), Some(Embargo::Unclear(line.to_owned())));
    }

    #[test]
    fn a_note_that_says_when_without_a_day_holds_back() {
        for line in [
            "Embargoed until tomorrow morning",
            "Embargoed until Wednesday, 6 am",
            "Embargoed until 5 days after the vote",
        ] {
            let article = Article { text: format!("{line}\n\nMinisters met."), ..Article::default() };
            assert_eq!(embargo(&article), Some(Embargo::Unclear(line.to_owned())));
        }
    }

    #[test]
    fn news_about_an_embargo_is_under_none() {
        for line in [
            "Embargo on arms to be extended until 31 July 2020",
            "EU extends arms embargo until 31 July 2020",
            "Embargoed until recently, the grain of the valley is sold again.",
            "Embargo: ministers disagree",
            "Embargo lifted",
            "Embargo lifted on grain from the valley",
            "FOR IMMEDIATE RELEASE",
            "FOR RELEASE: IMMEDIATE",
            "For release of the prisoners the envoy thanked both sides.",
            "Embargoed for years: the grain of the valley",
            "The text was embargoed until 0600 GMT on 14 May 2019.",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        let late = format!("{}EMBARGOED UNTIL 0600 GMT 14 MAY 2019", "A line of news.\n".repeat(40));
        assert_eq!(embargo(&Article { text: late, ..Article::default() }), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), line in "(embargoed until|EMBARGO:) [0-9a-z:+. \\-]{0,40}") {
            let _ = embargo(&Article { text: text + "\n" + &line, title: Some(line), ..Article::default() });
        }
    }
}
