//! One field of a feed while it is being read.

use mail_parser::decoders::base64::base64_decode;

use super::names::{Field, Space, field};
use super::tokens::{References, attribute};
use super::value::Value;

/// Children of a field that are looked at: a person has a name, an address and a page.
const CHILDREN: usize = 16;

/// An element and what stood in it so far: as text, and as markup in case tags stand in it.
#[derive(Debug)]
pub(super) struct Capture<'a> {
    space: Space,
    local: String,
    attributes: &'a str,
    plain: String,
    markup: String,
    children: Vec<(String, String)>,
    in_child: bool,
    has_children: bool,
}

impl<'a> Capture<'a> {
    pub fn new(space: Space, local: String, attributes: &'a str) -> Self {
        Capture {
            space,
            local,
            attributes,
            plain: String::new(),
            markup: String::new(),
            children: Vec::new(),
            in_child: false,
            has_children: false,
        }
    }

    /// Which field it is, and its rank.
    pub fn field(&self) -> Option<(Field, u8)> {
        field(self.space, &self.local)
    }

    pub fn local(&self) -> &str {
        &self.local
    }

    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        attribute(self.attributes, name)
    }

    pub fn has_children(&self) -> bool {
        self.has_children
    }

    /// The text without its tags.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    pub fn text(&mut self, text: &str, references: &mut References) {
        // What no field takes is not kept.
        if self.field().is_some() {
            let resolved = references.resolve(text);
            self.markup.push_str(text);
            self.add(&resolved);
        }
    }

    pub fn data(&mut self, text: &str) {
        if self.field().is_some() {
            self.markup.push_str(text);
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        self.plain.push_str(text);
        if let (true, Some((_, child))) = (self.in_child, self.children.last_mut()) {
            child.push_str(text);
        }
    }

    /// A tag in the field; `child` where it stands right in it.
    pub fn start(&mut self, local: &str, attributes: &str, empty: bool, child: bool) {
        self.has_children = true;
        let slash = if empty { "/" } else { "" };
        self.markup.push_str(&format!("<{local}{attributes}{slash}>"));
        if child {
            self.in_child = !empty && self.children.len() < CHILDREN;
            if self.in_child {
                self.children.push((local.to_owned(), String::new()));
            }
        }
    }

    /// An end tag in the field.
    pub fn end(&mut self, name: &str, child: bool) {
        let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        self.markup.push_str(&format!("</{local}>"));
        self.in_child &= !child;
    }

    /// The text of a child.
    pub fn child(&self, name: &str) -> Option<String> {
        let (_, text) = self.children.iter().find(|(child, _)| child == name)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The value, by what the element says of its type. Atom's plain text is the default there; all else is HTML.
    pub fn value(&self, atom: bool) -> Option<Value> {
        let stated = self.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
        let mode = self.attribute("mode").unwrap_or_default().to_ascii_lowercase();
        let is_markup = stated.contains("html") || stated.contains("xml");
        let is_text = matches!(stated.as_str(), "" | "text") || stated.starts_with("text/");
        let is_atom = self.space == Space::Atom || atom && self.space == Space::Rss;
        if mode == "base64" || is_atom && !is_markup && !is_text {
            let packed: Vec<u8> = self.plain.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            return base64_decode(&packed).map(|text| Value::Html(String::from_utf8_lossy(&text).into_owned()));
        }
        Some(match () {
            () if self.has_children => Value::Html(self.markup.clone()),
            () if !is_atom || is_markup || mode == "escaped" => Value::Html(self.plain.clone()),
            () if stated.is_empty() => Value::guess(self.plain.clone()),
            () => Value::Text(self.plain.clone()),
        })
    }

    /// An address and how much worse than the best it is: Atom links are for readers ("alternate") or for programs.
    pub fn link(&self, references: &mut References) -> Option<(u8, String)> {
        let rel = self.attribute("rel").unwrap_or("alternate").to_ascii_lowercase();
        if rel != "alternate" {
            return None;
        }
        let href = self.attribute("href").map(|href| references.resolve(href).trim().to_owned());
        let address = href.unwrap_or_else(|| self.plain.trim().to_owned());
        let is_page = self.attribute("type").is_none_or(|of| of.contains("html"));
        (!address.is_empty()).then_some((u8::from(!is_page), address))
    }
}

/// The name in "ann@wire.example (Ann Ode)" and "Ann Ode <ann@wire.example>"; none in an address alone.
pub(super) fn person(text: &str) -> Option<String> {
    let is_address = |part: &str| part.contains('@') && !part.trim().contains(char::is_whitespace);
    let bare = |part: &str| part.trim_matches(['(', ')', '<', '>', ' ', '"']).to_owned();
    let cut = text.split_once('(').or_else(|| text.split_once('<'));
    let name = match cut {
        Some((before, after)) if is_address(before) => bare(after),
        Some((before, after)) if is_address(after) => bare(before),
        _ => text.trim().to_owned(),
    };
    let name = name.strip_prefix("mailto:").unwrap_or(&name).split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && !is_address(&name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons() {
        for text in
            ["ann@wire.example (Ann Ode)", "Ann Ode <ann@wire.example>", " Ann  Ode ", "Ann Ode (ann@wire.example)"]
        {
            assert_eq!(person(text).as_deref(), Some("Ann Ode"), "{text}");
        }
        assert_eq!(person("ann@wire.example"), None);
        assert_eq!(person("Ann Ode (Riga)").as_deref(), Some("Ann Ode (Riga)"));
    }
}
