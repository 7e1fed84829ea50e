//! Mails that come back: reports, complaints, readers who leave by mail.

#![cfg(feature = "mail")]

mod desk;

use std::error::Error;

use attache::deliver::{Key, Purpose};
use attache::model::{Address, SubscriberId, SubscriberStatus, Wishes};
use attache::store::{Added, NewSubscriber, Step, Store, Writer};
use chrono::{DateTime, Utc};
use desk::Desk;

const NOW: &str = "2031-05-14T06:30:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().expect("a moment")
}

/// A reader, and the token to leave with.
type Reader = (SubscriberId, String);

/// A desk with active readers.
fn readers(names: &[&str]) -> Result<(Desk, Vec<Reader>), Box<dyn Error>> {
    let desk = Desk::new();
    let mut writer = Writer::open(desk.place())?;
    let key = Key::open(&mut writer)?;
    let new = |name: &&str| -> Result<NewSubscriber, Box<dyn Error>> {
        let address = Address::parse(&format!("{name}@reader.example"))?;
        let hash = key.hash(&address);
        let wishes = Wishes::default();
        Ok(NewSubscriber { list: "main".into(), address, hash, name: None, status: SubscriberStatus::Active, wishes })
    };
    let new = names.iter().map(new).collect::<Result<Vec<_>, _>>()?;
    let step = Step { at: "2031-01-01T00:00:00Z", how: attache::model::How::Command, detail: None };
    let added = writer.add_subscribers(&new, step)?;
    let token = |added: &Added| match added {
        Added::New(id) => Ok((*id, key.token(Purpose::Unsubscribe, *id, now()))),
        other => Err(format!("{other:?}")),
    };
    let tokens = added.iter().map(token).collect::<Result<_, _>>()?;
    Ok((desk, tokens))
}

fn status(desk: &Desk, id: SubscriberId) -> SubscriberStatus {
    let store = Store::open(desk.place()).expect("a store");
    store.subscriber(id).expect("readable").expect("there").status
}

fn report(code: &str, token: &str, n: usize) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <{n}@mx.example>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
         --b\nContent-Type: text/plain\n\nThis is the mail system at host mx.example.\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
         Final-Recipient: rfc822; somebody@else.example\nAction: failed\nStatus: {code}\n\n\
         --b\nContent-Type: text/rfc822-headers\n\nList-Unsubscribe: <https://desk.example/u/{token}>\n\n--b--\n"
    )
}

const BOUNCES: [&str; 4] = ["bounces", "--now", NOW, "box"];

#[test]
fn a_hard_bounce_takes_the_address_off_and_twice_is_once() -> Result<(), Box<dyn Error>> {
    let (desk, tokens) = readers(&["ana", "bea"])?;
    let desk = desk.file("box", report("5.1.1", &tokens[0].1, 1));
    desk.run(&BOUNCES).ok().complains("1 mail read: 1 address off");
    assert_eq!(status(&desk, tokens[0].0), SubscriberStatus::Bounced);
    assert_eq!(status(&desk, tokens[1].0), SubscriberStatus::Active);
    desk.run(&BOUNCES).ok().complains("0 addresses off").complains("1 known already");
    let store = Store::open(desk.place())?;
    assert_eq!(store.consents(tokens[0].0)?.len(), 2);
    Ok(())
}

#[test]
fn soft_bounces_count_each_report_once() -> Result<(), Box<dyn Error>> {
    let (desk, tokens) = readers(&["ana"])?;
    let mailbox: String = (0..2)
        .map(|n| format!("From x@y.example Mon May 12 10:00:00 2031\n{}\n", report("4.2.2", &tokens[0].1, n)))
        .collect();
    let desk = desk.file("box", &mailbox);
    desk.run(&["bounces", "--soft", "3", "box"]).ok().complains("2 mails read").complains("2 soft");
    desk.run(&["bounces", "--soft", "3", "box"]).ok().complains("0 soft").complains("2 known already");
    assert_eq!(status(&desk, tokens[0].0), SubscriberStatus::Active);
    let desk = desk.file("box", report("4.2.2", &tokens[0].1, 2));
    desk.run(&["bounces", "--soft", "3", "box"]).ok().complains("1 address off");
    assert_eq!(status(&desk, tokens[0].0), SubscriberStatus::Bounced);
    Ok(())
}

#[test]
fn a_report_about_a_mail_that_was_never_sent_changes_nothing() -> Result<(), Box<dyn Error>> {
    let (desk, tokens) = readers(&["ana"])?;
    let forged = tokens[0].1.replace(&tokens[0].1[5..8], "zzz");
    let named = report("5.1.1", &forged, 1).replace("somebody@else.example", "ana@reader.example");
    let desk = desk.file("box", named);
    desk.run(&BOUNCES).exits(3).complains("1 about no message of this desk");
    assert_eq!(status(&desk, tokens[0].0), SubscriberStatus::Active);
    Ok(())
}

#[test]
fn a_reader_leaves_by_mail() -> Result<(), Box<dyn Error>> {
    let (desk, tokens) = readers(&["ana", "bea", "cem"])?;
    let mail = |to: &str, subject: &str| format!("From: a@b.example\nTo: {to}\nSubject: {subject}\n\n\n");
    let desk = desk
        .file("box/new/1", mail(&format!("leave+{}@desk.example", tokens[0].1), ""))
        .file("box/cur/2:2,S", mail("leave@desk.example", &format!("unsubscribe {}", tokens[1].1)))
        .file("box/cur/3:2,S", mail("desk@desk.example", "What a fine digest"));
    desk.run(&BOUNCES).ok().complains("3 mails read").complains("2 left").complains("1 no reports");
    assert_eq!(status(&desk, tokens[0].0), SubscriberStatus::Unsubscribed);
    assert_eq!(status(&desk, tokens[1].0), SubscriberStatus::Unsubscribed);
    assert_eq!(status(&desk, tokens[2].0), SubscriberStatus::Active);
    let store = Store::open(desk.place())?;
    assert_eq!(store.consents(tokens[0].0)?.last().map(|step| step.how.as_str()), Some("reply"));
    Ok(())
}

#[test]
fn a_mailbox_read_again_does_not_undo_a_reader_who_came_back() -> Result<(), Box<dyn Error>> {
    let (desk, tokens) = readers(&["ana"])?;
    let desk = desk.file("box", format!("From: a@b.example\nTo: leave+{}@desk.example\n\n\n", tokens[0].1));
    desk.run(&BOUNCES).ok().complains("1 left");
    let step = Step { at: NOW, how: attache::model::How::Link, detail: None };
    Writer::open(desk.place())?.set_status(tokens[0].0, SubscriberStatus::Active, step)?;
    desk.run(&BOUNCES).ok().complains("0 left").complains("1 known already");
    assert_eq!(status(&desk, tokens[0].0), SubscriberStatus::Active);
    Ok(())
}

#[test]
fn nothing_found_and_nothing_there_are_told_apart() -> Result<(), Box<dyn Error>> {
    let (desk, _) = readers(&["ana"])?;
    let desk = desk.file("box", "From: a@b.example\nSubject: hello\n\nhello\n");
    desk.run(&BOUNCES).exits(3).complains("1 no reports");
    desk.run(&["bounces", "nowhere"]).exits(1).complains("nowhere");
    Desk::new().file("box", "x").run(&BOUNCES).exits(1).complains("there is no store");
    Ok(())
}
