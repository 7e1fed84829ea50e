use proptest::prelude::*;

use crate::annotate::annotate;
use crate::model::{Article, Quote};

fn quotes(text: &str) -> Vec<Option<Quote>> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    annotate(article).statements.into_iter().map(|s| s.quote).collect()
}

fn speakers(text: &str) -> Vec<String> {
    let or = |quote: &Option<Quote>| match quote {
        Some(quote) => quote.speaker.clone().unwrap_or_else(|| "?".into()),
        None => "-".into(),
    };
    quotes(text).iter().map(or).collect()
}

#[test]
fn the_speaker_stands_on_either_side_of_the_verb() {
    assert_eq!(speakers("\"We open the bridge today,\" said Foreign Minister Ana Lopez."), ["Ana Lopez"]);
    assert_eq!(speakers("\"We open the bridge today,\" Foreign Minister Ana Lopez told reporters."), ["Ana Lopez"]);
    assert_eq!(speakers("Foreign Minister Ana Lopez said: \"We open the bridge today.\""), ["Ana Lopez"]);
    assert_eq!(
        speakers("Ana Lopez, the foreign minister of Peru, called the pact \"a bridge of trust and friendship\"."),
        ["Ana Lopez"]
    );
}

#[test]
fn a_pronoun_is_the_one_who_spoke() {
    let text =
        "\"We open the bridge today,\" Foreign Minister Ana Lopez said. \"It will stay open for good,\" she added.";
    assert_eq!(speakers(text), ["Ana Lopez", "Ana Lopez"]);
}

#[test]
fn whom_a_quotation_names_does_not_speak_it() {
    let text = "Peruvian President Ana Lopez met Chilean President Luis Paz.\n\n\
                \"My meeting with President Luis Paz was a good one. It will help,\" the president said.";
    assert!(speakers(text).iter().all(|speaker| speaker != "Luis Paz"), "{:?}", speakers(text));
}

#[test]
fn a_pronoun_is_nobody_within_the_quotation() {
    let text =
        "The ministry answered on Friday. \"In return for what the African Union did, the office closes,\" it stated.";
    assert_eq!(speakers(text), ["-", "the ministry"]);
}

#[test]
fn who_is_acted_upon_does_not_speak() {
    let text = "The envoys from Peru had been expelled in April for \"things that no guest in a house does\".";
    assert_eq!(speakers(text), ["?"]);
}

#[test]
fn bodies_and_texts_speak_under_their_names() {
    assert_eq!(speakers("\"The bridge will stay closed to lorries,\" the ministry wrote."), ["the ministry"]);
    assert_eq!(speakers("\"Both sides will open the bridge,\" says the communique."), ["the communique"]);
}

#[test]
fn a_quotation_over_sentences_and_paragraphs_has_one_speaker() {
    let text =
        "\"We open the bridge today.\n\"It was closed too long. Now it stays open,\" said Foreign Minister Ana Lopez.";
    let found = quotes(text);
    assert_eq!(speakers(text), ["Ana Lopez", "Ana Lopez", "Ana Lopez"]);
    let first = found.first().and_then(Option::as_ref);
    assert_eq!(first.map(|q| (q.first, q.last, q.speaker_from, q.whole)), Some((0, 2, Some(2), true)));
}

#[test]
fn a_quotation_alone_goes_on_with_the_speaker_before() {
    let text = "\"We open the bridge today,\" said Foreign Minister Ana Lopez.\n\"It stays open for good.\"";
    assert_eq!(speakers(text), ["Ana Lopez", "Ana Lopez"]);
}

#[test]
fn marks_of_all_shapes() {
    for (open, close) in [("“", "”"), ("«", "»"), ("\"", "\""), (",,", "''"), ("„", "“")] {
        let text = format!("{open}We open the bridge today{close}, said Foreign Minister Ana Lopez.");
        assert_eq!(speakers(&text), ["Ana Lopez"], "{open}{close}");
    }
    assert_eq!(speakers("Foreign Minister Ana Lopez spoke of a 'very good day for the bridge'."), ["Ana Lopez"]);
    assert_eq!(speakers("The leaders' bridge and the ministers' road stayed closed."), ["-"]);
}

#[test]
fn a_word_in_marks_that_nobody_says_is_no_quotation() {
    assert_eq!(speakers("The \"friendship bridge\" over the river was closed for a week."), ["-"]);
}

#[test]
fn a_post_is_its_author_s() {
    let text = "The news came late in the evening. Chad's government spread it on the web.\n\n\"The council met on Sunday and looked at the lake. It \
        decided to close the road and to call the envoys home,\" ran the post.";
    assert_eq!(speakers(text), ["-", "-", "Chad's government", "Chad's government"]);
}

#[test]
fn a_view_belongs_to_its_holder_and_an_act_to_its_agent() {
    let text = "Norway's foreign ministry spoke of the visit. For Berg, it added, the day was \"one of the great ones of \
        her life\".";
    assert_eq!(speakers(text)[1], "Berg");
    assert_eq!(
        speakers("From the ministry came thanks for a step \"with no strings attached at all\"."),
        ["the ministry"]
    );
    let text = "Peru's ambassador was expelled by the ministry in May, for \"work that is not that of envoys\".";
    assert_eq!(speakers(text), ["the ministry"]);
}

#[test]
fn a_clause_under_a_text_is_the_text_s() {
    let text =
        "The council backed a resolution under which Chad must \"wholly and at once\" leave the lake, sources said.";
    assert_eq!(speakers(text), ["the resolution"]);
    let text =
        "Only two states opposed the resolution. Its members are asked in it to \"help those who fled the lake\".";
    assert_eq!(speakers(text)[1], "the resolution");
}

#[test]
fn furniture_names_no_speaker() {
    let text = "The ministers met on the bridge on Monday and talked for an hour.\nStory Continued Below\n\"It went well,\" he said.";
    assert!(!speakers(text).contains(&"Continued Below".to_owned()));
}

proptest! {
    #[test]
    fn quotes_lie_within_their_sentences(text in "([A-Z][a-z]{1,5}|[a-z]{1,5}|said|he|the ministry|[.,:?\"“”«»'’‘]|\n| ){0,70}") {
        let article = Article { text: text.clone(), ..Article::default() };
        for statement in annotate(article).statements {
            let Some(quote) = statement.quote else { continue };
            prop_assert!(statement.span.contains(quote.span));
            prop_assert!(text.get(quote.span.start..quote.span.end).is_some());
            prop_assert!(quote.first <= statement.index && statement.index <= quote.last);
        }
    }
}

#[test]
fn an_office_is_the_person_who_holds_it_also_where_the_name_comes_later() {
    let text = "Talks on the bridge have yielded \"several results of weight\", according to Norway's foreign minister.\nOla Testmann, the Norwegian foreign minister, then left for Lima.";
    assert_eq!(speakers(text).first().map(String::as_str), Some("Ola Testmann"));
    let text = "Pope Marcellus came to Oslo on Monday for a visit of three days. \"The bridge is a sign of peace,\" said the pontiff.";
    assert_eq!(speakers(text), ["-", "Marcellus"]);
}

#[test]
fn a_quotation_that_an_act_of_saying_interrupts_goes_on_into_the_next_sentence() {
    let text = "\"The bridge was to open last night,\" said Ola Testmann in Oslo, \"but the mayors asked for more time. \
                The new plan is ready. I shall open it.\" Nobody answered.";
    let article = annotate(Article { text: text.into(), ..Article::default() });
    let runs: Vec<_> = article.statements.iter().map(|s| s.quote.as_ref().map(|q| (q.first, q.last))).collect();
    assert_eq!(runs, [Some((0, 2)), Some((0, 2)), Some((0, 2)), None]);
    assert_eq!(speakers(text), ["Ola Testmann", "Ola Testmann", "Ola Testmann", "-"]);
}

#[test]
fn a_name_between_commas_before_the_verb_speaks() {
    let text = "His Norwegian counterpart, Anna Testmann, said she was \"happy to be able to help\".";
    assert_eq!(speakers(text), ["Anna Testmann"]);
    assert_eq!(
        speakers("Luis Testero, who heads the team, spoke of \"good progress\" in the talks."),
        ["Luis Testero"]
    );
    assert_eq!(speakers("\"She is underrated,\" said one former colleague."), ["one former colleague"]);
}
