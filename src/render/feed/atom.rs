use super::{Feed, FeedEntry};

/// Elements, two blanks in for each level.
struct Xml(String);

pub(super) fn write(feed: &Feed) -> String {
    let mut xml = Xml("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned());
    xml.0 += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n";
    xml.element("  ", "id", "", &feed.id);
    xml.element("  ", "title", "", &feed.title);
    xml.element("  ", "updated", "", &feed.updated);
    xml.0 += &format!("  <author><name>{}</name></author>\n", escaped(&feed.author));
    xml.link("  ", "alternate", "text/html", &feed.home);
    xml.link("  ", "self", "application/atom+xml", &feed.atom);
    xml.element("  ", "generator", " uri=\"https://crates.io/crates/attache\"", "attache");
    feed.entries.iter().for_each(|entry| xml.entry(entry));
    xml.0 + "</feed>\n"
}

impl Xml {
    fn entry(&mut self, entry: &FeedEntry) {
        self.0 += "  <entry>\n";
        self.element("    ", "id", "", &entry.id);
        self.element("    ", "title", "", &entry.title);
        self.element("    ", "published", "", &entry.published);
        self.element("    ", "updated", "", &entry.updated);
        self.link("    ", "alternate", "text/html", &entry.url);
        self.element("    ", "summary", "", &entry.summary);
        self.element("    ", "content", " type=\"html\"", &entry.content);
        self.0 += "  </entry>\n";
    }

    fn element(&mut self, indent: &str, name: &str, attributes: &str, text: &str) {
        self.0 += &format!("{indent}<{name}{attributes}>{}</{name}>\n", escaped(text));
    }

    fn link(&mut self, indent: &str, rel: &str, form: &str, href: &str) {
        self.0 += &format!("{indent}<link rel=\"{rel}\" type=\"{form}\" href=\"{}\"/>\n", escaped(href));
    }
}

/// Text of XML 1.0: its five marks as entities, without the characters that it cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
