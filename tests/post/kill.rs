//! Kills at moments that a generator of random numbers names: what was recorded as accepted was delivered once, nothing
//! is lost, and what nobody knows of is listed. `ATTACHE_KILLS=200 cargo test --test post kill -- --nocapture` tries more.

use std::collections::HashSet;
use std::thread;
use std::time::Duration;

use attache::model::SubscriberId;
use attache::store::{OutboxState, Scope, Store};

use crate::desk::Desk;
use crate::post::{MORNING, desk};
use crate::server::{Manner, Server};

const READERS: usize = 200;

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn in_state(desk: &Desk, state: OutboxState) -> HashSet<SubscriberId> {
    let store = Store::open(desk.place()).expect("a store");
    let messages = store.messages(Scope { desk: "main", digest: None }, &[state]).expect("messages");
    messages.into_iter().map(|message| message.subscriber).collect()
}

#[test]
fn a_kill_loses_nothing_and_doubles_nothing() {
    let (kills, readers) = (number("ATTACHE_KILLS", 20), number("ATTACHE_READERS", READERS));
    let server = Server::of(Manner { slow: Duration::from_micros(500), ..Manner::default() });
    let desk = desk(&server, "");
    let table: String = (1..=readers).map(|n| format!("reader{n}@a.example\n")).collect();
    std::fs::write(desk.path("readers.csv"), format!("email\n{table}")).expect("a table");
    desk.run(&["subscribers", "import", "readers.csv", "--status", "active"]).ok();
    let store = desk.path("attache.db");
    desk.run(&["backup", "before.db"]).ok();
    // How long it takes undisturbed, so that kills fall anywhere.
    let began = std::time::Instant::now();
    desk.run(&["send", "--now", MORNING]).ok();
    let whole = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let (mut seed, mut ambiguous, mut arrived) = (7_u64, 0, 0);
    for round in 0..kills {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(desk.path(&format!("attache.db{end}")));
        }
        std::fs::copy(desk.path("before.db"), &store).expect("a copy");
        server.forget();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = desk.start(&["send", "--now", MORNING]);
        thread::sleep(Duration::from_micros((seed >> 33) % whole));
        let _ = child.kill();
        child.wait().expect("it ends");
        // What is in the air arrives or not.
        thread::sleep(Duration::from_millis(5));
        let accepted = in_state(&desk, OutboxState::Accepted);
        let delivered = server.counts();
        let was_delivered = |id: &SubscriberId| delivered.get(&format!("reader{}@a.example", id.0)) == Some(&1);
        assert!(accepted.iter().all(was_delivered), "round {round}: recorded and not delivered");
        // The next pass sends the rest, and nothing twice.
        let ran = desk.run(&["send", "--now", MORNING]);
        let left = in_state(&desk, OutboxState::Ambiguous);
        if !left.is_empty() {
            let plural = if left.len() == 1 { "" } else { "s" };
            let listed = format!("{} message{plural} ambiguous", left.len());
            assert!(ran.stderr().contains(&listed), "{}", ran.stderr());
        }
        let delivered = server.counts();
        assert!(delivered.values().all(|count| *count == 1), "round {round}: something came twice");
        let id = |n: usize| SubscriberId(i64::try_from(n).unwrap_or_default());
        let is_there = |n: usize| delivered.contains_key(&format!("reader{n}@a.example"));
        assert!((1..=readers).all(|n| is_there(n) || left.contains(&id(n))), "round {round}: something is lost");
        assert_eq!(in_state(&desk, OutboxState::Accepted).len() + left.len(), readers, "round {round}");
        // One a connection at most: the message between its text and the answer.
        assert!(left.len() <= 2 || !cfg!(target_os = "linux"), "round {round}: {} ambiguous", left.len());
        ambiguous += left.len();
        arrived += left.iter().filter(|id| delivered.contains_key(&format!("reader{}@a.example", id.0))).count();
    }
    println!("{kills} kills over {readers} readers: {ambiguous} ambiguous, {arrived} of them had arrived");
}
