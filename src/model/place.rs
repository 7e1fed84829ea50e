use crate::text::Span;

/// A place that a sentence names as a location ("in Paris", "arrived in Beijing"), not as an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where the mention stands.
    pub span: Span,
    /// The name as written.
    pub name: String,
    /// ISO 3166-1 alpha-3 of the state it lies in or is; `None` for a place that the gazetteer does not know.
    pub country: Option<String>,
    /// True for a city, region or building; false for a state.
    pub city: bool,
}
