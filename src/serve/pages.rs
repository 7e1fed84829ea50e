//! Answers as pages, from the templates `serve-*`.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::metrics::add;
use crate::render::WebPage;

impl App {
    /// A page with this heading.
    pub fn page(&self, title: &str) -> WebPage {
        let templates = &self.settings.templates;
        WebPage {
            lang: templates.lang().to_owned(),
            site: self.settings.site.clone(),
            root: self.root.clone(),
            title: self.words(title),
            ..WebPage::default()
        }
    }

    /// A text of the catalogue. The built-in one has all of them; one that is missing names itself.
    pub fn words(&self, key: &str) -> String {
        self.settings.templates.words(key).unwrap_or_else(|_| key.to_owned())
    }

    pub fn show(&self, status: StatusCode, template: &str, page: &WebPage) -> Response {
        match self.settings.templates.web(template, page) {
            Ok(html) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
            Err(_) => {
                add(&self.metrics.failures);
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    /// A heading and paragraphs.
    pub fn say(&self, status: StatusCode, title: &str, lines: &[&str]) -> Response {
        let lines = lines.iter().map(|key| self.words(key)).collect();
        self.show(status, "serve-said.html", &WebPage { lines, ..self.page(title) })
    }

    /// A button that does what a link of a mail is for; following the link alone does nothing, so that programs that look
    /// into links do no harm.
    pub fn button(&self, title: &str, line: &str, button: &str, path: &str) -> Response {
        let page = WebPage {
            lines: vec![self.words(line)],
            button: Some(self.words(button)),
            action: format!("{}{path}", self.root),
            ..self.page(title)
        };
        self.show(StatusCode::OK, "serve-said.html", &page)
    }

    pub fn home(&self) -> Response {
        let page = WebPage {
            lines: vec![self.words("serve_home")],
            title: self.settings.site.clone(),
            ..self.page("serve_title_subscribe")
        };
        self.show(StatusCode::OK, "serve-said.html", &page)
    }

    pub fn missing(&self) -> Response {
        self.say(StatusCode::NOT_FOUND, "serve_title_fault", &["serve_missing"])
    }

    pub fn slow_down(&self) -> Response {
        let mut response = self.say(StatusCode::TOO_MANY_REQUESTS, "serve_title_fault", &["serve_slow_down"]);
        response.headers_mut().insert(header::RETRY_AFTER, axum::http::HeaderValue::from_static("60"));
        response
    }

    pub fn failed(&self) -> Response {
        self.say(StatusCode::SERVICE_UNAVAILABLE, "serve_title_fault", &["serve_wrong"])
    }

    pub fn foreign(&self) -> Response {
        self.say(StatusCode::FORBIDDEN, "serve_title_fault", &["serve_foreign"])
    }
}
