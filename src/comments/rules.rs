//! Who may say, read and do what under an idea and in a request for help.

use std::str::FromStr;

use chrono::TimeDelta;

use crate::accounts::Actor;
use crate::db::text_column;
use crate::ideas::{IdeaState, ReviewReason};
use crate::ids::{CommentId, Id, IdeaId};

/// The most characters of a comment.
pub const LONGEST: usize = 2_000;
/// The most characters of a pseudonym, and of how somebody would like to be reached.
pub const SHORT: usize = 120;
/// How long a comment may be changed by its writer.
pub const EDITABLE: TimeDelta = TimeDelta::minutes(15);
/// Threads on one page.
pub const PER_PAGE: usize = 20;
/// Comments that one person writes in an hour at most.
pub const PER_HOUR: i64 = 60;

/// Makes an enum of words: all of them, their text, and back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database, in the API and in the choice of sentences.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or(())
            }
        }

        text_column!($name);
    };
}

words! {
    /// Whom a comment is for.
    CommentAudience {
        /// Whoever sees the idea.
        Everyone => "everyone",
        /// The idea's authors and the team: said before it was published, and kept among them after.
        Authors => "authors",
        /// Who asked for help and who gives it.
        Helpers => "helpers",
    }
}

words! {
    /// What became of a report.
    ReportState {
        /// It waits for the team.
        Open => "open",
        /// The content stays.
        Dismissed => "dismissed",
        /// The content was hidden.
        Upheld => "upheld",
    }
}

words! {
    /// A step of the log of moderation.
    Decision {
        /// A content was hidden.
        Hidden => "hidden",
        /// It was shown again.
        Shown => "shown",
        /// A report was answered by leaving the content where it is.
        Dismissed => "dismissed",
        /// A report was handed over to a colleague.
        HandedOver => "handed_over",
    }
}

words! {
    /// Where a request for help is.
    HelpState {
        /// Nobody took it yet.
        Open => "open",
        /// Somebody helps.
        Taken => "taken",
        /// It is over.
        Closed => "closed",
    }
}

/// What may be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// An idea.
    Idea(IdeaId),
    /// A comment.
    Comment(CommentId),
}

impl Content {
    /// The kind's word, as in the journal.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Idea(_) => "idea",
            Self::Comment(_) => "comment",
        }
    }

    /// The id, as the database keeps it.
    pub fn id(self) -> i64 {
        match self {
            Self::Idea(id) => id.as_i64(),
            Self::Comment(id) => id.as_i64(),
        }
    }

    /// From both.
    pub fn new(kind: &str, id: i64) -> Option<Self> {
        match kind {
            "idea" => Some(Self::Idea(IdeaId::from_i64(id))),
            "comment" => Some(Self::Comment(CommentId::from_i64(id))),
            _ => None,
        }
    }
}

impl std::fmt::Display for Content {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Idea(id) => write!(out, "idea.{id}"),
            Self::Comment(id) => write!(out, "comment.{id}"),
        }
    }
}

impl FromStr for Content {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once('.').ok_or(())? {
            ("idea", id) => id.parse().map(Self::Idea).map_err(drop),
            ("comment", id) => id.parse().map(Self::Comment).map_err(drop),
            _ => Err(()),
        }
    }
}

/// Why a content is reported or hidden: those of the reasons for an idea that fit a comment too.
pub const REASONS: [ReviewReason; 6] = [
    ReviewReason::NamesAPerson,
    ReviewReason::Personal,
    ReviewReason::Attack,
    ReviewReason::OffTopic,
    ReviewReason::Confidential,
    ReviewReason::Other,
];

/// The reason of this word.
pub fn reason(text: &str) -> Option<ReviewReason> {
    REASONS.into_iter().find(|reason| reason.as_str() == text)
}

/// An idea as the rule of writing under it sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdeaStanding {
    /// Whether others may read it.
    pub state: IdeaState,
    /// Whether it is the actor's.
    pub is_own: bool,
    /// Whether its contest is open to comments now.
    pub takes_comments: bool,
}

impl IdeaStanding {
    /// Whom a comment written now is for.
    pub fn audience(self) -> CommentAudience {
        if self.state == IdeaState::Published { CommentAudience::Everyone } else { CommentAudience::Authors }
    }
}

/// Whether an actor who sees an idea may write under it: everybody while its contest allows it, its authors and the team
/// also before it is published.
pub fn may_write(actor: &Actor, idea: IdeaStanding) -> bool {
    let is_known = actor.account().is_some();
    match idea.state {
        IdeaState::Published => is_known && idea.takes_comments,
        IdeaState::Submitted | IdeaState::Returned => is_known && (idea.is_own || actor.is_team()),
        IdeaState::Withdrawn | IdeaState::Hidden => false,
    }
}

/// A comment as its rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whom it is for.
    pub audience: CommentAudience,
    /// Whether the actor sees the idea it stands under, or takes part in the request for help.
    pub is_place_seen: bool,
    /// Whether that idea is the actor's.
    pub is_idea_own: bool,
    /// Whether the actor wrote it.
    pub is_own: bool,
    /// Whether the team hid it.
    pub is_hidden: bool,
    /// Whether its writer took it back.
    pub is_withdrawn: bool,
    /// Whether it was written a moment ago.
    pub is_fresh: bool,
}

/// What may be done with a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentAction {
    /// See that it is there.
    See,
    /// Read what it says.
    Read,
    /// Change it.
    Edit,
    /// Take it back.
    Withdraw,
    /// Thank for it.
    Thank,
    /// Say that it should not stay.
    Report,
    /// Hide it or show it again.
    Moderate,
}

impl CommentAction {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::See, Self::Read, Self::Edit, Self::Withdraw, Self::Thank, Self::Report, Self::Moderate];
}

/// Whether an actor may do this with a comment that stands so.
pub fn may(actor: &Actor, action: CommentAction, comment: Standing) -> bool {
    let is_private = comment.audience == CommentAudience::Helpers;
    let is_for_them = comment.audience != CommentAudience::Authors || comment.is_idea_own || actor.is_team();
    let is_seen = comment.is_place_seen && is_for_them;
    let is_read = is_seen
        && !comment.is_withdrawn
        && (!comment.is_hidden || comment.is_own || (actor.is_team() && !is_private));
    let is_open = is_read && !comment.is_hidden;
    let is_known = actor.account().is_some();
    match action {
        CommentAction::See => is_seen,
        CommentAction::Read => is_read,
        CommentAction::Edit => comment.is_own && is_open && comment.is_fresh,
        CommentAction::Withdraw => comment.is_own && is_seen && !comment.is_withdrawn,
        CommentAction::Thank => is_known && is_open && !comment.is_own && !is_private,
        CommentAction::Report => is_known && is_open && !comment.is_own && !is_private,
        CommentAction::Moderate => actor.is_team() && is_seen && !is_private && !comment.is_withdrawn,
    }
}

/// A request for help as its rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelpStanding {
    /// Where it is.
    pub state: HelpState,
    /// Whether the actor asked.
    pub is_own: bool,
    /// Whether the actor helps.
    pub is_helper: bool,
}

/// What may be done with a request for help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpAction {
    /// See what is asked, and who took it.
    See,
    /// Read what the two say to each other.
    ReadMessages,
    /// Say something there.
    Write,
    /// Take it on.
    Take,
    /// End it.
    Close,
}

impl HelpAction {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::See, Self::ReadMessages, Self::Write, Self::Take, Self::Close];
}

/// Whether an actor may do this with a request for help. The rest of the team sees that somebody helps, not what is said.
pub fn may_help(actor: &Actor, action: HelpAction, help: HelpStanding) -> bool {
    let is_party = actor.account().is_some() && (help.is_own || help.is_helper);
    match action {
        HelpAction::See => is_party || actor.is_team(),
        HelpAction::ReadMessages => is_party,
        HelpAction::Write => is_party && help.state == HelpState::Taken,
        HelpAction::Take => actor.is_team() && !help.is_own && help.state == HelpState::Open,
        HelpAction::Close => is_party && help.state != HelpState::Closed,
    }
}

/// Whether a text calls somebody by this name: `@` and the name as it stands, not a longer one.
pub fn mentions(text: &str, name: &str) -> bool {
    let call = format!("@{name}");
    text.match_indices(&call).any(|(place, _)| {
        let after = text[place + call.len()..].chars().next();
        let before = text[..place].chars().next_back();
        !after.is_some_and(char::is_alphanumeric) && !before.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_called_as_it_is_written() {
        assert!(mentions("Merci @Ada Ferrand, vu !", "Ada Ferrand"));
        assert!(mentions("@Ada Ferrand", "Ada Ferrand"));
        for text in ["Ada Ferrand", "@ada ferrand", "@Ada Ferrandier", "noe@Ada Ferrand", "@Ada", ""] {
            assert!(!mentions(text, "Ada Ferrand"), "{text}");
        }
    }

    #[test]
    fn a_content_is_read_back() {
        let content = Content::Comment(CommentId::from_i64(7));
        assert_eq!(content.to_string().parse(), Ok(content));
        for wrong in ["", "idea", "idea.", "account.0000000000007", "comment.x"] {
            assert_eq!(wrong.parse::<Content>(), Err(()), "{wrong}");
        }
    }
}
