//! Reporting an idea or a comment, and reading what became of one's report. For people signed in.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use super::{id_of, idea_id, one_of};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::comments::actions::comment_for;
use crate::comments::rules::{CommentAction, Content, LONGEST, ReportState};
use crate::comments::store;
use crate::comments::{ReportContent, view};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas;
use crate::ids::ReportId;
use crate::web::{FormState, KeptForm, Page, Shell};

/// The page on which one reports.
#[derive(Debug, Clone, Serialize)]
pub struct ReportPage {
    kind: &'static str,
    url: String,
    action: String,
    text: String,
    reasons: Vec<&'static str>,
    form: FormState,
    limit: usize,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "comments/report.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |kind, form| Self {
            kind,
            url: "/commentaires/0000000000001".into(),
            action: "/commentaires/0000000000001/signaler".into(),
            text: "<script>alert(1)</script>".into(),
            reasons: view::reasons(),
            form,
            limit: 2_000,
        };
        let mut errors = FieldErrors::default();
        errors.add("reason", "choose");
        errors.add("words", "required");
        vec![
            ("a_comment", page("comment", FormState::default())),
            ("an_idea", page("idea", FormState::default().with_errors(errors))),
        ]
    }
}

/// What is reported, as who reports reads it.
fn load(
    conn: &mut Conn,
    actor: &Actor,
    content: Content,
    form: FormState,
    now: Time,
) -> AppResult<ReportPage> {
    let (url, text) = match content {
        Content::Comment(id) => {
            let comment = comment_for(conn, actor, id, CommentAction::Report, now)?;
            (view::comment_url(id), comment.body)
        }
        Content::Idea(id) => {
            let idea = ideas::find(conn, actor, id)?.ok_or(AppError::NotFound)?;
            (ideas::url(id, &idea.title), idea.title)
        }
    };
    let action = format!("{url}/signaler");
    let kind = content.kind();
    Ok(ReportPage { kind, url, action, text, reasons: view::reasons(), form, limit: LONGEST })
}

async fn page(app: &App, actor: &Actor, content: Content, form: FormState) -> AppResult<ReportPage> {
    let (actor, now) = (actor.clone(), app.clock.now());
    app.read(move |conn| load(conn, &actor, content, form, now)).await
}

async fn send(
    app: &App,
    actor: &Actor,
    shell: &Shell,
    content: Content,
    form: KeptForm,
) -> AppResult<Response> {
    let report =
        ReportContent { content, reason: one_of(&form.raw, "reason"), words: one_of(&form.raw, "words") };
    let outcome =
        if form.is_ours { report.run(app, actor).await } else { Err(FieldErrors::one("", "stale-form")) };
    match outcome {
        Ok(report) => {
            Ok(shell.see_other(&view::report_url(report.id), Some(("success", "flash-report-sent"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&page(app, actor, content, state).await?)
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn show_comment(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    let content = Content::Comment(id_of(&id)?);
    shell.page(&page(&app, &actor, content, FormState::default()).await?)
}

#[handler]
pub async fn post_comment(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    send(&app, &actor, &shell, Content::Comment(id_of(&id)?), form).await
}

#[handler]
pub async fn show_idea(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let content = Content::Idea(idea_id(&slug)?);
    shell.page(&page(&app, &actor, content, FormState::default()).await?)
}

#[handler]
pub async fn post_idea(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    send(&app, &actor, &shell, Content::Idea(idea_id(&slug)?), form).await
}

/// What became of a report, for who made it.
#[derive(Debug, Clone, Serialize)]
pub struct OwnReportPage {
    kind: String,
    state: ReportState,
    reason: String,
    words: String,
    at: Time,
    decided_at: Option<Time>,
}

impl Page for OwnReportPage {
    const TEMPLATE: &'static str = "comments/own_report.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |state| Self {
            kind: "comment".into(),
            state,
            reason: "attack".into(),
            words: "<script>alert(1)</script>".into(),
            at: Time::default(),
            decided_at: (state != ReportState::Open).then(Time::default),
        };
        vec![
            ("open", page(ReportState::Open)),
            ("dismissed", page(ReportState::Dismissed)),
            ("upheld", page(ReportState::Upheld)),
        ]
    }
}

#[handler]
pub async fn show_own(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    let (id, me): (ReportId, _) = (id_of(&id)?, actor.signed_in()?);
    let report = app.read(move |conn| store::find_report(conn, id)).await?;
    let report = report.filter(|report| report.reporter_id == Some(me)).ok_or(AppError::NotFound)?;
    shell.page(&OwnReportPage {
        kind: report.object_kind,
        state: report.state,
        reason: report.reason,
        words: report.words,
        at: report.created_at,
        decided_at: report.decided_at,
    })
}
