use std::sync::LazyLock;

use serde::Deserialize;

/// How mails that come back say why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BounceWords {
    status: Codes,
    words: Phrases,
    form: Vec<BounceForm>,
    senders: Senders,
}

/// A form of report that is no delivery status notification.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BounceForm {
    /// Whose form it is.
    pub name: String,
    /// Sentences that open it, in small letters.
    pub opens: Vec<String>,
    /// Lines behind which the message is printed again, in small letters.
    pub copy: Vec<String>,
}

/// What a code or words say about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounce {
    /// It takes no mail.
    Hard,
    /// It may take the next one.
    Soft,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Codes {
    hard: Vec<String>,
    soft: Vec<String>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    hard: Vec<String>,
    soft: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Senders {
    local: Vec<String>,
}

static WORDS: LazyLock<BounceWords> = LazyLock::new(|| super::embedded!("bounces"));

/// How mails that come back say why.
pub fn bounce_words() -> &'static BounceWords {
    &WORDS
}

impl BounceWords {
    /// What a status code (`5.1.1`) says; none where the words of the server have to decide.
    pub fn by_status(&self, status: &str) -> Option<Bounce> {
        let longest =
            |codes: &[String]| codes.iter().filter(|code| status.starts_with(code.as_str())).map(String::len).max();
        let kinds = [
            (&self.status.hard, Some(Bounce::Hard)),
            (&self.status.soft, Some(Bounce::Soft)),
            (&self.status.words, None),
        ];
        let best =
            kinds.into_iter().filter_map(|(codes, kind)| Some((longest(codes)?, kind))).max_by_key(|(len, _)| *len);
        best.and_then(|(_, kind)| kind)
    }

    /// What words in small letters say.
    pub fn by_words(&self, text: &str) -> Option<Bounce> {
        let says = |phrases: &[String]| phrases.iter().any(|phrase| text.contains(phrase.as_str()));
        if says(&self.words.soft) {
            return Some(Bounce::Soft);
        }
        says(&self.words.hard).then_some(Bounce::Hard)
    }

    /// The form of a report, by its text in small letters.
    pub fn form(&self, text: &str) -> Option<&BounceForm> {
        self.form.iter().find(|form| form.opens.iter().any(|opening| text.contains(opening.as_str())))
    }

    /// True for a sender of reports, by what stands before its @, in small letters.
    pub fn is_reporter(&self, local: &str) -> bool {
        self.senders.local.iter().any(|known| local.starts_with(known.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_code_decides() {
        let words = bounce_words();
        let said =
            ["5.1.1", "5.2.1", "5.2.2", "4.4.7", "5.7.509", "5.0.0", "5.7.1", "2.0.0"].map(|s| words.by_status(s));
        use Bounce::{Hard, Soft};
        assert_eq!(said, [Some(Hard), Some(Hard), Some(Soft), Some(Soft), Some(Soft), None, None, None]);
    }

    #[test]
    fn what_may_pass_goes_before_what_will_not() {
        assert_eq!(bounce_words().by_words("user unknown"), Some(Bounce::Hard));
        assert_eq!(bounce_words().by_words("mailbox full, user no longer reads"), Some(Bounce::Soft));
        assert_eq!(bounce_words().by_words("hello"), None);
    }
}
