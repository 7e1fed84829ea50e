//! Links in the templates of a wiki, each as its form writes them.

use minijinja::{State, Value};

use super::{markdown, mediawiki};

/// `{{ person | link }}`: a link to another page of the wiki, by its `title` and `href` (Markdown) or `target`
/// (MediaWiki); only the title where there is no such page.
pub(super) fn link(state: &State<'_, '_>, link: Value) -> Value {
    let title = text(&link, "title").unwrap_or_default();
    let markup = if is_mediawiki(state) {
        match text(&link, "target") {
            Some(target) if target == title => format!("[[{target}]]"),
            Some(target) => format!("[[{target}|{}]]", mediawiki::escape(&title)),
            None => mediawiki::escape(&title),
        }
    } else {
        match text(&link, "href") {
            Some(href) => format!("[{}]({href})", label(&title)),
            None => markdown::escape(&title),
        }
    };
    Value::from_safe_string(markup)
}

/// `{{ source | source }}`: a link out of the wiki, by its `name` and `url`; only the name where there is no address.
pub(super) fn source(state: &State<'_, '_>, source: Value) -> Value {
    let name = text(&source, "name").unwrap_or_default();
    let address = text(&source, "url").and_then(|url| address(&url));
    let markup = match (is_mediawiki(state), address) {
        (true, Some(address)) => format!("[{address} {}]", mediawiki::escape(&name)),
        (true, None) => mediawiki::escape(&name),
        (false, Some(address)) => format!("[{}]({address})", label(&name)),
        (false, None) => markdown::escape(&name),
    };
    Value::from_safe_string(markup)
}

/// `{{ story.timeline | picture }}`: a picture that leads to its own file, by its `title` and `href`; in MediaWiki one of
/// its uploaded files.
pub(super) fn picture(state: &State<'_, '_>, picture: Value) -> Value {
    let (title, href) = (text(&picture, "title").unwrap_or_default(), text(&picture, "href").unwrap_or_default());
    let markup = match is_mediawiki(state) {
        true => format!("[[File:{href}|frameless|720px|alt={}]]", mediawiki::escape(&title)),
        false => format!("[![{}]({href})]({href})", label(&title)),
    };
    Value::from_safe_string(markup)
}

fn is_mediawiki(state: &State<'_, '_>) -> bool {
    state.name().ends_with(".mediawiki")
}

/// What an attribute says; `None` where it is not there or says nothing.
fn text(value: &Value, name: &str) -> Option<String> {
    let attribute = value.get_attr(name).ok()?;
    (!attribute.is_undefined() && !attribute.is_none()).then(|| attribute.to_string())
}

/// Words between the brackets of a link of Markdown.
fn label(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut escaped = false;
    for c in markdown::escape(text).chars() {
        if matches!(c, '[' | ']') && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// A web address in which no sign means anything to Markdown or a wiki; `None` for what is none.
fn address(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let mut out = String::new();
    for c in url.as_str().chars() {
        match c {
            '(' | ')' | '[' | ']' | '<' | '>' | '"' | '\'' | '|' | '\\' | '^' | '`' | '{' | '}' | ' ' | '*' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_ascii_graphic() => out.push(c),
            _ => {}
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_its_brackets() {
        assert_eq!(
            address("https://a.example/x) [y](z|'").as_deref(),
            Some("https://a.example/x%29%20%5By%5D%28z%7C%27")
        );
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(label("a] [b"), "a\\] \\[b");
    }
}
