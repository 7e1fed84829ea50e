/// More containers than this lie in no report.
const CONTAINERS: usize = 40;

/// True for a mail with so many parts that hold parts that reading it could go deep.
pub(super) fn is_nested(bytes: &[u8]) -> bool {
    let finder = aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build([
        "multipart/",
        "message/rfc822",
        "message/global",
        "message/partial",
        "boundary",
    ]);
    // These patterns always build.
    finder.is_ok_and(|finder| finder.find_iter(bytes).take(CONTAINERS + 1).count() > CONTAINERS)
}
