//! The time axis: days to pixels, and where its ticks stand.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Legend;

/// The least room for a tick, in CSS pixels.
const ROOM: f64 = 58.0;

/// A straight axis of days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: NaiveDate,
    last: NaiveDate,
    left: f64,
    right: f64,
}

/// A tick: what stands at it, and below it where a year begins.
pub(super) struct Tick {
    pub x: f64,
    pub label: String,
    pub year: Option<i32>,
}

#[derive(Clone, Copy)]
enum Step {
    Days(u64),
    Months(u32),
    Years(u32),
}

const STEPS: [Step; 16] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(200),
    Step::Years(1000),
];

impl Step {
    fn days(self) -> f64 {
        match self {
            Step::Days(n) => n as f64,
            Step::Months(n) => f64::from(n) * 30.4,
            Step::Years(n) => f64::from(n) * 365.2,
        }
    }

    /// The first tick at or after a day: weeks begin on Monday.
    fn from(self, day: NaiveDate) -> Option<NaiveDate> {
        let month = |m0: u32, year: i32| NaiveDate::from_ymd_opt(year, m0 + 1, 1);
        let before = match self {
            Step::Days(7 | 14) => {
                return day.checked_add_days(Days::new(u64::from((7 - day.weekday().num_days_from_monday()) % 7)));
            }
            Step::Days(_) => return Some(day),
            Step::Months(n) => month(day.month0() / n * n, day.year())?,
            Step::Years(n) => month(0, day.year() - day.year().rem_euclid(i32::try_from(n).ok()?))?,
        };
        if before >= day { Some(before) } else { self.next(before) }
    }

    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Step::Days(n) => day.checked_add_days(Days::new(n)),
            Step::Months(n) => day.checked_add_months(Months::new(n)),
            Step::Years(n) => day.checked_add_months(Months::new(n.checked_mul(12)?)),
        }
    }

    fn label(self, day: NaiveDate, legend: &Legend) -> String {
        match self {
            Step::Days(_) => legend.day(day.day(), day.month0()),
            Step::Months(_) => legend.month(day.month0()).to_owned(),
            Step::Years(_) => day.year().to_string(),
        }
    }
}

impl Axis {
    /// An axis over these days, with some room on both sides.
    pub fn new(first: NaiveDate, last: NaiveDate, left: f64, right: f64) -> Axis {
        let span = (last - first).num_days().max(0).unsigned_abs();
        let room = Days::new((span / 25).max(if span < 6 { 2 } else { 1 }));
        Axis {
            first: first.checked_sub_days(room).unwrap_or(first),
            last: last.checked_add_days(room).unwrap_or(last),
            left,
            right,
        }
    }

    /// The same days on another length.
    pub fn to(self, right: f64) -> Axis {
        Axis { right, ..self }
    }

    /// How far along the axis the end of a day is, from 0 to 1.
    pub fn share(&self, day: NaiveDate) -> f64 {
        ((day - self.first).num_days() as f64) / self.days()
    }

    /// Where a day begins.
    pub fn x(&self, day: NaiveDate) -> f64 {
        self.left + self.share(day) * (self.right - self.left)
    }

    /// The ends of the axis.
    pub fn ends(&self) -> (f64, f64) {
        (self.left, self.right)
    }

    fn days(&self) -> f64 {
        ((self.last - self.first).num_days() as f64).max(1.0)
    }

    /// As many ticks as there is room for.
    pub fn ticks(&self, legend: &Legend) -> Vec<Tick> {
        let a_day = (self.right - self.left) / self.days();
        let step = STEPS.into_iter().find(|step| step.days() * a_day >= ROOM).unwrap_or(Step::Years(1000));
        let mut ticks: Vec<Tick> = Vec::new();
        let (mut day, mut year) = (step.from(self.first), None);
        while let Some(at) = day.filter(|day| *day <= self.last) {
            let is_new = !matches!(step, Step::Years(_)) && year != Some(at.year());
            year = Some(at.year());
            ticks.push(Tick { x: self.x(at), label: step.label(at, legend), year: year.filter(|_| is_new) });
            day = step.next(at);
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: &str, last: &str) -> String {
        let day = |text: &str| text.parse().unwrap_or_default();
        let ticks = Axis::new(day(first), day(last), 0.0, 500.0).ticks(&Legend::default());
        assert!(ticks.windows(2).all(|two| two[1].x - two[0].x > ROOM * 0.9), "{first}");
        ticks.iter().map(|t| t.label.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ticks_stand_on_round_days() {
        assert_eq!(labels("2031-05-14", "2031-05-15"), "12 May 13 May 14 May 15 May 16 May 17 May");
        assert_eq!(labels("2031-05-14", "2031-06-15"), "19 May 26 May 2 Jun 9 Jun 16 Jun");
        assert_eq!(labels("2031-01-14", "2031-08-15"), "Feb Mar Apr May Jun Jul Aug");
        assert_eq!(labels("2011-01-14", "2031-08-15"), "2015 2020 2025 2030");
    }
}
