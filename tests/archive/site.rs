//! The files of an archive, and where their links lead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub struct Site {
    pub files: BTreeMap<String, String>,
    pub changed: BTreeMap<String, SystemTime>,
}

impl Site {
    pub fn read(folder: PathBuf) -> Site {
        let mut site = Site { files: BTreeMap::new(), changed: BTreeMap::new() };
        site.take(&folder, &folder);
        site
    }

    fn take(&mut self, top: &Path, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.take(top, &path);
                continue;
            }
            let name = path.strip_prefix(top).expect("within").to_string_lossy().replace('\\', "/");
            let time = path.metadata().and_then(|meta| meta.modified()).expect("a time");
            self.changed.insert(name.clone(), time);
            let text = fs::read_to_string(&path).expect("UTF-8");
            // In HTML a template writes a slash as a reference; it means the same.
            self.files.insert(name, text.replace("&#x2f;", "/"));
        }
    }

    #[track_caller]
    pub fn page(&self, name: &str) -> &str {
        let all = || self.files.keys().cloned().collect::<Vec<_>>().join("\n");
        self.files.get(name).unwrap_or_else(|| panic!("no {name} among\n{}", all()))
    }

    /// The one page of a folder whose name begins like this.
    #[track_caller]
    pub fn like(&self, start: &str) -> (&str, &str) {
        let is_page = |name: &str| name.starts_with(start) && !name.ends_with(".svg");
        let mut found = self.files.iter().filter(|(name, _)| is_page(name));
        let (name, text) = found.next().unwrap_or_else(|| panic!("no {start}"));
        assert!(found.next().is_none(), "several {start}");
        (name, text)
    }

    /// What any file says.
    pub fn says(&self, words: &str) -> Vec<&str> {
        self.files.iter().filter(|(_, text)| text.contains(words)).map(|(name, _)| name.as_str()).collect()
    }

    /// The files that differ from those of another archive.
    pub fn differs(&self, other: &Site) -> BTreeSet<String> {
        let names: BTreeSet<&String> = self.files.keys().chain(other.files.keys()).collect();
        names.into_iter().filter(|name| self.files.get(*name) != other.files.get(*name)).cloned().collect()
    }

    /// Every link of a page: (the page, the address as written).
    pub fn links(&self) -> Vec<(&str, &str)> {
        let pages = self.files.iter().filter(|(name, _)| name.ends_with(".html"));
        let mut links = Vec::new();
        for (name, text) in pages {
            for mark in [" href=\"", " src=\"", " action=\""] {
                let parts = text.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
                links.extend(parts.map(|href| (name.as_str(), href)));
            }
        }
        links
    }

    /// The file and the place within it that a link of a page leads to; none for one that leads to another site.
    pub fn target(page: &str, href: &str) -> Option<(String, Option<String>)> {
        if href.contains("://") {
            return None;
        }
        let (path, place) = href.split_once('#').map_or((href, None), |(path, place)| (path, Some(place.to_owned())));
        let mut parts: Vec<&str> = page.split('/').collect();
        parts.pop();
        if path.is_empty() {
            return Some((page.to_owned(), place));
        }
        for part in path.split('/') {
            match part {
                ".." => assert!(parts.pop().is_some(), "{href} of {page} leads out of the archive"),
                part => parts.push(part),
            }
        }
        Some((parts.join("/"), place))
    }

    /// Links that lead nowhere.
    pub fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for (page, href) in self.links() {
            let Some((file, place)) = Site::target(page, href) else { continue };
            let there = self.files.get(&file);
            let found = there.is_some_and(|text| place.is_none_or(|place| text.contains(&format!(" id=\"{place}\""))));
            if !found {
                broken.push(format!("{page}: {href}"));
            }
        }
        broken
    }
}
