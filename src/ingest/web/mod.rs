//! Pages and feeds from the web, where the user names an address; nothing here runs else. Knows HTTP and what a desk owes
//! to the hosts that it reads; knows nothing of what is kept.
//!
//! `target` reads the address. A [`Client`] asks for it: `robots` says whether it may, `turns` when, `exchange` makes one
//! request to an address that `resolver` and `address` let through, `redirect` follows, `retry` tries again. `form` tells
//! what came, `reader` hands it to the reader of that form, `pull` fetches the pages behind a feed, `crew` several at
//! once.

mod address;
mod authorities;
mod client;
mod crew;
mod exchange;
mod fault;
mod form;
mod options;
mod page;
mod pull;
mod reader;
mod redirect;
mod requests;
mod resolver;
mod retry;
mod robots;
mod target;
mod turns;

pub use address::{Special, special};
pub use authorities::Authorities;
pub use client::Client;
pub use crew::each as side_by_side;
pub use fault::{Fault, FetchError};
pub use options::{OptionError, Options};
pub use page::{Fetched, Page, Validators};
pub use pull::{Entry, pull};
pub use requests::Requests;
pub(super) use target::{Target, whole_of};
pub use target::{is_address, is_part, shown};

use super::Read;

/// Fetches and reads addresses: what came of each, in their order.
pub(super) fn read_all(targets: &[Target], options: &Options) -> Vec<Vec<Read>> {
    let client = Client::new(options.clone());
    let host = |target: &Target| target.url.host_str().unwrap_or_default().to_owned();
    crew::each(targets, host, |target| reader::fetch(&client, target))
}
