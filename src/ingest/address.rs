//! Names of what lies in a container: `news.zip!/page.html`, `box.mbox#3`, `crawl.warc.gz#7`; also one in the other.

use std::path::Path;

use super::web::{is_address, whole_of};

/// The name of an entry of an archive.
pub(super) fn entry(container: &str, name: &str) -> String {
    format!("{container}!/{name}")
}

/// The name of the n-th message, record or entry of a file, from 1.
pub(super) fn item(container: &str, n: usize) -> String {
    format!("{container}#{n}")
}

/// True where `wanted` names `part`, or something that lies in it.
pub(super) fn leads_into(wanted: &str, part: &str) -> bool {
    wanted.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with("!/") || rest.starts_with('#'))
}

/// The file or web address in which a part lies: the name up to the first mark before which a file's name stands. `-` is
/// standard input. `None` where there is no such file, or where the whole name is one.
pub fn file_of(name: &str) -> Option<&str> {
    if is_address(name) {
        return whole_of(name);
    }
    let marks = name
        .char_indices()
        .filter(|(at, c)| *c == '#' || *c == '!' && name.get(at + 1..).is_some_and(|rest| rest.starts_with('/')));
    marks.filter_map(|(at, _)| name.get(..at)).find(|file| *file == "-" || Path::new(file).is_file())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_leads_into_what_holds_it() {
        assert!(leads_into("a.zip!/b.mbox#3", "a.zip"));
        assert!(leads_into("a.zip!/b.mbox#3", "a.zip!/b.mbox"));
        assert!(leads_into("a.zip!/b.mbox#3", "a.zip!/b.mbox#3"));
        assert!(!leads_into("a.zip!/b.mbox#31", "a.zip!/b.mbox#3"));
        assert!(!leads_into("a.zip!/b.mbox", "a.zip!/b"));
    }

    #[test]
    fn the_file_is_found_though_its_name_has_marks() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("no #1!.zip");
        std::fs::write(&file, "")?;
        let name = file.to_string_lossy().into_owned();
        assert_eq!(file_of(&format!("{name}!/a#2.html")), Some(name.as_str()));
        assert_eq!(file_of(&name), None);
        assert_eq!(file_of("-#3"), Some("-"));
        assert_eq!(file_of("https://news.example/feed#3"), Some("https://news.example/feed"));
        Ok(())
    }

    proptest! {
        #[test]
        fn no_name_panics(name in ".{0,40}", part in ".{0,20}") {
            let _ = (file_of(&name), leads_into(&name, &part));
        }
    }
}
