//! Linked data (JSON-LD, schema.org) of a page.

use std::collections::HashMap;

use serde_json::Value;

use crate::ingest::repair::repair;

/// How many objects are looked at.
const OBJECTS: usize = 2000;

/// The objects of a page's linked data, those that describe an article first.
#[derive(Debug, Default)]
pub(super) struct Linked {
    objects: Vec<Value>,
    /// Names of persons and organisations by the `@id` under which others point to them.
    by_id: HashMap<String, String>,
}

impl Linked {
    /// Reads the contents of the page's `application/ld+json` scripts.
    pub fn new<'a>(scripts: impl Iterator<Item = &'a str>) -> Self {
        let mut objects = Vec::new();
        for script in scripts {
            let json = unwrapped(script);
            let value = serde_json::from_str(json).or_else(|_| serde_json::from_str(&repair(json)));
            flatten(value.unwrap_or(Value::Null), &mut objects);
        }
        let by_id = objects.iter().filter_map(named).collect();
        let (mut articles, others): (Vec<_>, Vec<_>) = objects.into_iter().partition(is_article);
        articles.extend(others.into_iter().filter(|o| has_type(o, |t| t == "WebPage" || t == "VideoObject")));
        Linked { objects: articles, by_id }
    }

    /// The first text under any of these keys, best object first.
    pub fn text(&self, keys: &[&str]) -> Option<&str> {
        self.objects.iter().find_map(|object| keys.iter().find_map(|key| self.text_of(object.get(*key)?)))
    }

    /// Names under a key of an article: strings, `{name}` objects, pointers to such, or lists of them.
    pub fn names(&self, key: &str) -> Vec<&str> {
        let found = self.objects.iter().filter(|o| is_article(o)).find_map(|object| {
            let names: Vec<&str> = match object.get(key)? {
                Value::Array(values) => values.iter().filter_map(|v| self.text_of(v)).collect(),
                value => self.text_of(value).into_iter().collect(),
            };
            (!names.is_empty()).then_some(names)
        });
        found.unwrap_or_default()
    }

    /// True where the page describes one article, and not several.
    pub fn is_of_one_article(&self) -> bool {
        self.objects.iter().filter(|object| is_article(object)).count() == 1
    }

    fn text_of<'a>(&'a self, value: &'a Value) -> Option<&'a str> {
        let text = match value {
            Value::String(text) => text,
            Value::Object(object) => match object.get("name") {
                Some(name) => name.as_str()?,
                None => {
                    let id = object.get("@id").or_else(|| object.get("url"))?.as_str()?;
                    self.by_id.get(id).map_or(id, String::as_str)
                }
            },
            Value::Array(values) => return values.iter().filter(|v| !v.is_array()).find_map(|v| self.text_of(v)),
            _ => return None,
        };
        Some(text.trim()).filter(|t| !t.is_empty())
    }
}

/// What stands before and behind a script that old browsers, and readers of XHTML, shall not take for text.
const WRAPPING: [&str; 8] = ["<!--", "-->", "<![CDATA[", "]]>", "//", "/*", "*/", ";"];

/// The script without its wrapping.
fn unwrapped(script: &str) -> &str {
    let mut json = script.trim();
    loop {
        let strip = |sign: &&str| json.strip_prefix(*sign).or_else(|| json.strip_suffix(*sign));
        match WRAPPING.iter().find_map(strip) {
            Some(rest) => json = rest.trim(),
            None => return json,
        }
    }
}

fn named(object: &Value) -> Option<(String, String)> {
    Some((object.get("@id")?.as_str()?.to_owned(), object.get("name")?.as_str()?.to_owned()))
}

/// Takes `@graph` and lists apart; objects that stand in other objects are not looked for.
fn flatten(value: Value, out: &mut Vec<Value>) {
    let mut todo = vec![value];
    while let Some(value) = todo.pop() {
        if out.len() >= OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => todo.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                if let Some(graph) = object.remove("@graph") {
                    todo.push(graph);
                }
                if let Some(entity) = object.remove("mainEntity") {
                    todo.push(entity);
                }
                out.push(Value::Object(object));
            }
            _ => {}
        }
    }
}

fn is_article(object: &Value) -> bool {
    has_type(object, |t| {
        t.ends_with("Article") || t.ends_with("BlogPosting") || t == "Report" || t.ends_with("NewsStory")
    })
}

fn has_type(object: &Value, test: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => test(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(test),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_come_before_pages_and_graphs_are_opened() {
        let graph = r#"{"@graph":[{"@type":"WebPage","datePublished":"2001-01-01"},
            {"@type":["NewsArticle"],"datePublished":"2024-03-05","author":[{"name":"Ann Ode"},"Bo Eck"]}]}"#;
        let linked = Linked::new([graph].into_iter());
        assert_eq!(linked.text(&["datePublished"]), Some("2024-03-05"));
        assert_eq!(linked.names("author"), ["Ann Ode", "Bo Eck"]);
    }

    #[test]
    fn pointers_are_followed() {
        let graph = r##"{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ann Ode"}]}"##;
        assert_eq!(Linked::new([graph].into_iter()).names("author"), ["Ann Ode"]);
    }

    #[test]
    fn wrapped_data_is_read() {
        for (before, after) in
            [("<!--", "-->"), ("\n<![CDATA[\n", "\n]]>"), ("//<![CDATA[\n", "\n//]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
        {
            let script = format!("{before}[{{\"@type\":\"NewsArticle\",\"headline\":\"Talks\"}}]{after}");
            assert_eq!(Linked::new([script.as_str()].into_iter()).text(&["headline"]), Some("Talks"), "{script}");
        }
    }

    #[test]
    fn broken_data_is_no_data() {
        let linked = Linked::new(["{", "[[[1]]]", "{\"@type\":\"Article\",\"headline\":\"A\tb\"};"].into_iter());
        assert_eq!(linked.text(&["headline"]), Some("A\tb"));
    }
}
