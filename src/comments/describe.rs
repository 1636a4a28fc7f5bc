//! Comments, reports and requests for help in the words of a notice, for whom they are.

use std::collections::BTreeMap;

use super::actions::{comment_for, help_for, subject_of};
use super::rules::{CommentAction, Content, HelpAction};
use super::store::{self, Comment};
use super::view;
use crate::accounts::Actor;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas;
use crate::ids::{CommentId, HelpRequestId, Id, IdeaId, ReportId};
use crate::mail::shortened;
use crate::notices::{Described, Describer, beginning};

/// Characters of a comment by which it is named.
const TITLE: usize = 80;

/// Say what comments, reports and requests for help are, to whom may read them.
pub fn describers() -> [Describer; 3] {
    [
        Describer { object_kind: "comment", describe: comments },
        Describer { object_kind: "report", describe: reports },
        Describer { object_kind: "help_request", describe: help_requests },
    ]
}

/// Nothing when the actor may not.
fn allowed<T>(outcome: AppResult<T>) -> AppResult<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(AppError::NotFound | AppError::Refused(_) | AppError::Forbidden | AppError::SignInFirst) => {
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn comments(conn: &mut Conn, actor: &Actor, ids: &[i64]) -> AppResult<BTreeMap<i64, Described>> {
    let mut described = BTreeMap::new();
    for &id in ids {
        // Reading is no question of the hour.
        let found = comment_for(conn, actor, CommentId::from_i64(id), CommentAction::Read, Time::default());
        let Some(comment) = allowed(found)? else { continue };
        // What was hidden is told to who wrote it, and to nobody else.
        let is_own = comment.account_id == actor.account();
        if comment.hidden_at.is_some() && !is_own {
            continue;
        }
        if let Some(words) = comment_in_words(conn, actor, &comment)? {
            described.insert(id, words);
        }
    }
    Ok(described)
}

fn comment_in_words(conn: &mut Conn, actor: &Actor, comment: &Comment) -> AppResult<Option<Described>> {
    let group = match (comment.idea_id, comment.help_id) {
        (Some(idea), _) => ideas::find(conn, actor, idea)?.map(|idea| group_of(idea.id, &idea.title)),
        (None, Some(help)) => {
            let help = help_for(conn, actor, help, HelpAction::See)?;
            let title = subject_of(conn, &help)?.map(|subject| subject.title).unwrap_or_default();
            Some((title, view::help_url(help.id)))
        }
        (None, None) => None,
    };
    let (title, url) = (shortened(&comment.body, TITLE), view::comment_url(comment.id));
    let excerpt = beginning(&comment.body).filter(|text| *text != title);
    Ok(group.map(|group| Described { title, url, excerpt, group: Some(group) }))
}

fn group_of(id: IdeaId, title: &str) -> (String, String) {
    (title.to_owned(), ideas::url(id, title))
}

/// For who reported, the place where they read what was decided; for the team, its queue. It goes by the name of the idea.
fn reports(conn: &mut Conn, actor: &Actor, ids: &[i64]) -> AppResult<BTreeMap<i64, Described>> {
    let ids: Vec<ReportId> = ids.iter().map(|id| ReportId::from_i64(*id)).collect();
    let mut described = BTreeMap::new();
    for report in store::list_reports_by_ids(conn, &ids)? {
        let is_own = report.reporter_id.is_some() && report.reporter_id == actor.account();
        if !is_own && !actor.is_team() {
            continue;
        }
        let title = match report.content() {
            Some(content) => title_of(conn, actor, content)?,
            None => None,
        };
        let url = if is_own { view::report_url(report.id) } else { "/signalements".to_owned() };
        let title = title.unwrap_or_else(|| "–".to_owned());
        described.insert(report.id.as_i64(), Described { title, url, excerpt: None, group: None });
    }
    Ok(described)
}

fn title_of(conn: &mut Conn, actor: &Actor, content: Content) -> AppResult<Option<String>> {
    let idea = match content {
        Content::Idea(id) => Some(id),
        Content::Comment(id) => store::find(conn, id)?.and_then(|comment| comment.idea_id),
    };
    let Some(idea) = idea else { return Ok(None) };
    Ok(ideas::find(conn, actor, idea)?.map(|idea| idea.title))
}

fn help_requests(conn: &mut Conn, actor: &Actor, ids: &[i64]) -> AppResult<BTreeMap<i64, Described>> {
    let ids: Vec<HelpRequestId> = ids.iter().map(|id| HelpRequestId::from_i64(*id)).collect();
    let mut described = BTreeMap::new();
    for help in store::list_help_by_ids(conn, &ids)? {
        let Some(help) = allowed(help_for(conn, actor, help.id, HelpAction::See))? else { continue };
        let subject = subject_of(conn, &help)?.map(|subject| subject.title).filter(|title| !title.is_empty());
        let title = subject.unwrap_or_else(|| shortened(&help.words, TITLE));
        let words =
            Described { title, url: view::help_url(help.id), excerpt: beginning(&help.words), group: None };
        described.insert(help.id.as_i64(), words);
    }
    Ok(described)
}
