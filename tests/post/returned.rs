//! Reports that bring no link of ours: who they are about is told by the Message-ID, or by the address alone.

use attache::model::SubscriberStatus;
use attache::store::Store;

use crate::desk::Desk;
use crate::post::{MORNING, desk, readers};
use crate::server::Server;

/// A day after the digest went out.
const NEXT: &str = "2031-05-15T06:00:00Z";
const READERS: [&str; 2] = ["ana@a.example", "bea@a.example"];

/// A desk whose digest went out, and the Message-ID of the one to Ana.
fn sent() -> (Desk, String) {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &READERS);
    desk.run(&["send", "--now", MORNING]).ok();
    let taken = server.taken().into_iter().find(|taken| taken.to == READERS[0]).expect("a message");
    (desk, taken.header("message-id").expect("an id"))
}

fn soft(desk: &Desk, address: &str) -> (SubscriberStatus, u32) {
    let store = Store::open(desk.place()).expect("a store");
    let address = attache::model::Address::parse(address).expect("an address");
    let reader = store.subscriber_at("main", &address).expect("readable").expect("there");
    (reader.status, reader.soft_bounces)
}

/// The forms of several servers, each about Ana and without anything of the message that came back.
fn forms() -> [(&'static str, String); 6] {
    let dsn = "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; \
               report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nSorry.\n\
               --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
               Original-Recipient: rfc822;Ana@A.example\nFinal-Recipient: rfc822; x4711@internal.example\nAction: failed\n\
               Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b--\n";
    let plain = |head: &str, body: &str| format!("Return-Path: <>\nFrom: {head}\nSubject: failure notice\n\n{body}\n");
    [
        ("a delivery status", dsn.to_owned()),
        (
            "qmail",
            plain(
                "MAILER-DAEMON@mx.example",
                "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the \
                 following addresses.\n\n<ana@a.example>:\nSorry, no mailbox here by that name. (#5.1.1)",
            ),
        ),
        (
            "Exim",
            plain(
                "Mail Delivery System <Mailer-Daemon@mx.example>\nX-Failed-Recipients: ana@a.example",
                "This message was created automatically by mail delivery software.\n\nA message that you sent could not be \
                 delivered to one or more of its recipients.\n\n  ana@a.example\n    Unrouteable address",
            ),
        ),
        (
            "Exchange",
            plain(
                "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@b.example>",
                "Delivery has failed to these recipients or groups:\n\nana@a.example (ana@a.example)\nThe email address you \
                 entered couldn't be found.\n\nDiagnostic information for administrators:\n\n#550 5.1.10 \
                 RESOLVER.ADR.RecipientNotFound ##",
            ),
        ),
        (
            "Postfix",
            plain(
                "MAILER-DAEMON@mx.example (Mail Delivery System)",
                "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not \
                 be delivered.\n\n<ana@a.example>: host mx.a.example[192.0.2.1] said: 550 5.1.1\n    <ana@a.example>: \
                 Recipient address rejected: User unknown (in reply to RCPT TO)",
            ),
        ),
        (
            "Sendmail",
            plain(
                "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
                "The original message was received at Wed, 14 May 2031 06:00:03 GMT\n\n   ----- The following addresses had \
                 permanent fatal errors -----\n<ana@a.example>\n    (reason: 550 5.1.1 User unknown)",
            ),
        ),
    ]
}

#[test]
fn a_report_about_an_address_alone_counts_once_for_each_digest() {
    let server = Server::start();
    let desk = desk(&server, "");
    let names: Vec<String> = (0..forms().len()).map(|n| format!("reader{n}@a.example")).collect();
    readers(&desk, &names.iter().map(String::as_str).collect::<Vec<_>>());
    desk.run(&["send", "--now", MORNING]).ok();
    let mut desk = desk;
    for ((form, mail), name) in forms().into_iter().zip(&names) {
        let mail = mail.replace("Ana@A.example", name).replace("ana@a.example", name);
        desk = desk.file("box", &mail);
        desk.run(&["bounces", "--now", NEXT, "box"]).ok().complains("1 soft");
        assert_eq!(soft(&desk, name), (SubscriberStatus::Active, 1), "{form}");
        // Another one about the same digest says nothing new, whoever wrote it.
        desk = desk.file("box", mail.replace("mx.example", "mx2.example").replace("b.example", "b2.example"));
        desk.run(&["bounces", "--now", NEXT, "box"]).ok().complains("1 known already");
        assert_eq!(soft(&desk, name), (SubscriberStatus::Active, 1), "{form}");
    }
}

#[test]
fn a_report_with_our_message_id_is_as_good_as_one_with_a_link() {
    let (desk, id) = sent();
    let (_, mail) = forms().into_iter().next().expect("a form");
    let with = |id: &str| {
        mail.replace("--b--", &format!("--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {id}\n\n--b--"))
    };
    let forged = with(&id.replace(&id[1..9], "00000000"));
    let desk = desk.file("box", forged);
    desk.run(&["bounces", "--now", NEXT, "box"]).ok().complains("1 soft");
    let desk = desk.file("box", with(&id));
    desk.run(&["bounces", "--now", NEXT, "box"]).ok().complains("1 address off");
    assert_eq!(soft(&desk, READERS[0]).0, SubscriberStatus::Bounced);
}

#[test]
fn what_was_sent_long_ago_or_to_nobody_does_not_come_back() {
    let (desk, _) = sent();
    let (_, mail) = forms().into_iter().next().expect("a form");
    let desk = desk.file("box", &mail);
    desk.run(&["bounces", "--now", "2031-06-14T06:00:00Z", "box"]).exits(3).complains("about no message of this desk");
    let desk = desk.file("box", mail.replace("Ana@A.example", "eve@a.example"));
    desk.run(&["bounces", "--now", NEXT, "box"]).exits(3).complains("about no message of this desk");
    assert_eq!(soft(&desk, READERS[0]), (SubscriberStatus::Active, 0));
}

#[test]
fn soft_bounces_add_up_behind_a_relay_that_takes_everything() {
    let (mut desk, _) = sent();
    let (_, mail) = forms().into_iter().next().expect("a form");
    for day in 15..18 {
        let now = format!("2031-05-{day}T05:00:00Z");
        desk = desk.file("box", mail.replace("mx.example", &format!("mx{day}.example")));
        desk.run(&["bounces", "--soft", "3", "--now", &now, "box"]).ok();
        desk = desk.file(
            &format!("in/{day}.txt"),
            format!(
                "RIGA, May {day}, 2031 (Baltic Wire) -- Finnish Prime Minister Aino Salo{day} arrived in Riga on Tuesday for talks \
                 on ferry {day}, the Latvian Foreign Ministry said.\n"
            ),
        );
        desk.run(&["fetch"]).ok();
        desk.run(&["digest", "--now", &now]).ok();
        desk.run(&["send", "--now", &now]).ok();
    }
    assert_eq!(soft(&desk, READERS[0]).0, SubscriberStatus::Bounced);
    assert_eq!(soft(&desk, READERS[1]), (SubscriberStatus::Active, 0));
}
