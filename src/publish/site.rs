//! A folder of files that attache keeps: what changed is written, what is no longer made is taken away, and nothing that
//! somebody else wrote is touched.
//!
//! A list in the folder ([`MANIFEST`]) says which files are attache's, by hash. It is written before the first file, with
//! the hashes before and after, so that a run that was cut short finds its own files again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::owners::{Desks, Owners, OwnersError};

/// The list of files, in the folder.
pub const MANIFEST: &str = ".attache-archive.json";
/// The name of its form, and its version.
const SCHEMA: &str = "attache/archive/1";

/// Files by their place in the folder: names divided by `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Files that are new or changed.
    pub written: Vec<String>,
    /// Files that were there already, as they should be.
    pub same: usize,
    /// Files that are no longer made.
    pub removed: Vec<String>,
    /// Files that somebody else wrote or changed, where one of attache's would stand: they stay.
    pub foreign: Vec<String>,
}

/// Why a folder cannot be kept.
#[derive(Debug, Error)]
pub enum SiteError {
    /// The system refuses.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// The list cannot be read.
    #[error("{}: is no list of files that attache wrote: {what}; delete it, and each file that attache wrote before stays as it is", path.display())]
    Manifest {
        /// The list.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// It was written for other desks.
    #[error("{} {source}", path.display())]
    Desks {
        /// The folder.
        path: PathBuf,
        /// Which.
        source: OwnersError,
    },
    /// A folder in it is a link.
    #[error("{}: is a link; attache writes no files through it: put a folder in its place", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
}

/// The list: for each file the hashes by which it is known as attache's.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    schema: String,
    /// Whose the folder is.
    #[serde(default)]
    desks: Desks,
    files: BTreeMap<String, BTreeSet<String>>,
}

/// Makes a folder hold these files.
///
/// # Errors
/// [`SiteError`]; what was written until then stays, and the next run goes on from there.
pub fn keep(folder: &Path, files: &Files, owners: &Owners) -> Result<Kept, SiteError> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    let before = Manifest::read(folder)?;
    let foreign = |source| SiteError::Desks { path: folder.to_owned(), source };
    let desks = owners.take(&before.desks).map_err(foreign)?;
    let after: BTreeMap<&str, String> = files.iter().map(|(name, bytes)| (name.as_str(), hash(bytes))).collect();
    let mut kept = Kept::default();
    let mut changed: Vec<&str> = Vec::new();
    for (name, new) in &after {
        match found(folder, name)? {
            Some(old) if old == *new => kept.same += 1,
            Some(old) if !before.owns(name, &old) => kept.foreign.push((*name).to_owned()),
            _ => changed.push(name),
        }
    }
    let gone: Vec<&str> = before.files.keys().map(String::as_str).filter(|name| !after.contains_key(name)).collect();
    if changed.is_empty() && gone.is_empty() && before.desks == desks && before.is_only(&after, &kept.foreign) {
        return Ok(kept);
    }
    // Desks of both sides, so that a run that is cut short is taken up by neither alone.
    let both = before.desks.iter().chain(&desks).map(|(name, sign)| (name.clone(), sign.clone()));
    before.with(&after, &kept.foreign).of(both.collect()).write(folder)?;
    for name in changed {
        let bytes = files.get(name).map(Vec::as_slice).unwrap_or_default();
        let path = place(folder, name)?;
        replace(&path, bytes).map_err(at(&path))?;
        kept.written.push(name.to_owned());
    }
    for name in gone {
        remove(folder, name, &before, &mut kept)?;
    }
    Manifest::default().with(&after, &kept.foreign).of(desks).write(folder)?;
    Ok(kept)
}

/// Takes a file away that attache wrote and that nobody has changed since.
fn remove(folder: &Path, name: &str, before: &Manifest, kept: &mut Kept) -> Result<(), SiteError> {
    match found(folder, name)? {
        None => Ok(()),
        Some(old) if before.owns(name, &old) => {
            let path = place(folder, name)?;
            fs::remove_file(&path).map_err(at(&path))?;
            // A folder that is empty now goes too; one that is not stays.
            path.parent().filter(|parent| *parent != folder).map(fs::remove_dir);
            kept.removed.push(name.to_owned());
            Ok(())
        }
        Some(_) => {
            kept.foreign.push(name.to_owned());
            Ok(())
        }
    }
}

impl Manifest {
    fn read(folder: &Path) -> Result<Manifest, SiteError> {
        let path = folder.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Manifest::default()),
            Err(error) => return Err(at(&path)(error)),
        };
        let wrong = |what: String| SiteError::Manifest { path: path.clone(), what };
        let manifest: Manifest = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if manifest.schema != SCHEMA {
            return Err(wrong(format!("its schema is {:?}", manifest.schema)));
        }
        // What it names is deleted: a name that leads out of the folder is none of attache's.
        match manifest.files.keys().find(|name| !is_plain(name)) {
            Some(name) => Err(wrong(format!("it names {name:?}"))),
            None => Ok(manifest),
        }
    }

    fn owns(&self, name: &str, hash: &str) -> bool {
        self.files.get(name).is_some_and(|known| known.contains(hash))
    }

    fn is_only(&self, files: &BTreeMap<&str, String>, foreign: &[String]) -> bool {
        let ours = files.iter().filter(|(name, _)| !foreign.iter().any(|other| other == *name));
        let mut count = 0;
        let all = ours
            .inspect(|_| count += 1)
            .all(|(name, hash)| self.files.get(*name).is_some_and(|known| known.len() == 1 && known.contains(hash)));
        all && count == self.files.len()
    }

    fn with(&self, files: &BTreeMap<&str, String>, foreign: &[String]) -> Manifest {
        let mut all = self.files.clone();
        for (name, hash) in files.iter().filter(|(name, _)| !foreign.iter().any(|other| other == *name)) {
            all.entry((*name).to_owned()).or_default().insert(hash.clone());
        }
        Manifest { schema: SCHEMA.to_owned(), desks: self.desks.clone(), files: all }
    }

    fn of(self, desks: Desks) -> Manifest {
        Manifest { desks, ..self }
    }

    fn write(&self, folder: &Path) -> Result<(), SiteError> {
        let path = folder.join(MANIFEST);
        let text = serde_json::to_string_pretty(self).map_err(|error| at(&path)(error.into()))?;
        replace(&path, (text + "\n").as_bytes()).map_err(at(&path))
    }
}

/// The hash of what stands at a place; none where nothing does. A link is somebody else's.
fn found(folder: &Path, name: &str) -> Result<Option<String>, SiteError> {
    let path = folder.join(name);
    match fs::symlink_metadata(&path) {
        Ok(meta) if meta.is_file() => fs::read(&path).map(|bytes| Some(hash(&bytes))).map_err(at(&path)),
        Ok(_) => Ok(Some(String::new())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(at(&path)(error)),
    }
}

/// The path of a file, its folders made; none of them may be a link that leads elsewhere.
fn place(folder: &Path, name: &str) -> Result<PathBuf, SiteError> {
    let path = folder.join(name);
    let mut parent = folder.to_owned();
    let folders: Vec<&str> = name.split('/').collect();
    for part in folders.iter().take(folders.len().saturating_sub(1)) {
        parent.push(part);
        match fs::symlink_metadata(&parent) {
            Ok(meta) if meta.is_symlink() => return Err(SiteError::Link { path: parent }),
            Ok(_) => {}
            Err(_) => fs::create_dir(&parent).map_err(at(&parent))?,
        }
    }
    Ok(path)
}

/// Names of which none leads out of the folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Writes a file beside its place and puts it there: a reader sees the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".attache-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut draft = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    draft.write_all(bytes)?;
    draft.persist(path)?;
    Ok(())
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn at(path: &Path) -> impl Fn(io::Error) -> SiteError {
    let path = path.to_owned();
    move |source| SiteError::Io { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Done = Result<(), Box<dyn std::error::Error>>;

    fn files(all: &[(&str, &str)]) -> Files {
        all.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn only_what_changed_is_written() -> Done {
        let folder = tempfile::tempdir()?;
        let first = keep(folder.path(), &files(&[("a.html", "1"), ("b/c.html", "2")]), &Owners::default())?;
        assert_eq!(first.written, ["a.html", "b/c.html"]);
        let again = keep(folder.path(), &files(&[("a.html", "1"), ("b/c.html", "2")]), &Owners::default())?;
        assert_eq!((again.same, again.written.len()), (2, 0));
        let next = keep(folder.path(), &files(&[("a.html", "3")]), &Owners::default())?;
        assert_eq!((next.written, next.removed), (vec!["a.html".to_owned()], vec!["b/c.html".to_owned()]));
        assert!(!folder.path().join("b").exists());
        Ok(())
    }

    #[test]
    fn what_others_wrote_stays() -> Done {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a.html"), "mine")?;
        let kept =
            keep(folder.path(), &files(&[("a.html", "1"), ("b.html", "1"), ("c.html", "1")]), &Owners::default())?;
        assert_eq!(kept.foreign, ["a.html"]);
        fs::write(folder.path().join("b.html"), "changed")?;
        fs::write(folder.path().join("c.html"), "changed")?;
        let kept = keep(folder.path(), &files(&[("b.html", "2")]), &Owners::default())?;
        assert_eq!(kept.foreign, ["b.html", "c.html"]);
        for (name, text) in [("a.html", "mine"), ("b.html", "changed"), ("c.html", "changed")] {
            assert_eq!(fs::read_to_string(folder.path().join(name))?, text);
        }
        Ok(())
    }

    #[test]
    fn a_run_that_was_cut_short_knows_its_files() -> Done {
        let folder = tempfile::tempdir()?;
        keep(folder.path(), &files(&[("a.html", "1"), ("b.html", "1")]), &Owners::default())?;
        let before = Manifest::read(folder.path())?;
        let next = files(&[("a.html", "2"), ("b.html", "2")]);
        let hashes = next.iter().map(|(name, bytes)| (name.as_str(), hash(bytes))).collect();
        before.with(&hashes, &[]).write(folder.path())?;
        fs::write(folder.path().join("a.html"), "2")?;
        let kept = keep(folder.path(), &next, &Owners::default())?;
        assert_eq!((kept.written, kept.foreign.len()), (vec!["b.html".to_owned()], 0));
        assert!(keep(folder.path(), &next, &Owners::default())?.written.is_empty());
        Ok(())
    }

    #[test]
    fn a_list_that_leads_out_of_the_folder_is_refused() -> Done {
        let folder = tempfile::tempdir()?;
        let list = format!("{{\"schema\":{SCHEMA:?},\"files\":{{\"../a\":[]}}}}");
        fs::write(folder.path().join(MANIFEST), list)?;
        assert!(matches!(keep(folder.path(), &files(&[]), &Owners::default()), Err(SiteError::Manifest { .. })));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() -> Done {
        let (folder, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
        std::os::unix::fs::symlink(other.path(), folder.path().join("b"))?;
        assert!(matches!(
            keep(folder.path(), &files(&[("b/c.html", "1")]), &Owners::default()),
            Err(SiteError::Link { .. })
        ));
        assert_eq!(fs::read_dir(other.path())?.count(), 0);
        Ok(())
    }
}
