//! Help to write: somebody asks, one of the team takes it, and the two talk in private, also after the idea is published.

use serde_json::json;

use super::help_standing;
use super::report::tell_team;
use crate::accounts::{Actor, NameLevel};
use crate::app::App;
use crate::audience::Audience;
use crate::comments::rules::{self, CommentAudience, HelpAction, HelpState, LONGEST, SHORT};
use crate::comments::store::{self, Comment, HelpRequest};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Idea, IdeaState, TypedIdea};
use crate::ids::{AccountId, CommentId, HelpRequestId, IdeaId};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// Asks for help with a draft or with an idea that is not published yet.
#[derive(Debug, Clone, Default)]
pub struct AskForHelp {
    /// The idea, when it was sent.
    pub idea: Option<IdeaId>,
    /// What names the draft, when it was not.
    pub draft: Option<String>,
    /// What names the sending.
    pub key: String,
    /// What help is wanted.
    pub words: String,
    /// How they would like to be reached; here, when it is empty.
    pub contact: String,
}

impl AskForHelp {
    /// Asks, and tells the team. There is one open request for one text: the same again answers that one.
    ///
    /// # Errors
    ///
    /// Faults of `words`, `contact`; `help-published`; [`AppError::NotFound`] for what is not the actor's.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<HelpRequest> {
        let actor = actor.clone();
        app.write(move |tx| {
            let me = actor.signed_in()?;
            let key = ideas::checked_key(&self.key)?.to_owned();
            subject(tx, me, self.idea, self.draft.as_deref())?;
            let open = store::find_open_help(tx, me, self.idea, self.draft.as_deref())?;
            if let Some(known) = open {
                return Ok(known);
            }
            let mut errors = FieldErrors::default();
            let words = errors.text("words", &self.words.replace("\r\n", "\n"), LONGEST);
            let contact = errors.optional_text("contact", &self.contact, SHORT);
            errors.check()?;
            let help = HelpRequest {
                id: tx.new_id(),
                key,
                account_id: me,
                idea_id: self.idea,
                draft_key: self.draft,
                words,
                contact,
                state: HelpState::Open,
                helper_id: None,
                created_at: tx.now(),
                taken_at: None,
                closed_at: None,
            };
            if !store::insert_help(tx, &help)? {
                let known = store::find_help_by_key(tx, &help.key)?.ok_or(AppError::StaleForm)?;
                return if known.account_id == me { Ok(known) } else { Err(AppError::StaleForm) };
            }
            tx.record(Some(me), "help_request.opened", help.id, Audience::Team, json!({}));
            tell_team(tx, NoticeKind::HelpAsked, help.id, Some(me))?;
            Ok(help)
        })
        .await
    }
}

/// What help is asked for: an own idea that is not published, or an own draft.
fn subject(conn: &mut Conn, me: AccountId, idea: Option<IdeaId>, draft: Option<&str>) -> AppResult<()> {
    match (idea, draft) {
        (Some(id), None) => {
            let own = ideas::list_of_account(conn, me)?;
            let idea = own.into_iter().find(|idea| idea.id == id).ok_or(AppError::NotFound)?;
            if idea.state == IdeaState::Published {
                return Err(AppError::Refused("help-published"));
            }
            Ok(())
        }
        (None, Some(key)) => {
            let drafts = ideas::list_drafts(conn, me)?;
            drafts.iter().find(|draft| draft.key == key).map(drop).ok_or(AppError::NotFound)
        }
        _ => Err(AppError::NotFound),
    }
}

/// The text that help is asked for, as it stands now: the draft, or the idea that it became; nothing when it is gone.
///
/// # Errors
///
/// When the database refuses.
pub(in crate::comments) fn subject_of(conn: &mut Conn, help: &HelpRequest) -> AppResult<Option<Subject>> {
    if let Some(key) = &help.draft_key {
        let drafts = ideas::list_drafts(conn, help.account_id)?;
        if let Some(draft) = drafts.into_iter().find(|draft| draft.key == *key) {
            let typed: TypedIdea = serde_json::from_str(&draft.content).unwrap_or_default();
            let parts = [typed.problem, typed.body, typed.beneficiaries];
            let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
            return Ok(Some(Subject { title: typed.title, text, idea: None }));
        }
    }
    let reference = help.draft_key.as_ref().map(|key| format!("web:{key}"));
    let is_it = |idea: &Idea| Some(idea.id) == help.idea_id || reference.as_ref() == Some(&idea.source_ref);
    let own = ideas::list_of_account(conn, help.account_id)?;
    let idea = own.into_iter().find(is_it);
    Ok(idea.map(|idea| Subject { title: idea.title.clone(), text: idea.text(), idea: Some(idea.id) }))
}

/// A text that help is asked for.
pub(in crate::comments) struct Subject {
    pub title: String,
    pub text: String,
    pub idea: Option<IdeaId>,
}

/// The request, when the actor may do this with it.
///
/// # Errors
///
/// [`AppError::NotFound`] for one that they may not see, and the rule that says no.
pub(in crate::comments) fn help_for(
    conn: &mut Conn,
    actor: &Actor,
    id: HelpRequestId,
    action: HelpAction,
) -> AppResult<HelpRequest> {
    let help = store::find_help(conn, id)?.ok_or(AppError::NotFound)?;
    let standing = help_standing(actor, &help);
    if rules::may_help(actor, action, standing) {
        return Ok(help);
    }
    if !rules::may_help(actor, HelpAction::See, standing) {
        return Err(AppError::NotFound);
    }
    Err(AppError::Refused(match action {
        HelpAction::Take if standing.is_own => "help-own",
        HelpAction::Take if help.state == HelpState::Taken => "help-taken",
        HelpAction::Write if help.state == HelpState::Open => "help-open",
        HelpAction::Write | HelpAction::ReadMessages | HelpAction::Close
            if !standing.is_own && !standing.is_helper =>
        {
            "help-of-others"
        }
        _ => "help-closed",
    }))
}

/// Takes a request on.
#[derive(Debug, Clone, Copy)]
pub struct TakeHelp {
    /// Which.
    pub help: HelpRequestId,
}

impl TakeHelp {
    /// Takes it: of two at once one does. Who asked is told.
    ///
    /// # Errors
    ///
    /// `help-taken`, `help-own`, `help-closed`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            actor.require(actor.is_team())?;
            let (me, now) = (actor.signed_in()?, tx.now());
            let help = help_for(tx, &actor, self.help, HelpAction::Take)?;
            if !store::take_help(tx, help.id, me, now)? {
                return Err(AppError::Refused("help-taken"));
            }
            tx.record(Some(me), "help_request.taken", help.id, Audience::Team, json!({}));
            tell_other(tx, &help, me, NoticeKind::HelpAsked, help.id.into())
        })
        .await
    }
}

/// Tells whom of the two did not do it.
fn tell_other(
    tx: &mut Transaction<'_>,
    help: &HelpRequest,
    me: AccountId,
    kind: NoticeKind,
    object: crate::journal::Object,
) -> AppResult<()> {
    let to = if me == help.account_id { help.helper_id } else { Some(help.account_id) };
    let Some(to) = to else { return Ok(()) };
    notices::tell(tx, Notice { to, kind, object, by: Some(me) })
}

/// Ends a request.
#[derive(Debug, Clone, Copy)]
pub struct CloseHelp {
    /// Which.
    pub help: HelpRequestId,
}

impl CloseHelp {
    /// Ends it; the other one is told. The same again changes nothing.
    ///
    /// # Errors
    ///
    /// `help-of-others`; [`AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (me, now) = (actor.signed_in()?, tx.now());
            let seen = help_for(tx, &actor, self.help, HelpAction::See)?;
            if seen.state == HelpState::Closed {
                return Ok(());
            }
            let help = help_for(tx, &actor, self.help, HelpAction::Close)?;
            if store::close_help(tx, help.id, now)? {
                tx.record(Some(me), "help_request.closed", help.id, Audience::Team, json!({}));
                tell_other(tx, &help, me, NoticeKind::HelpAsked, help.id.into())?;
            }
            Ok(())
        })
        .await
    }
}

/// Says something to the other one.
#[derive(Debug, Clone)]
pub struct PostMessage {
    /// In which request.
    pub help: HelpRequestId,
    /// What names the sending.
    pub key: String,
    /// What is said.
    pub body: String,
}

impl PostMessage {
    /// Says it; the other one is told of a comment. The same sending again answers what it made.
    ///
    /// # Errors
    ///
    /// A fault of `body`; `help-open`, `help-closed`, `help-of-others`; [`AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Comment> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (me, now) = (actor.signed_in()?, tx.now());
            let help = help_for(tx, &actor, self.help, HelpAction::Write)?;
            let key = ideas::checked_key(&self.key)?.to_owned();
            let mut errors = FieldErrors::default();
            let body = errors.text("body", &self.body.replace("\r\n", "\n"), LONGEST);
            errors.check()?;
            let id: CommentId = tx.new_id();
            let message = Comment {
                id,
                idea_id: None,
                help_id: Some(help.id),
                thread_id: id,
                account_id: Some(me),
                audience: CommentAudience::Helpers,
                key,
                body,
                name_level: NameLevel::Public,
                pseudonym: String::new(),
                as_author: false,
                created_at: now,
                active_at: now,
                edited_at: None,
                withdrawn_at: None,
                hidden_at: None,
                hidden_reason: String::new(),
                hidden_words: String::new(),
                told_at: Some(now),
            };
            if !store::insert(tx, &message)? {
                let known = store::find_by_key(tx, &message.key)?.ok_or(AppError::StaleForm)?;
                return if known.account_id == Some(me) { Ok(known) } else { Err(AppError::StaleForm) };
            }
            tx.record(Some(me), "comment.posted", id, Audience::Team, json!({ "help_request": help.id }));
            tell_other(tx, &help, me, NoticeKind::Comment, id.into())?;
            Ok(message)
        })
        .await
    }
}
