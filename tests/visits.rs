//! `attache visits`: the diary as a desk uses it, from the command line.

mod desk;

use desk::Desk;

const ARRIVAL: &str = "Norwegian President Ola Nordmann arrived in Lisbon on Monday for an official visit. He will meet Portuguese President Maria Silva.\n\nIt is his third visit to Portugal this year.\n";
const TABLE: &str = "traveller,office,state,start,end,country,place,remarks\n\
    Ola Nordmann,president,NOR,2019-02-01,2019-02-02,Portugal,Porto,State visit; met with President Silva.\n\
    Ola Nordmann,president,NOR,2019-03-05,2019-03-05,Chile,Santiago,Met with President Juan Perez.\n\
    Olaf Berg,president,NOR,2009-06-01,,Portugal,Lisbon,\n";

fn desk() -> Desk {
    let article = serde_json::json!({"id": "a", "date": "2019-05-06", "text": ARRIVAL}).to_string();
    Desk::new().file("trips.csv", TABLE).file("news.jsonl", article)
}

#[test]
fn a_table_comes_in_once_and_goes_out_in_every_form() {
    let desk = desk();
    desk.run(&["visits", "import", "trips.csv"]).ok().complains("3 rows read: 3 new, 0 known");
    desk.run(&["visits", "import", "trips.csv"]).ok().complains("0 new, 3 known");
    desk.run(&["visits", "list", "--who", "Nordmann", "--to", "PRT", "--year", "2019"])
        .ok()
        .says("Ola Nordmann to Portugal (Porto), state, done; number 1 there, 1 of the year")
        .says("met President Silva");
    desk.run(&["visits", "list", "--who", "Nobody"]).exits(2).complains("nobody of that name");
    desk.run(&["visits", "export", "-f", "csv"]).ok().says("Porto,state,President Silva,done");
    desk.run(&["visits", "export", "-f", "wiki"]).ok().says("{| class=\"wikitable sortable\"");
    desk.run(&["visits", "export", "-f", "ics", "-o", "v.ics"]).ok();
    let json = desk.run(&["visits", "export", "-f", "json"]).ok().stdout();
    let other = Desk::new().file("again.jsonl", json);
    other.run(&["visits", "import", "again.jsonl"]).ok().complains("3 new");
}

#[test]
fn articles_fill_the_diary_and_the_desk_beats_them() {
    let desk = desk();
    desk.run(&["visits", "add", "--from", "news.jsonl"]).ok().complains("1 new report,");
    desk.run(&["visits", "add", "--from", "news.jsonl"]).ok().complains("0 new reports, 1 known");
    desk.run(&["visits", "list", "--receipts"])
        .ok()
        .says("2019-05-06  Ola Nordmann to Portugal (Lisbon), official, under way")
        .says("meets Maria Silva")
        .says("arrived in Lisbon on Monday");
    desk.run(&["visits", "amend", "1", "--status", "cancelled", "--note", "flu"]).ok();
    desk.run(&["visits", "list"]).ok().says("official, cancelled\n").says("note: flu");
    desk.run(&["visits", "retract", "1", "--note", "wrong man"]).ok();
    desk.run(&["visits", "list"]).exits(3);
    desk.run(&["visits", "retract", "1", "--note", "again"]).exits(2).complains("no such visit");
}

#[test]
fn plans_that_pass_without_report_are_named() {
    let desk = desk();
    let plan = ["visits", "add", "--who", "Ana Lind", "--to", "Latvia", "--start", "2031-05-14", "--status", "planned"];
    desk.run(&plan).ok();
    desk.run(&["visits", "check", "--now", "2031-06-01"]).ok().says("its days have passed without report");
    desk.run(&["visits", "list", "--now", "2031-06-01"]).ok().says("planned; its days have passed without report");
}

#[test]
fn a_visit_that_was_under_way_is_over_once_its_days_have_passed() {
    let row = |id: &str, day: &str, text: &str| serde_json::json!({"id": id, "date": day, "text": text}).to_string();
    let open = "Norwegian President Ola Nordmann arrived in Lisbon on Monday for an official visit. He will meet Portuguese President Maria Silva.";
    let ends = "Peruvian President Eva Rios arrived in Oslo on Monday for a state visit that ends on Wednesday.";
    let news = [row("a", "2019-05-06", open), row("b", "2019-05-06", ends)].join("\n");
    let desk = Desk::new().file("news.jsonl", news);
    desk.run(&["visits", "add", "--from", "news.jsonl"]).ok();
    desk.run(&["visits", "list"]).ok().says("official, under way").says("state, under way").says("meets Maria Silva");
    desk.run(&["visits", "list", "--now", "2019-06-20"])
        .ok()
        .says("official, under way then, its end is not reported")
        .says("was to meet Maria Silva")
        .says("2019-05-06 to 2019-05-08  Eva Rios to Norway (Oslo), state, done, its last day has passed");
}

#[test]
fn counts_are_checked_only_where_the_diary_is_complete() {
    let desk = desk();
    desk.run(&["visits", "import", "trips.csv"]).ok();
    desk.run(&["visits", "check", "news.jsonl"]).ok().says("cannot check: third visit");
    let before = desk.run(&["brief", "news.jsonl"]).ok().stdout();
    assert!(!before.contains("diary"), "{before}");
    desk.run(&["visits", "complete", "--who", "Nordmann", "--from", "2019-01-01", "--until", "2019-12-31"]).ok();
    desk.run(&["visits", "check", "news.jsonl"]).exits(4).says("contradicts: third visit");
    let with = desk.run(&["brief", "--diary", "store", "-f", "json", "news.jsonl"]).ok().stdout();
    assert!(with.contains("does not fit the diary, where it is number 2 (Porto, 2019-02-01)"), "{with}");
    let proved = desk.file("brief.json", &with);
    proved.run(&["verify", "brief.json"]).ok();
}

#[test]
fn names_are_joined_and_parted() {
    let desk = desk().file("attache.toml", "[names]\n\"Ola Nordman\" = \"Ola Nordmann\"\n");
    desk.run(&["visits", "import", "trips.csv"]).ok();
    desk.run(&["visits", "people", "list"]).ok().says("Ola Nordman, NOR, president: 2 visits (also Ola Nordmann)");
    desk.run(&["visits", "people", "merge", "Olaf Berg", "Ola Nordmann"]).ok();
    desk.run(&["visits", "people", "list"]).ok().says("3 visits");
    desk.run(&["visits", "people", "split", "Olaf Berg", "Ola Nordmann"]).ok();
    desk.run(&["visits", "people", "list"]).ok().says("Olaf Berg, NOR, president: 1 visit\n");
}

#[test]
fn one_who_is_named_in_another_order_has_one_visit_with_all_its_steps() {
    let row = |id: &str, day: &str, text: &str| serde_json::json!({"id": id, "date": day, "text": text}).to_string();
    let plan = "Norwegian President Ola Petter Nordmann will pay a state visit to Lisbon from 10 to 12 May, his office said on Thursday. He will meet Portuguese President Maria Silva.";
    let arrival = "Norwegian President Petter Ola Nordmann arrived in Lisbon on Saturday for a state visit.";
    let news = [row("a", "2031-05-01", plan), row("b", "2031-05-10", arrival)];
    let desk = Desk::new().file("plan.jsonl", &news[0]).file("news.jsonl", news.join("\n"));
    desk.run(&["visits", "add", "--from", "plan.jsonl"]).ok();
    desk.run(&["visits", "list"]).ok().says("state, confirmed").says("to meet Maria Silva");
    desk.run(&["visits", "add", "--from", "news.jsonl"]).ok().complains("1 new report, 1 known");
    let list = desk.run(&["visits", "list", "--receipts"]).ok();
    let list =
        list.says("state, under way").says("confirmed, told on 2031-05-01").says("under way, told on 2031-05-10");
    assert_eq!(list.stdout().matches("Nordmann to Portugal").count(), 1);
}
