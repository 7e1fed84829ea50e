//! What a field of a feed holds: text, or HTML.

use super::super::error::Reason;
use super::super::html;

/// Bytes of a value that is read as markup though nobody says so.
const SNIFFED: [&str; 5] = ["</p>", "<br", "</a>", "</div>", "<p>"];

/// Text as it stands, or HTML with its references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A "<" in it is a "<".
    Text(String),
    /// To be read as a page is.
    Html(String),
}

impl Value {
    /// True where nothing but white space is in it.
    pub fn is_empty(&self) -> bool {
        let (Value::Text(text) | Value::Html(text)) = self;
        text.trim().is_empty()
    }

    /// HTML where it looks like that, else text.
    pub fn guess(text: String) -> Value {
        if SNIFFED.iter().any(|tag| text.contains(tag)) { Value::Html(text) } else { Value::Text(text) }
    }

    /// The paragraphs that a reader sees.
    pub fn paragraphs(&self) -> Result<String, Reason> {
        match self {
            Value::Text(text) if has_reference(text) => html::text(&text.replace('<', "&lt;")),
            Value::Text(text) => Ok(text.trim().to_owned()),
            Value::Html(html) => html::text(&without_odd_declarations(html)),
        }
    }

    /// The same on one line.
    pub fn line(&self) -> Option<String> {
        let text = self.paragraphs().ok()?;
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

/// True where a name stands between "&" and ";": XML does not know it, HTML may.
fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|part| {
        let name = part.bytes().take_while(u8::is_ascii_alphanumeric).count();
        (1..32).contains(&name) && part.get(name..).is_some_and(|rest| rest.starts_with(';'))
    })
}

/// "<!" opens a comment for HTML, which would take all up to the next ">"; where no declaration begins it is text.
fn without_odd_declarations(html: &str) -> String {
    let mut parts = html.split("<!");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let declares = part.starts_with("--") || part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '[');
        out.push_str(if declares { "<!" } else { "&lt;!" });
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(value: Value) -> String {
        value.paragraphs().unwrap_or_default()
    }

    #[test]
    fn html_loses_its_tags_and_text_keeps_what_looks_like_them() {
        assert_eq!(text(Value::Html("<p>One<br />two</p><p>Q&amp;A</p>".into())), "One\ntwo\n\nQ&A");
        assert_eq!(text(Value::Text("the <blink> tag".into())), "the <blink> tag");
        assert_eq!(text(Value::Text("a&nbsp;<b>&eacute;".into())), "a <b>é");
        assert_eq!(text(Value::Html("<!' <a href=x>one</a>".into())), "<!' one");
        assert_eq!(Value::guess("a<br>b".into()).line().as_deref(), Some("a b"));
    }

    proptest! {
        #[test]
        fn no_value_panics(value in "(<|!|-|>|&|;|amp|p|é| |\n){0,30}") {
            let _ = (text(Value::Text(value.clone())), text(Value::Html(value)));
        }
    }
}
