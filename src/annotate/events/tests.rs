use crate::annotate::annotate;
use crate::lexicon::event_rules;
use crate::model::{Article, Event};

fn events(text: &str) -> Vec<Event> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    annotate(article).statements.into_iter().flat_map(|s| s.events).collect()
}

fn first(text: &str) -> (String, Vec<String>, Vec<String>) {
    events(text).into_iter().next().map_or_else(Default::default, |e| (e.cameo.to_owned(), e.source, e.target))
}

fn coded(root: &str, source: &[&str], target: &[&str]) -> (String, Vec<String>, Vec<String>) {
    let own = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect();
    (root.to_owned(), own(source), own(target))
}

#[test]
fn every_rule_reads_its_examples() {
    let mut wrong = Vec::new();
    for rule in event_rules() {
        for example in &rule.examples {
            let got = events(example).first().map(|e| e.rule.clone());
            if got.as_deref() != Some(rule.name.as_str()) {
                wrong.push(format!("{}: {example} → {got:?}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_passive_turns_the_parties_round() {
    assert_eq!(first("Norway expelled two Chilean diplomats."), coded("16", &["NOR"], &["CHL"]));
    assert_eq!(first("Two Chilean diplomats were expelled by Norway."), coded("16", &["NOR"], &["CHL"]));
    assert_eq!(first("Sanctions were imposed on Chile by Norway."), coded("16", &["NOR"], &["CHL"]));
}

#[test]
fn plans_and_denials_change_the_type() {
    assert_eq!(first("Norway will send food aid to Chile."), coded("03", &["NOR"], &["CHL"]));
    assert_eq!(first("Norway did not send food aid to Chile."), coded("12", &["NOR"], &["CHL"]));
    assert_eq!(first("Norway will impose sanctions on Chile."), coded("13", &["NOR"], &["CHL"]));
    assert_eq!(first("Norway refused to lift sanctions on Chile."), coded("12", &["NOR"], &["CHL"]));
    assert_eq!(first("Norway urged Chile to free two sailors."), coded("02", &["NOR"], &["CHL"]));
}

#[test]
fn contacts_have_both_parties() {
    assert_eq!(first("The Norwegian prime minister met the Chilean president."), coded("04", &["NOR"], &["CHL"]));
    assert_eq!(first("Norway and Chile held talks in Geneva."), coded("04", &["NOR"], &["CHL"]));
}

#[test]
fn a_sentence_without_an_event_has_none() {
    assert!(events("The weather in the mountains was fine all week.").is_empty());
}

#[test]
fn long_rows_of_one_word_stay_quick() {
    let text = "attack talks to agree ".repeat(25_000);
    assert!(events(&text).len() < 10);
}
