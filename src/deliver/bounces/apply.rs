use chrono::{DateTime, TimeDelta, Utc};

use super::{News, Returned};
use crate::deliver::message::{mailing_name, message_mark};
use crate::deliver::{Key, Purpose, TokenError};
use crate::lexicon::Bounce;
use crate::model::{How, SubscriberId};
use crate::store::{ReportEffect, ReportTaken, Step, Store, StoreError, Writer};

/// Days after which a message does not come back any more: servers give up after five.
const DAYS: i64 = 10;

/// What came of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It is about no message of this desk: nothing was changed.
    Foreign,
    /// It asks for nothing.
    Idle,
    /// What the store made of it, and for whom.
    Taken(SubscriberId, ReportTaken),
}

/// Does what a mail asks for. `soft` bounces in a row are as good as a hard one.
///
/// # Errors
/// What the store gives.
pub fn apply(
    writer: &mut Writer,
    key: &Key,
    returned: &Returned,
    soft: u32,
    now: DateTime<Utc>,
) -> Result<Came, StoreError> {
    let how = if returned.news == News::Leave { How::Reply } else { How::Bounce };
    let found = match returned.news {
        News::Unclear | News::Underway | News::Other => return Ok(Came::Idle),
        News::Bounced(_) | News::Complaint | News::Leave => addressee(writer, key, returned, now)?,
    };
    let (id, mailing, effect) = match (found, returned.news) {
        (Found::Proved(id), News::Bounced(Bounce::Hard)) => (id, None, ReportEffect::Hard),
        (Found::Proved(id), News::Complaint) => (id, None, ReportEffect::Complaint),
        (Found::Proved(id), News::Leave) => (id, None, ReportEffect::Leave),
        (Found::Proved(id), _) => (id, None, ReportEffect::Soft(soft)),
        // Anybody may write such a report: one alone takes nobody off.
        (Found::ByAddress(id, mailing), News::Bounced(_)) => (id, Some(mailing), ReportEffect::Soft(soft)),
        _ => return Ok(Came::Foreign),
    };
    let at = now.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let detail = Some(returned.detail.as_str()).filter(|detail| !detail.is_empty());
    let step = Step { at: &at, how, detail };
    let taken = writer.take_report(&returned.mark, (id, mailing), effect, |address| key.hash(address), step)?;
    Ok(Came::Taken(id, taken))
}

/// To whom the message went that came back.
enum Found {
    /// The mail brings a signed link, or the Message-ID, of the message.
    Proved(SubscriberId),
    /// It names an address to which a message of this mailing went lately.
    ByAddress(SubscriberId, i64),
    /// It is about no message of this desk.
    Nobody,
}

fn addressee(store: &Store, key: &Key, returned: &Returned, now: DateTime<Utc>) -> Result<Found, StoreError> {
    if let Some(id) = returned.tokens.iter().find_map(|token| signed(key, token, returned.news, now)) {
        return Ok(Found::Proved(id));
    }
    let since = (now - TimeDelta::days(DAYS)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let mut found = Found::Nobody;
    for address in &returned.recipients {
        for (reader, mailing) in store.sent_to(&address.known(), &since)? {
            let mark = message_mark(key, &mailing_name(&mailing), &reader.id.to_string());
            if returned.ids.contains(&mark) {
                return Ok(Found::Proved(reader.id));
            }
            if matches!(found, Found::Nobody) {
                found = Found::ByAddress(reader.id, mailing.id);
            }
        }
    }
    Ok(found)
}

/// Whom a signed link was made for. To leave, it must be one for leaving that is still good; a report may be about a message
/// of any kind and age.
fn signed(key: &Key, token: &str, news: News, now: DateTime<Utc>) -> Option<SubscriberId> {
    if news == News::Leave {
        return key.check(Purpose::Unsubscribe, token, now).ok();
    }
    match key.check_any(token, DateTime::UNIX_EPOCH) {
        Ok(token) => Some(token.subscriber),
        Err(TokenError::Forged | TokenError::Expired) => None,
    }
}
