//! Briefs of articles thrown together at random: whatever the news, each measure is kept, nothing is printed twice,
//! every line is proved by its sources.

use attache::compose::{Length, Options};
use attache::model::{Article, Brief, Digest, Kind, Section};
use attache::score::Weights;
use attache::{ingest, pipeline, verify};
use chrono::NaiveDate;
use proptest::prelude::*;

/// Sentences of every kind that an article can hold.
const SENTENCES: [&str; 35] = [
    "Norwegian Foreign Minister Ana Lind arrived in Riga on Tuesday for a two-day official visit, the ministry said.",
    "It is her third visit to Latvia since 2019.",
    "She came to Riga in March 2019 and to Liepaja in October 2020.",
    "Lind will meet President Janis Ozols on Wednesday.",
    "The two ministers signed an agreement on rail freight.",
    "The first is a joint statement; the second deals with visas.",
    "Ozols said Latvia would not accept any quota on its fish.",
    "Lind said the quota on fish was fair and would stay.",
    "Sources close to the talks say that Norway may offer to buy timber.",
    "\"We came to listen,\" Lind told reporters.",
    "\"We have listened for two days. We have learned much. It was worth the trip,\" she said.",
    "«Our rivers meet in one sea», Ozols wrote. «Our roads can meet too.»",
    "[...] Earlier, Ozols told a newspaper that he was not in a hurry.",
    "He asked for it again.",
    "They did not agree.",
    "There is no plan for another round, according to the spokesman.",
    "Trade between the two countries fell in 2019 after a dispute over port fees.",
    "Peru imposed sanctions on six officials of Chile on Friday, 3 May 2024, over the arrests.",
    "The measures freeze their assets and bar them from entering the country.",
    "Chile summoned the ambassador of Peru and denied the charges.",
    "Talks between Peru and Chile ended without a result in Lima on 12 June 2023.",
    "If parliament agrees, the treaty will enter into force in January.",
    "Analysts believe that the government might fall.",
    "President Tomas Arregui of Uruguay telephoned Lind on Sunday and invited her to Montevideo.",
    "Arregui reportedly refused to see the envoy last week.",
    "The council voted 9 to 2, with 4 abstentions, to send observers to the border.",
    "LIMA, May 3 (Andes Press) -- Ministers of five states closed their meeting without a joint declaration.",
    "It was the first meeting of the two presidents in ten years.",
    "A Kremlin spokesman denied that any such meeting had been planned.",
    "The UN Secretary-General called on both sides to return to the table.",
    "The delegation, which had waited for two hours in the rain, was received by the mayor of Cusco, who gave each of the \
     nineteen guests a woven cloth, a small llama of clay and a copy of the letter in which his predecessor had asked for \
     the same railway in 1911, and by the bishop, the rector of the university and the heads of the guilds, all of whom \
     spoke, one after the other, of roads.",
    "Relations began to worsen in 2013 after the trial.",
    "Both want peace.",
    "No comment was available.",
    "The visit had been cancelled twice.",
];

/// Lines of a page that are no part of the article.
const FURNITURE: [&str; 5] = [
    "Share this on Facebook",
    "Read more: Ten things to know about the summit",
    "FILE - In this May 3, 2018, file photo, Ana Lind speaks in Oslo.",
    "By Maria Santos",
    "2 min read",
];

fn page() -> impl Strategy<Value = Article> {
    let sentence = proptest::sample::select(SENTENCES.to_vec());
    let furniture = proptest::sample::select(FURNITURE.to_vec()).prop_map(|line| vec![line]);
    let paragraph = prop_oneof![4 => prop::collection::vec(sentence, 1..4), 1 => furniture];
    let paragraphs = prop::collection::vec(paragraph, 1..9);
    let day = proptest::option::of((2015i32..2026, 1u32..13, 1u32..29));
    let title = proptest::option::of("[A-Z][a-z ]{2,200}");
    (paragraphs, day, title).prop_map(|(paragraphs, day, title)| {
        let text = paragraphs.iter().map(|p| p.join(" ")).collect::<Vec<_>>().join("\n\n");
        Article {
            id: ingest::content_id(&text),
            title,
            published: day.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d)),
            text,
            ..Article::default()
        }
    })
}

fn digest(pages: &[Article], length: Length) -> Digest {
    pipeline::digest(pages.to_vec(), &Weights::default(), &Options { length, ..Options::default() })
}

fn words(brief: &Brief) -> usize {
    brief.lines.iter().map(|l| l.text.split_whitespace().count()).sum()
}

/// The longest sentence of the bank alone, with the count of it, may pass a measure: the event is told whatever it takes.
fn measure_is_kept(brief: &Brief, length: Length) -> bool {
    let alone = brief.lines.iter().filter(|l| !l.generated).count() <= 1;
    match length {
        Length::Line => brief.lines.is_empty(),
        Length::Short => brief.lines.len() <= 3 && (words(brief) <= 65 || alone),
        Length::Default => brief.lines.len() <= 9 && (words(brief) <= 240 || alone),
        Length::Full => words(brief) <= 250,
    }
}

/// A page takes a while: few cases each time, more where `PROPTEST_CASES` asks for them.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Longer than a headline may be, and without an event.
const LONG: &str = "The delegation, which had waited for two hours in the rain, was given a woven cloth, a small llama of clay, \
                    a copy of an old letter and a warm soup of maize by the mayor of the town.";

#[test]
fn an_event_far_down_is_not_what_an_article_without_one_is_about() {
    let text: String =
        (1..=20).map(|n| format!("Norway said that ferry number {n} of Chile was late again. ")).collect();
    let mut reading = pipeline::read(Article { text, ..Article::default() }, &Weights::default());
    reading.event = None;
    let told = |reading: &attache::model::Reading| {
        let brief = pipeline::brief_of("x", &[reading], &Options::default()).expect("a brief");
        let events = brief.lines.iter().filter(|line| line.section == Section::Event);
        events.flat_map(|line| &line.receipts).map(|receipt| receipt.i).collect::<Vec<_>>()
    };
    for (at, expected) in [(3, 3), (19, 0)] {
        for (n, statement) in reading.annotated.statements.iter_mut().enumerate() {
            (statement.kind, statement.furniture) = (if n == at { Kind::Event } else { Kind::Position }, None);
            statement.score = if n == at { 3000 } else { 1000 };
        }
        assert_eq!(told(&reading), [expected], "what is said at the top is the news where nothing near it is");
    }
}

#[test]
fn a_contact_that_opens_a_sentence_stands_behind_what_told_of_it() {
    let text = "Norway rejected the quota of Chile as unlawful on Tuesday. Chile said that both had agreed to hold a meeting in May. \
                The meeting, the third of the two, will be held in Lima and deal with fish. Norway said its fleet would stay.";
    let page = Article { id: ingest::content_id(text), text: text.to_owned(), ..Article::default() };
    let mut reading = pipeline::read(page, &Weights::default());
    reading.event = None;
    let brief = pipeline::brief_of("x", &[&reading], &Options::default()).expect("a brief");
    let line = brief.lines.iter().find(|line| line.text.contains("The meeting, the third")).expect("it is told");
    assert!(line.text.contains("agreed to hold a meeting"), "{}", line.text);
}

#[test]
fn a_count_in_a_headline_is_whole_or_left_out() {
    let headline = |told: &str| {
        let text = format!(
            "Norwegian Foreign Minister Ana Lind arrived in Riga on Tuesday for an official visit, the ministry said. {told}"
        );
        let page = Article {
            id: ingest::content_id(&text),
            published: NaiveDate::from_ymd_opt(2024, 3, 6),
            text,
            ..Article::default()
        };
        digest(&[page], Length::Default).briefs.first().map(|brief| brief.headline.text.clone()).unwrap_or_default()
    };
    assert!(
        headline("It is the third visit to Latvia of the Norwegian minister Ana Lind.")
            .contains("third visit to Latvia")
    );
    for told in [
        "The third visit to Latvia of Norwegian Foreign Minister Ana Lind began well.",
        "The first visit to Latvia of Norwegian Foreign Minister Ana Lind began well.",
    ] {
        let said = headline(told);
        assert!(said.contains("Ana Lind") && !said.contains("of Norwegian") && !said.ends_with("Ana"), "{said}");
    }
}

#[test]
fn a_headline_is_never_too_long_nor_cut() {
    let page = |title: Option<&str>, text: &str| Article {
        id: ingest::content_id(text),
        title: title.map(str::to_owned),
        published: NaiveDate::from_ymd_opt(2024, 5, 3),
        text: text.to_owned(),
        ..Article::default()
    };
    let headline = |page: Article| {
        let digest = digest(std::slice::from_ref(&page), Length::Line);
        let report = verify::verify(&digest, vec![page], &Weights::default());
        assert!(report.holds(), "{:#?}", report.faults);
        digest.briefs[0].headline.text.clone()
    };
    assert_eq!(headline(page(None, LONG)), "News of 3 May 2024");
    assert_eq!(headline(page(Some(LONG), &format!("{LONG} The soup was warm."))), "The soup was warm.");
    assert_eq!(headline(page(Some("Soup in the rain"), LONG)), "Soup in the rain");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_measure_is_kept_and_every_line_proved(pages in prop::collection::vec(page(), 1..4)) {
        for length in [Length::Line, Length::Short, Length::Default, Length::Full] {
            let digest = digest(&pages, length);
            for brief in &digest.briefs {
                let headline = &brief.headline.text;
                prop_assert!(headline.chars().count() <= Length::LINE_CHARS, "{length:?}: {headline}");
                prop_assert!(measure_is_kept(brief, length), "{length:?}: {} words, {:#?}", words(brief), brief.lines);
            }
            let report = verify::verify(&digest, pages.clone(), &Weights::default());
            prop_assert!(report.holds() || digest.briefs.is_empty(), "{length:?}: {:#?}", report.faults);
        }
    }

    #[test]
    fn no_sentence_is_printed_twice_and_no_furniture_at_all(pages in prop::collection::vec(page(), 1..3)) {
        for brief in &digest(&pages, Length::Full).briefs {
            let taken = brief.lines.iter().filter(|l| !l.generated);
            let mut seen: Vec<_> = taken.flat_map(|l| &l.receipts).map(|r| (r.article.clone(), r.i)).collect();
            let all = seen.len();
            seen.sort();
            seen.dedup();
            prop_assert_eq!(all, seen.len());
            for line in &brief.lines {
                let furniture = ["Share this", "Read more", "FILE -", "min read", "By Maria"];
                prop_assert!(!furniture.iter().any(|f| line.text.contains(f)), "{}", line.text);
            }
        }
    }

    #[test]
    fn sections_come_in_order_and_doubt_stays_in_its_own(page in page()) {
        for brief in &digest(&[page], Length::Default).briefs {
            prop_assert!(brief.lines.windows(2).all(|w| w[0].section <= w[1].section));
            for line in brief.lines.iter().filter(|l| l.certainty == "unconfirmed") {
                let own = matches!(line.section, Section::Unconfirmed | Section::Quotation | Section::Event);
                prop_assert!(own, "{:?}: {}", line.section, line.text);
            }
        }
    }
}
