//! Every feature with a sentence in its context and the value that it must have; the whole stage on a small article.

mod context;
mod cues;
mod facts;
mod shape;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::annotate::annotate;
use crate::model::{Article, Kind};

/// A feature, a text, the sentence in it that is looked at, and the feature's value there in thousandths.
type Case = (&'static str, &'static str, usize, i64);

/// A story of five sentences in four paragraphs.
const STORY: &str = "The foreign minister of Norway met his Danish colleague in Oslo on Tuesday.\n\nThey signed a fishing \
accord after four hours of talks. \"We have waited long for this day,\" the minister told reporters after the meeting.\n\n\
It was their third meeting since 2014.\n\nAnalysts say that the accord could calm Norway's long dispute over cod.\n";

fn article(text: &str) -> Article {
    Article {
        text: text.to_owned(),
        published: chrono::NaiveDate::from_ymd_opt(2021, 6, 16),
        title: Some("Ministers sign a fishing accord".into()),
        ..Article::default()
    }
}

fn value((feature, text, at, _): Case) -> i64 {
    let number = *features::numbers().get(feature).unwrap_or_else(|| panic!("no feature {feature}"));
    let values = measure(&annotate(article(text)));
    values.get(at).unwrap_or_else(|| panic!("{text}: no sentence {at}")).all()[number]
}

fn all_cases() -> impl Iterator<Item = Case> {
    context::CASES.iter().chain(shape::CASES).chain(facts::CASES).chain(cues::CASES).copied()
}

#[test]
fn every_case_holds() {
    let wrong: Vec<String> = all_cases()
        .filter(|case| value(*case) != case.3)
        .map(|case| format!("{} of sentence {} is {}, not {}: {}", case.0, case.2, value(case), case.3, case.1))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_feature_has_a_case_where_it_fires_and_one_where_it_must_not() {
    let names = |fires: bool| all_cases().filter(|c| (c.3 != 0) == fires).map(|c| c.0).collect::<BTreeSet<_>>();
    let known: BTreeSet<&str> = catalogue().iter().map(|info| info.name.as_str()).collect();
    assert_eq!(known.difference(&names(true)).collect::<Vec<_>>(), Vec::<&&str>::new(), "never shown to fire");
    let silent = known.difference(&names(false)).copied().collect::<Vec<_>>();
    assert_eq!(silent, ["constant"], "never shown to be 0");
}

#[test]
fn every_feature_of_the_weights_file_is_known() {
    let file: toml::Table = include_str!("../../../lexicon/weights.toml").parse().unwrap();
    let kinds = file["kind"].as_table().unwrap();
    assert_eq!(kinds.len(), Kind::ALL.len());
    let features = features::numbers();
    for table in kinds.values().chain([&file["score"]]) {
        for feature in table.as_table().unwrap().keys() {
            assert!(features.contains_key(feature.as_str()), "{feature}");
        }
    }
}

fn ranked(text: &str) -> Annotated {
    let mut annotated = annotate(article(text));
    rank(&mut annotated, &Weights::embedded());
    annotated
}

#[test]
fn the_score_is_the_sum_of_its_contributions() {
    for statement in ranked(STORY).statements {
        assert!(!statement.contributions.is_empty());
        assert_eq!(statement.score, statement.contributions.iter().map(|c| c.points).sum::<i64>());
    }
}

#[test]
fn furniture_is_noise_and_comes_last() {
    let mut annotated = annotate(article(STORY));
    annotated.statements[0].furniture = Some("test".into());
    rank(&mut annotated, &Weights::embedded());
    assert_eq!(annotated.statements[0].kind, Kind::Noise);
    assert_eq!(order(&annotated).last(), Some(&0));
}

#[test]
fn kinds_of_a_plain_story() {
    let kinds: Vec<Kind> = ranked(STORY).statements.iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [Kind::Event, Kind::Outcome, Kind::Position, Kind::Prior, Kind::Assessment]);
}

#[test]
fn equal_scores_keep_the_order_of_the_text() {
    let mut annotated = annotate(article(STORY));
    rank(&mut annotated, &Weights::zero());
    assert_eq!(order(&annotated), [0, 1, 2, 3, 4]);
    assert!(annotated.statements.iter().all(|s| s.score == 0 && s.kind == Kind::Event));
}

#[test]
fn news_of_other_things_is_ranked_by_place() {
    let text = "A baker in the old town has baked a loaf as long as a bus.\n\nIt took him nine hours and two ovens.\n\n\
        His wife sold it by the metre to all who came.\n\nThe baker, aged 58, learnt the trade in the largest mill of the valley.\n";
    let order = order(&ranked(text));
    assert_eq!(order.first(), Some(&0));
    assert_eq!(order.last(), Some(&3));
}

#[test]
fn a_long_article_takes_linear_time() {
    let sentence =
        "The third visit of the minister, who came, since 2014 will end with an accord, sources said on Friday. ";
    let timed = |times: usize| {
        let annotated = annotate(article(&sentence.repeat(times)));
        let start = std::time::Instant::now();
        assert_eq!(measure(&annotated).len(), times);
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (timed(1000).max(0.001), timed(8000));
    assert!(long < short * 30.0, "1,000 sentences {short} s, 8,000 {long} s");
}

proptest! {
    #[test]
    fn any_text_is_ranked(text in "[a-zA-Z0-9,.\"“” \n']{0,200}|\\PC{0,300}") {
        let annotated = ranked(&text);
        let mut order = order(&annotated);
        order.sort_unstable();
        prop_assert_eq!(order, (0..annotated.statements.len()).collect::<Vec<_>>());
        for statement in &annotated.statements {
            prop_assert_eq!(statement.score, statement.contributions.iter().map(|c| c.points).sum::<i64>());
        }
    }
}
