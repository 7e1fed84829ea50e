use serde::{Deserialize, Serialize};

/// Who vouches for a sentence's main claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The article in its own voice.
    #[default]
    Writer,
    /// A named person or outlet that holds no office.
    Named,
    /// A government, ministry, spokesperson, state agency or joint statement, named or not.
    Official,
    /// Sources, analysts, reports, observers without a name.
    Unnamed,
    /// A text, treaty, survey or court paper.
    Document,
}

/// How a claim stands. Where two apply, the one that would mislead most if it were lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Plainly said.
    #[default]
    Asserted,
    /// The writer's or speaker's reading: seems, shows, appears.
    Inferred,
    /// May, might, could, reportedly, is believed, likely.
    Hedged,
    /// If, unless, on condition.
    Conditional,
    /// Will, is to, is expected or scheduled to.
    Planned,
    /// A denial, or a negation of a claim.
    Denied,
}

/// The label made of [`Source`] and [`Modality`]: how far a reader may lean on the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The article states it in its own voice.
    #[default]
    Stated,
    /// A named or official source states it.
    Attributed,
    /// A source with a name or an office says that it may be so.
    Tentative,
    /// Unnamed sources say so, or the article itself hedges.
    Unconfirmed,
    /// Somebody's reading of the facts.
    Inferred,
    /// Hangs on a condition.
    Conditional,
    /// Still to come.
    Planned,
    /// Somebody denies it, or the sentence negates it.
    Denied,
}

impl Certainty {
    /// The label for a source and a modality.
    pub const fn of(source: Source, modality: Modality) -> Self {
        match (source, modality) {
            (_, Modality::Denied) => Certainty::Denied,
            (_, Modality::Conditional) => Certainty::Conditional,
            (Source::Named | Source::Official | Source::Document, Modality::Hedged) => Certainty::Tentative,
            (_, Modality::Hedged) | (Source::Unnamed, Modality::Asserted | Modality::Planned) => Certainty::Unconfirmed,
            (_, Modality::Inferred) => Certainty::Inferred,
            (_, Modality::Planned) => Certainty::Planned,
            (Source::Writer, Modality::Asserted) => Certainty::Stated,
            (_, Modality::Asserted) => Certainty::Attributed,
        }
    }

    /// The name in JSON and templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Certainty::Stated => "stated",
            Certainty::Attributed => "attributed",
            Certainty::Tentative => "tentative",
            Certainty::Unconfirmed => "unconfirmed",
            Certainty::Inferred => "inferred",
            Certainty::Conditional => "conditional",
            Certainty::Planned => "planned",
            Certainty::Denied => "denied",
        }
    }
}
