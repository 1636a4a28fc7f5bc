//! What people say to one another under an idea, help to write it, thanks, and reports of what should not stay.
//!
//! Its invariant: what was hidden, withdrawn or said in private is shown to nobody whom it is not for, on no page, in no
//! notice and no feed. Comments are not in the index: a search finds ideas, and nobody searches for what a person said.

mod actions;
mod api;
mod describe;
mod jobs;
pub mod pages;
mod rules;
mod store;
mod view;

pub use actions::{
    AskForHelp, CloseHelp, DecideReports, Decided, EditComment, HandOver, ModerateComments, PostComment,
    PostMessage, ReportContent, TakeHelp, ThankComment, UndoDecisions, WithdrawComment, export, forget,
};
pub use api::CommentsApi;
pub use describe::describers;
pub use jobs::register;
pub use rules::{
    CommentAction, CommentAudience, Content, Decision, HelpAction, HelpStanding, HelpState, IdeaStanding,
    Standing, may, may_help, may_write,
};
pub use store::{Comment, HelpRequest, Report, count_open_help, count_open_reports, find};
pub use view::{CommentsView, section};
