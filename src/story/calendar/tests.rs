use proptest::prelude::*;

use super::*;
use crate::text::tokenize;

fn read(text: &str) -> Vec<Mention> {
    mentions(&tokenize(text))
}

fn days(text: &str) -> Vec<(Option<u32>, Option<u32>)> {
    read(text).iter().flat_map(|m| m.stamps.iter().map(|s| (s.month, s.day))).collect()
}

#[test]
fn ranges_and_lists_of_days() {
    let found = read("from Wednesday to Friday (May 14-16)");
    assert_eq!(found[0].weekdays, [Weekday::Wed, Weekday::Fri]);
    assert!(found[0].range);
    assert_eq!(days("on March 4, 9, 14 and 18, he said").len(), 4);
    assert_eq!(days("30 March to 2 April 2021"), [(Some(3), Some(30)), (Some(4), Some(2))]);
    assert_eq!(days("by June 4 and 9 soldiers").len(), 1);
    let long = read("June 19 to 20 (Tuesday and Wednesday)");
    assert_eq!((long.len(), long[0].weekdays.len()), (1, 2));
}

#[test]
fn a_month_needs_its_capital() {
    assert!(read("they may march").is_empty());
    assert_eq!(days("in March and May").len(), 2);
    assert!(read("May he come").is_empty());
}

#[test]
fn a_year_rolls_over() {
    let near = NaiveDate::from_ymd_opt(2018, 12, 28).unwrap_or_default();
    let stamp = anchor(Stamp { year: None, month: Some(1), day: Some(2) }, near);
    assert_eq!(stamp.year, Some(2019));
    let near = NaiveDate::from_ymd_opt(2019, 2, 3).unwrap_or_default();
    assert_eq!(anchor(Stamp { year: None, month: Some(12), day: None }, near).year, Some(2018));
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "(May|June |Tue|\\.|,| |-|[0-9]{1,5}|and |to |th|Monday|\\(|\\PC){0,40}") {
        let tokens = tokenize(&text);
        for mention in mentions(&tokens) {
            prop_assert!(mention.at.start < mention.at.end && mention.at.end <= tokens.len());
            for stamp in mention.stamps {
                stamp.days();
                anchor(stamp, NaiveDate::MIN);
                anchor(stamp, NaiveDate::MAX);
            }
        }
    }
}
