//! Background work and mails in the API.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::{RetryJob, SendMailAgain, may_operate};
use crate::accounts::ApiActor;
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::jobs::{self, JobRow};
use crate::mail::{self, DeliveryState, Mail};
use crate::web::problem::{Done, Refusal};

/// Jobs looked at.
const SHOWN: i64 = 100;

/// Background work, for administrators.
pub struct OperationsApi;

/// A job.
#[derive(Object)]
struct JobResponse {
    id: String,
    kind: String,
    /// `queued`, `running`, `done`, `dead`.
    state: String,
    attempts: i32,
    units_done: i64,
    units_total: i64,
    last_error: Option<String>,
    created_at: chrono::DateTime<chrono::Utc>,
}

#[OpenApi(prefix_path = "/jobs")]
impl OperationsApi {
    /// The jobs that are dead, run or wait, then the last ones done.
    #[oai(path = "/", method = "get", operation_id = "list_jobs")]
    async fn list(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<Vec<JobResponse>>, Refusal> {
        actor.0.require(may_operate(&actor.0))?;
        let rows = app.read(|conn| jobs::list_recent(conn, SHOWN)).await?;
        Ok(Json(rows.into_iter().map(response).collect()))
    }

    /// Starts a dead job again.
    #[oai(path = "/:id/retry", method = "post", operation_id = "retry_job")]
    async fn retry(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        let id = id.0.parse().map_err(|_| AppError::NotFound)?;
        RetryJob(id).run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

fn response(row: JobRow) -> JobResponse {
    JobResponse {
        id: row.id.to_string(),
        kind: row.kind,
        state: row.state.as_str().to_owned(),
        attempts: row.attempts,
        units_done: row.units_done,
        units_total: row.units_total,
        last_error: row.last_error,
        created_at: row.created_at.and_utc(),
    }
}

/// Mails, for administrators.
pub struct MailsApi;

/// A mail and what became of it; its text is not told.
#[derive(Object)]
struct MailResponse {
    id: String,
    /// What it is about, as `room.name`.
    kind: String,
    recipient: String,
    subject: String,
    /// `waiting`, `sent`, `failed`.
    state: String,
    created_at: chrono::DateTime<chrono::Utc>,
    sent_at: Option<chrono::DateTime<chrono::Utc>>,
    /// How often a server was asked to take it.
    tries: i32,
    /// Why the last try failed.
    last_error: Option<String>,
}

#[OpenApi(prefix_path = "/mails")]
impl MailsApi {
    /// The last mails, the newest first.
    #[oai(path = "/", method = "get", operation_id = "list_mails")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        /// `waiting`, `sent` or `failed`: those alone.
        state: Query<Option<String>>,
    ) -> Result<Json<Vec<MailResponse>>, Refusal> {
        actor.0.require(may_operate(&actor.0))?;
        let unknown = |()| FieldErrors::one("state", "unknown-choice");
        let state = state.0.map(|state| state.parse::<DeliveryState>()).transpose().map_err(unknown)?;
        let mails = app.read(move |conn| mail::list(conn, state, SHOWN, 0)).await?;
        Ok(Json(mails.into_iter().map(mail_response).collect()))
    }

    /// Sends a mail again that did not leave.
    #[oai(path = "/:id/send", method = "post", operation_id = "send_mail_again")]
    async fn send_again(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        let id = id.0.parse().map_err(|_| AppError::NotFound)?;
        SendMailAgain(id).run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

fn mail_response(mail: Mail) -> MailResponse {
    MailResponse {
        state: mail.state().as_str().to_owned(),
        id: mail.id.to_string(),
        kind: mail.kind,
        recipient: mail.recipient,
        subject: mail.subject,
        created_at: mail.created_at.and_utc(),
        sent_at: mail.sent_at.map(|at| at.and_utc()),
        tries: mail.tries,
        last_error: mail.last_error,
    }
}
