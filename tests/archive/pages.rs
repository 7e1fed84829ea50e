use super::{Site, archive, days};

#[test]
fn every_link_leads_somewhere() {
    let desk = days("", 2);
    desk.run(&["correct", "1", "2.1", "--reason", "The ministry names Wednesday."]).ok();
    let site = archive(&super::day(desk, 3));
    for page in ["index.html", "calendar.html", "stories.html", "people.html", "countries.html", "search.html"] {
        site.page(page);
    }
    for page in ["digest/main-1.html", "digest/main-3.html", "calendar/2031-03.html", "country/estonia.html"] {
        site.page(page);
    }
    assert!(site.links().len() > 300, "{}", site.links().len());
    assert_eq!(site.broken(), Vec::<String>::new());
}

#[test]
fn a_receipt_leads_to_its_sentence() {
    let site = archive(&days("", 1));
    let page = site.page("digest/main-1.html");
    let line = page.split("arrived in Vilnius on Tuesday").nth(1).expect("the line");
    let href = line.split("<a href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a receipt");
    let (file, place) = Site::target("digest/main-1.html", href).expect("a place in the archive");
    let mark = format!("<mark id=\"{}\">", place.expect("a sentence"));
    let sentence = site.page(&file).split(&mark).nth(1).and_then(|rest| rest.split("</mark>").next());
    let sentence = sentence.expect("the sentence");
    assert!(sentence.starts_with("VILNIUS, March 25, 2031 (Baltic Wire) -- Estonian Foreign Minister"), "{sentence}");
    assert!(sentence.ends_with("the Lithuanian Foreign Ministry said."), "{sentence}");
    assert!(site.page(&file).contains("digest/main-1.html#l"), "and back to the line");
}

#[test]
fn a_correction_stands_at_the_old_line() {
    let desk = days("", 1);
    desk.run(&["correct", "1", "2.1", "--reason", "The ministry names Wednesday."]).ok();
    let site = archive(&super::day(desk, 2));
    let old = site.page("digest/main-1.html");
    let line = old.split("id=\"l2-1\"").nth(1).expect("the line");
    let note = line.split("class=\"corrected\"").nth(1).expect("a correction");
    assert!(note.contains("digest/main-2.html#corrections\">Corrected in No. 2, 26 March 2031.</a>"), "{note}");
    assert!(note.contains("The ministry names Wednesday."));
    assert!(site.page("digest/main-2.html").contains("main-1.html#l2-1\">No. 1 of 25 March 2031, line 2.1</a>"));
}

#[test]
fn a_story_has_a_timeline_and_all_its_tellings() {
    let site = archive(&days("", 3));
    let (_, story) = site.like("story/karin-tamm-in-vilnius");
    assert!(story.contains("<svg") && story.contains("October 2029: visit, Vilnius (Karin Tamm)"), "{story}");
    let (first, second) = (story.find("No. 2</a>"), story.find("No. 1</a>"));
    assert!(first.is_some() && first < second, "the newest telling comes first");
    let (_, talks) = site.like("story/peru-ecuador-talks-in-quito");
    assert!(talks.contains("<del>under way</del> → <ins>done</ins>"), "{talks}");
}

#[test]
fn a_timeline_is_a_picture_of_its_own_too() {
    let site = archive(&days("", 3));
    let (name, story) = site.like("story/karin-tamm-in-vilnius");
    let picture = name.replace(".html", ".svg");
    assert!(story.contains(&format!("href=\"../{picture}\"")), "{story}");
    let svg = site.page(&picture);
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("<style>") && !svg.contains("<script"), "{svg}");
    assert!(site.files.contains_key("pair/est-ltu.svg"));
    assert!(!site.files.contains_key("person/karin-tamm.svg"));
}

#[test]
fn people_and_countries_have_their_visits() {
    let site = archive(&days("", 3));
    let tamm = site.page("person/karin-tamm.html");
    assert!(tamm.contains("14–15 April 2031") && tamm.contains("October 2029"), "{tamm}");
    assert!(site.page("country/lithuania.html").contains("Visits to Lithuania"));
    assert!(site.page("pair/est-lva.html").contains("../person/karin-tamm.html"));
}

#[test]
fn the_home_page_has_the_latest_digest_and_what_is_ahead() {
    let site = archive(&days("", 3));
    let home = site.page("index.html");
    assert!(home.contains("Thursday, 27 March 2031"), "{home}");
    let ahead = home.split("id=\"ahead\"").nth(1).expect("what is ahead");
    let (visit, summit) = (ahead.find("Karin Tamm in Riga"), ahead.find("summit, Arusha"));
    assert!(visit.is_some() && visit < summit, "{ahead}");
}

#[test]
fn no_page_asks_another_site_for_anything() {
    let site = archive(&days("[archive]\nurl = 'https://desk.example/a'", 3));
    for (name, text) in site.files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(text.contains("default-src 'none'"), "{name}");
        let without = text.replace("rel=\"canonical\" href=\"https://desk.example/a/", "");
        assert!(!without.contains("src=\"http") && !without.contains("<link rel=\"stylesheet\" href=\"http"), "{name}");
        assert!(!text.contains("<style") && !text.contains(" style=\"") && !text.contains(" onclick"), "{name}");
        assert_eq!(text.matches("<h1").count(), 1, "{name}");
        assert!(text.contains("<html lang=\"en\">") && text.contains("class=\"skip\" href=\"#content\""), "{name}");
    }
}

#[test]
fn feeds_and_calendar_say_what_the_digests_say() {
    let site = archive(&days("[archive]\nurl = 'https://desk.example/a'", 3));
    let atom = site.page("feed.xml");
    assert_eq!(atom.matches("<entry>").count(), 3);
    assert!(atom.contains("<id>tag:desk.example,2031-03-27:attache/digest/main-3</id>"), "{atom}");
    assert!(atom.contains("href=\"https://desk.example/a/digest/main-3.html\""));
    let json: serde_json::Value = serde_json::from_str(site.page("feed.json")).expect("JSON");
    assert_eq!(json["items"][0]["date_published"], "2031-03-27T18:00:00+00:00");
    let calendar = site.page("calendar.ics").replace("\r\n ", "");
    let plan = calendar.split("UID:plan-").nth(1).expect("a plan");
    assert!(plan.contains("DTSTART;VALUE=DATE:20310506\r\nDTEND;VALUE=DATE:20310507\r\n"), "{plan}");
    assert!(plan.contains("STATUS:TENTATIVE\r\n") && plan.contains("DTSTAMP:20310327T000000Z"), "{plan}");
    let (visit, _) = calendar.split_once("SUMMARY:Karin Tamm in Riga").expect("a visit");
    assert!(visit.contains("DTSTART;VALUE=DATE:20310414\r\nDTEND;VALUE=DATE:20310416\r\n"), "{visit}");
    assert!(!calendar.contains("inbox/"), "no path of the desk goes out");
}

#[test]
fn several_desks_have_one_archive() {
    let desk = super::with("[desk.a]\ntitle = 'A'\n[desk.b]\ntitle = 'B'\n");
    let desk = super::NEWS[0].iter().fold(desk, |desk, (name, text)| desk.file(&format!("inbox/1/{name}"), text));
    desk.run(&["fetch", "-q"]).ok();
    for name in ["a", "b"] {
        desk.run(&["digest", "-q", "--desk", name, "--now", "2031-03-25T18:00"]).ok();
    }
    let site = archive(&desk);
    assert!(site.page("digest/a-1.html").contains("A · No. 1"));
    site.page("digest/b-1.html");
    assert_eq!(site.broken(), Vec::<String>::new());
}

#[test]
fn a_desk_without_digests_has_a_home_page_all_the_same() {
    let desk = super::with("");
    desk.run(&["fetch", "-q"]);
    let site = archive(&desk);
    assert!(site.page("index.html").contains("No digest is out yet."));
    assert_eq!(site.broken(), Vec::<String>::new());
}
