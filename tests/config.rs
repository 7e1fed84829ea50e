//! What is set, and who says so.

mod desk;

use desk::Desk;

const OWN: &str = "[digest]\ntitle = \"Evening\"\nlang = \"fr\"\n[mail]\nurl = \"smtp://me:hunter2@relay.example\"\nfrom = \"a@a.example\"\n\
                   unsubscribe = [\"mailto:leave@a.example\"]\n";

#[test]
fn each_value_is_shown_with_the_layer_that_sets_it() {
    let desk = Desk::new()
        .file("own/attache/attache.toml", OWN)
        .file("attache.toml", "[digest]\ntitle = \"Morning\"\n[[source]]\nname = \"inbox\"\npath = \"in\"\n")
        .environment("ATTACHE_DIGEST__MAX_STORIES", "3")
        .environment("ATTACHE_MAIL__PASSWORD", "hunter2");
    let own = desk.path("own/attache/attache.toml").display().to_string();
    let shown = desk.run(&["config"]).ok();
    let text = shown.stdout();
    let line = |start: &str| {
        let mut lines = text.lines().filter(|line| line.starts_with(start));
        lines.next().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    assert_eq!(line("digest.title"), "digest.title = \"Morning\" # attache.toml");
    assert_eq!(line("digest.lang"), format!("digest.lang = \"fr\" # {own}"));
    assert_eq!(line("digest.max_stories"), "digest.max_stories = 3 # ATTACHE_DIGEST__MAX_STORIES");
    assert_eq!(line("mail.url"), format!("mail.url = \"smtp://me:…@relay.example\" # {own}"));
    assert_eq!(line("mail.password"), "mail.password = (not shown) # ATTACHE_MAIL__PASSWORD");
    shown.never_says("hunter2");
    desk.run(&["config", "files"]).ok().says("attache.toml\n").says(&own).never_says("not there");
}

#[test]
fn the_users_own_file_holds_where_the_folder_says_nothing() {
    let people = "# people of the desk\n";
    let desk =
        Desk::with_visit().file("people.csv", people).file("own/attache/attache.toml", "people = \"nowhere.csv\"\n");
    desk.run(&["brief", "visit.txt"]).exits(6).complains("nowhere.csv");
    let desk = desk.file("attache.toml", "people = \"people.csv\"\n");
    desk.run(&["brief", "visit.txt"]).ok().says("Tamm");
}

#[test]
fn a_fault_names_the_file_that_brings_it() {
    let desk =
        Desk::new().file("own/attache/attache.toml", "stoer = \"a.db\"\n").file("attache.toml", "store = \"b.db\"\n");
    desk.run(&["config"]).exits(6).complains("own/attache/attache.toml: stoer: no such key; did you mean \"store\"?");
}

#[test]
fn nothing_set_and_all_keys() {
    let desk = Desk::new();
    desk.run(&["config", "files"]).ok().says("attache.toml (not there)");
    let keys = desk.run(&["config", "keys"]).ok();
    keys.says("[[source]]").says("max_stories = 8");
}
