//! What a run changes in the folder of a wiki.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::blocks::{self, Fault};
use super::folder::{Folder, Found, MANIFEST, Manifest, Written};
use super::names::{Names, Place};
use super::pages::{Page, Press};
use super::{Form, WikiError, front};
use crate::publish::owners::Owners;
use crate::publish::parts::{MOST, Parts};
use crate::publish::record::{PageId, PageKind, Record};
use crate::render::Templates;

/// A file that a run would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path in the folder.
    pub page: String,
    /// What stands there; none where nothing does.
    pub old: Option<String>,
    /// What is to stand there.
    pub new: String,
}

/// A page that stays as somebody left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The file.
    pub path: PathBuf,
    /// Where and why.
    pub fault: Fault,
    /// The file beside it that holds what attache would have written; none where it cannot be written either.
    pub rejected: Option<PathBuf>,
}

/// What a run would do.
pub struct Plan {
    /// Pages that are new or change, by path.
    pub changes: Vec<Change>,
    /// Pages that stay as they are, by path.
    pub conflicts: Vec<Conflict>,
    /// How many pages are as they should be.
    pub unchanged: usize,
    folder: Folder,
    /// What stands beside pages with a conflict, where it is not there yet; and the list of what attache wrote.
    beside: Vec<(String, String)>,
    /// What stood beside pages that have none any more.
    stale: Vec<String>,
}

enum Outcome {
    Same,
    Change(Change),
    Conflict(Fault, bool),
}

/// Says what a run would change.
///
/// # Errors
/// A template that is wrong, a folder that cannot be read or holds a wiki of the other form or of other desks.
pub fn plan(
    record: &Record,
    form: Form,
    templates: &Templates,
    folder: &Path,
    owners: &Owners,
) -> Result<Plan, WikiError> {
    let root = folder;
    let folder = Folder::at(root)?;
    let before = folder.manifest()?;
    if let Some(there) = before.as_ref().map(|manifest| &manifest.format).filter(|there| *there != form.as_str()) {
        return Err(WikiError::OtherForm { path: root.to_owned(), there: there.clone() });
    }
    let known = before.as_ref().map(|manifest| manifest.desks.clone()).unwrap_or_default();
    let foreign = |source| WikiError::Desks { path: root.to_owned(), source };
    let desks = owners.take(&known).map_err(foreign)?;
    let (before, drawn) = before.map(|manifest| (manifest.pages, manifest.pictures)).unwrap_or_default();
    let parts = Parts::of(record, MOST);
    let names = Names::of(record, &parts, form, templates.catalogue());
    let press = Press { record, names: &names, parts: &parts, templates, form, trial: None };
    let mut pages = press.pages()?;
    leave_traces(&press, &before, &mut pages, &folder)?;
    let outcomes: Vec<(&Page, Outcome)> = pages
        .par_iter()
        .map(|(path, page)| Ok((page, outcome(&folder, page, before.get(path))?)))
        .collect::<Result<_, WikiError>>()?;
    let mut plan = Plan {
        changes: Vec::new(),
        conflicts: Vec::new(),
        unchanged: 0,
        beside: Vec::new(),
        stale: Vec::new(),
        folder,
    };
    let mut written = BTreeMap::new();
    for (page, outcome) in outcomes {
        let known = before.get(&page.file);
        let entry = plan.take(page, outcome, known)?;
        written.insert(page.file.clone(), entry);
    }
    let mut manifest = Manifest::new(form.as_str(), desks);
    manifest.pages = written;
    manifest.pictures = plan.take_pictures(&pages, drawn)?;
    let manifest = manifest.text()?;
    if !matches!(plan.folder.read(MANIFEST)?, Found::Text(text) if text == manifest) {
        plan.beside.push((MANIFEST.to_owned(), manifest));
    }
    Ok(plan)
}

/// Does it.
///
/// # Errors
/// A file that cannot be written; what was written by then stays, and another run does the rest.
pub fn apply(plan: &Plan) -> Result<(), WikiError> {
    for change in &plan.changes {
        plan.folder.write(&change.page, &change.new)?;
    }
    for (path, text) in &plan.beside {
        plan.folder.write(path, text)?;
    }
    plan.stale.iter().try_for_each(|path| plan.folder.remove(path))
}

impl Plan {
    /// The file of a page, as the user would write it.
    pub fn path(&self, page: &str) -> PathBuf {
        self.folder.path(page)
    }

    /// Takes what becomes of the pictures; the hashes by which they are known then. One that somebody drew in stays.
    fn take_pictures(
        &mut self,
        pages: &BTreeMap<String, Page>,
        mut known: BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, String>, WikiError> {
        for (path, svg) in pages.values().filter_map(|page| page.picture.as_ref()) {
            let hash = blocks::hash(svg);
            let old = match self.folder.read(path)? {
                Found::Nothing => None,
                Found::Text(text) if text.is_empty() || known.get(path) == Some(&blocks::hash(&text)) => Some(text),
                Found::Text(text) if blocks::hash(&text) == hash => Some(text),
                Found::Text(_) => {
                    self.keep_picture(path, "the picture was edited".to_owned());
                    continue;
                }
                Found::Barred(what) => {
                    self.keep_picture(path, what);
                    continue;
                }
            };
            known.insert(path.clone(), hash);
            if old.as_ref() == Some(svg) {
                self.unchanged += 1;
            } else {
                self.changes.push(Change { page: path.clone(), old, new: svg.clone() });
            }
        }
        Ok(known)
    }

    fn keep_picture(&mut self, path: &str, what: String) {
        let fault = Fault { line: 1, what };
        self.conflicts.push(Conflict { path: self.folder.path(path), fault, rejected: None });
    }

    /// Takes what becomes of a page, and says what the list of pages holds of it then.
    fn take(&mut self, page: &Page, outcome: Outcome, known: Option<&Written>) -> Result<Written, WikiError> {
        let mut entry = Written {
            id: page.id.clone(),
            key: page.key.clone(),
            title: page.title.clone(),
            blocks: blocks::names(&page.body),
            moved: page.moved.clone(),
            rejected: None,
        };
        let rejected = format!("{}.rej", page.file);
        let there = |plan: &Plan| -> Result<Option<String>, WikiError> {
            Ok(match plan.folder.read(&rejected)? {
                Found::Text(text) => Some(text),
                _ => None,
            })
        };
        match outcome {
            Outcome::Conflict(fault, can_write) => {
                // What attache knows of the page stays what it was, so that the next run sees the conflict too.
                entry.blocks = known.map_or(entry.blocks, |known| known.blocks.clone());
                let text = page.text();
                let can_write = can_write && !matches!(self.folder.read(&rejected)?, Found::Barred(_));
                if can_write {
                    entry.rejected = Some(blocks::hash(&text));
                    if there(self)?.as_ref() != Some(&text) {
                        self.beside.push((rejected.clone(), text));
                    }
                }
                let rejected = can_write.then(|| self.folder.path(&rejected));
                self.conflicts.push(Conflict { path: self.folder.path(&page.file), fault, rejected });
                return Ok(entry);
            }
            Outcome::Change(change) => self.changes.push(change),
            Outcome::Same => self.unchanged += 1,
        }
        if let Some(hash) = known.and_then(|known| known.rejected.as_ref())
            && there(self)?.is_some_and(|text| blocks::hash(&text) == *hash)
        {
            self.stale.push(rejected);
        }
        Ok(entry)
    }
}

/// Adds, for each page that attache wrote and that has another name or is no longer told of, what is to stand in its place.
fn leave_traces(
    press: &Press<'_>,
    before: &BTreeMap<String, Written>,
    pages: &mut BTreeMap<String, Page>,
    folder: &Folder,
) -> Result<(), WikiError> {
    let old: Vec<(&String, &Written)> = before.iter().filter(|(path, _)| !pages.contains_key(*path)).collect();
    if old.is_empty() {
        return Ok(());
    }
    let heirs = Heirs::of(press.record);
    let places: BTreeMap<String, &Place> = press.names.places().map(|(place, _)| (place.id(), place)).collect();
    for (path, was) in old {
        if matches!(folder.read(path)?, Found::Nothing) {
            // Whoever deleted it does not want it back.
            continue;
        }
        let by_path = |to: &String| pages.get(to).filter(|page| page.moved.is_none()).map(|page| page.id.clone());
        let own = || places.contains_key(&was.id).then(|| was.id.clone());
        let part = || heirs.of_part(&was.id).map(|(list, part)| if places.contains_key(&part) { part } else { list });
        let heir = heirs.of_page(was).or_else(own).or_else(part).or_else(|| was.moved.as_ref().and_then(by_path));
        let page = match heir.and_then(|id| places.get(&id).copied()) {
            Some(place) => press.moved(&was.id, &was.title, path, place)?,
            None => press.gone(&was.id, &was.key, &was.title, path)?,
        };
        let page = Page { key: was.key.clone(), ..page };
        pages.insert(path.clone(), page);
    }
    Ok(())
}

/// Which page takes the place of one.
struct Heirs {
    by_key: BTreeMap<String, String>,
    by_id: BTreeMap<String, String>,
}

impl Heirs {
    fn of(record: &Record) -> Heirs {
        let key = |kind: PageKind, key: &str| format!("{} {key}", kind.as_str());
        let stories = record.stories.iter().map(|s| (key(PageKind::Story, &s.story_id), s.id.to_string()));
        let countries = record.countries.iter().map(|c| (key(PageKind::Country, &c.code), c.id.to_string()));
        let people = record.people.iter().flat_map(|p| {
            let own = std::iter::once(&p.id).chain(&p.other_ids);
            own.map(move |id: &PageId| (id.to_string(), p.id.to_string()))
        });
        let pairs = record.pairs.iter().map(|p| &p.id);
        let others = pairs.chain(record.days.iter().map(|d| &d.id)).chain(record.countries.iter().map(|c| &c.id));
        let others = others.map(PageId::to_string);
        // A list has another title, and so in MediaWiki another file, in another language.
        let lists = ["index", "stories", "people", "countries", "days"].map(str::to_owned);
        let others = others.chain(lists).map(|id| (id.clone(), id));
        Heirs { by_key: stories.chain(countries).collect(), by_id: people.chain(others).collect() }
    }

    /// For a part of a list: the page that the list has now, and the part of it.
    fn of_part(&self, id: &str) -> Option<(String, String)> {
        let (list, part) = id.rsplit_once('/')?;
        let list = self.by_id.get(list)?;
        Some((list.clone(), format!("{list}/{part}")))
    }

    fn of_page(&self, was: &Written) -> Option<String> {
        let kind = was.id.split('/').next().unwrap_or_default();
        let keyed = self.by_key.get(&format!("{kind} {}", was.key));
        keyed.or_else(|| self.by_id.get(&was.id)).cloned()
    }
}

fn outcome(folder: &Folder, page: &Page, known: Option<&Written>) -> Result<Outcome, WikiError> {
    let change = |old: Option<String>, new: String| Outcome::Change(Change { page: page.file.clone(), old, new });
    let old = match folder.read(&page.file)? {
        Found::Barred(what) => return Ok(Outcome::Conflict(Fault { line: 1, what }, true)),
        Found::Nothing => return Ok(change(None, page.text())),
        // A file that a crash left empty.
        Found::Text(text) if text.is_empty() => return Ok(change(None, page.text())),
        Found::Text(text) => text,
    };
    // A page that changes what it is, without a word of anybody else's, is written anew.
    let turned = known.is_some_and(|known| known.moved.is_some() || page.moved.is_some()) && is_ours_alone(&old, page);
    let new = if turned { Ok(page.text()) } else { merged(&old, page, known) };
    Ok(match new {
        Ok(new) if new == old => Outcome::Same,
        Ok(new) => change(Some(old), new),
        Err(fault) => Outcome::Conflict(fault, true),
    })
}

/// True where nobody but attache has written on the page.
fn is_ours_alone(text: &str, page: &Page) -> bool {
    let head = if page.front.is_some() { front::length(text) } else { redirect(text).map_or(0, str::len) };
    let is_front_ours = page.front.is_none() || front::is_ours_alone(text);
    is_front_ours && blocks::is_ours_alone(text.get(head..).unwrap_or_default())
}

/// The first line, where it leads elsewhere.
fn redirect(text: &str) -> Option<&str> {
    text.split_inclusive('\n').next().filter(|line| line.starts_with("#REDIRECT [["))
}

/// The text with the line that it is to begin with, where it leads elsewhere, and without that of an earlier run.
fn turned(old: &str, line: Option<&str>, moved: Option<&str>) -> Result<String, Fault> {
    let there = redirect(old);
    if there.map(str::trim_end) == line {
        return Ok(old.to_owned());
    }
    let stem = moved.and_then(|path| path.rsplit_once('.')).map(|(stem, _)| format!("#REDIRECT [[{stem}]]"));
    if there.map(str::trim_end) == stem.as_deref() {
        let rest = old.get(there.map_or(0, str::len)..).unwrap_or_default();
        return Ok(line.map(|line| format!("{line}\n")).unwrap_or_default() + rest);
    }
    match line {
        // A line that somebody else wrote.
        None => Ok(old.to_owned()),
        Some(_) => Err(Fault { line: 1, what: "the line that leads elsewhere was edited".to_owned() }),
    }
}

fn merged(old: &str, page: &Page, known: Option<&Written>) -> Result<String, Fault> {
    let found = blocks::blocks(old)?;
    if found.is_empty() && known.is_none() {
        return Err(Fault { line: 1, what: "it is there already and not attache's".to_owned() });
    }
    // A page that was another one has other blocks.
    let kept = known.filter(|known| known.moved == page.moved).map(|known| known.blocks.as_slice()).unwrap_or_default();
    let gone = Fault { line: 1, what: "the blocks of attache are gone".to_owned() };
    if found.is_empty() {
        return Err(gone);
    }
    let old = match &page.front {
        Some(front) => front.merged(old)?,
        None => turned(old, page.redirect.as_deref(), known.and_then(|known| known.moved.as_deref()))?,
    };
    blocks::merged(&old, &page.body, kept)
}
