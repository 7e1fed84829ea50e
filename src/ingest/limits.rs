//! Caps on what one input may cost. Each is far above what news needs and far below what hurts.

/// Bytes of one input, unpacked: a text, a page, standard input.
pub(super) const INPUT: usize = 64 << 20;
/// Bytes of a JSON Lines input, unpacked: a whole collection may come in one file.
pub(super) const ROWS: usize = 256 << 20;
/// Bytes of the text of one article.
pub(super) const ARTICLE: usize = 20 << 20;
/// Bytes of a page once scripts, styles and comments are out.
pub(super) const PAGE: usize = 8 << 20;
/// How many times its packed size a gzip file may unpack to (text reaches 20).
pub(super) const RATIO: usize = 200;
/// Bytes up to which the ratio is not looked at: a small file may repeat itself.
pub(super) const RATIO_FROM: usize = 4 << 20;
/// Folders in folders.
pub(super) const FOLDER_DEPTH: usize = 64;
