use std::borrow::Cow;

use super::{Error, Kind, Result, ToValue, Value};

/// A row, as long as the next one is not asked for.
pub(in crate::store) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    #[cfg(feature = "postgres")]
    Postgres(&'r ::postgres::Row),
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::store) enum CellRef<'a> {
    Null,
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for a server"))]
    Bool(bool),
    Integer(i64),
    Real(f64),
    Text(&'a str),
}

/// What stands in a column, for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Cell {
    Null,
    Integer(i64),
    Text(String),
}

/// Names a column: by its place, or by its name.
pub(in crate::store) trait Column: Copy {
    fn place(self, row: &Row) -> Option<usize>;
    fn name(self) -> String;
}

impl Column for usize {
    fn place(self, row: &Row) -> Option<usize> {
        (self < row.len()).then_some(self)
    }

    fn name(self) -> String {
        format!("column {self}")
    }
}

impl Column for &str {
    fn place(self, row: &Row) -> Option<usize> {
        match row {
            Row::Sqlite(row) => row.as_ref().column_index(self).ok(),
            #[cfg(feature = "postgres")]
            Row::Postgres(row) => row.columns().iter().position(|column| column.name() == self),
        }
    }

    fn name(self) -> String {
        self.to_owned()
    }
}

/// What a column can be read as.
pub(in crate::store) trait FromCell: Sized {
    fn from_cell(cell: CellRef) -> Option<Self>;
}

impl Row<'_> {
    /// What stands in a column.
    pub fn get<T: FromCell>(&self, column: impl Column) -> Result<T> {
        let wrong = || Error::Column(column.name());
        let place = column.place(self).ok_or_else(wrong)?;
        match self {
            Row::Sqlite(row) => {
                use rusqlite::types::ValueRef;
                let cell = match row.get_ref(place)? {
                    ValueRef::Null => CellRef::Null,
                    ValueRef::Integer(number) => CellRef::Integer(number),
                    ValueRef::Real(number) => CellRef::Real(number),
                    ValueRef::Text(text) => CellRef::Text(std::str::from_utf8(text).map_err(|_| wrong())?),
                    ValueRef::Blob(_) => return Err(wrong()),
                };
                T::from_cell(cell).ok_or_else(wrong)
            }
            #[cfg(feature = "postgres")]
            Row::Postgres(row) => match row.try_get(place)? {
                CellRef::Text(text) if text.contains(NUL) => T::from_cell(CellRef::Text(&text.replace(NUL, "\0"))),
                cell => T::from_cell(cell),
            }
            .ok_or_else(wrong),
        }
    }

    /// How many columns it has.
    pub fn len(&self) -> usize {
        match self {
            Row::Sqlite(row) => row.as_ref().column_count(),
            #[cfg(feature = "postgres")]
            Row::Postgres(row) => row.len(),
        }
    }

    /// The name of a column.
    pub fn name(&self, place: usize) -> Option<&str> {
        match self {
            Row::Sqlite(row) => row.as_ref().column_name(place).ok(),
            #[cfg(feature = "postgres")]
            Row::Postgres(row) => row.columns().get(place).map(|column| column.name()),
        }
    }
}

/// How PostgreSQL's texts hold the sign that they cannot hold (a noncharacter).
#[cfg(feature = "postgres")]
pub(super) const NUL: char = '\u{FDD2}';

impl FromCell for String {
    fn from_cell(cell: CellRef) -> Option<Self> {
        match cell {
            CellRef::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl FromCell for i64 {
    fn from_cell(cell: CellRef) -> Option<Self> {
        match cell {
            CellRef::Integer(number) => Some(number),
            _ => None,
        }
    }
}

impl FromCell for u32 {
    fn from_cell(cell: CellRef) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl FromCell for bool {
    fn from_cell(cell: CellRef) -> Option<Self> {
        match cell {
            CellRef::Bool(is) => Some(is),
            CellRef::Integer(number) => Some(number != 0),
            _ => None,
        }
    }
}

impl FromCell for f64 {
    fn from_cell(cell: CellRef) -> Option<Self> {
        match cell {
            CellRef::Real(number) => Some(number),
            _ => None,
        }
    }
}

impl FromCell for Cell {
    fn from_cell(cell: CellRef) -> Option<Self> {
        match cell {
            CellRef::Null => Some(Cell::Null),
            CellRef::Integer(number) => Some(Cell::Integer(number)),
            CellRef::Text(_) => String::from_cell(cell).map(Cell::Text),
            CellRef::Bool(_) | CellRef::Real(_) => None,
        }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: CellRef) -> Option<Self> {
        if cell == CellRef::Null { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

impl ToValue for Cell {
    const KIND: Kind = Kind::Any;
    fn to_value(&self) -> Value<'_> {
        match self {
            Cell::Null => Value::Null(Kind::Any),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Text(text) => Value::Text(Cow::Borrowed(text)),
        }
    }
}
