//! `attache stories`: articles on one event stand in one row.

mod desk;

use desk::Desk;

const ARRIVAL: &str = "Norwegian President Ola Nordmann arrived in Lisbon on Monday for talks with Portuguese President Maria Silva on fishing rights. The trawler dispute has gone on for years. Nordmann came five other times while prime minister.";
const TALKS: &str = "Ola Nordmann of Norway is in Lisbon to talk about fishing rights with Maria Silva, the president of Portugal. Trawler owners hope for an end of the dispute. Nordmann had been there before, two times as prime minister.";
const BUDGET: &str = "The parliament of Chile voted for a new budget. Finance minister Juan Perez said that the copper price would decide.";

#[test]
fn a_row_holds_a_story_and_what_it_disputes() {
    let row = |id: &str, text: &str| serde_json::json!({"doc_id": id, "date": "2019-05-06", "text": text}).to_string();
    let input = [row("a", ARRIVAL), row("b", BUDGET), row("c", TALKS)].join("\n");
    let output = Desk::new().file("all.jsonl", input).run(&["stories", "all.jsonl"]).ok().stdout();
    let rows: Vec<serde_json::Value> = output.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let docs: Vec<_> = rows.iter().map(|r| r["docs"].clone()).collect();
    assert_eq!(docs, [serde_json::json!(["a", "c"]), serde_json::json!(["b"])]);
    assert_eq!(rows[0]["disputed"][0]["slot"], "count");
    assert_eq!(rows[0]["disputed"][0]["values"][1]["doc"], "c");
}

/// Three articles, the first and the last of one story; their ids and that of the story.
fn desk() -> Desk {
    let row = |id: &str, text: &str| serde_json::json!({"doc_id": id, "date": "2019-05-06", "text": text}).to_string();
    Desk::new().file("all.jsonl", [row("a", ARRIVAL), row("b", BUDGET), row("c", TALKS)].join("\n"))
}

fn rows(desk: &Desk, arguments: &[&str]) -> Vec<serde_json::Value> {
    let output = desk.run(arguments).ok().stdout();
    output.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

fn docs(rows: &[serde_json::Value]) -> Vec<serde_json::Value> {
    rows.iter().map(|r| r["docs"].clone()).collect()
}

#[test]
fn the_desk_overrules_and_is_remembered() {
    let desk = desk().environment("ATTACHE_STORE", "attache.db");
    let first = rows(&desk, &["stories", "--remember", "all.jsonl"]);
    let id = |row: usize, at: usize| first[row]["articles"][at].as_str().expect("an id").to_owned();
    let (a, b, c) = (id(0, 0), id(1, 0), id(0, 1));
    desk.run(&["stories", "split", &a, &c, "--note", "two visits"]).ok();
    let parted = rows(&desk, &["stories", "all.jsonl"]);
    assert_eq!(docs(&parted), [serde_json::json!(["a"]), serde_json::json!(["b"]), serde_json::json!(["c"])]);
    desk.run(&["stories", "merge", &a, &c]).ok();
    desk.run(&["stories", "merge", &a, &b]).ok();
    assert_eq!(docs(&rows(&desk, &["stories", "all.jsonl"])), [serde_json::json!(["a", "b", "c"])]);
    desk.run(&["stories", "mute", first[0]["story_id"].as_str().expect("an id")]).ok();
    desk.run(&["stories", "all.jsonl"]).exits(3);
    desk.run(&["stories", "merge", &a, &a]).exits(2).complains("name two articles");
}

#[test]
fn a_story_keeps_its_id_when_an_earlier_article_comes() {
    let desk = desk().environment("ATTACHE_STORE", "attache.db");
    let id = rows(&desk, &["stories", "--remember", "all.jsonl"])[0]["story_id"].clone();
    let early = serde_json::json!({"doc_id": "0", "date": "2019-05-05", "text": format!("{ARRIVAL} The sun shone.")});
    let all = std::fs::read_to_string(desk.path("all.jsonl")).expect("the file");
    let desk = desk.file("more.jsonl", format!("{early}\n{all}"));
    let later = rows(&desk, &["stories", "more.jsonl"]);
    assert_eq!((&later[0]["story_id"], &later[0]["docs"]), (&id, &serde_json::json!(["0", "a", "c"])));
}

#[test]
fn grouping_is_explained() {
    let desk = desk();
    desk.run(&["explain", "--stories", "all.jsonl"])
        .ok()
        .says("  a with c: likeness ")
        .says("names ")
        .says("is enough")
        .says("      words: ")
        .says("parties of both: NOR");
    let pairs = rows(&desk, &["explain", "--stories", "-f", "json", "all.jsonl"]);
    let sum: i64 = pairs[0]["parts"].as_array().expect("parts").iter().filter_map(|p| p[1].as_i64()).sum();
    assert_eq!((pairs[0]["one_story"].as_bool(), pairs[0]["likeness"].as_i64()), (Some(true), Some(sum)));
}
