//! A sentence in, values out; each family of rules has its own test.

use proptest::prelude::*;

use super::*;
use crate::annotate::{annotate as annotate_article, document};
use crate::model::{AnchorSource, Article, TimexType};

/// A Tuesday.
const TODAY: &str = "2018-06-19";

fn article(text: &str, published: Option<&str>) -> Article {
    let published = published.map(|day| day.parse().expect("a date"));
    Article { text: text.to_owned(), published, ..Article::default() }
}

fn whens(text: &str, published: Option<&str>) -> Vec<When> {
    let document = document(article(text, published));
    let furniture = vec![Mark::default(); document.sentences.len()];
    super::annotate(&document, &furniture).dates.into_iter().flatten().collect()
}

/// What is found, as "text = value".
fn values(text: &str, published: Option<&str>) -> Vec<String> {
    whens(text, published).iter().map(|w| format!("{} = {}", w.span.of(text), w.value)).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(values(text, Some(TODAY)), expected, "{text}");
}

#[track_caller]
fn check_undated(text: &str, expected: &[&str]) {
    assert_eq!(values(text, None), expected, "{text}");
}

#[test]
fn what_is_to_be_done_by_a_day_lies_ahead() {
    check("They told the ministers to finish the pact before the end of July.", &["the end of July = 2018-07"]);
    check("She flew to Oslo to meet the king in July.", &["July = 2017-07"]);
    check("The council is set to meet behind closed doors on Wednesday.", &["Wednesday = 2018-06-20"]);
    check("In her first act as speaker, she plans on Thursday to bring up two bills.", &["Thursday = 2018-06-21"]);
    check("He left on Sunday, one day earlier than planned.", &["Sunday = 2018-06-17", "one day = P1D"]);
}

#[test]
fn a_weekday_told_past_of_the_day_after_is_that_day_where_the_news_is_told() {
    check("The ministry denied it on Wednesday.", &["Wednesday = 2018-06-20"]);
    check("The ministry denied it last Wednesday.", &["last Wednesday = 2018-06-13"]);
    check("The ministry denied it on Thursday.", &["Thursday = 2018-06-14"]);
    let opening = "The king spoke. Nobody answered. It was late. The hall was cold. The queen left. The band played. ".repeat(2);
    let far = values(&format!("{opening}The ministry had denied it on Wednesday."), Some(TODAY));
    assert_eq!(far, ["Wednesday = 2018-06-13"]);
    let far = values(&format!("The band came on Wednesday. {opening}The ministry denied it on Wednesday."), Some(TODAY));
    assert_eq!(far, ["Wednesday = 2018-06-20", "Wednesday = 2018-06-20"]);
}

#[test]
fn dates_with_day_month_and_year() {
    check("They signed on March 3, 1998.", &["March 3, 1998 = 1998-03-03"]);
    check("They signed on 3 March 1998 in Oslo.", &["3 March 1998 = 1998-03-03"]);
    check("The 3rd of July 2016 was hot.", &["3rd of July 2016 = 2016-07-03"]);
    check(
        "Stamped 2017-11-05, sent 4/27/1999, filed 28.02.2001.",
        &["2017-11-05 = 2017-11-05", "4/27/1999 = 1999-04-27", "28.02.2001 = 2001-02-28"],
    );
    check("In November 1991 and June of 2001.", &["November 1991 = 1991-11", "June of 2001 = 2001-06"]);
    check("Nothing is dated February 30.", &["February = 2018-02"]);
}

#[test]
fn a_day_without_a_year_lies_near_the_article_and_as_the_verb_says() {
    check("The envoy was recalled on Oct. 12.", &["Oct. 12 = 2017-10-12"]);
    check("Her claim on Oct. 12 that he was \"going to stay in\" angered the court.", &["Oct. 12 = 2017-10-12"]);
    check("The envoy will return on Oct. 12.", &["Oct. 12 = 2018-10-12"]);
    check("A vote is set for Feb. 9.", &["Feb. 9 = 2019-02-09"]);
    check("The June 25 session was announced yesterday.", &["June 25 = 2018-06-25", "yesterday = 2018-06-18"]);
    check("She was sacked on June 30.", &["June 30 = 2017-06-30"]);
    check("He announced the sale of its ships on June 30.", &["June 30 = 2018-06-30"]);
    check("The tax would have begun on June 30.", &["June 30 = 2018-06-30"]);
    check("The court gave her until Dec. 31 to leave.", &["Dec. 31 = 2018-12-31"]);
}

#[test]
fn months_look_back_unless_the_verb_looks_ahead() {
    check("The base was closed in November.", &["November = 2017-11"]);
    check("The base will be closed in November.", &["November = 2018-11"]);
    check("The base is expected to close in January.", &["January = 2019-01"]);
    check("A ship sank last May.", &["last May = 2017-05"]);
    check(
        "A ship sank last August, and next August another sails.",
        &["last August = 2017-08", "next August = 2018-08"],
    );
    check("He left in January of last year.", &["January of last year = 2017-01"]);
    check("They announced a July meeting after the May summit.", &["July = 2018-07", "May = 2018-05"]);
    check("The vote was put off to October.", &["October = 2018-10"]);
    check("Exports rose in late March.", &["late March = 2018-03"]);
}

#[test]
fn a_story_told_from_another_year_goes_on_in_it() {
    check("In April 1994 the war began, and by July the city had fallen.", &["April 1994 = 1994-04", "July = 1994-07"]);
    check(
        "The pact was signed in October 2003 and broken in February.",
        &["October 2003 = 2003-10", "February = 2004-02"],
    );
    check("In April 1994 the war began. Ministers met again in May.", &["April 1994 = 1994-04", "May = 2018-05"]);
}

#[test]
fn ranges_are_two_expressions() {
    check("She tours Peru from June 20 to 24.", &["June 20 = 2018-06-20", "24 = 2018-06-24"]);
    check("The fair runs July 7-9, 2019.", &["July 7 = 2019-07-07", "9, 2019 = 2019-07-09"]);
    check("Talks ran from 18 to 21 October.", &["18 = 2017-10-18", "21 October = 2017-10-21"]);
    check("The drill, from Dec. 30 to Jan. 3, 2018, is over.", &["Dec. 30 = 2017-12-30", "Jan. 3, 2018 = 2018-01-03"]);
    check("The war of 1912-13.", &["1912 = 1912", "13 = 1913"]);
    check("He ruled from 1921 to 1932.", &["1921 = 1921", "1932 = 1932"]);
    let opens: Vec<bool> = whens("Seen between May 2 and May 8, then on June 1 and 2.", Some(TODAY))
        .iter()
        .map(|w| w.opens_range)
        .collect();
    assert_eq!(opens, [true, false, true, false]);
}

#[test]
fn a_count_ends_no_range() {
    check("The bill passed on May 12 and 30 deputies left.", &["May 12 = 2018-05-12"]);
    check("Turnout rose from May 12 to 30 percent.", &["May 12 = 2018-05-12"]);
}

#[test]
fn weekdays_point_back_or_as_the_verb_says() {
    check("The king met the emir on Tuesday.", &["Tuesday = 2018-06-19"]);
    check("The king met the emir on Sunday.", &["Sunday = 2018-06-17"]);
    check("The king will meet the emir on Sunday.", &["Sunday = 2018-06-24"]);
    check(
        "She said on Monday that the king would leave on Thursday.",
        &["Monday = 2018-06-18", "Thursday = 2018-06-21"],
    );
    check("On Friday the queen opened the park.", &["Friday = 2018-06-15"]);
    check("On Friday the queen is due to open the park.", &["Friday = 2018-06-22"]);
    check("The hearing, delayed twice, begins Thursday.", &["Thursday = 2018-06-21"]);
    check(
        "The queen left last Thursday and returns next Monday.",
        &["last Thursday = 2018-06-14", "next Monday = 2018-06-25"],
    );
    check("They met on Friday of last week.", &["Friday of last week = 2018-06-15"]);
    check(
        "Friday's agreement would cost millions; Friday's vote will too.",
        &["Friday = 2018-06-15", "Friday = 2018-06-22"],
    );
    check("The group will fight the arrest Saturday of its head.", &["Saturday = 2018-06-16"]);
    check("The pass will stay closed until Sunday.", &["Sunday = 2018-06-24"]);
    check("The queen would have left on Sunday.", &["Sunday = 2018-06-17"]);
}

#[test]
fn a_weekday_beside_a_date_takes_the_date() {
    check("It opens on June 28, a Thursday.", &["June 28 = 2018-06-28", "Thursday = 2018-06-28"]);
    check(
        "He stays from July 3 to 4 (Tuesday and Wednesday).",
        &["July 3 = 2018-07-03", "4 = 2018-07-04", "Tuesday = 2018-07-03", "Wednesday = 2018-07-04"],
    );
    check("On Saturday (June 30) he leaves.", &["Saturday = 2018-06-30", "June 30 = 2018-06-30"]);
    let rules = |text| whens(text, Some(TODAY)).iter().map(|w| (w.value.clone(), w.rule)).collect::<Vec<_>>();
    assert_eq!(rules("Signed on Monday, June 12, 2018."), [("2018-06-12".to_owned(), "weekday-mismatch")]);
    assert_eq!(rules("Signed on Tuesday, June 12, 2018."), [("2018-06-12".to_owned(), "stated-date")]);
}

#[test]
fn relative_units_count_from_the_article() {
    check(
        "He came today, yesterday and the day before yesterday.",
        &["today = 2018-06-19", "yesterday = 2018-06-18", "the day before yesterday = 2018-06-17"],
    );
    check(
        "Last week, this month and next year.",
        &["Last week = 2018-W24", "this month = 2018-06", "next year = 2019"],
    );
    check("They spoke over the weekend.", &["the weekend = 2018-W24-WE"]);
    check("It closes at the end of next month.", &["the end of next month = 2018-07"]);
    check("Three weeks ago and five days ago.", &["Three weeks ago = 2018-W22", "five days ago = 2018-06-14"]);
    check("A decade ago, two and a half years ago.", &["A decade ago = 2008", "two and a half years ago = 2015-12"]);
    check("She returns in two weeks' time.", &["two weeks' time = 2018-W27"]);
    check("It was hot last summer.", &["last summer = 2017-SU"]);
}

#[test]
fn what_counts_from_the_date_before_it() {
    check("On April 2 they met; two days later they signed.", &["April 2 = 2018-04-02", "two days later = 2018-04-04"]);
    check(
        "They met on May 2, 2011, and the following day signed.",
        &["May 2, 2011 = 2011-05-02", "the following day = 2011-05-03"],
    );
    check("Ties were cut in 2009, and that same year the border closed.", &["2009 = 2009", "that same year = 2009"]);
    check(
        "The first round was on April 2, the second a month later.",
        &["April 2 = 2018-04-02", "a month later = 2018-05"],
    );
}

#[test]
fn lengths_and_what_is_none() {
    check("A two-day visit, the first in seven years.", &["two-day = P2D", "seven years = P7Y"]);
    check(
        "A 36-hour wait of nearly three-and-a-half days.",
        &["36-hour = PT36H", "nearly three-and-a-half days = P3.5D"],
    );
    check("In the past five years and the next few weeks.", &["the past five years = P5Y", "the next few weeks = PXW"]);
    check("It took months.", &["months = PXM"]);
    check("The 65-year-old king and his 3 - year - old son.", &[]);
    check("He is 52 years old and works 24 hours a day.", &[]);
    check("The 40-day fast.", &["40-day = P40D"]);
    check("Several years ago.", &["Several years ago = PAST_REF"]);
}

#[test]
fn quarters_and_halves() {
    check("It posted a first-quarter loss.", &["first-quarter = 2018-Q1"]);
    check("Profits fell in the third quarter of 2004.", &["the third quarter of 2004 = 2004-Q3"]);
    check(
        "Profits in the first quarter were higher than a year earlier.",
        &["the first quarter = 2018-Q1", "a year earlier = 2017-Q1"],
    );
    check("It opens in next year's first quarter.", &["next year's first quarter = 2019-Q1"]);
    check("The first half of 2016.", &["The first half of 2016 = 2016-H1"]);
}

#[test]
fn years_decades_and_centuries() {
    check("Since the mid-1990s, as in the 19th century.", &["the mid-1990s = 199", "the 19th century = 18"]);
    check("In nineteen eighty-four the plan failed.", &["nineteen eighty-four = 1984"]);
    check("The '60s and the nineties.", &["The '60s = 196", "the nineties = 199"]);
    check("Some 2000 troops, 1990 tonnes and 1,950 men.", &[]);
    check("He is in his 60s; Article 1701 and flight 1999 are none of it.", &[]);
}

#[test]
fn times_of_day() {
    check(
        "It rained on Monday morning and last night.",
        &["Monday morning = 2018-06-18TMO", "last night = 2018-06-18TNI"],
    );
    check("Police came at 3:45 p.m. on Sunday.", &["3:45 p.m. on Sunday = 2018-06-17T15:45"]);
    check("Doors open at 6pm on Friday, July 6.", &["6pm on Friday, July 6 = 2018-07-06T18:00"]);
    check("The truce began at 0400 GMT.", &["0400 GMT = 2018-06-19T04:00Z"]);
    check("07 December 2017 10:46", &["07 December 2017 10:46 = 2017-12-07T10:46"]);
    check("Logged 2022-09-09T21:40", &["2022-09-09T21:40 = 2022-09-09T21:40"]);
    check("The score was 2:10 and the odds 3:15.", &[]);
}

#[test]
fn again_and_again() {
    check("He speaks every Monday and on Sundays.", &["every Monday = XXXX-WXX-1", "Sundays = XXXX-WXX-7"]);
    check(
        "They meet twice a week, every two years, daily.",
        &["twice a week = P1W", "every two years = P2Y", "daily = P1D"],
    );
    assert!(whens("each month", Some(TODAY)).iter().all(|w| w.timex == TimexType::Set));
}

#[test]
fn words_that_are_other_things() {
    check("The minister may march with us.", &[]);
    check("Theresa May spoke in May. The deal struck by May held.", &["May = 2018-05"]);
    check("The Sunday Times on Black Friday and the Arab Spring.", &[]);
    check("It was the second visit and the first round.", &[]);
}

#[test]
fn named_days() {
    check("He spoke on Christmas Day 2012.", &["Christmas Day 2012 = 2012-12-25"]);
    check("He spoke on New Year's Eve.", &["New Year's Eve = 2017-12-31"]);
    check("Last Easter he was in Rome.", &["Last Easter = 2018-04-01"]);
}

#[test]
fn an_article_that_was_changed_the_day_after_tells_of_that_day() {
    let first = |text: &str, updated: Option<&str>| {
        let updated = updated.map(|day| day.parse().expect("a date"));
        let document = document(Article { updated, ..article(text, Some("2024-03-08")) });
        let furniture = vec![Mark::default(); document.sentences.len()];
        let dates = super::annotate(&document, &furniture).dates;
        dates.into_iter().flatten().map(|when| when.value).next().unwrap_or_default()
    };
    let told = "The vote failed on Saturday. Envoys had met on Friday.";
    assert_eq!(first(told, Some("2024-03-09")), "2024-03-09");
    // The day that today is, where it was changed that day and tells of its weekday: with another weekday it is the old one.
    let today = "The vote failed on Saturday. Envoys meet today.";
    let last = |text: &str, updated: &str| {
        let updated = updated.parse().ok();
        let document = document(Article { updated, ..article(text, Some("2024-03-08")) });
        let furniture = vec![Mark::default(); document.sentences.len()];
        let dates = super::annotate(&document, &furniture).dates;
        dates.into_iter().flatten().map(|when| when.value).last().unwrap_or_default()
    };
    assert_eq!(last(today, "2024-03-09"), "2024-03-09");
    assert_eq!(last(today, "2024-03-12"), "2024-03-08");
    assert_eq!(first("The vote failed on Friday. Envoys had met on Thursday.", Some("2024-03-09")), "2024-03-08");
}

#[test]
fn without_an_anchor_nothing_is_guessed() {
    check_undated("He left on Friday and came back last week.", &["Friday = XXXX-WXX-5", "last week = PAST_REF"]);
    check_undated("The talks are on June 15.", &["June 15 = XXXX-06-15"]);
    check_undated("It closed in 1961 for good.", &["1961 = 1961"]);
    check_undated(
        "The treaty of March 3, 1998 was long. Last year they met in May. It ended on July 4.",
        &["March 3, 1998 = 1998-03-03", "Last year = PAST_REF", "May = XXXX-05", "July 4 = XXXX-07-04"],
    );
    assert!(whens("He left on Friday, June 15.", None).iter().all(|w| w.start.is_none()));
}

#[test]
fn the_text_itself_may_fix_the_year() {
    let text = "On Friday, July 6, he wrote a letter. Ties worsened in 2009. They mend in 2012. He met her in May.";
    // July 6 was a Friday in 2012, not in 2009.
    check_undated(text, &["Friday, July 6 = 2012-07-06", "2009 = 2009", "2012 = 2012", "May = 2012-05"]);
    let under_way =
        "He is currently in Lima from July 3 to 4. He was here last week. Friday, July 6, is free. So was 2012.";
    let found = values(under_way, None);
    assert!(found.contains(&"last week = 2012-W26".to_owned()), "{found:?}");
}

#[test]
fn the_anchor_says_how_it_was_found() {
    let anchor = |text, published| annotate_article(article(text, published)).anchor;
    assert_eq!(anchor("The king left.", Some(TODAY)).source, AnchorSource::Published);
    assert_eq!(anchor("The king left.", None).source, AnchorSource::None);
    let dateline = anchor("LIMA, June 18 (Agency) -- The king left on Monday.", Some(TODAY));
    assert_eq!((dateline.source, dateline.day), (AnchorSource::Dateline, "2018-06-18".parse().ok()));
    let updated =
        anchor("Updated on Friday at 2:44 p.m. ET.\n\nThe king of Peru told reporters on Friday.", Some(TODAY));
    assert_eq!(updated.day, "2018-06-22".parse().ok());
}

#[test]
fn furniture_is_read_and_does_not_lead_the_story() {
    let text = "Posted in May 2003.\n\nIt rained in July.";
    let document = document(article(text, Some(TODAY)));
    let mark = Mark { rule: Some("test"), ..Mark::default() };
    let dates = super::annotate(&document, &[mark, Mark::default()]).dates;
    let values: Vec<Vec<&str>> = dates.iter().map(|d| d.iter().map(|w| w.value.as_str()).collect()).collect();
    assert_eq!(values, [vec!["2003-05"], vec!["2017-07"]]);
}

#[test]
fn long_runs_of_one_word_are_read_in_order() {
    for word in [
        "May ",
        "Friday ",
        "12 ",
        "the ",
        "last ",
        "2018-",
        "to ",
        "quickly ",
        "two - ",
        "said (Monday ",
        "June 5, 1999 ",
    ] {
        let found = whens(&word.repeat(100_000), None);
        let ends: Vec<_> = found.iter().map(|w| (w.span.start, w.span.end)).collect();
        assert!(ends.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{word}");
    }
}

proptest! {
    #[test]
    fn spans_lie_on_boundaries_and_days_in_order(text in "\\PC{0,200}") {
        sound(&text)?;
    }

    #[test]
    fn any_run_of_date_words_is_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..30), dated: bool) {
        let text = words.join(" ");
        sound(&text)?;
        whens(&text, dated.then_some("2018-02-28"));
    }
}

const WORDS: &[&str] = &[
    "Friday",
    "June",
    "May",
    "31",
    "2018",
    "0",
    "99999",
    "-",
    ",",
    "(",
    ")",
    "the",
    "last",
    "next",
    "of",
    "a",
    "week",
    "years",
    "ago",
    "later",
    "1,500",
    "12:30",
    "p.m.",
    "9999",
    "quarter",
    "third",
    "half",
    "and",
    "to",
    "every",
    "20th",
    "century",
    "1980s",
    "'s",
    "morning",
    "Christmas",
    "before",
    "30",
    "2",
    "February",
    "hundred",
    "million",
    "decades",
    "from",
    "now",
    ".",
    "2018-02-31",
    "13/13/2018",
    "between",
    "same",
    "day",
    "summer",
    "fiscal",
    "Sept.",
    "early",
    "end",
    "18446744073709551616",
];

fn sound(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for when in whens(text, Some("2018-06-19")) {
        prop_assert!(text.get(when.span.start..when.span.end).is_some_and(|t| !t.is_empty()));
        prop_assert!(when.span.start >= last, "overlap in {:?}", text);
        last = when.span.end;
        prop_assert!(when.days().is_none_or(|(start, end)| start <= end));
        prop_assert!(!when.value.is_empty());
    }
    Ok(())
}

#[test]
fn what_was_to_have_been_lies_ahead() {
    let written = Some("2025-06-11");
    assert_eq!(values("He was to have met the king in Lima on Friday.", written), ["Friday = 2025-06-13"]);
    assert_eq!(values("He met the king in Lima on Friday.", written), ["Friday = 2025-06-06"]);
    assert_eq!(values("Peru summoned the ambassador for Friday.", written), ["Friday = 2025-06-13"]);
    assert_eq!(values("Peru summoned the ambassador on Friday.", written), ["Friday = 2025-06-06"]);
}
