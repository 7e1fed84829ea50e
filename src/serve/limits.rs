//! How often a client, and all of them together, may send forms and try wrong links.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Clients that are remembered; beyond it those that have been quiet longest are forgotten.
const CLIENTS: usize = 20_000;
/// What all clients may together, as a multiple of what one may.
const ALL: u32 = 20;

/// Token buckets: each holds what a minute allows, and fills in a minute.
pub(super) struct Limits {
    per_minute: f64,
    state: Mutex<State>,
}

struct State {
    clients: HashMap<IpAddr, Bucket>,
    all: Bucket,
}

#[derive(Clone, Copy)]
struct Bucket {
    level: f64,
    at: Instant,
}

impl Limits {
    pub fn new(per_minute: u32, now: Instant) -> Limits {
        let per_minute = f64::from(per_minute);
        let all = Bucket { level: per_minute * f64::from(ALL), at: now };
        Limits { per_minute, state: Mutex::new(State { clients: HashMap::new(), all }) }
    }

    /// Takes one from the client's bucket and from that of all; false where either is empty.
    pub fn take(&self, client: IpAddr, now: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.clients.len() >= CLIENTS {
            state.clients.retain(|_, bucket| now.duration_since(bucket.at).as_secs() < 60);
            if state.clients.len() >= CLIENTS {
                state.clients.clear();
            }
        }
        let full = Bucket { level: self.per_minute, at: now };
        let own = state.clients.entry(network(client)).or_insert(full).take(self.per_minute, now);
        own && state.all.take(self.per_minute * f64::from(ALL), now)
    }
}

impl Bucket {
    fn take(&mut self, most: f64, now: Instant) -> bool {
        let gone = now.duration_since(self.at).as_secs_f64();
        self.level = (self.level + gone * most / 60.0).min(most);
        self.at = now;
        let is_there = self.level >= 1.0;
        if is_there {
            self.level -= 1.0;
        }
        is_there
    }
}

/// A client of IPv6 has a whole network of its own: /64.
fn network(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again_and_others_have_their_own() {
        let start = Instant::now();
        let limits = Limits::new(3, start);
        let [a, b]: [IpAddr; 2] = [[10, 0, 0, 1].into(), [10, 0, 0, 2].into()];
        assert_eq!([0; 5].map(|_| limits.take(a, start)), [true, true, true, false, false]);
        assert!(limits.take(b, start));
        assert!(!limits.take(a, start + Duration::from_secs(19)));
        assert!(limits.take(a, start + Duration::from_secs(40)));
    }

    #[test]
    fn all_together_have_a_limit_too_and_neighbours_of_ipv6_are_one() {
        let start = Instant::now();
        let limits = Limits::new(1, start);
        let taken = (0..100u8).filter(|n| limits.take([10, 0, 1, *n].into(), start)).count();
        assert_eq!(taken, ALL as usize);
        let [a, b]: [IpAddr; 2] = ["2001:db8::1", "2001:db8::2"].map(|ip| ip.parse().expect("an address"));
        assert_eq!(network(a), network(b));
    }
}
