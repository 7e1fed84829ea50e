use chrono::{DateTime, Utc};

use super::{News, Returned};
use crate::deliver::{Key, Purpose, TokenError};
use crate::lexicon::Bounce;
use crate::model::{How, SubscriberId};
use crate::store::{ReportEffect, ReportTaken, Step, StoreError, Writer};

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
    let (effect, how) = match returned.news {
        News::Bounced(Bounce::Hard) => (ReportEffect::Hard, How::Bounce),
        News::Bounced(Bounce::Soft) => (ReportEffect::Soft(soft), How::Bounce),
        News::Complaint => (ReportEffect::Complaint, How::Bounce),
        News::Leave => (ReportEffect::Leave, How::Reply),
        News::Unclear | News::Underway | News::Other => return Ok(Came::Idle),
    };
    let Some(id) = returned.tokens.iter().find_map(|token| signed(key, token, returned.news, now)) else {
        return Ok(Came::Foreign);
    };
    let at = now.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let detail = Some(returned.detail.as_str()).filter(|detail| !detail.is_empty());
    let step = Step { at: &at, how, detail };
    Ok(Came::Taken(id, writer.take_report(&returned.mark, id, effect, |address| key.hash(address), step)?))
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
