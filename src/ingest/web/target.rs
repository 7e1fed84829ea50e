//! What the user named, as something that can be fetched: `https://news.example/a`, `https://news.example/feed.xml#2`.

use url::Url;

use super::fault::Fault;

/// Characters that an address may have.
const LENGTH: usize = 8192;

/// A web address that the user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// As named.
    pub name: String,
    /// The name without the part that it asks for.
    pub whole: String,
    /// What to fetch.
    pub url: Url,
    /// True where the name asks for one part of what is fetched, if that has parts.
    pub is_part: bool,
}

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Fault::Address`], [`Fault::Scheme`], [`Fault::Credentials`].
    pub fn new(name: &str) -> Result<Target, Fault> {
        let part = part_at(name);
        let whole = part.and_then(|at| name.get(..at)).unwrap_or(name);
        let url = fetchable(whole)?;
        Ok(Target { name: name.to_owned(), whole: whole.to_owned(), url, is_part: part.is_some() })
    }
}

/// An address that can be fetched: without a fragment, by a scheme that is fetched, without user name and password.
///
/// # Errors
/// [`Fault::Address`], [`Fault::Scheme`], [`Fault::Credentials`].
pub(super) fn fetchable(address: &str) -> Result<Url, Fault> {
    if address.len() > LENGTH {
        return Err(Fault::Address(format!("it has more than {LENGTH} characters")));
    }
    allowed(Url::parse(address).map_err(|error| Fault::Address(error.to_string()))?)
}

/// The same for an address that was read.
pub(super) fn allowed(mut url: Url) -> Result<Url, Fault> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Fault::Scheme(url.scheme().to_owned()));
    }
    if url.as_str().len() > LENGTH {
        return Err(Fault::Address(format!("it has more than {LENGTH} characters")));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Fault::Credentials);
    }
    url.set_fragment(None);
    Ok(url)
}

/// True for what looks like an address: a scheme and `://`.
pub fn is_address(name: &str) -> bool {
    name.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Where the name of a part begins: `!/ENTRY` after an archive, `#N` after anything. Other fragments are a page's own.
fn part_at(name: &str) -> Option<usize> {
    let hash = name.find('#').unwrap_or(name.len());
    let before = name.get(..hash)?;
    let entry = before
        .match_indices("!/")
        .find(|(at, _)| before.get(..*at).is_some_and(|archive| archive.to_ascii_lowercase().ends_with(".zip")));
    entry.map(|(at, _)| at).or_else(|| {
        let number = name.get(hash + 1..)?;
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_part = rest.len() < number.len() && (rest.is_empty() || rest.starts_with('#') || rest.starts_with("!/"));
        is_part.then_some(hash)
    })
}

/// True for the address of a part of what is fetched: an entry of a feed, a file of an archive.
pub fn is_part(name: &str) -> bool {
    whole_of(name).is_some()
}

/// The address in which a part lies; `None` where the name is no web address or names no part.
pub(crate) fn whole_of(name: &str) -> Option<&str> {
    if !is_address(name) { None } else { name.get(..part_at(name)?) }
}

/// An address for a message: user name and password are not shown.
pub fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    match rest.get(..end).and_then(|authority| authority.rfind('@')) {
        Some(at) => format!("{scheme}://…{}", rest.get(at..).unwrap_or_default()),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(name: &str) -> Option<(String, bool)> {
        Target::new(name).ok().map(|target| (target.whole, target.is_part))
    }

    #[test]
    fn parts_are_told_from_fragments() {
        let cases = [
            ("https://a.example/feed.xml#2", "https://a.example/feed.xml", true),
            ("https://a.example/n.ZIP!/b.mbox#3", "https://a.example/n.ZIP", true),
            ("https://a.example/c.warc.gz#7", "https://a.example/c.warc.gz", true),
            ("https://a.example/feed#2!/x", "https://a.example/feed", true),
            ("https://a.example/page#top", "https://a.example/page#top", false),
            ("https://a.example/#!/news/1", "https://a.example/#!/news/1", false),
            ("https://a.example/wow!/more", "https://a.example/wow!/more", false),
            ("https://a.example/page#2nd", "https://a.example/page#2nd", false),
        ];
        for (name, wanted, is_part) in cases {
            assert_eq!(whole(name), Some((wanted.to_owned(), is_part)), "{name}");
            assert_eq!(whole_of(name), is_part.then_some(wanted), "{name}");
        }
        assert_eq!(whole_of("feed.xml#2"), None);
    }

    #[test]
    fn only_web_addresses_without_secrets_are_fetched() {
        assert_eq!(fetchable("file:///etc/passwd"), Err(Fault::Scheme("file".to_owned())));
        assert_eq!(fetchable("https://ann:secret@a.example/"), Err(Fault::Credentials));
        assert_eq!(fetchable("https://ann@a.example/"), Err(Fault::Credentials));
        assert!(matches!(fetchable("https://"), Err(Fault::Address(_))));
        assert!(matches!(fetchable(&format!("https://a.example/{}", "a".repeat(LENGTH))), Err(Fault::Address(_))));
        assert_eq!(fetchable("HTTP://A.example#x").map(|u| u.to_string()), Ok("http://a.example/".to_owned()));
        // The ways to write an IPv4 address are one before it is looked at.
        assert_eq!(fetchable("http://0x7f.1/").map(|u| u.to_string()), Ok("http://127.0.0.1/".to_owned()));
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(shown("https://ann:se/c@a.example/x"), "https://ann:se/c@a.example/x");
        assert_eq!(shown("https://ann:secret@a.example/x@y"), "https://…@a.example/x@y");
        assert_eq!(shown("https://a.example/x@y"), "https://a.example/x@y");
    }

    proptest! {
        #[test]
        fn no_name_panics(name in "(https?://)?\\PC{0,40}") {
            let _ = (Target::new(&name), whole_of(&name), shown(&name), is_address(&name));
        }

        #[test]
        fn a_password_never_shows(secret in "[a-z]{8}", host in "[a-z]{1,5}", path in "(/[a-z@]{0,5})?") {
            let shown = shown(&format!("http://u:{secret}@{host}{path}"));
            prop_assert!(!shown.contains(&secret), "{}", shown);
        }
    }
}
