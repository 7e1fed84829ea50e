//! The mark of a form: it shows that the form came from this desk, and when. HMAC-SHA256 under the desk's key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};

use super::Key;
use super::tokens::is_same;

/// How long a form is good.
const LASTS: TimeDelta = TimeDelta::hours(2);

impl Key {
    /// The mark of a form that is handed out now.
    pub fn stamp(&self, now: DateTime<Utc>) -> String {
        let moment = now.timestamp().to_be_bytes();
        let mac = self.mac(&[b"form\0", &moment]);
        URL_SAFE_NO_PAD.encode([&moment[..], mac.get(..16).unwrap_or_default()].concat())
    }

    /// True for a mark of ours that is not too old.
    pub fn is_stamp(&self, stamp: &str, now: DateTime<Utc>) -> bool {
        let octets = if stamp.len() == 32 { URL_SAFE_NO_PAD.decode(stamp).unwrap_or_default() } else { Vec::new() };
        let Some((moment, signature)) = octets.split_first_chunk::<8>() else { return false };
        let mac = self.mac(&[b"form\0", moment]);
        let age = now.timestamp().saturating_sub(i64::from_be_bytes(*moment));
        is_same(mac.get(..16).unwrap_or_default(), signature) && (0..=LASTS.num_seconds()).contains(&age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_good_for_two_hours_and_no_other() {
        let key = Key::new([7; 32]);
        let at = |minutes: i64| DateTime::from_timestamp(2_000_000_000 + minutes * 60, 0).unwrap_or_default();
        let stamp = key.stamp(at(0));
        assert!(key.is_stamp(&stamp, at(0)) && key.is_stamp(&stamp, at(120)));
        assert!(!key.is_stamp(&stamp, at(121)) && !key.is_stamp(&stamp, at(-1)));
        assert!(!Key::new([8; 32]).is_stamp(&stamp, at(0)));
        for wrong in ["", "x", &stamp[1..], &format!("{stamp}A"), &stamp.replace(&stamp[..1], "Z")] {
            assert!(!key.is_stamp(wrong, at(0)), "{wrong}");
        }
    }
}
