//! Parts and wholes: `23 of the 58 … leaves 35`, `60: 48 at A and 12 at B`, votes in a council.

use crate::lexicon::story_words;
use crate::model::{Check, Verdict};
use crate::story::numbers::{Number, cardinal, is_approximate};
use crate::story::page::{Line, Page, check, verdict};
use crate::text::Token;

/// Sentences after the parts in which the rest may be told.
const REACH: usize = 3;

/// A number that counts people or things.
#[derive(Debug, Clone, Copy)]
struct Count {
    value: u64,
    at: usize,
    len: usize,
    i: usize,
}

impl Count {
    fn end(&self) -> usize {
        self.at + self.len
    }
}

pub(super) fn read(page: &Page) -> Vec<Check> {
    let counts: Vec<Vec<Count>> = page.lines.iter().map(counts).collect();
    let mut found = Vec::new();
    for n in (0..page.lines.len()).filter(|n| counts.get(*n).is_some_and(|c| !c.is_empty())) {
        found.extend(rest(page, &counts, n));
        found.extend(parts_after_colon(page, &counts, n));
        found.extend(parts_of_them(page, &counts, n));
        found.extend(halves(page, &counts, n));
        found.extend(two_parts(page, &counts, n));
        found.extend(in_all(page, &counts, n));
        found.extend(votes(page, &counts, n));
    }
    found
}

/// The counts of a line: no dates, ages, lengths, amounts of money or estimates.
fn counts(line: &Line) -> Vec<Count> {
    let mut found = Vec::new();
    let mut at = 0;
    // In the order of the line.
    let mut mentions = line.mentions.as_slice();
    while at < line.tokens.len() {
        mentions = &mentions[mentions.iter().take_while(|m| m.at.end <= at).count()..];
        if let Some(mention) = mentions.first().filter(|m| m.at.contains(&at)) {
            at = mention.at.end.max(at + 1);
            continue;
        }
        match cardinal(line.tokens, at) {
            Some(number) => {
                if is_count(line, at, number) {
                    found.push(Count { value: number.value, at, len: number.len, i: line.i });
                }
                at += number.len;
            }
            None => at += 1,
        }
    }
    found
}

fn is_count(line: &Line, at: usize, number: Number) -> bool {
    let next = line.tokens.get(at + number.len);
    let unit = next.is_some_and(|t| story_words().words.units.has(t) || t.is_any(&["-", "'s", "/"]));
    let money = at.checked_sub(1).is_some_and(|b| line.is_at(b, &["$", "€", "£", "-", "no", "article"]));
    // "any one of which", "for one", "this one": no count but a pronoun.
    let words = &story_words().words;
    let pronoun = number.value == 1 && at.checked_sub(1).is_some_and(|b| line.has_at(b, &words.pronoun_one));
    let item = next.is_some_and(|t| t.is(")"))
        && !(0..at).rev().take(at).any(|k| line.is_at(k, &["("]) && !line.slice(k, at).iter().any(|t| t.is(")")));
    !unit && !money && !pronoun && !item && !is_clock(line, at, number) && !is_approximate(line.tokens, at, number.len)
}

/// `14:05`, `3 : 30`: digits on both sides of a colon.
fn is_clock(line: &Line, at: usize, number: Number) -> bool {
    let digits = |k: usize| line.tokens.get(k).is_some_and(Token::is_number);
    let end = at + number.len;
    (line.is_at(end, &[":"]) && digits(end + 1)) || (at >= 2 && line.is_at(at - 1, &[":"]) && digits(at - 2))
}

fn compare(values: Vec<(String, usize)>, sum: u64, whole: u64, text: &str) -> Check {
    let note = format!("The numbers do not add up: {text} = {sum}, not {whole}.");
    check("sum", verdict(sum == whole), values, note)
}

/// `23 of the 58` or `Of 58 … 23`, and what is left.
fn rest(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let (part, whole) = part_and_whole(page, all, n)?;
    let start = part.end().max(if whole.i == line.i { whole.end() } else { 0 });
    let after = || page.lines.iter().zip(all).skip(n + 1).take(REACH);
    let left =
        left_over(line, all.get(n)?, start).or_else(|| after().find_map(|(l, counts)| left_over(l, counts, 0)))?;
    // What is left of a whole is less than the whole; more is left of something else.
    let sum = part.value.checked_add(left.value).filter(|_| left.value <= whole.value)?;
    let values = vec![
        (whole.value.to_string(), whole.i),
        (part.value.to_string(), part.i),
        (format!("{} left", left.value), left.i),
    ];
    Some(compare(values, sum, whole.value, &format!("{} + {}", part.value, left.value)))
}

fn part_and_whole(page: &Page, all: &[Vec<Count>], n: usize) -> Option<(Count, Count)> {
    let line = page.lines.get(n)?;
    let counts = all.get(n)?;
    for (k, count) in counts.iter().enumerate() {
        let opens_with_of = count.at <= 2 && line.is_at(0, &["of", "out"]);
        if let Some(next) = counts.get(k + 1).filter(|next| next.value != count.value) {
            if opens_with_of && next.value < count.value {
                return Some((*next, *count));
            }
            let between = line.slice(count.end(), next.at);
            let of = between.first().is_some_and(|t| t.is("of")) || between.get(1).is_some_and(|t| t.is("of"));
            if of && between.len() <= 4 && next.value > count.value {
                return Some((*count, *next));
            }
        }
        let of_whom =
            count.at >= 2 && line.is_at(count.at - 2, &["of"]) && line.is_at(count.at - 1, &["whom", "which", "them"]);
        if let Some(whole) = counts.get(..k).and_then(|c| c.last()).filter(|w| of_whom && w.value > count.value) {
            return Some((*count, *whole));
        }
        let of_them = line.is_at(count.end(), &["of"]) && line.has_at(count.end() + 1, &story_words().words.of_them);
        if of_them {
            let before = counts.get(..k).and_then(|c| c.last()).copied();
            let whole = before.or_else(|| {
                let before = all.get(n.checked_sub(1)?)?;
                if let [only] = before.as_slice() { Some(*only) } else { None }
            })?;
            return (whole.value > count.value).then_some((*count, whole));
        }
    }
    None
}

/// `That will leave 45`, `the remaining 35`, `the other two`, `35 remain`.
fn left_over(line: &Line, counts: &[Count], start: usize) -> Option<Count> {
    let words = &story_words().words;
    counts.iter().copied().filter(|c| c.at >= start).find(|count| {
        let before = line.slice(count.at.saturating_sub(2).max(start), count.at);
        let after = line.slice(count.end(), count.end() + 4);
        // `One question remains the border`: is still.
        let is =
            after.windows(2).any(|w| matches!(w, [a, b] if words.left_over.has(a) && b.is_any(&["the", "a", "an"])));
        let goes = !is && after.iter().take(3).any(|t| words.left_over.has(t));
        // `The others include three of …`: some of them.
        let some = count.at.checked_sub(1).is_some_and(|b| line.has_at(b, &words.includes));
        !some && (words.remain.any(before) || goes)
    })
}

/// `60 Russians …: 48 at A and 12 at B`.
fn parts_after_colon(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let colon = line.tokens.iter().position(|t| t.is(":"))?;
    let counts = all.get(n)?;
    let whole = counts.iter().rfind(|c| c.at < colon)?;
    let parts: Vec<_> = counts.iter().filter(|c| c.at > colon).collect();
    let opens = parts.first().is_some_and(|p| p.at <= colon + 2);
    // `Two banks pay 90 million euros: …`: the parts are those of the sum, which is no count.
    if (whole.end()..colon).any(|k| cardinal(line.tokens, k).is_some()) {
        return None;
    }
    if parts.len() < 2 || !opens || counts.iter().filter(|c| c.at < colon).count() > 1 {
        return None;
    }
    let sum = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.value))?;
    let text = parts.iter().map(|p| p.value.to_string()).collect::<Vec<_>>().join(" + ");
    let values = std::iter::once((whole.value.to_string(), line.i)).chain(std::iter::once((text.clone(), line.i)));
    Some(compare(values.collect(), sum, whole.value, &text))
}

/// `60 …, 48 of them to A and 12 to B`: more than the whole cannot be; less may be a choice.
fn parts_of_them(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let counts = all.get(n)?;
    let k = counts
        .iter()
        .position(|c| line.is_at(c.end(), &["of"]) && line.is_at(c.end() + 1, &["them", "whom", "which"]))?;
    let whole = counts.get(k.checked_sub(1)?)?;
    // `took one of four, with its crew of six`: another thing is counted.
    let goes_on = |c: &&Count| story_words().words.goes_on.any(line.slice(c.at.saturating_sub(2), c.at));
    let parts: Vec<&Count> = counts.get(k..k + 1)?.iter().chain(counts.get(k + 1..)?.iter().filter(goes_on)).collect();
    if parts.len() < 2 {
        return None;
    }
    let sum = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.value))?;
    let text = parts.iter().map(|p| p.value.to_string()).collect::<Vec<_>>().join(" + ");
    let values = vec![(whole.value.to_string(), line.i), (text.clone(), line.i)];
    (sum >= whole.value).then(|| compare(values, sum, whole.value, &text))
}

/// `Ten prisoners, six men and five women,`.
fn halves(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let is_people = |at: usize| line.tokens.get(at).is_some_and(|t| story_words().words.people.has(t));
    let counts = all.get(n)?;
    let at = counts.windows(3).position(|w| {
        let [whole, a, b] = w else { return false };
        let opens =
            a.at.checked_sub(1).is_some_and(|k| line.is_at(k, &[",", "–", "(", ":"])) && a.at <= whole.end() + 4;
        let named = is_people(a.end()) && is_people(b.end());
        opens && named && !is_people(whole.end()) && b.at == a.end() + 2 && line.is_at(a.end() + 1, &["and"])
    })?;
    let [whole, a, b] = counts.get(at..at + 3)? else { return None };
    let sum = a.value.checked_add(b.value)?;
    let text = format!("{} + {}", a.value, b.value);
    Some(compare(vec![(whole.value.to_string(), line.i), (text.clone(), line.i)], sum, whole.value, &text))
}

/// `Fourteen ships lie off the port, eight tankers and five freighters.`: all of them, at the end of the sentence.
fn two_parts(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let [whole, a, b] = all.get(n)?.as_slice() else { return None };
    let plural =
        |at: usize| line.tokens.get(at).is_some_and(|t| t.case == crate::text::Case::Lower && t.norm.ends_with('s'));
    let opens = a.at.checked_sub(1).is_some_and(|k| line.is_at(k, &[",", "–"]));
    let joined = b.at == a.end() + 2 && line.is_at(a.end() + 1, &["and"]);
    let closes = line.tokens.get(b.end() + 1).is_none_or(|t| t.is(".")) && line.tokens.get(b.end() + 2).is_none();
    // `Fourteen ships`, not `the 14 of June`; parts far from the whole are of something else.
    let things = plural(whole.end()) && plural(a.end()) && plural(b.end());
    let sum = a.value.checked_add(b.value)?;
    let near = sum.abs_diff(whole.value).saturating_mul(4) <= whole.value;
    let people = line.tokens.get(a.end()).is_some_and(|t| story_words().words.people.has(t));
    if !opens || !joined || !closes || !things || !near || people {
        return None;
    }
    let text = format!("{} + {}", a.value, b.value);
    Some(compare(vec![(whole.value.to_string(), line.i), (text.clone(), line.i)], sum, whole.value, &text))
}

/// `48 from A and 12 from B, 60 in all`, `a total of 60`.
fn in_all(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let counts = all.get(n)?;
    let total = counts.iter().position(|c| {
        let after = line.is_at(c.end(), &["in"]) && line.is_at(c.end() + 1, &["all", "total"]);
        let of = c.at >= 3
            && line.is_at(c.at - 1, &["of"])
            && line.is_at(c.at - 2, &["total"])
            && line.is_at(c.at - 3, &["a"]);
        after || of || line.is_at(c.end(), &["altogether"])
    })?;
    let (whole, parts) = (counts.get(total)?, counts.get(..total)?);
    let last = parts.last()?;
    let first = parts.first()?;
    let joined = line.slice(first.end(), last.at).iter().any(|t| t.is("and"));
    if parts.len() < 2 || !joined || whole.at > last.end() + 12 {
        return None;
    }
    let sum = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.value))?;
    let text = parts.iter().map(|p| p.value.to_string()).collect::<Vec<_>>().join(" + ");
    Some(compare(vec![(whole.value.to_string(), line.i), (text.clone(), line.i)], sum, whole.value, &text))
}

/// More votes than members, in a council whose size stands in the same sentence or the one before or after.
fn votes(page: &Page, all: &[Vec<Count>], n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let words = &story_words().words;
    let counts = all.get(n).filter(|counts| counts.len() > 1)?;
    let cast: Vec<Count> = counts
        .iter()
        .copied()
        .filter(|c| {
            let after = line.slice(c.end(), c.end() + 4);
            let side = |words: &crate::lexicon::Words| after.iter().take(3).any(|t| words.has(t));
            // `35 of the 193 abstained`: the whole is no vote.
            if c.at >= 1 && line.slice(c.at.saturating_sub(2), c.at).iter().any(|t| t.is("of")) {
                return false;
            }
            side(&words.voted_neither)
                || side(&words.voted_against)
                || after.iter().take(3).any(|t| words.voted_for.has(t))
        })
        .collect();
    let abstained = words.voted_neither.any(line.tokens) || words.voted_against.any(line.tokens);
    if cast.len() < 2 || !abstained {
        return None;
    }
    let near = page.lines.iter().skip(n.saturating_sub(1)).take(3);
    // A body is no smaller than one side of its vote.
    let most = cast.iter().map(|c| c.value).max().unwrap_or_default();
    let (members, i) = near.filter_map(|l| Some((members(l)?, l.i))).find(|(members, _)| *members >= most)?;
    let sum = cast.iter().try_fold(0u64, |sum, c| sum.checked_add(c.value))?;
    let text = cast.iter().map(|c| c.value.to_string()).collect::<Vec<_>>().join(" + ");
    let values = vec![(format!("{members} members"), i), (format!("{text} = {sum}"), line.i)];
    let note = format!("{text} makes {sum} votes in a body of {members} members.");
    let outcome = match sum.cmp(&members) {
        std::cmp::Ordering::Greater => Verdict::Contradicts,
        std::cmp::Ordering::Equal => Verdict::Agrees,
        std::cmp::Ordering::Less => Verdict::Compatible,
    };
    Some(check("sum", outcome, values, note))
}

/// `15-member`, `193 member states`, `15 members`.
fn members(line: &Line) -> Option<u64> {
    let words = &story_words().words;
    (0..line.tokens.len()).find_map(|at| {
        let number = cardinal(line.tokens, at).filter(|n| n.value >= 3)?;
        let end = at + number.len;
        let glued = line.is_at(end, &["-"]) && line.has_at(end + 1, &words.seats);
        let whole = at.checked_sub(1).is_some_and(|b| line.has_at(b, &words.before_body));
        (glued || (whole && line.is_at(end, &["members", "member"]))).then_some(number.value)
    })
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn what_is_left_follows() {
        assert_eq!(
            verdicts("sum", "", "They expel 12 of the 40 envoys. That will leave 38 in the city."),
            [Contradicts]
        );
        assert_eq!(verdicts("sum", "", "Of 40 envoys 12 must go. The remaining 28 may stay."), [Agrees]);
        assert_eq!(
            verdicts("sum", "", "Seven papers were signed. Five of them are accords; the other three are notes."),
            [Contradicts]
        );
    }

    #[test]
    fn parts_make_the_whole() {
        assert_eq!(
            verdicts("sum", "", "They expelled 30 people: 18 at the embassy and 14 at the mission."),
            [Contradicts]
        );
        assert_eq!(verdicts("sum", "", "They expelled 30 people, 18 of them in Oslo and 12 in Bergen."), [Agrees]);
        assert_eq!(verdicts("sum", "", "They expelled 30 people, 18 of them in Oslo and 9 in Bergen."), []);
        assert_eq!(verdicts("sum", "", "Ten prisoners, six men and five women, came home."), [Contradicts]);
        assert_eq!(verdicts("sum", "", "Oslo sent 18 and Bergen 12, a total of 32 envoys."), [Contradicts]);
    }

    #[test]
    fn clock_times_and_the_numbers_of_a_list_are_no_parts() {
        for text in [
            "The call came at 15:30 local time (06:30 GMT) on Wednesday.",
            "Envoys of 3 : 30 people called 911 and 12 came.",
            "Two questions are open: 1) the quota on fish; and 2) the fee for the port.",
            "For one, the devil is in the details, any one of which could send all back to square one.",
            "Six of the 56 towns have not voted. Some 330,000 voters remain.",
            "They boarded five boats before dawn and took one of them, with its crew of nine, to the island.",
            "Of the 40 people hurt, 29 were taken to hospital. The others include three sailors and two cooks.",
            "One of the five states went on buying gas. One question remains the port on the border.",
        ] {
            assert_eq!(verdicts("sum", "", text), [], "{text}");
        }
    }

    #[test]
    fn two_parts_at_the_end_make_the_whole() {
        let text = |n: &str| format!("Nine ships wait off Porto, {n} tankers and three ferries.");
        assert_eq!(verdicts("sum", "", &text("five")), [Contradicts]);
        assert_eq!(verdicts("sum", "", &text("six")), [Agrees]);
        assert_eq!(verdicts("sum", "", "Nine ships wait off Porto, two tankers and three ferries among them."), []);
    }

    #[test]
    fn what_several_pay_is_not_how_many_they_are() {
        let text = "Two banks pay 90 million euros: 60 million come from Oslo and 30 million from Porto.";
        assert!(!verdicts("sum", "", text).contains(&Contradicts));
    }

    #[test]
    fn this_one_is_no_whole() {
        let text = "There were four rounds before this one, three of them in Riga and one in Porto.";
        assert_eq!(verdicts("sum", "", text), [Agrees]);
    }

    #[test]
    fn votes_do_not_exceed_members() {
        let text = "The 15-member board met. Twelve voted for, two against, and two abstained.";
        assert_eq!(verdicts("sum", "", text), [Contradicts]);
        let text = "The board set up a three-member panel. Twelve voted for, four against, and two abstained.";
        assert_eq!(verdicts("sum", "", text), []);
        let text = "The 15-member board met. Ten voted for, two against, and two abstained.";
        assert_eq!(verdicts("sum", "", text), [Compatible]);
    }
}
