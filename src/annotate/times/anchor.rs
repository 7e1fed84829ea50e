//! The day that relative words count from. Never today's clock: what is not stated stays open.

use chrono::{Datelike, NaiveDate};

use super::mention::{Mention, Shape, YearRef};
use crate::model::{Anchor, AnchorSource, Article};

/// A sentence's mentions with what the anchor needs to know of it.
pub(super) struct Line {
    pub mentions: Vec<Mention>,
    pub tokens: usize,
    pub furniture: bool,
    /// It is the caption of a picture out of the archive: its day is another one.
    pub archive: bool,
    /// It stamps the page as brought up to date.
    pub updated: bool,
    /// A dateline opens it: the tokens before this one.
    pub dateline: usize,
}

/// The anchor of an article.
pub(super) fn find(article: &Article, lines: &[Line]) -> Anchor {
    let dateline = article.dateline.as_ref().and_then(|d| d.date);
    if let Some(published) = article.published {
        let published =
            updated(published, lines).or_else(|| went_on(published, article.updated?, lines)).unwrap_or(published);
        return near_dateline(published, dateline.or_else(|| written_dateline(published, lines)));
    }
    if let Some(day) = dateline {
        return Anchor::on(day, AnchorSource::Dateline);
    }
    if let Some(day) = stamp(lines) {
        return Anchor::on(day, AnchorSource::Stamp);
    }
    let year = weekday_year(lines);
    let within = under_way(lines, year);
    let source = if year.is_some() { AnchorSource::WeekdayYear } else { AnchorSource::UnderWay };
    match year.or(within.map(|(first, _)| first.year())) {
        Some(year) => Anchor { within, ..Anchor::in_year(year, source) },
        None => Anchor::default(),
    }
}

/// The days of what the first sentences say is going on now: "is currently in Paris from June 4 to 5".
///
/// A day without a year takes `year`, and counts for nothing where there is none.
fn under_way(lines: &[Line], year: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
    let head = lines.iter().filter(|line| !line.furniture).take(3);
    let mut now = head.filter(|line| line.mentions.iter().any(|m| m.shape == Shape::Reference("PRESENT_REF")));
    now.find_map(|line| {
        let days = line.mentions.iter().filter_map(|m| match m.shape {
            Shape::Day { year: stated, month, day, .. } => {
                let year = if let YearRef::Stated(year) = stated { Some(year) } else { year };
                NaiveDate::from_ymd_opt(year?, month, day)
            }
            _ => None,
        });
        let (first, last) = (days.clone().min()?, days.max()?);
        ((last - first).num_days() <= 7).then_some((first, last))
    })
}

/// "Updated on Friday": the day of writing is the first such one from publication on.
fn updated(published: NaiveDate, lines: &[Line]) -> Option<NaiveDate> {
    let stamps = lines.iter().filter(|line| line.updated).flat_map(|line| &line.mentions);
    let weekday =
        stamps.filter_map(|m| if let Shape::Weekday { weekday, .. } = m.shape { Some(weekday) } else { None });
    let days = weekday.map(|w| (w + 7 - published.weekday().number_from_monday()) % 7).next()?;
    published.checked_add_days(chrono::Days::new(days.into()))
}

/// Sentences of the opening, which tells the news of the day.
const OPENING: usize = 3;

/// The day after publication, where the article was changed on it and its opening tells what happened on that weekday:
/// the stamp of publication is of the evening before, here or where the news is from.
fn went_on(published: NaiveDate, updated: NaiveDate, lines: &[Line]) -> Option<NaiveDate> {
    let day = published.succ_opt().filter(|day| *day == updated)?.weekday().number_from_monday();
    let opening = lines.iter().filter(|line| !line.furniture).take(OPENING).flat_map(|line| &line.mentions);
    let names_it = |m: &Mention| matches!(m.shape, Shape::Weekday { weekday, towards: None, .. } if weekday == day);
    opening.into_iter().any(names_it).then_some(updated)
}

/// A dateline of the days before publication is the day of writing.
fn near_dateline(published: NaiveDate, dateline: Option<NaiveDate>) -> Anchor {
    match dateline {
        Some(day) if day < published && (published - day).num_days() <= 3 => Anchor::on(day, AnchorSource::Dateline),
        _ => Anchor::on(published, AnchorSource::Published),
    }
}

/// The day of "BEIJING, June 19 (Xinhua) —" in the text itself.
fn written_dateline(published: NaiveDate, lines: &[Line]) -> Option<NaiveDate> {
    let line = lines.iter().filter(|line| line.dateline > 0).take(1).next()?;
    let mention = line.mentions.iter().find(|m| m.tokens.end <= line.dateline)?;
    let Shape::Day { year, month, day, .. } = mention.shape else { return None };
    let year = if let YearRef::Stated(year) = year { year } else { published.year() };
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    if date > published { NaiveDate::from_ymd_opt(year - 1, month, day) } else { Some(date) }
}

/// The day of a full date that dates the page or its caption: in a line of furniture, in a line of little else, with
/// a clock time, or in a dateline.
fn stamp(lines: &[Line]) -> Option<NaiveDate> {
    let dates = |line: &Line| -> Vec<(NaiveDate, bool)> {
        line.mentions.iter().filter_map(|m| Some((full_date(m)?, is_stamp(m, line)))).collect()
    };
    let all: Vec<(NaiveDate, bool)> = lines.iter().filter(|l| !l.archive).flat_map(dates).collect();
    let newest = all.iter().map(|(day, _)| *day).max()?;
    // A caption may recall an older day: only a stamp near the newest date of the text counts.
    all.iter().filter(|(day, stamp)| *stamp && (newest - *day).num_days() <= 31).map(|(day, _)| *day).max()
}

fn is_stamp(mention: &Mention, line: &Line) -> bool {
    let short = line.tokens <= mention.tokens.len() + 4;
    let dateline = mention.tokens.end <= line.dateline;
    let weekday = matches!(mention.shape, Shape::Day { weekday: Some(_), .. });
    line.furniture || short || dateline || weekday || mention.time.is_some()
}

fn full_date(mention: &Mention) -> Option<NaiveDate> {
    match mention.shape {
        Shape::Day { year: YearRef::Stated(year), month, day, .. } => NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    }
}

/// The newest stated year in which every weekday that stands beside a day and month falls on it.
fn weekday_year(lines: &[Line]) -> Option<i32> {
    let mut pairs: Vec<(u32, u32, u32)> = lines.iter().flat_map(weekday_pairs).collect();
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.is_empty() {
        return None;
    }
    let fits = |year: i32| pairs.iter().filter(|(month, day, weekday)| falls_on(year, *month, *day, *weekday)).count();
    let stated = stated_years(lines);
    let best = stated.iter().map(|year| fits(*year)).max().filter(|n| *n * 2 > pairs.len())?;
    stated.into_iter().filter(|year| fits(*year) == best).max()
}

fn falls_on(year: i32, month: u32, day: u32, weekday: u32) -> bool {
    NaiveDate::from_ymd_opt(year, month, day).is_some_and(|d| d.weekday().number_from_monday() == weekday)
}

fn weekday_pairs(line: &Line) -> Vec<(u32, u32, u32)> {
    let beside = |at: usize, m: &Mention| {
        let Shape::Weekday { weekday, .. } = m.shape else { return None };
        let date = if m.beside_next { at + 1 } else { at.checked_sub(m.beside?)? };
        match line.mentions.get(date)?.shape {
            Shape::Day { year: YearRef::Open, month, day, .. } => Some((month, day, weekday)),
            _ => None,
        }
    };
    let own = |m: &Mention| match m.shape {
        Shape::Day { year: YearRef::Open, month, day, weekday: Some(weekday) } => Some((month, day, weekday)),
        _ => None,
    };
    line.mentions.iter().enumerate().filter_map(|(at, m)| own(m).or_else(|| beside(at, m))).collect()
}

fn stated_years(lines: &[Line]) -> Vec<i32> {
    let mut years: Vec<i32> = lines.iter().flat_map(|line| &line.mentions).filter_map(stated_year_of).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn stated_year_of(mention: &Mention) -> Option<i32> {
    match mention.shape {
        Shape::Year(year) => Some(year),
        Shape::Day { year: YearRef::Stated(year), .. } | Shape::Month { year: YearRef::Stated(year), .. } => Some(year),
        _ => None,
    }
}
