use proptest::prelude::*;

use super::*;
use crate::annotate::document;
use crate::model::Article;

fn read_text(text: &str) -> Document {
    let mut document = document(Article { text: text.to_owned(), ..Article::default() });
    read(&mut document);
    document
}

/// Place, agency, day and the words of the dateline that opens a text.
fn dateline_of(text: &str) -> Option<(String, String, String, String)> {
    let document = read_text(text);
    let dateline = document.article.dateline.clone()?;
    let day = dateline.date.map(|d| d.to_string());
    let or = |field: Option<String>| field.unwrap_or_else(|| "-".into());
    Some((or(dateline.place), or(dateline.agency), or(day), document.text(dateline.span).to_owned()))
}

fn row(place: &str, agency: &str, day: &str, words: &str) -> Option<(String, String, String, String)> {
    Some((place.into(), agency.into(), day.into(), words.into()))
}

const NEWS: &str = "the foreign ministers of both countries met for talks on the border.";

#[test]
fn datelines_in_a_dozen_forms() {
    let read = |head: &str| dateline_of(&format!("{head} {}{}", "T", &NEWS[1..]));
    assert_eq!(read("LIMA, Aug. 9 (Xinhua) --"), row("LIMA", "Xinhua", "-", "LIMA, Aug. 9 (Xinhua) --"));
    assert_eq!(read("Lima (dpa),Aug 9 2018 -"), row("Lima", "dpa", "2018-08-09", "Lima (dpa),Aug 9 2018 -"));
    assert_eq!(read("Lima:"), row("Lima", "-", "-", "Lima:"));
    assert_eq!(read("LIMA –"), row("LIMA", "-", "-", "LIMA –"));
    assert_eq!(read("(ANSAmed) – LIMA, AUGUST 9 –"), row("LIMA", "ANSA", "-", "(ANSAmed) – LIMA, AUGUST 9 –"));
    assert_eq!(read("LIMA (AP) -"), row("LIMA", "Associated Press", "-", "LIMA (AP) -"));
    assert_eq!(read("Cusco, Peru -"), row("Cusco, Peru", "-", "-", "Cusco, Peru -"));
    assert_eq!(read("Cusco, Peru, Aug 9 (EFE).-"), row("Cusco, Peru", "EFE", "-", "Cusco, Peru, Aug 9 (EFE).-"));
    assert_eq!(read("SALEM, Ore. (Reuters) -"), row("SALEM, Ore", "Reuters", "-", "SALEM, Ore. (Reuters) -"));
    assert_eq!(read("Cusco /PNS/ –"), row("Cusco", "PNS", "-", "Cusco /PNS/ –"));
    assert_eq!(read("Lima (CNN)"), row("Lima", "CNN", "-", "Lima (CNN)"));
    assert_eq!(read("(CNN)"), row("-", "CNN", "-", "(CNN)"));
}

#[test]
fn a_dateline_on_its_own_line_or_after_a_headline() {
    let alone = format!("Ministers meet over border\nLima / AFP\nT{}", &NEWS[1..]);
    assert_eq!(dateline_of(&alone), row("Lima", "AFP", "-", "Lima / AFP"));
    let dated = format!("LIMA, Aug 9\nT{}", &NEWS[1..]);
    assert_eq!(dateline_of(&dated).map(|d| d.0), Some("LIMA".into()));
    let bare = format!("LIMA\nT{}", &NEWS[1..]);
    assert_eq!(dateline_of(&bare).map(|d| d.0), Some("LIMA".into()));
    let section = format!("OPINION\nT{}", &NEWS[1..]);
    assert_eq!(dateline_of(&section), None);
    let pushed = format!("Ministers meet over border LIMA, Aug. 9 (Xinhua) -- T{}", &NEWS[1..]);
    assert_eq!(dateline_of(&pushed).map(|d| (d.0, d.1)), Some(("LIMA".into(), "Xinhua".into())));
}

#[test]
fn a_name_before_a_colon_or_a_dash_is_no_dateline() {
    assert_eq!(dateline_of("Lopez: the border will stay closed until both parliaments have voted on it."), None);
    assert_eq!(dateline_of("Result: the border will stay closed until both parliaments have voted on it."), None);
    assert_eq!(
        dateline_of("Ana Lopez – the minister of trade – said on Monday that the border will stay closed."),
        None
    );
    assert_eq!(
        dateline_of("FILE - Minister Ana Lopez speaks to reporters in the capital on Monday, Aug. 6, 2018."),
        None
    );
}

#[test]
fn the_page_tells_title_byline_source_and_day() {
    let text = format!(
        "Ministers Meet Over Closed Border\nSource: Xinhua| 2018-08-09 22:12:16|Editor: A. B.\nBy Ana Lopez and Tom Reed\n\
         LIMA, Aug. 9 (Xinhua) -- T{}",
        &NEWS[1..]
    );
    let article = read_text(&text).article;
    assert_eq!(article.title.as_deref(), Some("Ministers Meet Over Closed Border"));
    assert_eq!(article.byline, ["Ana Lopez", "Tom Reed"]);
    assert_eq!(article.origin.as_deref(), Some("Xinhua"));
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2018-08-09"));
    assert_eq!(article.dateline.and_then(|d| d.date).map(|d| d.to_string()).as_deref(), Some("2018-08-09"));
}

#[test]
fn a_stamp_with_an_agency_names_both() {
    let article = read_text(&format!("- Associated Press - Thursday, August 9, 2018\nT{}", &NEWS[1..])).article;
    assert_eq!(article.origin.as_deref(), Some("Associated Press"));
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2018-08-09"));
}

#[test]
fn what_the_source_says_stands_and_an_undated_page_stays_undated() {
    let text = format!("Ministers meet over border\nT{}", &NEWS[1..]);
    let mut known = document(Article { title: Some("Known".into()), text: text.clone(), ..Article::default() });
    read(&mut known);
    assert_eq!(known.article.title.as_deref(), Some("Known"));
    assert_eq!(read_text(&text).article.published, None);
    let told = "The ministers first met on March 3, 2011, in a village on the border of their countries.";
    assert_eq!(read_text(told).article.published, None);
}

proptest! {
    #[test]
    fn no_text_panics(text in "([A-Z]{2,8}|[A-Z][a-z]{1,6}|\\(AP\\)|[,.:–()/|-]|Dec|[0-9]{1,4}|\n| ){0,60}") {
        let document = read_text(&text);
        if let Some(dateline) = &document.article.dateline {
            prop_assert!(text.get(dateline.span.start..dateline.span.end).is_some());
        }
    }
}

#[test]
fn a_caption_out_of_the_archive_is_neither_dateline_nor_date() {
    let text = "FILE - In this May 3, 2018, file photo, Trade Minister Ana Lind listens to a question.\n\n\
                RIGA (AP) — Latvia and Peru agreed on Monday to cut tariffs, a spokesman said.";
    let article = read_text(text).article;
    assert_eq!(article.dateline.and_then(|d| d.place).as_deref(), Some("RIGA"));
    assert_eq!(article.published, None);
}
