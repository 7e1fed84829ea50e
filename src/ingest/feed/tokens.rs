//! Tags and text of XML that may be broken. One pass, linear in the text; nothing is an error.

use std::borrow::Cow;
use std::collections::HashMap;

/// Bytes of the value of a declared entity, and of all that entities add: no text is blown up.
const ENTITY: usize = 256;
const EXPANDED: usize = 1 << 20;
/// Entities that may be declared.
const ENTITIES: usize = 256;

/// A tag, or the text between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>`, or with `empty` `<name attributes/>`.
    Start { name: &'a str, attributes: &'a str, empty: bool },
    /// `</name>`
    End(&'a str),
    /// Text, its references as they stand.
    Text(&'a str),
    /// What stands in a CDATA section.
    Data(&'a str),
}

/// Gives the tokens of a text; comments, instructions and declarations are left out.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// Entities that the text declares, by name: those with plain text in them.
    pub entities: HashMap<&'a str, &'a str>,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Tokens { rest: text, entities: HashMap::new() }
    }

    fn take(&mut self, len: usize) -> &'a str {
        let (token, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        token
    }

    /// Takes what stands before an end mark, and the mark; all the rest where there is none.
    fn until(&mut self, skip: usize, end: &str) -> &'a str {
        self.take(skip);
        let len = memchr::memmem::find(self.rest.as_bytes(), end.as_bytes()).unwrap_or(self.rest.len());
        let inner = self.take(len);
        self.take(end.len());
        inner
    }

    /// The declarations of a document type: of its entities those are kept that hold text without references.
    fn doctype(&mut self) {
        let head = self.rest.find(['[', '>']).unwrap_or(self.rest.len());
        if !self.rest.get(head..).is_some_and(|r| r.starts_with('[')) {
            self.take(head + 1);
            return;
        }
        let subset = self.until(head + 1, "]");
        for declaration in subset.split("<!ENTITY").skip(1) {
            let mut words = declaration.trim_start().splitn(2, char::is_whitespace);
            let (Some(name), Some(value)) = (words.next(), words.next()) else { continue };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let value = quote.and_then(|q| value.get(1..)?.split(q).next());
            if let Some(value) = value.filter(|v| v.len() <= ENTITY && !v.contains(['&', '<']))
                && self.entities.len() < ENTITIES
            {
                self.entities.insert(name, value);
            }
        }
        let end = self.rest.find('>').map_or(0, |at| at + 1);
        self.take(end);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest;
            let bytes = rest.as_bytes();
            match (bytes.first()?, bytes.get(1)) {
                (b'<', Some(b'!')) if rest.starts_with("<!--") => {
                    self.until(4, "-->");
                }
                (b'<', Some(b'!')) if rest.starts_with("<![CDATA[") => return Some(Token::Data(self.until(9, "]]>"))),
                (b'<', Some(b'!')) if rest.get(..9).is_some_and(|d| d.eq_ignore_ascii_case("<!doctype")) => {
                    self.doctype()
                }
                (b'<', Some(b'?')) => {
                    self.until(2, ">");
                }
                (b'<', Some(b'/')) if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    let len = rest.get(1..).and_then(|r| r.find(['<', '>'])).map_or(rest.len(), |n| n + 1);
                    let tag = self.take(len);
                    self.close();
                    return Some(Token::End(tag.get(2..).unwrap_or_default().trim()));
                }
                (b'<', Some(c)) if c.is_ascii_alphabetic() || matches!(c, b'_' | b':') => return Some(self.start()),
                _ => {
                    // A "<" that opens nothing is text, with what follows it.
                    let len = memchr::memchr(b'<', bytes.get(1..)?).map_or(rest.len(), |n| n + 1);
                    return Some(Token::Text(self.take(len)));
                }
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn start(&mut self) -> Token<'a> {
        let len = tag_len(self.rest);
        let tag = self.take(len).get(1..).unwrap_or_default();
        self.close();
        let (tag, empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        Token::Start { name, attributes, empty }
    }

    fn close(&mut self) {
        if self.rest.starts_with('>') {
            self.take(1);
        }
    }
}

/// Where a tag ends: at its ">" outside quotation marks, or before the next "<", which no tag may hold.
fn tag_len(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', _) => return at,
            (b'>', None) => return at,
            (b'"' | b'\'', None) => quote = Some(byte),
            (mark, Some(open)) if mark == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The value of an attribute, its name with its prefix in any case; references stand as they are.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    pairs(attributes).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Names and values of attributes, quoted or not.
pub(super) fn pairs(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let name = name.split_whitespace().next_back().unwrap_or_default();
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(mark @ ('"' | '\'')) => after.get(1..)?.split_once(mark).unwrap_or((after.get(1..)?, "")),
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        rest = next;
        Some((name, value))
    })
}

/// Puts characters in the place of references; what is unknown stays as it is, for HTML may know it.
pub(super) struct References<'a> {
    /// Entities that the text declares.
    pub entities: HashMap<&'a str, &'a str>,
    /// Bytes that declared entities added so far.
    pub added: usize,
}

impl References<'_> {
    /// The text behind some XML text; control characters that XML does not allow are left out.
    pub fn resolve<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(|c: char| c == '&' || is_forbidden(c)) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut parts = text.split('&');
        out.extend(parts.next().unwrap_or_default().chars().filter(|c| !is_forbidden(*c)));
        for part in parts {
            let name = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(part.len());
            let closed = part.get(name..).is_some_and(|r| r.starts_with(';'));
            let value = part.get(..name).filter(|_| closed).and_then(|name| self.value(name));
            let rest = match value {
                Some(value) => {
                    out.push_str(&value);
                    part.get(name + 1..).unwrap_or_default()
                }
                None => {
                    out.push('&');
                    part
                }
            };
            out.extend(rest.chars().filter(|c| !is_forbidden(*c)));
        }
        Cow::Owned(out)
    }

    fn value(&mut self, name: &str) -> Option<String> {
        if let Some(number) = name.strip_prefix('#') {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok())?;
            let c = char::from_u32(windows(code)).filter(|c| !is_forbidden(*c)).unwrap_or('\u{FFFD}');
            return Some(c.to_string());
        }
        let known = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => {
                let value = self.entities.get(name).filter(|value| self.added + value.len() <= EXPANDED)?;
                self.added += value.len();
                value
            }
        };
        Some(known.to_owned())
    }
}

/// Numbers from 128 to 159 are meant in windows-1252, whatever XML says.
fn windows(code: u32) -> u32 {
    let byte = u8::try_from(code).ok().filter(|b| (0x80..0xA0).contains(b));
    let decoded = byte.map(|b| encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[b]).0.chars().next());
    decoded.flatten().map_or(code, u32::from)
}

fn is_forbidden(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn show(text: &str) -> String {
        let one = |token| match token {
            Token::Start { name, attributes, empty } => format!("<{name}{attributes}{}>", if empty { "/" } else { "" }),
            Token::End(name) => format!("</{name}>"),
            Token::Text(text) => format!("[{text}]"),
            Token::Data(data) => format!("{{{data}}}"),
        };
        Tokens::new(text).map(one).collect()
    }

    fn resolve(text: &str) -> String {
        References { entities: HashMap::from([("wire", "Baltic Wire")]), added: 0 }.resolve(text).into_owned()
    }

    #[test]
    fn tags_text_and_data() {
        assert_eq!(
            show("<?xml version='1'?><!-- a > b --><a x='>' y>t<![CDATA[<b>&]]></a ><c/>"),
            "<a x='>' y>[t]{<b>&}</a><c/>"
        );
    }

    #[test]
    fn broken_markup_costs_as_little_as_can_be() {
        assert_eq!(show("1 < 2 <3 <a b=\"c<d>e"), "[1 ][< 2 ][<3 ]<a b=\"c><d>[e]");
        assert_eq!(show("<a></a<b>x"), "<a></a><b>[x]");
        assert_eq!(show("<![CDATA[cut"), "{cut}");
        assert_eq!(show("a<!-- never closed"), "[a]");
    }

    #[test]
    fn entities_that_hold_text_are_known_and_others_are_not() {
        let mut tokens =
            Tokens::new("<!DOCTYPE r [<!ENTITY a \"lol\"><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM \"x.txt\">]><r>");
        assert_eq!(tokens.next(), Some(Token::Start { name: "r", attributes: "", empty: false }));
        assert_eq!(tokens.entities, HashMap::from([("a", "lol")]));
    }

    #[test]
    fn references() {
        assert_eq!(resolve("Q&amp;A &#8217;&#x41;&#146; &wire;"), "Q&A ’A’ Baltic Wire");
        assert_eq!(resolve("AT&T &nbsp; & &amp &#0; a\u{8}b"), "AT&T &nbsp; & &amp \u{FFFD} ab");
        let mut references = References { entities: HashMap::from([("a", "0123456789")]), added: 0 };
        let many = references.resolve(&"&a;".repeat(EXPANDED)).len();
        assert!(many <= EXPANDED + 3 * EXPANDED);
    }

    #[test]
    fn attributes_quoted_or_not() {
        let attributes = " rel='alternate' HREF=http://x.example/a type = \"text/html\"";
        assert_eq!(attribute(attributes, "href"), Some("http://x.example/a"));
        assert_eq!(attribute(attributes, "type"), Some("text/html"));
        assert_eq!(attribute(" rel='open", "rel"), Some("open"));
        assert_eq!(attribute(" rel", "rel"), None);
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(text in "(<|>|/|!|--|\\[CDATA\\[|\\]|&|;|é|\"|'|=|a|DOCTYPE|<!ENTITY| ){0,60}") {
            let _ = show(&text);
            let _ = resolve(&text);
            let _ = pairs(&text).count();
        }

        #[test]
        fn plain_text_is_one_token(text in "[a-z é&;>]{1,40}") {
            prop_assert_eq!(show(&text), format!("[{text}]"));
        }
    }
}
