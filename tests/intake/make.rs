//! Inputs of our own making.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::desk::{Desk, Ran, VISIT};

/// The paragraphs of the visit.
pub fn paragraphs() -> Vec<&'static str> {
    VISIT.trim().split("\n\n").collect()
}

pub fn html() -> String {
    paragraphs().iter().map(|p| format!("<p>{p}</p>\n")).collect()
}

/// A page as an outlet would print it.
pub fn page(title: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} - Baltic Post</title>\
         <meta property='og:site_name' content='Baltic Post'></head><body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>\
         <p class=byline>By Ann Ode</p>{}</article></body></html>",
        html()
    )
}

/// A mail of the Baltic Wire with these further header lines and this body.
pub fn mail(subject: &str, fields: &str, body: &str) -> String {
    format!(
        "Received: from a.example by b.example; Tue, 14 May 2019 18:05:00 +0300\r\nFrom: \"Baltic Wire\" <news@wire.example>\r\n\
         To: desk@ministry.example\r\nSubject: {subject}\r\nDate: Tue, 14 May 2019 23:04:00 -0500\r\n\
         Message-ID: <m1@wire.example>\r\nMIME-Version: 1.0\r\n{fields}\r\n{body}\r\n"
    )
}

/// The visit as a plain mail, broken at the margin as mail programs do.
pub fn plain_mail(subject: &str) -> String {
    let broken: Vec<String> = paragraphs().iter().map(|p| textwrap::fill(p, 72).replace('\n', "\r\n")).collect();
    mail(
        subject,
        "Content-Type: text/plain; charset=utf-8\r\n",
        &format!("{}\r\n-- \r\nBaltic Wire, Tallinn", broken.join("\r\n\r\n")),
    )
}

pub fn mailbox(mails: &[String]) -> String {
    let one = |mail: &String| {
        let lines = mail.replace("\r\n", "\n");
        let quoted: String =
            lines.lines().map(|l| if l.starts_with("From ") { format!(">{l}\n") } else { format!("{l}\n") }).collect();
        format!("From news@wire.example Tue May 14 18:04:00 2019\n{quoted}\n")
    };
    mails.iter().map(one).collect()
}

pub fn gz(data: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(data).expect("packed");
    packer.finish().expect("packed")
}

/// A ZIP archive; no method but deflate and store.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, data) in entries {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("an entry");
        writer.write_all(data).expect("an entry");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A record of a web archive.
pub fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2019-05-15T04:00:00Z\r\n{fields}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A stored response.
pub fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    record(
        "response",
        &format!("WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"),
        &block,
    )
}

pub fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Baltic Post</title><link>https://post.example/</link>{items}</channel></rss>"
    )
}

/// The visit as an entry of a feed, in full.
pub fn full_item(title: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://post.example/visit</link><pubDate>Tue, 14 May 2019 12:00:00 GMT</pubDate>\
         <content:encoded><![CDATA[{}]]></content:encoded></item>",
        html()
    )
}

/// What `extract` prints, a row a line.
pub fn rows(ran: &Ran) -> Vec<Value> {
    ran.stdout().lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

/// One field of all rows.
pub fn column(rows: &[Value], field: &str) -> Vec<String> {
    let show = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    rows.iter().map(|row| show(&row[field])).collect()
}

/// The brief of an input holds against the input read again, and its sources bear these names.
#[track_caller]
pub fn proves(desk: &Desk, input: &str, sources: &[&str]) {
    desk.run(&["brief", "-q", "-f", "json", "-o", "proof.json", input]).ok();
    let brief: Value = serde_json::from_slice(&std::fs::read(desk.path("proof.json")).expect("a brief")).expect("JSON");
    let named: Vec<&str> = brief["briefs"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|b| b["sources"].as_array().into_iter().flatten())
        .filter_map(|s| s["source_path"].as_str())
        .collect();
    assert_eq!(named, sources);
    desk.run(&["verify", "proof.json"]).ok().says("lines hold");
}
