//! Ten days at a desk in Paris: articles arrive, repeat, change, contradict, are withdrawn; clocks change, a run is missed,
//! a day is empty, a source fails. Each digest holds what is new, once.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use super::desk::Desk;
use super::{EXPULSION, TALKS, VISIT, headlines, shown};

const CONFIG: &str = "[[source]]\nname = \"inbox\"\npath = \"inbox\"\n[[source]]\nname = \"partner\"\npath = \"partner\"\n\
                      [digest]\ntime_zone = \"Europe/Paris\"\n";

fn page(text: &str) -> String {
    let row = serde_json::json!({"title": "A treaty on the river", "url": "https://river.example/a", "publisher": "River Post", "text": text});
    format!("{row}\n")
}

fn treaty(day: u32, number: &str) -> String {
    format!(
        "GENEVA, March {day}, 2031 (River Post) -- France and Switzerland signed {number} agreements on the water of the Rhone in \
         Geneva on Friday, both governments said.\n\nThe agreements bind both states for thirty years. The French minister \
         Anne Roux called them a good neighbour's work.\n"
    )
}

/// A day: what comes in, and the run of the morning after.
fn day(desk: Desk, files: &[(&str, String)], now: &str, exit: i32) -> Desk {
    let desk = files.iter().fold(desk, |desk, (name, text)| desk.file(name, text));
    desk.run(&["run", "--every", "day", "--at", "06:30", "--now", now, "-q"]).exits(exit);
    desk
}

fn kinds(edition: &Value) -> Vec<(u64, String)> {
    let corrections = edition["corrections"].as_array().expect("corrections");
    corrections
        .iter()
        .map(|c| (c["digest"].as_u64().expect("a number"), c["kind"].as_str().expect("a kind").to_owned()))
        .collect()
}

#[test]
fn ten_days_hold_what_is_new_once() {
    let desk = Desk::new().file("attache.toml", CONFIG).file("partner/.none", "");
    // 26 March: two stories.
    let desk = day(
        desk,
        &[("inbox/visit.txt", VISIT.into()), ("inbox/expulsion.txt", EXPULSION.into())],
        "2031-03-26T06:30",
        0,
    );
    assert_eq!(headlines(&shown(&desk, "1")).len(), 2);
    // 27: a reprint, and another story.
    let reprint = format!("{VISIT}\nShe was met at the airport.\n");
    let desk = day(desk, &[("partner/reprint.txt", reprint), ("inbox/talks.txt", TALKS.into())], "2031-03-27T06:30", 0);
    let second = shown(&desk, "2");
    assert_eq!((headlines(&second).len(), second["unchanged"].as_array().map(Vec::len)), (1, Some(1)), "{second}");
    // 28: a contradiction.
    let other = EXPULSION.replace("Nordic Desk", "Fjord Agency").replace("12 diplomats", "14 diplomats");
    let desk = day(desk, &[("partner/other.txt", other)], "2031-03-28T06:30", 0);
    assert_eq!(kinds(&shown(&desk, "3")), [(1, "contradicted".to_owned())]);
    // 29: nothing.
    let desk = day(desk, &[], "2031-03-29T06:30", 3);
    // 30, the clocks have gone forward: a page. A source has failed.
    std::fs::rename(desk.path("partner"), desk.path("elsewhere")).expect("moved");
    let desk = day(desk, &[("inbox/page.jsonl", page(&treaty(28, "three")))], "2031-03-30T06:30", 5);
    let fourth = shown(&desk, "4");
    assert_eq!(fourth["window"]["to"], "2031-03-30T06:30:00+02:00");
    assert_eq!(fourth["window"]["from"], "2031-03-28T06:30:00+01:00");
    assert_eq!(fourth["coverage"]["failed"][0]["source"], "partner");
    std::fs::rename(desk.path("elsewhere"), desk.path("partner")).expect("moved back");
    // 31: the page changes.
    let desk = day(desk, &[("inbox/page.jsonl", page(&treaty(28, "four")))], "2031-03-31T06:30", 0);
    assert_eq!(kinds(&shown(&desk, "5")), [(4, "changed".to_owned())]);
    // 1 April: the run is missed, and articles come in; 2 April holds them, and one that is dated long before.
    let late = "DAKAR, March 20, 2031 (Coast Wire) -- Senegal named Awa Diop its new ambassador to Brazil on Thursday, the \
                foreign ministry said.\n\nDiop has led the ministry's department for the Americas since 2028.\n";
    let missed = "SEOUL, April 1, 2031 (Han Press) -- South Korea and Mongolia opened a rail link between two border towns on Tuesday, the \
                  transport ministries said.\n\nThe first train carried copper.\n";
    let desk = desk.file("inbox/missed.txt", missed);
    let desk = day(desk, &[("inbox/late.txt", late.into())], "2031-04-02T09:00", 0);
    assert_eq!(headlines(&shown(&desk, "6")).len(), 2, "{:?}", headlines(&shown(&desk, "6")));
    // 3: the page is withdrawn.
    let notice = "This article has been withdrawn. The report on the river could not be confirmed.";
    let desk = day(desk, &[("inbox/page.jsonl", page(notice))], "2031-04-03T06:30", 0);
    let seventh = shown(&desk, "7");
    let kinds = kinds(&seventh);
    assert!(!kinds.is_empty() && kinds.iter().all(|(_, kind)| kind == "withdrawn"), "{kinds:?}");
    assert!(headlines(&seventh).is_empty());
    // 4: at the very edge of the window, on both sides.
    let row = serde_json::json!({"date": "2031-04-04", "text": VISIT.replace("March 25", "April 4").replace("Vilnius", "Riga").replace("VILNIUS", "RIGA").replace("Lithuania", "Latvia").replace("Karin Tamm", "Mari Kask").replace("Tamm", "Kask").replace("Jonas Petraitis", "Janis Ozols").replace("Tuesday", "Friday").replace("Wednesday", "Saturday")});
    let desk = day(desk, &[("inbox/edge.jsonl", format!("{row}\n"))], "2031-04-04T06:30", 0);
    assert_eq!(shown(&desk, "8")["window"]["from"], seventh["window"]["to"]);

    each_article_once(&desk);
    each_digest_again(&desk);
}

/// Each article of the store has been dealt with by one digest, and by no second one (but one that was withdrawn).
fn each_article_once(desk: &Desk) {
    let store = Connection::open(desk.path("attache.db")).expect("opens");
    let sql = "SELECT a.id, group_concat(d.fate) FROM articles AS a LEFT JOIN digest_articles AS d ON d.article = a.id GROUP BY a.id";
    let mut rows = store.prepare(sql).expect("prepared");
    let fates: BTreeMap<String, Option<String>> = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("asked")
        .collect::<Result<_, _>>()
        .expect("read");
    for (id, fate) in fates {
        let fate = fate.unwrap_or_default();
        let once = fate.split(',').filter(|fate| *fate != "withdrawn").count();
        assert_eq!(once, 1, "{id}: {fate:?}");
    }
}

fn each_digest_again(desk: &Desk) {
    for number in 1..=8u32 {
        let number = number.to_string();
        for form in ["md", "json"] {
            let kept = desk.run(&["digest", "show", &number, "-f", form]).ok().stdout();
            assert_eq!(desk.run(&["digest", "rebuild", &number, "-f", form]).ok().stdout(), kept, "{number} {form}");
        }
        desk.run(&["digest", "show", &number, "-f", "json", "-o", "n.json"]).ok();
        if number != "7" || shown(desk, "7")["corrections"].as_array().is_some_and(|c| !c.is_empty()) {
            desk.run(&["verify", "n.json"]).ok();
        }
    }
}
