//! The fields of a form.

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::config::named_zone;
use crate::model::{MailFormat, Wishes};

/// Fields of a form, at most; more are not looked at.
const FIELDS: usize = 60;
/// Characters of a value, at most.
const LONGEST: usize = 500;
/// Topics or countries, at most.
const FEW: usize = 30;

/// The fields of a form as it came.
pub(super) struct Form(Vec<(String, String)>);

/// What is wrong with a field, by the key of its text.
pub(super) type Fault = &'static str;

impl Form {
    pub fn read(body: &[u8]) -> Form {
        let fields = url::form_urlencoded::parse(body).take(FIELDS);
        Form(fields.map(|(name, value)| (name.into_owned(), line(&value))).collect())
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The name, where one is given.
    pub fn name(&self) -> Option<String> {
        Some(self.get("name").to_owned()).filter(|name| !name.is_empty())
    }

    /// Values between commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        let values = self.get(name).split(',').map(str::trim).filter(|value| !value.is_empty());
        values.take(FEW).map(str::to_owned).collect()
    }

    /// What the reader chose, over what it had.
    pub fn wishes(&self, before: Wishes) -> Result<Wishes, Fault> {
        let time = Some(self.get("time")).filter(|time| !time.is_empty());
        let read = |text: &str| {
            NaiveTime::parse_from_str(text.get(..5).unwrap_or(text), "%H:%M").map_err(|_| "serve_bad_time")
        };
        let zone = Some(self.get("zone")).filter(|zone| !zone.is_empty());
        let named = |name: &str| named_zone(name).map_err(|_| "serve_bad_zone");
        let zone: Option<Tz> = zone.map(named).transpose()?;
        Ok(Wishes {
            format: if self.get("format") == "text" { MailFormat::Text } else { MailFormat::Both },
            days: DAYS.into_iter().filter(|day| self.all("day").any(|code| code == day.to_string())).collect(),
            time: time.map(read).transpose()?,
            zone,
            topics: self.list("topics"),
            countries: self.list("countries"),
            ..before
        })
    }
}

/// The days of the week, Monday first.
pub(super) const DAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// True for the body that a mail program sends (RFC 8058), as a form of either kind.
pub(super) fn is_one_click(body: &[u8]) -> bool {
    let body = String::from_utf8_lossy(body);
    Form::read(body.as_bytes()).get("List-Unsubscribe") == "One-Click"
        || (body.contains("name=\"List-Unsubscribe\"") && body.contains("One-Click"))
}

/// One line without control signs.
fn line(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control() && !crate::text::is_ignorable(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_lines_and_wishes_are_read() {
        let form = Form::read(b"name=Ana%0d%0aBcc%3A+x&day=Mon&day=Sun&day=Xxx&time=06%3A30&zone=Europe%2FVilnius&topics=a+b%2C%2C+c&format=text");
        assert_eq!(form.name().as_deref(), Some("AnaBcc: x"));
        let wishes = form.wishes(Wishes { lang: Some("fr".into()), ..Wishes::default() }).expect("wishes");
        assert_eq!((wishes.days.as_slice(), wishes.lang.as_deref()), (&[Weekday::Mon, Weekday::Sun][..], Some("fr")));
        assert_eq!(
            (wishes.topics.as_slice(), wishes.format),
            (&["a b".to_owned(), "c".to_owned()][..], MailFormat::Text)
        );
        assert_eq!(Form::read(b"zone=Nowhere").wishes(Wishes::default()), Err("serve_bad_zone"));
        assert_eq!(Form::read(b"time=25%3A00").wishes(Wishes::default()), Err("serve_bad_time"));
    }

    #[test]
    fn one_click_comes_in_two_forms() {
        assert!(is_one_click(b"List-Unsubscribe=One-Click"));
        assert!(is_one_click(
            b"--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--"
        ));
        assert!(!is_one_click(b"") && !is_one_click(b"a=One-Click"));
    }
}
