//! What a desk, and whoever reads its digests, should know of a web address: that it is gone, fails, or has fallen silent.

use std::fmt;

use chrono::{DateTime, Utc};

use super::Asked;

/// Days without anything new from which on a source is quiet.
const QUIET: i64 = 14;

/// What keeps the news of an address out of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It says that it is gone for good.
    Gone,
    /// It failed when it was last asked.
    Failing {
        /// How often in a row.
        times: u32,
        /// The last failure, in words.
        why: String,
        /// When it last answered as it should.
        answered: Option<DateTime<Utc>>,
    },
    /// It answers, and has given nothing new for two weeks or longer.
    Quiet {
        /// Since when.
        since: DateTime<Utc>,
        /// How many whole days that is.
        days: i64,
    },
}

impl Asked {
    /// What is wrong with it at this moment, if anything is.
    pub fn trouble(&self, now: DateTime<Utc>) -> Option<Trouble> {
        if self.gone {
            return Some(Trouble::Gone);
        }
        if let Some(why) = &self.failure {
            return Some(Trouble::Failing { times: self.failures, why: why.clone(), answered: self.answered });
        }
        let since = self.gave?;
        let days = now.signed_duration_since(since).num_days();
        (days >= QUIET).then_some(Trouble::Quiet { since, days })
    }
}

/// "failed 3 times in a row: answers with status 404; last answered 2019-05-14".
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Gone => f.write_str("is gone for good (status 410)"),
            Trouble::Failing { times, why, answered } => {
                match times {
                    0 | 1 => write!(f, "failed: {why}")?,
                    times => write!(f, "failed {times} times in a row: {why}")?,
                }
                answered.map_or(Ok(()), |at| write!(f, "; last answered {}", at.format("%Y-%m-%d")))
            }
            Trouble::Quiet { since, days } => {
                write!(f, "nothing new for {days} days, since {}", since.format("%Y-%m-%d"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str) -> DateTime<Utc> {
        format!("{day}T10:00:00Z").parse().unwrap_or_default()
    }

    fn trouble(known: Asked, now: &str) -> String {
        known.trouble(at(now)).map(|trouble| trouble.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_fails_or_falls_silent_is_told_in_words() {
        let fresh = Asked { gave: Some(at("2019-05-14")), ..Asked::default() }.answered(at("2019-05-15"));
        assert_eq!(trouble(fresh.clone(), "2019-05-27"), "");
        assert_eq!(trouble(fresh.clone(), "2019-05-28"), "nothing new for 14 days, since 2019-05-14");
        let once = fresh.failed("status 500".to_owned(), false);
        assert_eq!(trouble(once.clone(), "2019-06-28"), "failed: status 500; last answered 2019-05-15");
        let twice = Asked { answered: None, ..once }.failed("status 404".to_owned(), false);
        assert_eq!(trouble(twice.clone(), "2019-05-16"), "failed 2 times in a row: status 404");
        assert_eq!(trouble(twice.failed("status 410".to_owned(), true), "2019-05-16"), "is gone for good (status 410)");
        assert_eq!(trouble(Asked::default(), "2019-05-16"), "", "nothing is known of it yet");
    }
}
