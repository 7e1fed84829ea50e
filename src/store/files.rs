//! Files that are there whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Writes a file under another name beside it, makes sure that it is on the disk, and puts it in its place. Where
/// anything fails, what was there before stays.
///
/// # Errors
/// Those of `write` and of the system.
pub fn replace<T, E: From<io::Error>>(path: &Path, write: impl FnOnce(&Path) -> Result<T, E>) -> Result<T, E> {
    // A link keeps leading to the file.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let part = part(&path);
    let _ = fs::remove_file(&part);
    let done = write(&part).and_then(|value| {
        File::open(&part)?.sync_all()?;
        fs::rename(&part, &path)?;
        Ok(value)
    });
    match done {
        Ok(value) => {
            sync_folder(&path);
            Ok(value)
        }
        Err(error) => {
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

fn part(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// Makes the new name last. Not all systems can do that to a folder; the file itself is safe already.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_leaves_what_was_there() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.txt");
        replace(&path, |part| fs::write(part, "one"))?;
        let failed = replace(&path, |part| {
            fs::write(part, "half")?;
            Err::<(), _>(io::Error::other("no"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path)?, "one");
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        replace(&path, |part| fs::write(part, "two"))?;
        assert_eq!(fs::read_to_string(&path)?, "two");
        Ok(())
    }
}
