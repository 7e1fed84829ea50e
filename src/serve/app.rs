//! Which address leads where.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{SecondsFormat, Utc};

use super::files::{Found, find};
use super::guard::secure;
use super::journal::{self, Journal};
use super::limits::Limits;
use super::metrics::{Metrics, add};
use super::{Settings, readers};
use crate::deliver::Key;

/// Octets of a form, at most.
const BODY: usize = 16 << 10;
/// How long a request may take, its body included.
const PATIENCE: Duration = Duration::from_secs(20);

/// What all answers draw on.
pub(super) struct App {
    pub settings: Arc<Settings>,
    pub key: Key,
    pub journal: Arc<Journal>,
    pub metrics: Arc<Metrics>,
    pub limits: Limits,
    /// The path of the site's address, below which a proxy may put it.
    pub root: String,
}

pub(super) type Shared = State<Arc<App>>;

impl App {
    pub fn new(settings: Arc<Settings>, key: Key, journal: Arc<Journal>, metrics: Arc<Metrics>) -> Arc<App> {
        let limits = Limits::new(settings.serve.per_minute, Instant::now());
        let root = url::Url::parse(&settings.serve.url()).map(|url| url.path().trim_end_matches('/').to_owned());
        Arc::new(App { settings, key, journal, metrics, limits, root: root.unwrap_or_default() })
    }

    /// The client that a request comes from.
    pub fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let named = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
        // What the proxy adds stands last; all before it is what the client claims.
        let last = named.and_then(|list| list.rsplit(',').next()).and_then(|ip| ip.trim().parse().ok());
        last.filter(|_| self.settings.serve.trust_proxy).unwrap_or_else(|| peer.ip())
    }

    /// Takes one from the client's allowance; false where there is none.
    pub fn allows(&self, client: IpAddr) -> bool {
        let allows = self.limits.take(client, Instant::now());
        if !allows {
            add(&self.metrics.slowed);
        }
        allows
    }

    /// Keeps a wish on the disk.
    pub async fn keep(self: &Arc<App>, request: journal::Request) -> bool {
        let app = Arc::clone(self);
        let kept = tokio::task::spawn_blocking(move || app.journal.add(&request)).await;
        let is_kept = matches!(kept, Ok(Ok(())));
        add(if is_kept { &self.metrics.kept } else { &self.metrics.failures });
        is_kept
    }

    pub fn router(self: &Arc<App>) -> Router {
        Router::new()
            .route("/subscribe", get(readers::subscribe_form).post(readers::subscribe))
            .route("/c/{token}", get(readers::confirm_page).post(readers::confirm))
            .route("/u/{token}", get(readers::leave_page).post(readers::leave))
            .route("/p/{token}", get(readers::choose_page).post(readers::choose))
            .route("/health", get(health))
            .route("/metrics", get(metrics))
            .route("/-/style.css", get(style))
            .fallback(archive)
            .layer(middleware::from_fn_with_state(Arc::clone(self), around))
            .layer(DefaultBodyLimit::max(BODY))
            .with_state(Arc::clone(self))
    }
}

/// The moment, as the store writes it.
pub(super) fn at() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Whether an answer is of the archive, whose pages bring their own script.
#[derive(Clone, Copy)]
struct OfArchive;

async fn around(State(app): Shared, request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(PATIENCE, next.run(request)).await;
    let mut response = answered.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
    let is_archive = response.extensions().get::<OfArchive>().is_some();
    secure(response.headers_mut(), is_archive);
    app.metrics.answered(response.status().as_u16());
    response
}

async fn health(State(app): Shared) -> Response {
    let path = app.settings.store.clone();
    let opened = tokio::task::spawn_blocking(move || crate::store::Store::open(&path).is_ok()).await;
    let (status, words) = match opened {
        Ok(true) => (StatusCode::OK, "ok\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be read\n"),
    };
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response()
}

async fn metrics(State(app): Shared) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.text()).into_response()
}

async fn style(State(app): Shared) -> Response {
    let css = app.settings.templates.web("serve.css", &crate::render::WebPage::default());
    match css {
        Ok(css) => ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], css).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn archive(State(app): Shared, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let (folder, path) = (app.settings.folder.clone(), uri.path().to_owned());
    let found = tokio::task::spawn_blocking(move || find(&folder, &path)).await;
    match found {
        Ok(Found::File { bytes, form, tag }) => file(&method, &headers, bytes, form, &tag),
        Ok(Found::Folder) => {
            let to = HeaderValue::from_str(&format!("{}{}/", app.root, uri.path()));
            let to = to.unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        _ if uri.path() == "/" => app.home(),
        _ => app.missing(),
    }
}

fn file(method: &Method, headers: &HeaderMap, bytes: Vec<u8>, form: &'static str, tag: &str) -> Response {
    let tag = HeaderValue::from_str(tag).unwrap_or(HeaderValue::from_static("\"\""));
    let has_it = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag);
    let about = [
        (header::CONTENT_TYPE, HeaderValue::from_static(form)),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    let mut response = if has_it {
        (StatusCode::NOT_MODIFIED, about, Body::empty()).into_response()
    } else if method == Method::HEAD {
        (about, [(header::CONTENT_LENGTH, bytes.len().to_string())], Body::empty()).into_response()
    } else {
        (about, bytes).into_response()
    };
    response.extensions_mut().insert(OfArchive);
    response
}
