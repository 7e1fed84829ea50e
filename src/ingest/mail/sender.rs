//! Who sent a mail: the outlet, and the writer where a person signs.

use mail_parser::{HeaderName, Message};

use super::text_of;

/// Outlet and writers of a mail.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sender {
    /// The outlet.
    pub publisher: Option<String>,
    /// The writers.
    pub byline: Vec<String>,
}

/// What From, Sender and List-Id say.
pub(super) fn of(message: &Message) -> Sender {
    let mut names = Vec::new();
    let mut address = "";
    // A name with a comma that nobody put in quotation marks comes as two senders.
    for from in message.from().into_iter().flat_map(|from| from.iter()) {
        let is_whole = from.address.as_deref().is_some_and(|a| a.contains('@'));
        names.extend(from.name.as_deref().or_else(|| from.address.as_deref().filter(|_| !is_whole)));
        if is_whole {
            address = from.address.as_deref().unwrap_or_default();
            break;
        }
    }
    let name = (!names.is_empty()).then(|| names.join(", "));
    sender(name.as_deref(), address, list(message).as_deref())
}

fn sender(name: Option<&str>, address: &str, list: Option<&str>) -> Sender {
    let name = name.map(clean).filter(|name| !name.is_empty() && !name.contains('@'));
    let (local, domain) = address.rsplit_once('@').unwrap_or_default();
    let outlet = || list.map(str::to_owned).or_else(|| (!domain.is_empty()).then(|| domain.to_ascii_lowercase()));
    let Some(name) = name else { return Sender { publisher: outlet(), byline: Vec::new() } };
    let parts = JOINTS.iter().find_map(|joint| name.split_once(joint));
    match parts {
        Some((person, outlet)) if is_person(person) => {
            Sender { publisher: Some(outlet.trim().to_owned()), byline: vec![person.trim().to_owned()] }
        }
        _ if is_person(&name) && signs(&name, local) => Sender { publisher: outlet(), byline: vec![name] },
        _ => Sender { publisher: Some(name), byline: Vec::new() },
    }
}

/// What stands between a writer and the outlet: "Ann Ode at Baltic Wire".
const JOINTS: [&str; 7] = [" via ", " at ", " from ", " | ", ", ", " - ", " – "];

/// Two to four words, each with a capital and letters alone.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    (2..=4).contains(&words.len()) && words.iter().all(|word| is_name(word))
}

/// True where a mailbox is named after a person: "ann.ode" or "aode" for Ann Ode.
fn signs(name: &str, local: &str) -> bool {
    let fold = |text: &str| text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let local = fold(local);
    let mut words = name.split_whitespace().map(fold);
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
    let initial: String = first.chars().take(1).collect();
    [format!("{first}{last}"), format!("{initial}{last}"), format!("{last}{first}"), first, last].contains(&local)
}

fn clean(name: &str) -> String {
    name.trim_matches(['"', '\'', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The phrase of List-Id: `Baltic Wire Daily <daily.wire.example>`.
fn list(message: &Message) -> Option<String> {
    let raw = message.header(HeaderName::ListId).and_then(text_of).or_else(|| message.header_raw("List-Id"))?;
    let phrase = clean(raw.split('<').next()?);
    (!phrase.is_empty() && !phrase.contains('.') && phrase.len() < 80).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(name: &str, address: &str, list: Option<&str>) -> (String, String) {
        let sender = sender(Some(name), address, list);
        (sender.publisher.unwrap_or_default(), sender.byline.join(";"))
    }

    #[test]
    fn an_outlet_or_a_person_with_an_outlet() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of("Baltic Wire", "news@wire.example", None), pair("Baltic Wire", ""));
        assert_eq!(of("Ann Ode, Baltic Wire", "news@wire.example", None), pair("Baltic Wire", "Ann Ode"));
        assert_eq!(of("Ann Ode via Wire Daily", "x@lists.example", None), pair("Wire Daily", "Ann Ode"));
        assert_eq!(of("Ann Ode", "ann.ode@wire.example", None), pair("wire.example", "Ann Ode"));
        assert_eq!(of("Ann Ode", "aode@wire.example", Some("Wire Daily")), pair("Wire Daily", "Ann Ode"));
        assert_eq!(of("", "aode@Wire.example", None), pair("wire.example", ""));
        assert_eq!(of("a@b.example", "a@b.example", None), pair("b.example", ""));
    }

    proptest! {
        #[test]
        fn no_name_panics(name in ".{0,40}", address in ".{0,30}") {
            let _ = sender(Some(&name), &address, None);
        }
    }
}
