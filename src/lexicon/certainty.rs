use std::sync::LazyLock;

use serde::Deserialize;

use super::PhraseSet;
use crate::model::Modality;
use crate::text::{Case, Token, WordSet};

#[derive(Deserialize)]
struct File {
    denied: Vec<String>,
    conditional: Vec<String>,
    hedged: Vec<String>,
    planned: Vec<String>,
    inferred: Vec<String>,
    plain: Vec<String>,
    state_media: Vec<String>,
    said_officially: Vec<String>,
    said_by_nobody: Vec<String>,
    hearsay: Vec<String>,
    question: WordSet,
    inner: WordSet,
}

/// The words that say how a claim stands; see `lexicon/certainty.toml`.
pub struct CertaintyWords {
    modality: PhraseSet<Modality>,
    state_media: PhraseSet<()>,
    said_officially: PhraseSet<()>,
    said_by_nobody: PhraseSet<()>,
    hearsay: PhraseSet<()>,
    question: WordSet,
    inner: WordSet,
}

/// Which of two modalities is kept: the earlier here.
const STRENGTH: [Modality; 6] = [
    Modality::Denied,
    Modality::Conditional,
    Modality::Hedged,
    Modality::Planned,
    Modality::Inferred,
    Modality::Asserted,
];

static WORDS: LazyLock<CertaintyWords> = LazyLock::new(|| CertaintyWords::new(super::embedded!("certainty")));

/// The embedded words.
pub fn certainty_words() -> &'static CertaintyWords {
    &WORDS
}

impl CertaintyWords {
    fn new(file: File) -> Self {
        let set = |list: &[String]| {
            let mut set = PhraseSet::default();
            list.iter().for_each(|phrase| set.insert(phrase, ()));
            set
        };
        let mut modality = PhraseSet::default();
        let lists = [
            (&file.plain, Modality::Asserted),
            (&file.denied, Modality::Denied),
            (&file.conditional, Modality::Conditional),
            (&file.hedged, Modality::Hedged),
            (&file.planned, Modality::Planned),
            (&file.inferred, Modality::Inferred),
        ];
        for (phrase, value) in lists.iter().flat_map(|(list, value)| list.iter().map(move |phrase| (phrase, *value))) {
            modality.insert(phrase, value);
        }
        CertaintyWords {
            modality,
            state_media: set(&file.state_media),
            said_officially: set(&file.said_officially),
            said_by_nobody: set(&file.said_by_nobody),
            hearsay: set(&file.hearsay),
            question: file.question,
            inner: file.inner,
        }
    }

    /// The words that carry a modality: where they stand and which. `May` and `Will` with a capital are names of months and
    /// people.
    pub fn modalities<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, Modality)> + 'a {
        let named =
            |at: usize| at > 0 && tokens.get(at).is_some_and(|t| t.is_any(&["may", "will"]) && t.case != Case::Lower);
        self.modality.all(tokens).filter(move |(at, _)| !named(*at)).map(|(at, m)| (at, *m.value))
    }

    /// The one of some modalities that would mislead most if it were lost.
    pub fn strongest(found: impl Iterator<Item = Modality>) -> Modality {
        found.min_by_key(|modality| STRENGTH.iter().position(|m| m == modality)).unwrap_or_default()
    }

    /// True for a word that opens a clause inside another.
    pub fn opens_inner(&self, token: &Token) -> bool {
        self.inner.contains(&token.norm)
    }

    /// True for a word that opens a question inside another sentence: `how`, `whether`.
    pub fn opens_question(&self, token: &Token) -> bool {
        self.question.contains(&token.norm)
    }

    /// True for a name or phrase that holds a state's news agency or broadcaster.
    pub fn is_state_media(&self, tokens: &[Token]) -> bool {
        self.state_media.any(tokens)
    }

    /// True for a verb in the passive behind which a body in office stands: `it was announced`.
    pub fn is_said_officially(&self, verb: &[Token]) -> bool {
        self.said_officially.any(verb)
    }

    /// True for a verb in the passive behind which nobody stands: `it was reported`.
    pub fn is_said_by_nobody(&self, verb: &[Token]) -> bool {
        self.said_by_nobody.any(verb)
    }

    /// True where words put the claim on somebody without a name: `reportedly`.
    pub fn is_hearsay(&self, tokens: &[Token]) -> bool {
        self.hearsay.any(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn the_modality_that_would_mislead_most_wins() {
        let read = |text: &str| {
            let tokens = tokenize(text);
            CertaintyWords::strongest(certainty_words().modalities(&tokens).map(|(_, m)| m))
        };
        assert_eq!(read("They will meet in May."), Modality::Planned);
        assert_eq!(read("They may meet if it rains."), Modality::Conditional);
        assert_eq!(read("They met as if nothing had happened."), Modality::Asserted);
        assert_eq!(read("The ministry denied that it will close."), Modality::Denied);
        assert_eq!(read("It seems calm."), Modality::Inferred);
        assert_eq!(read("It is unclear who will come."), Modality::Hedged);
    }
}
