//! The templates of a mailing, in each language that its readers chose.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::deliver::BodyError;
use crate::render::{RenderError, Templates};

/// The templates of a mailing in the languages of its readers.
pub(super) struct Voices {
    /// The desk's own templates.
    own: BTreeMap<String, String>,
    /// Its language.
    lang: String,
    known: Mutex<HashMap<String, Voice>>,
}

/// Templates, and the code of the language that they speak.
type Voice = (String, Arc<Templates>);

impl Voices {
    /// # Errors
    /// There is no catalogue for the desk's own language, or it cannot be read.
    pub fn new(own: BTreeMap<String, String>, lang: String) -> Result<Self, BodyError> {
        let voices = Voices { own, lang, known: Mutex::default() };
        let templates = voices.speak(&voices.lang)?;
        voices.known().insert(String::new(), (voices.lang.clone(), Arc::new(templates)));
        Ok(voices)
    }

    /// The templates for a reader: in the language of this tag (BCP 47), in the one that it is a form of (`fr` for
    /// `fr-CA`), else in that of the desk.
    ///
    /// # Errors
    /// A catalogue that cannot be read.
    pub fn of(&self, tag: Option<&str>) -> Result<Voice, BodyError> {
        let tag = tag.unwrap_or_default();
        if let Some(voice) = self.known().get(tag) {
            return Ok(voice.clone());
        }
        let plain = tag.split('-').next().unwrap_or_default();
        for code in [tag, plain] {
            match self.speak(code) {
                Ok(templates) => {
                    let voice = (code.to_owned(), Arc::new(templates));
                    self.known().insert(tag.to_owned(), voice.clone());
                    return Ok(voice);
                }
                Err(RenderError::Language { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let voice = self.of(None)?;
        self.known().insert(tag.to_owned(), voice.clone());
        Ok(voice)
    }

    fn speak(&self, code: &str) -> Result<Templates, RenderError> {
        Templates::of_texts(self.own.clone()).in_language(code)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<String, Voice>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
