use serde::{Deserialize, Serialize};

/// What a sentence does in a story about relations between states or international bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Today's development itself: who, with whom, where, when.
    Event,
    /// What the event is for or what comes next: aims, topics, plans.
    Agenda,
    /// An earlier visit, meeting or contact between the same parties, or a count of them.
    Prior,
    /// A result: a document signed, a commitment, a refusal, a failure to agree.
    Outcome,
    /// What a party says, wants, praises, threatens or denies.
    Position,
    /// Older history and standing facts.
    Background,
    /// An interpretation or forecast by the writer, an analyst or unnamed sources.
    Assessment,
    /// Ceremony, logistics, scene, personal detail.
    Colour,
    /// No part of the article: captions, credits, links, adverts.
    #[default]
    Noise,
}

impl Kind {
    /// Every kind, in the order of the guidelines.
    pub const ALL: [Kind; 9] = [
        Kind::Event,
        Kind::Agenda,
        Kind::Prior,
        Kind::Outcome,
        Kind::Position,
        Kind::Background,
        Kind::Assessment,
        Kind::Colour,
        Kind::Noise,
    ];

    /// The name in JSON and in the weights file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Event => "event",
            Kind::Agenda => "agenda",
            Kind::Prior => "prior",
            Kind::Outcome => "outcome",
            Kind::Position => "position",
            Kind::Background => "background",
            Kind::Assessment => "assessment",
            Kind::Colour => "colour",
            Kind::Noise => "noise",
        }
    }
}
