use super::Read;
use super::format::Format;
use super::part::{Context, Known};
pub(super) fn read(_n: &str, _b: &[u8], _f: Format, _k: &Known, _c: Context) -> Option<Vec<Read>> {
    None
}
