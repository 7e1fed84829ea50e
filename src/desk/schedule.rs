use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;
use thiserror::Error;

use super::Moment;

/// A time of each day in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// What the clock on the wall shows.
    pub at: NaiveTime,
    /// Where it hangs.
    pub zone: Tz,
}

/// A text that names no time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no time of a day: write 06:30")]
pub struct ScheduleError(String);

impl Schedule {
    /// Reads the time, `06:30`.
    ///
    /// # Errors
    /// Another text.
    pub fn new(at: &str, zone: Tz) -> Result<Self, ScheduleError> {
        let at = NaiveTime::parse_from_str(at, "%H:%M").map_err(|_| ScheduleError(at.to_owned()))?;
        Ok(Schedule { at, zone })
    }

    /// The last moment of the schedule that is not after `now`.
    pub fn last(&self, now: Moment) -> Moment {
        let now = Moment::of(now.utc(), self.zone);
        let of = |days: i64| Moment::local((now.day() + TimeDelta::days(days)).and_time(self.at), self.zone);
        // A gap in the clock can move a moment past midnight.
        [of(1), of(0), of(-1)].into_iter().find(|moment| *moment <= now).unwrap_or_else(|| of(-2))
    }

    /// The first moment after `now`.
    pub fn next(&self, now: Moment) -> Moment {
        let now = Moment::of(now.utc(), self.zone);
        let of = |days: i64| Moment::local((now.day() + TimeDelta::days(days)).and_time(self.at), self.zone);
        [of(-1), of(0), of(1)].into_iter().find(|moment| *moment > now).unwrap_or_else(|| of(2))
    }

    /// The moment that is due: the last one, where it comes after the one that was dealt with (RFC 3339 in universal
    /// time). Of several that were missed only the last is made up for: its digest holds all that came since. A desk that
    /// has dealt with none waits for its first.
    pub fn due(&self, now: Moment, done: Option<&str>) -> Option<Moment> {
        let last = self.last(now);
        done.filter(|done| last.utc_text().as_str() > *done).map(|_| last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text, Tz::Europe__Paris).expect("a moment")
    }

    #[test]
    fn each_day_has_one_moment_also_when_clocks_change() {
        for at in ["02:30", "06:30", "00:00", "23:59"] {
            let schedule = Schedule::new(at, Tz::Europe__Paris).expect("a time");
            let (mut now, mut moments) = (moment("2031-01-01T12:00"), Vec::new());
            for _ in 0..365 {
                now = schedule.next(now);
                assert_eq!(schedule.last(now), now);
                moments.push(now.day());
            }
            let days = moments.windows(2).all(|pair| (pair[1] - pair[0]).num_days() == 1);
            assert!(days && moments.len() == 365, "{at}");
        }
    }

    #[test]
    fn a_missed_moment_is_made_up_for_once() {
        let schedule = Schedule::new("06:30", Tz::Europe__Paris).expect("a time");
        let due = |now: &str, done: Option<&str>| {
            let done = done.map(|done| moment(done).utc_text());
            schedule.due(moment(now), done.as_deref()).map(|due| due.to_string())
        };
        assert_eq!(due("2031-05-14T06:29", Some("2031-05-13T06:30")), None);
        assert_eq!(due("2031-05-14T06:30", Some("2031-05-13T06:30")).as_deref(), Some("2031-05-14T06:30:00+02:00"));
        assert_eq!(due("2031-05-17T09:00", Some("2031-05-13T06:30")).as_deref(), Some("2031-05-17T06:30:00+02:00"));
        assert_eq!(due("2031-05-17T09:00", Some("2031-05-17T06:30")), None);
        assert_eq!(due("2031-05-17T09:00", None), None);
    }

    #[test]
    fn a_time_is_hours_and_minutes() {
        assert!(Schedule::new("6.30", Tz::UTC).is_err());
        assert!(Schedule::new("25:00", Tz::UTC).is_err());
    }
}
