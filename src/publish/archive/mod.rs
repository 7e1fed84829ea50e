//! The archive: a static site of all digests and stories, that needs no server and asks nobody.
//!
//! [`build`] makes its files from the [`Record`]; [`keep`](super::site::keep) writes those that changed. The same record
//! gives the same bytes.

mod brief;
mod calendar_pages;
mod context;
mod digest_pages;
mod feeds;
mod pages;
mod part_pages;
mod plans;
mod search;
mod source_pages;
mod sources;
mod story_pages;
mod timelines;

use std::collections::BTreeMap;

use minijinja::Value;
use schemars::JsonSchema;
use serde::Serialize;
use thiserror::Error;

use super::parts::{MOST, Parts};
use super::record::{PageId, Record, Story};
use super::site::Files;
use super::titles::titles;
use super::trial::Trial;
use crate::render::{Catalogue, RenderError, SOURCE_LANGUAGE, Templates, labels};
use crate::store::{Store, StoreError, Stored};
pub(super) use context::context;
use digest_pages::Tellings;
use sources::Sources;
pub use timelines::timeline_pages;

/// What an archive is called, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What it is called.
    pub title: String,
    /// Its address with a slash at its end; without it, addresses in feeds are relative.
    pub url: Option<String>,
}

/// Why an archive cannot be made.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// A template is wrong.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An archive that is being made.
struct Site<'a> {
    record: &'a Record,
    sources: Sources,
    /// Stories by page, countries by name.
    stories: BTreeMap<&'a PageId, &'a Story>,
    countries: BTreeMap<&'a str, &'a PageId>,
    parts: Parts,
    titles: BTreeMap<PageId, String>,
    settings: &'a Settings,
    templates: &'a Templates,
    words: &'a Catalogue,
    files: Files,
    trial: Option<&'a Trial>,
}

#[derive(Serialize, JsonSchema)]
struct PageView<'a> {
    /// The title.
    title: &'a str,
    /// A few words on it.
    about: &'a str,
    /// The page of the masthead that it belongs to.
    section: &'a str,
    /// Its full address, where the archive has one.
    canonical: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct NavView {
    /// What is shown.
    name: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: &'static str,
}

/// What the masthead leads to: the text that names it, and the page.
const NAV: [(&str, &str); 5] = [
    ("nav_latest", "index.html"),
    ("calendar", "calendar.html"),
    ("stories", "stories.html"),
    ("people", "people.html"),
    ("countries", "countries.html"),
];

/// What a template sees of a value.
fn value(of: impl Serialize) -> Value {
    Value::from(minijinja::value::Serde(of))
}

/// Makes the files of an archive, by their place in its folder.
///
/// # Errors
/// [`ArchiveError`]: a template that does not hold, a store that fails.
pub fn build(
    record: &Record,
    store: &Store,
    settings: &Settings,
    templates: &Templates,
) -> Result<Files, ArchiveError> {
    let sources = Sources::collect(record, &|id| store.article(id), templates.catalogue())?;
    let mut site = Site::of(record, sources, settings, templates, (MOST, None));
    site.make()?;
    Ok(site.files)
}

/// Tries the templates on a record, with this many entries on a page at most; what is wrong goes to the trial.
pub(super) fn try_out(
    (record, most): (&Record, usize),
    stored: &dyn Fn(&str) -> Option<Stored>,
    settings: &Settings,
    templates: &Templates,
    trial: &Trial,
) {
    let sources = Sources::collect(record, &|id| Ok(stored(id)), templates.catalogue()).unwrap_or_default();
    // What fails is in the trial.
    let _ = Site::of(record, sources, settings, templates, (most, Some(trial))).make();
}

impl<'a> Site<'a> {
    fn of(
        record: &'a Record,
        sources: Sources,
        settings: &'a Settings,
        templates: &'a Templates,
        (most, trial): (usize, Option<&'a Trial>),
    ) -> Site<'a> {
        let words = templates.catalogue();
        Site {
            record,
            sources,
            stories: record.stories.iter().map(|story| (&story.id, story)).collect(),
            countries: record.countries.iter().map(|country| (country.name.as_str(), &country.id)).collect(),
            parts: Parts::of(record, most),
            titles: titles(record, words),
            settings,
            templates,
            words,
            files: Files::new(),
            trial,
        }
    }

    fn make(&mut self) -> Result<(), ArchiveError> {
        let site = self;
        let tellings = Tellings::of(site);
        digest_pages::home(site, &tellings)?;
        digest_pages::digests(site, &tellings)?;
        story_pages::stories(site)?;
        pages::pages(site)?;
        part_pages::parts(site)?;
        let calendars = plans::calendars(site);
        calendar_pages::months(site, &calendars)?;
        source_pages::sources(site)?;
        search::search(site)?;
        feeds::feeds(site, &tellings)?;
        site.take(calendars.into_iter().map(|file| (file.path, file.text)));
        let style = site.render("archive/archive.css", &Value::UNDEFINED)?;
        let timeline = site.render("archive/timeline.css", &Value::UNDEFINED)?;
        site.file("assets/archive.css".to_owned(), style + &timeline);
        let script = site.render("archive/search.js", &Value::UNDEFINED)?;
        site.file("assets/search.js".to_owned(), script);
        Ok(())
    }

    fn render(&self, template: &str, context: &Value) -> Result<String, ArchiveError> {
        let page = self.templates.render(template, context);
        match self.trial {
            Some(trial) => Ok(trial.take(template, page)),
            None => Ok(page?),
        }
    }

    /// Renders a page and puts it in its place.
    fn page(
        &mut self,
        template: &str,
        path: &str,
        title: &str,
        about: &str,
        section: &str,
        context: Value,
    ) -> Result<(), ArchiveError> {
        let (path, html) = self.rendered(template, path, (title, about, section), context)?;
        self.file(path, html);
        Ok(())
    }

    /// A page: its place and its text. `head` is its title, a few words on it, and the page of the masthead that it belongs to.
    fn rendered(
        &self,
        template: &str,
        path: &str,
        head: (&str, &str, &str),
        context: Value,
    ) -> Result<(String, String), ArchiveError> {
        let (title, about, section) = head;
        let root = "../".repeat(path.matches('/').count());
        let about: String = about.chars().take(300).collect();
        let page = PageView { title, about: &about, section, canonical: self.absolute(path) };
        let site = minijinja::context! { title => self.settings.title.clone(), nav => value(self.nav()) };
        let own = minijinja::context! {
            lang => self.words.code(),
            source_lang => SOURCE_LANGUAGE,
            root,
            site,
            page => value(&page),
            labels => value(labels(self.words)),
        };
        let html = self.render(template, &minijinja::context! { ..own, ..context })?;
        Ok((path.to_owned(), html))
    }

    /// Puts pages in their places.
    fn take(&mut self, pages: impl IntoIterator<Item = (String, String)>) {
        pages.into_iter().for_each(|(path, text)| self.file(path, text));
    }

    fn nav(&self) -> [NavView; 5] {
        NAV.map(|(key, href)| NavView { name: self.words.say(key, &[]), href })
    }

    /// A language that is not that of the pages.
    fn foreign(&self, lang: &str) -> Option<String> {
        (lang != self.words.code()).then(|| lang.to_owned())
    }

    /// The title of a page; none for one that there is not.
    fn title(&self, page: &PageId) -> Option<&str> {
        self.titles.get(page).map(String::as_str)
    }

    fn file(&mut self, path: String, text: String) {
        self.files.insert(path, text.into_bytes());
    }

    /// The full address of a page; none where nobody has said where the archive stands.
    fn absolute(&self, path: &str) -> Option<String> {
        let path = if path == "index.html" { "" } else { path };
        self.settings.url.as_ref().map(|url| format!("{url}{path}"))
    }

    /// The full address of a page, else the one relative to the top of the archive.
    fn address(&self, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| path.to_owned())
    }

    /// Whose the ids of feeds and events are.
    fn domain(&self) -> String {
        let url = self.settings.url.as_deref().and_then(|url| url::Url::parse(url).ok());
        url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| "attache".to_owned())
    }
}
