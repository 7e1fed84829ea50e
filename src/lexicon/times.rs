use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use compact_str::CompactString;
use serde::Deserialize;

use super::{DateGrammar, PhraseSet};
use crate::text::{Token, WordMap, WordSet};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Weekend,
}

/// A season, by its TIMEX3 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[allow(missing_docs)]
pub enum Season {
    #[serde(rename = "SP")]
    Spring,
    #[serde(rename = "SU")]
    Summer,
    #[serde(rename = "FA")]
    Autumn,
    #[serde(rename = "WI")]
    Winter,
}

/// A part of the day, by its TIMEX3 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[allow(missing_docs)]
pub enum DayPart {
    #[serde(rename = "MO")]
    Morning,
    #[serde(rename = "AF")]
    Afternoon,
    #[serde(rename = "EV")]
    Evening,
    #[serde(rename = "NI")]
    Night,
}

/// A word of the calendar, as far as it can be told without its neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimeWord {
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The ISO weekday, 1 to 7.
    pub weekday: Option<u32>,
    /// True for `Dec` or `Tues`, which need a date beside them.
    pub short: bool,
    /// The weekday of `Mondays`.
    pub weekdays: Option<u32>,
    /// The value of `twenty`.
    pub number: Option<u32>,
    /// The value of `third`.
    pub ordinal: Option<u32>,
    /// The last two digits of a decade's first year (`nineties`).
    pub decade: Option<u32>,
    /// The unit of `week` or `weeks`.
    pub unit: Option<TimeUnit>,
    /// True for the plural of a unit.
    pub plural: bool,
    /// The season.
    pub season: Option<Season>,
    /// The part of the day.
    pub day_part: Option<DayPart>,
    /// Days from the day of writing (`yesterday` is -1).
    pub day_offset: Option<i64>,
    /// The length of the period of `daily`, as a TIMEX3 value.
    pub set: Option<&'static str>,
}

/// How a day with a name is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(u32, u32),
    /// Month, ISO weekday, which one; -1 is the last.
    Floating(u32, u32, i32),
    /// Days from Easter Sunday of the Gregorian calendar.
    Easter(i64),
}

/// How a verb form places what it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// Points forward.
    Future,
    /// Tells what happened.
    Past,
    /// Third person of a timetable: `begins`.
    Schedule,
    /// Its base form: `begin`.
    ScheduleBase,
    /// A base form that is also a noun: `visit`.
    ScheduleNoun,
    /// Looks like a past form and is none.
    NotPast,
}

/// The word lists of the temporal annotator.
#[derive(Debug)]
pub struct Times {
    words: WordMap<TimeWord>,
    /// Days with a name.
    pub holidays: PhraseSet<Holiday>,
    /// Days of history with a name.
    pub named_days: PhraseSet<NaiveDate>,
    /// PRESENT_REF, PAST_REF, FUTURE_REF.
    pub references: PhraseSet<&'static str>,
    /// Phrases that only look like dates.
    pub not_dates: PhraseSet<()>,
    /// What stands before a length and belongs to it.
    pub approximate: PhraseSet<()>,
    /// Phrases that say how a verb places what it governs.
    pub verbs: PhraseSet<VerbForm>,
    /// Words beside a date or a verb.
    pub grammar: DateGrammar,
    events: WordSet,
    plans: WordSet,
    counted: WordSet,
    before_year: WordSet,
    not_before_year: WordSet,
    after_day_number: WordSet,
    between_count_and_unit: WordSet,
    zones: WordSet,
}

#[derive(Deserialize)]
struct File {
    numbers: HashMap<String, u32>,
    ordinals: HashMap<String, u32>,
    decades: HashMap<String, u32>,
    units: HashMap<TimeUnit, [String; 2]>,
    seasons: HashMap<String, Season>,
    day_parts: HashMap<String, DayPart>,
    days: HashMap<String, i64>,
    holidays: Vec<HolidayRow>,
    named_days: Vec<NamedDay>,
    references: References,
    sets: HashMap<String, String>,
    lists: Lists,
    tense: TenseRows,
    grammar: DateGrammar,
}

#[derive(Deserialize)]
struct HolidayRow {
    names: Vec<String>,
    fixed: Option<String>,
    floating: Option<(u32, u32, i32)>,
    easter: Option<i64>,
}

#[derive(Deserialize)]
struct NamedDay {
    names: Vec<String>,
    date: NaiveDate,
}

#[derive(Deserialize)]
struct References {
    #[serde(rename = "PRESENT_REF")]
    present: Vec<String>,
    #[serde(rename = "PAST_REF")]
    past: Vec<String>,
    #[serde(rename = "FUTURE_REF")]
    future: Vec<String>,
}

#[derive(Deserialize)]
struct Lists {
    not_dates: Vec<String>,
    approximate: Vec<String>,
    counted: WordSet,
    before_year: WordSet,
    not_before_year: WordSet,
    after_day_number: WordSet,
    between_count_and_unit: WordSet,
    zones: WordSet,
}

#[derive(Deserialize)]
struct TenseRows {
    events: WordSet,
    plans: WordSet,
    future: Vec<String>,
    past: Vec<String>,
    schedule: Vec<String>,
    schedule_base: Vec<String>,
    schedule_noun: Vec<String>,
    not_past: Vec<String>,
}

static TIMES: LazyLock<Times> = LazyLock::new(|| {
    let file: File = super::embedded!("times");
    Times {
        words: words(&file),
        holidays: holidays(&file.holidays),
        named_days: phrases(file.named_days.iter().flat_map(|row| row.names.iter().map(|name| (name, row.date)))),
        references: phrases(
            [
                ("PRESENT_REF", &file.references.present),
                ("PAST_REF", &file.references.past),
                ("FUTURE_REF", &file.references.future),
            ]
            .into_iter()
            .flat_map(|(value, names)| names.iter().map(move |name| (name, value))),
        ),
        not_dates: phrases(file.lists.not_dates.iter().map(|name| (name, ()))),
        approximate: phrases(file.lists.approximate.iter().map(|name| (name, ()))),
        verbs: verbs(&file.tense),
        grammar: file.grammar,
        events: file.tense.events,
        plans: file.tense.plans,
        counted: file.lists.counted,
        before_year: file.lists.before_year,
        not_before_year: file.lists.not_before_year,
        after_day_number: file.lists.after_day_number,
        between_count_and_unit: file.lists.between_count_and_unit,
        zones: file.lists.zones,
    }
});

/// The word lists of the temporal annotator.
pub fn times() -> &'static Times {
    &TIMES
}

fn phrases<'a, T>(rows: impl Iterator<Item = (&'a String, T)>) -> PhraseSet<T> {
    let mut set = PhraseSet::default();
    rows.for_each(|(name, value)| set.insert(name, value));
    set
}

fn words(file: &File) -> WordMap<TimeWord> {
    let mut words = WordMap::default();
    let mut row = |rows: &HashMap<String, u32>, put: &dyn Fn(&mut TimeWord, u32)| {
        for (name, value) in rows {
            put(words.or_default(name.as_str().into()), *value);
        }
    };
    row(&file.numbers, &|w, v| w.number = Some(v));
    row(&file.ordinals, &|w, v| w.ordinal = Some(v));
    row(&file.decades, &|w, v| w.decade = Some(v));
    calendar_words(&mut words);
    for (unit, [one, many]) in &file.units {
        words.or_default(one.as_str().into()).unit = Some(*unit);
        let many = words.or_default(many.as_str().into());
        (many.unit, many.plural) = (Some(*unit), true);
    }
    for (name, season) in &file.seasons {
        words.or_default(name.as_str().into()).season = Some(*season);
    }
    for (name, part) in &file.day_parts {
        words.or_default(name.as_str().into()).day_part = Some(*part);
    }
    for (name, offset) in &file.days {
        words.or_default(name.as_str().into()).day_offset = Some(*offset);
    }
    for (name, value) in &file.sets {
        // The lists live as long as the program: one small leak, once.
        words.or_default(name.as_str().into()).set = Some(String::leak(value.clone()));
    }
    words
}

/// Months and weekdays, and weekdays that come again (`Mondays`).
fn calendar_words(words: &mut WordMap<TimeWord>) {
    for (name, month) in super::months() {
        let word = words.or_default(name.into());
        (word.month, word.short) = (Some(month.number), month.short);
    }
    for (name, day) in super::calendar::weekdays() {
        let word = words.or_default(name.into());
        (word.weekday, word.short) = (Some(day.number), day.short);
        if !day.short {
            words.or_default(CompactString::from(name) + "s").weekdays = Some(day.number);
        }
    }
}

fn holidays(rows: &[HolidayRow]) -> PhraseSet<Holiday> {
    let mut set = PhraseSet::default();
    for row in rows {
        let Some(holiday) = row.holiday() else { panic!("lexicon/times.toml: holiday {:?} has no rule", row.names) };
        row.names.iter().for_each(|name| set.insert(name, holiday));
    }
    set
}

impl HolidayRow {
    fn holiday(&self) -> Option<Holiday> {
        if let Some(fixed) = &self.fixed {
            let (month, day) = fixed.split_once('-')?;
            return Some(Holiday::Fixed(month.parse().ok()?, day.parse().ok()?));
        }
        let floating = self.floating.map(|(month, weekday, which)| Holiday::Floating(month, weekday, which));
        floating.or(self.easter.map(Holiday::Easter))
    }
}

fn verbs(rows: &TenseRows) -> PhraseSet<VerbForm> {
    let mut set = PhraseSet::default();
    for (form, words) in [
        (VerbForm::Future, &rows.future),
        (VerbForm::NotPast, &rows.not_past),
        (VerbForm::Past, &rows.past),
        (VerbForm::Schedule, &rows.schedule),
        (VerbForm::ScheduleBase, &rows.schedule_base),
        (VerbForm::ScheduleNoun, &rows.schedule_noun),
    ] {
        words.iter().for_each(|word| set.insert(word, form));
    }
    set
}

impl Times {
    /// What a token means in a date, if anything.
    pub fn word(&self, token: &Token) -> Option<&TimeWord> {
        if token.is_word() { self.words.get(&token.norm) } else { None }
    }

    /// True for an event that is held on a day set before: a vote, a hearing.
    pub fn is_set_event(&self, norm: &str) -> bool {
        self.events.contains(norm)
    }

    /// True for a past form of will or plan, so that "to" and a verb after it lie ahead: "agreed to meet".
    pub fn is_plan(&self, norm: &str) -> bool {
        self.plans.contains(norm)
    }

    /// True where a number before this word counts things.
    pub fn is_counted(&self, norm: &str) -> bool {
        self.counted.contains(norm)
    }

    /// True where a number of four digits after this word is likely a year.
    pub fn may_precede_year(&self, norm: &str) -> bool {
        self.before_year.contains(norm)
    }

    /// True where a number after this word is an amount or a label.
    pub fn precedes_amount(&self, norm: &str) -> bool {
        self.not_before_year.contains(norm)
    }

    /// True for a word that may follow the day that closes a range.
    pub fn may_follow_day(&self, norm: &str) -> bool {
        self.after_day_number.contains(norm)
    }

    /// True for a word that may stand between a count and its unit.
    pub fn joins_count_and_unit(&self, norm: &str) -> bool {
        self.between_count_and_unit.contains(norm)
    }

    /// True for a time zone.
    pub fn is_zone(&self, norm: &str) -> bool {
        self.zones.contains(norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn the_file_parses_and_words_mean_what_it_says() {
        let word = |text: &str| tokenize(text).first().and_then(|t| times().word(t)).copied().unwrap_or_default();
        assert_eq!(word("Sept").month, Some(9));
        assert_eq!((word("weeks").unit, word("weeks").plural), (Some(TimeUnit::Week), true));
        assert_eq!((word("second").unit, word("second").ordinal), (Some(TimeUnit::Second), Some(2)));
        assert!(times().holidays.any(&tokenize("on New Year’s Day")));
    }
}
