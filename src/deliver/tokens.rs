//! Signed links: what a token allows, for whom, until when. HMAC-SHA256 under the desk's key over these three, cut to
//! 128 bits; base64url without padding, 39 characters. Nothing is stored: a token is good until it expires, and what it
//! asks for (a status) can be asked for twice.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use super::Key;
use crate::model::SubscriberId;

/// Octets of the signature.
const SIGNATURE: usize = 16;
/// Octets of a token: purpose, subscriber, expiry, signature.
const WHOLE: usize = 1 + 8 + 4 + SIGNATURE;
/// Characters of a token.
pub(super) const LENGTH: usize = 39;

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To confirm a subscription; for three days.
    Confirm,
    /// To leave the list; for a year, as mails are kept.
    Unsubscribe,
    /// To see and change what was chosen; for 30 days.
    Preferences,
}

/// A token that was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it allows.
    pub purpose: Purpose,
    /// For whom.
    pub subscriber: SubscriberId,
}

/// Why a token is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Cut off, changed, made up, for another purpose, or signed by another desk.
    #[error("the link is not one of ours; use the newest mail")]
    Forged,
    /// Its time is over.
    #[error("the link has expired; use the one of a newer mail")]
    Expired,
}

impl Purpose {
    const ALL: [Purpose; 3] = [Purpose::Confirm, Purpose::Unsubscribe, Purpose::Preferences];

    const fn sign(self) -> u8 {
        match self {
            Purpose::Confirm => b'c',
            Purpose::Unsubscribe => b'u',
            Purpose::Preferences => b'p',
        }
    }

    /// How long a token is good.
    pub const fn lasts(self) -> TimeDelta {
        match self {
            Purpose::Confirm => TimeDelta::days(3),
            Purpose::Unsubscribe => TimeDelta::days(366),
            Purpose::Preferences => TimeDelta::days(30),
        }
    }
}

impl Key {
    /// A token for a subscriber, good from this moment on for as long as its purpose says.
    pub fn token(&self, purpose: Purpose, subscriber: SubscriberId, from: DateTime<Utc>) -> String {
        let expires = (from + purpose.lasts()).timestamp().clamp(0, i64::from(u32::MAX));
        let expires = u32::try_from(expires).unwrap_or(u32::MAX);
        let mut octets = Vec::with_capacity(WHOLE);
        octets.push(purpose.sign());
        octets.extend(subscriber.0.to_be_bytes());
        octets.extend(expires.to_be_bytes());
        let mac = self.mac(&[b"token\0", &octets]);
        octets.extend(mac.iter().take(SIGNATURE));
        URL_SAFE_NO_PAD.encode(octets)
    }

    /// Checks a token that must be for this purpose.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn check(&self, purpose: Purpose, token: &str, now: DateTime<Utc>) -> Result<SubscriberId, TokenError> {
        let token = self.check_any(token, now)?;
        if token.purpose == purpose { Ok(token.subscriber) } else { Err(TokenError::Forged) }
    }

    /// Checks a token of any purpose.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn check_any(&self, token: &str, now: DateTime<Utc>) -> Result<Token, TokenError> {
        let octets = if token.len() == LENGTH { URL_SAFE_NO_PAD.decode(token).ok() } else { None };
        let octets: [u8; WHOLE] = octets.and_then(|o| o.try_into().ok()).ok_or(TokenError::Forged)?;
        let (said, signature) = octets.split_at(WHOLE - SIGNATURE);
        let mac = self.mac(&[b"token\0", said]);
        if !is_same(mac.get(..SIGNATURE).unwrap_or_default(), signature) {
            return Err(TokenError::Forged);
        }
        let [sign, a, b, c, d, e, f, g, h, i, j, k, l, ..] = octets;
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.sign() == sign).ok_or(TokenError::Forged)?;
        if now.timestamp() > i64::from(u32::from_be_bytes([i, j, k, l])) {
            return Err(TokenError::Expired);
        }
        Ok(Token { purpose, subscriber: SubscriberId(i64::from_be_bytes([a, b, c, d, e, f, g, h])) })
    }
}

/// Compares in a time that does not depend on where two differ.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    let differs = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && std::hint::black_box(differs) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key::new([7; 32]);

    fn at(day: u32) -> DateTime<Utc> {
        DateTime::from_timestamp(2_000_000_000 + i64::from(day) * 86_400, 0).unwrap_or_default()
    }

    #[test]
    fn a_token_is_good_for_its_purpose_its_reader_and_its_time() {
        let token = KEY.token(Purpose::Confirm, SubscriberId(42), at(0));
        assert_eq!(token.len(), LENGTH);
        assert_eq!(KEY.check(Purpose::Confirm, &token, at(2)), Ok(SubscriberId(42)));
        assert_eq!(KEY.check(Purpose::Confirm, &token, at(4)), Err(TokenError::Expired));
        assert_eq!(KEY.check(Purpose::Unsubscribe, &token, at(2)), Err(TokenError::Forged));
        assert_eq!(Key::new([8; 32]).check(Purpose::Confirm, &token, at(2)), Err(TokenError::Forged));
    }

    #[test]
    fn a_token_with_any_other_sign_is_forged() {
        let token = KEY.token(Purpose::Unsubscribe, SubscriberId(1), at(0));
        for n in 0..token.len() {
            let mut other: Vec<char> = token.chars().collect();
            other[n] = if other[n] == 'A' { 'B' } else { 'A' };
            let other: String = other.into_iter().collect();
            assert_eq!(KEY.check_any(&other, at(0)), Err(TokenError::Forged), "{n}");
        }
        assert_eq!(KEY.check_any(&format!("{token}A"), at(0)), Err(TokenError::Forged));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_token_or_an_error(text in "\\PC{0,60}|[A-Za-z0-9_-]{39}") {
            proptest::prop_assert_eq!(KEY.check_any(&text, at(0)), Err(TokenError::Forged));
        }
    }
}
