//! The tokens of a feed → its entries. Follows what feeds do, not what the standards allow: tags that are never closed
//! end with what holds them, and nothing is an error.

use super::super::day;
use super::capture::{Capture, person};
use super::names::{Field, Prefixes, Space};
use super::tokens::{References, Token, Tokens, attribute, pairs};
use super::value::Value;

/// Elements in elements; deeper ones are not told apart.
const DEPTH: usize = 64;
/// Tags before the feed's own: what a broken server prints before it.
const BEFORE: usize = 32;

/// A feed as it was read.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// Its title, address, language and day.
    pub head: Entry,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
}

/// What an entry, or the feed itself, says.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub title: Best<Value>,
    pub link: Best<String>,
    pub id: Best<String>,
    pub published: Best<String>,
    pub updated: Best<String>,
    /// Writers as written.
    pub authors: Vec<(u8, String)>,
    pub summary: Best<Value>,
    pub content: Best<Value>,
    /// The outlet that an entry was taken from.
    pub source: Best<Value>,
    pub language: Best<String>,
    /// What relative addresses start from.
    pub base: Best<String>,
}

/// The value of the best rank (0 is best); among equals the first.
#[derive(Debug)]
pub(super) struct Best<T>(Option<(u8, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Best(None)
    }
}

impl<T> Best<T> {
    pub fn offer(&mut self, rank: u8, value: T) {
        self.offer_better(rank, value, |_, _| false);
    }

    /// The same, but of equal rank the better one.
    pub fn offer_better(&mut self, rank: u8, value: T, is_better: impl Fn(&T, &T) -> bool) {
        if self.0.as_ref().is_none_or(|(best, old)| rank < *best || rank == *best && is_better(&value, old)) {
            self.0 = Some((rank, value));
        }
    }

    pub fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }
}

/// Reads a feed; `None` where the text is none.
pub(super) fn feed(text: &str) -> Option<Feed> {
    let mut tokens = Tokens::new(text);
    let mut reader = Reader::default();
    let mut before = 0;
    while let Some(token) = tokens.next() {
        if let (Token::Start { name, attributes, .. }, false) = (token, reader.found) {
            before += 1;
            reader.references.entities = std::mem::take(&mut tokens.entities);
            reader.root(name, attributes);
            if before > BEFORE {
                return None;
            }
        }
        if reader.found {
            reader.token(token);
        }
    }
    reader.close(0);
    reader.found.then_some(reader.feed)
}

struct Reader<'a> {
    found: bool,
    atom: bool,
    prefixes: Prefixes<'a>,
    references: References<'a>,
    /// Names of the open elements.
    open: Vec<&'a str>,
    /// The entry that is being read, and how many elements are around it.
    entry: Option<(usize, Entry)>,
    /// The field that is being read, and how many elements are around it.
    capture: Option<(usize, Capture<'a>)>,
    feed: Feed,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Reader {
            found: false,
            atom: false,
            prefixes: Prefixes::default(),
            references: References { entities: Default::default(), added: 0 },
            open: Vec::new(),
            entry: None,
            capture: None,
            feed: Feed::default(),
        }
    }
}

impl<'a> Reader<'a> {
    /// Notes whether this is the first element of a feed.
    fn root(&mut self, name: &'a str, attributes: &'a str) {
        let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        self.found = matches!(local.as_str(), "rss" | "rdf" | "feed" | "channel");
        self.atom = local == "feed";
        if self.found {
            let language = attribute(attributes, "xml:lang");
            self.feed.head.language.offer(2, language.unwrap_or_default().to_owned());
            self.base(attributes);
        }
    }

    fn token(&mut self, token: Token<'a>) {
        match token {
            Token::Start { name, attributes, empty } => self.start(name, attributes, empty),
            Token::End(name) => self.end(name),
            Token::Text(text) => {
                if let Some((_, capture)) = &mut self.capture {
                    capture.text(text, &mut self.references);
                }
            }
            Token::Data(text) => {
                if let Some((_, capture)) = &mut self.capture {
                    capture.data(text);
                }
            }
        }
    }

    fn start(&mut self, name: &'a str, attributes: &'a str, empty: bool) {
        if attributes.contains("xmlns:") {
            pairs(attributes).for_each(|(key, value)| self.prefixes.declare(key, value));
        }
        let (space, local) = self.prefixes.split(name);
        let is_entry = matches!(space, Space::Rss | Space::Atom) && (local == "item" || local == "entry" && self.atom);
        if is_entry {
            let around = self.entry.as_ref().map(|(around, _)| *around);
            if let Some(around) = around.or(self.capture.as_ref().map(|(around, _)| *around)) {
                self.close(around);
            }
            self.entry = Some((self.open.len(), Entry::default()));
            self.base(attributes);
            if let (Some(about), Some((_, entry))) = (attribute(attributes, "rdf:about"), &mut self.entry) {
                entry.id.offer(2, about.to_owned());
            }
        } else {
            self.leave_unclosed(space, &local);
            let (depth, holds_fields) = (self.open.len(), self.holds_fields());
            match &mut self.capture {
                Some((around, capture)) => capture.start(&local, attributes, empty, depth == *around + 1),
                None if holds_fields => self.capture = Some((depth, Capture::new(space, local, attributes))),
                None => {}
            }
        }
        if self.open.len() < DEPTH {
            self.open.push(name);
            if empty {
                self.close(self.open.len() - 1);
            }
        }
    }

    /// A title, link or date that was never closed ends where the next field begins.
    fn leave_unclosed(&mut self, space: Space, local: &str) {
        let Some((around, capture)) = &self.capture else { return };
        let is_short =
            matches!(capture.field().map(|(f, _)| f), Some(Field::Title | Field::Link | Field::Id | Field::Published));
        let is_next = space == Space::Rss && matches!(local, "title" | "link" | "guid" | "pubdate" | "description");
        if is_short && is_next && !self.atom {
            self.close(*around);
        }
    }

    /// True right inside an entry, or inside the element that holds the feed's own fields.
    fn holds_fields(&self) -> bool {
        match &self.entry {
            Some((around, _)) => self.open.len() == around + 1,
            None => self.open.last().is_some_and(|name| {
                let local = name.rsplit(':').next().unwrap_or(name);
                local.eq_ignore_ascii_case("channel") || local.eq_ignore_ascii_case("feed")
            }),
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) else { return };
        if let Some((around, capture)) = &mut self.capture
            && at > *around
        {
            capture.end(name, at == *around + 1);
        }
        self.close(at);
    }

    /// Closes all elements but the first so many, and with them the field and the entry.
    fn close(&mut self, around: usize) {
        self.open.truncate(around);
        if let Some((_, capture)) = self.capture.take_if(|(at, _)| *at >= around) {
            let to = self.entry.as_mut().map_or(&mut self.feed.head, |(_, entry)| entry);
            fill(to, capture, self.atom, &mut self.references);
        }
        if let Some((_, entry)) = self.entry.take_if(|(at, _)| *at >= around) {
            self.feed.entries.push(entry);
        }
    }

    fn base(&mut self, attributes: &str) {
        if let Some(base) = attribute(attributes, "xml:base") {
            let to = self.entry.as_mut().map_or(&mut self.feed.head, |(_, entry)| entry);
            to.base.offer(0, self.references.resolve(base).into_owned());
        }
    }
}

fn fill(entry: &mut Entry, capture: Capture, atom: bool, references: &mut References) {
    let Some((field, rank)) = capture.field() else { return };
    let text = || Some(capture.plain().trim().to_owned()).filter(|text| !text.is_empty());
    match field {
        Field::Title | Field::Summary | Field::Content => {
            let to = match field {
                Field::Title => &mut entry.title,
                Field::Summary => &mut entry.summary,
                _ => &mut entry.content,
            };
            if let Some(value) = capture.value(atom).filter(|v| !v.is_empty()) {
                to.offer(rank, value);
            }
        }
        Field::Source => {
            let title = capture.child("title").or_else(text).map(Value::guess);
            title.into_iter().for_each(|title| entry.source.offer(rank, title));
        }
        Field::Link => {
            if let Some((more, link)) = capture.link(references) {
                entry.link.offer(rank + more, link);
            }
        }
        Field::Id => {
            let id = text();
            let is_link = capture.local() == "guid" && capture.attribute("isPermaLink") != Some("false");
            if let Some(link) = id.clone().filter(|id| is_link && id.contains("://")) {
                entry.link.offer(9, link);
            }
            id.into_iter().for_each(|id| entry.id.offer(rank, id));
        }
        // Of several days of publication the first one is it.
        Field::Published => text().into_iter().for_each(|stamp| {
            let is_earlier =
                |new: &String, old: &String| day::read(new).zip(day::read(old)).is_some_and(|(new, old)| new < old);
            entry.published.offer_better(rank, stamp, is_earlier);
        }),
        Field::Updated => text().into_iter().for_each(|stamp| entry.updated.offer(rank, stamp)),
        Field::Language => text().into_iter().for_each(|code| entry.language.offer(rank, code)),
        Field::Author => {
            let name = capture.child("name").or_else(|| if capture.has_children() { None } else { text() });
            entry.authors.extend(name.and_then(|name| person(&name)).map(|name| (rank, name)));
        }
    }
}
