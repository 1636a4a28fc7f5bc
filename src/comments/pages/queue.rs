//! `/signalements`: what was reported and waits for the team, the longest waiting first; and the log of what was decided.
//! For the team.

use std::str::FromStr;

use poem::web::{Data, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Time;
use crate::comments::actions::open_reports;
use crate::comments::rules::Content;
use crate::comments::store::{self, Report};
use crate::comments::{DecideReports, HandOver, UndoDecisions, view};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas;
use crate::ids::{AccountId, BatchId};
use crate::web::forms::Choice;
use crate::web::{Form, FormState, Page, Shell};

/// Open reports on the page; the others follow as these are decided.
const SHOWN: i64 = 100;
/// Steps in the log.
const LOGGED: i64 = 10_000;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct QueuePage {
    contents: Vec<ReportedView>,
    reasons: Vec<&'static str>,
    team: Vec<Choice>,
    form: FormState,
    undo: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct ReportedView {
    value: String,
    kind: &'static str,
    url: String,
    title: String,
    text: String,
    is_gone: bool,
    since: Time,
    reports: Vec<ReportView>,
    assigned_to: Option<String>,
    is_checked: bool,
}

#[derive(Debug, Clone, Serialize)]
struct ReportView {
    reason: String,
    words: String,
    by: Option<String>,
    at: Time,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "comments/queue.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let content = |value: &str, kind, title: &str, is_gone| ReportedView {
            value: value.into(),
            kind,
            url: "/commentaires/0000000000001".into(),
            title: title.into(),
            text: "<script>alert(1)</script>".into(),
            is_gone,
            since: Time::default(),
            reports: vec![ReportView {
                reason: "attack".into(),
                words: "Anne <b> est visée.".into(),
                by: Some("Nadège Corbier".into()),
                at: Time::default(),
            }],
            assigned_to: is_gone.then(|| "Noé Castel".into()),
            is_checked: false,
        };
        let page = |contents| Self {
            contents,
            reasons: view::reasons(),
            team: vec![Choice { value: "0000000000001".into(), label: "Noé Castel".into() }],
            form: FormState::default(),
            undo: None,
        };
        let all = vec![
            content("comment.0000000000001", "comment", "Moins de gâchis", false),
            content("idea.0000000000002", "idea", &"Très long ".repeat(20), true),
        ];
        let mut errors = FieldErrors::default();
        errors.add("contents", "choose");
        errors.add("reason", "choose");
        vec![
            ("nothing", page(vec![])),
            ("some", Self { undo: Some("0000000000009".into()), ..page(all.clone()) }),
            ("without_reason", Self { form: FormState::default().with_errors(errors), ..page(all) }),
        ]
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    lot: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Query(query): Query<QueueQuery>,
) -> AppResult<Response> {
    let done = BatchId::from_str(&query.lot).ok().map(|batch| batch.to_string());
    let page = load(&app, &actor, FormState::default(), &[]).await?;
    shell.page(&QueuePage { undo: done, ..page })
}

async fn load(app: &App, actor: &Actor, form: FormState, checked: &[Content]) -> AppResult<QueuePage> {
    let (actor, checked, today) = (actor.clone(), checked.to_vec(), app.clock.now().date());
    app.read(move |conn| {
        let mut contents: Vec<(Content, Vec<Report>)> = Vec::new();
        for report in open_reports(conn, &actor, SHOWN)? {
            let Some(content) = report.content() else { continue };
            match contents.iter_mut().find(|(known, _)| *known == content) {
                Some((_, reports)) => reports.push(report),
                None => contents.push((content, vec![report])),
            }
        }
        let mut views = Vec::with_capacity(contents.len());
        for (content, reports) in contents {
            let is_checked = checked.contains(&content);
            views.push(ReportedView { is_checked, ..view_of(conn, &actor, content, reports)? });
        }
        let mut team: Vec<Choice> = accounts::list_team(conn, today)?
            .into_iter()
            .map(|(account, _)| Choice { value: account.id.to_string(), label: account.display_name })
            .collect();
        team.dedup();
        Ok::<_, AppError>(QueuePage { contents: views, reasons: view::reasons(), team, form, undo: None })
    })
    .await
}

fn view_of(
    conn: &mut Conn,
    actor: &Actor,
    content: Content,
    reports: Vec<Report>,
) -> AppResult<ReportedView> {
    let (idea, comment) = match content {
        Content::Idea(id) => (Some(id), None),
        Content::Comment(id) => {
            let comment = store::find(conn, id)?;
            (comment.as_ref().and_then(|comment| comment.idea_id), comment)
        }
    };
    let idea = match idea {
        Some(id) => ideas::find(conn, actor, id)?,
        None => None,
    };
    let people: Vec<AccountId> =
        reports.iter().flat_map(|report| [report.reporter_id, report.assigned_to]).flatten().collect();
    let names = accounts::names_of(conn, actor, &people)?;
    let name = |account: Option<AccountId>| account.and_then(|account| names.get(&account).cloned());
    let title = idea.as_ref().map(|idea| idea.title.clone()).unwrap_or_default();
    let (url, text, is_gone) = match (&comment, &idea) {
        (Some(comment), _) => {
            let is_gone = comment.withdrawn_at.is_some();
            let text = if is_gone { String::new() } else { comment.body.clone() };
            (view::comment_url(comment.id), text, is_gone)
        }
        (None, Some(idea)) => (ideas::url(idea.id, &idea.title), idea.text(), false),
        (None, None) => ("/signalements".to_owned(), String::new(), true),
    };
    Ok(ReportedView {
        value: content.to_string(),
        kind: content.kind(),
        url,
        title,
        text,
        is_gone,
        since: reports.iter().map(|report| report.created_at).min().unwrap_or_default(),
        assigned_to: reports.iter().find_map(|report| name(report.assigned_to)),
        reports: reports
            .into_iter()
            .map(|report| ReportView {
                by: name(report.reporter_id),
                reason: report.reason,
                words: report.words,
                at: report.created_at,
            })
            .collect(),
        is_checked: false,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QueueForm {
    /// Those ticked.
    contents: Vec<String>,
    /// The button: `dismiss`, `hide` or `hand_over`.
    decision: String,
    reason: String,
    words: String,
    to: String,
}

#[handler]
pub async fn post(app: Data<&App>, actor: Actor, shell: Shell, form: Form<QueueForm>) -> AppResult<Response> {
    let QueueForm { contents, decision, reason, words, to } = form.values;
    let contents: Result<Vec<Content>, ()> = contents.iter().map(|content| content.parse()).collect();
    let contents = contents.map_err(|()| AppError::StaleForm)?;
    let hide = decision == "hide";
    let outcome = match decision.as_str() {
        "hand_over" => hand_over(&app, &actor, contents.clone(), &to).await.map(|()| None),
        "dismiss" | "hide" => {
            let decide = DecideReports { contents: contents.clone(), hide, reason, words };
            decide.run(&app, &actor).await.map(|decided| Some(decided.batch))
        }
        _ => return Err(AppError::StaleForm),
    };
    match outcome {
        Ok(Some(batch)) => Ok(shell
            .see_other(&format!("/signalements?lot={batch}"), Some(("success", "flash-reports-decided")))),
        Ok(None) => Ok(shell.see_other("/signalements", Some(("success", "flash-reports-handed-over")))),
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, state, &contents).await?)
        }
        Err(other) => Err(other),
    }
}

async fn hand_over(app: &App, actor: &Actor, contents: Vec<Content>, to: &str) -> AppResult<()> {
    let to: AccountId = to.parse().map_err(|_| FieldErrors::one("to", "choose"))?;
    HandOver { contents, to }.run(app, actor).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndoForm {
    batch: String,
}

#[handler]
pub async fn undo(app: Data<&App>, actor: Actor, shell: Shell, form: Form<UndoForm>) -> AppResult<Response> {
    let batch = form.values.batch.parse().map_err(|_| AppError::NotFound)?;
    UndoDecisions { batch }.run(&app, &actor).await?;
    Ok(shell.see_other("/signalements", Some(("success", "flash-reports-undone"))))
}

/// The log as a file: when, of what kind, what and why, and about nobody. Words of ours alone stand in it, so that no cell
/// can begin a formula.
#[handler]
pub async fn log(app: Data<&App>) -> AppResult<Response> {
    let rows = app.read(|conn| store::list_decisions(conn, LOGGED)).await?;
    let mut out = "date,kind,decision,reason\n".to_owned();
    for row in rows {
        let at = row.decided_at.format("%Y-%m-%dT%H:%M:%SZ");
        out.push_str(&format!("{at},{},{},{}\n", row.object_kind, row.decision.as_str(), row.reason));
    }
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8")
        .header("content-disposition", "attachment; filename=\"moderation.csv\"")
        .body(out))
}
