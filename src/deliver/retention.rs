//! How long what is known of readers is kept: `[mail] keep_days`.

use chrono::TimeDelta;

use super::key::Key;
use crate::desk::Moment;
use crate::model::SubscriberStatus;
use crate::store::{Expired, Expiring, Store, StoreError, Writer};

/// What would be erased that is older than so many days.
///
/// # Errors
/// What the store gives.
pub fn expiring(store: &Store, days: u32, now: Moment) -> Result<Expired, StoreError> {
    let before = before(days, now);
    Ok(Expired { readers: store.gone_before(&before)?.len(), messages: store.messages_before(&before)? })
}

/// Erases what is older than so many days: readers who left, whose address takes no mail or who never confirmed, with the
/// history of their consent; and who got which message. Of those who left, a keyed hash stays, so that no import brings
/// them back.
///
/// # Errors
/// What the store gives.
pub fn expire(writer: &mut Writer, key: &Key, days: u32, now: Moment) -> Result<Expired, StoreError> {
    let before = before(days, now);
    let gone = writer.gone_before(&before)?;
    if gone.is_empty() && writer.messages_before(&before)? == 0 {
        return Ok(Expired::default());
    }
    let readers: Vec<Expiring> = gone
        .into_iter()
        .map(|reader| Expiring {
            id: reader.id,
            hash: (reader.status != SubscriberStatus::Pending).then(|| key.hash(&reader.address)),
            list: reader.list,
        })
        .collect();
    writer.expire(&readers, &before, &now.utc_text())
}

fn before(days: u32, now: Moment) -> String {
    Moment::of(now.utc() - TimeDelta::days(days.into()), now.zone()).utc_text()
}
