//! The shape of personal names.

use std::ops::Range;

use super::families::is_person;
use super::scan::Context;
use crate::lexicon::{
    Entry, EntryKind, gazetteer, is_also_surname, is_full_month, is_news_word, is_not_name, is_particle, leaders,
    names_thing, opens_name, role_at, small_words,
};
use crate::text::{Case, Gap, Token, WordSet, fold};

/// No name has more tokens.
const LONGEST: usize = 12;

/// Where the name ends that begins with token `at`; `None` where none does.
pub(super) fn name_at(context: &Context, at: usize, sentence: &Range<usize>) -> Option<usize> {
    let first = context.token(at)?;
    let opens =
        is_name_word(context, at, sentence) || (opens_name(&first.norm) && particle_leads(context, at, sentence));
    if !opens || is_opener(context, at, sentence) {
        return None;
    }
    let limit = sentence.end.min(at + LONGEST);
    let mut end = at + 1;
    while end < limit {
        let Some(next) = step(context, end, &(sentence.start..limit)) else { break };
        end = next;
    }
    // `Jammu & Kashmir` and list letters leave a letter without its dot.
    let lone = context.token(end - 1).is_some_and(|t| t.span.len() == 1 && t.is_word());
    let end = if lone { end - 1 } else { end };
    (end > at && !is_thing(context, at, end)).then_some(end)
}

/// The end of the name after one more piece at `at`: a word, an initial, a hyphen with its word, a particle with its word.
fn step(context: &Context, at: usize, sentence: &Range<usize>) -> Option<usize> {
    let token = context.token(at).filter(|_| at < sentence.end)?;
    if token.is(".") && token.gap == Gap::None {
        let initial = at.checked_sub(1).and_then(|b| context.token(b)).is_some_and(|t| t.span.len() == 1);
        let junior = context.before_is(at, &["jr", "sr"]);
        return (initial || junior).then_some(at + 1);
    }
    if token.is("-") && token.gap == Gap::None {
        let next = context.token(at + 1).filter(|t| t.gap == Gap::None && at + 1 < sentence.end)?;
        return (next.is_word() && next.span.len() > 1).then_some(at + 2);
    }
    if token.gap != Gap::Space {
        return None;
    }
    if is_name_word(context, at, sentence) {
        return Some(at + 1);
    }
    particle_leads(context, at, sentence).then_some(at + 1)
}

/// True for a particle that more of a name follows.
fn particle_leads(context: &Context, at: usize, sentence: &Range<usize>) -> bool {
    let particle = context.token(at).is_some_and(|t| is_particle(&t.norm) && t.is_word());
    if !particle {
        return false;
    }
    let hyphen = context.token(at + 1).is_some_and(|t| t.is("-") && t.gap == Gap::None);
    let next = at + 1 + usize::from(hyphen);
    if context.is(at, "of") || context.is(at, "e") || context.is(at, "y") {
        return false;
    }
    next < sentence.end
        && (is_name_word(context, next, sentence)
            || (context.token(next).is_some_and(|t| is_particle(&t.norm))
                && next + 1 < sentence.end
                && is_name_word(context, next + 1, sentence)))
}

/// A capitalised word that may stand in a name.
fn is_name_word(context: &Context, at: usize, sentence: &Range<usize>) -> bool {
    let Some(token) = context.token(at).filter(|t| t.is_capitalised() || (t.is_word() && t.case == Case::Mixed)) else {
        return false;
    };
    let surname =
        is_leaders_surname(context.tokens, at) || (context.surnames.contains(&token.norm) && !is_dated(context, at));
    let odd = is_not_name(&token.norm) && !surname && !is_first_name(context, at);
    if token.norm.starts_with('\'') || odd || token.norm.contains('.') && token.norm.len() > 8 {
        return false;
    }
    let rest = context.tokens.get(at..sentence.end).unwrap_or_default();
    let known = gazetteer(rest).is_some_and(|found| {
        let borne = found.value.kind == EntryKind::City && context.families.contains(&token.norm);
        let doubtful = found.value.doubtful && found.value.kind.is_place() && at > sentence.start;
        !(found.len == 1 && (borne || doubtful))
    });
    !known && (role_at(rest).is_none() || is_surname(context, at..at + 1))
}

/// `Jan Kowal`: the short form of a month before a name, and no day beside it.
fn is_first_name(context: &Context, at: usize) -> bool {
    let short = |t: &Token| crate::annotate::page::is_month(t) && !is_full_month(&t.norm) && t.case == Case::Title;
    let named = |t: &Token| t.is_capitalised() && t.gap == Gap::Space && t.case == Case::Title && !is_not_name(&t.norm);
    context.token(at).is_some_and(short) && context.token(at + 1).is_some_and(named) && !is_dated(context, at)
}

/// The words of another use that are a leader's surname somewhere in the article.
pub(super) fn odd_surnames(tokens: &[Token]) -> WordSet {
    let odd = |at: &usize| tokens.get(*at).is_some_and(|t| t.is_capitalised() && is_not_name(&t.norm));
    let surnames = (1..tokens.len()).filter(odd).filter(|at| is_leaders_surname(tokens, *at));
    surnames.filter_map(|at| Some(tokens.get(at)?.norm.clone())).collect()
}

/// A word of another use that is a surname here: the known first name stands before it (`Theresa May`).
fn is_leaders_surname(tokens: &[Token], at: usize) -> bool {
    let Some((first, last)) = at.checked_sub(1).and_then(|b| Some((tokens.get(b)?, tokens.get(at)?))) else {
        return false;
    };
    let close = first.is_capitalised() && last.is_capitalised() && last.gap == Gap::Space;
    close && leaders(&last.norm).iter().any(|l| l.name.split(' ').next().is_some_and(|w| fold(w) == first.norm))
}

/// A month where it could as well be a surname: a number stands beside it, or a word that leads to a date before it.
fn is_dated(context: &Context, at: usize) -> bool {
    let number = |at: Option<usize>| at.and_then(|at| context.token(at)).is_some_and(Token::is_number);
    let after = at + 1 + usize::from(context.is(at + 1, ",") || context.is(at + 1, "."));
    number(at.checked_sub(1)) || number(Some(after)) || context.before_one(at, &small_words().dating)
}

/// A word that opens a sentence and is no name: the article writes it small elsewhere, or it looks like a verb or adverb.
fn is_opener(context: &Context, at: usize, sentence: &Range<usize>) -> bool {
    let Some(token) = context.token(at) else { return true };
    let opens = at == sentence.start || context.before_is(at, &["\"", "–", ":", "("]);
    let small = context.small.contains(&token.norm);
    let lone = !context.token(at + 1).is_some_and(|t| t.is_capitalised() && t.gap == Gap::Space);
    (opens && (small || (lone && (token.norm.ends_with("ing") || token.norm.ends_with("ly")))))
        || (context.headline && small)
}

/// Capitalised words that go on with one that no person bears: `Peterson Institute`.
fn is_thing(context: &Context, at: usize, end: usize) -> bool {
    let follows = context.token(end).is_some_and(|t| {
        t.is_capitalised() && t.gap == Gap::Space && is_not_name(&t.norm) && !is_time_word(t) && t.norm.len() > 3
    });
    let thing = follows && !context.headline;
    thing || at.checked_sub(1).and_then(|b| context.token(b)).is_some_and(names_thing)
}

/// A word of dates or of the news business: a name before it ends there.
fn is_time_word(token: &Token) -> bool {
    token.norm.ends_with("day") || is_full_month(&token.norm) || is_news_word(&token.norm)
}

/// True where a gazetteer word is part of a personal name (`Michael Jordan`): a doubtful one after an unknown capitalised
/// word, or before one; a town beside another name, before a verb of saying or where the article has a person of its name.
pub(super) fn hides(context: &Context, range: &Range<usize>, entry: &Entry, sentence: &Range<usize>) -> bool {
    if entry.kind == EntryKind::City && range.len() == 1 && !context.before_one(range.start, &small_words().inside) {
        let borne = context.token(range.start).is_some_and(|t| context.families.contains(&t.norm));
        let located = context.before_one(range.start, &small_words().locative) || context.headline;
        if borne || !located && is_person(context.tokens, range.start, context.small) {
            return true;
        }
    }
    if !entry.doubtful || !entry.kind.is_place() {
        return false;
    }
    let after = range.end < sentence.end
        && context.token(range.end).is_some_and(|t| t.gap == Gap::Space)
        && is_name_word(context, range.end, sentence);
    let located = context.before_one(range.start, &small_words().locative);
    match entry.kind {
        EntryKind::City => !located && !context.is(range.end, ","),
        _ => (after || named_before(context, range.start)) && !located,
    }
}

/// True after an unknown capitalised word that does not open the sentence.
fn named_before(context: &Context, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|b| context.token(b)) else { return false };
    let close = context.token(at).is_some_and(|t| t.gap == Gap::Space);
    close
        && before.case == Case::Title
        && !is_not_name(&before.norm)
        && !context.small.contains(&before.norm)
        && before.gap < Gap::Line
        && gazetteer(std::slice::from_ref(before)).is_none()
        && role_at(std::slice::from_ref(before)).is_none()
}

/// A role word that is a surname here: `Stephen King`, after a first name and before no other name.
pub(super) fn is_surname(context: &Context, range: Range<usize>) -> bool {
    let Some(token) = context.token(range.start).filter(|t| t.case == Case::Title && range.len() == 1) else {
        return false;
    };
    let before = range.start.checked_sub(1).and_then(|b| context.token(b));
    let named = before.is_some_and(|t| {
        t.case == Case::Title
            && !is_not_name(&t.norm)
            && !t.norm.starts_with('\'')
            && gazetteer(std::slice::from_ref(t)).is_none()
    });
    let next_named = context.token(range.end).is_some_and(|t| t.is_capitalised() && t.gap == Gap::Space);
    token.gap == Gap::Space && named && !next_named && is_also_surname(&token.norm)
}

/// Where to go on after a token that begins nothing: past the rest of a run of capitals that names a thing.
pub(super) fn skip(context: &Context, at: usize, end: usize) -> usize {
    let thing = context.token(at).is_some_and(|t| t.is_capitalised() && !is_not_name(&t.norm)) && !context.headline;
    let mut next = at + 1;
    if thing {
        while next < end
            && context.token(next).is_some_and(|t| t.is_capitalised() && t.gap == Gap::Space && !is_not_name(&t.norm))
            && gazetteer(context.tokens.get(next..end).unwrap_or_default()).is_none()
            && role_at(context.tokens.get(next..end).unwrap_or_default()).is_none()
            && next < at + LONGEST
        {
            if name_word_opens(context, at) {
                break;
            }
            next += 1;
        }
    }
    next
}

/// True where the token was refused only because it opens the sentence: a name may follow at once (`Asked Kim …`).
fn name_word_opens(context: &Context, at: usize) -> bool {
    context
        .token(at)
        .is_some_and(|t| context.small.contains(&t.norm) || t.norm.ends_with("ing") || t.norm.ends_with("ly"))
}
