//! What people write around the blocks stays, byte for byte.

use std::fs;

use super::{around, files, first_day, second_day, wiki};

/// A row of numbers that is the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        usize::try_from(self.0 >> 33).expect("a number") % sides
    }
}

const WORDS: [&str; 14] = [
    "A thought of my own.\n",
    "windows line\r\n",
    "trailing blanks   \n",
    "\n\n\n",
    "# A heading\n\n- a list\n",
    "```\ncode <!-- attache\n```\n",
    "no end of line",
    "日本語 ü é \u{200b}\n",
    "\t{{ template }} {% raw %}\n",
    "[[a wiki link]] #tag ^block\n",
    "<!-- a comment of mine -->\n",
    "see attache:begin in the guide\n",
    "---\n",
    "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
];

/// Puts words between two lines of a page where no block is.
fn edit(text: &str, dice: &mut Dice) -> String {
    let mut places = Vec::new();
    let (mut at, mut in_block, mut fences) = (0, false, 0);
    for line in text.split_inclusive('\n') {
        // In front matter only whole keys can stand, so those are added by `key`.
        if fences >= 2 && !in_block {
            places.push(at);
        }
        fences += usize::from(fences < 2 && line.trim_end() == "---");
        in_block = (in_block || line.starts_with("<!-- attache:begin")) && !line.starts_with("<!-- attache:end");
        at += line.len();
    }
    places.push(text.len());
    let place = places[dice.roll(places.len())];
    let words = WORDS[dice.roll(WORDS.len())];
    // Words without an end of line would change the line that follows them.
    let end = if !words.ends_with('\n') && place < text.len() { "\n" } else { "" };
    format!("{}{words}{end}{}", &text[..place], &text[place..])
}

/// Adds a key, or a comment, to the front matter.
fn key(text: &str, dice: &mut Dice) -> String {
    let keys = ["rating: 5\n", "links:\n  - \"[[x]]\"\n  - y\n", "# a comment\n", "cssclasses: [wide, 'b']\n"];
    let key = keys[dice.roll(keys.len())];
    match dice.roll(2) {
        0 => text.replacen("---\n", &format!("---\n{key}"), 1),
        _ => text.replacen("created:", &format!("{key}created:"), 1),
    }
}

#[test]
fn a_hundred_edits_survive() {
    let mut dice = Dice(20310326);
    let desk = first_day();
    wiki(&desk).ok();
    let before = files(&desk.path("wiki"));
    let names: Vec<&String> = before.keys().filter(|name| name.ends_with(".md")).collect();
    let desk = second_day(desk);
    let mut edits = 0;
    for round in 0..5 {
        for (name, (bytes, _)) in &before {
            fs::write(desk.path("wiki").join(name), bytes).expect("a file");
        }
        let mut edited = std::collections::BTreeSet::new();
        for _ in 0..20 {
            let name = names[dice.roll(names.len())];
            let path = desk.path("wiki").join(name);
            let old = fs::read_to_string(&path).expect("a page");
            let new = if dice.roll(5) == 0 { key(&old, &mut dice) } else { edit(&old, &mut dice) };
            fs::write(path, new).expect("a page");
            edited.insert(name.clone());
            edits += 1;
        }
        let mine: Vec<(String, String)> = edited
            .iter()
            .map(|name| (name.clone(), fs::read_to_string(desk.path("wiki").join(name)).expect("a page")))
            .collect();
        let ran = wiki(&desk);
        assert!(ran.stderr().contains("pages new"), "round {round}: {}", ran.stderr());
        ran.ok();
        for (name, old) in mine {
            let new = fs::read_to_string(desk.path("wiki").join(&name)).expect("a page");
            assert_eq!(around(&new), around(&old), "{name}");
        }
        let index = fs::read_to_string(desk.path("wiki/index.md")).expect("a page");
        assert!(index.contains("(2 days)"), "round {round}: the pages go on");
    }
    assert_eq!(edits, 100);
}

#[test]
fn a_page_with_other_line_ends_stays_one() {
    let desk = first_day();
    wiki(&desk).ok();
    let path = desk.path("wiki/index.md");
    let text = fs::read_to_string(&path).expect("a page").replace('\n', "\r\n") + "mine\r\n";
    fs::write(&path, &text).expect("a page");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    assert_eq!(fs::read_to_string(&path).expect("a page"), text);
    let desk = second_day(desk);
    wiki(&desk).ok();
    let text = fs::read_to_string(&path).expect("a page");
    assert!(text.ends_with("mine\r\n") && text.contains("(2 days)\r\n"), "{text:?}");
    assert!(!text.replace("\r\n", "").contains('\n'), "{text:?}");
}

/// Programs such as Obsidian write front matter anew, in their own order and quotation marks.
#[test]
fn front_matter_written_anew_by_a_program_is_no_edit() {
    let desk = first_day();
    wiki(&desk).ok();
    let path = desk.path("wiki/person/karin-tamm.md");
    let text = fs::read_to_string(&path).expect("a page");
    let seal = text.lines().find(|line| line.starts_with("attache:")).expect("a seal").replace('"', "");
    let body = text.splitn(3, "---\n").nth(2).expect("a body");
    let own = format!("---\ntags: [attache/person, reading]\n{seal}\ntitle: Karin Tamm\nrating: 5\n---\n{body}");
    fs::write(&path, &own).expect("a page");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    assert_eq!(fs::read_to_string(&path).expect("a page"), own);
}
