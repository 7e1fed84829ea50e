use chrono::NaiveDate;

use crate::text::Token;

fn month(token: &Token) -> Option<u32> {
    crate::lexicon::month(&token.norm).map(|name| name.number)
}

/// The name of a month, written with a capital.
pub(in crate::annotate) fn is_month(token: &Token) -> bool {
    token.is_capitalised() && month(token).is_some()
}

/// The name of a day of the week, full or short.
pub(in crate::annotate) fn is_weekday(token: &Token) -> bool {
    token.is_capitalised() && crate::lexicon::weekday(&token.norm).is_some()
}

/// A calendar day as page stamps and datelines print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) struct Stamp {
    /// The day, where the year is stated too.
    pub day: Option<NaiveDate>,
    /// How many tokens it takes.
    pub len: usize,
}

/// The stamp that begins with the first of these tokens: `07 December 2017`, `Dec. 7, 2017`, `Dec. 7`, `2017-12-07`.
pub(in crate::annotate) fn stamp_at(tokens: &[Token]) -> Option<Stamp> {
    iso(tokens).or_else(|| day_first(tokens)).or_else(|| month_first(tokens))
}

fn year(token: Option<&Token>) -> Option<i32> {
    let token = token.filter(|t| t.span.len() == 4)?;
    token.number().filter(|n| (1900..2100).contains(n)).and_then(|n| i32::try_from(n).ok())
}

fn day_of_month(token: Option<&Token>) -> Option<u32> {
    token?.number().filter(|n| (1..=31).contains(n))
}

fn iso(tokens: &[Token]) -> Option<Stamp> {
    let [y, dash, m, again, d, ..] = tokens else { return None };
    let dashed = dash.is("-") && again.is("-");
    let day: u32 = d.norm.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
    let date = NaiveDate::from_ymd_opt(year(Some(y))?, m.number()?, day).filter(|_| dashed)?;
    Some(Stamp { day: Some(date), len: 5 })
}

fn day_first(tokens: &[Token]) -> Option<Stamp> {
    let day = day_of_month(tokens.first())?;
    let month = month(tokens.get(1).filter(|t| is_month(t))?)?;
    let mut len = 2;
    len += usize::from(tokens.get(len).is_some_and(|t| t.is(".")));
    Some(finish(tokens, len, month, day))
}

fn month_first(tokens: &[Token]) -> Option<Stamp> {
    let month = month(tokens.first().filter(|t| is_month(t))?)?;
    let mut len = 1;
    len += usize::from(tokens.get(len).is_some_and(|t| t.is(".")));
    let day = day_of_month(tokens.get(len))?;
    Some(finish(tokens, len + 1, month, day))
}

/// Takes the year after day and month, if one follows.
fn finish(tokens: &[Token], len: usize, month: u32, day: u32) -> Stamp {
    let comma = usize::from(tokens.get(len).is_some_and(|t| t.is(",")));
    match year(tokens.get(len + comma)) {
        Some(year) => Stamp { day: NaiveDate::from_ymd_opt(year, month, day), len: len + comma + 1 },
        None => Stamp { day: None, len },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn stamps_in_the_common_forms() {
        let read = |text: &str| stamp_at(&tokenize(text)).map(|s| (s.day.map(|d| d.to_string()), s.len));
        assert_eq!(read("07 March 2019 10:46"), Some((Some("2019-03-07".into()), 3)));
        assert_eq!(read("Mar. 7, 2019"), Some((Some("2019-03-07".into()), 5)));
        assert_eq!(read("March 7 (Agency)"), Some((None, 2)));
        assert_eq!(read("2019-03-07T21:40"), Some((Some("2019-03-07".into()), 5)));
        assert_eq!(read("31 February 2019"), Some((None, 3)));
        assert_eq!(read("march 7"), None);
    }
}
