//! Where a redirect leads, and whether it is followed.

use url::Url;

use super::fault::{Fault, FetchError};
use super::target::{allowed, shown};

/// Redirects that are followed.
const HOPS: usize = 10;

/// The addresses that one request went through.
#[derive(Debug)]
pub(super) struct Path {
    /// Where it was.
    before: Vec<Url>,
    /// Where it is.
    here: Url,
    /// True while every redirect was a permanent one.
    permanent: bool,
}

impl Path {
    /// At its start.
    pub fn new(start: Url) -> Self {
        Path { before: Vec::new(), here: start, permanent: true }
    }

    /// Where it is.
    pub fn here(&self) -> &Url {
        &self.here
    }

    /// The new address, where the old one was given up for good.
    pub fn moved_to(&self) -> Option<&Url> {
        (self.permanent && !self.before.is_empty()).then_some(&self.here)
    }

    /// Goes to where an answer leads.
    ///
    /// # Errors
    /// What is wrong with the next address, told as of that address; [`Fault::Nowhere`], [`Fault::Loop`] and
    /// [`Fault::Redirects`] as of this one.
    pub fn follow(&mut self, status: u16, location: Option<&str>) -> Result<(), FetchError> {
        let location = location.map(str::trim).filter(|l| !l.is_empty());
        let location = location.ok_or_else(|| self.fault(Fault::Nowhere(status)))?;
        let at_next = |fault| FetchError { hop: Some(shown(location)), fault };
        let next = self.here.join(location).map_err(|error| at_next(Fault::Address(error.to_string())))?;
        let next = allowed(next).map_err(at_next)?;
        let at_next = |fault| FetchError { hop: Some(next.to_string()), fault };
        if self.here.scheme() == "https" && next.scheme() == "http" {
            return Err(at_next(Fault::Downgrade));
        }
        if self.here == next || self.before.contains(&next) {
            return Err(FetchError { hop: None, fault: Fault::Loop(next.to_string()) });
        }
        if self.before.len() >= HOPS {
            return Err(FetchError { hop: None, fault: Fault::Redirects(HOPS) });
        }
        self.permanent &= matches!(status, 301 | 308);
        self.before.push(std::mem::replace(&mut self.here, next));
        Ok(())
    }

    /// A fault of where it is.
    pub fn fault(&self, fault: Fault) -> FetchError {
        FetchError { hop: (!self.before.is_empty()).then(|| self.here.to_string()), fault }
    }
}

/// True for the statuses that lead elsewhere.
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(start: &str) -> Path {
        Path::new(Url::parse(start).expect("an address"))
    }

    fn fault(start: &str, location: &str) -> Option<Fault> {
        path(start).follow(302, Some(location)).err().map(|error| error.fault)
    }

    #[test]
    fn relative_places_are_joined() {
        let mut path = path("https://a.example/x/y?q#f");
        assert!(path.follow(301, Some("../z#part")).is_ok());
        assert_eq!(path.here().as_str(), "https://a.example/z");
        assert_eq!(path.moved_to().map(Url::as_str), Some("https://a.example/z"));
        assert!(path.follow(302, Some("//b.example")).is_ok());
        assert_eq!((path.here().as_str(), path.moved_to()), ("https://b.example/", None));
    }

    #[test]
    fn some_places_are_not_gone_to() {
        assert_eq!(fault("https://a.example/", "file:///etc/passwd"), Some(Fault::Scheme("file".to_owned())));
        assert_eq!(fault("https://a.example/", "http://a.example/"), Some(Fault::Downgrade));
        assert_eq!(fault("http://a.example/", "https://u:p@a.example/"), Some(Fault::Credentials));
        assert_eq!(fault("http://a.example/x", "/x"), Some(Fault::Loop("http://a.example/x".to_owned())));
        assert_eq!(fault("http://a.example/", " "), Some(Fault::Nowhere(302)));
        let secret =
            path("http://a.example/").follow(302, Some("https://u:secret@b.example/")).map_err(|e| e.to_string());
        assert!(secret.is_err_and(|message| !message.contains("secret") && message.contains("…@b.example")));
    }

    #[test]
    fn a_path_comes_to_an_end() {
        let mut path = path("http://a.example/0");
        let followed = (1..99).take_while(|n| path.follow(302, Some(&format!("/{n}"))).is_ok()).count();
        assert_eq!(followed, HOPS);
    }
}
