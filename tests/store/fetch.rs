use super::desk::{Desk, VISIT};
use super::{exported, stocked};

#[test]
fn what_is_fetched_twice_is_there_once() {
    let desk = stocked();
    desk.run(&["fetch", "visit.txt", "talks.jsonl"]).ok().complains("2 articles read: 0 new, 2 unchanged, 0 changed");
    let desk = desk.file("copy.txt", VISIT);
    desk.run(&["fetch", "."]).ok().complains("3 articles read: 0 new, 3 unchanged");
    assert_eq!(exported(&desk).len(), 2);
}

#[test]
fn a_changed_page_is_a_new_version() {
    let page = |words: &str| {
        format!(
            "<html><head><title>Tamm in Vilnius</title><link rel=canonical href='https://post.example/visit'></head><body><article>\
             <h1>Tamm in Vilnius</h1><p>{VISIT}</p><p>{words} Relations between the two countries have been good since then, \
             officials of both said.</p></article></body></html>"
        )
    };
    let desk = Desk::new().file("a.html", page("She left on Wednesday."));
    desk.run(&["fetch", "a.html"]).ok().complains("1 article read: 1 new");
    let desk = desk.file("b.html", page("She left on Thursday."));
    desk.run(&["fetch", "b.html"]).ok().complains("1 article read: 0 new, 0 unchanged, 1 changed");
    let rows = exported(&desk);
    let versions: Vec<_> = rows.iter().map(|r| (&r["versions"][0]["address"], &r["versions"][0]["version"])).collect();
    let address = serde_json::json!("https://post.example/visit");
    assert_eq!(versions, [(&address, &1.into()), (&address, &2.into())]);
    desk.run(&["search", "left"]).ok().says("Thursday").never_says("Wednesday.");
    desk.run(&["search", "left", "--all-versions"]).ok().says("Thursday").says("an earlier version");
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_go_on() {
    let desk = Desk::with_visit().file("bad.jsonl", "{\"text\": 1}\n{\"text\": \"One.\"}\n").file("empty.txt", "");
    desk.run(&["fetch", "visit.txt", "bad.jsonl", "empty.txt", "none.txt"])
        .exits(5)
        .complains("bad.jsonl:1: \"text\" is a number")
        .complains("empty.txt: no article text in it")
        .complains("none.txt: is not there")
        .complains("2 articles read: 2 new, 0 unchanged, 0 changed; 3 skipped")
        .complains("skipped 1: no article text in it");
    desk.run(&["fetch", "none.txt"]).exits(1);
    desk.run(&["fetch", "empty.txt"]).exits(3).complains("nothing to report");
}

#[test]
fn sources_come_from_the_file() {
    let desk = Desk::with_visit().file("in/a.jsonl", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").file(
        "attache.toml",
        "store = \"desk.db\"\n[[source]]\nname = \"rows\"\npath = \"in/*.jsonl\"\npublish = \"link\"\nquote_limit = \"10 %\"\n\
         [[source]]\nname = \"visit\"\npath = [\"visit.txt\"]\n",
    );
    desk.run(&["fetch", "rows"]).ok().complains("2 articles read: 2 new");
    desk.run(&["fetch"]).ok().complains("3 articles read: 1 new, 2 unchanged");
    assert!(desk.path("desk.db").exists() && !desk.path("attache.db").exists());
    let rows = exported(&desk);
    assert_eq!(rows[0]["desk_source"], "rows");
    assert_eq!(rows[0]["rights"], serde_json::json!({"quote_limit": "10 %", "publish": "link"}));
    assert_eq!((&rows[2]["desk_source"], &rows[2]["rights"]), (&"visit".into(), &serde_json::Value::Null));
    desk.run(&["search", "two"]).ok().says("quote at most 10 % · publish: link");
    desk.run(&["fetch", "--store", "other.db", "visit"]).ok().complains("1 new");
}

#[test]
fn the_store_is_named_by_flag_then_environment_then_file() {
    let desk = Desk::with_visit().environment("ATTACHE_STORE", "env.db").file("attache.toml", "store = \"file.db\"");
    desk.run(&["fetch", "visit.txt"]).ok();
    desk.run(&["fetch", "visit.txt", "--store", "flag.db"]).ok();
    assert!(desk.path("env.db").exists() && desk.path("flag.db").exists() && !desk.path("file.db").exists());
}

#[test]
fn a_faulty_file_is_refused_with_a_suggestion() {
    let desk = Desk::with_visit().file("attache.toml", "[[source]]\nname = \"wire\"\npaht = \"visit.txt\"\n");
    desk.run(&["fetch"]).exits(6).complains("attache.toml: source \"wire\": paht: no such key; did you mean \"path\"?");
    let desk = desk.file("attache.toml", "");
    desk.run(&["fetch"]).exits(6).complains("no source: name files or folders, or write [[source]]");
    assert!(!desk.path("attache.db").exists());
}

#[test]
fn a_web_source_does_not_stop_the_others() {
    let desk = Desk::with_visit().file(
        "attache.toml",
        "[[source]]\nname = \"web\"\nurl = \"http://127.0.0.1:9/feed\"\n[[source]]\nname = \"visit\"\npath = \"visit.txt\"\n",
    );
    desk.run(&["fetch"]).exits(5).complains("http://127.0.0.1:9/feed: ").complains("1 new");
}

#[test]
fn containers_come_in_whole_and_in_order() {
    let mails: String = (0..700)
        .map(|n| {
            format!(
                "From a@wire.example Tue May 14 18:04:00 2019\nFrom: a@wire.example\nDate: Tue, 14 May 2019 18:04:00 +0300\n\
                 Subject: Item {n}\nMessage-ID: <{n}@wire.example>\n\nItem {n}: {}\n\n",
                "Ministers of both states met and talked about trade. ".repeat(12)
            )
        })
        .collect();
    let desk = Desk::new().file("box.mbox", mails);
    desk.run(&["fetch", "box.mbox"]).ok().complains("700 articles read: 700 new, 0 unchanged, 0 changed");
    let names: Vec<_> = exported(&desk).iter().map(|row| row["source_path"].as_str().map(str::to_owned)).collect();
    let expected: Vec<_> = (1..=700).map(|n| Some(format!("box.mbox#{n}"))).collect();
    assert_eq!(names, expected);
    desk.run(&["fetch", "box.mbox"]).ok().complains("0 new, 700 unchanged, 0 changed");
    desk.run(&["fetch", "box.mbox#9", "--store", "one.db"]).ok().complains("1 article read: 1 new");
    desk.run(&["fetch", "box.mbox#701", "--store", "one.db"]).exits(1).complains("box.mbox#701: is not there");
}

#[test]
fn an_embargo_in_the_text_is_kept_and_shown() {
    let desk = Desk::new()
        .file("a.txt", format!("EMBARGOED UNTIL 0600 GMT, TUESDAY 14 MAY 2019\n\n{VISIT}"))
        .file("b.txt", format!("EMBARGOED UNTIL THE MINISTER HAS SPOKEN\n\n{VISIT}"))
        .file(
            "attache.toml",
            "[[source]]\nname = \"wire\"\npath = \"a.txt\"\nembargo_until = 2019-05-14T06:00:00+02:00\n",
        );
    desk.run(&["fetch", "wire", "b.txt"])
        .ok()
        .complains("b.txt: \"EMBARGOED UNTIL THE MINISTER HAS SPOKEN\" does not say until when");
    let rows = exported(&desk);
    assert_eq!(rows[0]["rights"], serde_json::json!({"embargo_until": "2019-05-14T06:00:00Z"}));
    assert_eq!(rows[1]["rights"], serde_json::json!({"restricted": true}));
    desk.run(&["search", "Tamm"])
        .ok()
        .says("a.txt · EMBARGOED UNTIL 2019-05-14 06:00 +00:00")
        .says("b.txt · restricted");
    let shown = desk.run(&["search", "-f", "json", "0600"]).ok().json();
    assert_eq!(shown["rights"]["embargo_until"], "2019-05-14T06:00:00Z");
}

#[cfg(not(feature = "postgres"))]
#[test]
fn a_build_without_postgres_says_which_build_is_needed() {
    let desk = Desk::with_visit();
    for arguments in [&["fetch", "visit.txt"][..], &["search", "x"], &["run", "--now", "2031-05-14"]] {
        let url = ["--store", "postgres://ana:s3cret@db.example/desk"];
        let ran = desk.run(&[arguments, &url].concat()).exits(1);
        assert!(!ran.stderr().contains("s3cret"), "{}", ran.stderr());
        ran.complains("postgres://ana@db.example/desk: this attache was built without PostgreSQL");
    }
}
