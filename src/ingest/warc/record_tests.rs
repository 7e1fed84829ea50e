use proptest::prelude::*;

use super::*;

fn record(kind: &str, block: &str) -> String {
    with_length(kind, block, block.len())
}

fn with_length(kind: &str, block: &str, length: usize) -> String {
    format!("WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n")
}

/// The blocks, or what is wrong instead.
fn read(bytes: &[u8]) -> Vec<String> {
    let show = |(n, record): (usize, Result<Record, Reason>)| match record.and_then(Record::into_block) {
        Ok(block) => format!("{n} {}", String::from_utf8_lossy(&block)),
        Err(Reason::Record(fault)) => format!("{n} {fault:?}"),
        Err(other) => format!("{n} {other}"),
    };
    Records::new(bytes).map(show).collect()
}

#[test]
fn records_follow_each_other() {
    let file =
        [record("warcinfo", "a: b\r\n"), record("response", "HTTP/1.1 200 OK\r\n\r\nWARC/1.0 text"), record("x", "")];
    assert_eq!(read(file.concat().as_bytes()), ["1 a: b\r\n", "2 HTTP/1.1 200 OK\r\n\r\nWARC/1.0 text", "3 "]);
}

#[test]
fn fields_are_found_whatever_their_case_and_continue_on_the_next_line() {
    let file = b"WARC/1.0\r\nwarc-TYPE: response\r\nX: a\r\n  b\r\nCONTENT-LENGTH: 1\r\n\r\nz";
    let record = Records::new(file.as_slice()).next().and_then(|(_, r)| r.ok()).expect("a record");
    assert_eq!((record.field("warc-type"), record.field("x")), (Some("response"), Some("a b")));
}

#[test]
fn a_length_that_is_too_short_or_too_long_costs_its_record_alone() {
    for wrong in [3, 30, 90, 4_000_000_000] {
        let file =
            [record("a", "one"), with_length("b", "second one", wrong), record("c", "three"), record("d", "four")];
        assert_eq!(read(file.concat().as_bytes()), ["1 one", "2 WrongLength", "3 three", "4 four"], "{wrong}");
    }
}

#[test]
fn junk_between_records_is_one_fault() {
    let file = [record("a", "one"), "junk\r\nmore junk WARC/1.0\r\n".repeat(9), record("c", "three")].concat();
    assert_eq!(read(file.as_bytes()), ["1 WrongLength", "2 three"].map(str::to_owned).to_vec());
    let file = ["junk\r\n".to_owned(), record("c", "three")].concat();
    assert_eq!(read(file.as_bytes()), ["1 NoRecord", "2 three"]);
}

#[test]
fn a_record_without_length_or_end_is_named() {
    let file = ["WARC/1.0\r\nWARC-Type: response\r\n\r\nblock\r\n\r\n".to_owned(), record("c", "three")].concat();
    assert_eq!(read(file.as_bytes()), ["1 NoLength", "2 three"]);
    assert_eq!(read(with_length("a", "one", 50).as_bytes()), ["1 Cut"]);
    assert_eq!(read(b"WARC/1.0\r\nContent-Le"), ["1 Cut"]);
}

proptest! {
    #[test]
    fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300), length in any::<u64>()) {
        let _ = read(&bytes);
        let head = format!("WARC/1.0\r\nContent-Length: {length}\r\n\r\n").into_bytes();
        let _ = read(&[head, bytes].concat());
    }

    #[test]
    fn whole_records_come_out_as_they_went_in(blocks in prop::collection::vec("[a-z \r\n]{0,40}", 0..6)) {
        let file: String = blocks.iter().map(|block| record("x", block)).collect();
        let expected: Vec<String> = (1..).zip(&blocks).map(|(n, block)| format!("{n} {block}")).collect();
        prop_assert_eq!(read(file.as_bytes()), expected);
    }
}
