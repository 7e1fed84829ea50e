//! Pages and feeds from the web, where the user names an address; nothing here runs else. Knows HTTP and what a desk owes
//! to the hosts that it reads; knows nothing of what is kept.
//!
//! `target` reads the address. A [`Client`] asks for it: `robots` says whether it may, `turns` when, `exchange` makes one
//! request to an address that `resolver` and `address` let through, `redirect` follows, `retry` tries again. `form` tells
//! what came, `reader` hands it to the reader of that form, `pull` fetches the pages behind a feed, `crew` several at
//! once.

#[cfg(not(feature = "fetch"))]
mod absent;
mod address;
#[cfg(feature = "fetch")]
mod authorities;
#[cfg(feature = "fetch")]
mod client;
#[cfg(feature = "fetch")]
mod crew;
#[cfg(feature = "fetch")]
mod exchange;
mod fault;
#[cfg(feature = "fetch")]
mod form;
mod options;
#[cfg(feature = "fetch")]
mod page;
#[cfg(feature = "fetch")]
mod pull;
#[cfg(feature = "fetch")]
mod reader;
#[cfg(feature = "fetch")]
mod redirect;
mod requests;
#[cfg(feature = "fetch")]
mod resolver;
#[cfg(feature = "fetch")]
mod retry;
#[cfg(feature = "fetch")]
mod robots;
mod target;
#[cfg(feature = "fetch")]
mod turns;

#[cfg(not(feature = "fetch"))]
pub use absent::Authorities;
#[cfg(not(feature = "fetch"))]
pub(super) use absent::read_all;
pub use address::{Special, special};
#[cfg(feature = "fetch")]
pub use authorities::Authorities;
#[cfg(feature = "fetch")]
pub use client::Client;
#[cfg(feature = "fetch")]
pub use crew::each as side_by_side;
pub use fault::{Fault, FetchError};
pub use options::{OptionError, Options};
#[cfg(feature = "fetch")]
pub use page::{Fetched, Page, Validators};
#[cfg(feature = "fetch")]
pub use pull::{Entry, pull};
pub use requests::Requests;
pub(super) use target::{Target, whole_of};
pub use target::{is_address, is_part, shown};

#[cfg(feature = "fetch")]
use super::Read;

/// Fetches and reads addresses: what came of each, in their order.
#[cfg(feature = "fetch")]
pub(super) fn read_all(targets: &[Target], options: &Options) -> Vec<Vec<Read>> {
    let client = Client::new(options.clone());
    let host = |target: &Target| target.url.host_str().unwrap_or_default().to_owned();
    crew::each(targets, host, |target| reader::fetch(&client, target))
}
