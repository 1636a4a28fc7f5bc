//! Who may see a thing, in three words that every room, the journal and the index share.

use std::str::FromStr;

use crate::db::text_column;

/// Who may see a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Anybody, signed in or not.
    Public,
    /// Whoever is signed in.
    Agents,
    /// The animators and administrators.
    Team,
}

impl Audience {
    /// All of them, from the widest.
    pub const ALL: [Self; 3] = [Self::Public, Self::Agents, Self::Team];

    /// The word in the database, in the API and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Agents => "agents",
            Self::Team => "team",
        }
    }
}

/// The word names no audience.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown audience")]
pub struct UnknownAudience;

impl FromStr for Audience {
    type Err = UnknownAudience;

    fn from_str(text: &str) -> Result<Self, UnknownAudience> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == text).ok_or(UnknownAudience)
    }
}

text_column!(Audience);
