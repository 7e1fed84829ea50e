//! Which form an input has: by its name, and by how it begins where the name does not say.

use super::decode;
use super::mail::mbox;

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
    /// One mail.
    Mail,
    /// A mailbox: mails one after the other.
    Mbox,
    /// A web archive.
    Warc,
    /// A ZIP archive.
    Zip,
}

const TEXT: [&str; 2] = ["txt", "text"];
const MARKDOWN: [&str; 2] = ["md", "markdown"];
const HTML: [&str; 3] = ["html", "htm", "xhtml"];
const ROWS: [&str; 2] = ["jsonl", "ndjson"];
const FEED: [&str; 4] = ["xml", "rss", "atom", "rdf"];
const MAIL: [&str; 4] = ["eml", "emlx", "mhtml", "mht"];
const MBOX: [&str; 2] = ["mbox", "mbx"];

/// True for names that an article in a folder may have.
pub(super) fn is_article_name(name: &str) -> bool {
    TEXT.contains(&extension(name).as_str()) || by_name(name).is_some()
}

/// Documents and archives that are not read, though somebody may think so.
const DOCUMENTS: [&str; 24] = [
    "pdf",
    "doc",
    "docx",
    "odt",
    "rtf",
    "pages",
    "epub",
    "ppt",
    "pptx",
    "odp",
    "xls",
    "xlsx",
    "ods",
    "csv",
    "msg",
    "pst",
    "tar",
    "tgz",
    "7z",
    "rar",
    "bz2",
    "xz",
    "zst",
    "webarchive",
];

/// The ending of a file's name, in small letters, where it is a document or an archive of a kind that is not read.
pub(super) fn unread_kind(name: &str) -> Option<&'static str> {
    let ext = extension(name);
    DOCUMENTS.into_iter().find(|kind| *kind == ext)
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
        () if is(&MAIL) => Some(Format::Mail),
        () if is(&MBOX) => Some(Format::Mbox),
        () if ext == "warc" => Some(Format::Warc),
        () if ext == "zip" => Some(Format::Zip),
        () => None,
    }
}

/// How much of an input is looked at.
const HEAD: usize = 4096;

/// The form of an input, from its name and how it begins.
pub(super) fn of(name: &str, head: &[u8]) -> Format {
    let by_bytes = by_bytes(head);
    let named = by_name(name);
    if let Some(format) = by_bytes.or(named.filter(|n| is_sure(*n))) {
        return format;
    }
    let head = decode::decode(head.get(..head.len().min(HEAD)).unwrap_or_default()).unwrap_or_default();
    by_head(&head).or(named).unwrap_or(Format::Text)
}

/// Forms that a name alone makes sure of: what they begin with may be anything.
fn is_sure(named: Format) -> bool {
    matches!(named, Format::Rows | Format::Json | Format::Markdown | Format::Mail)
}

/// The forms that tell themselves by their first bytes.
fn by_bytes(head: &[u8]) -> Option<Format> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ if head.starts_with(b"WARC/") => Some(Format::Warc),
        _ => None,
    }
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
        _ if mbox::is_divider(head.lines().next()?.as_bytes()) && begins_with_header(head.lines().skip(1)) => {
            Some(Format::Mbox)
        }
        _ => is_mail(head).then_some(Format::Mail),
    }
}

/// Header fields that a mail has and a memorandum has not.
const MAIL_FIELDS: [&str; 8] = [
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "message-id",
    "dkim-signature",
    "content-type",
    "x-mailer",
];

/// True for a block of header lines of which one stands in mails alone, and one names who wrote it or when.
fn is_mail(head: &str) -> bool {
    let mut seen = (false, false);
    for line in head.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some(name) = field_name(line) else { return false };
        seen.0 |= MAIL_FIELDS.contains(&name.as_str());
        seen.1 |= matches!(name.as_str(), "from" | "date" | "subject");
    }
    seen == (true, true)
}

fn begins_with_header<'a>(mut lines: impl Iterator<Item = &'a str>) -> bool {
    lines.next().and_then(field_name).is_some()
}

/// The name of a header field, in small letters.
fn field_name(line: &str) -> Option<String> {
    let name = line.split_once(':')?.0;
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    plain.then(|| name.to_ascii_lowercase())
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
        assert_eq!(of("a.jsonl", "<html>".as_bytes()), Format::Rows);
        assert_eq!(of("a.HTML.gz", "Plain".as_bytes()), Format::Html);
        assert_eq!(of("folder.md/a", "Plain".as_bytes()), Format::Text);
        assert!(is_article_name("x.json.gz") && !is_article_name("x.bin") && !is_article_name("x.gz"));
    }

    #[test]
    fn the_beginning_decides_where_the_name_does_not() {
        assert_eq!(of("-", " {\"text\": \"x\"}".as_bytes()), Format::Json);
        assert_eq!(of("-", "[{\"text\": \"x\"}]".as_bytes()), Format::Json);
        assert_eq!(of("-", "{{ motto }} was the motto".as_bytes()), Format::Text);
        assert_eq!(of("-", "[Photo] The minister".as_bytes()), Format::Text);
        assert_eq!(of("a.txt", "\n<!DOCTYPE HTML PUBLIC".as_bytes()), Format::Html);
        assert_eq!(of("-", "<!-- saved --><html>".as_bytes()), Format::Html);
        assert_eq!(of("-", "<?xml version=\"1.0\"?><html xmlns=\"x\">".as_bytes()), Format::Html);
        assert_eq!(
            of("a.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"b\">]><rss>".as_bytes()),
            Format::Feed
        );
        assert_eq!(of("page.html", "<rss version=\"2.0\">".as_bytes()), Format::Feed);
        assert_eq!(of("a.txt", "<not a tag, a remark> said the minister".as_bytes()), Format::Text);
    }

    #[test]
    fn mails_and_mailboxes_tell_themselves() {
        let mail = "Received: from a by b;\n\tTue, 5 Mar 2024 10:00:00 +0000\nFrom: Ann\nSubject: x\n\nText";
        assert_eq!(of("-", mail.as_bytes()), Format::Mail);
        assert_eq!(of("x.eml", b"anything"), Format::Mail);
        assert_eq!(of("page.MHTML", b"anything"), Format::Mail);
        assert_eq!(of("-", format!("From ann@wire.example Tue Mar  5 10:00:00 2024\n{mail}").as_bytes()), Format::Mbox);
        assert_eq!(of("-", b"From: the desk\nSubject: Plans\n\nText"), Format::Text);
        assert_eq!(of("-", b"From Prague the minister went on to Riga.\nThere: talks."), Format::Text);
    }

    #[test]
    fn documents_that_are_not_read_are_known() {
        assert_eq!(unread_kind("a/Report.PDF"), Some("pdf"));
        assert_eq!(unread_kind("a.tar.gz"), Some("tar"));
        assert!(unread_kind("a.html").is_none() && unread_kind("pdf").is_none());
    }

    #[test]
    fn archives_tell_themselves_whatever_their_name() {
        assert_eq!(of("a.txt", b"PK\x03\x04"), Format::Zip);
        assert_eq!(of("a.html", b"WARC/1.1\r\n"), Format::Warc);
        assert!(is_article_name("a.WARC.gz") && is_article_name("b.mbox") && is_article_name("c.zip"));
    }
}
