//! ZIP archives: each entry that can be an article is read as if it were a file.

use std::io::{BufReader, Cursor, Read as _, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::error::Reason;
use super::format::{self, Format};
use super::part::{Batch, Context, Known, Part};
use super::stream::Stream;
use super::{Read, address, failed, limits};

/// Reads the entries of an archive, by name; folders, hidden files and what is no article by its name are left out.
pub(super) fn read(name: &str, stream: Stream, context: Context) -> Vec<Read> {
    let read = match stream.file {
        Some(file) => entries(name, BufReader::new(file), context),
        None => stream.bytes(limits::ROWS).and_then(|bytes| entries(name, Cursor::new(bytes), context)),
    };
    read.unwrap_or_else(|reason| failed(name, reason))
}

fn entries(name: &str, mut bytes: impl std::io::Read + Seek, context: Context) -> Result<Vec<Read>, Reason> {
    let packed = usize::try_from(bytes.seek(SeekFrom::End(0))?).unwrap_or(usize::MAX);
    let mut archive = ZipArchive::new(bytes).map_err(|error| fault(&error))?;
    if archive.len() > limits::ENTRIES {
        let what = format!("the archive has more than {} entries", limits::ENTRIES);
        return Err(Reason::Archive { what, way_out: "unpack it and pass the folder" });
    }
    if is_office(&archive) {
        return Err(Reason::Binary { what: "an Office file or e-book" });
    }
    if context.depth == 0 {
        context.budget.add(packed);
    }
    let inner = context.within(name);
    let mut batch = Batch::new(Context { found: true, ..inner });
    let wanted = wanted(&archive, name, inner);
    for (part, at) in &wanted {
        match entry(&mut archive, *at, part, context) {
            Ok(bytes) => batch.push(Part { name: part.clone(), bytes, known: Known::default() }),
            Err(reason) => batch.fail(part, reason),
        }
    }
    if wanted.is_empty() && inner.wanted.is_none() && !context.found {
        return Err(Reason::NoArticle {
            what: "entry that is an article by its name (.html, .txt, .md, .eml, .jsonl, …)",
            way_out: "unpack it and pass the files",
        });
    }
    Ok(batch.finish())
}

/// The entries that are read, as name of the part and place in the archive, sorted.
fn wanted<R: std::io::Read + Seek>(archive: &ZipArchive<R>, name: &str, inner: Context) -> Vec<(String, usize)> {
    let names = (0..archive.len()).filter_map(|at| Some((archive.name_for_index(at)?.ok()?, at)));
    let parts = names.filter_map(|(entry, at)| {
        let part = address::entry(name, &entry);
        let named = inner.wanted.is_some_and(|wanted| wanted == part);
        (named || inner.wants(&part) && is_article(&entry)).then_some((part, at))
    });
    let mut parts: Vec<_> = parts.collect();
    parts.sort();
    parts
}

fn is_article(entry: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    format::is_article_name(entry) && !entry.ends_with(['/', '\\']) && !entry.split(['/', '\\']).any(hidden)
}

/// Office documents and e-books are ZIP archives with a file of a known name.
fn is_office<R: std::io::Read + Seek>(archive: &ZipArchive<R>) -> bool {
    archive
        .file_names()
        .flatten()
        .any(|name| matches!(&*name, "[Content_Types].xml" | "mimetype" | "META-INF/manifest.xml"))
}

fn entry<R: std::io::Read + Seek>(
    archive: &mut ZipArchive<R>,
    at: usize,
    part: &str,
    context: Context,
) -> Result<Vec<u8>, Reason> {
    let file = archive.by_index(at).map_err(|error| fault(&error))?;
    let bytes = unpacked(file, part)?;
    context.budget.take(bytes.len())?;
    Ok(bytes)
}

/// The bytes of an entry; the sizes that the archive states are not believed.
fn unpacked<R: std::io::Read>(file: ZipFile<'_, R>, part: &str) -> Result<Vec<u8>, Reason> {
    let large =
        matches!(format::by_name(part), Some(Format::Rows | Format::Json | Format::Warc | Format::Mbox | Format::Zip));
    let cap = if large { limits::ROWS } else { limits::INPUT };
    let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
    let by_ratio = packed.saturating_mul(limits::RATIO).max(limits::RATIO_FROM);
    let limit = cap.min(by_ratio);
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| Reason::Unpack(error.to_string()))?;
    match () {
        () if bytes.len() <= limit => Ok(bytes),
        () if limit == cap => Err(Reason::TooLarge { limit }),
        () => Err(Reason::Bomb { limit: cap, ratio: limits::RATIO }),
    }
}

fn fault(error: &ZipError) -> Reason {
    let what = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            return Reason::Archive {
                what: "is encrypted".to_owned(),
                way_out: "unpack it with its password and pass what is in it",
            };
        }
        ZipError::UnsupportedArchive(what) => {
            let what = format!("is packed in a way that is not read ({what})");
            return Reason::Archive { what, way_out: "unpack it and pass what is in it" };
        }
        ZipError::InvalidArchive(what) => format!("is a damaged ZIP archive ({what})"),
        other => format!("is a damaged ZIP archive ({other})"),
    };
    Reason::Archive { what, way_out: "fetch it again" }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::part::Budget;
    use super::*;

    #[test]
    fn what_is_hidden_or_no_article_is_left_out() {
        assert!(is_article("a/b.html") && is_article("../up.txt"));
        for name in ["a/", "a.bin", ".a.txt", "__MACOSX/a.txt", "a/.git/b.md", "x\\.y\\b.md"] {
            assert!(!is_article(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_archive_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let budget = Budget::new();
            let context = Context { found: false, wanted: None, depth: 0, budget: &budget, out: None };
            let _ = entries("a.zip", Cursor::new([b"PK\x03\x04".to_vec(), bytes].concat()), context);
        }
    }
}
