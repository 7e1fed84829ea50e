use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::Form;
use crate::publish::parts::{Part, Parts};
use crate::publish::record::{PageId, PageKind, Record};
use crate::publish::titles::titles;
use crate::render::Catalogue;
use crate::text::{capitalised, printable};

/// Bytes of a title of MediaWiki, at most (it allows 255, and so do file systems, ending included).
const TITLE: usize = 180;

/// Where the pictures of a wiki of MediaWiki lie: what is there is to be uploaded.
const PICTURES: &str = "pictures";

/// A page of a wiki, by what it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Where one begins.
    Index,
    /// A list: `stories`, `people`, `countries`, `days`.
    List(&'static str),
    /// What a record has a page of.
    Page(PageId),
    /// A part of a list that is too long for one page: the list's id, and which.
    Part(String, Part),
}

/// Where pages lie and how they link to each other.
pub(super) struct Names {
    form: Form,
    /// Title and file without its ending.
    by_place: BTreeMap<Place, (String, String)>,
    /// The pages of the lists that have parts, by id.
    lists: BTreeMap<String, Place>,
}

/// A link from one page to another, or words where there is no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Link {
    /// What is shown.
    pub title: String,
    /// The other page's file, from this one's folder; for Markdown.
    pub href: Option<String>,
    /// The other page's title; for MediaWiki.
    pub target: Option<String>,
}

impl Place {
    /// `person/ana-lind`; `index`, `stories`.
    pub fn id(&self) -> String {
        match self {
            Place::Index => "index".to_owned(),
            Place::List(name) => (*name).to_owned(),
            Place::Page(id) => id.to_string(),
            Place::Part(list, part) => format!("{list}/{part}"),
        }
    }
}

impl Names {
    pub fn of(record: &Record, parts: &Parts, form: Form, words: &Catalogue) -> Names {
        let lists = ["stories", "people", "countries", "days"];
        let mut all: Vec<(Place, String)> = vec![(Place::Index, words.say("index", &[]))];
        all.extend(lists.map(|name| (Place::List(name), words.say(name, &[]))));
        let mut pages: Vec<(PageId, String)> = titles(record, words).into_iter().collect();
        pages.retain(|(id, _)| id.kind() != PageKind::Digest);
        // Names are given out in this order: that of a country is the country's.
        let order = [PageKind::Country, PageKind::Pair, PageKind::Day, PageKind::Person, PageKind::Story];
        pages.sort_by_key(|(id, _)| order.iter().position(|kind| *kind == id.kind()));
        all.extend(pages.into_iter().map(|(id, title)| (Place::Page(id), line(&title))));
        let by_id: BTreeMap<String, &(Place, String)> = all.iter().map(|page| (page.0.id(), page)).collect();
        let own = |(list, _): (&str, _)| Some((list.to_owned(), by_id.get(list)?.0.clone()));
        let lists = parts.lists().filter_map(own).collect();
        let of_parts = titles_of_parts(&by_id, parts, words);
        all.extend(of_parts);
        let mut taken = HashSet::new();
        let mut by_place = BTreeMap::new();
        for (place, title) in all {
            let file = match form {
                Form::Markdown => place.id(),
                Form::Mediawiki => free_title(&title, &place, &mut taken),
            };
            by_place.insert(place, (title, file));
        }
        Names { form, by_place, lists }
    }

    /// All pages, each with its title.
    pub fn places(&self) -> impl Iterator<Item = (&Place, &str)> {
        self.by_place.iter().map(|(place, (title, _))| (place, title.as_str()))
    }

    /// The page of a list that has parts, by its id.
    pub fn list(&self, id: &str) -> Option<&Place> {
        self.lists.get(id)
    }

    /// The file of a page: `person/ana-lind.md`, `Ana Lind.mediawiki`.
    pub fn file(&self, place: &Place) -> Option<String> {
        self.by_place.get(place).map(|(_, file)| format!("{file}.{}", self.form.ending()))
    }

    /// The file of a page's picture, and how the page names it. MediaWiki knows no folders and begins each name with a
    /// capital.
    pub fn picture(&self, id: &PageId) -> (String, String) {
        match self.form {
            Form::Markdown => (format!("{id}.svg"), format!("{}.svg", id.slug())),
            Form::Mediawiki => {
                let name = format!("{}-{}.svg", capitalised(id.kind().as_str()), id.slug());
                (format!("{PICTURES}/{name}"), name)
            }
        }
    }

    /// A link from a page to another; the title alone from a page to itself.
    pub fn link(&self, from: &Place, to: &Place) -> Link {
        let link = self.link_from(&from.id(), to);
        if from == to { Link::plain(&link.title) } else { link }
    }

    /// A link from a page of which only the id is known.
    pub fn link_from(&self, id: &str, to: &Place) -> Link {
        let Some((title, file)) = self.by_place.get(to) else {
            return Link { title: to.id(), href: None, target: None };
        };
        let up = if self.form == Form::Markdown { "../".repeat(id.matches('/').count()) } else { String::new() };
        let href = format!("{up}{file}.{}", self.form.ending());
        let is_markdown = self.form == Form::Markdown;
        Link { title: title.clone(), href: is_markdown.then_some(href), target: (!is_markdown).then(|| file.clone()) }
    }

    /// The same to a page of the record.
    pub fn to(&self, from: &Place, to: &PageId) -> Link {
        self.link(from, &Place::Page(to.clone()))
    }
}

impl Link {
    /// Words without a page.
    pub fn plain(title: &str) -> Link {
        Link { title: line(title), href: None, target: None }
    }

    /// The same link under other words.
    pub fn titled(self, title: &str) -> Link {
        Link { title: line(title), ..self }
    }
}

/// The titles of the parts of lists: `Estonia, March 2031`.
fn titles_of_parts(
    by_id: &BTreeMap<String, &(Place, String)>,
    parts: &Parts,
    words: &Catalogue,
) -> Vec<(Place, String)> {
    let of_list = |(list, pages): (&str, &[crate::publish::parts::Page])| {
        let title = by_id.get(list).map_or("", |page| page.1.as_str());
        let named = |part: Part| {
            let title = words.say("part_of", &[("title", title), ("part", &part.name(words))]);
            (Place::Part(list.to_owned(), part), line(&title))
        };
        pages.iter().map(|page| named(page.part)).collect::<Vec<_>>()
    };
    parts.lists().flat_map(of_list).collect()
}

/// One line without hidden signs.
pub(super) fn line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title of a page of MediaWiki: without the signs that none may have, and not that of another.
fn free_title(title: &str, place: &Place, taken: &mut HashSet<String>) -> String {
    let plain = wiki_title(title);
    let plain = if plain.is_empty() { place.id().replace('/', " ") } else { plain };
    let kind = match place {
        Place::Page(id) => id.kind().as_str(),
        Place::Part(..) => "part",
        _ => "list",
    };
    let tail = place.id().rsplit(['/', '-']).next().unwrap_or_default().to_owned();
    let all = [plain.clone(), format!("{plain} ({kind})"), format!("{plain} ({tail})"), place.id().replace('/', " ")];
    let found = all.iter().find(|title| !taken.contains(&title.to_lowercase())).unwrap_or(&plain).clone();
    taken.insert(found.to_lowercase());
    found
}

fn wiki_title(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars() {
        match c {
            ':' => out.push_str(" –"),
            '[' | '{' => out.push('('),
            ']' | '}' => out.push(')'),
            '/' | '\\' | '|' | '~' => out.push('-'),
            '<' | '>' | '#' | '%' | '&' | '*' | '?' | '"' | '+' => {}
            '_' => out.push(' '),
            c => out.push(c),
        }
    }
    let mut out = capitalised(line(&out).trim_matches(['.', ' ', '–', '-', '\'']));
    while out.len() > TITLE {
        out.pop();
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::wiki_title;

    #[test]
    fn titles_hold_no_sign_that_means_something() {
        assert_eq!(wiki_title("Peru, Ecuador: talks in Quito [2031]"), "Peru, Ecuador – talks in Quito (2031)");
        assert_eq!(wiki_title("../../etc/passwd"), "Etc-passwd");
        assert!(wiki_title(&"é".repeat(300)).len() <= 180);
    }
}
