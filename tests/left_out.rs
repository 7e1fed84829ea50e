//! A build without mail, server or web: what it lacks is not listed, and asked for it, it says what to do.

#![cfg(not(all(feature = "fetch", feature = "mail", feature = "serve")))]

mod desk;

use desk::Desk;

#[cfg(not(feature = "mail"))]
#[test]
fn a_build_without_mail_names_the_feature() {
    let desk = Desk::with_visit();
    for arguments in [&["send", "--dry-run"][..], &["subscribers", "list", "--help"], &["bounces"], &["serve", "-h"]] {
        desk.run(arguments).exits(2).complains("was built without").complains("--features ");
    }
    desk.run(&["--help"]).ok().says("brief").never_says("subscribers").never_says("bounces");
}

#[cfg(not(feature = "mail"))]
#[test]
fn a_day_goes_on_without_mail() {
    let desk = Desk::with_visit().file("attache.toml", "[[source]]\nname = 'visit'\npath = 'visit.txt'\n");
    desk.run(&["run", "--now", "2019-05-15T06:30:00Z", "--report", "report.json"]).ok();
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("report.json")).expect("a report")).expect("JSON");
    let send = serde_json::json!({"step": "send", "outcome": "skipped"});
    assert!(report["desks"][0]["steps"].as_array().is_some_and(|steps| steps.contains(&send)), "{report}");
    desk.run(&["doctor"]).ok().says("without the feature `mail`");
}

#[cfg(not(feature = "serve"))]
#[test]
fn a_build_without_a_server_names_the_feature() {
    let desk = Desk::new();
    desk.run(&["serve", "--listen", "127.0.0.1:0"]).exits(2).complains("--features serve");
    desk.run(&["help"]).ok().never_says("over HTTP");
}

#[cfg(not(feature = "fetch"))]
#[test]
fn a_build_without_the_web_reads_files_and_leaves_addresses_alone() {
    let desk = Desk::with_visit();
    desk.run(&["brief", "visit.txt", "https://post.example/visit"])
        .exits(5)
        .says("Vilnius")
        .complains("https://post.example/visit: is not fetched")
        .complains("--features fetch");
    desk.run(&["fetch", "visit.txt", "https://ann:secret@post.example/feed"])
        .exits(5)
        .complains("1 new")
        .complains("--features fetch")
        .never_complains("secret");
}
