use attache::store::OutboxState;

use crate::desk::Desk;
use crate::post::{MORNING, bare, count, desk, readers};
use crate::server::Server;

#[test]
fn a_look_sends_and_notes_nothing() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["send", "--dry-run", "--now", MORNING]).ok().says("1 a…@a.example at 2031-05-14T06:00:00+00:00");
    desk.run(&["send", "--out", "look", "--now", MORNING]).ok();
    assert!(server.taken().is_empty());
    desk.run(&["send", "--to", "me@b.example"]).ok();
    let taken = server.taken();
    assert_eq!((taken.len(), taken[0].to.as_str()), (1, "me@b.example"));
    assert_eq!(taken[0].header("list-unsubscribe"), None, "who is on no list has nothing to leave");
    assert_eq!(count(&desk, OutboxState::Accepted) + count(&desk, OutboxState::Queued), 0);
    desk.run(&["send", "--to", "nobody@b.example"]).exits(1).complains("550 5.1.1");
}

#[test]
fn other_ways_out() {
    for (url, file) in [("maildir:box", "box/new"), ("file:out", "out")] {
        let desk = bare(url, "");
        readers(&desk, &["ana@a.example", "ola@a.example"]);
        desk.run(&["send"]).ok();
        assert_eq!(std::fs::read_dir(desk.path(file)).expect("a folder").count(), 2, "{url}");
    }
    let desk = bare("stdout:", "");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["send"]).ok().says("From desk@desk.example ").says("To: ana@a.example\n");
}

#[cfg(unix)]
#[test]
fn a_program_is_told_the_reader_and_believed() {
    use std::os::unix::fs::PermissionsExt;
    let desk = bare("sendmail:./sendmail", "").file(
        "sendmail",
        "#!/bin/sh\ncase \"$5\" in nobody@*) echo no such user >&2; exit 67;; busy@*) exit 75;; esac\ncat > \"$5.eml\"\n",
    );
    std::fs::set_permissions(desk.path("sendmail"), std::fs::Permissions::from_mode(0o755)).expect("a program");
    let desk = desk.environment("PATH", "/usr/bin:/bin");
    readers(&desk, &["ana@a.example", "nobody@a.example", "busy@a.example"]);
    desk.run(&["send"]).exits(5);
    assert!(std::fs::read_to_string(desk.path("ana@a.example.eml")).expect("a mail").contains("\nTo: ana@a.example\n"));
    assert_eq!(count(&desk, OutboxState::Suppressed), 1);
    assert_eq!(count(&desk, OutboxState::Queued), 1);
}

#[test]
fn what_is_not_set_up_is_said() {
    let desk = Desk::new().file("attache.toml", "");
    desk.run(&["send"]).exits(6).complains("no [mail]");
    let desk = bare("gopher://a.example", "");
    desk.run(&["send"]).exits(6).complains("is no way out");
    let desk =
        bare("smtp://127.0.0.1:9", "dkim = { domain = \"a.example\", selector = \"s\", key_file = \"none.pem\" }\n");
    desk.run(&["send"]).exits(6).complains("none.pem");
}

#[test]
fn after_a_restore_nothing_goes_out_until_the_desk_says_what_did() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example", "ola@a.example"]);
    desk.run(&["backup", "b.db"]).ok();
    desk.run(&["send", "--now", MORNING]).ok();
    desk.run(&["subscribers", "remove", "ola@a.example", "--forget"]).ok();
    desk.run(&["restore", "b.db"]).ok();
    desk.run(&["send", "--now", MORNING]).exits(1).complains("--after-restore N");
    assert_eq!(server.taken().len(), 2);
    desk.run(&["send", "--after-restore", "1", "--now", MORNING]).exits(3).complains("erased again: 1 reader");
    desk.run(&["subscribers", "show", "ola@a.example"]).exits(3);
    desk.run(&["digest", "list"]).ok().says("sent");
    assert_eq!(server.taken().len(), 2);
}
