//! The folder of a wiki: what lies there, what attache wrote, and how it is written.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::WikiError;
use crate::publish::owners::Desks;
use crate::store::replace;

/// What attache wrote, beside the pages.
pub(super) const MANIFEST: &str = ".attache-wiki.json";
const SCHEMA: &str = "attache/wiki/1";

/// What attache wrote, by the file's path in the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    schema: String,
    /// The form of the wiki.
    pub format: String,
    /// Whose it is.
    #[serde(default)]
    pub desks: Desks,
    pub pages: BTreeMap<String, Written>,
    /// The hash of each picture as attache wrote it last, by path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pictures: BTreeMap<String, String>,
}

/// A page as attache wrote it last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    /// The page: `person/ana-lind`.
    pub id: String,
    /// What stays the same while the page is renamed: the id of a story, the code of a country.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    pub title: String,
    /// The names of its blocks.
    pub blocks: Vec<String>,
    /// The path that a renamed page leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
    /// The hash of the new text that lies beside a page with a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
}

/// The folder.
pub(super) struct Folder {
    root: PathBuf,
    /// The same without links; `None` while there is none.
    real: Option<PathBuf>,
}

/// What lies under a path.
pub(super) enum Found {
    Nothing,
    Text(String),
    /// Something that attache does not write to, and why.
    Barred(String),
}

impl Manifest {
    pub fn new(format: &str, desks: Desks) -> Manifest {
        Manifest { schema: SCHEMA.to_owned(), format: format.to_owned(), desks, ..Manifest::default() }
    }

    pub fn text(&self) -> Result<String, WikiError> {
        Ok(serde_json::to_string_pretty(self)
            .map_err(|error| WikiError::Manifest { path: PathBuf::from(MANIFEST), what: error.to_string() })?
            + "\n")
    }
}

impl Folder {
    pub fn at(root: &Path) -> Result<Folder, WikiError> {
        match fs::canonicalize(root) {
            Ok(real) if real.is_dir() => Ok(Folder { root: root.to_owned(), real: Some(real) }),
            Ok(_) => Err(WikiError::NoFolder { path: root.to_owned() }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Folder { root: root.to_owned(), real: None }),
            Err(source) => Err(WikiError::File { path: root.to_owned(), source }),
        }
    }

    /// The path as the user would write it.
    pub fn path(&self, page: &str) -> PathBuf {
        self.root.join(page)
    }

    pub fn manifest(&self) -> Result<Option<Manifest>, WikiError> {
        let path = self.path(MANIFEST);
        let wrong = |what: String| WikiError::Manifest { path: path.clone(), what };
        let text = match self.read(MANIFEST)? {
            Found::Nothing => return Ok(None),
            Found::Barred(what) => return Err(wrong(what)),
            Found::Text(text) => text,
        };
        let manifest: Manifest = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if manifest.schema != SCHEMA {
            return Err(wrong(format!("its schema is {:?}, not {SCHEMA:?}", manifest.schema)));
        }
        match manifest.pages.keys().chain(manifest.pictures.keys()).find(|page| !is_inside(page)) {
            Some(page) => Err(wrong(format!("{page:?} leads out of the folder"))),
            None => Ok(Some(manifest)),
        }
    }

    /// What lies under a path of the folder. A link that leads out of the folder is never followed.
    pub fn read(&self, page: &str) -> Result<Found, WikiError> {
        let path = self.path(page);
        let failed = |source| WikiError::File { path: path.clone(), source };
        if let Some(why) = self.barred(page).map_err(failed)? {
            return Ok(Found::Barred(why));
        }
        match fs::read(&path) {
            Ok(bytes) => Ok(match String::from_utf8(bytes) {
                Ok(text) => Found::Text(text),
                Err(_) => Found::Barred("it is no UTF-8".to_owned()),
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(failed(error)),
        }
    }

    /// Why attache does not write there, where it does not.
    fn barred(&self, page: &str) -> io::Result<Option<String>> {
        let Some(real) = &self.real else { return Ok(None) };
        let mut path = self.root.clone();
        for part in Path::new(page).components() {
            path.push(part);
            let is_link = match fs::symlink_metadata(&path) {
                Ok(found) => found.file_type().is_symlink(),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
            };
            if is_link && !fs::canonicalize(&path).is_ok_and(|to| to.starts_with(real)) {
                return Ok(Some("it is a link that leads out of the wiki".to_owned()));
            }
        }
        Ok((!path.is_file()).then(|| "it is no file".to_owned()))
    }

    pub fn write(&self, page: &str, text: &str) -> Result<(), WikiError> {
        let path = self.path(page);
        let write = || -> io::Result<()> {
            fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
            if !path.exists() {
                return create(&path, text);
            }
            replace(&path, |part| {
                fs::write(part, text)?;
                match fs::metadata(&path) {
                    Ok(before) => fs::set_permissions(part, before.permissions()),
                    Err(_) => Ok(()),
                }
            })
        };
        write().map_err(|source| WikiError::File { path: path.clone(), source })
    }

    pub fn remove(&self, page: &str) -> Result<(), WikiError> {
        let path = self.path(page);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(WikiError::File { path, source: error }),
            _ => Ok(()),
        }
    }
}

/// Writes a file that is not there yet. It is not waited for until it is on the disk, which takes as long as all the rest
/// where there are thousands: nobody has written in it yet, and one that a crash left empty is written again.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let part = path.with_file_name(format!(".attache-{}.part", std::process::id()));
    let done = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}

/// True for a path that stays in the folder.
fn is_inside(page: &str) -> bool {
    !page.is_empty() && !page.contains('\\') && Path::new(page).components().all(|c| matches!(c, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn no_path_leads_out() {
        assert!(is_inside("person/ana-lind.md"));
        for path in ["../a.md", "/etc/passwd", "a/../../b", "", "a\\..\\b"] {
            assert!(!is_inside(path), "{path}");
        }
    }
}
