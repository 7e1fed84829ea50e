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

#[test]
fn a_row_says_what_its_articles_tell_alike_of_the_event() {
    let row = |id: &str, text: &str| serde_json::json!({"doc_id": id, "date": "2019-05-06", "text": text}).to_string();
    let other = "President Nordmann of Norway came to Lisbon on Monday. Ola Nordmann and Maria Silva, the president of Portugal, will talk about fishing rights and the dispute of the trawlers.";
    let input = [row("a", ARRIVAL), row("b", other)].join("\n");
    let output = Desk::new().file("all.jsonl", input).run(&["stories", "all.jsonl"]).ok().stdout();
    let row: serde_json::Value = serde_json::from_str(output.lines().next().expect("a row")).expect("JSON");
    let agreed: Vec<(&str, usize)> = row["agreed"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|c| Some((c["values"][0]["value"].as_str()?, c["values"].as_array()?.len())))
        .collect();
    assert_eq!(row["docs"], serde_json::json!(["a", "b"]));
    for value in ["Lisbon", "2019-05-06", "Ola Nordmann"] {
        assert!(agreed.contains(&(value, 2)), "{value}: {agreed:?}");
    }
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
        .says("parties of both: PRT");
    let pairs = rows(&desk, &["explain", "--stories", "-f", "json", "all.jsonl"]);
    let sum: i64 = pairs[0]["parts"].as_array().expect("parts").iter().filter_map(|p| p[1].as_i64()).sum();
    assert_eq!((pairs[0]["one_story"].as_bool(), pairs[0]["likeness"].as_i64()), (Some(true), Some(sum)));
}

/// Reports of three events over three days: (day, what it tells, in which words).
fn stream() -> Vec<(usize, String)> {
    let spoken = [
        "The harbour pilots said that it went well.",
        "Nobody in the hall asked a question.",
        "The weather was fine, and the flags were out.",
        "A band of the coast guard played.",
    ];
    let mut rows = Vec::new();
    for day in 0..3 {
        for (n, more) in spoken.iter().enumerate().skip(day) {
            for (event, text) in [ARRIVAL, TALKS, BUDGET].iter().enumerate() {
                let id = format!("{event}-{day}-{n}");
                let text = format!("{text} {more} {}", spoken[(n + day + 1) % spoken.len()]);
                let date = format!("2019-05-{:02}", 6 + day);
                rows.push((day, serde_json::json!({"doc_id": id, "date": date, "text": text}).to_string()));
            }
        }
    }
    rows
}

fn sets(rows: &[serde_json::Value]) -> std::collections::BTreeSet<(String, Vec<String>)> {
    let docs = |row: &serde_json::Value| {
        let mut docs: Vec<String> =
            row["docs"].as_array().into_iter().flatten().filter_map(|d| d.as_str().map(str::to_owned)).collect();
        docs.sort();
        docs
    };
    rows.iter().map(|row| (row["story_id"].as_str().unwrap_or_default().to_owned(), docs(row))).collect()
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let lines: Vec<String> = stream().into_iter().map(|(_, line)| line).collect();
    let found =
        |order: Vec<String>| sets(&rows(&Desk::new().file("all.jsonl", order.join("\n")), &["stories", "all.jsonl"]));
    let straight = found(lines.clone());
    assert_eq!(straight.len(), 2, "{straight:?}");
    assert_eq!(found(lines.iter().rev().cloned().collect()), straight);
    for step in [5, 7, 11] {
        let turned = (0..lines.len()).map(|n| lines[(n * step) % lines.len()].clone()).collect();
        assert_eq!(found(turned), straight, "every {step}th");
    }
}

#[test]
fn over_a_stream_of_days_a_story_keeps_its_id_and_grows() {
    let mut desk = Desk::new().environment("ATTACHE_STORE", "attache.db");
    let mut before: Option<std::collections::BTreeSet<(String, Vec<String>)>> = None;
    for day in 0..3 {
        // What came later in the day stands first in the file.
        let lines: Vec<String> = stream().into_iter().filter(|(d, _)| *d <= day).rev().map(|(_, line)| line).collect();
        desk = desk.file("days.jsonl", lines.join("\n"));
        let now = sets(&rows(&desk, &["stories", "--remember", "days.jsonl"]));
        for (id, docs) in before.iter().flatten() {
            let after = now.iter().find(|(later, _)| later == id).map(|(_, docs)| docs);
            assert!(after.is_some_and(|after| after.len() > docs.len()), "{id} on day {day}: {docs:?}, {after:?}");
            assert!(after.is_some_and(|after| docs.iter().all(|doc| after.contains(doc))), "{id} on day {day}");
        }
        before = Some(now);
    }
}

#[test]
fn two_visits_of_one_day_told_in_the_same_words_are_two_stories() {
    let visit = |who: &str, from: &str, place: &str| {
        format!(
            "{from} Foreign Minister {who} arrived in {place} on Monday for a two-day visit, the foreign ministry said. Ministers will talk about fishing rights on Tuesday, the ministry said in a statement. It is the second visit since 2017."
        )
    };
    let row =
        |id: &str, text: String| serde_json::json!({"doc_id": id, "date": "2019-05-06", "text": text}).to_string();
    let told = |second: String| {
        let all =
            [row("a", visit("Ola Nordmann", "Norwegian", "Lisbon")), row("b", second), row("c", BUDGET.to_owned())];
        docs(&rows(&Desk::new().file("all.jsonl", all.join("\n")), &["stories", "all.jsonl"])).len()
    };
    assert_eq!(told(visit("Maria Silva", "Portuguese", "Riga")), 3);
    assert_eq!(told(visit("Ola Nordmann", "Norwegian", "Lisbon") + " Rain fell."), 2);
}

#[test]
fn a_story_that_goes_on_stays_one_and_what_comes_months_later_is_another() {
    let cut = "The deep-sea cable between Malta and Sicily has been cut by an anchor, its operator Melita Link said. Half of the island is without internet. Repairs of the cable will take about two weeks, and a repair ship is on its way from Catania.";
    let mended = "The deep-sea cable between Malta and Sicily that an anchor had cut is mended, its operator Melita Link said. The repair ship from Catania has left the island. The internet is back to its old speed in all of Malta.";
    let row =
        |id: &str, day: &str, text: &str| serde_json::json!({"doc_id": id, "date": day, "text": text}).to_string();
    let all = [row("a", "2031-03-02", cut), row("b", "2031-03-14", mended), row("c", "2031-07-02", mended)].join("\n");
    let desk = Desk::new().file("all.jsonl", all);
    let found = docs(&rows(&desk, &["stories", "all.jsonl"]));
    assert_eq!(found, [serde_json::json!(["a", "b"]), serde_json::json!(["c"])]);
    desk.run(&["explain", "--stories", "all.jsonl"]).ok().says("days between -150");
}
