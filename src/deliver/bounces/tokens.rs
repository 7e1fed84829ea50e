//! What may be a signed link. Whether it is one, the key says.

use mail_parser::Message;

use super::Text;
use crate::deliver::message::MARK;
use crate::deliver::tokens::LENGTH;

/// More are not looked at.
const MOST: usize = 500;

/// Fields that name whom a mail is for.
const TO: [&str; 6] = ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Subject"];

/// Those that a reader's mail is addressed to, or has in its subject.
pub(super) fn of_reader(message: &Message<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for name in TO {
        for value in message.header_values(name).filter_map(|_| message.header_raw(name)).take(1) {
            collect(value, LENGTH, &mut found);
        }
    }
    found
}

/// Those of the copy that a report brings.
pub(super) fn of_copy(bytes: &[u8], texts: &[Text]) -> Vec<String> {
    everywhere(bytes, texts, LENGTH)
}

/// What may be a Message-ID in a report or the copy that it brings: what stands before its @.
pub(super) fn ids_of_copy(bytes: &[u8], texts: &[Text]) -> Vec<String> {
    everywhere(bytes, texts, MARK)
}

fn everywhere(bytes: &[u8], texts: &[Text], length: usize) -> Vec<String> {
    let mut found = Vec::new();
    collect(&String::from_utf8_lossy(bytes), length, &mut found);
    texts.iter().for_each(|text| collect(&text.text, length, &mut found));
    found
}

fn collect(text: &str, length: usize, found: &mut Vec<String>) {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    for run in text.split(|c| !is_sign(c)).filter(|run| run.len() == length) {
        if found.len() < MOST && !found.iter().any(|known| known == run) {
            found.push(run.to_owned());
        }
    }
}
