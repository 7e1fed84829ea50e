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
