//! Pages from the web: politely, with the network's dangers kept out, and again where that may help.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use url::{Position, Url};

use super::exchange::{Answer, Exchange, Limit};
use super::fault::{Fault, FetchError};
use super::options::Options;
use super::page::{Fetched, Page, Validators};
use super::redirect::{Path, is_redirect};
use super::retry::{self, Next};
use super::robots::{self, Robots};
use super::target::fetchable;
use super::turns::{Pace, Turns};
use crate::ingest::limits;

/// Fetches pages. One for a whole run: it remembers whom it asked when, and each host's robots.txt. Threads can share
/// it: one request at a time goes to a host, a few in all.
#[derive(Debug)]
pub struct Client {
    options: Options,
    exchange: Exchange,
    turns: Turns,
    /// By origin; whoever asks first reads it, the others wait.
    robots: Mutex<HashMap<String, Arc<OnceLock<Heard>>>>,
}

/// A robots.txt, or why it cannot be had.
type Heard = Result<Robots, Fault>;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Page,
    Robots,
}

impl Client {
    /// A client with these options.
    pub fn new(options: Options) -> Self {
        let exchange = Exchange::new(&options);
        Client { options, exchange, turns: Turns::default(), robots: Mutex::default() }
    }

    /// What it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Fetches a page, unless it is still the one that the validators belong to. Redirects are followed, each hop under
    /// the same rules.
    ///
    /// # Errors
    /// [`FetchError`], with the address that it led to and what happened there.
    pub fn get(&self, address: &str, validators: &Validators) -> Result<Fetched, FetchError> {
        let start = fetchable(address).map_err(|fault| FetchError { hop: None, fault })?;
        let (answer, path) = self.follow(start, validators, Purpose::Page)?;
        match answer.status {
            200 | 203 => Ok(Fetched::Page(Page::new(answer, &path, now().date_naive()))),
            304 if !validators.is_empty() => Ok(Fetched::NotModified),
            status => Err(path.fault(Fault::Status { status })),
        }
    }

    fn follow(&self, start: Url, validators: &Validators, purpose: Purpose) -> Result<(Answer, Path), FetchError> {
        let mut path = Path::new(start);
        let mut is_first = true;
        loop {
            let here = path.here();
            let pace = match purpose {
                Purpose::Robots => Pace::Along,
                Purpose::Page => {
                    let spacing = self.enter(here).map_err(|fault| path.fault(fault))?;
                    if is_first { Pace::Page(spacing) } else { Pace::Along }
                }
            };
            is_first = false;
            let answer = self.ask(here, validators, purpose, pace).map_err(|fault| path.fault(fault))?;
            if !is_redirect(answer.status) {
                return Ok((answer, path));
            }
            path.follow(answer.status, answer.field("location"))?;
        }
    }

    /// Asks until there is an answer or no hope of one.
    fn ask(&self, url: &Url, validators: &Validators, purpose: Purpose, pace: Pace) -> Result<Answer, Fault> {
        let host = url.host_str().unwrap_or_default();
        let limit = match purpose {
            Purpose::Page => Limit::Refuse(limits::INPUT),
            Purpose::Robots => Limit::Cut(robots::SIZE),
        };
        let mut attempt = 0;
        loop {
            let (next, answer) = self.turns.during(host, pace, || {
                let answer = self.exchange.ask(url, validators, limit);
                let next = self.next(url, &answer, attempt);
                let wait = if let Next::Wait(wait) = next { Some(wait) } else { None };
                ((next, answer), wait)
            });
            match (next, answer) {
                (Next::Stop, answer) => return answer,
                (Next::Wait(_), _) => attempt += 1,
                (Next::TooLong(wait), Ok(Answer { status, .. })) if purpose == Purpose::Page => {
                    return Err(Fault::Later { status, seconds: wait.as_secs() });
                }
                (Next::TooLong(_), answer) => return answer,
            }
        }
    }

    fn next(&self, url: &Url, answer: &Result<Answer, Fault>, attempt: u32) -> Next {
        match answer {
            Ok(answer) => {
                let asked = answer.field("retry-after").and_then(|value| retry::retry_after(value, now()));
                retry::after_status(answer.status, asked, url.as_str(), attempt, &self.options)
            }
            Err(fault) => retry::after_fault(fault, url.as_str(), attempt, &self.options),
        }
    }

    /// Asks robots.txt whether an address is open; the time between two pages of its host.
    fn enter(&self, url: &Url) -> Result<Duration, Fault> {
        let origin = url.origin().ascii_serialization();
        let place = format!("{origin}/robots.txt");
        let known = Arc::clone(self.robots.lock().unwrap_or_else(PoisonError::into_inner).entry(origin).or_default());
        let robots = known.get_or_init(|| self.robots_at(&place)).as_ref().map_err(Clone::clone)?;
        match robots.denial(&url[Position::BeforePath..Position::AfterQuery]) {
            Some(rule) => Err(Fault::Robots { robots: place, rule: rule.to_owned() }),
            None => Ok(self.options.spacing.max(robots.delay.unwrap_or_default().min(self.options.patience))),
        }
    }

    /// Reads a robots.txt. None is leave to read all; one that the server cannot give now may say anything (RFC 9309,
    /// 2.3.1).
    fn robots_at(&self, place: &str) -> Heard {
        let start = fetchable(place)?;
        match self.follow(start, &Validators::default(), Purpose::Robots) {
            Ok((answer, _)) if matches!(answer.status, 200 | 203) => {
                Ok(Robots::parse(&String::from_utf8_lossy(&answer.body), robots::AGENT))
            }
            Ok((answer, path)) if answer.status == 429 || answer.status >= 500 => {
                Err(no_robots(place, path.fault(Fault::Status { status: answer.status })))
            }
            Ok(_) => Ok(Robots::default()),
            Err(error) => unheard(place, error),
        }
    }
}

/// A robots.txt that leads nowhere is none. What keeps the host from being reached at all keeps the page from it too.
fn unheard(place: &str, error: FetchError) -> Heard {
    match error.fault {
        Fault::Loop(_) | Fault::Redirects(_) | Fault::Nowhere(_) | Fault::Scheme(_) | Fault::Address(_) => {
            Ok(Robots::default())
        }
        Fault::NoHost { .. } | Fault::Connection { .. } | Fault::Certificate(_) | Fault::Private { .. }
            if error.hop.is_none() =>
        {
            Err(error.fault)
        }
        Fault::Protocol(_) | Fault::Timeout { .. } if error.hop.is_none() => Err(error.fault),
        _ => Err(no_robots(place, error)),
    }
}

fn no_robots(place: &str, error: FetchError) -> Fault {
    Fault::NoRobots { robots: place.to_owned(), why: Box::new(error) }
}

fn now() -> DateTime<Utc> {
    DateTime::from(std::time::SystemTime::now())
}
