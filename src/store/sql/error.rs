use thiserror::Error;

/// What a database reports, or what is wrong with what it gives.
#[derive(Debug, Error)]
pub enum Error {
    /// SQLite's.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL's: the words of the server, where it said something.
    #[cfg(feature = "postgres")]
    #[error("{}", super::postgres::said(.0))]
    Postgres(#[from] ::postgres::Error),
    /// The certificates that a server is to be known by cannot be read.
    #[cfg(feature = "postgres")]
    #[error("[store] ca_file: {0}")]
    Authorities(String),
    /// A row that has to be there is not.
    #[error("a row that has to be there is not")]
    NoRow,
    /// A column holds what does not belong there.
    #[error("{0} is not what it should be")]
    Column(String),
    /// A value cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Somebody else wrote what this was made from.
    #[error("{0}")]
    Overtaken(&'static str),
}

impl Error {
    /// True where what was to be written is at fault: it does not fit a column or a rule of the table.
    pub(in crate::store) fn is_misfit(&self) -> bool {
        match self {
            Error::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::ConstraintViolation | rusqlite::ErrorCode::TypeMismatch)
            ),
            // 22: data, 23: rules of a table, 42804, 42883: another type.
            #[cfg(feature = "postgres")]
            Error::Postgres(error) => error.code().is_some_and(|code| {
                code.code().starts_with("22")
                    || code.code().starts_with("23")
                    || ["42804", "42883"].contains(&code.code())
            }),
            _ => false,
        }
    }

    /// True where another transaction stands in the way of this one: it may be tried again.
    #[cfg(feature = "postgres")]
    pub(in crate::store) fn is_in_the_way(&self) -> bool {
        // A deadlock, or a row that changed meanwhile.
        matches!(self, Error::Postgres(error) if error.code().is_some_and(|code| ["40P01", "40001"].contains(&code.code())))
    }

    /// SQLite's code, where it is one.
    pub(in crate::store) fn sqlite_code(&self) -> Option<rusqlite::ErrorCode> {
        match self {
            Error::Sqlite(error) => error.sqlite_error_code(),
            _ => None,
        }
    }
}
