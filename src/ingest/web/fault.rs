//! What can go wrong with a web address, each with the way out.

use std::net::IpAddr;

use thiserror::Error;

use super::address::Special;
use crate::text::escape_controls;

/// Why an address gave no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchError {
    /// Where the address led to, if not to itself; without user names and passwords.
    pub hop: Option<String>,
    /// What happened there.
    pub fault: Fault,
}

/// `FAULT`, or `leads to HOP, which FAULT`.
impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.hop {
            Some(hop) => write!(f, "leads to {}, which {}", escape_controls(hop), self.fault),
            None => self.fault.fmt(f),
        }
    }
}

impl std::error::Error for FetchError {}

/// What happened to a request: read after the address, as in "`https://news.example/a` answers with status 404".
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// This build fetches nothing.
    #[error(
        "is not fetched: this attache was built without the feature `fetch`; save the page in a browser and pass the \
         file, or build it with `cargo install attache --features fetch`"
    )]
    NotBuilt,
    /// The address cannot be understood.
    #[error("is no web address: {0}; check it")]
    Address(String),
    /// A scheme other than http and https.
    #[error("is an address of a kind that is not fetched ({}:); only http: and https: are", escape_controls(.0))]
    Scheme(String),
    /// User name or password in the address.
    #[error("carries a user name or password, which is not sent; save the page in a browser and pass the file")]
    Credentials,
    /// An address that is not of the open internet.
    #[error(
        "lies at {address}, {special}, and is not fetched; if you trust it, pass --allow-private (or set \
         ATTACHE_ALLOW_PRIVATE={address})"
    )]
    Private {
        /// The address that would have been connected to.
        address: IpAddr,
        /// What it is.
        special: Special,
    },
    /// The name has no address.
    #[error("cannot be found: {what}; check the name and the network{}", proxy_hint(*.proxy))]
    NoHost {
        /// What the resolver says.
        what: String,
        /// A proxy is set in the environment and not used.
        proxy: bool,
    },
    /// No connection, or one that breaks.
    #[error("cannot be reached: {what}; try again later{}", proxy_hint(*.proxy))]
    Connection {
        /// What the system says.
        what: String,
        /// A proxy is set in the environment and not used.
        proxy: bool,
    },
    /// The body is shorter than announced, or the connection ends within the answer.
    #[error("breaks off in the middle of its answer; try again, or save the page in a browser and pass the file")]
    Cut,
    /// The certificate does not prove who answers.
    #[error("has no valid certificate ({0}); check the address, or save the page in a browser and pass the file")]
    Certificate(String),
    /// Something other than HTTP, or TLS that is not understood.
    #[error("does not answer as a web server ({0}); check the address")]
    Protocol(String),
    /// Too slow.
    #[error("does not answer in time ({what}, {seconds} s); try again, or set ATTACHE_FETCH_TIMEOUT to more seconds")]
    Timeout {
        /// What took too long.
        what: &'static str,
        /// How long it was waited for.
        seconds: String,
    },
    /// An answer without a page.
    #[error("answers with status {status}, {}", meaning(*.status))]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The server wants to be asked later than is waited.
    #[error("is busy (status {status}) and asks to come back in {seconds} s; do so then")]
    Later {
        /// 429 or 503.
        status: u16,
        /// What `Retry-After` says.
        seconds: u64,
    },
    /// A rule of robots.txt.
    #[error(
        "is closed to programs by {robots} (\"{}\"); save the page in a browser and pass the file, or ask the site",
        escape_controls(.rule)
    )]
    Robots {
        /// Where the rule stands.
        robots: String,
        /// The rule as written.
        rule: String,
    },
    /// A robots.txt that may say anything.
    #[error("is not asked while its robots.txt cannot be read: {robots} {why}")]
    NoRobots {
        /// Where it should stand.
        robots: String,
        /// What happened there.
        why: Box<FetchError>,
    },
    /// A redirect back to where it came from.
    #[error("leads in a circle ({0}), perhaps for want of a cookie; open it in a browser and pass the page it ends on")]
    Loop(String),
    /// More redirects than are followed.
    #[error("leads on more than {0} times; open it in a browser and pass the page it ends on")]
    Redirects(usize),
    /// A redirect without a place.
    #[error("redirects (status {0}) without saying where; open it in a browser and pass the page it ends on")]
    Nowhere(u16),
    /// From https to http.
    #[error("is not encrypted although the address before it was; pass it yourself if you trust it")]
    Downgrade,
    /// More bytes than an input may have.
    #[error("is larger than {} MB; download it and split it", .limit >> 20)]
    TooLarge {
        /// The cap in bytes.
        limit: usize,
    },
    /// Header lines without end.
    #[error("sends more header lines than a server would; save the page in a browser and pass the file")]
    Header,
    /// A body packed in a way that is not read, or damaged.
    #[error("is packed with {}, and damaged or of a kind that is not read; try again, or save the page in a browser and pass the file", escape_controls(.0))]
    Coding(String),
    /// A body that unpacks to more than its size allows.
    #[error(
        "unpacks to more than {} MB or {ratio} times its size; save the page in a browser and pass the file if you trust it",
        .limit >> 20
    )]
    Bomb {
        /// The cap in bytes.
        limit: usize,
        /// The cap on unpacked to packed size.
        ratio: usize,
    },
}

fn proxy_hint(proxy: bool) -> &'static str {
    if proxy {
        " (a proxy is set and not used, since it hides which address is reached: pass --allow-private to go through it)"
    } else {
        ""
    }
}

/// What a status means, and the way out.
fn meaning(status: u16) -> &'static str {
    match status {
        401 | 402 | 407 => "it wants a login or a subscription; save the page in a browser and pass the file",
        403 | 451 => "it does not serve programs; save the page in a browser and pass the file",
        404 | 410 => "there is no such page; check the address",
        429 => "it was asked too often; try again later",
        408 | 500..=599 => "the server is in trouble; try again later",
        _ => "and gives no page; open it in a browser and pass the page you see",
    }
}
