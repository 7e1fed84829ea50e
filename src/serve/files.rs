//! The files of the archive.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use percent_encoding::percent_decode_str;

/// A larger file is not handed out, in octets.
const LARGEST: u64 = 64 << 20;

/// A file, or what else there is under a path.
pub(super) enum Found {
    /// Its octets, its form, and what tells one version of it from another.
    File {
        bytes: Vec<u8>,
        form: &'static str,
        tag: String,
    },
    /// A folder, asked for without the slash at its end.
    Folder,
    Nothing,
}

/// The file of a path as it stands in an address. No path leads out of the folder, nor does a link in it; what begins with
/// a dot is nobody's business.
pub(super) fn find(folder: &Path, path: &str) -> Found {
    let Some(place) = place(folder, path) else { return Found::Nothing };
    let (Ok(root), Ok(place)) = (folder.canonicalize(), place.canonicalize()) else { return Found::Nothing };
    if !place.starts_with(&root) {
        return Found::Nothing;
    }
    match place.metadata() {
        Ok(about) if about.is_dir() && !path.ends_with('/') && !path.is_empty() => Found::Folder,
        Ok(about) if about.is_dir() => read(&place.join("index.html"), &root),
        Ok(_) => read(&place, &root),
        Err(_) => Found::Nothing,
    }
}

fn place(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut place = folder.to_owned();
    for piece in path.split('/').filter(|piece| !piece.is_empty()) {
        let piece = percent_decode_str(piece).decode_utf8().ok()?;
        let is_plain = !piece.starts_with('.') && !piece.contains(['/', '\\', '\0', ':']) && !piece.is_empty();
        if !is_plain {
            return None;
        }
        place.push(piece.as_ref());
    }
    Some(place)
}

fn read(place: &Path, root: &Path) -> Found {
    let is_inside = place.canonicalize().is_ok_and(|place| place.starts_with(root));
    let about = place.metadata().ok().filter(|about| is_inside && about.is_file() && about.len() <= LARGEST);
    let Some((about, bytes)) = about.and_then(|about| Some((about, fs::read(place).ok()?))) else {
        return Found::Nothing;
    };
    let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let tag = format!("\"{:x}-{:x}\"", changed.as_nanos(), bytes.len());
    Found::File { bytes, form: form(place), tag }
}

/// The form of a file by its ending; one that is not known is never shown as a page.
fn form(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() -> std::io::Result<()> {
        let top = tempfile::tempdir()?;
        let folder = top.path().join("archive");
        fs::create_dir_all(folder.join("a b"))?;
        fs::write(folder.join("index.html"), "home")?;
        fs::write(folder.join("a b/index.html"), "inner")?;
        fs::write(folder.join(".hidden"), "no")?;
        fs::write(top.path().join("secret"), "no")?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(top.path().join("secret"), folder.join("link"))?;
        let text = |path: &str| match find(&folder, path) {
            Found::File { bytes, .. } => String::from_utf8(bytes).unwrap_or_default(),
            Found::Folder => "folder".to_owned(),
            Found::Nothing => "nothing".to_owned(),
        };
        assert_eq!([text("/"), text("/a%20b/"), text("/a%20b")], ["home", "inner", "folder"]);
        for path in [
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/a%20b/../../secret",
            "/.hidden",
            "/%2ehidden",
            "/link",
            "/a\\..\\secret",
            "/%00",
            "/%ff",
            "/C:/x",
            "//etc/passwd",
        ] {
            assert_eq!(text(path), "nothing", "{path}");
        }
        Ok(())
    }
}
