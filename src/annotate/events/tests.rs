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
fn an_object_before_an_active_verb_is_no_passive() {
    assert_eq!(first("The Norwegian military sent 200 soldiers to Chile."), coded("15", &["NOR"], &["CHL"]));
    assert_eq!(first("Ahead of the summit, Norway on June 13 held talks with Chile."), coded("04", &["NOR"], &["CHL"]));
    assert_eq!(first("The sanctions imposed on Chile by Norway hurt."), coded("16", &["NOR"], &["CHL"]));
}

#[test]
fn a_state_told_with_be_is_no_passive() {
    assert_eq!(first("Norway is committed to helping Chile.").1, ["NOR"]);
    assert_eq!(first("Norway shortened by two hours the curfew in the Norwegian north.").1, ["NOR"]);
}

#[test]
fn who_receives_is_the_target() {
    assert_eq!(first("Norway received food aid from Chile."), coded("07", &["CHL"], &["NOR"]));
    assert_eq!(first("Norwegian troops came under fire from Chilean forces."), coded("19", &["CHL"], &["NOR"]));
}

#[test]
fn verbs_that_share_a_subject_share_the_source() {
    assert_eq!(
        events("Norway left the talks with Peru and attacked Chile.").last().map(|e| e.source.clone()),
        Some(vec!["NOR".to_owned()])
    );
    assert_eq!(first("Norway threatened Chile after the army had wounded a man.").1, ["NOR"]);
    assert_eq!(first("Norway wrote to Peru, accusing Chile of theft.").1, ["NOR"]);
    assert_eq!(first("The Norwegian army, which attacked Chile, was proud of it.").1, ["NOR"]);
}

#[test]
fn an_apposition_tells_whose_an_unknown_name_is() {
    assert_eq!(first("Anna Berg, the Norwegian envoy, accused Chile of theft."), coded("11", &["NOR"], &["CHL"]));
    assert_eq!(first("Anna Berg, a former Norwegian banker, accused Chile of theft.").1, ["NOR"]);
}

#[test]
fn who_acts_at_home_without_a_name_is_of_the_one_state_named() {
    assert_eq!(
        first("The elders demanded that the Norwegian Interior Ministry be closed for good."),
        coded("10", &["NOR"], &["NOR"])
    );
}

#[test]
fn an_agency_acts_for_the_body_that_it_is_part_of() {
    assert_eq!(first("UNICEF condemned the attack by Chile.").1, ["IGO:UNICEF", "IGO:UN"]);
}

#[test]
fn a_complaint_goes_against_somebody_not_to_the_court() {
    assert_eq!(first("Norway filed a complaint with the United Nations against Chile.").2, ["CHL"]);
}

#[test]
fn what_is_tied_to_nobody_is_no_event() {
    assert!(events("A man was shot dead at a house near the river on Monday.").is_empty());
    assert!(events("A huge Norwegian satellite is expected to fall into the sea this weekend.").is_empty());
    assert!(first("The former finance minister of Norway slept.").0.is_empty());
    assert!(first("OSLO, March 16 - The Norwegian king slept.").0.is_empty());
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

#[test]
fn an_adjective_that_opens_the_sentence_tells_who_acts() {
    assert_eq!(first("Norwegian dock workers walked off the job on Friday."), coded("14", &["NOR"], &["NOR"]));
    assert_eq!(first("Peruvian protesters set fire to the Chilean consulate."), coded("14", &["PER"], &["CHL"]));
}

#[test]
fn weather_and_vain_deeds_are_no_events() {
    assert!(events("Heavy snow closed schools across northern Norway.").is_empty());
    assert!(events("The plan has done little to help ordinary Norwegians.").is_empty());
    assert!(events("If Norway were to join the pact, its ships could sail from Chile.").is_empty());
}
