//! Identifiers: 64-bit, ordered by time, made by [`crate::clock::Clock::new_id`], one type per entity so that two
//! kinds cannot be mixed up. Outside the program they are thirteen characters of Crockford's base 32.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Crockford's alphabet: no `i`, `l`, `o`, `u`, so that a number read aloud or copied by hand survives.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of a written id: 13 × 5 bits hold the 63 that are used.
pub const WRITTEN_LENGTH: usize = 13;

/// What every identifier can do; the clock makes them through it.
pub trait Id: Copy {
    /// Wraps a number that is known to be an id of this kind.
    fn from_i64(value: i64) -> Self;
    /// The number, as the database keeps it.
    fn as_i64(self) -> i64;
}

/// The text is not a written id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an identifier")]
pub struct NotAnId;

fn write(value: i64, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = [0; WRITTEN_LENGTH];
    let mut rest = value;
    for place in text.iter_mut().rev() {
        *place = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    out.write_str(str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

/// Reads capitals too, and the letters that Crockford's base 32 takes for the digits they look like.
fn read(text: &str) -> Result<i64, NotAnId> {
    if text.len() != WRITTEN_LENGTH {
        return Err(NotAnId);
    }
    text.bytes().try_fold(0i64, |value, letter| {
        let letter = match letter.to_ascii_lowercase() {
            b'i' | b'l' => b'1',
            b'o' => b'0',
            other => other,
        };
        let digit = ALPHABET.iter().position(|&known| known == letter).ok_or(NotAnId)?;
        value.checked_mul(32).and_then(|high| high.checked_add(digit as i64)).ok_or(NotAnId)
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl Id for $name {
            fn from_i64(value: i64) -> Self { Self(value) }
            fn as_i64(self) -> i64 { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result { write(self.0, out) }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { read(text).map(Self) }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> { out.collect_str(self) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        crate::db::id_column!($name);
    )+};
}

ids! {
    /// A person's account.
    AccountId,
    /// A role given to an account.
    GrantId,
    /// A signed-in browser or API client.
    SessionId,
    /// A sign-in code on its way.
    SignInId,
    /// A card that signs in at a site.
    CardId,
    /// Somebody as a provider knows them.
    IdentityId,
    /// A sign-in on its way through a provider.
    ProviderSignInId,
    /// An identity that waits for a proof whose it is.
    IdentityClaimId,
    /// A call for ideas.
    ContestId,
    /// A contest's passing from one stage to another.
    MoveId,
    /// A question that a contest asks.
    QuestionId,
    /// An idea.
    IdeaId,
    /// A step of an idea's trail.
    DestinyId,
    /// An idea that was not sent yet.
    DraftId,
    /// A question to somebody whether they will be an author of an idea, too.
    CoAuthorInvitationId,
    /// A file of an idea.
    AttachmentId,
    /// A change of an idea's state.
    ReviewId,
    /// Changes made in one go.
    BatchId,
    /// A comment, or a message between who writes and who helps.
    CommentId,
    /// Somebody's word that a content should not stay as it is.
    ReportId,
    /// A step of the log of moderation.
    DecisionId,
    /// A request for help to write.
    HelpRequestId,
    /// A file of ideas being imported.
    ImportId,
    /// One computation of clusters over a contest.
    ClusteringId,
    /// A proposed group of ideas.
    ClusterId,
    /// A mini-lab or a trade community.
    MiniLabId,
    /// A person's place in a mini-lab.
    MembershipId,
    /// What asks an author to join.
    InvitationId,
    /// A need form and the support it leads to.
    NeedFormId,
    /// Something that a person was told.
    NoticeId,
    /// A mail, sent or to be sent.
    MailId,
    /// A direction, a service or a site.
    UnitId,
    /// A piece of background work.
    JobId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for value in [0, 1, 31, 32, 1_234_567_890_123, i64::MAX] {
            let written = IdeaId(value).to_string();
            assert_eq!(written.len(), WRITTEN_LENGTH);
            assert_eq!(written.parse(), Ok(IdeaId(value)));
            assert_eq!(written.to_uppercase().parse(), Ok(IdeaId(value)));
        }
    }

    #[test]
    fn written_ids_sort_like_their_numbers() {
        assert!(IdeaId(99).to_string() < IdeaId(1_000_000).to_string());
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "0", "00000000000000", "zzzzzzzzzzzzz", "000000000000u", "00000000000é"] {
            assert_eq!(text.parse::<IdeaId>(), Err(NotAnId), "{text}");
        }
    }
}
