//! Three senders, killed at moments that a generator of random numbers names: what was recorded as accepted was delivered
//! once, nothing is lost, nothing comes twice. `ATTACHE_KILLS=20 cargo test --features postgres --test several` tries more.

use std::collections::HashSet;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use attache::model::SubscriberId;
use attache::store::{OutboxState, Scope, Store, Writer};

use crate::desk::Desk;
use crate::post::{MORNING, desk};
use crate::server::{Manner, Server};
use crate::{Dice, is_there};

const SCOPE: Scope = Scope { desk: "main", digest: None };
const SENDERS: usize = 3;

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn in_state(desk: &Desk, state: OutboxState) -> HashSet<SubscriberId> {
    let store = Store::open(desk.place()).expect("a store");
    let messages = store.messages(SCOPE, &[state]).expect("messages");
    messages.into_iter().map(|message| message.subscriber).collect()
}

fn with_readers(server: &Server, readers: usize) -> Desk {
    let desk = desk(server, "");
    let table: String = (1..=readers).map(|n| format!("reader{n}@a.example\n")).collect();
    std::fs::write(desk.path("readers.csv"), format!("email\n{table}")).expect("a table");
    desk.run(&["subscribers", "import", "readers.csv", "--status", "active"]).ok();
    desk
}

fn start(desk: &Desk) -> Child {
    desk.start(&["send", "--now", MORNING])
}

#[test]
fn three_senders_share_the_outbox() {
    if !is_there() {
        return;
    }
    let readers = 300;
    let server = Server::of(Manner { slow: Duration::from_millis(2), ..Manner::default() });
    let desk = with_readers(&server, readers);
    let children: Vec<Child> = (0..SENDERS).map(|_| start(&desk)).collect();
    let arguments = ["send"];
    let said: Vec<String> = children.into_iter().map(|child| desk.wait(child, &arguments).stderr()).collect();
    let counts = server.counts();
    assert_eq!((counts.len(), counts.values().max()), (readers, Some(&1)), "{said:?}");
    assert_eq!(in_state(&desk, OutboxState::Accepted).len(), readers);
    assert!(said.iter().all(|said| !said.contains("ambiguous")), "{said:?}");
    let shares = said.iter().filter(|said| said.contains(" accepted")).count();
    assert!(shares > 1, "one did all of it: {said:?}");
    let digest = Store::open(desk.place()).expect("a store").digest("main", 1).expect("a digest").expect("the first");
    assert_eq!(digest.state.as_str(), "sent");
}

#[test]
fn kills_lose_nothing_and_double_nothing() {
    if !is_there() {
        return;
    }
    let (rounds, readers) = (number("ATTACHE_KILLS", 4), number("ATTACHE_READERS", 300));
    let server = Server::of(Manner { slow: Duration::from_micros(500), ..Manner::default() });
    let desk = with_readers(&server, readers);
    let began = Instant::now();
    desk.run(&["send", "--now", MORNING]).ok();
    let whole = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let (mut dice, mut kills, mut ambiguous, mut arrived) = (Dice(11), 0, 0, 0);
    for round in 0..rounds {
        let mut writer = Writer::open(desk.place()).expect("a store");
        for state in [OutboxState::Accepted, OutboxState::Ambiguous] {
            writer.requeue(SCOPE, state, MORNING).expect("queued");
        }
        drop(writer);
        server.forget();
        let mut senders: Vec<Child> = (0..SENDERS).map(|_| start(&desk)).collect();
        for _ in 0..2 * SENDERS {
            thread::sleep(Duration::from_micros(dice.below(whole / 2)));
            let at = usize::try_from(dice.below(SENDERS as u64)).unwrap_or_default();
            let _ = senders[at].kill();
            senders[at].wait().expect("it ends");
            kills += 1;
            senders[at] = start(&desk);
        }
        let accepted = in_state(&desk, OutboxState::Accepted);
        let delivered = server.counts();
        let once = |id: &SubscriberId| delivered.get(&format!("reader{}@a.example", id.0)) == Some(&1);
        assert!(accepted.iter().all(once), "round {round}: recorded and not delivered once");
        for sender in senders {
            desk.wait(sender, &["send"]);
        }
        // The server notices a dead session in a moment; what that one had on its way is then settled.
        thread::sleep(Duration::from_millis(200));
        desk.run(&["send", "--now", MORNING]);
        let left = in_state(&desk, OutboxState::Ambiguous);
        let delivered = server.counts();
        assert!(delivered.values().all(|count| *count == 1), "round {round}: something came twice");
        let is_there = |n: usize| delivered.contains_key(&format!("reader{n}@a.example"));
        let id = |n: usize| SubscriberId(i64::try_from(n).unwrap_or_default());
        assert!((1..=readers).all(|n| is_there(n) || left.contains(&id(n))), "round {round}: something is lost");
        assert_eq!(in_state(&desk, OutboxState::Accepted).len() + left.len(), readers, "round {round}");
        ambiguous += left.len();
        arrived += left.iter().filter(|id| delivered.contains_key(&format!("reader{}@a.example", id.0))).count();
    }
    println!(
        "{kills} kills of three senders, {rounds} × {readers} messages: {ambiguous} ambiguous, {arrived} of them had arrived"
    );
}

/// Prints how many messages a second one sender and three of them send: `scripts/postgres -- cargo test --features postgres
/// --test several throughput -- --ignored --nocapture`.
#[test]
#[ignore = "it measures"]
fn throughput() {
    // A file has one sender at a time.
    let counts: &[usize] = if is_there() { &[1, SENDERS, 1, SENDERS] } else { &[1, 1] };
    let readers = number("ATTACHE_READERS", 3000);
    for slow in [0, 10] {
        let server = Server::of(Manner { slow: Duration::from_millis(slow), ..Manner::default() });
        let desk = with_readers(&server, readers);
        desk.run(&["send", "--now", MORNING]).ok();
        for &senders in counts {
            let mut writer = Writer::open(desk.place()).expect("a store");
            writer.requeue(SCOPE, OutboxState::Accepted, MORNING).expect("queued");
            drop(writer);
            server.forget();
            let began = Instant::now();
            let children: Vec<Child> = (0..senders).map(|_| start(&desk)).collect();
            children.into_iter().for_each(|child| drop(desk.wait(child, &["send"])));
            let rate = readers as f64 / began.elapsed().as_secs_f64();
            assert_eq!(server.counts().values().max(), Some(&1));
            println!("{readers} messages, {slow} ms each, {senders} senders of two connections: {rate:.0} a second");
        }
    }
}
