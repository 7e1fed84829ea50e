use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{cues, main_verbs, neighbour_groups};

/// One, in the thousandths that values, weights and points are counted in.
pub const ONE: i64 = 1000;

macro_rules! features {
    ($($name:ident $key:literal $about:literal),+ $(,)?) => {
        /// What is measured in a sentence, beside its cue words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $(#[doc = $about] $name),+ }

        const FIXED: &[(&str, &str)] = &[$(($key, $about)),+];
    };
}

features! {
    Constant "constant" "always 1",
    // Page
    Furniture "furniture" "page furniture, by the rule that dropped it",
    CutOff "cut_off" "the page breaks off in it",
    NoStop "no_stop" "ends without a full stop, question or exclamation mark",
    Heading "heading" "no full stop and twelve words or fewer, or most words with a capital",
    Question "question" "ends with a question mark",
    LeadIn "lead_in" "ends with a colon",
    Duplicate "duplicate" "the words of an earlier sentence again",
    // Place in the article, furniture left out
    First "first" "first sentence of the body",
    Second "second" "second sentence of the body",
    Third "third" "third sentence of the body",
    Early "early" "1 / (number of the sentence in the body, from 1)",
    Depth "depth" "0 for the first sentence of the body, 1 for the last",
    ParagraphStart "paragraph_start" "first sentence of its paragraph",
    OtherNewsEarly "other_news_early" "early, as far as the article is not of diplomacy",
    OtherNewsDepth "other_news_depth" "depth, as far as the article is not of diplomacy",
    OtherNewsTop "other_news_top" "one of the first four sentences of the body, as far as the article is not of diplomacy",
    OtherNewsTie "other_news_tie" "share of its words (and three more) that the two first sentences hold, as far as the article is not of diplomacy; 0 for these two",
    // Size
    Length "length" "words / 40, at most 1",
    Short "short" "fewer than eight words",
    OtherNewsLength "other_news_length" "length, as far as the article is not of diplomacy",
    OtherNewsShort "other_news_short" "short, as far as the article is not of diplomacy",
    // Opening
    OpensPronoun "opens_pronoun" "opens with he, she, they, it, this …",
    OpensLink "opens_link" "opens with but, and, however, also …",
    OpensName "opens_name" "opens with a name of two or more words, or a title and a name",
    OpensTime "opens_time" "opens with in, on, since, after, before, earlier, last …",
    // Quotation
    QuoteWhole "quote_whole" "a quotation makes up the sentence, with or without its speaker",
    QuotePart "quote_part" "some words stand in quotation marks",
    QuoteGoesOn "quote_goes_on" "goes on with a quotation that an earlier sentence opened",
    AfterQuote "after_quote" "the sentence before is a quotation",
    Speaker "speaker" "quoted words with a speaker",
    FirstPerson "first_person" "I, we, my, our",
    SecondPerson "second_person" "you, your",
    // Tense
    Past "past" "was, were, did, an irregular past or a verb in -ed",
    Perfect "perfect" "has or have with a participle",
    PastPerfect "past_perfect" "had with a participle",
    Present "present" "is, are, has, have",
    // Numbers and days
    Numbers "numbers" "numbers, at most 3",
    OldYear "old_year" "a year before the article's, or the oldest of an undated article's years",
    DayNear "day_near" "a day from three days before to one day after the publication",
    DayFuture "day_future" "a date after the publication",
    MonthsAgo "months_ago" "a date from four days to 400 days before the publication",
    YearsAgo "years_ago" "a date more than 400 days before the publication",
    Day "day" "a date as fine as a day",
    // Who
    Names "names" "capitalised words inside the sentence, / 8, at most 1",
    TopName "top_name" "the name that most sentences of the article hold",
    TwoTopNames "two_top_names" "both of the two names that most sentences hold",
    Person "person" "a named person",
    Office "office" "a person or office with its role",
    Country "country" "a state",
    TwoParties "two_parties" "two or more states or organisations",
    MainPair "main_pair" "both of the article's two main parties",
    Igo "igo" "an international organisation",
    // What happens, by CAMEO root
    Statement "event_statement" "CAMEO 01: public statement",
    Appeal "event_appeal" "CAMEO 02, 03, 10: appeal, intent to cooperate, demand",
    Consult "event_consult" "CAMEO 04: consult, meet, visit, negotiate",
    Cooperate "event_cooperate" "CAMEO 05 to 08: cooperate, aid, yield",
    Object "event_object" "CAMEO 09, 11, 12: investigate, disapprove, reject",
    Threaten "event_threaten" "CAMEO 13, 14: threaten, protest",
    Coerce "event_coerce" "CAMEO 15, 16, 17: force posture, reduce relations, coerce",
    Force "event_force" "CAMEO 18 to 20: assault, fight, mass violence",
    // Certainty
    Official "source_official" "an official source vouches",
    Named "source_named" "a named person or outlet vouches",
    Unnamed "source_unnamed" "unnamed sources vouch",
    Text "source_document" "a text vouches",
    Planned "modality_planned" "still to come",
    Hedged "modality_hedged" "hedged",
    Conditional "modality_conditional" "on a condition",
    Inferred "modality_inferred" "somebody's reading",
    Denied "modality_denied" "denied",
    // The article as a whole
    TitleOverlap "title_overlap" "share of the headline's words that it holds",
    LedeOverlap "lede_overlap" "share of the first sentence's words that it holds (0 for the first itself)",
    Centrality "centrality" "how many other sentences share its words, on average over its words, / 8, at most 1",
    Novelty "novelty" "share of its words that no earlier sentence holds",
    Echo "echo" "share of its word pairs that earlier sentences hold",
    // Two signs together
    OrdinalContact "ordinal_contact" "first, second, third … of a visit, meeting or trip",
    EarlierContact "earlier_contact" "a visit or meeting with a sign of the past",
    ComingContact "coming_contact" "a visit or meeting with a sign of the future",
    NewsDay "news_day" "a visit, meeting or official act on a named weekday, nothing quoted",
    Reported "reported" "a reporting verb without quoted words",
    PlainPresent "plain_present" "a present tense without quotation, reporting verb or weekday",
    SceneThen "scene_then" "a ceremony or scene, told in a past tense",
    SceneNow "scene_now" "a ceremony or scene without a past tense",
    AgreedNow "agreed_now" "something is agreed or signed, without a sign of the past, a plan or quoted words",
    VoteCount "vote_count" "a vote with its numbers",
    Negated "negated" "no, not, never, nobody, without",
    SaidBefore "said_before" "had with a verb of saying or of praise, blame, demand: somebody spoke earlier",
    OldOnly "old_only" "has dates, and all lie more than a fortnight before the publication",
    DecadesAgo "decades_ago" "a date more than ten years before the publication",
    ReportedPlan "reported_plan" "a reporting verb without quoted words, of what is to come",
    ReportedAct "reported_act" "a reporting verb without quoted words, of an official act on a day near by",
    TextDemands "text_demands" "a text vouches, or words like under the agreement, for what must or will be",
    // The main verb, beside its classes
    VerbOther "verb_other" "the main verb is a participle of no class",
    VerbNone "verb_none" "no main verb outside quotations",
    HelpedByIs "helped_by_is" "the main verb is is or are, or stands behind it",
    HelpedByWas "helped_by_was" "the main verb is was or were, or stands behind it",
    HelpedByHas "helped_by_has" "the main verb is has or have, or stands behind it",
}

/// A feature's name and what it measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// The name in the weights file.
    pub name: String,
    /// What it measures.
    pub about: String,
}

static CATALOGUE: LazyLock<Vec<Info>> = LazyLock::new(|| {
    let fixed = FIXED.iter().map(|(name, about)| Info { name: (*name).to_owned(), about: (*about).to_owned() });
    let cue = cues().list().iter().map(|cue| Info { name: format!("cue_{}", cue.name), about: cue.about.clone() });
    let verb = main_verbs().list().iter().map(|v| Info { name: format!("verb_{}", v.name), about: v.about.clone() });
    let side = |word: &'static str, place: &'static str| {
        let groups = neighbour_groups().iter();
        groups.map(move |g| Info {
            name: format!("{word}_{}", g.name),
            about: format!("the sentence {place} it {}", g.about),
        })
    };
    fixed.chain(cue).chain(verb).chain(side("after", "before")).chain(side("before", "behind")).collect()
});

/// All features: the fixed ones in the order of [`Feature`], then a `cue_…` for each name of `lexicon/kinds.toml`, a
/// `verb_…` for each class of `lexicon/main_verbs.toml`, and an `after_…` and a `before_…` for each group of
/// `lexicon/neighbours.toml`.
pub fn catalogue() -> &'static [Info] {
    &CATALOGUE
}

/// The number of each feature, by name.
pub type Numbers = FxHashMap<&'static str, usize>;

/// The numbers of all features.
pub fn numbers() -> Numbers {
    catalogue().iter().enumerate().map(|(number, info)| (info.name.as_str(), number)).collect()
}

/// The values of one sentence's features, in thousandths, in the order of [`catalogue`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values(Vec<i64>);

impl Values {
    /// All 0.
    pub fn new() -> Self {
        Values(vec![0; catalogue().len()])
    }

    /// The value of a feature.
    pub fn get(&self, feature: Feature) -> i64 {
        self.0.get(feature as usize).copied().unwrap_or_default()
    }

    /// Sets a value.
    pub fn set(&mut self, feature: Feature, value: i64) {
        if let Some(place) = self.0.get_mut(feature as usize) {
            *place = value;
        }
    }

    /// Sets 1 or 0.
    pub fn flag(&mut self, feature: Feature, holds: bool) {
        self.set(feature, if holds { ONE } else { 0 });
    }

    /// Sets cue `number` to 1.
    pub fn cue(&mut self, number: usize) {
        if let Some(place) = self.0.get_mut(FIXED.len() + number) {
            *place = ONE;
        }
    }

    /// Sets the main verb's class `number` to 1.
    pub fn verb(&mut self, number: usize) {
        if let Some(place) = self.0.get_mut(FIXED.len() + cues().list().len() + number) {
            *place = ONE;
        }
    }

    /// Sets what a neighbour tells to 1: group `number` of the sentence before it, or behind it.
    pub fn neighbour(&mut self, number: usize, before: bool) {
        let groups = neighbour_groups().len();
        let first = FIXED.len() + cues().list().len() + main_verbs().list().len();
        if let Some(place) = self.0.get_mut(first + if before { 0 } else { groups } + number) {
            *place = ONE;
        }
    }

    /// The values in order.
    pub fn all(&self) -> &[i64] {
        &self.0
    }

    /// Name and value of every feature that is not 0.
    pub fn present(&self) -> impl Iterator<Item = (&'static str, i64)> {
        catalogue()
            .iter()
            .zip(&self.0)
            .filter(|(_, value)| **value != 0)
            .map(|(info, value)| (info.name.as_str(), *value))
    }
}

impl Default for Values {
    fn default() -> Self {
        Values::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_single_and_find_their_number() {
        for (at, info) in catalogue().iter().enumerate() {
            assert_eq!(numbers().get(info.name.as_str()), Some(&at), "{} stands twice", info.name);
        }
        assert_eq!(catalogue()[Feature::HelpedByHas as usize].name, "helped_by_has");
        assert_eq!(FIXED.len(), Feature::HelpedByHas as usize + 1);
    }

    #[test]
    fn cues_stand_behind_the_fixed_features() {
        let mut values = Values::new();
        values.cue(0);
        values.set(Feature::Length, 250);
        let first = format!("cue_{}", cues().list()[0].name);
        assert_eq!(values.present().collect::<Vec<_>>(), [("length", 250), (first.as_str(), ONE)]);
    }
}
