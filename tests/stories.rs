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
