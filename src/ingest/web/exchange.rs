//! One request and its answer, under caps of size and time.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use std::time::Duration;

use ureq::http::{HeaderMap, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Proxy, Timeout};
use url::Url;

use super::fault::Fault;
use super::options::Options;
use super::page::Validators;
use super::requests::Requests;
use super::resolver::{Checked, NoAddress};
use crate::ingest::coding::{self, CodingFault};
use crate::ingest::limits;

/// What attache calls itself.
const USER_AGENT: &str = concat!("attache/", env!("CARGO_PKG_VERSION"));
/// What it reads, best first.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, \
                      text/plain;q=0.9, */*;q=0.8";
/// Codings that are undone.
const ACCEPT_ENCODING: &str = "gzip, deflate, br";
/// Bytes of header lines.
const HEADER: usize = 64 << 10;
/// The longest that a name is looked up, or a connection made.
const CONNECT: Duration = Duration::from_secs(15);

/// Why a certificate of an unknown authority is not valid.
const UNKNOWN: &str = "nobody who is trusted vouches for it; an authority of your own goes into ATTACHE_FETCH_CA, or ca_file \
                       under [fetch] in attache.toml";

/// How much of a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// A longer one is an error.
    Refuse(usize),
    /// The rest of a longer one is left.
    Cut(usize),
}

/// An answer. Its body is read where it may be a page, and is empty else.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    fields: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header field, by its name in small letters.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Makes requests.
#[derive(Debug)]
pub(super) struct Exchange {
    agent: Agent,
    /// Trusts the desk's own authorities, and no others; asked where the first agent finds no valid certificate.
    own: Option<Agent>,
    timeout: Duration,
    idle: Duration,
    /// A proxy is named by the environment and not used.
    proxy_unused: bool,
    requests: Requests,
}

impl Exchange {
    pub fn new(options: &Options) -> Self {
        let proxy_unused = Proxy::try_from_env().is_some() && !options.allow_private;
        let own = options.authorities.roots().map(|roots| agent(options, roots));
        let agent = agent(options, RootCerts::WebPki);
        let requests = options.requests.clone();
        Exchange { agent, own, timeout: options.timeout, idle: options.idle, proxy_unused, requests }
    }

    /// Asks for an address once.
    pub fn ask(&self, url: &Url, validators: &Validators, limit: Limit) -> Result<Answer, Fault> {
        let answer = self.ask_by(&self.agent, url, validators, limit);
        let (Err(Fault::Certificate(first)), Some(own)) = (&answer, &self.own) else { return answer };
        // Nothing was asked of it yet: the certificate comes first.
        match self.ask_by(own, url, validators, limit) {
            Err(Fault::Certificate(_)) if first != UNKNOWN => answer,
            answer => answer,
        }
    }

    fn ask_by(&self, agent: &Agent, url: &Url, validators: &Validators, limit: Limit) -> Result<Answer, Fault> {
        self.requests.add();
        let request =
            validators.fields().fold(agent.get(url.as_str()), |request, (name, value)| request.header(name, value));
        let response = request.call().map_err(|error| self.fault(error))?;
        let (parts, body) = response.into_parts();
        let mut answer = Answer { status: parts.status.as_u16(), fields: parts.headers, body: Vec::new() };
        if matches!(answer.status, 200 | 203) {
            let packed = self.body(&answer, body, limit)?;
            answer.body = unpacked(packed, &answer.fields)?;
        }
        Ok(answer)
    }

    fn body(&self, answer: &Answer, body: Body, limit: Limit) -> Result<Vec<u8>, Fault> {
        let (Limit::Refuse(most) | Limit::Cut(most)) = limit;
        let too_large = |length: u64| limit == Limit::Refuse(most) && length > most as u64;
        let stated = answer.field("content-length").and_then(|length| length.parse().ok());
        if stated.is_some_and(too_large) {
            return Err(Fault::TooLarge { limit: most });
        }
        let mut bytes = Vec::new();
        let mut reader = body.into_reader().take(most as u64 + 1);
        reader.read_to_end(&mut bytes).map_err(|error| self.fault(error.into()))?;
        if too_large(bytes.len() as u64) {
            return Err(Fault::TooLarge { limit: most });
        }
        bytes.truncate(most);
        Ok(bytes)
    }

    fn fault(&self, error: ureq::Error) -> Fault {
        let proxy = self.proxy_unused;
        match error {
            ureq::Error::Timeout(which) => self.timeout(which),
            ureq::Error::Other(inner) => match inner.downcast::<NoAddress>().map(|inner| *inner) {
                Ok(NoAddress::Closed(address, special)) => Fault::Private { address, special },
                Ok(NoAddress::Unknown(what)) => Fault::NoHost { what: short(&what), proxy },
                Err(other) => Fault::Connection { what: short(&other.to_string()), proxy },
            },
            ureq::Error::Http(error) => Fault::Address(short(&error.to_string())),
            ureq::Error::BadUri(what) => Fault::Address(short(&what)),
            ureq::Error::HostNotFound => Fault::NoHost { what: "no such name".to_owned(), proxy },
            ureq::Error::LargeResponseHeader(..) => Fault::Header,
            ureq::Error::Protocol(error) => Fault::Protocol(short(&error.to_string())),
            ureq::Error::Rustls(error) => tls(&error.to_string()),
            ureq::Error::Tls(what) => tls(what),
            ureq::Error::Io(error) => match error.kind() {
                ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => Fault::Cut,
                ErrorKind::InvalidData => tls(&error.to_string()),
                ErrorKind::TimedOut => self.timeout(Timeout::PerRead),
                _ => Fault::Connection { what: short(&error.to_string()), proxy },
            },
            other => Fault::Connection { what: short(&other.to_string()), proxy },
        }
    }

    fn timeout(&self, which: Timeout) -> Fault {
        let (what, waited) = match which {
            Timeout::Resolve => ("looking up its name", self.timeout.min(CONNECT)),
            Timeout::Connect => ("connecting", self.timeout.min(CONNECT)),
            Timeout::PerRead | Timeout::PerWrite => ("waiting for more", self.idle),
            _ => ("all in all", self.timeout),
        };
        Fault::Timeout { what, seconds: waited.as_secs_f64().to_string() }
    }
}

/// Makes requests to whoever proves by these roots who it is.
fn agent(options: &Options, roots: RootCerts) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // Each hop is looked at before it is followed.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(Proxy::try_from_env().filter(|_| options.allow_private))
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .user_agent(USER_AGENT)
        .accept(ACCEPT)
        .accept_encoding(ACCEPT_ENCODING)
        .max_response_header_size(HEADER)
        // Every request looks its host up, and its address is checked.
        .max_idle_connections(0)
        .timeout_global(Some(options.timeout))
        .timeout_resolve(Some(options.timeout.min(CONNECT)))
        .timeout_connect(Some(options.timeout.min(CONNECT)))
        .timeout_per_read(Some(options.idle))
        .timeout_per_write(Some(options.idle))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Checked::new(options))
}

fn unpacked(body: Vec<u8>, fields: &HeaderMap) -> Result<Vec<u8>, Fault> {
    let field = fields.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    coding::undo(Cow::Owned(body), field).map(Cow::into_owned).map_err(|fault| match fault {
        CodingFault::Damaged(coding) => Fault::Coding(coding),
        CodingFault::Bomb => Fault::Bomb { limit: limits::INPUT, ratio: limits::RATIO },
    })
}

fn tls(what: &str) -> Fault {
    let known = [
        ("UnknownIssuer", UNKNOWN),
        ("BadSignature", UNKNOWN),
        ("expired", "it has run out"),
        ("not valid yet", "it is not valid yet; is the clock right?"),
        ("not valid for", "it is for another name"),
    ];
    let reason = known.into_iter().find(|(sign, _)| what.contains(sign)).map(|(_, reason)| reason);
    match reason {
        Some(reason) => Fault::Certificate(reason.to_owned()),
        None if what.contains("certificate") => Fault::Certificate(short(what)),
        None => Fault::Protocol(short(what)),
    }
}

/// What a library says, without its prefixes and at most so long.
fn short(what: &str) -> String {
    let what = what.trim_start_matches("io: ").trim_start_matches("rustls: ");
    crate::text::escape_controls(&what.chars().take(160).collect::<String>()).into_owned()
}
