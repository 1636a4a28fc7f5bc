//! What people submit, and what becomes of it.
//!
//! Its invariant: an idea always has exactly one destiny, and a dated trail of all it had. No idea is ever lost.

mod actions;
mod api;
mod cards;
mod describe;
mod exposure;
mod index;
mod jobs;
mod listing;
mod memory;
mod near;
pub mod pages;
mod rules;
mod seen;
mod store;

pub use actions::{
    AnswerCoAuthor, AnswerIdea, Behalf, Call, DiscardDraft, EditIdea, FollowIdea, Inserted, InviteCoAuthor,
    LIMITS, NewAuthor, NewDestiny, NewIdea, RemoveCoAuthor, RestoreIdea, ReviewIdeas, Reviewed, SaveDraft,
    Saved, Sending, SetThemes, SubmitIdea, Submitted, SupportIdea, TypedIdea, UndoReview, WithdrawIdea,
    Writer, checked_key, draft_for, export, follow, forget, insert_all, new_key, rename_categories,
    set_destiny,
};
pub use api::{IdeaReviewsApi, IdeasApi, OwnIdeasApi};
pub use cards::{IdeaCard, IdeaLine, cards, lines};
pub use describe::describers;
pub use exposure::Exposure;
pub use index::{documents, sources};
pub use jobs::register;
pub use memory::{Link, Memory, remember};
pub use rules::{
    Channel, Destiny, IdeaAction, IdeaState, ListOrder, Mine, ReviewReason, Standing, id_in, may, url,
};
pub use seen::SeenIdea;
pub use store::{
    Author, CoAuthorInvitation, DestinyRow, DraftRow, Idea, IdeaFilter, IdeaWords, Review, answers_of,
    authors_of, coauthor_invitations_of, count_by_destiny, count_by_theme, count_by_trade, count_of_contest,
    count_waiting, find, followers_of, known_refs, list_by_ids, list_drafts, list_news, list_of_account,
    list_of_contest, list_of_minilab, list_visible, own_of, reviews_of, trail,
};
