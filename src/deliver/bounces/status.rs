//! Delivery status notifications (RFC 3464): blocks of fields, one a recipient.

use super::{News, weigh};
use crate::lexicon::Bounce;

/// What a delivery status says of its recipient. Of several the gravest counts: a message of ours has one.
pub(super) fn read(text: &str) -> (News, String) {
    let text = text.replace("\r\n", "\n");
    let mut found: Option<(News, String)> = None;
    for block in text.split("\n\n") {
        let fields = fields(block);
        let get = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
        let Some(action) = get("action") else { continue };
        let said = get("diagnostic-code").unwrap_or_default();
        let status = get("status").and_then(code).or_else(|| code(said)).unwrap_or_default();
        let news = match action.to_lowercase().split_whitespace().next() {
            Some("failed") => weigh(&status, said),
            _ => News::Underway,
        };
        let detail = if said.is_empty() { status } else { said.to_owned() };
        if found.as_ref().is_none_or(|(before, _)| grave(news) > grave(*before)) {
            found = Some((news, detail));
        }
    }
    found.unwrap_or((News::Unclear, "a delivery status without a recipient".to_owned()))
}

fn grave(news: News) -> u8 {
    match news {
        News::Bounced(Bounce::Hard) => 3,
        News::Bounced(Bounce::Soft) => 2,
        News::Unclear => 1,
        _ => 0,
    }
}

/// Fields with their names in small letters, folded lines joined.
fn fields(block: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        match fields.last_mut() {
            Some((_, value)) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => {
                let field = line.split_once(':');
                fields.extend(field.map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned())));
            }
        }
    }
    fields
}

/// The first status code (RFC 3463) of a text: `5.1.1`.
pub(super) fn code(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).map(|word| word.trim_end_matches('.')).find_map(|word| {
        let parts: Vec<&str> = word.split('.').collect();
        let is_code = matches!(parts.as_slice(), [class, subject, detail]
            if matches!(*class, "2" | "4" | "5") && (1..=3).contains(&subject.len()) && (1..=3).contains(&detail.len()));
        is_code.then(|| word.to_owned())
    })
}
