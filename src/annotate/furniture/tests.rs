use proptest::prelude::*;

use super::*;
use crate::annotate::{document, masthead};
use crate::model::Article;

fn marks_of(text: &str) -> Vec<(String, Mark)> {
    let mut document = document(Article { text: text.to_owned(), ..Article::default() });
    let lines = masthead::read(&mut document);
    let marks = mark(&document, lines);
    document.sentences.iter().map(|s| document.text(s.span).to_owned()).zip(marks).collect()
}

/// The rule of every sentence, `-` for news.
fn rules(text: &str) -> Vec<&'static str> {
    marks_of(text).into_iter().map(|(_, mark)| mark.rule.unwrap_or("-")).collect()
}

const LEDE: &str = "The two foreign ministers met on Monday in the border town and agreed to open the bridge.";
const MORE: &str = "It had been closed since the spring, when a guard was shot on the far bank of the river.";

/// A page of lede, more, and the line under test between them or after them.
fn between(line: &str) -> &'static str {
    rules(&format!("{LEDE}\n{line}\n{MORE}"))[1]
}

fn after(line: &str) -> &'static str {
    rules(&format!("{LEDE}\n{MORE}\n{line}")).last().copied().unwrap_or("none")
}

#[test]
fn plain_news_is_left_alone() {
    assert_eq!(rules(&format!("{LEDE} {MORE}\n{MORE} They spoke for an hour.")), ["-", "-", "-", "-"]);
    let quoted = "\"We are ready. Share the burden with us,\" the minister said. He told reporters:";
    assert!(rules(&format!("{LEDE}\n{quoted}")).iter().all(|rule| *rule == "-"));
}

#[test]
fn headlines_stand_before_the_lede() {
    assert_eq!(rules(&format!("Ministers Open Bridge\n{LEDE}\n{MORE}")), ["headline", "-", "-"]);
    assert_eq!(
        rules(&format!("Ministers open bridge\nBridge opened by ministers after talks\n{LEDE}")),
        ["headline", "headline-repeated", "-"]
    );
}

#[test]
fn what_follows_a_pointer_is_the_end_unless_the_article_goes_on() {
    let before = format!("{LEDE}\n{MORE}\n")
        + "The guard's family had asked the two ministers to open it in his name, and both had promised to do so.\n\
           Officials on both banks said that traders had lost half of their income since the bridge was closed.\n\
           The river is too wide for the small boats that people here own, and the next bridge is a day away.\n\
           Both governments had blamed each other for the shot, and neither had given way until this week.\n";
    let headlines = "Read more\nBridge opened after talks\nGuard shot at the river\nMinisters to meet in spring";
    assert!(rules(&(before.clone() + headlines)).iter().rev().take(3).all(|rule| *rule != "-"));
    let article = "Read more\nThe bridge will open at dawn on Friday, and the first buses will cross it an hour later, the ministry said.\n\
                   A second bridge further down the river was also talked about, but nothing was decided there on Monday, officials of both sides said.";
    let rules = rules(&(before + article));
    assert_eq!(rules[rules.len() - 3..], ["related-links", "-", "-"]);
}

#[test]
fn terms_of_a_loan_are_news_and_those_of_a_site_are_not() {
    assert_eq!(
        between("By signing up for the letter you agree to our terms of service and to mails of our partners."),
        "cookie"
    );
    assert_eq!(between("Privacy policy and terms of use"), "cookie");
    assert_eq!(
        between(
            "The two sides still differ over the terms and conditions of the loan, the finance minister said on Monday."
        ),
        "-"
    );
}

#[test]
fn a_word_on_the_writer_at_the_end_is_no_news() {
    assert_eq!(after("Tom Reed is a diplomatic reporter for the Harbour Wire who covers the river states."), "credit");
    // Whom the article has named is news, and so is whoever has another trade.
    let named =
        format!("{LEDE}\nA guard held Tom Reed for an hour. {MORE}\nTom Reed is a reporter for the Harbour Wire.");
    assert_eq!(rules(&named).last(), Some(&"-"));
    assert_eq!(after("Tom Reed is a former envoy to the river states and knows both ministers."), "-");
}

#[test]
fn subheads_and_questions_stand_within() {
    assert_eq!(between("A New Start"), "subhead");
    assert_eq!(between("What does the other side say?"), "subhead");
    assert_eq!(between("CONDITIONS"), "subhead");
    assert_eq!(between("The ten latest points:"), "subhead");
    assert_eq!(between("He told the reporters who had waited:"), "-");
}

#[test]
fn lists_are_part_of_the_article() {
    let text = format!(
        "{LEDE}\nOther measures agreed between the two include:\nFewer checks on freight\nMore trains\nA second bridge.\n{MORE}"
    );
    assert!(rules(&text).iter().all(|rule| *rule == "-"));
}

#[test]
fn captions_by_place_credit_date_and_repetition() {
    assert_eq!(between("Minister Ana Lopez (L) greets her guest at the bridge."), "caption");
    assert_eq!(between("Minister Ana Lopez waits at the bridge. (Photo by Tom Reed)"), "caption");
    assert_eq!(between("Minister Ana Lopez speaks at the bridge, Rivertown, Aug. 6, 2018."), "caption");
    assert_eq!(between("REUTERS/Tom Reed"), "credit");
    assert_eq!(between("Gov. Tom Reed (R) signed the bill on the bridge."), "-");
    let twice = "Minister Ana Lopez waits for her guest at the bridge.";
    assert_eq!(rules(&format!("{twice}\n{twice} Tom Reed\n{LEDE}\n{MORE}"))[..2], ["caption", "caption"]);
}

#[test]
fn a_page_of_captions_keeps_its_news() {
    let text = "Minister Ana Lopez, left, greets her guest on the bridge between the two countries, Aug. 6, 2018.\n\
                Soldiers, right, open the gate of the bridge for the first lorries, Aug. 6, 2018.";
    assert!(rules(text).iter().all(|rule| *rule == "-"));
}

#[test]
fn what_stands_over_the_dateline_is_furniture() {
    let text = format!("Ministers open bridge\nA guard watches the river.\nLIMA, Aug. 9 (Xinhua) -- {LEDE}");
    assert_eq!(rules(&text).iter().filter(|rule| **rule == "-").count(), 1);
}

#[test]
fn labels_by_what_they_hold() {
    assert_eq!(between("Monday, 06 August 2018 09:30"), "timestamp");
    assert_eq!(between("2 min read"), "counter");
    assert_eq!(between("By Ana Lopez and Tom Reed"), "byline");
    assert_eq!(between("Advertisement"), "advert");
    assert_eq!(after("No comments:"), "comment-box");
    assert_eq!(after("Share this:"), "share-bar");
    assert_eq!(after("More on this"), "related-links");
    assert_eq!(after("MNA/"), "credit");
    assert_eq!(after("Copyright © 2018 The Rivertown Herald."), "copyright");
    assert_eq!(after("(Reporting by Ana Lopez; Editing by Tom Reed)"), "credit");
    assert_eq!(between("This is a developing story, check back for updates."), "developing-story");
    assert_eq!(between("GUARD SHOT AT BRIDGE WAS FROM THE CAPITAL"), "related-links");
}

#[test]
fn another_language_is_furniture_only_beside_english() {
    let spanish = "Los ministros de los dos países se reunieron el lunes en la ciudad para abrir el puente.";
    assert_eq!(rules(&format!("{LEDE}\n{MORE}\n{spanish}")).last(), Some(&"other-language"));
    assert_eq!(rules(&format!("{LEDE}\n{MORE}\nΔιαβάστε επίσης")).last(), Some(&"other-language"));
    assert_eq!(rules(&format!("{spanish}\n{spanish} Fue un día histórico para todos."))[0], "-");
}

#[test]
fn second_copies_and_signed_repeats() {
    assert_eq!(
        rules(&format!("{LEDE}\n{MORE}\nThey spoke for an hour and more.\n{LEDE}")).last(),
        Some(&"duplicate-paragraph")
    );
    let post = "We open the bridge today and we will keep it open — Ana Lopez (@analopez) August 6, 2018";
    let said = "\"We open the bridge today and we will keep it open,\" Lopez wrote.";
    assert_eq!(rules(&format!("{LEDE}\n{said}\n{post}\n{MORE}")), ["-", "-", "pull-quote", "-"]);
    assert_eq!(rules(&format!("{LEDE}\n{post}\n{MORE}"))[1], "-");
}

#[test]
fn comments_after_the_end_are_no_news() {
    let text =
        format!("{LEDE} {MORE}\n{MORE} {LEDE}\nLeave a reply\nNobody believes a word of it.\nThey will shut it again.");
    assert_eq!(rules(&text)[4..], ["comment-box", "tail", "tail"]);
}

#[test]
fn a_page_that_breaks_off_is_cut_in_its_last_sentence() {
    let cut = |text: &str| marks_of(text).iter().position(|(_, mark)| mark.cut_off);
    assert_eq!(cut(&format!("{LEDE} {MORE}")), None);
    assert_eq!(cut(&format!("{LEDE}\nThe ministers, who had not seen each other for ye")), Some(1));
    assert_eq!(cut(&format!("{LEDE}\nThe ministers, who had not seen each other for ye\nShare this:")), Some(1));
    assert_eq!(cut(&format!("{LEDE}\nThe minister, for")), Some(1));
}

#[test]
fn an_opening_that_breaks_off_is_no_headline_where_that_is_known() {
    let text = "The ferry between the two islands was stopped on Monday after a storm broke the pier and nobody could say when";
    let rules_under = |title: Option<&str>| {
        let article = Article { title: title.map(str::to_owned), text: text.to_owned(), ..Article::default() };
        let document = document(article);
        mark(&document, Page::new(&document).lines).iter().map(|m| (m.rule, m.cut_off)).collect::<Vec<_>>()
    };
    assert_eq!(rules_under(Some("Storm stops the ferry")), [(None, true)]);
    assert_eq!(rules_under(Some(text)), [(Some("headline"), false)]);
    assert_eq!(rules_under(None), [(Some("headline"), false)]);
}

#[test]
fn a_text_cut_into_sentences_has_short_ones() {
    let text = format!("{LEDE}\nWhy?\nMaybe.\n{MORE}");
    let spans = text.split('\n').scan(0, |at, line| {
        let span = crate::text::Span::new(*at, *at + line.len());
        *at += line.len() + 1;
        Some(span)
    });
    let article = Article { presplit: Some(spans.collect()), text: text.clone(), ..Article::default() };
    let document = document(article);
    assert!(mark(&document, Page::new(&document).lines).iter().all(|mark| mark.rule.is_none()));
}

proptest! {
    #[test]
    fn every_sentence_gets_a_mark(text in "([A-Z]{2,6}|[a-z]{1,7}|[.?!:\"“”(),–|@/-]|Photo|[0-9]{1,4}|\n| ){0,80}") {
        let document = document(Article { text, ..Article::default() });
        prop_assert_eq!(mark(&document, Page::new(&document).lines).len(), document.sentences.len());
    }
}
