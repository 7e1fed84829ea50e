//! The numbers of a row: the fourth round cannot be both over and to come, and before the 36th summit comes the 35th.

use chrono::NaiveDate;

use crate::lexicon::{check_words, story_words};
use crate::model::{Check, Verdict};
use crate::story::numbers::ordinal;
use crate::story::page::{Line, Page, check};
use crate::text::Token;

/// A date further back than this is of an earlier one of the row, in days.
const OVER: i64 = 13;

/// A numbered one of a row.
struct Numbered {
    value: u64,
    noun: String,
    /// The first token and one past the noun.
    at: usize,
    end: usize,
    line: usize,
}

pub(super) fn read(page: &Page) -> Vec<Check> {
    let all: Vec<Numbered> = page.lines.iter().enumerate().flat_map(|(n, l)| numbered(n, l)).collect();
    let mut found: Vec<Check> = Vec::new();
    found.extend(over(page, &all));
    found.extend(all.iter().find_map(|now| told_off(page, now)));
    found.extend(before_it(page, &all));
    found.extend(never_before(page, &all));
    found
}

/// `the 36th Iberian summit`, `the fourth round of talks`.
fn numbered(n: usize, line: &Line) -> Vec<Numbered> {
    let words = &check_words().words;
    let mut found = Vec::new();
    for at in 0..line.tokens.len() {
        let Some(number) = ordinal(line.tokens, at).filter(|o| o.value >= 2 && o.value <= 500) else { continue };
        let first = at + number.len;
        let Some(noun) = (first..first + 3).find(|k| line.has_at(*k, &words.series)) else { continue };
        let plain = line.slice(first, noun).iter().all(|t| t.is_word() && !t.is_any(&["of", "the", "in", "and"]));
        // `at least his third visit`, `the second day of the summit`.
        let bound = line.slice(at.saturating_sub(3), at).iter().any(|t| t.is_any(&["least", "than"]));
        if plain && !bound && !line.is_at(first, &["day", "anniversary", "-"]) {
            let noun_text = line.tokens.get(noun).map(|t| t.norm.trim_end_matches('s').to_owned()).unwrap_or_default();
            found.push(Numbered { value: number.value, noun: noun_text, at, end: noun + 1, line: n });
        }
    }
    found
}

/// True where the first date behind a token, within its clause, lies well before the day of publication.
fn is_past(page: &Page, line: &Line, from: usize, today: NaiveDate) -> bool {
    let mention = line.mentions.iter().find(|m| m.at.start >= from && m.at.start <= from + 12);
    let Some(mention) = mention.filter(|m| !m.stamps.is_empty()) else { return false };
    let stop = line.slice(from, mention.at.start).iter().any(|t| {
        story_words().words.bounding.has(t) || check_words().words.to_come.has(t) || t.is_any(&[";", "while"])
    });
    let last = mention.stamps.iter().filter_map(|s| page.dated(*s).days()).map(|d| d.1).max();
    !stop && last.is_some_and(|day| (today - day).num_days() > OVER)
}

/// `will sit down for the fourth round … The fourth round, held in May, ended with a promise`.
fn over(page: &Page, all: &[Numbered]) -> Option<Check> {
    let today = page.today?;
    let words = &check_words().words;
    let is_over = |r: &&Numbered| {
        let Some(line) = page.lines.get(r.line) else { return false };
        let told = line.slice(r.end, r.end + 4).iter().any(|t| words.held.has(t));
        told && is_past(page, line, r.end, today) && !is_to_come(line, r)
    };
    let past = all.iter().find(is_over)?;
    let now = all.iter().find(|r| {
        let Some(line) = page.lines.get(r.line) else { return false };
        r.noun == past.noun && r.value <= past.value && r.line != past.line && is_to_come(line, r)
    })?;
    let (a, b) = (text(page, now)?, text(page, past)?);
    let note = format!("The {} is the news here, and yet “{}” is told as over.", a.0, b.0);
    Some(check("ordinal", Verdict::Contradicts, vec![a, b], note))
}

fn is_to_come(line: &Line, r: &Numbered) -> bool {
    let words = &check_words().words;
    let before = line.slice(r.at.saturating_sub(12), r.at);
    let behind = line.slice(r.end, r.end + 6);
    words.to_come.any(before) || behind.iter().any(|t| words.to_come.has(t))
}

fn text(page: &Page, r: &Numbered) -> Option<(String, usize)> {
    let line = page.lines.get(r.line)?;
    Some((page.words(line.slice(r.at, r.end)), line.i))
}

/// `received the second instalment. The first was paid in June and the second in December`: told off one by one.
fn told_off(page: &Page, now: &Numbered) -> Option<Check> {
    let today = page.today?;
    let others = page.lines.iter().enumerate().skip(now.line + 1).take(2);
    for (_, line) in others {
        let list: Vec<(u64, usize, usize)> = (0..line.tokens.len())
            .filter_map(|at| ordinal(line.tokens, at).map(|o| (o.value, at, at + o.len)))
            .filter(|(_, at, end)| {
                let led = at.checked_sub(1).is_some_and(|b| line.is_at(b, &["the", "a"]));
                let bare = line
                    .tokens
                    .get(*end)
                    .is_some_and(|t| t.is_any(&["was", "in", "on", "came", "followed", ",", "one", "took"]));
                led && bare
            })
            .collect();
        let in_order = list.first().is_some_and(|f| f.0 == 1) && list.windows(2).all(|w| w[1].0 == w[0].0 + 1);
        let Some((value, at, end)) = list.last().copied().filter(|_| in_order && list.len() >= 2) else { continue };
        if value >= now.value && list.iter().all(|(_, _, e)| is_past(page, line, *e, today)) {
            let a = text(page, now)?;
            let b = page.words(line.slice(at, end));
            let note = format!("“{}” is the news here, and yet the {b} is told as one of before.", a.0);
            return Some(check("ordinal", Verdict::Contradicts, vec![a, (b, line.i)], note));
        }
    }
    None
}

/// `The 36th summit … The previous summit, the 34th`.
fn before_it(page: &Page, all: &[Numbered]) -> Option<Check> {
    let words = &check_words().words;
    for (n, line) in page.lines.iter().enumerate() {
        for at in 0..line.tokens.len() {
            let led = line.has_at(at, &words.preceding) && at > 0 && line.is_at(at - 1, &["the", "its", "their"]);
            let noun = (at + 1..at + 3).find(|k| line.has_at(*k, &words.series) || line.is_at(*k, &["one"]));
            let Some(noun) = noun.filter(|_| led) else { continue };
            let Some(the) = Some(noun + 1).filter(|k| line.is_at(*k, &[",", "("])) else { continue };
            let skip = usize::from(line.is_at(the + 1, &["the", "its"]));
            let Some(number) = ordinal(line.tokens, the + 1 + skip) else { continue };
            let word = line.tokens.get(noun).map(|t| t.norm.trim_end_matches('s').to_owned())?;
            let any = matches!(word.as_str(), "one" | "edition");
            let now = all.iter().filter(|r| r.line < n).find(|r| any || r.noun == word)?;
            let a = text(page, now)?;
            let end = the + 1 + skip + number.len;
            let b = (page.words(line.slice(at, end)), line.i);
            let fits = number.value + 1 == now.value;
            let note = format!("Before “{}” comes one less, not “{}”.", a.0, b.0);
            return Some(check("ordinal", crate::story::page::verdict(fits), vec![a, b], note));
        }
    }
    None
}

/// `his third visit … the first time that he had set foot in the country`.
fn never_before(page: &Page, all: &[Numbered]) -> Option<Check> {
    let words = &check_words().words;
    let visits = all.iter().filter(|r| matches!(r.noun.as_str(), "visit" | "trip"));
    for now in visits {
        let said = page.lines.get(now.line)?;
        let owned = now.at.checked_sub(1).is_some_and(|b| said.is_at(b, &["his", "her", "their", "'s"]));
        let near = page.lines.iter().skip(now.line.saturating_sub(1)).take(4).filter(|l| l.i != said.i && owned);
        for line in near {
            let at = (0..line.tokens.len()).find(|at| {
                let first = line.is_at(*at, &["first"]) && line.is_at(at + 1, &["time"]);
                let never = line.is_at(*at, &["never"]);
                let goes = |t: &Token| words.set_foot.has(t);
                (first || never) && line.slice(at + 1, at + 9).iter().any(goes)
            });
            let Some(at) = at else { continue };
            // `never as president`, `since 2014`, `the first time that she came by train`.
            let scoped = line
                .slice(at, line.tokens.len())
                .iter()
                .any(|t| t.is_any(&["as", "since", "by", "with", "without", "for", "after"]));
            // Somebody else: another name than those of the claim's own sentence.
            let subject = line.slice(at, at + 6).iter().any(|t| {
                t.is_any(&["he", "she", "they", "him", "her"])
                    || (t.norm.len() > 3 && story_words().words.office_words.has(t))
            });
            let other = line.slice(at, at + 6).iter().any(Token::is_capitalised);
            if !scoped && subject && !other {
                let a = text(page, now)?;
                let b = (page.words(line.slice(at, at + 2)), line.i);
                let note = format!("“{}” does not fit “{}”.", a.0, b.0);
                return Some(check("ordinal", Verdict::Contradicts, vec![a, b], note));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    const DAY: &str = "2031-10-07";

    #[test]
    fn a_round_that_is_over_is_not_the_next() {
        let head = "The envoys will meet in Porto next week for the fifth round of the fish talks.";
        let over = format!("{head} The fifth round, held in Bergen in June, brought little.");
        assert!(verdicts("ordinal", DAY, &over).contains(&Contradicts));
        let before = format!("{head} The fourth round, held in Bergen in June, brought little.");
        assert!(!verdicts("ordinal", DAY, &before).contains(&Contradicts));
    }

    #[test]
    fn what_is_told_off_is_over() {
        let head = "The island on Monday received the second instalment of the loan.";
        let text = format!("{head} The first was paid in March and the second in June, the bank said.");
        assert!(verdicts("ordinal", DAY, &text).contains(&Contradicts));
        let text = format!("{head} The first was paid in March and the second on Monday, the bank said.");
        assert!(!verdicts("ordinal", DAY, &text).contains(&Contradicts));
    }

    #[test]
    fn the_one_before_has_one_less() {
        let text = |n: &str| {
            format!("The 21st fish summit opens in Porto today. The previous summit, the {n}, was in Bergen.")
        };
        assert!(verdicts("ordinal", DAY, &text("19th")).contains(&Contradicts));
        assert!(!verdicts("ordinal", DAY, &text("20th")).contains(&Contradicts));
    }

    #[test]
    fn who_was_never_there_is_not_there_again() {
        let text = "The minister spoke of his second visit to Norway. It was the first time that he had set foot in the country.";
        assert!(verdicts("ordinal", DAY, text).contains(&Contradicts));
        let text =
            "The minister spoke of his second visit to Norway. It was the first time that he had come as minister.";
        assert!(!verdicts("ordinal", DAY, text).contains(&Contradicts));
    }
}
