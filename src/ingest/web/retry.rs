//! Whether and when a request is tried again.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::options::Options;

/// What to do after an answer or a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing more: it is as it is.
    Stop,
    /// Ask again after this time.
    Wait(Duration),
    /// The server wants more time than is waited.
    TooLong(Duration),
}

/// After an answer with this status, its `Retry-After` read, on this attempt (from 0).
pub(super) fn after_status(
    status: u16,
    asked: Option<Duration>,
    address: &str,
    attempt: u32,
    options: &Options,
) -> Next {
    let may_pass = matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504);
    match asked {
        _ if !may_pass => Next::Stop,
        Some(asked) if asked > options.patience => Next::TooLong(asked),
        _ if attempt >= options.retries => Next::Stop,
        Some(asked) => Next::Wait(asked.max(back_off(address, attempt, options))),
        None => Next::Wait(back_off(address, attempt, options)),
    }
}

/// After a fault of the connection.
pub(super) fn after_fault(fault: &Fault, address: &str, attempt: u32, options: &Options) -> Next {
    let may_pass = matches!(fault, Fault::Timeout { .. } | Fault::Cut);
    if may_pass && attempt < options.retries { Next::Wait(back_off(address, attempt, options)) } else { Next::Stop }
}

/// Doubles with each attempt; a share that the address fixes keeps those who failed together from coming back together.
fn back_off(address: &str, attempt: u32, options: &Options) -> Duration {
    let digest = Sha256::digest(format!("{address} {attempt}"));
    let share = f64::from(digest.first().copied().unwrap_or_default()) / 512.0;
    let wait = options.spacing.saturating_mul(2u32.saturating_pow(attempt.min(16)));
    wait.mul_f64(0.75 + share).min(options.patience)
}

/// Reads `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). A date that has passed is no wait.
pub(super) fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let seconds = http_date(value)?.signed_duration_since(now).num_seconds();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// The three forms of a date in HTTP (RFC 9110, 5.6.7).
pub(super) fn http_date(value: &str) -> Option<DateTime<Utc>> {
    let value = value.trim();
    if let Ok(date) = DateTime::parse_from_rfc2822(value) {
        return Some(date.with_timezone(&Utc));
    }
    let old = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    old.iter().find_map(|form| NaiveDateTime::parse_from_str(value, form).ok()).map(|date| date.and_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime<Utc> {
        http_date("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date")
    }

    #[test]
    fn dates_have_three_forms() {
        for form in ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 GMT"] {
            assert_eq!(http_date(form), Some(now()), "{form}");
        }
        assert_eq!(http_date("soon"), None);
    }

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        let wait = |value: &str| retry_after(value, now()).map(|wait| wait.as_secs());
        assert_eq!(wait(" 120 "), Some(120));
        assert_eq!(wait("Sun, 06 Nov 1994 08:50:00 GMT"), Some(23));
        assert_eq!(wait("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(wait("99999999999999999999999"), Some(u64::MAX));
        assert_eq!((wait(""), wait("-1"), wait("1.5")), (None, None, None));
    }

    #[test]
    fn what_may_pass_is_tried_again_and_nothing_else() {
        let options = Options::default();
        let next = |status, asked, attempt| after_status(status, asked, "http://a.example/", attempt, &options);
        assert_eq!(next(404, None, 0), Next::Stop);
        assert!(matches!(next(500, None, 0), Next::Wait(wait) if wait >= Duration::from_millis(750)));
        assert_eq!(next(500, None, 2), Next::Stop);
        assert_eq!(next(429, Some(Duration::from_secs(30)), 0), Next::Wait(Duration::from_secs(30)));
        assert_eq!(next(503, Some(Duration::from_secs(90)), 2), Next::TooLong(Duration::from_secs(90)));
        assert!(matches!(after_fault(&Fault::Cut, "x", 0, &options), Next::Wait(_)));
        assert_eq!(after_fault(&Fault::Downgrade, "x", 0, &options), Next::Stop);
    }

    #[test]
    fn the_wait_grows_and_is_the_same_each_time() {
        let options = Options::default();
        let wait = |attempt| back_off("http://a.example/", attempt, &options);
        assert_eq!(wait(0), wait(0));
        assert!(wait(1) > wait(0) && wait(2) > wait(1) && wait(99) <= options.patience);
        assert_ne!(wait(0), back_off("http://b.example/", 0, &options));
    }

    proptest! {
        #[test]
        fn no_value_panics(value in "\\PC{0,40}") {
            let _ = retry_after(&value, now());
        }

        #[test]
        fn seconds_come_back(seconds in any::<u32>()) {
            prop_assert_eq!(retry_after(&seconds.to_string(), now()), Some(Duration::from_secs(seconds.into())));
        }
    }
}
