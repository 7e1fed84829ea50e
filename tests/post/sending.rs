use attache::store::OutboxState;

use crate::post::{MORNING, count, desk, readers};
use crate::server::{Manner, Server};

#[test]
fn every_reader_gets_a_digest_once() {
    let server = Server::start();
    let desk = desk(&server, "");
    let many: Vec<String> = (0..30).map(|n| format!("reader{n}@a.example")).collect();
    readers(&desk, &many.iter().map(String::as_str).collect::<Vec<_>>());
    desk.run(&["send", "--now", MORNING]).ok().complains("30 messages: 30 accepted");
    let counts = server.counts();
    assert!(many.iter().all(|address| counts.get(address) == Some(&1)) && counts.len() == 30, "{counts:?}");
    assert!(server.connections() <= 2, "{}", server.connections());
    desk.run(&["send", "--now", MORNING]).exits(3).complains("nothing is due");
    assert_eq!(server.taken().len(), 30);
    desk.run(&["digest", "list"]).ok().says("sent");
    desk.run(&["digest", "edit", "1", "--drop", "1"]).exits(1);
}

#[test]
fn a_message_tells_how_to_leave_and_is_the_same_each_time() {
    let server = Server::start();
    let desk = desk(&server, "list_id = \"digest.desk.example\"\nreply_to = \"Editors <ed@desk.example>\"\n");
    desk.run(&["subscribers", "add", "ana@a.example", "--name", "Lind, Ana", "--status", "active"]).ok();
    desk.run(&["send", "--out", "one", "--now", MORNING]).ok();
    desk.run(&["send", "--out", "two", "--now", MORNING]).ok();
    desk.run(&["send", "--now", MORNING]).ok();
    let read = |folder: &str| std::fs::read(desk.path(folder).join("0001-000001.eml")).expect("a message");
    assert_eq!(read("one"), read("two"));
    let taken = server.taken().remove(0);
    assert_eq!(taken.text.as_bytes(), read("one"));
    let header = |name: &str| taken.header(name).unwrap_or_default();
    assert_eq!(header("from"), "Test Desk <desk@desk.example>");
    assert_eq!(header("to"), "\"Lind, Ana\" <ana@a.example>");
    assert_eq!(header("date"), "Wed, 14 May 2031 06:00:00 +0000");
    assert_eq!(header("list-id"), "<digest.desk.example>");
    assert_eq!(header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert_eq!(header("auto-submitted"), "auto-generated");
    let leave = header("list-unsubscribe");
    assert!(leave.starts_with("<https://desk.example/unsubscribe/"), "{leave}");
    assert!(leave.contains(", <mailto:leave@desk.example?subject=unsubscribe%20"), "{leave}");
    assert!(header("message-id").ends_with("@desk.example>"));
    let read = mail_parser::MessageParser::default().parse(taken.text.as_bytes()).expect("a message");
    assert_eq!(
        read.subject(),
        Some("Test digest, No. 1: Karin Tamm in Vilnius, 14–15 May 2019: second visit to Lithuania")
    );
    assert!(read.body_html(0).is_some_and(|page| page.contains("@media (prefers-color-scheme: dark)")));
    assert!(read.body_text(0).is_some_and(|text| text.contains("To leave it: https://desk.example/unsubscribe/")));
    assert!(taken.text.lines().all(|line| line.len() <= 998));
}

#[test]
fn without_a_web_server_no_one_click_is_promised() {
    let server = Server::start();
    let desk = desk(&server, "").environment("ATTACHE_MAIL__UNSUBSCRIBE", "mailto:leave@desk.example");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["send", "--now", MORNING]).ok();
    let taken = server.taken().remove(0);
    assert!(taken.header("list-unsubscribe").is_some_and(|value| value.starts_with("<mailto:leave@desk.example")));
    assert_eq!(taken.header("list-unsubscribe-post"), None);
}

#[test]
fn who_left_meanwhile_gets_nothing_and_who_chose_gets_what_they_chose() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example", "ola@a.example"]);
    desk.run(&["subscribers", "add", "ida@a.example", "--status", "active", "--countries", "Lithuania"]).ok();
    desk.run(&["subscribers", "add", "mia@a.example", "--status", "active", "--countries", "Peru"]).ok();
    desk.run(&["subscribers", "add", "ada@a.example", "--status", "active", "--days", "sun"]).ok();
    desk.run(&["subscribers", "add", "pia@a.example"]).ok();
    desk.run(&["subscribers", "remove", "ola@a.example"]).ok();
    desk.run(&["send", "--now", MORNING]).ok();
    let mut to: Vec<String> = server.taken().into_iter().map(|taken| taken.to).collect();
    to.sort();
    assert_eq!(to, ["ana@a.example", "ida@a.example"]);
    assert_eq!(count(&desk, OutboxState::Suppressed), 2);
}

#[test]
fn a_reader_may_name_the_time() {
    let server = Server::start();
    let desk = desk(&server, "");
    desk.run(&["subscribers", "add", "ana@a.example", "--status", "active", "--time", "09:30", "--zone", "Asia/Tokyo"])
        .ok();
    desk.run(&[
        "subscribers",
        "add",
        "ola@a.example",
        "--status",
        "active",
        "--time",
        "09:30",
        "--zone",
        "Europe/Paris",
    ])
    .ok();
    desk.run(&["send", "--now", MORNING]).ok();
    assert_eq!(server.counts().keys().collect::<Vec<_>>(), ["ana@a.example"]);
    desk.run(&["send", "--now", "2031-05-14T07:29:00Z"]).exits(3).complains("due at 2031-05-14T07:30:00Z");
    desk.run(&["send", "--now", "2031-05-14T07:30:00Z"]).ok();
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn a_digest_waits_for_its_approval() {
    let server = Server::start();
    let desk = desk(&server, "").environment("ATTACHE_DIGEST__REVIEW", "true");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["send"]).exits(1).complains("waits for approval");
    desk.run(&["digest", "approve", "1"]).ok();
    desk.run(&["digest", "edit", "1", "--note", "Short today."]).ok();
    desk.run(&["send", "--digest", "1"]).exits(1).complains("waits for approval");
    desk.run(&["digest", "approve", "1"]).ok();
    desk.run(&["send"]).ok();
    assert!(server.taken().remove(0).text.contains("Editor: Short today."));
}

#[test]
fn corrections_go_to_those_who_got_the_digest_and_once() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example", "nobody@a.example"]);
    desk.run(&["send", "--now", MORNING]).exits(5);
    desk.run(&["correct", "1", "1.1", "--reason", "She came by night."]).ok();
    readers(&desk, &["late-comer@a.example"]);
    server.forget();
    desk.run(&["send", "--correction", "1", "--now", "2031-05-14T08:00:00Z"]).ok();
    let taken = server.taken();
    assert_eq!(taken.len(), 1, "{taken:?}");
    assert!(taken[0].to == "ana@a.example" && taken[0].text.contains("She came by night."));
    assert!(taken[0].header("subject").is_some_and(|subject| subject.starts_with("Correction: Test digest, No. 1")));
    desk.run(&["send", "--correction", "1", "--now", "2031-05-14T09:00:00Z"]).exits(3);
    desk.run(&["correct", "1", "1.0", "--reason", "Another word."]).ok();
    desk.run(&["send", "--correction", "1", "--now", "2031-05-14T10:00:00Z"]).ok();
    let second = server.taken().pop().expect("a second one");
    assert!(second.text.contains("Another word.") && !second.text.contains("She came by night."));
}

#[test]
fn a_server_that_takes_one_command_at_a_time_is_served_too() {
    let server = Server::of(Manner { in_turn: true, ..Manner::default() });
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example", "nobody@a.example", "ola@a.example"]);
    desk.run(&["send"]).exits(5);
    assert_eq!(server.counts().len(), 2);
}

#[test]
fn the_pace_is_kept() {
    let server = Server::start();
    let desk = desk(&server, "rate = 20\n");
    let many: Vec<String> = (0..11).map(|n| format!("reader{n}@a.example")).collect();
    readers(&desk, &many.iter().map(String::as_str).collect::<Vec<_>>());
    let began = std::time::Instant::now();
    desk.run(&["send"]).ok();
    assert!(began.elapsed().as_millis() >= 500, "{:?}", began.elapsed());
    assert_eq!(server.taken().len(), 11);
}

#[test]
fn a_run_sends_what_it_made() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example"]);
    let desk = desk.file("in/more.txt", "RIGA, May 15, 2019 (Baltic Wire) -- Finnish President Aino Salo arrived in Riga on Wednesday for talks on ferries, the Latvian Foreign Ministry said.\n\nSalo will meet President Janis Ozols on Thursday.\n");
    desk.run(&["run", "--now", "2031-05-15T06:00:00Z", "--report", "run.json"]).ok();
    let report = std::fs::read_to_string(desk.path("run.json")).expect("a report");
    assert!(report.replace(' ', "").contains("\"step\":\"send\",\n\"outcome\":\"done\""), "{report}");
    assert!(server.taken()[0].text.contains("Aino Salo"));
}

#[test]
fn a_reader_gets_the_words_of_a_language_that_is_there() {
    let server = Server::start();
    let desk = desk(&server, "");
    for (who, lang) in [("ana", "fr-CA"), ("ola", "en"), ("kim", "ko")] {
        desk.run(&["subscribers", "add", &format!("{who}@a.example"), "--lang", lang, "--status", "active"]).ok();
    }
    desk.run(&["send", "--now", MORNING]).ok();
    for taken in server.taken() {
        let read = mail_parser::MessageParser::default().parse(taken.text.as_bytes()).expect("a message");
        let is_french = read.body_html(0).is_some_and(|page| page.contains("<html lang=\"fr\">"));
        assert_eq!(is_french, taken.to == "ana@a.example", "{}", taken.to);
    }
}

#[test]
fn the_subject_is_what_the_desks_own_template_says() {
    let server = Server::start();
    let desk = desk(&server, "").file("own/mail.subject.txt", "{{ digest.title }} of the\n{{ digest.day }}\n");
    let desk = desk.environment("ATTACHE_DIGEST__TEMPLATES", "own");
    readers(&desk, &["ana@a.example"]);
    let desk = desk.file("in/more.txt", "RIGA, May 15, 2019 (Baltic Wire) -- Finnish President Aino Salo arrived in Riga on Wednesday for talks on ferries, the Latvian Foreign Ministry said.\n");
    desk.run(&["run", "--now", "2031-05-15T06:00:00Z"]).ok();
    assert_eq!(server.taken()[0].header("subject").as_deref(), Some("Test digest of the Thursday, 15 May 2031"));
}
