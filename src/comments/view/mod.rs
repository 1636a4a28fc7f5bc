//! Comments as pages and the API show them: each with what its viewer may read of it, and no more.

mod drawer;
mod names;
mod samples;

pub use drawer::Drawer;
pub use names::{Names, Participant, participants};

use serde::Serialize;

use super::actions::{audiences, idea_standing};
use super::rules::{self, CommentAudience, LONGEST, PER_PAGE};
use super::store::{self, Comment};
use crate::accounts::{Actor, NameLevel};
use crate::clock::Time;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::{self, SeenIdea};
use crate::ids::{CommentId, HelpRequestId, ReportId};
use crate::web::FormState;
use crate::web::paging::{Pages, address};
use crate::web::problem::percent_encode;

/// The address that leads to a comment wherever it stands.
pub fn comment_url(id: CommentId) -> String {
    format!("/commentaires/{id}")
}

/// The page of a request for help.
pub fn help_url(id: HelpRequestId) -> String {
    format!("/demandes-aide/{id}")
}

/// The page on which somebody reads what became of their report.
pub fn report_url(id: ReportId) -> String {
    format!("/mes-signalements/{id}")
}

/// The part of an idea's page that holds its comments.
#[derive(Debug, Clone, Serialize)]
pub struct CommentsView {
    /// How many can be read.
    pub total: i64,
    /// The threads of this page, the one with the last word first.
    pub threads: Vec<ThreadView>,
    /// The way through them.
    pub pages: Pages,
    /// The form, for who may write.
    pub write: Option<WriteView>,
    /// Where a visitor signs in to write.
    pub sign_in_url: Option<String>,
    /// Where the idea is reported.
    pub report_url: Option<String>,
}

/// A comment and its answers.
#[derive(Debug, Clone, Serialize)]
pub struct ThreadView {
    /// The first, then the answers, the oldest first.
    pub comments: Vec<CommentView>,
    /// Where one answers.
    pub answer_url: Option<String>,
    /// Whether authors and team alone read it.
    pub is_private: bool,
}

/// How much of a comment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// All of it.
    Whole,
    /// All of it, to its writer or the team, though others do not read it.
    WholeThoughHidden,
    /// That the team hid it.
    Hidden,
    /// That its writer took it back.
    Withdrawn,
}

impl Shown {
    /// The word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::WholeThoughHidden => "whole_though_hidden",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A comment.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// Its id.
    pub id: String,
    /// How much of it is shown.
    pub shown: Shown,
    /// Whether it is the first of its thread.
    pub is_first: bool,
    /// The name that this viewer reads; none when there is none for them.
    pub name: Option<String>,
    /// The name in one or two letters.
    pub initials: String,
    /// Whether its writer is an author of the idea.
    pub is_author: bool,
    /// Whether its writer was forgotten.
    pub is_erased: bool,
    /// Whether the viewer wrote it.
    pub is_own: bool,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub at: Time,
    /// Whether it was changed.
    pub is_edited: bool,
    /// Why it was hidden, for its writer and the team.
    pub because: String,
    /// In which words.
    pub words: String,
    /// How many thanked, for its writer alone.
    pub thanks: Option<i64>,
    /// Whether the viewer thanked.
    pub is_thanked: bool,
    /// Whether they may thank.
    pub can_thank: bool,
    /// Whether they may change it.
    pub can_edit: bool,
    /// Whether they may take it back.
    pub can_withdraw: bool,
    /// Whether they may report it.
    pub can_report: bool,
    /// Whether they may hide it or show it again.
    pub can_moderate: bool,
}

/// The form of a comment.
#[derive(Debug, Clone, Serialize)]
pub struct WriteView {
    /// Where it is sent.
    pub action: String,
    /// What names this sending.
    pub key: String,
    /// What was typed.
    pub form: FormState,
    /// Who may be told.
    pub people: Vec<PersonView>,
    /// To whom one's name can be shown; empty for an author, who keeps the name of the idea.
    pub levels: Vec<&'static str>,
    /// The comment that is answered.
    pub answer_to: Option<String>,
    /// The name under which the browser keeps what is typed.
    pub draft: String,
    /// The most characters.
    pub limit: usize,
    /// Whether authors and team alone will read it.
    pub is_private: bool,
}

/// Somebody who may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// What the box sends.
    pub value: String,
    /// The name.
    pub label: String,
    /// Whether the box is ticked.
    pub checked: bool,
}

/// The part of an idea's page that holds its comments, for a viewer who sees the idea.
///
/// # Errors
///
/// When the database refuses.
pub fn section(
    conn: &mut Conn,
    viewer: &Actor,
    seen: &SeenIdea,
    page: usize,
    key: String,
    now: Time,
) -> AppResult<CommentsView> {
    let (idea, standing) = (&seen.idea, idea_standing(seen));
    let audiences = audiences(viewer, standing);
    let url = ideas::url(idea.id, &idea.title);
    let total = store::count_threads(conn, idea.id, audiences)? as usize;
    let pages = Pages::new(page, total, PER_PAGE, |number| page_url(&url, number));
    let firsts =
        store::list_threads(conn, idea.id, audiences, PER_PAGE as i64, pages.offset(PER_PAGE) as i64)?;
    let can_write = rules::may_write(viewer, standing);
    let write = if can_write { Some(write_view(conn, viewer, seen, key)?) } else { None };
    let may_sign_in = viewer.account().is_none() && standing.takes_comments;
    Ok(CommentsView {
        total: store::count_read(conn, idea.id, audiences)?,
        threads: threads(conn, viewer, seen, &firsts, now)?,
        pages,
        write,
        sign_in_url: may_sign_in.then(|| sign_in_url(&format!("{url}/commentaires"))),
        report_url: (viewer.account().is_some() && !standing.is_own).then(|| format!("{url}/signaler")),
    })
}

/// The sign-in that leads back to a page.
pub fn sign_in_url(back: &str) -> String {
    format!("/connexion?next={}", percent_encode(back))
}

/// The page of an idea that shows this page of its threads.
pub fn page_url(idea_url: &str, number: usize) -> String {
    let number = if number > 1 { number.to_string() } else { String::new() };
    format!("{}#commentaires", address(idea_url, [("fils", number.as_str())]))
}

fn threads(
    conn: &mut Conn,
    viewer: &Actor,
    seen: &SeenIdea,
    firsts: &[Comment],
    now: Time,
) -> AppResult<Vec<ThreadView>> {
    if firsts.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<CommentId> = firsts.iter().map(|first| first.id).collect();
    let mut by_thread = store::list_of_threads(conn, &ids)?;
    let all: Vec<Comment> = by_thread.values().flatten().cloned().collect();
    let drawer = Drawer::new(conn, viewer, Some(seen), &all, now)?;
    let can_write = rules::may_write(viewer, idea_standing(seen));
    let url = ideas::url(seen.idea.id, &seen.idea.title);
    let threads = firsts.iter().map(|first| ThreadView {
        comments: by_thread
            .remove(&first.id)
            .unwrap_or_default()
            .iter()
            .map(|one| drawer.draw(one))
            .collect(),
        answer_url: can_write.then(|| format!("{url}/commentaires?reponse={}", first.id)),
        is_private: first.audience == CommentAudience::Authors,
    });
    Ok(threads.collect())
}

/// The empty form of a comment.
pub fn write_view(conn: &mut Conn, viewer: &Actor, seen: &SeenIdea, key: String) -> AppResult<WriteView> {
    let idea = &seen.idea;
    let people = if viewer.account().is_some() { participants(conn, viewer, seen)? } else { Vec::new() };
    let person = |person: Participant| PersonView { value: person.value, label: person.name, checked: false };
    let is_author = seen
        .authors
        .iter()
        .any(|author| author.account_id.is_some() && author.account_id == viewer.account());
    let last = match viewer.account() {
        Some(account) => store::last_of(conn, account, idea.id)?,
        None => None,
    };
    // The name chosen last is offered again.
    let form = match last.filter(|_| !is_author) {
        Some(last) => FormState::filled([
            ("name_level", last.name_level.as_str()),
            ("pseudonym", last.pseudonym.as_str()),
        ]),
        None => FormState::default(),
    };
    let levels = if is_author { Vec::new() } else { NameLevel::ALL.map(NameLevel::as_str).to_vec() };
    Ok(WriteView {
        action: format!("{}/commentaires", ideas::url(idea.id, &idea.title)),
        key,
        form,
        people: people.into_iter().map(person).collect(),
        levels,
        answer_to: None,
        draft: format!("comment:{}:", idea.id),
        limit: LONGEST,
        is_private: idea_standing(seen).audience() == CommentAudience::Authors,
    })
}

/// The reasons to choose from.
pub fn reasons() -> Vec<&'static str> {
    rules::REASONS.map(ideas::ReviewReason::as_str).to_vec()
}
