//! Caps on what one input may cost. Each is far above what news needs and far below what hurts.

/// Bytes of one input, unpacked: a text, a page, a mail, a record, an entry, standard input.
pub(super) const INPUT: usize = 64 << 20;
/// Bytes of a JSON Lines input, unpacked, and of an archive in an archive: a whole collection may come in one file.
pub(super) const ROWS: usize = 256 << 20;
/// Bytes of the text of one article.
pub(super) const ARTICLE: usize = 20 << 20;
/// Bytes of a page once scripts, styles and comments are out.
pub(super) const PAGE: usize = 8 << 20;
/// How many times its packed size a gzip file or an entry of an archive may unpack to (text reaches 20).
pub(super) const RATIO: usize = 200;
/// Bytes up to which the ratio is not looked at: a small file may repeat itself.
pub(super) const RATIO_FROM: usize = 4 << 20;
/// Bytes of a gzip file that is read as a stream, unpacked (a file of a large crawl has five thousand million).
pub(super) const TOTAL: usize = 16 << 30;
/// Bytes of all entries of one archive and of the archives in it, unpacked; and as many more as `ARCHIVE_RATIO` times its
/// size, up to `ARCHIVE_MOST`.
pub(super) const ARCHIVE: usize = 256 << 20;
/// How many times its size a whole archive may unpack to once that is more than `ARCHIVE`.
pub(super) const ARCHIVE_RATIO: usize = 20;
/// Bytes that the largest archive may unpack to.
pub(super) const ARCHIVE_MOST: usize = 8 << 30;
/// Entries of one archive.
pub(super) const ENTRIES: usize = 100_000;
/// Containers in containers.
pub(super) const DEPTH: usize = 4;
/// Bytes of the parts of a container that are held at once.
pub(super) const BATCH: usize = 16 << 20;
/// Parts of a container that are held at once.
pub(super) const BATCH_PARTS: usize = 256;
/// Folders in folders.
pub(super) const FOLDER_DEPTH: usize = 64;
/// Names of a folder that are compared with one that is not there.
pub(super) const NAMES_COMPARED: usize = 10_000;
