//! Writing a comment, or an answer to one.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;

use super::{comment_for, idea_standing};
use crate::accounts::{Actor, NameLevel};
use crate::app::App;
use crate::audience::Audience;
use crate::comments::jobs::TellOfComment;
use crate::comments::rules::{self, CommentAction, CommentAudience, LONGEST, PER_HOUR, SHORT};
use crate::comments::store::{self, Comment};
use crate::comments::view::{self, Participant};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Author, Idea, SeenIdea};
use crate::ids::{AccountId, CommentId, IdeaId};
use crate::transaction::Transaction;

/// Says something under an idea.
#[derive(Debug, Clone, Default)]
pub struct PostComment {
    /// The comment that it answers, or one of its answers: all of a thread stand under its first.
    pub answer_to: Option<CommentId>,
    /// What names the sending: the same twice is one comment.
    pub key: String,
    /// What is said.
    pub body: String,
    /// To whom the writer's name is shown; for everybody when nothing is chosen. An author keeps the name of their idea.
    pub name_level: String,
    /// What others read in its place.
    pub pseudonym: String,
    /// Whom to tell, by the values of the page's boxes.
    pub tell: Vec<String>,
}

/// Under which name somebody speaks.
struct Voice {
    level: NameLevel,
    pseudonym: String,
    as_author: bool,
}

impl PostComment {
    /// Writes it down, tells people, and has its writer follow the idea. The same sending again answers what it made.
    ///
    /// # Errors
    ///
    /// Faults of `body`, `name_level`, `pseudonym`; [`AppError::NotFound`] for an idea or a comment that the actor may
    /// not see; `comments-closed`; [`AppError::TooManyTries`].
    pub async fn run(self, app: &App, actor: &Actor, idea: IdeaId) -> AppResult<Comment> {
        let actor = actor.clone();
        app.write(move |tx| self.run_in(tx, &actor, idea)).await
    }

    fn run_in(self, tx: &mut Transaction<'_>, actor: &Actor, idea: IdeaId) -> AppResult<Comment> {
        let me = actor.signed_in()?;
        let seen = SeenIdea::find(tx, actor, idea)?;
        let idea = &seen.idea;
        let key = ideas::checked_key(&self.key)?.to_owned();
        if let Some(known) = store::find_by_key(tx, &key)? {
            return mine(known, me);
        }
        let standing = idea_standing(&seen);
        if !rules::may_write(actor, standing) {
            return Err(AppError::Refused("comments-closed"));
        }
        let thread = match self.answer_to {
            Some(answered) => Some(thread_of(tx, actor, idea, answered)?),
            None => None,
        };
        let mut errors = FieldErrors::default();
        let body = errors.text("body", &self.body.replace("\r\n", "\n"), LONGEST);
        let voice = self.voice(tx, actor, me, &seen, &mut errors)?;
        errors.check()?;
        let now = tx.now();
        if store::count_since(tx, me, now - TimeDelta::hours(1))? >= PER_HOUR {
            return Err(AppError::TooManyTries);
        }
        let audience = thread.as_ref().map_or(standing.audience(), |thread| thread.audience);
        let told = self.told(tx, actor, &seen, &body)?;
        let is_first = store::last_of(tx, me, idea.id)?.is_none();
        let id: CommentId = tx.new_id();
        let comment = Comment {
            id,
            idea_id: Some(idea.id),
            help_id: None,
            thread_id: thread.map_or(id, |thread| thread.id),
            account_id: Some(me),
            audience,
            key,
            body,
            name_level: voice.level,
            pseudonym: voice.pseudonym,
            as_author: voice.as_author,
            created_at: now,
            active_at: now,
            edited_at: None,
            withdrawn_at: None,
            hidden_at: None,
            hidden_reason: String::new(),
            hidden_words: String::new(),
            told_at: None,
        };
        if !store::insert(tx, &comment)? {
            // The same sending came in at the same instant.
            return mine(store::find_by_key(tx, &comment.key)?.ok_or(AppError::StaleForm)?, me);
        }
        store::set_active(tx, comment.thread_id, now)?;
        if is_first && audience == CommentAudience::Everyone && !standing.is_own {
            ideas::follow(tx, me, idea.id)?;
        }
        // For the team alone: an entry names its actor, who may speak under another name.
        tx.record(Some(me), "comment.posted", id, Audience::Team, json!({ "idea": idea.id }));
        tx.enqueue(&TellOfComment { comment: id, mentioned: told.into_iter().collect() })?;
        Ok(comment)
    }

    /// An author speaks under the name of their idea: nobody finds out here who wrote it. Others choose.
    fn voice(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        me: AccountId,
        seen: &SeenIdea,
        errors: &mut FieldErrors,
    ) -> AppResult<Voice> {
        if let Some(author) = seen.authors.iter().find(|author| author.account_id == Some(me)) {
            let Author { level, pseudonym, .. } = author.clone();
            return Ok(Voice { level, pseudonym, as_author: true });
        }
        let level: Option<NameLevel> =
            if self.name_level.is_empty() { Some(NameLevel::Public) } else { self.name_level.parse().ok() };
        if level.is_none() {
            errors.add("name_level", "unknown-choice");
        }
        let pseudonym = errors.optional_text("pseudonym", &self.pseudonym, SHORT);
        let level = level.unwrap_or_default();
        let is_shown = level != NameLevel::Public && !pseudonym.is_empty();
        // Nobody speaks under the name of somebody else whom one reads here.
        if is_shown && is_taken(&view::participants(conn, actor, seen)?, &pseudonym) {
            errors.add("pseudonym", "taken");
        }
        Ok(Voice { level, pseudonym, as_author: false })
    }

    /// Whom the boxes and the names in the text call.
    fn told(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        seen: &SeenIdea,
        body: &str,
    ) -> AppResult<BTreeSet<AccountId>> {
        let people = view::participants(conn, actor, seen)?;
        let is_called =
            |person: &Participant| self.tell.contains(&person.value) || rules::mentions(body, &person.name);
        Ok(people.iter().filter(|person| is_called(person)).map(|person| person.account).collect())
    }
}

fn is_taken(people: &[Participant], name: &str) -> bool {
    people.iter().any(|person| person.name.to_lowercase() == name.to_lowercase())
}

fn mine(comment: Comment, me: AccountId) -> AppResult<Comment> {
    if comment.account_id == Some(me) { Ok(comment) } else { Err(AppError::StaleForm) }
}

/// The first comment of the thread in which somebody answers.
fn thread_of(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    idea: &Idea,
    answered: CommentId,
) -> AppResult<Comment> {
    let now = tx.now();
    let answered = comment_for(tx, actor, answered, CommentAction::See, now)?;
    if answered.idea_id != Some(idea.id) || answered.audience == CommentAudience::Helpers {
        return Err(AppError::NotFound);
    }
    store::find(tx, answered.thread_id)?.ok_or(AppError::NotFound)
}
