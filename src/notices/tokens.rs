//! The secrets in addresses: a keyed hash that takes its reader off mails of one kind, and the random end of a personal
//! feed's address. Each says what it is for, so that one cannot be used in place of another.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::rules::NoticeKind;
use crate::ids::AccountId;

/// What mails somebody no longer wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailing {
    /// Digests.
    Digest,
    /// Mails at once of one kind.
    Kind(NoticeKind),
}

impl Mailing {
    /// The word in an address and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Kind(kind) => kind.as_str(),
        }
    }
}

impl FromStr for Mailing {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "digest" { Ok(Self::Digest) } else { text.parse().map(Self::Kind) }
    }
}

/// The site's own key for addresses in mails, the same in all processes.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

impl fmt::Debug for LinkKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("(secret)")
    }
}

impl LinkKey {
    /// The key, from the settings of the database.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The end of the address that takes this person off these mails. It never runs out: a mail is read when it is read.
    pub fn unsubscribe_token(&self, account: AccountId, mailing: Mailing) -> String {
        let mac = BASE64URL_NOPAD.encode(&self.mac(account, mailing).finalize().into_bytes());
        format!("{account}.{}.{mac}", mailing.as_str())
    }

    /// Whom and what a token of ours is for; compared in constant time.
    pub fn read_unsubscribe_token(&self, token: &str) -> Option<(AccountId, Mailing)> {
        let mut parts = token.splitn(3, '.');
        let account: AccountId = parts.next()?.parse().ok()?;
        let mailing: Mailing = parts.next()?.parse().ok()?;
        let given = BASE64URL_NOPAD.decode(parts.next()?.as_bytes()).ok()?;
        self.mac(account, mailing).verify_slice(&given).is_ok().then_some((account, mailing))
    }

    #[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
    fn mac(&self, account: AccountId, mailing: Mailing) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("an HMAC takes a key of any length");
        mac.update(format!("unsubscribe:{account}:{}", mailing.as_str()).as_bytes());
        mac
    }
}

/// A feed's token holds 256 random bits: a plain hash is enough at rest. The hash says what it is for.
pub fn feed_token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("feed:{token}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn a_token_is_good_for_one_person_and_one_mailing() {
        let key = LinkKey::new([7; 32]);
        let (me, mailing) = (AccountId::from_i64(1), Mailing::Kind(NoticeKind::Comment));
        let token = key.unsubscribe_token(me, mailing);
        assert_eq!(key.read_unsubscribe_token(&token), Some((me, mailing)));
        let other_kind = token.replace("comment", "mention");
        let other_person = token.replace(&me.to_string(), &AccountId::from_i64(2).to_string());
        for wrong in [other_kind.as_str(), &other_person, &token[..token.len() - 1], "", "a.b", "a.digest.é"]
        {
            assert_eq!(key.read_unsubscribe_token(wrong), None, "{wrong}");
        }
        assert_eq!(LinkKey::new([8; 32]).read_unsubscribe_token(&token), None);
        assert!(!format!("{key:?}").contains('7'));
    }
}
