//! Stores that cannot be opened say why, and never the password.

use crate::desk::{Desk, VISIT};
use crate::is_there;

#[test]
fn a_server_that_is_not_there_is_named_without_the_password() {
    let url = "postgres://ana:s3cret@127.0.0.1:1/desk?connect_timeout=2";
    let desk = Desk::new().file("in/visit.txt", VISIT).file("attache.toml", format!("[store]\nurl = \"{url}\"\n"));
    let desk = desk.environment("ATTACHE_STORE__URL", url);
    for arguments in
        [&["fetch", "in"][..], &["search", "Tamm"], &["digest"], &["export"], &["doctor"], &["verify", "a.json"]]
    {
        let ran = desk.run(arguments);
        let said = format!("{}{}", ran.stdout(), ran.stderr());
        assert!(!said.contains("s3cret"), "{said}");
        if arguments[0] != "verify" {
            assert!(said.contains("postgres://ana@127.0.0.1:1/desk"), "{arguments:?}: {said}");
        }
    }
    desk.run(&["fetch", "in"]).exits(1).complains("refused");
    let broken = "postgres://ana:s3cret@127.0.0.1:port/desk";
    let ran = desk.environment("ATTACHE_STORE__URL", broken).run(&["fetch", "in"]).exits(1);
    assert!(!ran.stderr().contains("s3cret"), "{}", ran.stderr());
}

#[test]
fn what_only_a_file_can_do_says_what_does_it() {
    if !is_there() {
        return;
    }
    let desk = Desk::with_visit();
    desk.run(&["search", "Tamm"]).exits(1).complains("there is no store");
    desk.run(&["brief", "visit.txt"]).ok();
    desk.run(&["fetch", "visit.txt"]).ok();
    desk.run(&["fetch", "visit.txt"]).ok().complains("1 unchanged");
    desk.run(&["backup", "a.db"]).exits(1).complains("pg_dump");
    desk.run(&["restore", "a.db"]).exits(1).complains("pg_restore");
    desk.run(&["doctor"]).says("schema 6, 1 article");
}

#[test]
fn many_that_make_a_store_at_once_make_one() {
    if !is_there() {
        return;
    }
    let desk = Desk::with_visit();
    let children: Vec<_> = (0..6).map(|_| desk.start(&["fetch", "visit.txt"])).collect();
    for child in children {
        desk.wait(child, &["fetch"]).ok();
    }
    desk.run(&["doctor"]).says("schema 6, 1 article");
}

#[test]
fn a_newer_schema_is_refused() -> Result<(), Box<dyn std::error::Error>> {
    if !is_there() {
        return Ok(());
    }
    let desk = Desk::with_visit();
    desk.run(&["fetch", "visit.txt"]).ok();
    let attache::model::StorePlace::Server(server) = desk.place() else { return Ok(()) };
    let mut client = postgres::Client::connect(server.url(), postgres::NoTls)?;
    let schema = server.schema().unwrap_or_default();
    client.batch_execute(&format!("UPDATE {schema}.attache_schema SET number = 99"))?;
    for command in ["search", "fetch"] {
        desk.run(&[command, "visit.txt"]).exits(1).complains("was written by a newer attache (schema 99");
    }
    Ok(())
}

#[test]
fn one_runs_the_day_at_a_time() -> Result<(), Box<dyn std::error::Error>> {
    if !is_there() {
        return Ok(());
    }
    let desk = Desk::with_visit();
    desk.run(&["fetch", "visit.txt"]).ok();
    let lock = attache::store::RunLock::take(desk.place())?;
    desk.run(&["run", "--now", "2031-05-14"]).exits(1).complains("is at work; this one does nothing");
    drop(lock);
    desk.run(&["run", "--now", "2031-05-14"]);
    desk.run(&["digest", "list"]).ok().says("2031-05-14");
    Ok(())
}

#[test]
fn of_two_that_make_a_digest_at_once_one_gets_the_number() {
    if !is_there() {
        return;
    }
    let desk = Desk::with_visit();
    desk.run(&["fetch", "visit.txt"]).ok();
    let arguments = ["digest", "--now", "2031-05-14"];
    let children: Vec<_> = (0..4).map(|_| desk.start(&arguments)).collect();
    let ran: Vec<_> = children.into_iter().map(|child| desk.wait(child, &arguments)).collect();
    let said: Vec<String> = ran.iter().map(|ran| ran.stderr()).collect();
    let made = ran.iter().filter(|ran| ran.stdout().contains("No. 1")).count();
    assert_eq!(made, 1, "{said:?}");
    // The others came too late for the number, or for the news.
    let late =
        |said: &&String| said.contains("another attache has made a digest meanwhile") || said.contains("nothing");
    assert_eq!(said.iter().filter(late).count(), 3, "{said:?}");
    let list = desk.run(&["digest", "list"]).ok().stdout();
    assert_eq!(list.lines().count(), 1, "{list}");
}
