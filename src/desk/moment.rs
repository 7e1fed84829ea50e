use std::fmt;
use std::ops::RangeInclusive;

use chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, SecondsFormat, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;
use thiserror::Error;

/// Years that a moment can lie in.
const YEARS: RangeInclusive<i32> = 1900..=9998;

/// A moment in a desk's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<Tz>);

/// A text that names no moment.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "{0:?} is no moment: write 2031-05-14, 2031-05-14T06:30 (in the desk's time zone) or 2031-05-14T06:30:00+02:00"
)]
pub struct MomentError(String);

impl Moment {
    /// A moment of universal time, in a zone.
    pub fn of(utc: DateTime<Utc>, zone: Tz) -> Self {
        Moment(utc.with_timezone(&zone))
    }

    /// Reads `2031-05-14` (its first moment), `2031-05-14T06:30` or `06:30:00` of that day in the zone, or RFC 3339.
    ///
    /// # Errors
    /// Another text.
    pub fn parse(text: &str, zone: Tz) -> Result<Self, MomentError> {
        let is_known = |year: i32| YEARS.contains(&year);
        if let Some(moment) = DateTime::parse_from_rfc3339(text).ok().filter(|moment| is_known(moment.year())) {
            return Ok(Moment(moment.with_timezone(&zone)));
        }
        let day = |text: &str| text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN));
        let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
        let timed = |text: &str| forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
        let local = day(text).or_else(|| timed(text)).filter(|local| is_known(local.year()));
        let local = local.ok_or_else(|| MomentError(text.to_owned()))?;
        Ok(Moment::local(local, zone))
    }

    /// What a clock on the wall shows: of two such moments (clocks go back) the first one; where there is none (clocks go
    /// forward) the one that the clock would have shown without the change.
    pub fn local(time: NaiveDateTime, zone: Tz) -> Self {
        let after_gap = || {
            let before = zone.from_local_datetime(&(time - TimeDelta::hours(3))).earliest();
            before.map_or_else(|| zone.from_utc_datetime(&time), |before| before + TimeDelta::hours(3))
        };
        Moment(zone.from_local_datetime(&time).earliest().unwrap_or_else(after_gap))
    }

    /// The day on the wall.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The zone.
    pub fn zone(self) -> Tz {
        self.0.timezone()
    }

    /// In universal time.
    pub fn utc(self) -> DateTime<Utc> {
        self.0.to_utc()
    }

    /// RFC 3339 in universal time, so that equal moments are equal texts and later ones sort behind.
    pub fn utc_text(self) -> String {
        self.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

/// RFC 3339 with the zone's offset at that moment.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fixed = self.0.with_timezone(&self.0.offset().fix());
        f.write_str(&fixed.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Moment::parse(text, Tz::Europe__Paris).map_or_else(|error| error.to_string(), |moment| moment.to_string())
    }

    #[test]
    fn a_moment_is_a_day_a_time_or_both_with_a_zone() {
        assert_eq!(shown("2031-05-14"), "2031-05-14T00:00:00+02:00");
        assert_eq!(shown("2031-01-14T06:30"), "2031-01-14T06:30:00+01:00");
        assert_eq!(shown("2031-05-14T23:30:00Z"), "2031-05-15T01:30:00+02:00");
        assert!(shown("14 May").contains("is no moment: write 2031-05-14"));
    }

    #[test]
    fn when_clocks_change_a_time_is_never_missing_and_never_twice() {
        // Paris: 2:00 is followed by 3:00 on 30 March 2031, 3:00 by 2:00 on 26 October.
        assert_eq!(shown("2031-03-30T02:30"), "2031-03-30T03:30:00+02:00");
        assert_eq!(shown("2031-10-26T02:30"), "2031-10-26T02:30:00+02:00");
    }

    #[test]
    fn the_day_is_the_one_on_the_wall() -> Result<(), MomentError> {
        let moment = Moment::parse("2031-05-14T22:30:00Z", Tz::Europe__Paris)?;
        assert_eq!(moment.day().to_string(), "2031-05-15");
        assert_eq!(moment.utc_text(), "2031-05-14T22:30:00Z");
        Ok(())
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_moment_or_an_error(text in "\\PC{0,30}|[0-9T:Z+-]{0,25}") {
            let _ = Moment::parse(&text, Tz::Pacific__Apia);
        }

        #[test]
        fn a_moment_comes_back_from_its_text(seconds in 0i64..4_000_000_000) {
            let zone = Tz::America__Sao_Paulo;
            let moment = Moment::of(DateTime::from_timestamp(seconds, 0).unwrap_or_default(), zone);
            proptest::prop_assert_eq!(Moment::parse(&moment.to_string(), zone), Ok(moment));
            proptest::prop_assert_eq!(Moment::parse(&moment.utc_text(), zone), Ok(moment));
        }
    }
}
