//! Background work in the API.

use poem::web::Data;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::{RetryJob, may_operate};
use crate::accounts::ApiActor;
use crate::app::App;
use crate::error::AppError;
use crate::jobs::{self, JobRow};
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
