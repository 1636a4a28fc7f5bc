//! The spine: one append-only table that says of every change what, when, by whom and about which object. Timelines,
//! notifications, the audit log, the index's catch-up and the impact figures are readers of it.
//!
//! Entries are appended by `Transaction` just before its commit, in the same transaction as the change. Sequence
//! numbers have no gap and become visible in their order, on both databases: a reader that asks for what follows the
//! last number it saw misses nothing, however late a writer commits. An entry holds ids, never a name or an address.

mod store;

pub use store::{Entry, about, append, forget_actor, last_seq, since};

use serde_json::Value;

use crate::audience::Audience;
use crate::ids::{self, AccountId, Id};

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Object {
    /// The entity's word: `idea`, `contest`, …
    pub kind: &'static str,
    /// Its id.
    pub id: i64,
}

macro_rules! objects {
    ($($id:ident => $kind:literal),+ $(,)?) => {$(
        impl From<ids::$id> for Object {
            fn from(id: ids::$id) -> Self { Self { kind: $kind, id: id.as_i64() } }
        }
    )+};
}

objects! {
    AccountId => "account",
    ContestId => "contest",
    QuestionId => "question",
    IdeaId => "idea",
    CoAuthorInvitationId => "coauthor_invitation",
    AttachmentId => "attachment",
    CommentId => "comment",
    ReportId => "report",
    HelpRequestId => "help_request",
    ImportId => "import",
    ClusteringId => "clustering",
    ClusterId => "cluster",
    MiniLabId => "minilab",
    InvitationId => "invitation",
    NeedFormId => "need_form",
    UnitId => "unit",
    CardId => "card",
    MailId => "mail",
    JobId => "job",
}

/// An entry about to be appended.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Who did it; nobody when it was the platform itself.
    pub actor: Option<AccountId>,
    /// What happened, as `<room>.<past participle>`: `idea.submitted`.
    pub kind: &'static str,
    /// To what.
    pub object: Object,
    /// Who may read of it.
    pub visibility: Audience,
    /// The few facts a reader needs, as a JSON object.
    pub data: Value,
}
