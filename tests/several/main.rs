//! Several processes that share a store on a server of PostgreSQL: `scripts/postgres` starts one and names it in
//! `ATTACHE_TEST_POSTGRES`. Without it these tests pass over.

#![cfg(all(feature = "postgres", feature = "mail", feature = "fetch"))]

#[path = "../desk/mod.rs"]
mod desk;
#[path = "../post/post.rs"]
#[allow(dead_code, reason = "each test program uses its part")]
mod post;
#[path = "../post/server.rs"]
#[allow(dead_code, reason = "each test program uses its part")]
mod server;

mod fetchers;
mod moving;
mod opening;
mod senders;

/// True where there is a server; else says that a test is passed over.
fn is_there() -> bool {
    let is_there = std::env::var_os("ATTACHE_TEST_POSTGRES").is_some();
    if !is_there {
        eprintln!("skipped: ATTACHE_TEST_POSTGRES names no server; scripts/postgres starts one");
    }
    is_there
}

/// A generator of random numbers that gives the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}
