//! Which form an input has: by its name, and by how it begins where the name does not say.

/// The forms that can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// JSON Lines.
    Rows,
    /// One JSON object, or an array of them; may be JSON Lines all the same.
    Json,
    /// RSS, Atom or other XML.
    Feed,
}

const TEXT: [&str; 2] = ["txt", "text"];
const MARKDOWN: [&str; 2] = ["md", "markdown"];
const HTML: [&str; 3] = ["html", "htm", "xhtml"];
const ROWS: [&str; 2] = ["jsonl", "ndjson"];
const FEED: [&str; 4] = ["xml", "rss", "atom", "rdf"];

/// True for names that an article in a folder may have.
pub(super) fn is_article_name(name: &str) -> bool {
    let ext = extension(name);
    let is = |list: &[&str]| list.contains(&ext.as_str());
    is(&TEXT) || is(&MARKDOWN) || is(&HTML) || is(&ROWS) || ext == "json"
}

/// The form that the name alone tells.
pub(super) fn by_name(name: &str) -> Option<Format> {
    let ext = extension(name);
    let is = |list: &[&str]| list.contains(&ext.as_str());
    match () {
        () if is(&ROWS) => Some(Format::Rows),
        () if ext == "json" => Some(Format::Json),
        () if is(&MARKDOWN) => Some(Format::Markdown),
        () if is(&HTML) => Some(Format::Html),
        () if is(&FEED) => Some(Format::Feed),
        () => None,
    }
}

/// The form of an input, from its name and how it begins.
pub(super) fn of(name: &str, head: &str) -> Format {
    let named = by_name(name);
    if matches!(named, Some(Format::Rows | Format::Json | Format::Markdown)) {
        return named.unwrap_or(Format::Text);
    }
    by_head(head).or(named).unwrap_or(Format::Text)
}

/// Small letters of the part after the last dot, `.gz` left aside.
fn extension(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let inner = lower.strip_suffix(".gz").unwrap_or(&lower);
    inner.rsplit(['/', '\\']).next().and_then(|n| n.rsplit_once('.')).map_or(String::new(), |(_, ext)| ext.to_owned())
}

fn by_head(head: &str) -> Option<Format> {
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    match head.chars().next()? {
        '{' if head[1..].trim_start().starts_with('"') => Some(Format::Json),
        '[' if head[1..].trim_start().starts_with('{') => Some(Format::Json),
        '<' => markup(head),
        _ => None,
    }
}

/// HTML or other XML: the first tag that is no declaration and no comment decides.
fn markup(head: &str) -> Option<Format> {
    let mut rest = head;
    for _ in 0..16 {
        rest = rest.trim_start().strip_prefix('<')?;
        let skip = if rest.starts_with("!--") {
            "-->"
        } else if rest.starts_with('?')
            || starts_with_fold(rest, "!doctype") && !starts_with_fold(rest, "!doctype html")
        {
            ">"
        } else {
            break;
        };
        rest = rest.split_once(skip)?.1;
    }
    const PAGE: [&str; 16] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "meta",
        "title",
        "script",
        "div",
        "article",
        "main",
        "section",
        "p>",
        "p ",
        "h1",
        "link",
        "style",
    ];
    const XML: [&str; 6] = ["rss", "feed", "rdf:", "!entity", "urlset", "opml"];
    if PAGE.iter().any(|tag| starts_with_fold(rest, tag)) {
        return Some(Format::Html);
    }
    (XML.iter().any(|tag| starts_with_fold(rest, tag)) || head.starts_with("<?xml")).then_some(Format::Feed)
}

fn starts_with_fold(text: &str, small: &str) -> bool {
    text.get(..small.len()).is_some_and(|start| start.eq_ignore_ascii_case(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_where_it_says() {
        assert_eq!(of("a.jsonl", "<html>"), Format::Rows);
        assert_eq!(of("a.HTML.gz", "Plain"), Format::Html);
        assert_eq!(of("folder.md/a", "Plain"), Format::Text);
        assert!(is_article_name("x.json.gz") && !is_article_name("x.bin") && !is_article_name("x.gz"));
    }

    #[test]
    fn the_beginning_decides_where_the_name_does_not() {
        assert_eq!(of("-", " {\"text\": \"x\"}"), Format::Json);
        assert_eq!(of("-", "[{\"text\": \"x\"}]"), Format::Json);
        assert_eq!(of("-", "{{ motto }} was the motto"), Format::Text);
        assert_eq!(of("-", "[Photo] The minister"), Format::Text);
        assert_eq!(of("a.txt", "\n<!DOCTYPE HTML PUBLIC"), Format::Html);
        assert_eq!(of("-", "<!-- saved --><html>"), Format::Html);
        assert_eq!(of("-", "<?xml version=\"1.0\"?><html xmlns=\"x\">"), Format::Html);
        assert_eq!(of("a.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"b\">]><rss>"), Format::Feed);
        assert_eq!(of("page.html", "<rss version=\"2.0\">"), Format::Feed);
        assert_eq!(of("a.txt", "<not a tag, a remark> said the minister"), Format::Text);
    }
}
