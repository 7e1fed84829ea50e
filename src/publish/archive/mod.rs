//! The archive: a static site of all digests and stories, that needs no server and asks nobody.
//!
//! [`build`] makes its files from the [`Record`]; [`keep`](super::site::keep) writes those that changed. The same record
//! gives the same bytes.

mod brief;
mod calendar_pages;
mod digest_pages;
mod feeds;
mod marks;
mod pages;
mod plans;
mod search;
mod source_pages;
mod sources;
mod story_pages;
mod when;

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;
use thiserror::Error;

use super::record::{PageId, Record, Story};
use super::site::Files;
use crate::lexicon::Labels;
use crate::render::timeline::STYLE;
use crate::render::{RenderError, Templates};
use crate::store::{Store, StoreError};
use digest_pages::Tellings;
use sources::Sources;

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
    settings: &'a Settings,
    templates: &'a Templates,
    files: Files,
}

#[derive(Serialize)]
struct PageView<'a> {
    title: &'a str,
    about: &'a str,
    section: &'a str,
    canonical: Option<String>,
}

#[derive(Serialize)]
struct NavView {
    name: &'static str,
    href: &'static str,
}

const NAV: [NavView; 5] = [
    NavView { name: "Latest", href: "index.html" },
    NavView { name: "Calendar", href: "calendar.html" },
    NavView { name: "Stories", href: "stories.html" },
    NavView { name: "People", href: "people.html" },
    NavView { name: "Countries", href: "countries.html" },
];

#[derive(Serialize)]
struct LabelView<'a> {
    checks: &'a str,
    key_dates: &'a str,
    not_stated: &'a str,
    watch: &'a str,
}

/// What a template sees of a value.
fn value(of: impl Serialize) -> Value {
    Value::from(minijinja::value::Serde(of))
}

fn labels(labels: &Labels) -> LabelView<'_> {
    LabelView {
        checks: &labels.checks,
        key_dates: &labels.key_dates,
        not_stated: &labels.not_stated,
        watch: &labels.watch,
    }
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
    let sources = Sources::collect(record, store)?;
    let mut site = Site {
        record,
        sources,
        stories: record.stories.iter().map(|story| (&story.id, story)).collect(),
        countries: record.countries.iter().map(|country| (country.name.as_str(), &country.id)).collect(),
        settings,
        templates,
        files: Files::new(),
    };
    let tellings = Tellings::of(&site);
    digest_pages::home(&mut site, &tellings)?;
    digest_pages::digests(&mut site, &tellings)?;
    story_pages::stories(&mut site)?;
    pages::pages(&mut site)?;
    calendar_pages::months(&mut site)?;
    source_pages::sources(&mut site)?;
    search::search(&mut site)?;
    feeds::feeds(&mut site, &tellings)?;
    let calendar = plans::calendar(&site);
    site.file("calendar.ics".to_owned(), calendar);
    let style = templates.render("archive/archive.css", &Value::UNDEFINED)?;
    let timeline = templates.render("archive/timeline.css", &Value::UNDEFINED).unwrap_or_else(|_| STYLE.to_owned());
    site.file("assets/archive.css".to_owned(), style + &timeline);
    let script = templates.render("archive/search.js", &Value::UNDEFINED)?;
    site.file("assets/search.js".to_owned(), script);
    Ok(site.files)
}

impl Site<'_> {
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
        let root = "../".repeat(path.matches('/').count());
        let about: String = about.chars().take(300).collect();
        let page = PageView { title, about: &about, section, canonical: self.absolute(path) };
        let site = minijinja::context! { title => self.settings.title.clone(), nav => value(NAV.as_slice()) };
        let own = minijinja::context! {
            root,
            site,
            page => value(&page),
            labels => value(labels(&crate::lexicon::wording().labels)),
        };
        let html = self.templates.render(template, &minijinja::context! { ..own, ..context })?;
        self.file(path.to_owned(), html);
        Ok(())
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
