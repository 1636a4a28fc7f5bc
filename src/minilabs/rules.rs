//! What a mini-lab is, what an invitation may become, and who may do what there.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::audience::Audience;
use crate::db::text_column;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::MiniLabId;
use crate::slug::slug;

/// The most characters of a title.
pub const TITLE: usize = 120;
/// The most characters of a purpose.
pub const PURPOSE: usize = 500;
/// The most characters of an answer to an invitation.
pub const ANSWER: usize = 1_000;
/// Characters of a title kept in an address.
const SLUG_LENGTH: usize = 60;

/// What brings the people of a mini-lab together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MiniLabKind {
    /// A subject: the mini-lab proper.
    Thematic,
    /// A trade: a community.
    Trade,
}

impl MiniLabKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Thematic, Self::Trade];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Thematic => "thematic",
            Self::Trade => "trade",
        }
    }

    /// The part of the site where those of this kind live.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Thematic => "/mini-labs",
            Self::Trade => "/communautes",
        }
    }
}

impl FromStr for MiniLabKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

text_column!(MiniLabKind);

/// A member's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Brought an idea that is here.
    Bearer,
    /// Came to work on it.
    Member,
}

impl MemberRole {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Bearer, Self::Member];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Member => "member",
        }
    }
}

impl FromStr for MemberRole {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(())
    }
}

text_column!(MemberRole);

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Waits for the author.
    Sent,
    /// The idea is at home here.
    Accepted,
    /// The author sees it elsewhere.
    Rather,
    /// The author wants it nowhere near.
    Declined,
}

impl InvitationState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Accepted, Self::Rather, Self::Declined];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Rather => "rather",
            Self::Declined => "declined",
        }
    }
}

impl FromStr for InvitationState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(InvitationState);

/// What an author says to an invitation. They may change their mind at any time: the last word counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes, it belongs here.
    Accept,
    /// No, rather there, or as the text says.
    Rather {
        /// The other mini-lab or community.
        minilab: Option<MiniLabId>,
        /// In the author's words.
        text: String,
    },
    /// No.
    Decline {
        /// Why, in the author's words; may be empty.
        reason: String,
    },
}

/// An answer's words as the database keeps them, beside its state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The other mini-lab or community.
    pub minilab: Option<MiniLabId>,
    /// The author's words.
    pub text: String,
}

impl Answer {
    /// What the invitation becomes.
    pub fn state(&self) -> InvitationState {
        match self {
            Self::Accept => InvitationState::Accepted,
            Self::Rather { .. } => InvitationState::Rather,
            Self::Decline { .. } => InvitationState::Declined,
        }
    }

    /// The answer with its words trimmed.
    ///
    /// # Errors
    ///
    /// A fault of `reason` for "rather" without a mini-lab and without a word, and for words that are too long.
    pub fn checked(self) -> AppResult<Self> {
        let mut errors = FieldErrors::default();
        let checked = match self {
            Self::Accept => Self::Accept,
            Self::Rather { minilab, text } => {
                let text = errors.optional_text("reason", &text, ANSWER);
                if minilab.is_none() && text.is_empty() {
                    errors.add("reason", "required");
                }
                Self::Rather { minilab, text }
            }
            Self::Decline { reason } => {
                Self::Decline { reason: errors.optional_text("reason", &reason, ANSWER) }
            }
        };
        errors.check()?;
        Ok(checked)
    }

    /// Its words, to be kept.
    pub fn wish(&self) -> Wish {
        match self {
            Self::Accept => Wish::default(),
            Self::Rather { minilab, text } => Wish { minilab: *minilab, text: text.clone() },
            Self::Decline { reason } => Wish { minilab: None, text: reason.clone() },
        }
    }
}

impl Wish {
    /// As the database keeps it; nothing for no words.
    pub fn written(&self) -> String {
        if *self == Self::default() { String::new() } else { serde_json::json!(self).to_string() }
    }

    /// What was written.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// What is done with a mini-lab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Look at it.
    See,
    /// Become a member.
    Join,
    /// Leave it again.
    Leave,
    /// Read what authors answered to their invitations.
    ReadAnswers,
    /// Send it on to the laboratory.
    Promote,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::See, Self::Join, Self::Leave, Self::ReadAnswers, Self::Promote];
}

/// Whether an actor may do this with a mini-lab for that audience.
pub fn may(actor: &Actor, action: Action, audience: Audience) -> bool {
    let sees = actor.sees().contains(&audience);
    match action {
        Action::See => sees,
        Action::Join | Action::Leave => sees && actor.account().is_some(),
        Action::ReadAnswers | Action::Promote => sees && actor.is_team(),
    }
}

/// Checks the words of a mini-lab about to open.
///
/// # Errors
///
/// The faults of `title` and `purpose`.
pub fn checked_words(title: &str, purpose: &str) -> AppResult<(String, String)> {
    let mut errors = FieldErrors::default();
    let title = errors.text("title", title, TITLE);
    let purpose = errors.optional_text("purpose", purpose, PURPOSE);
    errors.check()?;
    Ok((title, purpose))
}

/// The first free address of a title: its plain words, then the same with a number behind.
///
/// # Errors
///
/// What `is_taken` answers.
pub fn free_slug(title: &str, mut is_taken: impl FnMut(&str) -> AppResult<bool>) -> AppResult<String> {
    let words = slug(title, SLUG_LENGTH);
    let words = if words.is_empty() { "groupe".to_owned() } else { words };
    if !is_taken(&words)? {
        return Ok(words);
    }
    for number in 2..1_000 {
        let numbered = format!("{words}-{number}");
        if !is_taken(&numbered)? {
            return Ok(numbered);
        }
    }
    Err(AppError::Refused("slug-taken"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Role;
    use crate::ids::{AccountId, Id};

    #[test]
    fn who_may_do_what() {
        let agent = Actor::new(AccountId::from_i64(1), vec![]);
        let animator = Actor::new(AccountId::from_i64(2), vec![Role::Animator]);
        let allowed = |actor: &Actor, audience| {
            Action::ALL.into_iter().filter(|&action| may(actor, action, audience)).collect::<Vec<_>>()
        };
        assert_eq!(allowed(&Actor::visitor(), Audience::Public), [Action::See]);
        assert_eq!(allowed(&Actor::visitor(), Audience::Agents), []);
        assert_eq!(allowed(&agent, Audience::Agents), [Action::See, Action::Join, Action::Leave]);
        assert_eq!(allowed(&agent, Audience::Team), []);
        assert_eq!(allowed(&animator, Audience::Team), Action::ALL);
    }

    #[test]
    fn an_answer_says_where_else_or_why() {
        let rather = |minilab, text: &str| Answer::Rather { minilab, text: text.into() }.checked();
        assert!(matches!(rather(None, "  "), Err(AppError::Invalid(_))));
        assert!(rather(Some(MiniLabId::from_i64(1)), "").is_ok());
        assert_eq!(rather(None, " Plutôt le bruit ").unwrap().wish().text, "Plutôt le bruit");
        let long = Answer::Decline { reason: "a".repeat(ANSWER + 1) };
        assert!(matches!(long.checked(), Err(AppError::Invalid(_))));
        assert!(Answer::Decline { reason: String::new() }.checked().is_ok());
    }

    #[test]
    fn a_wish_is_kept_as_it_was_said() {
        let wish = Wish { minilab: Some(MiniLabId::from_i64(7)), text: "Là-bas".into() };
        assert_eq!(Wish::read(&wish.written()), wish);
        assert_eq!(Wish::default().written(), "");
        assert_eq!(Wish::read(""), Wish::default());
    }

    #[test]
    fn an_address_is_readable_and_free() {
        let free = |title: &str, taken: &[&str]| free_slug(title, |slug| Ok(taken.contains(&slug))).unwrap();
        assert_eq!(free("Vaisselle & bruit à l'école", &[]), "vaisselle-bruit-a-l-ecole");
        assert_eq!(free("Cœur", &["coeur", "coeur-2"]), "coeur-3");
        assert_eq!(free("日本", &[]), "groupe");
        assert!(free(&"mot ".repeat(100), &[]).len() <= SLUG_LENGTH);
        assert_eq!(free(&"a".repeat(200), &[]).len(), SLUG_LENGTH);
    }

    #[test]
    fn words_are_read_back() {
        for kind in MiniLabKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        for role in MemberRole::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        for state in InvitationState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }
}
