use proptest::prelude::*;

use super::*;
use crate::text::tokenize;

fn cut(text: &str) -> Vec<&str> {
    split(text, &tokenize(text)).iter().map(|s| s.span.of(text)).collect()
}

fn counts(text: &str) -> usize {
    cut(text).len()
}

#[test]
fn abbreviations_and_initials_do_not_end() {
    assert_eq!(counts("Gen. Tom A. Reed met Mr. Albert I. Lopez of Reed & Co. on Dec. 7."), 1);
    assert_eq!(cut("She works for Reed Inc. The firm is small."), ["She works for Reed Inc.", "The firm is small."]);
    assert_eq!(cut("He lives in the U.S. They met there."), ["He lives in the U.S.", "They met there."]);
    assert_eq!(counts("The U.S. Senate voted."), 1);
    assert_eq!(counts("SALEM, Ore. — The guard was shot."), 1);
    assert_eq!(counts("Write to Ana.Lopez@example.org today."), 1);
}

#[test]
fn times_of_day_end_only_a_sentence_that_has_a_verb() {
    assert_eq!(counts("At 5 a.m. Lopez went home."), 1);
    assert_eq!(cut("He left at 6 p.m. Lopez stayed."), ["He left at 6 p.m.", "Lopez stayed."]);
    assert_eq!(counts("He left at 6 p.m. Monday."), 1);
}

#[test]
fn words_left_out_belong_to_the_sentence_that_follows() {
    assert_eq!(
        cut("We met . . . at noon. . . . The rest is lost. . . ."),
        ["We met . . . at noon.", ". . . The rest is lost. . . ."]
    );
    assert_eq!(cut("We met at noon... The rest is lost."), ["We met at noon...", "The rest is lost."]);
}

#[test]
fn quotations_and_brackets_close_with_their_sentence() {
    assert_eq!(cut("\"We go. We stay,\" she said."), ["\"We go.", "We stay,\" she said."]);
    assert_eq!(cut("\"We go.\" She left."), ["\"We go.\"", "She left."]);
    assert_eq!(counts("\"We go.\" she said."), 1);
    assert_eq!(counts("The pact (It was signed in May.) holds."), 1);
    assert_eq!(counts("\"We [...] agree [...]\" (Reed 5)."), 1);
}

#[test]
fn dots_and_numbers() {
    assert_eq!(counts("It fell 3.5 per cent to 1.2 million."), 1);
    assert_eq!(cut("We never meant it.... Lopez left."), ["We never meant it....", "Lopez left."]);
    assert_eq!(counts("We wait ... and hope."), 1);
    assert_eq!(cut("It is over.The guests left."), ["It is over.", "The guests left."]);
}

#[test]
fn list_items_are_sentences() {
    assert_eq!(cut("1. Open the bridge 2. Count the lorries"), ["1. Open the bridge", "2. Count the lorries"]);
    assert_eq!(cut("1.) Open it. 2.) Shut it."), ["1.) Open it.", "2.) Shut it."]);
    assert_eq!(cut("• 9. Open it • 10. Shut it"), ["• 9. Open it", "• 10. Shut it"]);
    assert_eq!(cut("He came in 3. The others in 4. No one won."), ["He came in 3.", "The others in 4.", "No one won."]);
}

#[test]
fn a_line_is_a_paragraph_unless_lines_are_cut() {
    assert_eq!(cut("A headline\nThe news is short."), ["A headline", "The news is short."]);
    assert_eq!(counts("The ministers met\nand signed in the evening."), 1);
    assert_eq!(counts("bread\nwine and\nsalt"), 3);
    let ragged = "The ministers\nmet on a bridge and\nsigned the pact, then they\nwent home by\ntrain.\nIt was late.";
    assert_eq!(counts(ragged), 2);
    let width = "The ministers of the two countries met on the bridge over the\nriver and signed the pact that their deputies had worked on\n\
                 since the spring of the year before. The pact opens the river\nto the ships of both countries and ends the toll that had been\npaid on it.";
    assert_eq!(counts(width), 2);
}

proptest! {
    #[test]
    fn sentences_hold_every_token(text in "([A-Z][a-z]{0,5}|[a-z]{1,5}|[0-9]{1,3}|[.?!:\"“”()…•,-]|\n| ){0,90}") {
        let tokens = tokenize(&text);
        let sentences = split(&text, &tokens);
        let mut next = 0;
        for sentence in &sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(sentence.tokens.end > next);
            prop_assert!(text.get(sentence.span.start..sentence.span.end).is_some());
            next = sentence.tokens.end;
        }
        prop_assert_eq!(next, tokens.len());
    }

    #[test]
    fn any_text_is_cut(text in "\\PC{0,200}") {
        let tokens = tokenize(&text);
        prop_assert_eq!(split(&text, &tokens).last().map_or(0, |s| s.tokens.end), tokens.len());
    }
}
