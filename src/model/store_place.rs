//! Where a store lies: in a file, or on a server of PostgreSQL.

use std::fmt;
use std::path::{Path, PathBuf};

/// How addresses of a server begin.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Where a store lies. Printed, a server's address has no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorePlace {
    /// In one file, by SQLite.
    File(PathBuf),
    /// On a server.
    Server(StoreServer),
}

/// A database of PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreServer {
    url: String,
    schema: Option<String>,
    beside: PathBuf,
    ca_file: Option<PathBuf>,
}

/// Why a text is no address of a server. It does not repeat the text, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StorePlaceError {
    /// It has another form.
    #[error("is no address of PostgreSQL: postgres://USER@HOST/DATABASE")]
    Url,
    /// A schema's name that needs quotation marks.
    #[error("is no name of a schema: a letter, then letters, digits and _")]
    Schema,
}

impl StorePlace {
    /// The place that a user names: an address of a server, else a file. `beside` is the name of the files that stay on
    /// this machine where the store does not. Whether an address holds shows when it is opened.
    pub fn named(name: &Path, beside: &Path) -> StorePlace {
        match name.to_str().filter(|text| SCHEMES.iter().any(|scheme| text.starts_with(scheme))) {
            Some(url) => StorePlace::Server(StoreServer {
                url: url.to_owned(),
                schema: None,
                beside: beside.to_owned(),
                ca_file: None,
            }),
            None => StorePlace::File(name.to_owned()),
        }
    }

    /// The name before the endings of the files that lie on this machine: the store's own, where it is a file.
    pub fn beside(&self) -> &Path {
        match self {
            StorePlace::File(path) => path,
            StorePlace::Server(server) => &server.beside,
        }
    }

    /// True where there may be a store: the file is there; a server is not asked.
    pub fn may_exist(&self) -> bool {
        match self {
            StorePlace::File(path) => path.exists(),
            StorePlace::Server(_) => true,
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            StorePlace::File(path) => Some(path),
            StorePlace::Server(_) => None,
        }
    }
}

impl StoreServer {
    /// A database at an address `postgres://USER:PASSWORD@HOST:PORT/DATABASE?OPTION=VALUE`, in a schema of it.
    ///
    /// # Errors
    /// [`StorePlaceError`].
    pub fn new(url: &str, schema: Option<&str>, beside: &Path) -> Result<StoreServer, StorePlaceError> {
        let rest = SCHEMES.iter().find_map(|scheme| url.strip_prefix(scheme)).ok_or(StorePlaceError::Url)?;
        if rest.is_empty() || url.chars().any(char::is_control) {
            return Err(StorePlaceError::Url);
        }
        if schema.is_some_and(|name| !is_name(name)) {
            return Err(StorePlaceError::Schema);
        }
        Ok(StoreServer {
            url: url.to_owned(),
            schema: schema.map(str::to_owned),
            beside: beside.to_owned(),
            ca_file: None,
        })
    }

    /// The same, known by the certificates of a file too, in PEM.
    #[must_use]
    pub fn trusting(self, ca_file: Option<PathBuf>) -> StoreServer {
        StoreServer { ca_file, ..self }
    }

    /// The file of certificates, beside the public ones, by which the server is known.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }

    /// The address, with the password: never to be printed.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The schema that holds the tables; it is made where it is not there. None for the user's first one.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    /// The address without password and options.
    fn shown(&self) -> String {
        let (scheme, rest) = self.url.split_once("://").unwrap_or_default();
        let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
        // A password may hold any sign: what stands before the last @ is the user's.
        match rest.rsplit_once('@') {
            Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
            None => format!("{scheme}://{rest}"),
        }
    }
}

/// True for a name that PostgreSQL takes without quotation marks.
fn is_name(text: &str) -> bool {
    text.len() < 64
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

impl fmt::Display for StorePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorePlace::File(path) => path.display().fmt(f),
            StorePlace::Server(server) => server.fmt(f),
        }
    }
}

impl fmt::Display for StoreServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())?;
        self.schema.iter().try_for_each(|schema| write!(f, " (schema {schema})"))
    }
}

impl fmt::Debug for StoreServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreServer({self}, {})", self.beside.display())
    }
}

impl From<PathBuf> for StorePlace {
    fn from(path: PathBuf) -> Self {
        StorePlace::File(path)
    }
}

impl From<&PathBuf> for StorePlace {
    fn from(path: &PathBuf) -> Self {
        StorePlace::File(path.clone())
    }
}

impl From<&Path> for StorePlace {
    fn from(path: &Path) -> Self {
        StorePlace::File(path.to_owned())
    }
}

impl From<&StorePlace> for StorePlace {
    fn from(place: &StorePlace) -> Self {
        place.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        for url in [
            "postgres://ana:se@cr/et@db.example:5433/desk",
            "postgres://ana:secret@db.example:5433/desk?password=secret&sslmode=disable",
            "postgres://ana@db.example:5433/desk?password=se@cret",
        ] {
            let place = StorePlace::named(Path::new(url), Path::new("a"));
            assert_eq!(place.to_string(), "postgres://ana@db.example:5433/desk", "{url}");
            assert!(!format!("{place:?}").contains("cr"), "{place:?}");
        }
        let socket = StorePlace::named(Path::new("postgresql:///desk?host=/run/db"), Path::new("a"));
        assert_eq!(socket.to_string(), "postgresql:///desk");
    }

    #[test]
    fn a_file_is_a_file_and_half_an_address_nothing() {
        assert_eq!(StorePlace::named(Path::new("a.db"), Path::new("b")), StorePlace::File("a.db".into()));
        assert_eq!(StoreServer::new("postgres://", None, Path::new("b")), Err(StorePlaceError::Url));
        let schema = |name| StoreServer::new("postgres://a/b", Some(name), Path::new("c")).map(drop);
        assert_eq!(schema("desk_1"), Ok(()));
        for name in ["", "a; drop", "1a", "A", "a\"b"] {
            assert_eq!(schema(name), Err(StorePlaceError::Schema), "{name}");
        }
    }
}
