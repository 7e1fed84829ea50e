//! The pages of `attache serve`.

use minijinja::{Value, context};
use schemars::JsonSchema;
use serde::Serialize;

use super::{RenderError, Templates};

/// What the templates `serve-*` see, as `page`.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct WebPage {
    /// The code of the page's language.
    pub lang: String,
    /// What the desk calls its digests.
    pub site: String,
    /// The path below which the site lies; empty where it lies at the top.
    pub root: String,
    /// The heading.
    pub title: String,
    /// The paragraphs.
    pub lines: Vec<String>,
    /// The words of the button, where the page has one.
    pub button: Option<String>,
    /// Where its form goes; in the mail that asks for a confirmation, the link.
    pub action: String,
    /// What is wrong with what was sent.
    pub fault: Option<String>,
    /// The mark that a form of ours bears.
    pub stamp: String,
    /// What the fields hold.
    pub reader: WebReader,
    /// The days of the week.
    pub days: Vec<WebDay>,
}

/// What the fields of a form hold.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct WebReader {
    /// The address; in the form to subscribe alone.
    pub email: String,
    /// What the reader is called.
    pub name: String,
    /// Words between commas.
    pub topics: String,
    /// Countries between commas.
    pub countries: String,
    /// `both` or `text`.
    pub format: String,
    /// `06:30`, or nothing.
    pub time: String,
    /// `Europe/Vilnius`, or nothing.
    pub zone: String,
    /// True where nothing is sent for the time being.
    pub paused: bool,
}

/// A day of the week.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WebDay {
    /// `Mon`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// True where its digests are wanted.
    pub chosen: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct WebContext {
    /// The page.
    pub page: WebPage,
}

impl Templates {
    /// A text of the catalogue without slots.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn words(&self, key: &str) -> Result<String, RenderError> {
        let text = self.catalogue().text(key, &std::collections::BTreeMap::new());
        text.map_err(|problem| RenderError::Template { name: self.shown("lang.en.toml"), line: 0, problem })
    }

    /// The code of the language.
    pub fn lang(&self) -> &str {
        self.catalogue().code()
    }

    /// The names of the days of the week, Monday first.
    pub fn weekdays(&self) -> &[String] {
        self.catalogue().days().weekdays()
    }

    /// Renders a page of `attache serve`, or the mail that it sends.
    ///
    /// # Errors
    /// Those of [`Templates::render`].
    pub fn web(&self, template: &str, page: &WebPage) -> Result<String, RenderError> {
        self.render(template, &context(page))
    }
}

pub(super) fn context(page: &WebPage) -> Value {
    let page = Value::from(minijinja::value::Serde(page.clone()));
    context! { page }
}

/// Samples: a page with all that can stand on it, and one with little.
pub(super) fn samples(lang: &str) -> Vec<Value> {
    let reader = WebReader {
        email: "ana@reader.example".into(),
        name: "Ana Lind".into(),
        topics: "fishing rights, ports".into(),
        countries: "Uruguay".into(),
        format: "text".into(),
        time: "06:30".into(),
        zone: "America/Montevideo".into(),
        paused: true,
    };
    let days = ["Mon", "Tue"].map(|day| WebDay { code: day.into(), name: day.into(), chosen: day == "Mon" });
    let little =
        WebPage { lang: lang.into(), site: "River Plate morning".into(), title: "Hello".into(), ..WebPage::default() };
    let full = WebPage {
        root: "/digests".into(),
        lines: vec!["One.".into()],
        button: Some("Press".into()),
        action: "https://digest.example/c/token".into(),
        fault: Some("This is no e-mail address.".into()),
        stamp: "stamp".into(),
        reader,
        days: days.into(),
        ..little.clone()
    };
    vec![context(&full), context(&little)]
}
