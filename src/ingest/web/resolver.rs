//! Names → addresses, without those that may not be reached. What this gives is what is connected to: between the check
//! and the connection no name is looked up again, so an answer that changes in between (DNS rebinding) changes nothing.

use std::error::Error as StdError;
use std::fmt;
use std::net::IpAddr;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::{Special, special};
use super::options::Options;

/// The system's resolver behind the address check.
#[derive(Debug)]
pub(super) struct Checked {
    inner: DefaultResolver,
    allow_private: bool,
    allowed: Vec<IpAddr>,
}

impl Checked {
    /// Lets pass what the options allow.
    pub fn new(options: &Options) -> Self {
        let (allow_private, allowed) = (options.allow_private, options.allowed.clone());
        Checked { inner: DefaultResolver::default(), allow_private, allowed }
    }

    fn closed(&self, address: IpAddr) -> Option<Special> {
        special(address).filter(|_| !self.allow_private && !self.allowed.contains(&address))
    }
}

/// Why a name gives no address; travels in [`ureq::Error::Other`].
#[derive(Debug)]
pub(super) enum NoAddress {
    /// The system finds none.
    Unknown(String),
    /// None that may be reached: the first of them.
    Closed(IpAddr, Special),
}

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoAddress::Unknown(what) => f.write_str(what),
            NoAddress::Closed(address, special) => write!(f, "{address}, {special}"),
        }
    }
}

impl StdError for NoAddress {}

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Timeout(_) => error,
            error => ureq::Error::Other(Box::new(NoAddress::Unknown(error.to_string()))),
        })?;
        let mut open = self.empty();
        let mut closed = None;
        for address in found.iter() {
            match self.closed(address.ip()) {
                None => open.push(*address),
                Some(why) => closed = closed.or(Some((address.ip(), why))),
            }
        }
        match closed {
            Some((address, why)) if open.is_empty() => {
                Err(ureq::Error::Other(Box::new(NoAddress::Closed(address, why))))
            }
            _ => Ok(open),
        }
    }
}
