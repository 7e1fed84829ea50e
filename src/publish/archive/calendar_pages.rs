//! The calendar of digests: a page a month.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::brief::LinkView;
use super::digest_pages::RowView;
use super::plans::File;
use super::{ArchiveError, Site, value};
use crate::text::capitalised;

/// Days of a week.
const WEEK: usize = 7;

#[derive(Serialize, JsonSchema)]
pub(super) struct MonthView {
    /// What is shown.
    name: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: String,
    /// True for the page itself.
    is_this: bool,
}

/// A day of the table; one of another month has no number.
#[derive(Serialize, JsonSchema)]
pub(super) struct DayView {
    /// The number.
    number: Option<u32>,
    /// The digests.
    digests: Vec<RowView>,
}

/// A page for each month with digests; `calendar.html` is the latest of them.
pub(super) fn months(site: &mut Site<'_>, calendars: &[File]) -> Result<(), ArchiveError> {
    let mut months: BTreeMap<NaiveDate, Vec<(NaiveDate, RowView)>> = BTreeMap::new();
    for digest in &site.record.digests {
        let day = digest.edition.date;
        let month = day.with_day(1).unwrap_or(day);
        months.entry(month).or_default().push((day, RowView::of(site, digest)));
    }
    let latest = months.keys().max().copied();
    if latest.is_none() {
        let context = minijinja::context! { months => value(Vec::<u32>::new()), weeks => value(Vec::<u32>::new()) };
        let title = site.words.say("calendar", &[]);
        return site.page("archive/calendar.html", "calendar.html", &title, "", "calendar.html", context);
    }
    for (month, digests) in &months {
        let name = capitalised(&site.words.days().month(*month));
        let context = minijinja::context! {
            months => value(links(site, &months, *month)),
            month => name.clone(),
            weekdays => value(site.words.days().weekdays()),
            weeks => value(weeks(*month, digests)),
            digests => value(digests.iter().map(|(_, row)| row).collect::<Vec<_>>()),
        };
        site.page("archive/calendar.html", &href(*month), &name, "", "calendar.html", context.clone())?;
        if latest == Some(*month) {
            let behind = calendars.iter().filter(|file| !file.name.is_empty());
            let files: Vec<LinkView> =
                behind.map(|file| LinkView { name: file.name.clone(), href: Some(file.path.clone()) }).collect();
            let context = minijinja::context! { files => value(&files), ..context };
            site.page("archive/calendar.html", "calendar.html", &name, "", "calendar.html", context)?;
        }
    }
    Ok(())
}

fn href(month: NaiveDate) -> String {
    format!("calendar/{}.html", month.format("%Y-%m"))
}

/// The months of this month's year, and the last one of each other year: the row stays short, and a new month changes
/// few pages.
fn links(site: &Site<'_>, months: &BTreeMap<NaiveDate, Vec<(NaiveDate, RowView)>>, this: NaiveDate) -> Vec<MonthView> {
    let mut views: Vec<MonthView> = Vec::new();
    for month in months.keys().rev() {
        let same = month.year() == this.year();
        let year = month.year().to_string();
        if !same && views.iter().any(|view| view.name == year) {
            continue;
        }
        let name = if same { capitalised(&site.words.days().month(*month)) } else { year };
        views.push(MonthView { name, href: href(*month), is_this: *month == this });
    }
    views
}

/// Weeks from Monday to Sunday.
fn weeks(month: NaiveDate, digests: &[(NaiveDate, RowView)]) -> Vec<Vec<DayView>> {
    let before = Days::new(u64::from(month.weekday().num_days_from_monday()));
    let first = month.checked_sub_days(before).unwrap_or(month);
    let days: Vec<DayView> = first
        .iter_days()
        .take_while(|day| *day < month || day.month() == month.month() || day.weekday() != chrono::Weekday::Mon)
        .map(|day| {
            let is_own = day.month() == month.month();
            let mut own: Vec<RowView> =
                digests.iter().filter(|(of, _)| *of == day).map(|(_, row)| row.clone()).collect();
            own.reverse();
            DayView { number: is_own.then(|| day.day()), digests: own }
        })
        .collect();
    let mut weeks: Vec<Vec<DayView>> = Vec::new();
    for day in days {
        match weeks.last_mut().filter(|week| week.len() < WEEK) {
            Some(week) => week.push(day),
            None => weeks.push(vec![day]),
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_whole_weeks() {
        for (month, count) in [("2031-03-01", 6), ("2031-02-01", 5), ("2027-02-01", 4), ("2031-12-01", 5)] {
            let weeks = weeks(month.parse().unwrap_or_default(), &[]);
            assert_eq!(weeks.len(), count, "{month}");
            assert!(weeks.iter().all(|week| week.len() == WEEK));
            let numbers: Vec<u32> = weeks.iter().flatten().filter_map(|day| day.number).collect();
            assert!(numbers.iter().enumerate().all(|(n, day)| *day as usize == n + 1), "{numbers:?}");
        }
    }
}
