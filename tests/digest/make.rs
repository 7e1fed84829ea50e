//! What goes into a digest, in which order, within which room.

use super::desk::Desk;
use super::{EXPULSION, digest, fetch, headlines, shown, stocked, with};

const MORNING: &str = "2031-03-26T06:30";

#[test]
fn a_digest_opens_with_a_line_a_story_and_holds_what_is_new_once() {
    let desk = stocked("[digest]\ntitle = \"Morning\"\ntime_zone = \"Europe/Paris\"\n");
    digest(&desk, MORNING)
        .ok()
        .says("# Morning, Wednesday, 26 March 2031 · No. 1\n")
        .says("\n## 1. ")
        .says("Karin Tamm in Vilnius")
        .says("3 articles read, up to 26 March 2031, 06:30 (Europe/Paris).");
    digest(&desk, MORNING).exits(3).complains("nothing to report: no article is new since digest 1");
    digest(&desk, "2031-03-25").exits(2).complains("digest 1 reaches to 2031-03-26T06:30:00+01:00");
    desk.run(&["digest", "show", "7"]).exits(3).complains("the last one is 1");
    desk.run(&["digest", "show", "x"]).exits(2);
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_form() {
    let (one, two) = (stocked(""), stocked(""));
    for form in ["md", "html", "text", "line", "json"] {
        let made = |desk: &Desk| {
            let _ = digest(desk, MORNING);
            desk.run(&["digest", "show", "1", "-f", form]).ok().stdout()
        };
        let (a, b) = (made(&one), made(&two));
        assert_eq!(a, b, "{form}");
        assert_eq!(one.run(&["digest", "rebuild", "1", "-f", form]).ok().stdout(), a, "{form}");
    }
}

#[test]
fn interests_decide_the_order_and_room_what_is_told() {
    let order = |settings: &str| -> Vec<String> {
        let desk = stocked(settings);
        digest(&desk, MORNING).ok();
        headlines(&shown(&desk, "1"))
    };
    for (kind, name, word) in [("people", "Rosa Quispe", "Quito"), ("topics", "air transport", "Vilnius")] {
        let first = order(&format!("[digest.interests]\n{kind} = {{ \"{name}\" = 50 }}\n"));
        assert!(first[0].contains(word), "{name}: {first:?}");
    }
    let last = order("[digest.interests]\ncountries = { Norway = -50 }\n");
    assert!(last[2].contains("Nordmann"), "{last:?}");

    let desk = stocked("[digest]\nmax_stories = 1\n");
    digest(&desk, MORNING).ok().says("**Also:**");
    let edition = shown(&desk, "1");
    assert_eq!(
        (edition["briefs"].as_array().map(Vec::len), edition["also"].as_array().map(Vec::len)),
        (Some(1), Some(2))
    );
    assert_eq!(edition["also"][0]["over"], "stories");
    // What was listed by headline has been dealt with.
    digest(&desk, MORNING).exits(3);

    let desk = stocked("[digest]\nmax_words = 1\n");
    digest(&desk, MORNING).ok();
    assert_eq!(shown(&desk, "1")["also"][0]["over"], "words");
}

#[test]
fn what_rights_hold_back_is_counted_and_comes_when_it_may() {
    let desk = with("")
        .file("inbox/open.txt", super::VISIT)
        .file("inbox/held.txt", format!("EMBARGOED UNTIL 0800 GMT, 27 MARCH 2031\n\n{EXPULSION}"));
    let config = std::fs::read_to_string(desk.path("attache.toml")).expect("read");
    let desk = desk
        .file("secret/a.txt", super::TALKS)
        .file("attache.toml", format!("{config}\n[[source]]\nname = \"own\"\npath = \"secret\"\nrestricted = true\n"));
    fetch(&desk);
    digest(&desk, MORNING)
        .ok()
        .never_says("Norway")
        .never_says("Quito")
        .says("Held back: 1 under embargo until 2031-03-27 08:00")
        .says("Held back: 1 for the desk alone.");
    digest(&desk, "2031-03-27T07:59").exits(3).complains("1 held back");
    digest(&desk, "2031-03-27T08:00:00Z").ok().says("Norway").never_says("Quito");
}

#[test]
fn a_link_is_a_link_and_a_limit_holds() {
    let sources = "[[source]]\nname = \"link\"\npath = \"link.jsonl\"\npublish = \"link\"\n\
                   [[source]]\nname = \"short\"\npath = \"short.txt\"\nquote_limit = \"40 words\"\n";
    let row =
        serde_json::json!({"title": "Talks on water", "url": "https://andes.example/water", "text": super::TALKS});
    let desk =
        Desk::new().file("attache.toml", sources).file("link.jsonl", format!("{row}\n")).file("short.txt", EXPULSION);
    fetch(&desk);
    digest(&desk, MORNING).ok().says("- [Talks on water](https://andes.example/water)").never_says("Rosa Quispe");
    let edition = shown(&desk, "1");
    let lines = edition["briefs"][0]["lines"].as_array().expect("lines");
    let quoted: usize = lines.iter().map(|l| l["text"].as_str().unwrap_or_default().split_whitespace().count()).sum();
    assert!((1..=40).contains(&quoted), "{quoted} words");
    assert_eq!(edition["coverage"]["held"][0]["reason"], "lines beyond a quote limit of 40 words");
    let page = desk.run(&["digest", "show", "1", "-f", "html"]).ok().stdout();
    assert!(!page.contains("quarrelled"), "no sentence that is not printed stands in the page");
}

#[test]
fn given_inputs_make_a_digest_of_their_own() {
    let desk = Desk::new().file("visit.txt", super::VISIT).file("expulsion.txt", EXPULSION);
    desk.run(&["digest", "--now", MORNING, "visit.txt", "gone.txt"])
        .exits(5)
        .says("Karin Tamm")
        .says("Skipped: gone.txt");
    assert_eq!(desk.run(&["digest", "rebuild", "1"]).ok().stdout(), desk.run(&["digest", "show", "1"]).ok().stdout());
    desk.run(&["digest", "--now", MORNING, "visit.txt"]).exits(3).complains("1 told before");
    desk.run(&["digest", "--now", MORNING, "gone.txt"]).exits(1);
}

#[test]
fn an_empty_day_is_sent_where_the_desk_wants_it() {
    let desk = stocked("[digest]\nempty = \"send\"\n");
    digest(&desk, MORNING).ok();
    digest(&desk, "2031-03-27").ok().says("Nothing new.").says("0 articles read");
    desk.run(&["digest", "list"]).ok().says("0 stories");
}

#[test]
fn a_source_that_fails_is_named() {
    let desk = with("[[source]]\nname = \"gone\"\npath = \"not/here\"\n").file("inbox/visit.txt", super::VISIT);
    desk.run(&["fetch"]).exits(5);
    digest(&desk, MORNING).ok().says("Failed: gone: not/here is not there.");
}

#[test]
fn several_desks_share_a_store_and_not_their_numbers() {
    let desk = Desk::new()
        .file(
            "attache.toml",
            "[[source]]\nname = \"north\"\npath = \"north\"\n[[source]]\nname = \"south\"\npath = \"south\"\n\
             [digest]\nmax_stories = 5\n[desk.cold]\ntitle = \"Cold\"\nsources = [\"north\"]\n\
             [desk.all]\ntitle = \"All\"\ntemplates = \"mine\"\n",
        )
        .file("mine/digest.md", "{{ digest.desk }} {{ digest.number }} {{ briefs | length }}\n")
        .file("north/a.txt", EXPULSION)
        .file("south/b.txt", super::TALKS);
    fetch(&desk);
    desk.run(&["digest"]).exits(2).complains("--desk all, cold");
    desk.run(&["digest", "--now", MORNING, "--desk", "cold"]).ok().says("# Cold").says("Norway").never_says("Quito");
    let all = desk.run(&["digest", "--now", MORNING, "--desk", "all"]).ok().says("all 1 2\n").stdout();
    // The templates that it was made with go with it.
    std::fs::write(desk.path("mine/digest.md"), "changed").expect("written");
    assert_eq!(desk.run(&["digest", "rebuild", "1", "--desk", "all"]).ok().stdout(), all);
    desk.run(&["digest", "list", "--desk", "cold"]).ok().says("1 story");
}

#[test]
fn what_is_dated_after_the_day_waits() {
    let later = EXPULSION.replace("March 25", "March 29");
    let row = serde_json::json!({"date": "2031-03-29", "text": later});
    let desk = with("").file("inbox/visit.txt", super::VISIT).file("inbox/later.jsonl", format!("{row}\n"));
    fetch(&desk);
    digest(&desk, MORNING).ok().never_says("Norway").says("Held back: 1 dated after this day.");
    digest(&desk, "2031-03-29").ok().says("Norway");
}

#[test]
fn a_changed_digest_file_is_caught() {
    let desk = stocked("");
    digest(&desk, MORNING).ok();
    let json = desk.run(&["digest", "show", "1", "-f", "json"]).ok().stdout();
    let desk = desk.file("good.json", &json).file("bad.json", json.replacen("two-day visit", "ten-day visit", 1));
    desk.run(&["verify", "good.json"]).ok();
    desk.run(&["verify", "bad.json"]).exits(4);
    // The texts come from the store: the files may be gone.
    std::fs::remove_dir_all(desk.path("inbox")).expect("removed");
    desk.run(&["verify", "good.json"]).ok();
    desk.run(&["digest", "rebuild", "1", "-f", "json"]).ok();
}
