//! Features of cue words, and of two signs that mean more together.

use std::sync::LazyLock;

use super::features::{Feature, Values};
use crate::lexicon::{CueSet, PhraseSet, cues};
use crate::text::Token;

/// An ordinal counts for a contact within this many tokens: `third official visit`.
const REACH: usize = 4;

/// The cues that the code itself asks for, by number.
struct Known {
    contact: Option<usize>,
    meets: Option<usize>,
    announced: Option<usize>,
    earlier: Option<usize>,
    since: Option<usize>,
    repeat_contact: Option<usize>,
    will: Option<usize>,
    planned: Option<usize>,
    said: Option<usize>,
    stance: Option<usize>,
    weekday: Option<usize>,
    ceremony: Option<usize>,
    scene: Option<usize>,
    agreed: Option<usize>,
    signed: Option<usize>,
    voted: Option<usize>,
    must: Option<usize>,
    terms: Option<usize>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let number = |name| cues().number(name);
    Known {
        contact: number("contact"),
        meets: number("meets"),
        announced: number("announced"),
        earlier: number("earlier"),
        since: number("since"),
        repeat_contact: number("repeat_contact"),
        will: number("will"),
        planned: number("planned"),
        said: number("said"),
        stance: number("stance"),
        weekday: number("weekday"),
        ceremony: number("ceremony"),
        scene: number("scene"),
        agreed: number("agreed"),
        signed: number("signed"),
        voted: number("voted"),
        must: number("must"),
        terms: number("terms"),
    }
});

static ORDINALS: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let mut set = PhraseSet::default();
    let words = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last previous earlier maiden";
    words.split(' ').for_each(|word| set.insert(word, ()));
    set
});

/// Measures cues; needs what [`shape`](super::shape) and [`facts`](super::facts) measured before.
pub(super) fn measure(found: CueSet, tokens: &[Token], out: &mut Values) {
    (0..cues().list().len()).filter(|number| found.has(*number)).for_each(|number| out.cue(number));
    together(found, tokens, out);
}

fn together(found: CueSet, tokens: &[Token], out: &mut Values) {
    let has = |number: Option<usize>| number.is_some_and(|n| found.has(n));
    let on = |out: &Values, feature: Feature| out.get(feature) != 0;
    let contact = has(KNOWN.contact) || has(KNOWN.meets);
    let quoted = on(out, Feature::QuoteWhole) || on(out, Feature::QuotePart) || on(out, Feature::QuoteGoesOn);
    let past = has(KNOWN.earlier)
        || has(KNOWN.since)
        || has(KNOWN.repeat_contact)
        || [Feature::MonthsAgo, Feature::YearsAgo, Feature::OldYear, Feature::PastPerfect].iter().any(|f| on(out, *f));
    let coming = has(KNOWN.will) || has(KNOWN.planned) || on(out, Feature::DayFuture) || on(out, Feature::Planned);
    let reports = has(KNOWN.said) || has(KNOWN.stance);
    out.flag(Feature::OrdinalContact, ordinal_contact(tokens));
    out.flag(Feature::EarlierContact, contact && past && !quoted);
    out.flag(Feature::ComingContact, contact && coming && !quoted);
    out.flag(Feature::NewsDay, (contact || has(KNOWN.announced)) && has(KNOWN.weekday) && !quoted);
    out.flag(Feature::Reported, reports && !quoted);
    let told = reports && !quoted;
    let planned = on(out, Feature::Planned) || on(out, Feature::DayFuture);
    out.flag(Feature::SaidBefore, said_before(tokens));
    out.flag(Feature::ReportedPlan, told && planned);
    out.flag(Feature::ReportedAct, told && has(KNOWN.announced) && on(out, Feature::DayNear));
    let bound = has(KNOWN.must) || has(KNOWN.will) || on(out, Feature::Planned);
    out.flag(Feature::TextDemands, (on(out, Feature::Text) || has(KNOWN.terms)) && bound);
    let plain = on(out, Feature::Present) && !quoted && !reports && !has(KNOWN.weekday);
    out.flag(Feature::PlainPresent, plain);
    let scene = has(KNOWN.ceremony) || has(KNOWN.scene);
    out.flag(Feature::SceneThen, scene && on(out, Feature::Past) && !coming);
    out.flag(Feature::SceneNow, scene && !on(out, Feature::Past));
    let result = has(KNOWN.agreed) || has(KNOWN.signed);
    out.flag(Feature::AgreedNow, result && !past && !coming && !quoted);
    out.flag(Feature::VoteCount, has(KNOWN.voted) && on(out, Feature::Numbers));
}

/// `had said`, `had already called for`.
fn said_before(tokens: &[Token]) -> bool {
    let speaks = |at: usize| {
        let found = cues().find(tokens.get(at..(at + 1).min(tokens.len())).unwrap_or_default());
        [KNOWN.said, KNOWN.stance].into_iter().flatten().any(|number| found.has(number))
    };
    tokens.iter().enumerate().any(|(at, t)| t.is("had") && (at + 1..=at + 3).any(speaks))
}

fn ordinal_contact(tokens: &[Token]) -> bool {
    let Some(contact) = KNOWN.contact else { return false };
    (0..tokens.len()).any(|at| {
        let here = tokens.get(at..).unwrap_or_default();
        (ORDINALS.at(here).is_some() || here.first().is_some_and(is_written_in_digits))
            && cues().find(here.get(1..=REACH.min(here.len() - 1)).unwrap_or_default()).has(contact)
    })
}

/// `19th`, `2nd`.
fn is_written_in_digits(token: &Token) -> bool {
    token.is_number() && ["st", "nd", "rd", "th"].iter().any(|ending| token.norm.ends_with(ending))
}
