//! An archive in another language: attache's own words are in it, those of the sources stay as they are and say so.

use super::{Site, archive, days};

/// The pieces of a catalogue's texts between their slots.
fn pieces(catalogue: &str) -> Vec<String> {
    let path = format!("{}/templates/lang.{catalogue}.toml", env!("CARGO_MANIFEST_DIR"));
    let table: toml::Table = std::fs::read_to_string(path).expect("a catalogue").parse().expect("TOML");
    let mut all = Vec::new();
    let mut left: Vec<&toml::Value> = table["texts"].as_table().expect("texts").values().collect();
    while let Some(value) = left.pop() {
        match value {
            toml::Value::Table(forms) => left.extend(forms.values()),
            value => {
                let text = value.as_str().expect("a text");
                all.extend(text.split(['{', '}']).step_by(2).map(|piece| piece.trim().to_owned()));
            }
        }
    }
    all
}

/// English words of attache's own that mean nothing in French.
pub fn english() -> Vec<String> {
    let french = pieces("fr").join("\n");
    let mut own: Vec<String> = pieces("en");
    // A single small word may be the name of a class or a file.
    let says = |piece: &str| piece.contains(' ') || piece.starts_with(char::is_uppercase);
    own.retain(|piece| piece.len() > 7 && says(piece) && !french.contains(piece.as_str()));
    own.extend(
        ["Key dates", "Not stated", "Prior visits", "Check before use", "under way", "27 March 2031"]
            .map(str::to_owned),
    );
    assert!(own.len() > 100, "{own:?}");
    own
}

/// A page without the elements that say that their words are English.
fn without_sources(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find(" lang=\"en\"") {
        let open = rest[..at].rfind('<').expect("an element");
        let name: String = rest[open + 1..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        out += &rest[..open];
        let end = format!("</{name}>");
        let close = rest[at..].find(&end).map_or(rest.len(), |close| at + close + end.len());
        rest = &rest[close..];
    }
    out + rest
}

/// A page without the addresses that it leads to.
fn without_addresses(page: &str) -> String {
    let mut parts = page.split(" href=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('"').map_or("", |(_, rest)| rest))
}

#[test]
fn no_word_of_attaches_own_stays_english() {
    let desk = days("lang = \"fr\"\n[archive]\nurl = 'https://desk.example/a'", 2);
    desk.run(&["correct", "1", "2.1", "--reason", "Mercredi."]).ok();
    let site: Site = archive(&super::day(desk, 3));
    let english = english();
    for (name, text) in site.files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let own = without_addresses(&without_sources(text));
        let left: Vec<&String> = english.iter().filter(|words| own.contains(words.as_str())).collect();
        assert!(left.is_empty(), "{name}: {left:?}\n{own}");
        assert!(text.contains("<html lang=\"fr\">") && text.contains("restent dans leur langue"), "{name}");
    }
    let home = site.page("index.html");
    assert!(home.contains("jeudi 27 mars 2031") && home.contains("lang=\"en\""), "{home}");
    assert!(site.page("calendar.html").contains("Mars 2031"));
    let (_, talks) = site.like("story/peru-ecuador-talks-in-quito");
    assert!(talks.contains("<del>en cours</del> → <ins>terminé</ins>"), "{talks}");
    let (_, visit) = site.like("story/karin-tamm-in-vilnius");
    assert!(visit.contains("octobre 2029: visite, Vilnius (Karin Tamm)"), "{visit}");
    let calendar = site.page("calendar.ics").replace("\r\n ", "");
    assert!(calendar.contains("SUMMARY:Karin Tamm : visite\\, Riga"), "{calendar}");
    assert!(calendar.contains("État : confirmé") && !calendar.contains("Status:"), "{calendar}");
    assert!(site.page("feed.xml").contains("27 mars 2031") && !site.page("feed.xml").contains("No. "));
    assert_eq!(site.broken(), Vec::<String>::new());
}

#[test]
fn the_command_chooses_the_language_too() {
    let desk = days("", 1);
    desk.run(&["archive", "--lang", "fr", "--now", "2031-03-28"]).ok();
    let french = Site::read(desk.path("archive"));
    assert!(french.page("index.html").contains("<html lang=\"fr\">"));
    // The same pages stand at the same places in every language.
    desk.run(&["archive", "--now", "2031-03-28"]).ok();
    let english = Site::read(desk.path("archive"));
    assert!(french.files.keys().eq(english.files.keys()));
    desk.run(&["archive", "--lang", "xx"]).exits(6).complains("lang.xx.toml");
}
