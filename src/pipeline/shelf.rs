//! Readings of more articles than memory holds.

use std::borrow::Cow;

use super::read_lean;
use crate::model::{Article, Reading};
use crate::score::Weights;

/// An article's reading, or what it can be had from again.
enum Place {
    Reading(Box<Reading>),
    Article(Box<Article>),
}

/// Readings by number. So many are kept; of further ones the article alone, some thirtieth of the room, which is read once
/// more when it is asked for: the same article gives the same reading.
pub struct Shelf<'a> {
    weights: &'a Weights,
    most: usize,
    places: Vec<Place>,
}

impl<'a> Shelf<'a> {
    /// An empty one that keeps `most` readings. The articles were and are read with `weights`.
    pub fn new(weights: &'a Weights, most: usize) -> Self {
        Shelf { weights, most, places: Vec::new() }
    }

    /// Puts readings behind those that are there.
    pub fn put(&mut self, readings: Vec<Reading>) {
        for reading in readings {
            let place = if self.places.len() < self.most {
                Place::Reading(Box::new(reading))
            } else {
                Place::Article(Box::new(reading.annotated.document.article))
            };
            self.places.push(place);
        }
    }

    /// The article at a place.
    pub fn article(&self, n: usize) -> Option<&Article> {
        Some(match self.places.get(n)? {
            Place::Reading(reading) => reading.annotated.article(),
            Place::Article(article) => article,
        })
    }

    /// The reading at a place.
    pub fn reading(&self, n: usize) -> Option<Cow<'_, Reading>> {
        Some(match self.places.get(n)? {
            Place::Reading(reading) => Cow::Borrowed(reading.as_ref()),
            Place::Article(article) => Cow::Owned(read_lean(article.as_ref().clone(), self.weights)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::read_all;

    #[test]
    fn what_is_not_kept_is_read_again() {
        let text =
            |day: &str| format!("Norwegian President Ola Nordmann arrived in Lisbon on {day} for talks on fish.");
        let article = |day: &str| Article { id: day.into(), text: text(day), ..Article::default() };
        let weights = Weights::default();
        let readings = read_all(["Monday", "Tuesday"].map(article).into(), &weights);
        let mut shelf = Shelf::new(&weights, 1);
        shelf.put(readings.clone());
        assert!(matches!(shelf.reading(0), Some(Cow::Borrowed(_))) && matches!(shelf.reading(1), Some(Cow::Owned(_))));
        for (n, reading) in readings.iter().enumerate() {
            assert_eq!(format!("{:?}", shelf.reading(n).unwrap()), format!("{reading:?}"));
            assert_eq!(shelf.article(n).map(|a| &a.id), Some(&reading.annotated.article().id));
        }
        assert!(shelf.reading(2).is_none());
    }
}
