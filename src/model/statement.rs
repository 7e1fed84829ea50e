use super::{Actor, Certainty, Event, Kind, Modality, Place, Quote, Source, When};
use crate::text::Span;

/// A sentence of an article with all that was found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statement {
    /// Its number in the article, from 0. Furniture counts too.
    pub index: usize,
    /// Where it stands.
    pub span: Span,
    /// The number of its paragraph.
    pub paragraph: usize,
    /// The rule that took it for page furniture, if one did.
    pub furniture: Option<String>,
    /// True where the page breaks off in it: it is never printed.
    pub cut_off: bool,
    /// What it does in the story.
    pub kind: Kind,
    /// How much a brief needs it: the sum of its contributions, in thousandths.
    pub score: i64,
    /// Feature by feature, what made the score.
    pub contributions: Vec<Contribution>,
    /// Who vouches for it.
    pub source: Source,
    /// How the claim stands.
    pub modality: Modality,
    /// Dates.
    pub dates: Vec<When>,
    /// Actors.
    pub actors: Vec<Actor>,
    /// Places named as locations.
    pub places: Vec<Place>,
    /// Coded events, the main one first.
    pub events: Vec<Event>,
    /// Quoted words.
    pub quote: Option<Quote>,
}

/// One feature's part in a score: value × weight, in thousandths, so that sums are exact.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The feature's name, as in the weights file.
    pub feature: &'static str,
    /// The feature's value, in thousandths.
    pub value: i64,
    /// Its weight, in thousandths.
    pub weight: i64,
    /// value × weight, in thousandths, rounded half away from zero.
    pub points: i64,
}

impl Statement {
    /// The label made of source and modality.
    pub fn certainty(&self) -> Certainty {
        Certainty::of(self.source, self.modality)
    }

    /// True for page furniture.
    pub fn is_noise(&self) -> bool {
        self.kind == Kind::Noise
    }
}
