use super::desk::Desk;
use super::make::*;

const HTML: &str = "200 OK\r\nContent-Type: text/html; charset=utf-8";

fn crawl() -> Vec<Vec<u8>> {
    let page = page("Tamm in Vilnius");
    vec![
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x\r\n"),
        response("https://post.example/2019/05/14/visit", HTML, page.as_bytes()),
        response("https://post.example/a.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response("https://post.example/old", "301 Moved\r\nContent-Type: text/html", b"<p>Moved</p>"),
        response("https://post.example/robots.txt", "200 OK\r\nContent-Type: text/plain", b"User-agent: *"),
        response("https://post.example/packed", &format!("{HTML}\r\nContent-Encoding: gzip"), &gz(page.as_bytes())),
        record(
            "conversion",
            "WARC-Target-URI: https://post.example/text\r\nContent-Type: text/plain\r\n",
            b"The ministers met in Riga.",
        ),
    ]
}

#[test]
fn the_pages_of_a_crawl_are_articles_packed_or_not() {
    let members: Vec<u8> = crawl().iter().flat_map(|record| gz(record)).collect();
    let desk = Desk::new()
        .file("c.warc", crawl().concat())
        .file("c.warc.gz", members)
        .file("one.warc.gz", gz(&crawl().concat()));
    for name in ["c.warc", "c.warc.gz", "one.warc.gz"] {
        let ran = desk.run(&["extract", name]).ok();
        let rows = rows(&ran);
        assert_eq!(column(&rows, "source_path"), [2, 6, 7].map(|n| format!("{name}#{n}")));
        assert_eq!(rows[0]["text"].as_str(), Some(paragraphs().join("\n\n").as_str()));
        assert_eq!(column(&rows, "url")[..2], ["https://post.example/2019/05/14/visit", "https://post.example/packed"]);
        // The day of the crawl is not the day of the article: what states none has none.
        assert_eq!(column(&rows, "published"), ["2019-05-14", "null", "null"]);
    }
    proves(&desk, "c.warc.gz", &["c.warc.gz#2", "c.warc.gz#6"]);
    desk.run(&["extract", "c.warc.gz#6", "-f", "text"]).ok().says("arrived in Vilnius");
}

#[test]
fn the_character_set_of_the_response_goes_before_that_of_the_page() {
    let body = b"<html><head><meta charset=utf-8></head><body><article><p>Ministr \xBElut\xFD k\xF9\xF2 met his counterpart in the old town on Tuesday for talks.</p></article></body></html>";
    let desk = Desk::new()
        .file("c.warc", response("https://p.example/", "200 OK\r\nContent-Type: text/html; charset=iso-8859-2", body));
    desk.run(&["extract", "c.warc", "-f", "text"]).ok().says("žlutý kůň met");
}

#[test]
fn a_date_after_the_crawl_is_no_day_of_publication() {
    let later = page("Talks").replace(
        "<meta charset=utf-8>",
        "<meta charset=utf-8><meta property='article:published_time' content='2019-06-30'>",
    );
    let desk = Desk::new().file("c.warc", response("https://p.example/", HTML, later.as_bytes()));
    assert_eq!(column(&rows(&desk.run(&["extract", "c.warc"]).ok()), "published"), ["null"]);
}

#[test]
fn a_bad_record_is_named_and_the_file_goes_on() {
    let good = |n: usize| response(&format!("https://post.example/{n}"), HTML, page(&format!("Talks {n}")).as_bytes());
    let mut damaged = gz(&good(3));
    let middle = damaged.len() / 2;
    damaged.splice(middle..middle + 30, [0xFF; 30]);
    let short = String::from_utf8(good(2)).expect("text").replace("Content-Length: ", "Content-Length: 1").into_bytes();
    let unknown = response("https://post.example/5", &format!("{HTML}\r\nContent-Encoding: zstd"), b"\x28\xB5\x2F\xFD");
    let file = [gz(&good(1)), gz(&short), damaged, gz(&good(4)), gz(&unknown), gz(&good(6))].concat();
    let desk = Desk::new().file("c.warc.gz", &file).file("cut.warc.gz", &file[..file.len() - 40]);
    let ran = desk.run(&["extract", "c.warc.gz"]).exits(5);
    let ran = ran
        .complains("c.warc.gz#2: the record is not as long as its header says")
        .complains("c.warc.gz#3: cannot be unpacked")
        .complains("c.warc.gz#5: the body is packed with zstd and cannot be unpacked");
    assert_eq!(column(&rows(&ran), "source_path"), ["c.warc.gz#1", "c.warc.gz#4", "c.warc.gz#6"]);
    let ran = desk.run(&["extract", "cut.warc.gz"]).exits(5).complains("cut.warc.gz#6: ");
    assert_eq!(column(&rows(&ran), "source_path"), ["cut.warc.gz#1", "cut.warc.gz#4"]);
}

#[test]
fn a_crawl_without_pages_says_so() {
    let desk = Desk::new().file("c.warc", crawl().remove(0)).file("d.warc", "plain text");
    desk.run(&["extract", "c.warc"]).exits(1).complains("c.warc: holds no page");
    desk.run(&["extract", "d.warc"]).exits(1).complains("d.warc#1: no record begins");
}

/// A stored video does not come into memory, and a crawl is read in the memory of its largest page.
#[test]
#[cfg(target_os = "linux")]
fn a_large_crawl_takes_little_memory() {
    use std::io::Write;
    let desk = Desk::new().file("big.warc", response("https://post.example/1", HTML, page("Talks").as_bytes()));
    let mut file = std::fs::OpenOptions::new().append(true).open(desk.path("big.warc")).expect("the file");
    let video = response("https://post.example/v", "200 OK\r\nContent-Type: video/mp4", &vec![7; 20 << 20]);
    for _ in 0..20 {
        file.write_all(&video).expect("written");
    }
    drop(file);
    let limit = format!("ulimit -v {}; exec \"$0\" extract -f text big.warc", 400 << 10);
    let run = std::process::Command::new("sh")
        .args(["-c", &limit, env!("CARGO_BIN_EXE_attache")])
        .current_dir(desk.path("."))
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stdout).contains("arrived in Vilnius"));
}
