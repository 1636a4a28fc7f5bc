//! Where people work on ideas together: mini-labs around a subject, communities around a trade. The machine proposed
//! the group, the team opened it, and each author says whether their idea belongs there.
//!
//! Its invariant: whoever may see a group may join it, and whoever joined may leave.

mod actions;
mod api;
mod cards;
mod describe;
mod jobs;
pub mod pages;
mod personal;
mod rules;
mod store;

pub use actions::{AnswerInvitation, JoinMiniLab, LeaveMiniLab, NewMiniLab, create, invite};
pub use api::MinilabsApi;
pub use cards::{MiniLabCard, MiniLabLink, card, cards, link, links_of};
pub use describe::describers;
pub use jobs::{SendInvitations, register};
pub use personal::export;
pub use rules::{Action, Answer, InvitationState, MemberRole, MiniLabKind, Wish, checked_words, may};
pub use store::{
    Invitation, Member, MiniLab, PendingInvitation, count_members, counts_of_members, find, find_by_slug,
    ideas_of, invitations_of_idea, is_member, list, list_by_ids, list_members, list_of_account,
    list_of_contest, pending_invitations, role_of, titles_of,
};

use crate::ids::InvitationId;

/// The address of a mini-lab or community.
pub fn url(lab: &MiniLab) -> String {
    format!("{}/{}", lab.kind.folder(), lab.slug)
}

/// Where joining it is sent.
pub fn join_url(lab: &MiniLab) -> String {
    format!("{}/rejoindre", url(lab))
}

/// Where leaving it is sent.
pub fn leave_url(lab: &MiniLab) -> String {
    format!("{}/quitter", url(lab))
}

/// The address of an invitation.
pub fn invitation_url(id: InvitationId) -> String {
    format!("/invitations/{id}")
}
