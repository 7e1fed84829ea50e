//! The pages of readers: to subscribe, to confirm, to leave, to choose. Each acts on a POST alone.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::Utc;

use super::app::{App, Shared, at};
use super::forms::{DAYS, Fault, Form, is_one_click};
use super::guard::is_foreign;
use super::journal::Request;
use super::metrics::add;
use crate::deliver::{Purpose, TokenError};
use crate::model::{Address, Subscriber, SubscriberId, SubscriberStatus};
use crate::render::{WebDay, WebPage, WebReader};
use crate::store::Store;

type Peer = ConnectInfo<SocketAddr>;

pub(super) async fn subscribe_form(State(app): Shared) -> Response {
    app.form(StatusCode::OK, None, WebReader::default())
}

pub(super) async fn subscribe(State(app): Shared, peer: Peer, headers: HeaderMap, body: Bytes) -> Response {
    if !app.allows(app.client(peer.0, &headers)) {
        return app.slow_down();
    }
    if is_foreign(&headers, &app.settings.serve.url()) {
        return app.foreign();
    }
    let form = Form::read(&body);
    let reader = WebReader {
        email: form.get("email").to_owned(),
        name: form.get("name").to_owned(),
        topics: form.get("topics").to_owned(),
        ..WebReader::default()
    };
    if !app.key.is_stamp(form.get("stamp"), Utc::now()) {
        return app.form(StatusCode::BAD_REQUEST, Some("serve_stale"), reader);
    }
    let Ok(address) = Address::parse(form.get("email")) else {
        return app.form(StatusCode::UNPROCESSABLE_ENTITY, Some("serve_bad_email"), reader);
    };
    // A program that fills in every field hears what a reader hears.
    let is_program = !form.get("website").is_empty();
    let request =
        Request::Subscribe { email: address.to_string(), name: form.name(), topics: form.list("topics"), at: at() };
    if !is_program && !app.keep(request).await {
        return app.failed();
    }
    app.say(StatusCode::ACCEPTED, "serve_title_sent", &["serve_sent", "serve_sent_later"])
}

/// What a link with one button does.
struct Act {
    purpose: Purpose,
    /// The first part of its path.
    path: &'static str,
    title: &'static str,
    question: &'static str,
    button: &'static str,
    done_title: &'static str,
    done: &'static str,
}

const CONFIRM: Act = Act {
    purpose: Purpose::Confirm,
    path: "c",
    title: "serve_title_confirm",
    question: "serve_confirm",
    button: "serve_confirm_button",
    done_title: "serve_title_confirmed",
    done: "serve_confirmed",
};

const LEAVE: Act = Act {
    purpose: Purpose::Unsubscribe,
    path: "u",
    title: "serve_title_leave",
    question: "serve_leave",
    button: "serve_leave_button",
    done_title: "serve_title_left",
    done: "serve_left",
};

pub(super) async fn confirm_page(
    State(app): Shared,
    peer: Peer,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Response {
    app.ask(&CONFIRM, &token, app.client(peer.0, &headers))
}

pub(super) async fn leave_page(
    State(app): Shared,
    peer: Peer,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Response {
    app.ask(&LEAVE, &token, app.client(peer.0, &headers))
}

pub(super) async fn confirm(
    State(app): Shared,
    peer: Peer,
    headers: HeaderMap,
    Path(token): Path<String>,
    _: Bytes,
) -> Response {
    if is_foreign(&headers, &app.settings.serve.url()) {
        return app.foreign();
    }
    let client = app.client(peer.0, &headers);
    app.act(&CONFIRM, &token, client, |id| Request::Confirm { id, at: at() }).await
}

/// The one click of a mail program (RFC 8058), or the button of the page.
pub(super) async fn leave(
    State(app): Shared,
    peer: Peer,
    headers: HeaderMap,
    Path(token): Path<String>,
    body: Bytes,
) -> Response {
    let one_click = is_one_click(&body);
    if !one_click && is_foreign(&headers, &app.settings.serve.url()) {
        return app.foreign();
    }
    let client = app.client(peer.0, &headers);
    app.act(&LEAVE, &token, client, |id| Request::Leave { id, one_click, at: at() }).await
}

pub(super) async fn choose_page(
    State(app): Shared,
    peer: Peer,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Response {
    let id = match app.token(Purpose::Preferences, &token, app.client(peer.0, &headers)) {
        Ok(id) => id,
        Err(refusal) => return *refusal,
    };
    match app.reader(id).await {
        Ok(Some(reader)) => app.choices(StatusCode::OK, &token, None, &reader),
        Ok(None) => app.say(StatusCode::NOT_FOUND, "serve_title_fault", &["serve_expired"]),
        Err(()) => app.failed(),
    }
}

pub(super) async fn choose(
    State(app): Shared,
    peer: Peer,
    headers: HeaderMap,
    Path(token): Path<String>,
    body: Bytes,
) -> Response {
    if is_foreign(&headers, &app.settings.serve.url()) {
        return app.foreign();
    }
    let id = match app.token(Purpose::Preferences, &token, app.client(peer.0, &headers)) {
        Ok(id) => id,
        Err(refusal) => return *refusal,
    };
    let reader = match app.reader(id).await {
        Ok(Some(reader)) => reader,
        Ok(None) => return app.say(StatusCode::NOT_FOUND, "serve_title_fault", &["serve_expired"]),
        Err(()) => return app.failed(),
    };
    let form = Form::read(&body);
    let wishes = match form.wishes(reader.wishes.clone()) {
        Ok(wishes) => wishes,
        Err(fault) => return app.choices(StatusCode::UNPROCESSABLE_ENTITY, &token, Some(fault), &reader),
    };
    let request = Request::Choose { id, name: form.name(), wishes, pause: !form.get("pause").is_empty(), at: at() };
    if app.keep(request).await { app.say(StatusCode::OK, "serve_title_saved", &["serve_saved"]) } else { app.failed() }
}

impl App {
    /// For whom a link was made. A wrong one costs its client something, a right one nothing: mail providers press the one
    /// click of many readers from one address.
    fn token(&self, purpose: Purpose, token: &str, client: IpAddr) -> Result<SubscriberId, Box<Response>> {
        self.key.check(purpose, token, Utc::now()).map_err(|error| {
            add(&self.metrics.forged);
            if !self.allows(client) {
                return Box::new(self.slow_down());
            }
            let words = match error {
                TokenError::Forged => "serve_forged",
                TokenError::Expired => "serve_expired",
            };
            Box::new(self.say(StatusCode::NOT_FOUND, "serve_title_fault", &[words]))
        })
    }

    /// Shows the button of a link.
    fn ask(&self, act: &Act, token: &str, client: IpAddr) -> Response {
        match self.token(act.purpose, token, client) {
            Ok(_) => self.button(act.title, act.question, act.button, &format!("/{}/{token}", act.path)),
            Err(refusal) => *refusal,
        }
    }

    /// Does what the button of a link says.
    async fn act(
        self: &Arc<App>,
        act: &Act,
        token: &str,
        client: IpAddr,
        wish: impl FnOnce(SubscriberId) -> Request,
    ) -> Response {
        match self.token(act.purpose, token, client) {
            Err(refusal) => *refusal,
            Ok(id) if self.keep(wish(id)).await => self.say(StatusCode::OK, act.done_title, &[act.done]),
            Ok(_) => self.failed(),
        }
    }

    async fn reader(self: &Arc<App>, id: SubscriberId) -> Result<Option<Subscriber>, ()> {
        let path = self.settings.store.clone();
        let read = tokio::task::spawn_blocking(move || Store::open(&path)?.subscriber(id)).await;
        match read {
            Ok(Ok(reader)) => Ok(reader),
            _ => {
                add(&self.metrics.failures);
                Err(())
            }
        }
    }

    fn form(&self, status: StatusCode, fault: Option<Fault>, reader: WebReader) -> Response {
        if self.settings.mail.is_none() {
            return self.missing();
        }
        let page = WebPage {
            action: format!("{}/subscribe", self.root),
            fault: fault.map(|key| self.words(key)),
            stamp: self.key.stamp(Utc::now()),
            reader,
            ..self.page("serve_title_subscribe")
        };
        self.show(status, "serve-subscribe.html", &page)
    }

    fn choices(&self, status: StatusCode, token: &str, fault: Option<Fault>, reader: &Subscriber) -> Response {
        let wishes = &reader.wishes;
        let days = DAYS.into_iter().zip(self.settings.templates.weekdays()).map(|(day, name)| WebDay {
            code: day.to_string(),
            name: name.clone(),
            chosen: wishes.days.contains(&day),
        });
        let fields = WebReader {
            email: String::new(),
            name: reader.name.clone().unwrap_or_default(),
            topics: wishes.topics.join(", "),
            countries: wishes.countries.join(", "),
            format: wishes.format.as_str().to_owned(),
            time: wishes.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(),
            zone: wishes.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
            paused: reader.status == SubscriberStatus::Paused,
        };
        let page = WebPage {
            action: format!("{}/p/{token}", self.root),
            fault: fault.map(|key| self.words(key)),
            days: days.collect(),
            reader: fields,
            ..self.page("serve_title_choose")
        };
        self.show(status, "serve-choose.html", &page)
    }
}
