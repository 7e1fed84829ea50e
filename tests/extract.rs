//! `attache extract` and `attache score` on inputs of all kinds.

use std::fs;
use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

const TEXT: &str = "The foreign minister arrived in the capital on Tuesday for two days of talks, her office said.\r\n\r\n\
                    She will meet her counterpart on Wednesday.\n";

/// What a run gave: exit code, JSON lines, standard error.
struct Run(i32, Vec<Value>, String);

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> Run {
    let mut command = Command::cargo_bin("attache").expect("the binary is built");
    let output = command.current_dir(folder).args(args).write_stdin(stdin).output().expect("it runs");
    let rows = String::from_utf8_lossy(&output.stdout).lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    Run(output.status.code().unwrap_or(-1), rows, String::from_utf8_lossy(&output.stderr).into_owned())
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, data) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder.path())).expect("a folder in it");
        fs::write(path, data).expect("a file in it");
    }
    folder
}

fn gz(data: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(data).expect("packed");
    packer.finish().expect("packed")
}

fn page(body: &str) -> String {
    format!(
        "<html lang=en><head><title>Minister in the capital</title><meta property=article:published_time content=2024-03-05>\
         <link rel=canonical href=https://news.example/a></head><body>{body}</body></html>"
    )
}

fn texts(rows: &[Value]) -> Vec<&str> {
    rows.iter().filter_map(|r| r["text"].as_str()).collect()
}

#[test]
fn plain_text_is_unchanged_and_its_mark_is_dropped() {
    let f = folder(&[("a.txt", format!("\u{FEFF}{TEXT}").as_bytes())]);
    let Run(code, rows, _) = run(f.path(), &["extract", "a.txt"], b"");
    assert_eq!((code, texts(&rows)), (0, vec![TEXT]));
    assert_eq!(rows[0]["lang"], "en");
    assert_eq!(rows[0]["source_path"], "a.txt");
    assert_eq!(rows[0]["id"].as_str().map(str::len), Some(16));
}

#[test]
fn encodings() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("São Tomé".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let f = folder(&[
        ("1.txt", b"Ms Nov\xE1kov\xE1 went to S\xE3o Tom\xE9"),
        ("2.txt", &utf16),
        ("3.txt", b"\x00\x01\x02\x03\x04\x05"),
    ]);
    let Run(code, rows, err) = run(f.path(), &["extract", "1.txt", "2.txt", "3.txt"], b"");
    assert_eq!((code, texts(&rows)), (5, vec!["Ms Nováková went to São Tomé", "São Tomé"]));
    assert!(err.contains("3.txt: is no text"), "{err}");
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let f = folder(&[
        ("in/b.txt", b"Second."),
        ("in/a/x.jsonl", b"{\"text\": \"First.\"}"),
        ("in/c.txt.gz", &gz(b"Third.")),
        ("in/.hidden.txt", b"Hidden."),
        ("in/settings.json", b"{\"colour\": 1}"),
        ("in/picture.png", b"\x89PNG"),
    ]);
    let Run(code, rows, err) = run(f.path(), &["extract", "in"], b"");
    assert_eq!((code, texts(&rows), err.as_str()), (0, vec!["First.", "Second.", "Third."], ""));
}

#[cfg(unix)]
#[test]
fn links_in_circles_are_read_once() {
    use std::os::unix::fs::symlink;
    let f = folder(&[("in/z.txt", b"Once.")]);
    symlink(".", f.path().join("in/up")).expect("a link");
    symlink("z.txt", f.path().join("in/a.txt")).expect("a link");
    symlink("round.txt", f.path().join("in/round.txt")).expect("a link");
    let Run(code, rows, _) = run(f.path(), &["extract", "in"], b"");
    assert_eq!((code, texts(&rows)), (0, vec!["Once."]));
}

#[test]
fn patterns_and_what_cannot_be_read() {
    let f = folder(&[("a1.txt", b"One."), ("a2.txt", b"Two.")]);
    let Run(code, rows, err) = run(f.path(), &["extract", "a*.txt", "b*.txt", "no\nsuch", "ftp://news.example/a"], b"");
    assert_eq!((code, texts(&rows)), (5, vec!["One.", "Two."]));
    assert!(err.contains("b*.txt: no file matches") && err.contains("no\\nsuch: is not there"), "{err}");
    assert!(err.contains("ftp://news.example/a: is an address of a kind that is not fetched"), "{err}");
    assert_eq!(run(f.path(), &["extract", "nothing.txt"], b"").0, 1);
    assert_eq!(run(f.path(), &["extract"], b"").0, 2);
}

#[test]
fn nothing_to_report_is_said() {
    let f = folder(&[("empty.txt", b""), ("in/x.bin", b"x")]);
    for input in ["empty.txt", "in"] {
        let Run(code, rows, err) = run(f.path(), &["extract", input], b"");
        assert_eq!((code, rows.len()), (3, 0), "{input}");
        assert!(err.contains("nothing to report"), "{err}");
    }
}

#[test]
fn a_broken_line_is_named() {
    let rows = b"{\"id\": \"1\", \"text\": \"One.\"}\n{\"text\": \"Tw\n{\"id\": 3, \"text\": \"A \\ud83d B\"}\n";
    let Run(code, rows, err) = run(Path::new("."), &["extract", "-"], rows);
    assert_eq!((code, texts(&rows)), (5, vec!["One.", "A \u{FFFD} B"]));
    assert_eq!(rows[1]["doc_id"], "3");
    assert!(err.contains("attache: standard input:2: not JSON"), "{err}");
}

#[test]
fn a_page_gives_its_fields_and_paragraphs() {
    let body = "<article><h1>Minister in the capital</h1><p>The foreign minister arrived in the capital on Tuesday for two days of \
                talks about the border, her office said in a statement.</p><p>She will meet her counterpart on Wednesday and visit \
                the parliament in the afternoon, a spokesman for the ministry said.</p></article>";
    let Run(code, rows, _) = run(Path::new("."), &["extract", "-"], page(body).as_bytes());
    assert_eq!(code, 0);
    assert_eq!(rows[0]["title"], "Minister in the capital");
    assert_eq!(
        (rows[0]["published"].as_str(), rows[0]["url"].as_str()),
        (Some("2024-03-05"), Some("https://news.example/a"))
    );
    assert_eq!(texts(&rows)[0].split("\n\n").count(), 2);
    assert!(texts(&rows)[0].starts_with("The foreign minister arrived"));
}

#[test]
fn deep_nesting_is_read_past() {
    let deep = format!("{}<p>{TEXT}</p>{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let Run(code, rows, _) = run(Path::new("."), &["extract", "-"], page(&deep).as_bytes());
    assert_eq!(code, 0);
    assert!(texts(&rows)[0].contains("The foreign minister"));
}

#[test]
fn bombs_and_empty_feeds_are_refused() {
    let bomb = gz(&vec![b'a'; 80 << 20]);
    let feed = b"<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"a.txt\">]><rss><channel>&x;</channel></rss>";
    let f = folder(&[("bomb.html.gz", &bomb), ("feed.xml", feed), ("a.txt", b"SECRET")]);
    let Run(code, rows, err) = run(f.path(), &["extract", "bomb.html.gz", "feed.xml"], b"");
    assert_eq!((code, rows.len()), (1, 0));
    assert!(err.contains("unpacks to more than") && err.contains("holds no entry") && !err.contains("SECRET"), "{err}");
}

#[test]
fn text_output_is_safe_for_a_terminal_and_markdown_stays_text() {
    let text = "The minister, Ms Ta\x00mm\x1b[31m, \u{202e}said on Tuesday that the # [talks](y) would go on.\u{85}She left in the evening.";
    let f = folder(&[("a.txt", text.as_bytes())]);
    let output = |form: &str| {
        let mut command = Command::cargo_bin("attache").expect("the binary is built");
        let out = command.current_dir(f.path()).args(["extract", "a.txt", "-f", form]).output().expect("it runs");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    assert_eq!(
        output("text"),
        "The minister, Ms Tamm[31m, said on Tuesday that the # [talks](y) would go on.\nShe left in the evening.\n"
    );
    assert_eq!(
        output("md"),
        "The minister, Ms Tamm\\[31m, said on Tuesday that the \\# \\[talks\\](y) would go on.\nShe left in the evening.\n"
    );
    assert!(run(f.path(), &["extract", "a.txt", "-o", "out.jsonl"], b"").1.is_empty());
    let written: Value =
        serde_json::from_str(&fs::read_to_string(f.path().join("out.jsonl")).expect("written")).expect("JSON");
    assert_eq!(written["text"], text);
}

#[test]
fn score_prints_a_row_for_each_article_in_order() {
    let german = "Die Ministerin sagte am Dienstag, sie wolle mit allen Seiten über die Lage an der Grenze sprechen.";
    let rows = format!(
        "{}\n{}\n{}\n",
        r#"{"id":"1","text":""}"#,
        serde_json::json!({"id": "2", "text": german}),
        serde_json::json!({"id": "3", "text": TEXT})
    );
    let Run(code, rows, _) = run(Path::new("."), &["score", "-"], rows.as_bytes());
    assert_eq!(code, 0);
    let ids: Vec<&str> = rows.iter().filter_map(|r| r["doc_id"].as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert!(rows[0]["skipped"].as_str().is_some_and(|s| s.starts_with("empty")));
    assert_eq!(rows[1]["skipped"], "not in English (de)");
    assert_eq!(rows[2].get("skipped"), None);
    assert_eq!(run(Path::new("."), &["score", "-"], b"").0, 0);
}
