use super::desk::{Desk, VISIT};
use super::{lines, stocked};

#[test]
fn words_are_found_and_marked() {
    let desk = stocked();
    desk.run(&["search", "cafe", "DELEGATION"])
        .ok()
        .says("2019-05-16  Oil talks in Tallinn")
        .says("*Delegations* of both")
        .says("The *café* was full.")
        .says("Baltic Post · https://post.example/talks");
    desk.run(&["search", "Tallinn", "Lithuania"]).exits(3).complains("nothing found");
    desk.run(&["search", "rail contract"])
        .ok()
        .says("undated     VILNIUS, May 14, 2019 (Baltic Wire) -- Estonian Foreign Minister")
        .says("*rail contract*");
    desk.run(&["search", "contract rail"]).exits(3);
    let desk = desk.file("plain.txt", format!("Estonian minister flies to Vilnius for talks\n\n{VISIT}"));
    desk.run(&["fetch", "plain.txt"]).ok();
    desk.run(&["search", "flies"]).ok().says("undated     Estonian minister flies to Vilnius for talks\n");
    let rows = lines(&desk.run(&["search", "-f", "json", "flies"]).ok());
    assert_eq!(rows[0]["title"], "Estonian minister flies to Vilnius for talks");
    desk.run(&["search", "Lith*"]).ok();
}

#[test]
fn rows_for_programs() {
    let desk = stocked();
    let rows = lines(&desk.run(&["search", "-f", "json", "café"]).ok());
    let row = rows.first().expect("a row");
    let (snippet, mark) = (row["snippet"].as_str().expect("text"), &row["marks"][0]);
    let (start, end) = (mark[0].as_u64().expect("start") as usize, mark[1].as_u64().expect("end") as usize);
    assert_eq!(snippet.chars().skip(start).take(end - start).collect::<String>(), "café");
    assert_eq!((&row["published"], &row["superseded"]), (&"2019-05-16".into(), &false.into()));
    assert_eq!(lines(&desk.run(&["search", "-f", "json", "--limit", "1", "both"]).ok()).len(), 1);
}

#[test]
fn whatever_is_typed_is_a_query() {
    let desk = stocked();
    for words in ["AND", "NOT", "a OR", "\"", "title:", "NEAR(a b)", "x*y", "(", "^", "{", "a-b", "'; --"] {
        let ran = desk.run(&["search", "--", words, "Tamm"]);
        assert!(!ran.stderr().contains("syntax"), "{words}: {}", ran.stderr());
    }
    desk.run(&["search", "--", "!?"]).exits(2).complains("no word to look for");
}

#[test]
fn the_newest_or_the_best_first() {
    let desk = Desk::new().file(
        "a.jsonl",
        "{\"date\": \"2019-05-14\", \"title\": \"Visit to Vilnius\", \"text\": \"The visit is short. A visit.\"}\n\
         {\"date\": \"2019-05-16\", \"text\": \"Nothing about much else than trade was said before the visit of the week ended.\"}\n\
         {\"text\": \"A visit without a day.\"}\n",
    );
    desk.run(&["fetch", "a.jsonl"]).ok();
    let days = |sort: &str| -> Vec<String> {
        let rows = lines(&desk.run(&["search", "-f", "json", "--sort", sort, "visits"]).ok());
        rows.iter().map(|row| row["published"].as_str().unwrap_or("undated").to_owned()).collect()
    };
    assert_eq!(days("newest"), ["2019-05-16", "2019-05-14", "undated"]);
    assert_eq!(days("best").first().map(String::as_str), Some("2019-05-14"));
}

#[test]
fn without_a_store_there_is_a_way_out() {
    Desk::new().run(&["search", "x"]).exits(1).complains("attache.db: there is no store; `attache fetch` makes one");
    let desk = Desk::new().file("attache.db", "These are notes and no database, though the name says so.");
    desk.run(&["search", "x"]).exits(1).complains("attache.db: is no database");
    desk.run(&["fetch", "attache.db"]).exits(1).complains("is no database");
    assert!(std::fs::read_to_string(desk.path("attache.db")).expect("a file").starts_with("These are notes"));
}
