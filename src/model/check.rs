use serde::{Deserialize, Serialize};

/// What opens a value that the visit diary gives, so that it is told apart from the words of a source.
pub const DIARY: &str = "diary: ";

/// A claim set against another claim, or against arithmetic and the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Check {
    /// What was compared: ordinal, count, weekday, date, place, since, age, sum, duration, quotation.
    pub slot: String,
    /// How it came out.
    pub verdict: Verdict,
    /// The values that were compared, each with its statement.
    pub values: Vec<CheckValue>,
    /// One sentence for the reader: what does not fit.
    #[serde(skip)]
    pub note: String,
}

/// One of the values of a check.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CheckValue {
    /// The value, as written or as computed.
    pub value: String,
    /// The statement that gives it.
    pub i: usize,
    /// The article of the statement, where a story has several: its place in the story, from 0.
    #[serde(skip)]
    pub article: usize,
}

/// How a check came out. Only `contradicts` is printed under "Check before use".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// The values fit.
    #[serde(rename = "agrees")]
    Agrees,
    /// They differ in precision or scope only.
    #[serde(rename = "compatible")]
    Compatible,
    /// The text does not give enough.
    #[serde(rename = "cannot check")]
    CannotCheck,
    /// They cannot both be right.
    #[serde(rename = "contradicts")]
    Contradicts,
}
