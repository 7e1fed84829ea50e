use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A coded political event of a sentence.
///
/// `cameo` is the two-digit root code of CAMEO 1.1b3 (Schrodt 2012), `plover` the type of the PLOVER ontology (2018).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// CAMEO root, `01` to `20`.
    pub cameo: &'static str,
    /// PLOVER type.
    pub plover: Plover,
    /// Who acts: ISO alpha-3 or `IGO:…` codes.
    pub source: Vec<String>,
    /// On whom.
    pub target: Vec<String>,
    /// The word or words that say so.
    pub trigger: Span,
    /// The name of the rule.
    pub rule: String,
}

/// The PLOVER event types, with CAMEO's STATEMENT beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Plover {
    Statement,
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Yield,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Mobilize,
    Sanction,
    Coerce,
    Assault,
}
