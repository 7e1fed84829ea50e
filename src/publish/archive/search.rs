//! The index of the search: files of JavaScript, so that a page reads them without a server; one a year, or one a month
//! where a year has many stories, so that a day's digest changes one of them.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::brief::href;
use super::{ArchiveError, Site};
use crate::publish::record::PageId;
use crate::publish::titles::pair_title;
use crate::render::clean;

/// Address, day, headline, words.
type Row = (String, String, String, String);

/// Stories of a file; a month with more of them has them all.
const MOST: usize = 500;

/// The search page and its index.
pub(super) fn search(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let mut stories: BTreeMap<i32, usize> = BTreeMap::new();
    for digest in &site.record.digests {
        *stories.entry(digest.edition.date.year()).or_default() += digest.edition.briefs.len();
    }
    let mut shards: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for digest in &site.record.digests {
        let date = digest.edition.date;
        let is_large = stories.get(&date.year()).is_some_and(|stories| *stories > MOST);
        let name = date.format(if is_large { "%Y-%m" } else { "%Y" }).to_string();
        let rows = shards.entry(name).or_default();
        for (entry, position) in digest.edition.briefs.iter().zip(&digest.numbers) {
            let brief = &entry.brief;
            let lines = brief.lines.iter().chain(&brief.checks).chain(brief.key_dates.iter().map(|row| &row.line));
            let words: Vec<String> = lines
                .map(|line| clean(&site.words.line(line).0))
                .chain(brief.countries.iter().map(|name| clean(&site.words.place(name))))
                .collect();
            let place = format!("{}#story-{position}", href(&digest.id));
            rows.push((place, date.to_string(), clean(&site.words.line(&brief.headline).0), words.join(" ")));
        }
    }
    let row =
        |id: &PageId, title: &str, words: &[String]| (href(id), String::new(), clean(title), clean(&words.join(" ")));
    let people = site.record.people.iter().map(|person| row(&person.id, &person.name, &person.other_names));
    let countries = site.record.countries.iter().map(|country| row(&country.id, &site.words.place(&country.name), &[]));
    let pairs = site.record.pairs.iter().map(|pair| row(&pair.id, &pair_title(pair, site.words), &[]));
    // The newest first, and before them the names of people and countries.
    let mut names: Vec<String> = shards.keys().rev().cloned().collect();
    names.insert(0, "names".to_owned());
    let names: Vec<String> = names.iter().map(|name| format!("assets/index-{name}.js")).collect();
    shards.insert("names".to_owned(), people.chain(countries).chain(pairs).collect());
    for (name, rows) in &shards {
        let json = serde_json::to_string(rows).map_err(crate::render::RenderError::from)?;
        site.file(format!("assets/index-{name}.js"), format!("attacheIndex({});\n", harmless(&json)));
    }
    let context = minijinja::context! { shards => names };
    let title = site.words.say("search", &[]);
    site.page("archive/search.html", "search.html", &title, "", "search.html", context)
}

/// JSON as a part of a script: nothing in it ends a script or a line of it.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 50);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_headline_ends_the_script() {
        let json = serde_json::to_string("</script><!-- ]]> \u{2028}\"'").unwrap_or_default();
        let text = harmless(&json);
        assert!(!text.contains(['<', '>', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).ok().as_deref(), Some("</script><!-- ]]> \u{2028}\"'"));
    }
}
