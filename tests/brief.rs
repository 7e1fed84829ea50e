//! `attache brief`: from articles to what a reader gets.

mod desk;

use desk::{Desk, VISIT};

#[test]
fn a_brief_names_the_visit_and_leads_to_its_sentences() {
    let ran = Desk::with_visit().run(&["brief", "visit.txt"]).ok();
    insta::assert_snapshot!(ran.stdout());
}

#[test]
fn plain_text_is_no_wider_than_72_columns() {
    let text = Desk::with_visit().run(&["brief", "-f", "text", "visit.txt"]).ok().stdout();
    for line in text.lines() {
        assert!(line.chars().count() <= 72, "{line}");
    }
}

#[test]
fn the_page_stands_alone_and_reads_in_light_and_dark() {
    Desk::with_visit()
        .run(&["brief", "-f", "html", "visit.txt"])
        .ok()
        .says("<!DOCTYPE html>")
        .says("prefers-color-scheme: dark")
        .says("@media print")
        .never_says("<script");
}

#[test]
fn a_line_is_at_most_140_characters() {
    let line = Desk::with_visit().run(&["brief", "-f", "line", "visit.txt"]).ok().stdout();
    assert_eq!(line.lines().count(), 1);
    assert!(line.trim_end().chars().count() <= 140, "{line}");
    let brief = Desk::with_visit().run(&["brief", "-f", "json", "--length", "line", "visit.txt"]).ok().json();
    assert_eq!(brief["briefs"][0]["lines"], serde_json::json!([]));
}

#[test]
fn lengths_hold_their_measure() {
    let words = |length: &str| {
        let brief = Desk::with_visit().run(&["brief", "-f", "json", "--length", length, "visit.txt"]).ok().json();
        let lines = brief["briefs"][0]["lines"].as_array().unwrap().clone();
        let count = |l: &serde_json::Value| l["text"].as_str().unwrap().split_whitespace().count();
        (lines.len(), lines.iter().map(count).sum::<usize>())
    };
    assert!(words("short").1 <= 60);
    assert!(words("full").1 <= 250);
    assert!(words("default").0 <= 10);
}

#[test]
fn lines_limits_the_lines() {
    let brief = Desk::with_visit().run(&["brief", "-f", "json", "--lines", "2", "visit.txt"]).ok().json();
    let taken = brief["briefs"][0]["lines"].as_array().unwrap().iter().filter(|l| l["generated"] == false);
    assert_eq!(taken.count(), 2);
}

#[test]
fn standard_input_is_an_article_too() {
    Desk::new().run_with(&["brief", "-"], VISIT).ok().says("Vilnius");
}

#[test]
fn one_broken_input_does_not_stop_the_others() {
    Desk::with_visit().run(&["brief", "visit.txt", "nowhere.txt"]).exits(5).says("Vilnius").complains("nowhere.txt");
}

#[test]
fn nothing_to_report_is_said_plainly() {
    Desk::new().file("empty.txt", "").run(&["brief", "empty.txt"]).exits(3).complains("empty.txt");
    Desk::new()
        .file("a.txt", "3 comments\n\nPost a comment\n")
        .run(&["brief", "a.txt"])
        .exits(3)
        .complains("furniture");
    let french = "La ministre est arrivée mardi à Prague pour une visite de deux jours, a annoncé le ministère. Elle doit \
                  rencontrer mercredi son homologue, avec lequel elle parlera des transports et de la sécurité.";
    Desk::new().file("f.txt", french).run(&["brief", "f.txt"]).exits(3).complains("fr");
}

#[test]
fn an_address_is_told_the_way_out() {
    Desk::new()
        .run(&["brief", "ftp://example.org/news"])
        .exits(1)
        .complains("ftp://example.org/news")
        .complains("only http: and https: are");
}

#[test]
fn a_mistyped_option_gets_a_suggestion() {
    Desk::with_visit().run(&["brief", "--formt", "md", "visit.txt"]).exits(2).complains("--format");
    Desk::with_visit().run(&["breif", "visit.txt"]).exits(2).complains("brief");
}

#[test]
fn quiet_is_quiet_and_verbose_tells_what_was_read() {
    let ran = Desk::with_visit().file("empty.txt", "").run(&["brief", "-q", "visit.txt", "empty.txt"]);
    assert_eq!(ran.stderr(), "");
    Desk::with_visit().run(&["brief", "-v", "visit.txt"]).ok().complains("1 article, ");
}

#[test]
fn a_brief_can_be_written_to_a_file() {
    let desk = Desk::with_visit();
    desk.run(&["brief", "-o", "out.md", "visit.txt"]).ok();
    assert!(std::fs::read_to_string(desk.path("out.md")).unwrap().contains("Vilnius"));
    desk.run(&["brief", "-o", "no/such/out.md", "visit.txt"]).exits(1).complains("out.md");
}

#[test]
fn markup_and_templates_in_an_article_stay_text() {
    let hostile =
        VISIT.replace("Tamm told", "Tamm <script>alert(1)</script> {{ 7*191 }} [x](javascript:alert(1)) told");
    let desk = Desk::new().file("h.txt", hostile);
    desk.run(&["brief", "h.txt"]).ok().never_says("1337").never_says("[x](javascript");
    desk.run(&["brief", "-f", "html", "h.txt"]).ok().never_says("<script>alert").never_says("1337");
}

#[cfg(all(feature = "fetch", feature = "mail", feature = "serve"))]
#[test]
fn help_shows_examples_and_exit_codes() {
    insta::assert_snapshot!(Desk::new().run(&["--help"]).ok().stdout());
}

#[test]
fn the_readers_day_decides_what_is_still_to_come() {
    let plan = "Tamm will return to Vilnius on June 3, 2019, to open the training centre, the ministry said.\n";
    let desk = Desk::new().file("plan.txt", format!("{VISIT}\n{plan}"));
    let watch = |now: &str| {
        let brief = desk.run(&["brief", "-f", "json", "--now", now, "plan.txt"]).ok().json();
        let lines = brief["briefs"][0]["lines"].as_array().unwrap().clone();
        lines.iter().any(|l| l["section"] == "watch" && l["text"].as_str().unwrap().contains("June 3"))
    };
    assert!(watch("2019-05-14"));
    assert!(!watch("2019-07-01"));
}

#[test]
fn a_file_that_is_not_there_is_looked_for_beside() {
    Desk::with_visit()
        .run(&["brief", "vist.txt"])
        .exits(1)
        .complains("vist.txt: is not there; did you mean visit.txt?");
    Desk::with_visit()
        .run(&["brief", "else.md"])
        .exits(1)
        .complains("else.md: is not there")
        .never_complains("did you");
}

#[test]
fn a_file_stays_as_it_was_until_the_new_one_is_whole() {
    let desk = Desk::with_visit().file("out.md", "yesterday's").file("broken/brief.md", "{{ nothing }}");
    desk.run(&["brief", "--templates", "broken", "-o", "out.md", "visit.txt"]).exits(1);
    assert_eq!(std::fs::read_to_string(desk.path("out.md")).unwrap(), "yesterday's");
    desk.run(&["brief", "-o", "out.md", "visit.txt"]).ok();
    assert!(std::fs::read_to_string(desk.path("out.md")).unwrap().contains("Karin Tamm"));
    desk.run(&["brief", "-o", "no/folder.md", "visit.txt"]).exits(1).complains("no/folder.md: cannot be written");
    let left = std::fs::read_dir(desk.path("."))
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(".attache"));
    assert_eq!(left.count(), 0);
}

/// Two reports of one day that retell each other, with headlines of which one is a question.
fn retold() -> Desk {
    let row = |id: &str, title: &str, text: &str| {
        serde_json::json!({"doc_id": id, "date": "2019-05-06", "title": title, "text": text}).to_string()
    };
    let one = row(
        "a",
        "What will become of the Sandvik harbour?",
        "Norway on Monday ordered the harbour of Sandvik shut to all trawlers from Chile after a quarrel over cod.",
    );
    let two = row(
        "b",
        "Norway shuts Sandvik harbour to trawlers from Chile",
        "Norway ordered the Sandvik harbour shut to trawlers from Chile on Monday, in a quarrel over cod.",
    );
    Desk::new().file("all.jsonl", [one, two].join("\n"))
}

#[test]
fn what_two_articles_tell_is_told_once_under_the_headline_that_both_bear_out() {
    let brief = retold().run(&["brief", "all.jsonl"]).ok().stdout();
    assert!(brief.starts_with("# Norway shuts Sandvik harbour to trawlers from Chile\n"), "{brief}");
    assert_eq!(brief.matches("quarrel over cod").count(), 1, "{brief}");
}

#[test]
fn a_plan_that_looks_back_is_no_earlier_contact() {
    let text = "OSLO, May 6 (Agency) -- Norway telephoned Chile over a hotline on Monday, both ministries said. The Norwegian president has proposed holding talks on May 20 in Lima, which would be the first meeting of the two states since 2015.";
    let desk = Desk::new().file("a.txt", format!("May 6, 2019\n\n{text}"));
    let brief = desk.run(&["brief", "a.txt"]).ok().stdout();
    let line = brief.lines().find(|line| line.contains("proposed holding talks")).expect("the plan is told");
    assert!(!line.starts_with("**Prior"), "{brief}");
}

#[test]
fn both_states_of_an_agreement_stand_in_its_headline_also_where_one_is_the_host() {
    let text = "Vilnius, March 26, 2031 (Agency) - Estonia and Lithuania signed an agreement on a joint training centre in Vilnius on Wednesday, both ministries said.";
    let desk = Desk::new().file("a.txt", text);
    desk.run(&["brief", "-f", "line", "a.txt"]).ok().says("Estonia, Lithuania: agreement in Vilnius, 26 March 2031");
}

/// A quarrel over expelled envoys: the parties' words, a third state's, and a party's that no state answers for.
const QUARREL: &str = "Norway expels three Peruvian envoys\n\n\
    OSLO, May 12 2025 (NNA) -- Norway has expelled three Peruvian envoys, Prime Minister Kari Lind said on Monday.\n\n\
    Denmark said that it stood with Norway and condemned the spying of the three men.\n\n\
    Peru's Foreign Ministry rejected the accusations as absurd and said that it would answer.\n";

#[test]
fn the_parties_speak_before_third_states() {
    let brief = Desk::new().file("quarrel.txt", QUARREL).run(&["brief", "quarrel.txt"]).ok().stdout();
    let (own, third) = (brief.find("Peru's Foreign Ministry"), brief.find("Denmark said"));
    assert!(own.is_some() && own < third, "{brief}");
}

#[test]
fn a_visit_that_is_refused_is_not_headed_as_one_to_come() {
    let text = "Norway blocks Peruvian minister\n\n\
        OSLO, May 12 2025 (NNA) -- Norway on Monday decided to block Peruvian Foreign Minister Luis Paz from entering the \
        country a day before he was to begin a two-day visit to Oslo, the Norwegian Foreign Ministry said.\n\n\
        Paz had been due to hold talks with his Norwegian counterpart, Kari Lind, on fish. \
        Paz last visited Oslo in June 2022.\n";
    let brief = Desk::new().file("refused.txt", text).run(&["brief", "refused.txt"]).ok().stdout();
    assert!(brief.contains("cancelled") && !brief.contains("planned") && !brief.contains("under way"), "{brief}");
    // A day on which nothing takes place is no key date.
    assert!(!brief.contains("visit, Oslo (Luis Paz)"), "{brief}");
    // What had been due has not been: it is no earlier visit.
    let prior = brief.split("**Prior visits.**").nth(1).unwrap_or_default().split("**").next().unwrap_or_default();
    assert!(!prior.contains("had been due"), "{brief}");
}

#[test]
fn a_pronoun_that_may_mean_an_office_gets_no_name() {
    let text = "Norwegian president in Lima\n\n\
        LIMA, May 12 2025 (NNA) -- Norwegian President Kari Lind arrived in Lima on Monday on a state visit to Peru.\n\n\
        On Tuesday the Norwegian president will meet Prime Minister Rosa Paz. She will fly on to Quito on Wednesday.\n";
    let brief = Desk::new().file("visit.txt", text).run(&["brief", "visit.txt"]).ok().stdout();
    assert!(!brief.contains("She [Rosa Paz]"), "{brief}");
}

#[test]
fn a_visit_called_off_is_an_outcome_and_no_date_to_watch() {
    let text = format!(
        "{QUARREL}\nPeruvian Foreign Minister Luis Paz cancelled a visit to Oslo that had been planned for next week.\n"
    );
    let brief = Desk::new().file("quarrel.txt", text).run(&["brief", "quarrel.txt"]).ok().stdout();
    let watched = brief.split("**What to watch.**").nth(1).unwrap_or_default();
    assert!(!watched.contains("cancelled a visit"), "{brief}");
}

/// The openings of two articles on one event, each broken off, as feeds give them, and one on something else.
fn openings() -> Desk {
    let row = |id: &str, title: &str, text: &str| {
        serde_json::json!({"doc_id": id, "date": "2031-05-06", "title": title, "text": text}).to_string()
    };
    let rows = [
        row(
            "a",
            "Flood closes the harbour of Porto Novo",
            "A flood closed the harbour of Porto Novo on Tuesday after two days of rain, the port authority said, as crews worked to free",
        ),
        row(
            "b",
            "Porto Novo harbour closed by flood",
            "The harbour of Porto Novo was closed on Tuesday by a flood that followed two days of rain, and the authority of the port could not",
        ),
        row(
            "c",
            "A new tram",
            "The mayor of Lund opened a tram line with a brass band on Tuesday, and the weather was fine.",
        ),
    ];
    Desk::new().file("all.jsonl", rows.join("\n"))
}

#[test]
fn openings_that_break_off_make_a_brief_that_says_so() {
    let desk = openings();
    let text = desk.run(&["brief", "--length", "short", "all.jsonl"]).ok().says("the port could not [...]").stdout();
    assert!(!text.contains("worked to free"), "told twice: {text}");
    desk.run(&["brief", "--length", "short", "-f", "json", "-o", "b.json", "all.jsonl"]).ok();
    desk.run(&["verify", "b.json"]).ok();
}

#[test]
fn articles_that_are_said_to_be_of_one_story_make_one_brief() {
    let desk = openings();
    let briefs = |arguments: &[&str]| desk.run(arguments).ok().stdout().matches("\"story_id\"").count();
    assert_eq!(briefs(&["brief", "-f", "json", "all.jsonl"]), 2);
    assert_eq!(briefs(&["brief", "--one-story", "-f", "json", "all.jsonl"]), 1);
}
