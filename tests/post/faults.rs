use attache::store::OutboxState;

use crate::post::{MORNING, bare, count, desk, readers};
use crate::server::{Manner, Server};

#[test]
fn each_answer_ends_as_it_should() {
    for (who, state) in [
        ("busy@a.example", OutboxState::Queued),
        ("grey@a.example", OutboxState::Queued),
        ("store@a.example", OutboxState::Queued),
        ("shut@a.example", OutboxState::Queued),
        ("drop-rcpt@a.example", OutboxState::Queued),
        ("odd@a.example", OutboxState::Queued),
        ("nobody@a.example", OutboxState::Suppressed),
        ("full@a.example", OutboxState::Failed),
        ("spam@a.example", OutboxState::Failed),
        ("drop-data@a.example", OutboxState::Ambiguous),
        ("drop-end@a.example", OutboxState::Ambiguous),
        ("late@a.example", OutboxState::Ambiguous),
    ] {
        let server = Server::start();
        let desk = desk(&server, "");
        readers(&desk, &["first@a.example", who, "after@a.example"]);
        desk.run(&["send", "--now", MORNING]).exits(5);
        assert_eq!(count(&desk, state), 1, "{who}");
        assert_eq!(count(&desk, OutboxState::Accepted), 2, "{who}: the others go on");
        assert_eq!(server.counts().get("after@a.example"), Some(&1), "{who}");
        // Nothing is sent twice, whatever became of it.
        desk.run(&["send", "--now", MORNING]).exits(3);
        assert!(server.counts().values().all(|count| *count == 1), "{who}: {:?}", server.counts());
    }
}

#[test]
fn what_is_refused_for_now_is_tried_again_and_later_each_time() {
    let server = Server::start();
    let desk = desk(&server, "attempts = 3\n");
    readers(&desk, &["grey@a.example", "busy@a.example"]);
    desk.run(&["send", "--now", MORNING]).exits(5).complains("due at 2031-05-14T06:05:00Z");
    desk.run(&["send", "--now", "2031-05-14T06:04:00Z"]).exits(3);
    desk.run(&["send", "--now", "2031-05-14T06:05:00Z"]).exits(5).complains("due at 2031-05-14T06:15:00Z");
    assert_eq!(server.counts().get("grey@a.example"), Some(&1));
    desk.run(&["digest", "list"]).ok().never_says("sent");
    desk.run(&["send", "--now", "2031-05-14T06:15:00Z"]).exits(5).complains("1 given up");
    assert_eq!(count(&desk, OutboxState::Failed), 1);
    desk.run(&["digest", "list"]).ok().says("sent");
    desk.run(&["send", "--retry-failed", "--now", "2031-05-14T07:00:00Z"]).exits(5);
}

#[test]
fn what_is_ambiguous_is_listed_and_sent_again_only_when_asked() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["drop-end@a.example"]);
    desk.run(&["send", "--now", MORNING]).exits(5).complains("1 message ambiguous").complains("d…@a.example");
    desk.run(&["send", "--now", MORNING]).exits(3).complains("--resend-ambiguous");
    assert_eq!(server.taken().len(), 1);
    desk.run(&["send", "--resend-ambiguous", "--now", MORNING]).exits(5);
    let ids: Vec<_> = server.taken().iter().map(|taken| taken.header("message-id")).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1], "a reader's program can drop the second one");
}

#[test]
fn a_dead_address_is_kept_off_and_logs_do_not_name_it() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["nobody@a.example"]);
    desk.run(&["send"])
        .exits(5)
        .complains("550 5.1.1 <n…@a.example>: no such user")
        .never_complains("nobody@a.example");
    desk.run(&["subscribers", "show", "nobody@a.example"]).ok().says("bounced");
    desk.run(&["subscribers", "add", "nobody@a.example", "--list", "other"]).exits(3).complains("kept off");
}

#[test]
fn a_connection_that_the_server_ends_is_opened_anew() {
    let server = Server::start();
    let desk = desk(&server, "").environment("ATTACHE_MAIL__CONNECTIONS", "1");
    readers(&desk, &["last@a.example", "last.b@a.example", "last.c@a.example"]);
    desk.run(&["send"]).ok();
    assert_eq!((server.taken().len(), server.connections()), (3, 3));
}

#[test]
fn a_server_that_is_not_there_costs_no_attempt() {
    let desk = bare("smtp://127.0.0.1:9", "");
    readers(&desk, &["ana@a.example", "ola@a.example"]);
    desk.run(&["send", "--now", MORNING]).exits(1).complains("127.0.0.1:9").complains("2 left");
    assert_eq!(count(&desk, OutboxState::Queued), 2);
    let server = Server::start();
    let desk = desk.environment("ATTACHE_MAIL__URL", &server.url());
    desk.run(&["send", "--now", MORNING]).ok();
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn a_wrong_password_stops_the_pass_and_is_not_shown() {
    // "\0desk\0right", base64.
    let server = Server::of(Manner { login: Some("AGRlc2sAcmlnaHQ=".into()), ..Manner::default() });
    let desk = desk(&server, "").environment("ATTACHE_MAIL__USER", "desk");
    readers(&desk, &["ana@a.example"]);
    let desk = desk.environment("ATTACHE_MAIL__PASSWORD", "geheim");
    desk.run(&["send"]).exits(1).complains("535 5.7.8").never_complains("geheim");
    assert_eq!(count(&desk, OutboxState::Queued), 1);
    let desk =
        desk.environment("ATTACHE_MAIL__PASSWORD", "").environment("ATTACHE_MAIL__PASSWORD_COMMAND", "echo right");
    desk.run(&["send"]).ok();
    let desk = desk.environment("ATTACHE_MAIL__PASSWORD_COMMAND", "false");
    desk.run(&["send"]).exits(6).complains("password_command");
}

#[test]
fn a_server_that_knows_ascii_alone_gets_no_other_address() {
    let server = Server::of(Manner { ascii: true, ..Manner::default() });
    let desk = desk(&server, "");
    readers(&desk, &["jörg@a.example", "ana@bücher.example"]);
    desk.run(&["send"]).exits(5).complains("SMTPUTF8");
    assert_eq!(server.counts().keys().collect::<Vec<_>>(), ["ana@xn--bcher-kva.example"]);
}

#[test]
fn a_server_that_breaks_each_dialogue_does_not_get_them_all() {
    let server = Server::start();
    let desk = desk(&server, "").environment("ATTACHE_MAIL__CONNECTIONS", "1");
    let many: Vec<String> = (0..30).map(|n| format!("drop-end.{n}@a.example")).collect();
    readers(&desk, &many.iter().map(String::as_str).collect::<Vec<_>>());
    desk.run(&["send"]).exits(1).complains("5 dialogues broke");
    assert_eq!(count(&desk, OutboxState::Ambiguous), 5);
    assert_eq!(count(&desk, OutboxState::Queued), 25);
}
