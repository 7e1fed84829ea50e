//! Reports in the words of a mail server, without a delivery status.

use mail_parser::Message;

use super::status::code;
use super::{News, squeezed, weigh};
use crate::lexicon::bounce_words;

/// True for a report: one of its forms, from somebody who writes reports or from nobody.
pub(super) fn is_report(message: &Message<'_>, body: &str) -> bool {
    let sender = message.from().and_then(|from| from.first()).and_then(|from| from.address()).unwrap_or_default();
    let local = sender.split('@').next().unwrap_or_default().to_lowercase();
    let returns = message.header_raw("Return-Path").map(str::trim);
    let from_nobody = returns == Some("<>") || sender.is_empty();
    let is_failed = message.header_raw("X-Failed-Recipients").is_some();
    is_failed || ((bounce_words().is_reporter(&local) || from_nobody) && bounce_words().form(&squeezed(body)).is_some())
}

/// What the report says, read from its own words alone and not from the message that it returns.
pub(super) fn read(body: &str) -> (News, String) {
    let own = own_words(body);
    let text = squeezed(own);
    if ["delayed", "not yet been delivered", "will continue to be attempted", "no action is required"]
        .iter()
        .any(|word| text.contains(word))
    {
        return (News::Underway, String::new());
    }
    let status = code(own).filter(|code| !code.starts_with('2')).or_else(|| reply(own)).unwrap_or_default();
    let line = own.lines().find(|line| !status.is_empty() && line.contains(status.as_str()));
    let line = line.or_else(|| own.lines().find(|line| bounce_words().by_words(&squeezed(line)).is_some()));
    (weigh(&status, own), line.unwrap_or_default().to_owned())
}

/// What stands before the copy of the message.
pub(super) fn own_words(body: &str) -> &str {
    let Some(form) = bounce_words().form(&squeezed(body)) else { return body };
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let small = squeezed(line);
        if form.copy.iter().any(|mark| small.starts_with(mark.as_str())) {
            return body.get(..at).unwrap_or(body);
        }
        at += line.len();
    }
    body
}

/// The reply of a server (RFC 5321) as the class of a status: `550 …` is `5.`, `452 …` is `4.`.
fn reply(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ':' | ',' | '-' | '#'));
    let mut replies = words.filter(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit()));
    let reply = replies.find(|word| word.starts_with(['4', '5']))?;
    Some(format!("{}.", reply.get(..1)?))
}
