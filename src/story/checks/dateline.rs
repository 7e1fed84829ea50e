//! A dateline of a day after the one on which the article was published.

use crate::model::{Annotated, Check, Verdict};
use crate::story::page::{check, month_name};
use chrono::{Datelike, NaiveDate};

/// Days that time zones and a paper of the next day can make.
const ZONES: i64 = 2;

pub(super) fn read(article: &Annotated) -> Option<Check> {
    let dateline = article.article().dateline.as_ref()?;
    let (written, published) = (dateline.date?, article.article().published?);
    if (written - published).num_days() <= ZONES {
        return None;
    }
    let statement = article.statements.iter().find(|s| s.span.contains(dateline.span))?;
    let words = article.document.text(dateline.span);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = format!("The dateline “{words}” is of a day after the article's own, {}.", day(published));
    let values = vec![(words, statement.index), (day(published), statement.index)];
    Some(check("date", Verdict::Contradicts, values, note))
}

fn day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn a_dateline_may_not_lie_ahead() {
        let text = "RIGA, July 14 (Baltic Wire) -- The king of Norway arrived in Riga for talks on fish.";
        assert_eq!(verdicts("date", "2018-06-14", text), [Contradicts]);
        assert_eq!(verdicts("date", "2018-07-15", text), []);
        assert_eq!(verdicts("date", "2018-07-13", text), []);
    }
}
