use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use thiserror::Error;
use toml::{Table, Value};

use super::features::{Numbers, Values, catalogue, numbers};
use crate::lexicon::embedded;
use crate::model::{Contribution, Kind};
use crate::text::nearest;

/// No weight may be larger than this, so that sums of thousandths stay far from overflow.
const LARGEST: f64 = 1000.0;

/// Why a weights file cannot be used.
#[derive(Debug, Error)]
pub enum WeightsError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// It is no TOML.
    #[error("not TOML: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A feature that does not exist.
    #[error("{table}.{key}: no such feature{}", suggestion(.meant))]
    UnknownFeature {
        /// The table that it stands in.
        table: String,
        /// The name as written.
        key: String,
        /// The nearest name that exists.
        meant: Option<String>,
    },
    /// A table that is neither `score` nor `kind.…` nor `after.…`.
    #[error("{key}: no such table{}", suggestion(.meant))]
    UnknownTable {
        /// The name as written.
        key: String,
        /// The nearest name that exists.
        meant: Option<String>,
    },
    /// A weight that is no number, or too large.
    #[error("{table}.{key}: {value} is no weight: give a number between -1000 and 1000")]
    NoWeight {
        /// The table that it stands in.
        table: String,
        /// The feature.
        key: String,
        /// What stands there.
        value: String,
    },
    /// Any of these, with the file.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<WeightsError>,
    },
}

fn suggestion(meant: &Option<String>) -> String {
    meant.as_ref().map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

/// The weights of the score and of the kinds, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    score: Vec<i64>,
    kinds: Vec<Vec<i64>>,
    /// For each kind, what it adds to each kind of the sentence behind it.
    after: Vec<Vec<i64>>,
}

static EMBEDDED: LazyLock<Weights> = LazyLock::new(|| {
    Weights::from_table(&embedded!("weights")).unwrap_or_else(|error| panic!("lexicon/weights.toml: {error}"))
});

impl Default for Weights {
    fn default() -> Self {
        Weights::embedded()
    }
}

impl Weights {
    /// The weights that the program comes with.
    pub fn embedded() -> Self {
        EMBEDDED.clone()
    }

    /// Weights that are all 0: every statement scores 0.
    pub fn zero() -> Self {
        let none = vec![0; catalogue().len()];
        let kinds = Kind::ALL.len();
        Weights { score: none.clone(), kinds: vec![none; kinds], after: vec![vec![0; kinds]; kinds] }
    }

    /// Reads the form of `lexicon/weights.toml`: a table `score` and a table `kind.<name>` for each kind, feature =
    /// weight; a table `after.<name>` for each kind, kind of the next sentence = weight. What is left out is 0.
    ///
    /// # Errors
    /// A text that is no TOML, an unknown table or feature, a value that is no number in range.
    pub fn from_toml(text: &str) -> Result<Self, WeightsError> {
        Weights::from_table(&text.parse()?)
    }

    fn from_table(tables: &Table) -> Result<Self, WeightsError> {
        let mut weights = Weights::zero();
        let features = numbers();
        for (key, value) in tables {
            match (key.as_str(), value) {
                ("score", Value::Table(table)) => read_table("score", table, &features, &mut weights.score)?,
                ("kind", Value::Table(tables)) => weights.read_kinds(tables, &features)?,
                ("after", Value::Table(tables)) => weights.read_after(tables)?,
                _ => return Err(unknown_table(key.clone(), ["score", "kind", "after"].into_iter())),
            }
        }
        Ok(weights)
    }

    /// Reads a weights file.
    ///
    /// # Errors
    /// Those of [`from_toml`](Weights::from_toml), and a file that cannot be read; all name the file.
    pub fn read(path: &Path) -> Result<Self, WeightsError> {
        let read = || Weights::from_toml(&std::fs::read_to_string(path)?);
        read().map_err(|source| WeightsError::File { path: path.to_owned(), source: Box::new(source) })
    }

    fn read_kinds(&mut self, tables: &Table, features: &Numbers) -> Result<(), WeightsError> {
        for (name, value) in tables {
            match (kind_number(name).and_then(|n| self.kinds.get_mut(n)), value) {
                (Some(row), Value::Table(table)) => read_table(&format!("kind.{name}"), table, features, row)?,
                _ => return Err(unknown_table(name.clone(), Kind::ALL.iter().map(|kind| kind.as_str()))),
            }
        }
        Ok(())
    }

    fn read_after(&mut self, tables: &Table) -> Result<(), WeightsError> {
        for (name, value) in tables {
            match (kind_number(name).and_then(|n| self.after.get_mut(n)), value) {
                (Some(row), Value::Table(table)) => {
                    let names = || Kind::ALL.iter().map(|kind| kind.as_str());
                    read_row(&format!("after.{name}"), table, row, kind_number, names)?;
                }
                _ => return Err(unknown_table(name.clone(), Kind::ALL.iter().map(|kind| kind.as_str()))),
            }
        }
        Ok(())
    }

    /// What kind number `before` adds to kind number `kind` of the sentence behind it.
    pub(super) fn after(&self, before: usize, kind: usize) -> i64 {
        self.after.get(before).and_then(|row| row.get(kind)).copied().unwrap_or_default()
    }

    /// What each feature adds to the score; features without value or weight are left out.
    pub(super) fn contributions(&self, values: &Values) -> Vec<Contribution> {
        contributions(&self.score, values)
    }

    /// The points of each kind, in the order of [`Kind::ALL`].
    pub fn kind_points(&self, values: &Values) -> BTreeMap<Kind, i64> {
        let set: Vec<(usize, i64)> =
            values.all().iter().copied().enumerate().filter(|(_, value)| *value != 0).collect();
        let points = |row: &[i64]| {
            let products = set.iter().filter_map(|(at, value)| Some(product(*value, *row.get(*at)?)));
            products.sum()
        };
        Kind::ALL.iter().zip(&self.kinds).map(|(kind, row)| (*kind, points(row))).collect()
    }
}

/// The sum of points.
pub(super) fn sum(contributions: &[Contribution]) -> i64 {
    contributions.iter().map(|c| c.points).sum()
}

fn contributions(weights: &[i64], values: &Values) -> Vec<Contribution> {
    let features = catalogue().iter().zip(values.all().iter().zip(weights));
    features
        .filter(|(_, (value, weight))| **value != 0 && **weight != 0)
        .map(|(info, (value, weight))| Contribution {
            feature: info.name.as_str(),
            value: *value,
            weight: *weight,
            points: product(*value, *weight),
        })
        .collect()
}

/// value × weight in thousandths, rounded half away from zero.
fn product(value: i64, weight: i64) -> i64 {
    let product = value.saturating_mul(weight);
    (product.abs().saturating_add(500) / 1000) * product.signum()
}

fn kind_number(name: &str) -> Option<usize> {
    Kind::ALL.iter().position(|kind| kind.as_str() == name)
}

fn read_table(name: &str, table: &Table, features: &Numbers, row: &mut [i64]) -> Result<(), WeightsError> {
    let names = || catalogue().iter().map(|info| info.name.as_str());
    read_row(name, table, row, |key| features.get(key).copied(), names)
}

/// Reads name = weight into the places that `place` gives for the names.
fn read_row<'a, N: Iterator<Item = &'a str>>(
    name: &str,
    table: &Table,
    row: &mut [i64],
    place: impl Fn(&str) -> Option<usize>,
    names: impl Fn() -> N,
) -> Result<(), WeightsError> {
    for (key, value) in table {
        let Some(place) = place(key).and_then(|n| row.get_mut(n)) else {
            let meant = nearest(key, names()).map(str::to_owned);
            return Err(WeightsError::UnknownFeature { table: name.to_owned(), key: key.clone(), meant });
        };
        let weight = value.as_float().or(value.as_integer().map(|n| n as f64)).filter(|w| w.abs() <= LARGEST);
        let Some(weight) = weight else {
            let value = value.to_string();
            return Err(WeightsError::NoWeight { table: name.to_owned(), key: key.clone(), value });
        };
        *place = (weight * 1000.0).round() as i64;
    }
    Ok(())
}

fn unknown_table<'a>(key: String, known: impl Iterator<Item = &'a str>) -> WeightsError {
    let meant = nearest(&key, known).map(str::to_owned);
    WeightsError::UnknownTable { key, meant }
}

#[cfg(test)]
mod tests {
    use super::super::features::Feature;
    use super::*;

    fn error(text: &str) -> String {
        Weights::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn a_weight_counts_for_its_feature() {
        let weights = Weights::from_toml("[score]\nfirst = 1.5\nlength = -0.25\n[kind.event]\nfirst = 2").unwrap();
        let mut values = Values::new();
        values.flag(Feature::First, true);
        values.set(Feature::Length, 500);
        let contributions = weights.contributions(&values);
        let row = |c: &Contribution| (c.feature, c.value, c.weight, c.points);
        assert_eq!(
            contributions.iter().map(row).collect::<Vec<_>>(),
            [("first", 1000, 1500, 1500), ("length", 500, -250, -125)]
        );
        let points = weights.kind_points(&values);
        assert_eq!((points[&Kind::Event], points[&Kind::Noise]), (2000, 0));
    }

    #[test]
    fn errors_name_the_key_and_the_way_out() {
        assert_eq!(error("[score]\nfrist = 1"), "score.frist: no such feature; did you mean \"first\"?");
        assert_eq!(error("[kind.color]\nfirst = 1"), "color: no such table; did you mean \"colour\"?");
        assert_eq!(error("[after.event]\nagend = 1"), "after.event.agend: no such feature; did you mean \"agenda\"?");
        assert_eq!(error("[scores]\nfirst = 1"), "scores: no such table; did you mean \"score\"?");
        assert_eq!(error("[score]\nxyzzyplugh = 1"), "score.xyzzyplugh: no such feature");
        assert!(error("[score]\nfirst = \"big\"").starts_with("score.first: \"big\" is no weight"));
        assert!(error("[score]\nfirst = nan").contains("is no weight"));
        assert!(error("[score]\nfirst = 1e9").contains("is no weight"));
        assert!(error("[score\n").starts_with("not TOML"));
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = Weights::read(Path::new("no/such/file.toml")).unwrap_err().to_string();
        assert!(error.starts_with("no/such/file.toml: cannot be read"), "{error}");
    }

    #[test]
    fn products_round_half_away_from_zero() {
        assert_eq!(
            [product(1, 500), product(-1, 500), product(1, 499), product(i64::MAX, 2)].map(i64::signum),
            [1, -1, 0, 1]
        );
    }

    #[test]
    fn the_embedded_file_is_sound() {
        assert_ne!(Weights::embedded(), Weights::zero());
    }
}
