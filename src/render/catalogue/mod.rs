//! The words of the templates in one language: texts, headings, days, and how attache's own lines read in it.

mod dates;
mod faults;
mod lines;
mod pattern;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Table;

use super::RenderError;
use crate::model::{Correction, CorrectionKind};
pub(super) use faults::faults;
use pattern::fill;

/// The language of the sources and of the lines as the JSON form has them.
pub const SOURCE_LANGUAGE: &str = "en";

/// The name of a catalogue's file: `lang.fr.toml`.
pub(super) fn file_name(code: &str) -> String {
    format!("lang.{code}.toml")
}

/// The code of the language that a file of this name is the catalogue of.
pub(super) fn code_of(file: &str) -> Option<&str> {
    file.strip_prefix("lang.")?.strip_suffix(".toml").filter(|code| !code.is_empty())
}

type Words = BTreeMap<String, String>;

/// The words of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalogue {
    code: String,
    #[allow(dead_code, reason = "for people who read the file")]
    name: String,
    one: Vec<u64>,
    dates: dates::Dates,
    texts: BTreeMap<String, Text>,
    #[serde(default)]
    labels: Words,
    #[serde(default)]
    nouns: Words,
    #[serde(default)]
    statuses: Words,
    #[serde(default)]
    visits: Words,
    #[serde(default)]
    places: Words,
    #[serde(default)]
    nth: BTreeMap<String, Text>,
    #[serde(default)]
    open: Words,
    #[serde(default)]
    slots: Words,
    #[serde(default)]
    corrections: Words,
    #[serde(default)]
    reasons: Words,
    /// None where the lines stay as they were composed.
    lines: Option<lines::Lines>,
}

/// A text, with a form for one where it holds a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Counted { one: String, other: String },
}

impl Catalogue {
    /// The catalogue of a language: the built-in texts of English, over them the built-in ones of the language, over them
    /// those of the user. `text` gives the text of a file by name, the user's before the built-in one.
    pub fn load(
        code: &str,
        built_in: impl Fn(&str) -> Option<&'static str>,
        own: impl Fn(&str) -> Result<Option<String>, RenderError>,
    ) -> Result<Catalogue, RenderError> {
        let file = file_name(code);
        let mut table = Table::new();
        let beside = built_in(&file).filter(|_| code != SOURCE_LANGUAGE);
        for text in built_in(&file_name(SOURCE_LANGUAGE)).into_iter().chain(beside) {
            merge(&mut table, faults::parse(&file, text)?);
        }
        let own = own(&file)?;
        if own.is_none() && built_in(&file).is_none() {
            return Err(RenderError::Language { code: code.to_owned() });
        }
        if let Some(text) = &own {
            merge(&mut table, faults::parse(&file, text)?);
        }
        table.insert("code".to_owned(), code.into());
        let wrong = |error: toml::de::Error| RenderError::Template {
            name: file.clone(),
            line: 0,
            problem: error.message().to_owned(),
        };
        table.try_into().map_err(wrong)
    }

    /// The built-in English one.
    pub fn english() -> Catalogue {
        let english = Catalogue::load(SOURCE_LANGUAGE, super::templates::built_in, |_| Ok(None));
        // A file of the program's own: a fault of the build, found by every test.
        english.unwrap_or_else(|error| panic!("templates/lang.en.toml: {error}"))
    }

    /// The code of the language: `fr`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// A text with its slots filled; `n` chooses its form. The error says what is missing.
    pub fn text(&self, key: &str, slots: &BTreeMap<String, String>) -> Result<String, String> {
        let text = self.texts.get(key).ok_or_else(|| {
            let near = crate::text::nearest(key, self.texts.keys().map(String::as_str));
            let meant = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("the catalogue has no text `{key}`{meant}")
        })?;
        let pattern = match text {
            Text::Plain(pattern) => pattern,
            Text::Counted { one, other } => {
                let number = slots.get("n").ok_or_else(|| format!("the text `{key}` counts: give it n=…"))?;
                if number.parse().is_ok_and(|n| self.one.contains(&n)) { one } else { other }
            }
        };
        fill(pattern, |slot| slots.get(slot).cloned()).map_err(|slot| format!("the text `{key}` needs {slot}=…"))
    }

    /// The same where a template does not ask: a slot that has no value stays as it is written, which `templates check` names.
    pub fn say(&self, key: &str, slots: &[(&str, &str)]) -> String {
        let value = |name: &str| slots.iter().find(|(slot, _)| *slot == name).map(|(_, value)| (*value).to_owned());
        let pattern = match self.texts.get(key) {
            Some(Text::Plain(pattern)) => pattern.as_str(),
            Some(Text::Counted { one, other }) => {
                let is_one = value("n").and_then(|n| n.parse().ok()).is_some_and(|n| self.one.contains(&n));
                if is_one { one } else { other }
            }
            None => key,
        };
        fill(pattern, |slot| Some(value(slot).unwrap_or_else(|| format!("{{{slot}}}")))).unwrap_or_default()
    }

    /// The kind of a visit: state, working.
    pub fn visit(&self, kind: &str) -> String {
        word(&self.visits, kind)
    }

    /// The name of a country or city; of another one, or a person, the name as it is.
    pub fn place(&self, name: &str) -> String {
        word(&self.places, name)
    }

    /// What took place, by its English noun.
    pub fn noun(&self, noun: &str) -> String {
        word(&self.nouns, noun)
    }

    /// A heading.
    pub fn label(&self, label: &str) -> String {
        word(&self.labels, label)
    }

    /// A row of "Not stated": by its slot, else as composed.
    pub fn open(&self, slot: &str, text: &str) -> String {
        self.open.get(slot).cloned().unwrap_or_else(|| text.to_owned())
    }

    /// The name of a slot.
    pub fn slot(&self, slot: &str) -> String {
        word(&self.slots, slot)
    }

    /// The value of a slot.
    pub fn value(&self, slot: &str, value: &str) -> String {
        match slot {
            "place" => self.place(value),
            "status" => word(&self.statuses, value),
            "days" | "date" => self.dates.words(value),
            _ => value.to_owned(),
        }
    }

    /// Why something was left out.
    pub fn reason(&self, reason: &str) -> String {
        let known = self.reasons.iter().find_map(|(start, with)| Some((with, reason.strip_prefix(start.as_str())?)));
        known.map_or_else(|| reason.to_owned(), |(with, rest)| format!("{with}{rest}"))
    }

    /// Why a line is corrected. What an editor wrote stays.
    pub fn correction(&self, correction: &Correction) -> String {
        self.why(correction.kind, &correction.reason)
    }

    /// The same of a kind and its reason.
    pub fn why(&self, kind: CorrectionKind, reason: &str) -> String {
        let key = match kind {
            CorrectionKind::Contradicted => "contradicted",
            CorrectionKind::Changed => "changed",
            CorrectionKind::Withdrawn => "withdrawn",
            CorrectionKind::Editor => "",
        };
        self.corrections.get(key).cloned().unwrap_or_else(|| reason.to_owned())
    }
}

fn word(words: &Words, word: &str) -> String {
    words.get(word).cloned().unwrap_or_else(|| word.to_owned())
}

/// Puts the entries of a table over those of another, table by table.
fn merge(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) if !is_text(under) => merge(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// True for the two forms of one text, which replace each other as a whole.
fn is_text(table: &Table) -> bool {
    table.contains_key("other") && table.contains_key("one")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::wording;
    use crate::render::templates::built_in;

    fn catalogue(code: &str) -> Catalogue {
        Catalogue::load(code, built_in, |_| Ok(None)).expect("it is one")
    }

    #[test]
    fn french_has_all_that_english_has() {
        let (english, french) = (catalogue("en"), catalogue("fr"));
        let text = built_in("lang.fr.toml").expect("there").parse::<Table>().expect("TOML");
        let own = text["texts"].as_table().expect("a table");
        assert!(english.texts.keys().eq(own.keys()), "{own:?}");
        let labels = serde_json::to_value(wording_labels()).expect("JSON");
        for label in labels.as_array().expect("a list").iter().filter_map(|l| l.as_str()) {
            assert!(french.labels.contains_key(label), "{label}");
        }
    }

    fn wording_labels() -> Vec<String> {
        let l = &wording().labels;
        let own = [&l.outcome, &l.positions, &l.agenda, &l.unconfirmed, &l.assessment, &l.quotation, &l.background];
        let own = own.into_iter().chain([&l.checks, &l.key_dates, &l.not_stated, &l.watch]).cloned();
        let kinds = "visit summit meeting call talks agreement sanction expulsion statement vote aid military protest release other";
        let kinds = kinds.split(' ').filter_map(|kind| serde_json::from_value(kind.into()).ok());
        let events = kinds.flat_map(|kind| [wording().event(kind).label.clone(), wording().event(kind).prior.clone()]);
        own.chain(events).chain([crate::model::EDITOR.to_owned()]).collect()
    }

    #[test]
    fn a_number_chooses_the_form() {
        let said = |code: &str, n: &str| {
            catalogue(code).text("articles", &[("n".to_owned(), n.to_owned())].into()).expect("a text")
        };
        assert_eq!([said("en", "0"), said("en", "1"), said("en", "2")], ["0 articles", "1 article", "2 articles"]);
        assert_eq!([said("fr", "0"), said("fr", "1"), said("fr", "2")], ["0 article", "1 article", "2 articles"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let catalogue = catalogue("en");
        let none = BTreeMap::new();
        assert!(catalogue.text("artices", &none).unwrap_err().contains("did you mean `articles`?"));
        assert!(catalogue.text("articles", &none).unwrap_err().contains("n=…"));
        assert!(catalogue.text("editor_note", &none).unwrap_err().contains("needs note=…"));
        assert!(Catalogue::load("xx", built_in, |_| Ok(None)).is_err());
    }

    #[test]
    fn a_users_file_changes_single_entries() {
        let own = |_: &str| {
            Ok(Some("[texts]\nalso = 'Zudem'\narticles = { one = '{n} Text', other = '{n} Texte' }".to_owned()))
        };
        let catalogue = Catalogue::load("de", built_in, own).expect("it is one");
        assert_eq!(catalogue.text("also", &BTreeMap::new()).as_deref(), Ok("Zudem"));
        assert_eq!(catalogue.text("editor", &BTreeMap::new()).as_deref(), Ok("Editor"));
        assert_eq!((catalogue.code(), catalogue.lines.is_some()), ("de", false));
    }

    #[test]
    fn reasons_keep_what_follows() {
        let french = catalogue("fr");
        assert_eq!(french.reason("under embargo until 2031-05-14"), "sous embargo jusqu’au 2031-05-14");
        assert_eq!(french.reason("never heard of"), "never heard of");
    }
}
