use super::desk::{Desk, VISIT};
use super::make::*;

#[test]
fn the_entries_of_an_archive_are_read_as_files_are() {
    let inner = zip(&[("deep.txt", VISIT.as_bytes())]);
    let archive = zip(&[
        ("pages/visit.html", page("Tamm in Vilnius").as_bytes()),
        ("mail/a.eml", plain_mail("Tamm").as_bytes()),
        ("rows.jsonl", b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"),
        ("packed.txt.gz", &gz(b"Packed text.")),
        ("feed.xml", rss(&full_item("Feed")).as_bytes()),
        ("inner.zip", &inner),
        ("picture.png", b"\x89PNG"),
        ("__MACOSX/._visit.html", b"junk"),
        (".hidden.txt", b"hidden"),
        ("../up.txt", b"Up and out."),
    ]);
    let desk = Desk::new().file("z.zip", archive);
    let ran = desk.run(&["extract", "z.zip"]).ok();
    let names = [
        "../up.txt",
        "feed.xml#1",
        "inner.zip!/deep.txt",
        "mail/a.eml",
        "packed.txt.gz",
        "pages/visit.html",
        "rows.jsonl",
        "rows.jsonl",
    ];
    assert_eq!(column(&rows(&ran), "source_path"), names.map(|name| format!("z.zip!/{name}")));
    for name in ["z.zip!/inner.zip!/deep.txt", "z.zip!/pages/visit.html", "z.zip!/feed.xml#1", "z.zip!/mail/a.eml"] {
        proves(&desk, name, &[name]);
    }
    desk.run(&["extract", "z.zip!/nothing.txt"]).exits(1).complains("z.zip!/nothing.txt: is not there");
}

#[test]
fn gzip_of_any_of_these() {
    let desk = Desk::new()
        .file("a.eml.gz", gz(plain_mail("Tamm").as_bytes()))
        .file("b.mbox.gz", gz(mailbox(&[plain_mail("One"), plain_mail("Two")]).as_bytes()))
        .file("c.xml.gz", gz(rss(&full_item("Feed")).as_bytes()))
        .file("d.zip.gz", gz(&zip(&[("x.txt", b"Text.")])));
    let ran = desk.run(&["extract", "."]).ok();
    let names = ["a.eml.gz", "b.mbox.gz#1", "b.mbox.gz#2", "c.xml.gz#1", "d.zip.gz!/x.txt"];
    assert_eq!(column(&rows(&ran), "source_path"), names.map(|name| format!("./{name}")));
}

#[test]
fn encrypted_and_damaged_entries_are_named_and_the_others_go_on() {
    let mut archive =
        zip(&[("a.txt", b"Locked text that nobody reads."), ("b.txt", VISIT.as_bytes()), ("c.txt", b"Good text.")]);
    // The flag of encryption in the entry's own header and in the directory.
    let second = position(&archive, b"PK\x01\x02");
    archive[6] |= 1;
    archive[second + 8] |= 1;
    let data = position(&archive, b"b.txt") + 5;
    archive[data + 20] ^= 0xFF;
    archive[data + 21] ^= 0xFF;
    let desk = Desk::new().file("z.zip", archive);
    let ran = desk.run(&["extract", "z.zip"]).exits(5);
    let ran = ran
        .complains("z.zip!/a.txt: is encrypted; unpack it with its password")
        .complains("z.zip!/b.txt: cannot be unpacked");
    assert_eq!(column(&rows(&ran), "text"), ["Good text."]);
}

fn position(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|w| w == what).expect("it is there")
}

#[test]
fn other_files_that_are_zip_inside_say_what_they_are() {
    let desk = Desk::new()
        .file("a.docx", zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]))
        .file("empty.zip", zip(&[]))
        .file("pictures.zip", zip(&[("a.png", b"\x89PNG")]))
        .file("broken.zip", b"PK\x03\x04 and nothing more");
    desk.run(&["extract", "a.docx"]).exits(1).complains("a.docx: is no text but an Office file");
    desk.run(&["extract", "empty.zip"]).exits(1).complains("empty.zip: holds no entry that is an article");
    desk.run(&["extract", "pictures.zip"]).exits(1).complains("pictures.zip: holds no entry that is an article");
    desk.run(&["extract", "broken.zip"]).exits(1).complains("broken.zip: is a damaged ZIP archive");
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b'a'; 30 << 20];
    let flat = zip(&[("bomb.txt", &zeros), ("good.txt", b"Good text.")]);
    let mut nested = zip(&[("good.txt", b"Good text.")]);
    for _ in 0..6 {
        nested = zip(&[("n.zip", &nested)]);
    }
    // Many archives in one, each within the cap for one entry.
    let blank = vec![b' '; 3 << 20];
    let part = zip(&[("p.json", &blank), ("q.json", &blank)]);
    let names: Vec<String> = (0..100).map(|n| format!("{n}.zip")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), part.as_slice())).collect();
    let desk = Desk::new().file("flat.zip", flat).file("nested.zip", nested).file("many.zip", zip(&many));
    let ran = desk.run(&["extract", "flat.zip"]).exits(5).complains("flat.zip!/bomb.txt: unpacks to more than");
    assert_eq!(column(&rows(&ran), "text"), ["Good text."]);
    desk.run(&["extract", "nested.zip"]).exits(1).complains("lies in more than 4 archives; unpack the outer ones");
    desk.run(&["extract", "many.zip"]).exits(1).complains("the archive unpacks to more than news in such a file would");
}
