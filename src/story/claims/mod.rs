//! Claims of one article against those of another on the same event.
//!
//! Said only where both articles state a plain value for one thing: a different precision, scope or verb is no dispute.

mod comings;
mod counts;
mod crowds;
mod dated;
mod days;
mod event;
mod firsts;
mod lengths;
mod names;
mod numbers;
mod ordinals;
mod polarity;
mod quantities;
mod recalls;
mod rounds;
mod series;
mod signers;
mod since;
mod ties;
mod voters;

use super::page::{Line, Page};
use crate::model::{Check, CheckValue, MainEvent, Reading, Verdict};
use crate::text::Token;

/// Claims of one kind that are read from one article, at most.
const MOST: usize = 12;

/// An article of a story.
struct Source<'a> {
    reading: &'a Reading,
    page: Page<'a>,
}

impl Source<'_> {
    fn event(&self) -> Option<&MainEvent> {
        self.reading.event.as_ref()
    }

    /// The last names of the persons that a statement names; of the event's parties where it names none.
    fn persons(&self, i: usize) -> Vec<String> {
        let statement = self.reading.annotated.statements.get(i);
        let named = statement.into_iter().flat_map(|s| &s.actors).filter(|a| a.kind == crate::model::ActorKind::Person);
        let named: Vec<String> = named.map(|a| last_name(&a.name)).collect();
        if !named.is_empty() {
            return named;
        }
        self.event().and_then(|e| e.actors.first()).map(|a| last_name(a)).into_iter().collect()
    }
}

fn last_name(name: &str) -> String {
    name.split(' ').next_back().unwrap_or(name).to_lowercase()
}

/// A value that one article states.
struct Stated<K> {
    /// Equal for one thing.
    key: K,
    /// Equal where nothing is in dispute.
    value: String,
    /// As written.
    text: String,
    i: usize,
    article: usize,
}

/// What the articles agree on and what they dispute: how often, which time, on which day, how many. The `article` of a value
/// is its place in `readings`. One article alone gives none.
pub fn claims(readings: &[&Reading]) -> Vec<Check> {
    if readings.len() < 2 {
        return Vec::new();
    }
    let sources: Vec<Source> =
        readings.iter().map(|reading| Source { reading, page: Page::new(&reading.annotated) }).collect();
    let mut found = counts::read(&sources);
    found.extend(ordinals::read(&sources));
    found.extend(days::read(&sources));
    found.extend(dated::read(&sources));
    found.extend(numbers::read(&sources));
    found.extend(lengths::read(&sources));
    found.extend(names::read(&sources));
    found.extend(voters::read(&sources));
    found.extend(firsts::read(&sources));
    found.extend(rounds::read(&sources));
    found.extend(ties::read(&sources));
    found.extend(signers::read(&sources));
    found.extend(crowds::read(&sources));
    found.extend(recalls::read(&sources));
    let further = [quantities::read, series::read, polarity::read, since::read, comings::read];
    // What a narrower rule has said of two sentences is not said again.
    for check in further.iter().flat_map(|read| read(&sources)) {
        let told = |c: &Check| c.values.iter().map(|v| (v.article, v.i)).collect::<Vec<_>>();
        if found.iter().all(|c| c.verdict != Verdict::Contradicts || told(c) != told(&check)) {
            found.push(check);
        }
    }
    found.extend(event::read(&sources));
    found
}

/// Sets the values of several articles against each other, pair by pair; each pair of values is reported once.
fn compare<K>(
    slot: &str,
    stated: &[Stated<K>],
    same: impl Fn(&Stated<K>, &Stated<K>) -> bool,
    note: impl Fn(&str, &str) -> String,
) -> Vec<Check> {
    let mut found: Vec<(Check, [&str; 2])> = Vec::new();
    for (k, b) in stated.iter().enumerate() {
        for a in stated.iter().take(k).filter(|a| a.article != b.article && same(a, b)) {
            let pair = if a.value <= b.value {
                [a.value.as_str(), b.value.as_str()]
            } else {
                [b.value.as_str(), a.value.as_str()]
            };
            if found.iter().any(|(_, known)| *known == pair) {
                continue;
            }
            let verdict = super::page::verdict(a.value == b.value);
            let value = |s: &Stated<K>| CheckValue { value: s.text.clone(), i: s.i, article: s.article };
            let note = if verdict == Verdict::Contradicts { note(&a.text, &b.text) } else { String::new() };
            found.push((Check { slot: slot.to_owned(), verdict, values: vec![value(a), value(b)], note }, pair));
        }
    }
    found.into_iter().map(|(check, _)| check).collect()
}

fn meets(a: &[String], b: &[String]) -> bool {
    a.iter().any(|name| b.contains(name))
}

/// Capitalised words behind `in` or `at`, at most one adjective between.
fn places(line: &Line) -> Vec<String> {
    let leads = |at: usize| line.is_at(at, &["in", "at"]);
    let adjective = |at: usize| line.tokens.get(at).is_some_and(|t| t.is_word() && !t.is_capitalised());
    let behind = (1..line.tokens.len()).filter(|at| leads(at - 1) || (*at > 1 && leads(at - 2) && adjective(at - 1)));
    let named = behind.filter_map(|at| line.tokens.get(at)).filter(|t| t.is_capitalised());
    let is_place = |t: &&Token| crate::lexicon::month(&t.norm).is_none();
    named.filter(is_place).map(|t| t.norm.to_string()).collect()
}

#[cfg(test)]
mod plain_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::pipeline::read_all;
    use crate::score::Weights;

    /// The notes on two articles of one day.
    fn notes(published: &str, texts: [&str; 2]) -> Vec<String> {
        let article =
            |text: &str| Article { text: text.to_owned(), published: published.parse().ok(), ..Article::default() };
        let readings = read_all(texts.map(article).into(), &Weights::default());
        let checks = claims(&readings.iter().collect::<Vec<_>>());
        checks.into_iter().filter(|c| c.verdict == Verdict::Contradicts).map(|c| c.note).collect()
    }

    const DAY: &str = "2018-10-02";

    #[test]
    fn counts_of_one_scope_are_compared() {
        let a = "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday for talks. Nordmann came five other times while prime minister.";
        let b = "Norwegian President Ola Nordmann is in Lisbon for talks. Nordmann had been there before, two times as prime minister.";
        assert_eq!(notes(DAY, [a, b]), ["One article says “five other times”, another “two times”."]);
        let c = "Norwegian President Ola Nordmann is in Lisbon for talks. Nordmann had been there before, two times as president.";
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
    }

    #[test]
    fn ordinals_of_one_scope_are_compared() {
        let a = "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday. It is Nordmann's third visit to Portugal this year.";
        let b = "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday. It is Nordmann's second visit to Portugal this year.";
        let c =
            "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday. It is Nordmann's second visit to Portugal.";
        assert_eq!(notes(DAY, [a, b]), ["One article says “third visit”, another “second visit”."]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
    }

    #[test]
    fn a_weekend_is_no_thursday() {
        let a = "The visit of Norwegian President Ola Nordmann to Lisbon is fixed for the weekend of December 7 and 8.";
        let b = "Norwegian President Ola Nordmann arrived in Lisbon on Thursday for a state visit.";
        let article = |published: &str, text: &str| Article {
            text: text.to_owned(),
            published: published.parse().ok(),
            ..Article::default()
        };
        let readings = read_all(vec![article("2017-11-20", a), article("2017-12-07", b)], &Weights::default());
        let checks = claims(&readings.iter().collect::<Vec<_>>());
        let found: Vec<&str> =
            checks.iter().filter(|c| c.verdict == Verdict::Contradicts).map(|c| c.note.as_str()).collect();
        assert_eq!(
            found,
            ["One article puts the visit on the “weekend of December 7 and 8”, another on “Thursday” (7 December)."]
        );
    }

    #[test]
    fn the_day_after_a_meeting_is_not_its_day() {
        let met = "Norwegian President Ola Nordmann and Chilean President Maria Silva met for nearly an hour in Oslo on Thursday evening in their latest attempt to end the fishing quarrel.";
        let toured = |since: &str| {
            let text = format!(
                "Norwegian President Ola Nordmann was heading to Bergen Monday afternoon for a speech on nets, boats and the price of cod, {since} a meeting with Chilean President Maria Silva in Oslo that brought little."
            );
            let article = |day: &str, text: &str| Article {
                text: text.to_owned(),
                published: day.parse().ok(),
                ..Article::default()
            };
            let readings =
                read_all(vec![article("2031-05-09", met), article("2031-05-06", &text)], &Weights::default());
            let checks = claims(&readings.iter().collect::<Vec<_>>());
            checks.into_iter().filter(|c| c.verdict == Verdict::Contradicts).count()
        };
        assert_eq!((toured("a day after"), toured("for")), (0, 1));
    }

    #[test]
    fn numbers_of_one_deed_are_compared() {
        let a = "Norway expelled 12 diplomats of Portugal on Monday.";
        let b = "Norway has expelled 14 diplomats of Portugal, the ministry said.";
        let c = "Portugal has expelled 9 diplomats of Norway, the ministry said.";
        let d = "Norway has expelled some 14 diplomats of Portugal, the ministry said.";
        assert_eq!(notes(DAY, [a, b]), ["One article says “12 diplomats”, another “14 diplomats”."]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
        assert_eq!(notes(DAY, [a, d]), Vec::<String>::new());
    }

    #[test]
    fn what_happens_once_has_one_day() {
        let a = "The president of Norway thanked Portugal. The border with Portugal had been opened on September 25 at a feast.";
        let b = "Norway and Portugal ended a quarrel on September 26 with the reopening of the common border.";
        let c = "The president of Norway thanked Portugal. The embassy in Portugal had been opened on September 24 at a feast.";
        assert_eq!(notes(DAY, [a, b]), ["One article dates it “September 25”, another “September 26”."]);
        assert_eq!(notes(DAY, [c, b]), Vec::<String>::new());
    }

    #[test]
    fn lengths_of_one_stay_are_compared() {
        let a = "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday for a two-day state visit.";
        let b = "Norwegian President Ola Nordmann began a three-day visit to Portugal on Tuesday.";
        let c = "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday, his second stop on a nine-day tour.";
        assert_eq!(notes(DAY, [a, b]), ["One article says “two-day state visit”, another “three-day visit”."]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
    }

    #[test]
    fn an_office_has_one_holder() {
        let a =
            "Norway expelled 12 diplomats of Portugal on Monday. Norwegian Foreign Minister Anne Lind spoke in Oslo.";
        let b =
            "Norway expelled 12 diplomats of Portugal on Monday. Norwegian Foreign Minister Kari Moe spoke in Oslo.";
        let c = "Norway expelled 12 diplomats of Portugal on Monday. Former Norwegian Foreign Minister Kari Moe spoke in Oslo.";
        let d =
            "Norway expelled 12 diplomats of Portugal on Monday. Norwegian Foreign Minister Ann Lindh spoke in Oslo.";
        assert_eq!(notes(DAY, [a, b]), ["One article names the foreign minister Anne Lind, another Kari Moe."]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
        assert_eq!(notes(DAY, [a, d]), Vec::<String>::new());
    }

    #[test]
    fn numbers_of_signed_documents_are_compared() {
        let a = "Norway and Portugal closed their talks in Lisbon. In the evening 12 agreements on fish were signed.";
        let b = "Norway and Portugal closed their talks in Lisbon. The presidents signed 14 documents in the palace.";
        let c =
            "Norway and Portugal closed their talks in Lisbon. The presidents signed about 14 documents in the palace.";
        assert_eq!(notes(DAY, [a, b]), ["One article says “12 agreements”, another “14 documents”."]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
    }

    #[test]
    fn nobody_before_and_somebody_before_do_not_fit() {
        let a = "Norwegian President Ola Nordmann arrived in Lisbon on Tuesday. No Norwegian leader had visited the city since 1951.";
        let b = "Norwegian President Ola Nordmann is in Lisbon for talks. Nordmann had been there before, twice as prime minister.";
        let c = "Norwegian President Ola Nordmann is in Lisbon for talks. Leaders of Norway have been to Lisbon before, a guide said.";
        let d = "Norwegian President Ola Nordmann is in Lisbon for talks. It is the first state visit of a leader of Norway in Lisbon.";
        let e = "Norwegian President Ola Nordmann will be the first leader of Norway in the fish hall of Lisbon.";
        let told = "No Norwegian leader had visited the city since 1951";
        assert_eq!(notes(DAY, [a, b]), [format!("One article says “{told}”, another “had been there before”.")]);
        assert_eq!(notes(DAY, [d, c]), Vec::<String>::new());
        assert_eq!(
            notes(DAY, [e, c]),
            ["One article says “first leader of Norway”, another “have been to Lisbon before”."]
        );
        assert_eq!(notes(DAY, [a, e]), Vec::<String>::new());
    }

    #[test]
    fn a_person_was_last_there_in_one_year() {
        let a = "Norwegian President Ola Nordmann flew to Lisbon on Tuesday. Nordmann was last in Lisbon 30 years ago.";
        let b = "Norwegian President Ola Nordmann flew to Lisbon on Tuesday. It is the first time Nordmann sets foot in Portugal since the two quarrelled in 2005.";
        let c = "Norwegian President Ola Nordmann flew to Lisbon on Tuesday. It is the first time Nordmann sets foot in Portugal since the two quarrelled in 1989.";
        assert_eq!(notes(DAY, [a, b]).len(), 1);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
    }

    #[test]
    fn a_meeting_that_a_full_list_lacks_is_disputed() {
        let a = "The presidents of Norway and Portugal met in Riga. The two had met two times before, in May 2018 and June 2018, always in Porto.";
        let b = "The presidents of Norway and Portugal met in Riga. They had agreed on it at a summit in Porto on August 2, 2018.";
        let c = "The presidents of Norway and Portugal met in Riga. They had agreed on it at a summit in Porto on June 2, 2018.";
        let note =
            "One article lists the earlier meetings as May 2018, June 2018, another tells of one on 2 August 2018.";
        assert_eq!(notes(DAY, [a, b]), [note]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
    }

    #[test]
    fn ties_are_broken_by_one_and_restored_in_one_year() {
        let a = "Norway and Portugal opened their embassies. Norway broke off relations in 2011.";
        let b = "Norway and Portugal opened their embassies. Portugal had severed diplomatic ties in 2011.";
        let c = "Norway and Portugal opened their embassies. Portugal had severed diplomatic ties in 2014.";
        assert_eq!(notes(DAY, [a, b]), ["One article says that Norway broke off the ties, another that Portugal did."]);
        assert_eq!(notes(DAY, [a, c]), Vec::<String>::new());
        let a = "Norway and Portugal opened their embassies. Diplomatic relations were restored this year.";
        let b = "Norway and Portugal opened their embassies. The two have been on diplomatic terms again since 2016.";
        assert_eq!(notes(DAY, [a, b]), ["One article has the ties restored in 2018, another in 2016."]);
    }

    #[test]
    fn one_agreement_has_one_rank_of_signers() {
        let a = "Ola Nordmann and Maria Silva, the prime ministers of Norway and Portugal, signed the agreement on Tuesday.";
        let b = "The foreign ministers of Norway and Portugal signed the agreement on Tuesday.";
        assert_eq!(notes(DAY, [a, b]), ["One article has the leaders sign, another the foreign ministers."]);
        let both = format!("{a} The foreign ministers signed a protocol.");
        assert_eq!(notes(DAY, [&both, b]), Vec::<String>::new());
    }

    #[test]
    fn one_traveller_is_due_on_one_day() {
        let article =
            |text: &str| Article { text: text.to_owned(), published: "2018-07-12".parse().ok(), ..Article::default() };
        let notes = |texts: [&str; 2]| -> Vec<String> {
            let readings = read_all(texts.map(article).into(), &Weights::default());
            let checks = claims(&readings.iter().collect::<Vec<_>>());
            checks
                .into_iter()
                .filter(|c| c.slot == "date" && c.verdict == Verdict::Contradicts)
                .map(|c| c.note)
                .collect()
        };
        // The second writes the city in a way that is on no map, and recalls what had been told before.
        let a = "President Ola Nordmann, due in the Portuguese capital on Saturday for a state visit of three days, will be there for the feast.";
        let b = "Norwegian President Ola Nordmann may arrive in Lisboah as early as Sunday for a visit, a weekly says.";
        let told = "The media had first reported that he would come on Sunday.";
        let dates = ["One article dates the event “Saturday, 14 July”, another “Sunday, 15 July”."];
        assert_eq!(notes([a, b]), dates);
        assert_eq!(notes([&format!("{a} {told}"), b]), dates);
        assert_eq!(notes([&format!("{a} On Sunday he will see the port."), b]), Vec::<String>::new());
    }

    #[test]
    fn an_envoy_is_called_back_or_was_never_there() {
        let a = "Norway lowered its ties with Portugal on Monday. Its ambassador would be called back from Portugal.";
        let b =
            "Norway lowered its ties with Portugal. The ambassador-designate of Norway will not be sent to Portugal.";
        assert_eq!(notes(DAY, [a, b]).len(), 1);
        assert_eq!(notes(DAY, [a, a]), Vec::<String>::new());
    }

    #[test]
    fn crowds_are_compared_where_they_lie_far_apart() {
        let crowd =
            |words: &str| format!("Norway and Portugal signed an accord in Lisbon on Tuesday. They did so {words}.");
        let (few, some, many) =
            (crowd("before 80 spectators"), crowd("before 110 spectators"), crowd("before some 900 spectators"));
        assert_eq!(notes(DAY, [&few, &many]), ["One article says “80 spectators”, another “900 spectators”."]);
        assert_eq!(notes(DAY, [&few, &some]), Vec::<String>::new());
    }

    #[test]
    fn one_article_disputes_nothing() {
        let article = Article {
            text: "Norway expelled 12 diplomats. Norway expelled 14 diplomats.".into(),
            ..Article::default()
        };
        let readings = read_all(vec![article], &Weights::default());
        assert!(claims(&readings.iter().collect::<Vec<_>>()).is_empty());
    }
}
