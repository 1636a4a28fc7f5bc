//! Comments as pages and the API show them: each with what its viewer may read of it, and no more.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::actions::{audiences, idea_standing, standing_in};
use super::rules::{self, CommentAction, CommentAudience, IdeaStanding, LONGEST, PER_PAGE};
use super::store::{self, Comment};
use crate::accounts::{self, Actor, NameLevel};
use crate::clock::Time;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::{self, Author, Idea};
use crate::ids::{AccountId, CommentId, HelpRequestId, ReportId};
use crate::web::FormState;
use crate::web::paging::{Pages, address};
use crate::web::problem::percent_encode;

/// People offered to be told.
const OFFERED: usize = 12;
/// Comments looked at to find who takes part.
const LOOKED_AT: i64 = 200;

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

/// Somebody who takes part in what is said under an idea, by the name that a viewer reads. Its value says no more than
/// that name does: under a pseudonym it is not the account's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// What a box sends.
    pub value: String,
    /// The name.
    pub name: String,
    /// The account.
    pub account: AccountId,
}

/// Names of those who wrote comments, as a viewer reads them.
pub struct Names {
    authors: Vec<Author>,
    names: BTreeMap<AccountId, String>,
}

impl Names {
    /// Of these comments, under this idea or under none.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn of<'c>(
        conn: &mut Conn,
        idea: Option<&Idea>,
        comments: impl IntoIterator<Item = &'c Comment>,
    ) -> AppResult<Self> {
        let accounts: BTreeSet<AccountId> =
            comments.into_iter().filter_map(|comment| comment.account_id).collect();
        let accounts: Vec<AccountId> = accounts.into_iter().collect();
        let authors = match idea {
            Some(idea) => ideas::authors_of(conn, &[idea.id])?.remove(&idea.id).unwrap_or_default(),
            None => Vec::new(),
        };
        Ok(Self { authors, names: accounts::names_of(conn, &accounts)? })
    }

    /// The name that a viewer reads on a comment.
    pub fn shown_to(&self, viewer: &Actor, comment: &Comment) -> Option<String> {
        let account = comment.account_id?;
        // An author is called here as on the idea, today.
        let author =
            self.authors.iter().find(|author| comment.as_author && author.account_id == Some(account));
        let shown = match author {
            Some(author) => author.shown_to(viewer).map(str::to_owned),
            None => {
                let is_self = viewer.account() == Some(account);
                let is_named = is_self || comment.name_level.shows_to(viewer);
                if is_named { self.names.get(&account).cloned() } else { Some(comment.pseudonym.clone()) }
            }
        };
        shown.filter(|name| !name.is_empty())
    }
}

/// Who takes part under an idea that the viewer sees, but for the viewer: its authors, and who wrote a comment.
///
/// # Errors
///
/// When the database refuses.
pub fn participants(conn: &mut Conn, viewer: &Actor, idea: &Idea) -> AppResult<Vec<Participant>> {
    let standing = idea_standing(conn, viewer, idea)?;
    let comments = store::list_recent(conn, idea.id, audiences(viewer, standing), LOOKED_AT)?;
    let names = Names::of(conn, Some(idea), &comments)?;
    let authors = names.authors.iter().enumerate().filter_map(|(place, author)| {
        let name = author.shown_to(viewer)?.to_owned();
        Some(Participant { value: format!("author-{place}"), name, account: author.account_id? })
    });
    let writers = comments.iter().filter_map(|comment| {
        let name = names.shown_to(viewer, comment)?;
        Some(Participant { value: comment.id.to_string(), name, account: comment.account_id? })
    });
    let mut people: Vec<Participant> = Vec::new();
    for person in authors.chain(writers).filter(|person| Some(person.account) != viewer.account()) {
        // One box for one name: two of the same name are both told.
        let is_there =
            people.iter().any(|known| known.name == person.name && known.account == person.account);
        if !is_there {
            people.push(person);
        }
    }
    people.truncate(OFFERED);
    Ok(people)
}

/// The part of an idea's page that holds its comments, for a viewer who sees the idea.
///
/// # Errors
///
/// When the database refuses.
pub fn section(
    conn: &mut Conn,
    viewer: &Actor,
    idea: &Idea,
    page: usize,
    key: String,
    now: Time,
) -> AppResult<CommentsView> {
    let standing = idea_standing(conn, viewer, idea)?;
    let seen = audiences(viewer, standing);
    let url = ideas::url(idea.id, &idea.title);
    let total = store::count_threads(conn, idea.id, seen)? as usize;
    let pages = Pages::new(page, total, PER_PAGE, |number| page_url(&url, number));
    let firsts = store::list_threads(conn, idea.id, seen, PER_PAGE as i64, pages.offset(PER_PAGE) as i64)?;
    let can_write = rules::may_write(viewer, standing);
    let write = if can_write { Some(write_view(conn, viewer, idea, standing, key)?) } else { None };
    let may_sign_in = viewer.account().is_none() && standing.takes_comments;
    Ok(CommentsView {
        total: store::count_read(conn, idea.id, seen)?,
        threads: threads(conn, viewer, idea, standing, &firsts, now)?,
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
    idea: &Idea,
    standing: IdeaStanding,
    firsts: &[Comment],
    now: Time,
) -> AppResult<Vec<ThreadView>> {
    let ids: Vec<CommentId> = firsts.iter().map(|first| first.id).collect();
    let mut by_thread = store::list_of_threads(conn, &ids)?;
    let all: Vec<Comment> = by_thread.values().flatten().cloned().collect();
    let drawer = Drawer::new(conn, viewer, Some((idea, standing)), &all, now)?;
    let can_write = rules::may_write(viewer, standing);
    let url = ideas::url(idea.id, &idea.title);
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

/// Draws comments for one viewer.
pub struct Drawer {
    viewer: Actor,
    is_idea_own: bool,
    names: Names,
    thanks: BTreeMap<CommentId, i64>,
    thanked: BTreeSet<CommentId>,
    now: Time,
}

impl Drawer {
    /// For comments that stand in one place that the viewer sees: an idea, or a request for help.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn new(
        conn: &mut Conn,
        viewer: &Actor,
        place: Option<(&Idea, IdeaStanding)>,
        comments: &[Comment],
        now: Time,
    ) -> AppResult<Self> {
        let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
        let is_mine =
            |comment: &&Comment| viewer.account().is_some() && comment.account_id == viewer.account();
        let own: Vec<CommentId> = comments.iter().filter(is_mine).map(|comment| comment.id).collect();
        Ok(Self {
            viewer: viewer.clone(),
            is_idea_own: place.is_some_and(|(_, standing)| standing.is_own),
            names: Names::of(conn, place.map(|(idea, _)| idea), comments)?,
            thanks: store::count_thanks(conn, &own)?,
            thanked: match viewer.account() {
                Some(account) => store::thanked_by(conn, account, &ids)?,
                None => BTreeSet::new(),
            },
            now,
        })
    }

    /// A comment, with what the viewer may read of it.
    pub fn draw(&self, comment: &Comment) -> CommentView {
        let standing = standing_in(&self.viewer, comment, true, self.is_idea_own, self.now);
        let may = |action| rules::may(&self.viewer, action, standing);
        let shown = match (standing.is_withdrawn, standing.is_hidden, may(CommentAction::Read)) {
            (true, ..) => Shown::Withdrawn,
            (false, true, true) => Shown::WholeThoughHidden,
            (false, false, true) => Shown::Whole,
            (false, _, false) => Shown::Hidden,
        };
        let is_whole = matches!(shown, Shown::Whole | Shown::WholeThoughHidden);
        let name = self.names.shown_to(&self.viewer, comment).filter(|_| is_whole);
        let only_whole = |text: &str| if is_whole { text.to_owned() } else { String::new() };
        CommentView {
            id: comment.id.to_string(),
            shown,
            is_first: comment.thread_id == comment.id,
            initials: name.as_deref().map(accounts::initials).unwrap_or_default(),
            name,
            is_author: comment.as_author && is_whole,
            is_erased: comment.account_id.is_none() && is_whole,
            is_own: standing.is_own,
            text: only_whole(&comment.body),
            at: comment.created_at,
            is_edited: comment.edited_at.is_some() && is_whole,
            because: only_whole(&comment.hidden_reason),
            words: only_whole(&comment.hidden_words),
            thanks: self.thanks.get(&comment.id).copied().filter(|_| standing.is_own),
            is_thanked: self.thanked.contains(&comment.id),
            can_thank: may(CommentAction::Thank),
            can_edit: may(CommentAction::Edit),
            can_withdraw: may(CommentAction::Withdraw),
            can_report: may(CommentAction::Report),
            can_moderate: may(CommentAction::Moderate),
        }
    }
}

/// The empty form of a comment.
pub(super) fn write_view(
    conn: &mut Conn,
    viewer: &Actor,
    idea: &Idea,
    standing: IdeaStanding,
    key: String,
) -> AppResult<WriteView> {
    let people = if viewer.account().is_some() { participants(conn, viewer, idea)? } else { Vec::new() };
    let person = |person: Participant| PersonView { value: person.value, label: person.name, checked: false };
    let authors = ideas::authors_of(conn, &[idea.id])?.remove(&idea.id).unwrap_or_default();
    let is_author =
        authors.iter().any(|author| author.account_id.is_some() && author.account_id == viewer.account());
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
        is_private: standing.audience() == CommentAudience::Authors,
    })
}

/// The reasons to choose from.
pub fn reasons() -> Vec<&'static str> {
    rules::REASONS.map(ideas::ReviewReason::as_str).to_vec()
}

impl CommentView {
    /// A comment for samples.
    pub fn sample(id: &str, is_first: bool) -> Self {
        Self {
            id: id.into(),
            shown: Shown::Whole,
            is_first,
            name: Some("Anne <b> Martin".into()),
            initials: "AM".into(),
            is_author: !is_first,
            is_erased: false,
            is_own: false,
            text: "Premier paragraphe.\n\n<script>alert(1)</script>".into(),
            at: Time::default(),
            is_edited: true,
            because: String::new(),
            words: String::new(),
            thanks: None,
            is_thanked: false,
            can_thank: true,
            can_edit: false,
            can_withdraw: false,
            can_report: true,
            can_moderate: true,
        }
    }
}

impl CommentsView {
    /// A section for samples, with so many threads.
    pub fn sample(threads: i64) -> Self {
        let id = |thread: i64, place: i64| format!("{:013}", thread * 10 + place);
        let thread = |thread| ThreadView {
            comments: vec![
                CommentView::sample(&id(thread, 1), true),
                CommentView {
                    shown: Shown::Hidden,
                    name: None,
                    text: String::new(),
                    can_thank: false,
                    ..CommentView::sample(&id(thread, 2), false)
                },
                CommentView {
                    shown: Shown::WholeThoughHidden,
                    is_own: true,
                    because: "attack".into(),
                    words: "Sans nommer personne, s’il vous plaît.".into(),
                    thanks: Some(3),
                    can_withdraw: true,
                    can_thank: false,
                    ..CommentView::sample(&id(thread, 3), false)
                },
                CommentView {
                    shown: Shown::Withdrawn,
                    name: None,
                    can_thank: false,
                    ..CommentView::sample(&id(thread, 4), false)
                },
                CommentView { name: None, is_erased: true, ..CommentView::sample(&id(thread, 5), false) },
            ],
            answer_url: Some("/idees/a-0000000000001/commentaires?reponse=0000000000001".into()),
            is_private: thread == 2,
        };
        let person = |value: &str, label: &str| PersonView {
            value: value.into(),
            label: label.into(),
            checked: false,
        };
        Self {
            total: threads * 3,
            threads: (1..=threads).map(thread).collect(),
            pages: Pages::single(),
            write: Some(WriteView {
                action: "/idees/a-0000000000001/commentaires".into(),
                key: "AAAAAAAAAAAAAAAAAAAAAA".into(),
                form: FormState::default(),
                people: vec![
                    person("author-0", "Nadège Corbier"),
                    person("0000000000011", "Anne <b> Martin"),
                ],
                levels: NameLevel::ALL.map(NameLevel::as_str).to_vec(),
                answer_to: None,
                draft: "comment:0000000000001:".into(),
                limit: LONGEST,
                is_private: false,
            }),
            sign_in_url: None,
            report_url: Some("/idees/a-0000000000001/signaler".into()),
        }
    }
}
