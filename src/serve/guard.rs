//! What protects readers: the headers of each answer, and forms that come from our own pages alone.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// For the pages of subscribers: our own style, our own forms, nothing else.
const OWN: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// For the archive, whose pages bring their own script for the search.
const ARCHIVE: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                       object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Sets the headers that each answer has.
pub(super) fn secure(headers: &mut HeaderMap, is_archive: bool) {
    let rows: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, if is_archive { ARCHIVE } else { OWN }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // The link of a page of ours holds a token: it goes to no other site.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ];
    for (name, value) in rows {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !is_archive {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// True for a form that a page of another site sent. Programs that say nothing of where they come from are let through: they
/// have no reader's browser to misuse.
pub(super) fn is_foreign(headers: &HeaderMap, url: &str) -> bool {
    let get = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = get("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = get("origin") else { return false };
    let host = origin.split_once("://").map(|(_, host)| host);
    let is_host = host.is_some() && host == get("host");
    !is_host && !is_origin_of(origin, url)
}

fn is_origin_of(origin: &str, url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| url.origin().ascii_serialization() == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_foreign() {
        let with = |rows: &[(&'static str, &'static str)]| {
            let headers: HeaderMap = rows
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            is_foreign(&headers, "https://digest.example/x")
        };
        assert!(!with(&[]));
        assert!(!with(&[("sec-fetch-site", "same-origin")]));
        assert!(with(&[("sec-fetch-site", "cross-site"), ("origin", "https://digest.example")]));
        assert!(!with(&[("origin", "https://digest.example")]));
        assert!(!with(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(with(&[("origin", "https://evil.example"), ("host", "127.0.0.1:8080")]));
        assert!(with(&[("origin", "null"), ("host", "127.0.0.1:8080")]));
    }
}
