//! From what the user named to the files that are to be read.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern, PatternError};
use walkdir::{DirEntry, WalkDir};

use super::address::file_of;
use super::error::{IngestError, Input, Reason};
use super::format::{is_article_name, unread_kind};
use super::limits;
use super::web::{self, Target};
use crate::text::nearest;

/// What the user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// Something on this machine.
    Local(Source),
    /// Something on the web.
    Web(Target),
}

/// One file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// As shown to the user.
    pub name: String,
    /// What to open.
    pub place: Place,
    /// True where the user did not name it: it came out of a folder.
    pub found: bool,
    /// The one part of it that is wanted, where the user named one.
    pub part: Option<String>,
}

/// Where the bytes of a source lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// The sources behind one input: itself, the files of a folder, or what a pattern matches.
pub(super) fn expand(input: &OsStr) -> Vec<Result<Named, IngestError>> {
    let name = input.to_string_lossy();
    if web::is_address(&name) {
        let target = Target::new(&name).map(Named::Web);
        let at = Input::file(&web::shown(&name));
        return vec![target.map_err(|fault| IngestError { at, reason: web::FetchError { hop: None, fault }.into() })];
    }
    expand_local(input).into_iter().map(|source| source.map(Named::Local)).collect()
}

fn expand_local(input: &OsStr) -> Vec<Result<Source, IngestError>> {
    let path = Path::new(input);
    let name = input.to_string_lossy();
    let failed = |reason| vec![Err(IngestError { at: Input::file(&name), reason })];
    if name == "-" {
        return vec![Ok(stdin(None))];
    }
    if path.is_dir() {
        return folder(path);
    }
    let is_there = std::fs::symlink_metadata(path).is_ok();
    if let Some(outer) = file_of(&name).filter(|_| !is_there) {
        let part = Some(name.clone().into_owned());
        return vec![Ok(if outer == "-" { stdin(part) } else { Source { part, ..file(Path::new(outer), false) } })];
    }
    if !is_there && name.contains(['*', '?', '[']) {
        return match pattern(&name) {
            Err(error) => failed(Reason::Pattern(error.to_string())),
            Ok(sources) if sources.is_empty() => failed(Reason::NoMatch),
            Ok(sources) => sources,
        };
    }
    if !is_there {
        return failed(Reason::Missing { meant: beside(path) });
    }
    vec![Ok(file(path, false))]
}

/// What lies in the same folder under nearly the same name.
fn beside(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?.take(limits::NAMES_COMPARED);
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let meant = nearest(name, names.iter().map(String::as_str))?;
    Some(folder.map_or_else(|| meant.to_owned(), |folder| folder.join(meant).to_string_lossy().into_owned()))
}

/// What a pattern matches, each once.
fn pattern(name: &str) -> Result<Vec<Result<Source, IngestError>>, PatternError> {
    if name.split('/').any(|part| part == "**") {
        return recursive(name);
    }
    Ok(glob::glob(name)?.flat_map(matched).collect())
}

/// What a pattern with `**` matches: a walk of its own, since that of `glob` follows links that lead back up.
fn recursive(name: &str) -> Result<Vec<Result<Source, IngestError>>, PatternError> {
    let pattern = Pattern::new(name)?;
    // Everything below a folder: "news/**".
    let folders = name.strip_suffix("**").map(|name| Pattern::new(name.trim_end_matches('/'))).transpose()?;
    let all = folders.is_some();
    let fixed: Vec<&str> = name.split('/').take_while(|part| !part.contains(['*', '?', '['])).collect();
    let root = match fixed.join("/") {
        root if root.is_empty() && name.starts_with('/') => "/".to_owned(),
        root => root,
    };
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let matches = |path: &Path| match path.file_name() {
        Some(file) if all => {
            let is_below =
                |folder: &Pattern| path.ancestors().skip(1).any(|above| folder.matches_path_with(above, options));
            folders.as_ref().is_some_and(is_below) && is_article_name(&file.to_string_lossy())
        }
        _ => pattern.matches_path_with(path, options),
    };
    let mut seen = HashSet::new();
    let walk = walk(Path::new(if root.is_empty() { "." } else { &root }));
    let entries =
        walk.into_iter().filter_entry(|entry| entry.depth() == 0 || is_shown(entry) && is_new(entry, &mut seen));
    let source = |entry: walkdir::Result<DirEntry>| match entry {
        Ok(entry) => {
            let path = entry.path();
            let path = if root.is_empty() { path.strip_prefix(".").unwrap_or(path) } else { path };
            (entry.file_type().is_file() && matches(path)).then(|| Ok(file(path, all)))
        }
        Err(error) => unreadable(error),
    };
    Ok(entries.filter_map(source).collect())
}

fn walk(root: &Path) -> WalkDir {
    WalkDir::new(root).follow_links(true).max_depth(limits::FOLDER_DEPTH).sort_by_file_name()
}

fn matched(path: glob::GlobResult) -> Vec<Result<Source, IngestError>> {
    match path {
        Ok(path) if path.is_dir() => folder(&path),
        Ok(path) => vec![Ok(file(&path, false))],
        Err(error) => {
            let at = Input::file(&error.path().to_string_lossy());
            vec![Err(IngestError { at, reason: Reason::Read(error.into()) })]
        }
    }
}

fn stdin(part: Option<String>) -> Source {
    Source { name: "-".to_owned(), place: Place::Stdin, found: false, part }
}

fn file(path: &Path, found: bool) -> Source {
    Source { name: path.to_string_lossy().into_owned(), place: Place::File(path.to_owned()), found, part: None }
}

/// The article files of a folder and the folders in it, sorted by name. Hidden files are left out; what links lead to
/// twice is read once.
fn folder(root: &Path) -> Vec<Result<Source, IngestError>> {
    let mut seen = HashSet::new();
    walk(root)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || wanted(entry, &mut seen))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_file() => Some(Ok(file(entry.path(), true))),
            Ok(_) => None,
            Err(error) => unreadable(error),
        })
        .collect()
}

fn wanted(entry: &DirEntry, seen: &mut HashSet<PathBuf>) -> bool {
    let kind = entry.file_type();
    let is_wanted = kind.is_dir()
        || kind.is_file() && (is_article_name(&entry.file_name().to_string_lossy()) || is_in_maildir(entry));
    is_shown(entry) && is_wanted && is_new(entry, seen)
}

fn is_shown(entry: &DirEntry) -> bool {
    !entry.file_name().to_string_lossy().starts_with('.')
}

/// False for what was reached before by another way.
fn is_new(entry: &DirEntry, seen: &mut HashSet<PathBuf>) -> bool {
    std::fs::canonicalize(entry.path()).map_or(true, |real| seen.insert(real))
}

/// True for a mail of a Maildir: its file has no ending, and lies in `new` or `cur` beside a folder `tmp`.
fn is_in_maildir(entry: &DirEntry) -> bool {
    let folder = entry.path().parent();
    let is_box = folder.and_then(Path::file_name).is_some_and(|name| name == "cur" || name == "new");
    is_box && folder.and_then(Path::parent).is_some_and(|above| above.join("tmp").is_dir())
}

/// The documents and archives in a folder that are of a kind that is not read, by kind; nothing for other inputs.
pub(super) fn passed_over(input: &OsStr) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    let path = Path::new(input);
    if !path.is_dir() {
        return kinds;
    }
    // Links are not followed: this is a word on what lies there, not a list.
    let walk = walk(path).follow_links(false).into_iter().filter_entry(|entry| entry.depth() == 0 || is_shown(entry));
    for entry in walk.flatten().filter(|entry| entry.file_type().is_file()) {
        if let Some(kind) = unread_kind(&entry.file_name().to_string_lossy()) {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    kinds
}

/// A link that leads nowhere or back up is no article; a folder that may not be opened is worth a word.
fn unreadable(error: walkdir::Error) -> Option<Result<Source, IngestError>> {
    let path = error.path()?.to_string_lossy().into_owned();
    let is_link = error.path().is_some_and(Path::is_symlink);
    if is_link || error.loop_ancestor().is_some() {
        return None;
    }
    Some(Err(IngestError { at: Input::file(&path), reason: Reason::Read(error.into_io_error()?) }))
}
