//! `attache doctor`: what is wrong and what to do for it.

mod desk;

use desk::Desk;

fn findings(desk: &Desk, arguments: &[&str], code: i32) -> Vec<serde_json::Value> {
    let json = desk.run(arguments).exits(code).json();
    assert_eq!(json["healthy"], code == 0, "{json}");
    json["findings"].as_array().expect("a list").clone()
}

fn of<'f>(findings: &'f [serde_json::Value], check: &str, state: &str) -> Vec<&'f str> {
    let is_it = |finding: &&serde_json::Value| finding["check"] == check && finding["state"] == state;
    findings.iter().filter(is_it).filter_map(|finding| finding["said"].as_str()).collect()
}

#[test]
fn a_new_desk_is_well() {
    let desk = Desk::with_visit();
    desk.run(&["digest", "--now", "2019-05-15T06:30", "visit.txt"]).ok();
    let found = findings(&desk, &["doctor", "-f", "json", "--now", "2026-12-01T06:00:00Z"], 0);
    assert!(of(&found, "store", "ok")[0].contains("1 article,"), "{found:?}");
    assert!(of(&found, "templates", "ok")[0].contains("hold"));
    assert!(of(&found, "last run", "note")[0].contains("2019-05-15"));
    desk.run(&["doctor"]).ok().says("ok     store").says("note   mail");
}

#[cfg(feature = "mail")]
#[test]
fn each_fault_has_a_way_out() {
    let desk = Desk::with_visit()
        .file(
            "attache.toml",
            "[digest]\ntemplates = 'mine'\n[mail]\nurl = 'smtp://127.0.0.1:9'\nfrom = 'Desk <desk@harbour.example>'\n\
             dkim = { domain = 'harbour.example', selector = 's', key_file = 'dkim.pem' }\n\
             [[source]]\nname = 'inbox'\npath = 'inbox'\n[serve]\nlisten = '127.0.0.1:0'\n",
        )
        .file("mine/brief.md", "\n{{ haedline }}")
        .file("dkim.pem", "no key");
    let found = findings(&desk, &["doctor", "-f", "json"], 6);
    assert!(of(&found, "configuration", "fault")[0].contains("inbox"), "{found:?}");
    assert!(of(&found, "templates", "fault")[0].contains("brief.md:2"), "{found:?}");
    assert!(of(&found, "mail", "fault")[0].contains("127.0.0.1:9"), "{found:?}");
    assert!(of(&found, "dkim", "fault")[0].contains("openssl"), "{found:?}");
    assert!(of(&found, "leaving", "fault")[0].contains("no way to leave"), "{found:?}");
    assert!(
        found.iter().filter(|f| f["state"] == "fault").all(|f| f["remedy"].as_str().is_some_and(|r| !r.is_empty()))
    );
    desk.run(&["doctor", "--offline"]).exits(6).says("FAULT  dkim").says("→");
}

#[test]
fn a_wrong_clock_a_foreign_store_and_a_wrong_file_are_seen() {
    let desk = Desk::with_visit();
    desk.run(&["digest", "--now", "2030-05-15T06:30", "visit.txt"]).ok();
    let found = findings(&desk, &["doctor", "-f", "json", "--now", "2029-01-01T00:00:00Z"], 6);
    assert!(of(&found, "clock", "fault")[0].contains("before the last digest"), "{found:?}");
    let desk = Desk::new().file("attache.db", "this is no database at all, whatever its name may say");
    let found = findings(&desk, &["doctor", "-f", "json"], 6);
    assert_eq!(of(&found, "store", "fault").len(), 1, "{found:?}");
    let found = findings(&Desk::new().file("attache.toml", "[digset]\n"), &["doctor", "-f", "json"], 6);
    assert!(of(&found, "configuration", "fault")[0].contains("digset"), "{found:?}");
}
