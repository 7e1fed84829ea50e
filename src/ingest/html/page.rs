//! What a page says of itself, collected in one walk: meta elements, links, linked data, headings, marked elements.

use scraper::node::Element;
use scraper::{Html, Node};

use super::linked::Linked;
use super::walk::{Step, walk};
use crate::lexicon::page_fields;

/// Text of one element that is kept, in bytes.
const TEXT: usize = 400;
/// Marked elements of one kind that are kept.
const MARKED: usize = 200;

/// The page's own words about itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Key in small letters and content, in order.
    meta: Vec<(String, String)>,
    /// The `title` element.
    pub title: Option<String>,
    /// Canonical address.
    pub canonical: Option<String>,
    /// The language that the `html` element names.
    pub lang: Option<String>,
    /// Linked data.
    pub linked: Linked,
    /// Level-1 headings, then level 2.
    pub headings: Vec<(u8, String)>,
    /// `time` elements and others with a day in an attribute or by their class, in order.
    pub stamps: Vec<Stamp>,
    /// Attributes of elements that say when the page was last changed.
    pub changed: Vec<String>,
    /// Elements that name writers.
    pub writers: Vec<Writer>,
}

/// An element that holds a day.
#[derive(Debug)]
pub(super) struct Stamp {
    /// How surely it is the day of publication: 0 is `itemprop=datePublished`, 1 a time element, then by class.
    pub rank: usize,
    /// A machine-readable form.
    pub attr: Option<String>,
    /// What a reader sees.
    pub text: String,
}

/// An element that names a writer.
#[derive(Debug)]
pub(super) struct Writer {
    /// 0 for `rel=author` and `itemprop=author`, then by class.
    pub rank: usize,
    /// What a reader sees.
    pub text: String,
}

impl Page {
    /// Reads the tree.
    pub fn new(html: &Html) -> Self {
        let mut collector = Collector::default();
        walk(html, |step| match step {
            Step::Open(node) => collector.open(node),
            Step::Close(node) => collector.close(node),
        });
        let mut page = collector.page;
        page.linked = Linked::new(collector.scripts.iter().map(String::as_str));
        page
    }

    /// The first content under any of the keys, best key first.
    pub fn meta(&self, keys: &[String]) -> Option<&str> {
        keys.iter().find_map(|key| self.metas(key).next())
    }

    /// All contents under a key.
    pub fn metas<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a str> {
        self.meta.iter().filter(move |(k, _)| k == key).map(|(_, content)| content.as_str())
    }
}

#[derive(Default)]
struct Collector {
    page: Page,
    scripts: Vec<String>,
    /// Elements whose text is wanted: their depth and what for.
    wanted: Vec<(usize, Want, String)>,
    depth: usize,
    /// Depth from which on everything is beside the article.
    aside: Option<usize>,
}

enum Want {
    Title,
    Script,
    Heading(u8),
    Stamp(usize, Option<String>),
    Writer(usize),
}

impl Collector {
    fn open(&mut self, node: &Node) {
        self.depth += 1;
        match node {
            Node::Text(text) => {
                for (_, want, have) in &mut self.wanted {
                    if matches!(want, Want::Script) {
                        have.push_str(text);
                    } else if have.len() < TEXT {
                        have.extend(text.chars().take(TEXT));
                    }
                }
            }
            Node::Element(element) => {
                // Borders between blocks are white space for a reader.
                self.space();
                self.element(element);
            }
            _ => {}
        }
    }

    fn space(&mut self) {
        for (_, want, have) in &mut self.wanted {
            if !matches!(want, Want::Script) {
                have.push(' ');
            }
        }
    }

    fn close(&mut self, node: &Node) {
        if node.is_element() {
            self.space();
        }
        if self.aside == Some(self.depth) {
            self.aside = None;
        }
        while self.wanted.last().is_some_and(|(depth, ..)| *depth == self.depth) {
            if let Some((_, want, text)) = self.wanted.pop() {
                self.have(want, text);
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn have(&mut self, want: Want, text: String) {
        if let Want::Script = want {
            self.scripts.push(text);
            return;
        }
        let text = collapse(&text);
        match want {
            Want::Stamp(rank, attr) if self.page.stamps.len() < MARKED => {
                self.page.stamps.push(Stamp { rank, attr, text })
            }
            _ if text.is_empty() => {}
            Want::Title => self.page.title = self.page.title.take().or(Some(text)),
            Want::Heading(level) if self.page.headings.len() < MARKED => self.page.headings.push((level, text)),
            Want::Writer(rank) if self.page.writers.len() < MARKED => self.page.writers.push(Writer { rank, text }),
            _ => {}
        }
    }

    fn want(&mut self, want: Want) {
        // An element in twenty marked ones is lost: nobody nests them so.
        if self.wanted.len() < 20 {
            self.wanted.push((self.depth, want, String::new()));
        }
    }

    fn element(&mut self, element: &Element) {
        let attr = |name: &str| element.attr(name).map(str::trim).filter(|v| !v.is_empty());
        match element.name() {
            "html" => self.page.lang = attr("lang").or_else(|| attr("xml:lang")).map(str::to_owned),
            "meta" => self.meta(element),
            "link" if attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.page.canonical = self.page.canonical.take().or(attr("href").map(str::to_owned));
            }
            "title" => self.want(Want::Title),
            "script" if attr("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) => {
                self.want(Want::Script)
            }
            "h1" => self.want(Want::Heading(1)),
            "h2" => self.want(Want::Heading(2)),
            "footer" | "nav" | "aside" if self.aside.is_none() => self.aside = Some(self.depth),
            _ => {}
        }
        self.marked(element);
    }

    fn meta(&mut self, element: &Element) {
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| element.attr(a));
        if let (Some(key), Some(content)) = (key, element.attr("content")) {
            let content = collapse(content);
            if !content.is_empty() && self.page.meta.len() < 1000 {
                self.page.meta.push((key.trim().to_ascii_lowercase(), content));
            }
        }
    }

    /// Elements that say by attribute or class that they hold a writer or a day.
    fn marked(&mut self, element: &Element) {
        if self.aside.is_some() || element.name() == "body" || element.name() == "html" {
            return;
        }
        let fields = &page_fields().class;
        let attr = |name: &str| element.attr(name).unwrap_or_default().trim().to_ascii_lowercase();
        let words = class_words(element);
        let rank = |good: &[String]| good.iter().position(|w| words.iter().any(|have| have == w)).map(|n| n + 2);
        let none = |bad: &crate::text::WordSet| !words.iter().any(|w| bad.contains(w));
        let prop = attr("itemprop");
        if prop == "author" || attr("rel") == "author" || prop == "creator" {
            self.want(Want::Writer(usize::from(!none(&fields.no_byline))));
        } else if let Some(rank) = rank(&fields.byline).filter(|_| none(&fields.no_byline)) {
            self.want(Want::Writer(rank));
        }
        // Looked up for few elements only: a page has thousands.
        let machine =
            || ["datetime", "content", "title", "data-date", "data-datetime"].iter().find_map(|a| element.attr(a));
        let is_time = element.name() == "time";
        if prop == "datemodified" || (is_time && words.iter().any(|word| fields.updated.contains(word))) {
            self.page.changed.extend(machine().filter(|_| self.page.changed.len() < MARKED).map(str::to_owned));
        } else if prop == "datepublished" || attr("pubdate") == "pubdate" {
            self.want(Want::Stamp(0, machine().map(str::to_owned)));
        } else if is_time && none(&fields.no_published) {
            self.want(Want::Stamp(1, element.attr("datetime").map(str::to_owned)));
        } else if let Some(rank) = rank(&fields.published).filter(|_| none(&fields.no_published)) {
            self.want(Want::Stamp(rank, element.attr("title").map(str::to_owned)));
        }
    }
}

/// The words of an element's class and id: each whole name and its parts (`post-date`, `postDate`), small letters.
fn class_words(element: &Element) -> Vec<String> {
    let names = [element.attr("class"), element.attr("id")];
    let mut words = Vec::new();
    for name in names.into_iter().flatten().flat_map(str::split_whitespace).take(20) {
        let mut word = String::new();
        for c in name.chars().take(64) {
            if matches!(c, '-' | '_') || c.is_uppercase() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
        words.push(word);
        words.push(name.to_lowercase());
    }
    words.retain(|word| !word.is_empty());
    words
}

/// White space collapsed to single blanks.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
