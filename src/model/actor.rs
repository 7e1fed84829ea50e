use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A person, state, organisation or office that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Where the mention stands, role included where it stands before the name (`President Xi Jinping`).
    pub span: Span,
    /// The fullest form of the name in the article (`Kim` and `Kim Jong-Un` share one), without the role.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The role as written: `President`, `foreign minister`, `spokesman`.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3 of the state that the actor is or acts for.
    pub country: Option<String>,
    /// The organisation it is or speaks for: an `IGO:…` code or a name.
    pub org: Option<String>,
    /// True where name, role or country were carried over from another mention in the article.
    pub inherited: bool,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A named person.
    Person,
    /// A state, by its name, capital or people.
    Country,
    /// An international organisation.
    Igo,
    /// A ministry, parliament, party, company, agency or armed group.
    Organisation,
    /// An office without a name: `the Turkish president`.
    Office,
}

impl Actor {
    /// The code for events: ISO alpha-3, or `IGO:…`.
    pub fn code(&self) -> Option<&str> {
        self.org.as_deref().filter(|o| o.starts_with("IGO:")).or(self.country.as_deref())
    }
}
