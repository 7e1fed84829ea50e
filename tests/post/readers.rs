use crate::desk::Desk;

fn desk() -> Desk {
    Desk::new().file("attache.toml", "[digest]\nlist = \"press\"\n")
}

#[test]
fn readers_come_in_as_a_table_and_go_out_as_one() {
    let table =
        "email,name,status,lang,topics\nana@a.example,\"Lind, Ana\",active,sv,trade;visas\nola@a.example,=Ola,,,\n";
    let desk = desk().file("in.csv", table);
    desk.run(&["subscribers", "import", "in.csv"]).ok().complains("2 added");
    desk.run(&["subscribers", "import", "in.csv"]).ok().complains("0 added, 2 known already");
    let out = desk.run(&["subscribers", "export"]).ok().stdout();
    assert!(out.starts_with("email,name,status,lang,topics,"), "{out}");
    assert!(out.contains("ana@a.example,\"Lind, Ana\",active,sv,trade;visas,"), "{out}");
    assert!(out.contains("ola@a.example,'=Ola,pending,"), "no spreadsheet takes a name for a formula: {out}");
    let other = Desk::new().file("out.csv", &out);
    other.run(&["subscribers", "import", "out.csv"]).ok();
    assert_eq!(other.run(&["subscribers", "export"]).ok().stdout().replace("''", "'"), out);
}

#[test]
fn a_faulty_line_is_named_and_the_others_are_taken() {
    let desk = desk().file("in.csv", "email,status\nana@a.example,\nola,\nida@a.example,keen\n");
    desk.run(&["subscribers", "import", "in.csv"])
        .exits(5)
        .complains("in.csv, line 3: \"ola\" is no e-mail address")
        .complains("in.csv, line 4: \"keen\" is no status")
        .complains("1 added, 0 known already, 0 kept off, 2 lines faulty");
    desk.run(&["subscribers", "import", "none.csv"]).exits(1);
}

#[test]
fn consent_has_a_history_and_an_export_for_who_asks() {
    let desk = desk();
    let at = ["2031-05-01", "2031-05-02", "2031-05-03"];
    desk.run(&["subscribers", "add", "ana@a.example", "--note", "asked at the fair", "--now", at[0]]).ok();
    desk.run(&["subscribers", "set", "ana@a.example", "--status", "active", "--note", "signed form", "--now", at[1]])
        .ok();
    desk.run(&["subscribers", "pause", "ana@a.example", "--now", at[2]]).ok();
    let export = desk.run(&["subscribers", "show", "ana@a.example", "--export"]).ok().json();
    let consents = export["subscriptions"][0]["consents"].as_array().expect("a history").clone();
    let steps: Vec<_> =
        consents.iter().map(|step| (step["at"].clone(), step["status"].clone(), step["detail"].clone())).collect();
    assert_eq!(
        steps,
        [
            ("2031-05-01T00:00:00Z".into(), "pending".into(), "asked at the fair".into()),
            ("2031-05-02T00:00:00Z".into(), "active".into(), "signed form".into()),
            ("2031-05-03T00:00:00Z".into(), "paused".into(), serde_json::Value::Null),
        ]
    );
    desk.run(&["subscribers", "resume", "ana@a.example"]).ok();
    desk.run(&["subscribers", "resume", "ola@a.example"]).exits(3);
    desk.run(&["subscribers", "list"]).ok().says("ana@a.example").says("active").says("press");
}

#[test]
fn who_is_forgotten_is_gone_and_cannot_come_back_by_a_table() {
    let desk = desk().file("in.csv", "email,name\nana@a.example,Zebedee\n");
    desk.run(&["subscribers", "import", "in.csv"]).ok();
    desk.run(&["subscribers", "remove", "ana@a.example", "--forget"]).ok().never_complains("ana@");
    for file in ["attache.db", "attache.db-wal"] {
        let bytes = std::fs::read(desk.path(file)).unwrap_or_default();
        let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(!holds(b"ana@a.example") && !holds(b"Zebedee"), "{file}");
    }
    desk.run(&["subscribers", "import", "in.csv"]).ok().complains("0 added, 0 known already, 1 kept off");
    desk.run(&["subscribers", "show", "ana@a.example"]).exits(3);
}

#[test]
fn lists_are_apart() {
    let desk = desk();
    desk.run(&["subscribers", "add", "ana@a.example", "--list", "one"]).ok();
    desk.run(&["subscribers", "add", "ana@a.example", "--list", "two", "--status", "active"]).ok();
    desk.run(&["subscribers", "remove", "ana@a.example", "--list", "one"]).ok();
    desk.run(&["subscribers", "list", "--list", "two"]).ok().says("active");
    desk.run(&["subscribers", "list"]).exits(3);
    let all = desk.run(&["subscribers", "list", "--all", "-f", "json"]).ok().stdout();
    assert_eq!(all.lines().count(), 2);
}

#[test]
fn without_its_key_a_store_takes_nobody() {
    let desk = desk();
    desk.run(&["subscribers", "add", "ana@a.example"]).ok();
    std::fs::remove_file(desk.path("attache.db.key")).expect("a key");
    desk.run(&["subscribers", "add", "ola@a.example"])
        .exits(1)
        .complains("attache.db.key: is not there; put the key back");
}
