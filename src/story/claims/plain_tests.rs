//! Two articles of one event in other words: what they dispute is said, what differs in precision, scope or moment is not.

use super::*;
use crate::model::Article;
use crate::pipeline::read_all;
use crate::score::Weights;

/// The notes on two articles, each with its day.
fn notes(articles: [(&str, &str); 2]) -> Vec<String> {
    let article = |(day, text): (&str, &str)| Article {
        text: text.to_owned(),
        published: day.parse().ok(),
        ..Article::default()
    };
    let readings = read_all(articles.map(article).into(), &Weights::default());
    let checks = claims(&readings.iter().collect::<Vec<_>>());
    checks.into_iter().filter(|c| c.verdict == Verdict::Contradicts).map(|c| c.note).collect()
}

const DAY: &str = "2031-03-05";

fn of_one_day(a: &str, b: &str) -> Vec<String> {
    notes([(DAY, a), (DAY, b)])
}

#[test]
fn numbers_of_one_thing_are_compared() {
    let boats =
        |n: &str| format!("Norway and Chile signed an accord in Lima on Wednesday. Norway will hand over {n} boats.");
    assert_eq!(of_one_day(&boats("four"), &boats("six")), ["One article says “four boats”, another “six boats”."]);
    assert_eq!(of_one_day(&boats("four"), &boats("some six")), Vec::<String>::new());
    assert_eq!(of_one_day(&boats("four"), &boats("another six")), Vec::<String>::new());
    assert_eq!(of_one_day(&boats("four"), &boats("forty")), Vec::<String>::new());
    let both = format!("{} Chile had asked for six boats.", boats("four"));
    assert_eq!(of_one_day(&both, &boats("six")), Vec::<String>::new());
}

#[test]
fn parts_and_tolls_are_not_compared() {
    let a = "Norway and Chile met 14 coastal states in Lima on Wednesday.";
    let b = "Norway and Chile met nine of the 14 coastal states in Lima on Wednesday.";
    assert_eq!(of_one_day(a, b), Vec::<String>::new());
    let toll = |n: &str| format!("The storm off Chile on Wednesday killed {n} fishermen, the navy said.");
    assert_eq!(of_one_day(&toll("12"), &toll("15")), Vec::<String>::new());
}

#[test]
fn sums_and_lengths_of_one_thing_are_compared() {
    let cost = |n: &str| {
        format!("Norway and Chile agreed in Lima on Wednesday to build a pier. It will cost {n} million euros.")
    };
    assert_eq!(of_one_day(&cost("40"), &cost("60")).len(), 1);
    assert_eq!(of_one_day(&cost("40"), &cost("about 60")), Vec::<String>::new());
    let cost_dollars = cost("60").replace("euros", "dollars");
    assert_eq!(of_one_day(&cost("40"), &cost_dollars), Vec::<String>::new());
    let leave = |n: &str| format!("Chile expelled three Norwegian envoys on Wednesday. They have {n} to leave.");
    assert_eq!(of_one_day(&leave("72 hours"), &leave("48 hours")).len(), 1);
    assert_eq!(of_one_day(&leave("two days"), &leave("48 hours")), Vec::<String>::new());
}

#[test]
fn one_round_has_one_number() {
    let round = |n: &str| format!("The {n} round of the fish talks of Norway and Chile opened in Lima on Tuesday.");
    assert_eq!(
        of_one_day(&round("sixth"), &round("seventh")),
        ["One article says “sixth round”, another “seventh round”."]
    );
    let knows = format!("{} The sixth round had been held in Oslo.", round("seventh"));
    assert_eq!(of_one_day(&round("sixth"), &knows), Vec::<String>::new());
}

#[test]
fn what_was_done_was_not_left_undone() {
    let captain =
        |not: &str| format!("The navy of Chile boarded a Norwegian ship on Wednesday. The captain was {not}detained.");
    let found = of_one_day(&captain(""), &captain("not "));
    assert_eq!(found, ["One article says “captain was detained”, another “captain was not detained”."]);
    let later = notes([(DAY, &captain("not ")), ("2031-03-11", &captain(""))]);
    assert_eq!(later, Vec::<String>::new());
}

#[test]
fn firsts_deadlines_and_days_are_compared() {
    let since = |year: &str| {
        format!(
            "Norway's foreign minister came to Lima on Tuesday. It is the first visit by a Norwegian foreign minister since {year}."
        )
    };
    assert_eq!(
        of_one_day(&since("2016"), &since("2019")),
        [
            "One article says “first visit by a Norwegian foreign minister since 2016”, another “first visit by a Norwegian foreign minister since 2019”."
        ]
    );
    let pier = |year: &str| format!("Norway and Chile will build a pier in Lima by {year}, they said on Wednesday.");
    assert_eq!(of_one_day(&pier("2034"), &pier("2036")), ["One article says “by 2034”, another “by 2036”."]);
    let came = |day: &str| format!("Norwegian President Ola Nordmann arrived in Lima on {day} for a fair.");
    assert_eq!(of_one_day(&came("Monday"), &came("Tuesday")).len(), 1);
    let talks = |day: &str| {
        format!("Norway and Chile ended a round of fish talks in Lima on Tuesday. Talks resume on {day} March.")
    };
    assert_eq!(of_one_day(&talks("20"), &talks("27")).len(), 1);
}

#[test]
fn one_accord_is_signed_in_one_town() {
    let signed = |town: &str| format!("Norway and Chile signed an accord on fish in {town} on Wednesday.");
    assert_eq!(of_one_day(&signed("Lima"), &signed("Oslo")).len(), 1);
    let next =
        |town: &str| format!("The fish summit of Norway and Chile ended on Tuesday. Next year they meet in {town}.");
    assert_eq!(of_one_day(&next("Lima"), &next("Oslo")).len(), 1);
}
