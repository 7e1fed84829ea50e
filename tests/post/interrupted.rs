//! A sender that dies between two transactions: what the log of its pass says counts while the machine runs, and not after.

use std::fs;
use std::path::PathBuf;

use attache::model::SubscriberId;
use attache::store::{MailingKind, NewMailing, Note, Noted, OutboxState, Progress, Writer};

use crate::desk::Desk;
use crate::post::{MORNING, bare, count, readers};

/// A desk whose sender died: of four messages that were noted as on their way one was not begun, one was begun, one was
/// taken and one was not taken.
fn died() -> (Desk, PathBuf) {
    let desk = bare("maildir:box", "");
    readers(&desk, &["ana@a.example", "bea@a.example", "cem@a.example", "dan@a.example"]);
    let mut writer = Writer::open(desk.place()).expect("a store");
    let messages: Vec<_> = (1..=4).map(|n| (SubscriberId(n), Ok(MORNING.to_owned()))).collect();
    let new = NewMailing {
        desk: "main",
        digest: 1,
        kind: MailingKind::Digest,
        revision: 0,
        began: MORNING,
        messages: &messages,
    };
    writer.begin_mailing(&new).expect("a mailing");
    let log = writer.begin_pass().expect("a log");
    let sending: Vec<Note> = (1..=4).map(|number| Note::Sending { number, at: MORNING.to_owned() }).collect();
    assert_eq!(writer.note_messages(&sending).expect("notes"), [Noted::Holds; 4]);
    let steps = [(2, Progress::Begun), (3, Progress::Begun), (3, Progress::Taken), (4, Progress::Begun)];
    for (number, step) in steps.into_iter().chain([(4, Progress::NotTaken)]) {
        log.note(number, step).expect("a line");
    }
    let path = desk.path("attache.db.sending");
    (desk, path)
}

fn arrived(desk: &Desk) -> usize {
    fs::read_dir(desk.path("box/new")).map(Iterator::count).unwrap_or_default()
}

#[test]
#[cfg(target_os = "linux")]
fn while_the_machine_runs_one_message_is_ambiguous() {
    let (desk, _) = died();
    desk.run(&["send", "--now", MORNING]).ok().complains("1 message on the way").complains("2 accepted");
    assert_eq!((count(&desk, OutboxState::Ambiguous), count(&desk, OutboxState::Accepted)), (1, 3));
    assert_eq!(arrived(&desk), 2, "the one that was not begun and the one that was not taken");
}

#[test]
fn after_the_machine_died_all_that_were_noted_are_ambiguous() {
    for how in ["another start of the machine", "a cut line", "no log"] {
        let (desk, path) = died();
        let text = fs::read_to_string(&path).expect("a log");
        match how {
            "another start of the machine" => {
                let (head, lines) = text.split_once('\n').expect("a head");
                let (_, pass) = head.rsplit_once(' ').expect("a pass");
                fs::write(&path, format!("0f0f0f0f-0000-4000-8000-000000000000 {pass}\n{lines}"))
            }
            "a cut line" => fs::write(&path, text.trim_end()),
            _ => fs::remove_file(&path),
        }
        .expect("a change");
        desk.run(&["send", "--now", MORNING]).exits(3).complains("4 messages ambiguous");
        assert_eq!((count(&desk, OutboxState::Ambiguous), arrived(&desk)), (4, 0), "{how}");
    }
}
