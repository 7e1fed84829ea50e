//! Where an article was found, in one form: the same page has the same address each time.

use url::Url;

use crate::model::Article;

/// The address of an article: its web address; else its file, with the name that the file gives it where it holds
/// several. `None` where nothing lasting is known: standard input, the n-th entry of a file without a name of its own.
pub(super) fn of(article: &Article) -> Option<String> {
    if let Some(url) = of_page(article) {
        return Some(url);
    }
    let path = article.source_path.as_str();
    let is_counted = path.rsplit_once('#').is_some_and(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let holder = if is_counted { path.rsplit_once('#').map_or(path, |(holder, _)| holder) } else { path };
    let file = holder.trim_start_matches("./");
    match &article.doc_id {
        Some(name) => Some(format!("{file}#{name}")),
        None if is_counted || holds_rows(file) || file.starts_with('-') || file.is_empty() => None,
        None => Some(file.to_owned()),
    }
}

/// The address of the page that an article names as its own.
pub(super) fn of_page(article: &Article) -> Option<String> {
    article.url.as_deref().and_then(web)
}

/// True for a file of JSON: its lines have no names of their own.
fn holds_rows(file: &str) -> bool {
    let file = file.to_ascii_lowercase();
    let file = file.strip_suffix(".gz").unwrap_or(&file);
    [".json", ".jsonl", ".ndjson"].iter().any(|end| file.ends_with(end))
}

/// A web address without its fragment; `http` and `https` lead to the same page.
fn web(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok().filter(|url| url.has_host())?;
    url.set_fragment(None);
    if url.scheme() == "http" {
        // An address of a web page can always take the other scheme of the web.
        let _ = url.set_scheme("https");
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: Option<&str>, path: &str, name: Option<&str>) -> Option<String> {
        of(&Article {
            url: url.map(str::to_owned),
            source_path: path.to_owned(),
            doc_id: name.map(str::to_owned),
            ..Article::default()
        })
    }

    #[test]
    fn a_page_has_one_address() {
        for url in ["http://News.example/a#top", "https://news.example/a", "https://news.example:443/a"] {
            assert_eq!(address(Some(url), "x.html", None).as_deref(), Some("https://news.example/a"), "{url}");
        }
        assert_ne!(
            address(Some("https://news.example/a?id=1"), "", None),
            address(Some("https://news.example/a?id=2"), "", None)
        );
    }

    #[test]
    fn a_file_and_what_is_named_in_it() {
        assert_eq!(address(None, "./in/a.txt", None).as_deref(), Some("in/a.txt"));
        assert_eq!(address(None, "in.zip!/a.txt", None).as_deref(), Some("in.zip!/a.txt"));
        assert_eq!(address(None, "a#b.txt", None).as_deref(), Some("a#b.txt"));
        assert_eq!(address(None, "box.mbox#3", Some("m1@wire.example")).as_deref(), Some("box.mbox#m1@wire.example"));
        assert_eq!(address(None, "rows.jsonl", Some("7")).as_deref(), Some("rows.jsonl#7"));
    }

    #[test]
    fn what_only_a_count_tells_apart_has_none() {
        for path in ["-", "-#2", "feed.xml#1", "rows.jsonl", "rows.jsonl.gz", ""] {
            assert_eq!(address(None, path, None), None, "{path}");
        }
    }
}
