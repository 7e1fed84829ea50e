//! Templates of the user's own.

mod desk;

use desk::Desk;

#[test]
fn a_template_of_the_same_name_takes_over() {
    Desk::with_visit()
        .file("mine/brief.md", "{% for brief in briefs %}* {{ brief.headline }}\n{% endfor %}")
        .run(&["brief", "--templates", "mine", "visit.txt"])
        .ok()
        .says("* Karin Tamm");
}

#[test]
fn a_missing_name_is_reported_with_file_and_line() {
    Desk::with_visit()
        .file("mine/brief.md", "first\n{{ briefs[0].haedline }}\n")
        .run(&["brief", "--templates", "mine", "visit.txt"])
        .exits(1)
        .complains("brief.md:2")
        .complains("`briefs[0].haedline` is undefined");
}

#[test]
fn a_name_that_is_nearly_a_templates_is_pointed_out() {
    Desk::with_visit()
        .file("mine/breif.md", "x")
        .file("mine/brief.md~", "x")
        .file("mine/masthead.md", "x")
        .run(&["brief", "--templates", "mine", "visit.txt"])
        .ok()
        .says("Karin Tamm")
        .complains("breif.md: replaces no template; did you mean brief.md?")
        .never_complains("~")
        .never_complains("masthead");
}

#[test]
fn a_template_that_is_no_text_is_an_error_and_never_passed_over() {
    Desk::with_visit()
        .file("mine/brief.md", b"\xff\xfe")
        .run(&["brief", "--templates", "mine", "visit.txt"])
        .exits(1)
        .complains("brief.md cannot be read");
}

#[test]
fn a_template_that_does_not_parse_is_reported_with_file_and_line() {
    Desk::with_visit()
        .file("mine/brief.md", "{% for brief in briefs %}\n{{ brief.headline }\n{% endfor %}")
        .run(&["brief", "--templates", "mine", "visit.txt"])
        .exits(1)
        .complains("brief.md:2");
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    Desk::with_visit().run(&["brief", "--templates", "nowhere", "visit.txt"]).exits(1).complains("nowhere");
}

#[test]
fn what_an_html_template_prints_is_escaped_and_can_not_reach_other_files() {
    Desk::with_visit()
        .file("secret.txt", "SECRET")
        .file("mine/brief.html", "{% for brief in briefs %}{{ \"<b>\" }}{% endfor %}{% include \"../secret.txt\" %}")
        .run(&["brief", "-f", "html", "--templates", "mine", "visit.txt"])
        .exits(1)
        .never_says("SECRET");
}

#[test]
fn the_list_says_where_each_comes_from() {
    Desk::new()
        .file("attache.toml", "[digest]\ntemplates = \"mine\"\n")
        .file("mine/brief.md", "x")
        .file("mine/masthead.md", "x")
        .run(&["templates", "list"])
        .ok()
        .says("mine/brief.md")
        .says("built in")
        .says("attache digest -f html")
        .says("your own, for others to include");
}

#[test]
fn ejected_templates_are_those_built_in_and_are_never_written_over() {
    let desk = Desk::with_visit();
    desk.run(&["templates", "eject", "brief.md", "story.md"]).ok().says("templates/brief.md").complains("[digest]");
    let before = desk.run(&["brief", "visit.txt"]).ok().stdout();
    assert_eq!(desk.run(&["brief", "--templates", "templates", "visit.txt"]).ok().stdout(), before);
    let desk = desk.file("templates/brief.md", "mine");
    desk.run(&["templates", "eject"]).exits(1).complains("is there already");
    assert_eq!(std::fs::read_to_string(desk.path("templates/brief.md")).expect("there"), "mine");
    desk.run(&["templates", "eject", "--force", "brief.md"]).ok();
    assert_ne!(std::fs::read_to_string(desk.path("templates/brief.md")).expect("there"), "mine");
    desk.run(&["templates", "eject", "breif.md"]).exits(2).complains("did you mean brief.md?");
}

#[test]
fn check_names_file_line_and_fault_of_each() {
    let desk = Desk::new().file("mine/brief.txt", "{% for brief in briefs %}\n{{ brief.healdine }}\n{% endfor %}");
    desk.run(&["templates", "check", "--templates", "mine"])
        .exits(6)
        .complains("mine/brief.txt:2: ")
        .complains("`brief.healdine` is undefined");
    let desk = Desk::new()
        .file("mine/brief.md", "a\n{% include \"nowhere.md\" %}")
        .file("mine/digest.md", "{% if digest.number == 9 %}\n{{ digest.tilte }}{% endif %}")
        .file("mine/digest.txt", "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}");
    desk.run(&["templates", "check", "--templates", "mine"])
        .exits(6)
        .complains("mine/brief.md:2: ")
        .complains("nowhere.md")
        .complains("mine/digest.md:2: `digest.tilte` is undefined")
        .complains("mine/digest.txt:1: goes on without end");
    let desk = Desk::new()
        .file("mine/archive/list.html", "a\n{{ gruops }}")
        .file("mine/wiki-person.md", "{% if lang == 'xx' %}\n{{ person.nmae }}{% endif %}")
        .file("mine/archive/story.html", "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}")
        .file("mine/wiki-day.md", "a\n\n{% include \"nowhere.md\" %}");
    desk.run(&["templates", "check", "--templates", "mine"])
        .exits(6)
        .complains("mine/archive/list.html:2: ")
        .complains("gruops")
        .complains("mine/archive/story.html:1: goes on without end")
        .complains("mine/wiki-day.md:3: ")
        .complains("nowhere.md");
    let hidden = desk.file("other/wiki-person.md", "{% if lang == 'xx' %}\n{{ person.nmae }}{% endif %}");
    hidden
        .run(&["templates", "check", "--templates", "other"])
        .exits(6)
        .complains("other/wiki-person.md:2: `person.nmae` is undefined");
    Desk::new().run(&["templates", "check"]).ok().complains("templates hold");
    Desk::new().run(&["templates", "check", "--lang", "fr"]).ok();
}

#[test]
fn a_loop_without_end_ends_a_brief_too() {
    let loops = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}";
    Desk::with_visit()
        .file("mine/brief.md", loops)
        .run(&["brief", "--templates", "mine", "visit.txt"])
        .exits(1)
        .complains("brief.md:1: goes on without end");
}

#[test]
fn preview_prints_the_sample() {
    let desk = Desk::new().file("mine/digest.md", "{{ digest.title }} {{ briefs | length }}");
    desk.run(&["templates", "preview", "digest.md", "--templates", "mine"]).ok().says("River Plate morning 2");
    desk.run(&["templates", "preview", "digest.html", "--lang", "fr"])
        .ok()
        .says("<html lang=\"fr\">")
        .says("Rectificatifs");
    desk.run(&["templates", "preview", "archive/story.html"]).ok().says("<svg");
    desk.run(&["templates", "preview", "wiki-person.md", "--lang", "fr"]).ok().says("Fonction :");
    desk.run(&["templates", "preview", "story.md"]).exits(6).complains("others include");
}

#[test]
fn the_page_on_the_context_is_that_of_the_types() {
    let made = Desk::new().run(&["templates", "context"]).ok().stdout();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md");
    if std::env::var_os("ATTACHE_UPDATE").is_some() {
        std::fs::write(&path, &made).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(made, kept, "docs/templates.md is out of date: ATTACHE_UPDATE=1 cargo test --test templates");
    assert!(made.contains("| `briefs[].sections[].lines[].marks[].anchor` | text | The anchor in HTML. |"), "{made}");
    // Every field says what it is.
    assert!(!made.contains("|  |"), "{made}");
}

#[test]
fn a_brief_in_french_keeps_the_words_of_its_sources() {
    let desk = Desk::with_visit();
    let page = desk.run(&["brief", "--lang", "fr", "-f", "html", "visit.txt"]).ok();
    let page = page
        .says("<html lang=\"fr\">")
        .says("Karin Tamm à Vilnius, 14–15 mai 2019")
        .says("en cours")
        .says("Visites antérieures")
        .says("<p lang=\"en\">Estonian Foreign Minister Karin Tamm arrived")
        .says("octobre 2017")
        .says("Les mots des sources restent dans leur langue.");
    for english in ["Key dates", "Prior visits", "under way", "sentences read", "Not stated"] {
        assert!(!page.stdout().contains(english), "{english}: {}", page.stdout());
    }
    desk.run(&["brief", "--lang", "fr", "visit.txt"])
        .ok()
        .says("**Visite.** Estonian")
        .says("7 phrases lues")
        .never_says("Visit.");
    // The value stays as it is, so that a proof holds in every language.
    let json = desk.run(&["brief", "-f", "json", "visit.txt"]).ok().stdout();
    assert_eq!(desk.run(&["brief", "--lang", "fr", "-f", "json", "visit.txt"]).ok().stdout(), json);
    desk.run(&["brief", "--lang", "xx", "visit.txt"]).exits(1).complains("lang.xx.toml");
    desk.run(&["brief", "--lang", "../x", "visit.txt"]).exits(2);
}

#[test]
fn a_language_of_ones_own_is_a_file_among_the_templates() {
    Desk::with_visit()
        .file(
            "mine/lang.de.toml",
            "[labels]\nVisit = \"Besuch\"\n[texts]\nread = \"{n} Sätze aus {articles} gelesen\"\n",
        )
        .run(&["brief", "--lang", "de", "--templates", "mine", "visit.txt"])
        .ok()
        .says("**Besuch.**")
        .says("Sätze aus 1 article gelesen");
}

#[test]
fn a_desk_speaks_its_language_from_number_to_number() {
    let desk = Desk::with_visit().file("attache.toml", "[digest]\ntitle = \"Matin\"\nlang = \"fr\"\n");
    let made = desk
        .run(&["digest", "--now", "2019-05-15T06:30", "visit.txt"])
        .ok()
        .says("# Matin, mercredi 15 mai 2019")
        .stdout();
    assert_eq!(desk.run(&["digest", "show", "1", "-f", "md"]).ok().stdout(), made);
    desk.run(&["digest", "rebuild", "1"]).ok();
    let json = desk.run(&["digest", "show", "1", "-f", "json"]).ok().stdout();
    desk.file("digest.json", json).run(&["verify", "digest.json"]).ok();
    Desk::with_visit()
        .file("attache.toml", "[digest]\nlang = \"xx\"\n")
        .run(&["digest", "--now", "2019-05-15", "visit.txt"])
        .exits(6)
        .complains("xx");
}
