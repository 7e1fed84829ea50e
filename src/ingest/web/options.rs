//! How pages are fetched.

use std::borrow::Cow;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use super::Authorities;
use super::requests::Requests;

/// Names a file of certificates.
const AUTHORITIES: &str = "ATTACHE_FETCH_CA";

/// What a user can set. The defaults suit one desk that reads a few dozen sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Reach private networks and this machine too, and go through a proxy that the environment names: the address of
    /// what is reached is then not checked.
    pub allow_private: bool,
    /// Single addresses that may be reached though they are not of the open internet.
    pub allowed: Vec<IpAddr>,
    /// The longest one request may take, body and all.
    pub timeout: Duration,
    /// The longest a server may stay silent within an answer.
    pub idle: Duration,
    /// The least time between two pages of one host; also the first wait before a request is tried again.
    pub spacing: Duration,
    /// The longest wait that a server may ask for (`Retry-After`, `Crawl-delay`).
    pub patience: Duration,
    /// How often a request that failed is tried again.
    pub retries: u32,
    /// Certificate authorities that are trusted beside those that browsers trust.
    pub authorities: Authorities,
    /// Counts the requests that are made, for whoever watches.
    pub requests: Requests,
    /// How many pages of one feed are fetched; entries beyond them stay summaries.
    pub pages: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            allow_private: false,
            allowed: Vec::new(),
            timeout: Duration::from_secs(60),
            idle: Duration::from_secs(20),
            spacing: Duration::from_secs(1),
            patience: Duration::from_secs(60),
            retries: 2,
            authorities: Authorities::default(),
            requests: Requests::default(),
            pages: 50,
        }
    }
}

/// A variable of the environment that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}={value}: {wanted}")]
pub struct OptionError {
    /// The variable.
    pub name: &'static str,
    /// What it says.
    pub value: String,
    /// What it may say, or what is wrong.
    pub wanted: Cow<'static, str>,
}

impl Options {
    /// The defaults, changed by the variables `ATTACHE_ALLOW_PRIVATE` (1, 0, or addresses with commas between them),
    /// `ATTACHE_FETCH_TIMEOUT`, `ATTACHE_FETCH_IDLE`, `ATTACHE_FETCH_SPACING`, `ATTACHE_FETCH_PATIENCE` (seconds) and
    /// `ATTACHE_FETCH_CA` (a file of certificates).
    ///
    /// # Errors
    /// [`OptionError`] for the first variable whose value cannot be used.
    pub fn from_variables(variable: impl Fn(&'static str) -> Option<String>) -> Result<Self, OptionError> {
        let mut options = Options::default();
        options.allow("ATTACHE_ALLOW_PRIVATE", &variable)?;
        let durations: [(&'static str, &mut Duration); 4] = [
            ("ATTACHE_FETCH_TIMEOUT", &mut options.timeout),
            ("ATTACHE_FETCH_IDLE", &mut options.idle),
            ("ATTACHE_FETCH_SPACING", &mut options.spacing),
            ("ATTACHE_FETCH_PATIENCE", &mut options.patience),
        ];
        for (name, field) in durations {
            if let Some(duration) = seconds(name, &variable)? {
                *field = duration;
            }
        }
        if let Some(value) = set(AUTHORITIES, &variable) {
            let wrong = |wanted| OptionError { name: AUTHORITIES, value: value.clone(), wanted: Cow::Owned(wanted) };
            options.authorities = Authorities::read(Path::new(&value)).map_err(wrong)?;
        }
        Ok(options)
    }

    fn allow(
        &mut self,
        name: &'static str,
        variable: &impl Fn(&'static str) -> Option<String>,
    ) -> Result<(), OptionError> {
        let Some(value) = set(name, variable) else { return Ok(()) };
        match value.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" => self.allow_private = true,
            "0" | "false" | "no" => {}
            list => {
                let addresses: Result<Vec<IpAddr>, _> = list.split(',').map(|address| address.trim().parse()).collect();
                let wanted = "say 1, 0, or addresses with commas between them (10.0.0.7,fd00::7)".into();
                self.allowed = addresses.map_err(|_| OptionError { name, value, wanted })?;
            }
        }
        Ok(())
    }
}

fn set(name: &'static str, variable: &impl Fn(&'static str) -> Option<String>) -> Option<String> {
    variable(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Seconds with or without a fraction, up to a day.
fn seconds(
    name: &'static str,
    variable: &impl Fn(&'static str) -> Option<String>,
) -> Result<Option<Duration>, OptionError> {
    let Some(value) = set(name, variable) else { return Ok(None) };
    match value.parse::<f64>() {
        Ok(number) if (0.0..=86_400.0).contains(&number) => Ok(Some(Duration::from_secs_f64(number))),
        _ => Err(OptionError { name, value, wanted: "say a number of seconds from 0 to 86400".into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &'static str) -> Result<Options, OptionError> {
        Options::from_variables(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn variables_change_the_defaults() {
        assert_eq!(with("OTHER", "1"), Ok(Options::default()));
        assert_eq!(with("ATTACHE_ALLOW_PRIVATE", "1").map(|o| o.allow_private), Ok(true));
        assert_eq!(with("ATTACHE_ALLOW_PRIVATE", "").map(|o| o.allow_private), Ok(false));
        let some = with("ATTACHE_ALLOW_PRIVATE", "10.0.0.7, fd00::7").map(|o| (o.allow_private, o.allowed.len()));
        assert_eq!(some, Ok((false, 2)));
        assert_eq!(with("ATTACHE_FETCH_TIMEOUT", "0.5").map(|o| o.timeout), Ok(Duration::from_millis(500)));
    }

    #[test]
    fn what_cannot_be_meant_is_an_error() {
        for (name, value) in [
            ("ATTACHE_ALLOW_PRIVATE", "perhaps"),
            ("ATTACHE_ALLOW_PRIVATE", "10.0.0.7,"),
            ("ATTACHE_FETCH_IDLE", "-1"),
            ("ATTACHE_FETCH_IDLE", "NaN"),
            ("ATTACHE_FETCH_SPACING", "1e30"),
            ("ATTACHE_FETCH_PATIENCE", "a minute"),
            ("ATTACHE_FETCH_CA", "no/such/file.pem"),
            ("ATTACHE_FETCH_CA", "Cargo.toml"),
        ] {
            assert_eq!(with(name, value).map_err(|e| e.name), Err(name), "{value}");
        }
    }
}
