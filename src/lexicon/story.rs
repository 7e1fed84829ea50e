use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::PhraseSet;
use super::calendar::expand;
use crate::text::{AsNorm, Token, WordMap, WordSet};

/// Words in normal form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Words(WordSet);

impl From<Vec<String>> for Words {
    fn from(list: Vec<String>) -> Self {
        Words(expand(list).into_iter().collect())
    }
}

impl Words {
    /// True where the token is one of the words.
    pub fn has(&self, token: &Token) -> bool {
        self.0.contains(&token.norm)
    }

    /// True for one of the words.
    pub fn holds(&self, norm: impl AsNorm) -> bool {
        self.0.contains(norm)
    }

    /// True where one of the tokens is one of the words.
    pub fn any(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|t| self.has(t))
    }
}

/// The word lists of the story stage; what each holds is said in `lexicon/story.toml`.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)]
pub struct StoryWords {
    pub single_offices: Vec<String>,
    pub tellers: Vec<String>,
    #[serde(deserialize_with = "phrases")]
    pub turned_away: PhraseSet<()>,
    #[serde(deserialize_with = "phrases")]
    pub leads_into: PhraseSet<()>,
    pub genres: GenreNames,
    pub cardinals: WordMap<u64>,
    pub ordinals: WordMap<u64>,
    pub scales: WordMap<u64>,
    pub times: WordMap<u64>,
    pub words: WordLists,
    contact_kinds: ContactKinds,
    once_only: HashMap<String, Vec<String>>,
    #[serde(skip)]
    once_by_form: WordMap<String>,
}

/// Plain lists; what each holds is said in `lexicon/story.toml`.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)]
pub struct WordLists {
    pub approximate: Words,
    pub units: Words,
    pub range_to: Words,
    pub contact: Words,
    pub contact_nouns: Words,
    pub contact_verbs: Words,
    pub rounds: Words,
    pub cancelled: Words,
    pub negation: Words,
    pub bounding: Words,
    pub relatives: Words,
    pub pronouns: Words,
    pub last: Words,
    pub current: Words,
    pub lengthy: Words,
    pub begins: Words,
    pub ends: Words,
    pub origins: Words,
    pub not_place: Words,
    pub voted_for: Words,
    pub voted_against: Words,
    pub voted_neither: Words,
    pub remain: Words,
    pub total: Words,
    pub again: Words,
    pub buildings: Words,
    pub parts: Words,
    pub sides: Words,
    pub settlements: Words,
    pub landforms: Words,
    pub after_name: Words,
    pub rulers: Words,
    pub departs: Words,
    pub comes: Words,
    pub unreal: Words,
    pub clause_openers: Words,
    pub retrospect: Words,
    pub terms: Words,
    pub documents: Words,
    pub other_time: Words,
    pub bygone: Words,
    pub backdrop: Words,
    pub prolongs: Words,
    pub regnal: Words,
    pub coming: Words,
    pub wished: Words,
    pub calls_off: Words,
    pub ended: Words,
    pub argues: Words,
    pub expels: Words,
    pub sanctions: Words,
    pub addressing: Words,
    pub motion: Words,
    pub at_contacts: Words,
    pub speech: Words,
    pub openers: Words,
    pub town_nouns: Words,
    pub after_day: Words,
    pub before_year: Words,
    pub under_way: Words,
    pub after_is: Words,
    pub concluded: Words,
    pub called_off: Words,
    pub announced: Words,
    pub intends: Words,
    pub no_past: Words,
    pub office_words: Words,
    pub joints: Words,
    pub no_list: Words,
    pub name_particles: Words,
    pub no_object: Words,
    pub no_topic: Words,
    pub tells: Words,
    pub set_against: Words,
    pub people: Words,
    pub calls: Words,
    pub homeward: Words,
    pub recalls: Words,
    pub unsettled: Words,
    pub sets_out: Words,
    pub pronoun_one: Words,
    pub goes_on: Words,
    pub seats: Words,
    pub before_body: Words,
    pub of_them: Words,
    pub includes: Words,
    pub left_over: Words,
    pub not_since: Words,
    pub round_begins: Words,
    pub goes: Words,
    pub arrives: Words,
    pub spoke: Words,
    pub signs: Words,
    pub another_one: Words,
    pub place_leads: Words,
    pub meets: Words,
    pub hosts: Words,
    pub accompanies: Words,
    pub sites: Words,
    pub speaks: Words,
    pub visits: Words,
    pub forms: Words,
    pub ties: Words,
    pub breaks_off: Words,
    pub restores: Words,
    pub document: Words,
    pub crowd: Words,
    pub seated: Words,
    pub titles_she: Words,
    pub titles_he: Words,
    pub she: Words,
    pub he: Words,
    pub couples: Words,
    pub envoys: Words,
    pub answers: Words,
    pub arms: Words,
    pub first_hosts: Words,
    pub governs: Words,
    pub parts_thought: Words,
    pub heads: Words,
    pub offers: Words,
    pub keeps_out: Words,
    pub entering: Words,
    pub settled: Words,
    pub settles: Words,
    pub holds: Words,
    pub effect: Words,
    pub lasting: Words,
    pub occasions: Words,
    pub has_come: Words,
    pub has_signed: Words,
    pub has_met: Words,
    pub initials: Words,
    pub visiting: Words,
    pub goes_through: Words,
    pub leaves_place: Words,
    pub no_arrival: Words,
    pub alias: Words,
    pub about_it: Words,
    pub had_talked: Words,
    pub how_often: Words,
    pub ahead: Words,
    pub published_things: Words,
    pub comes_as_things_do: Words,
    pub goers: Words,
    pub whereabouts: Words,
    pub contact_now: Words,
    pub accord: Words,
    pub topics: Words,
    pub parting: Words,
    pub watches: Words,
    pub waters: Words,
    pub troubles: Words,
    pub tolls: Words,
    pub disasters: Words,
    pub leads: Words,
    pub talked_over: Words,
    pub gathered: Words,
    pub sides_as: Words,
    pub meant: Words,
    pub serial: Words,
}

impl WordLists {
    /// True for a title that says whether a person is a woman or a man.
    pub fn is_gendered_title(&self, token: &Token) -> bool {
        self.titles_she.has(token) || self.titles_he.has(token)
    }
}

/// Names of genres that tell of no one event.
#[derive(Debug, Deserialize)]
pub struct GenreNames {
    /// The life of a person.
    #[serde(deserialize_with = "phrases")]
    pub portrait: PhraseSet<()>,
    /// What a person says to the one who writes.
    #[serde(deserialize_with = "phrases")]
    pub interview: PhraseSet<()>,
    /// Several events in a row.
    #[serde(deserialize_with = "phrases")]
    pub round_up: PhraseSet<()>,
}

/// Words for a contact, by its kind.
#[derive(Debug, Deserialize)]
struct ContactKinds {
    summit: Words,
    call: Words,
    visit: Words,
    meeting: Words,
    talks: Words,
    message: Words,
}

impl StoryWords {
    /// The kind of contact that the words tell of: summit, call, visit, meeting, talks, message; of several the first of these.
    pub fn contact_kind<'t>(&self, tokens: impl Iterator<Item = &'t Token>) -> Option<&'static str> {
        let kinds = &self.contact_kinds;
        let named = [
            (&kinds.summit, "summit"),
            (&kinds.call, "call"),
            (&kinds.visit, "visit"),
            (&kinds.meeting, "meeting"),
            (&kinds.talks, "talks"),
            (&kinds.message, "message"),
        ];
        let rank = |t: &Token| named.iter().position(|(words, _)| words.has(t));
        tokens.filter_map(rank).min().and_then(|at| named.get(at)).map(|(_, name)| *name)
    }

    /// The name of the once-only happening that a token tells of (`withdrawal` and `withdrew`: `withdraw`).
    pub fn once(&self, token: &Token) -> Option<&str> {
        self.once_by_form.get(&token.norm).map(String::as_str)
    }
}

fn phrases<'de, D: Deserializer<'de>>(list: D) -> Result<PhraseSet<()>, D::Error> {
    let mut set = PhraseSet::default();
    Vec::<String>::deserialize(list)?.iter().for_each(|phrase| set.insert(phrase, ()));
    Ok(set)
}

static TABLE: LazyLock<StoryWords> = LazyLock::new(|| {
    let mut table: StoryWords = super::embedded!("story");
    table.once_by_form = table
        .once_only
        .iter()
        .flat_map(|(name, forms)| forms.iter().map(|f| (f.as_str().into(), name.clone())))
        .collect();
    table
});

/// The word lists of the story stage.
pub fn story_words() -> &'static StoryWords {
    &TABLE
}
