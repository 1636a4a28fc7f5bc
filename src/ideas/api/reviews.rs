//! What the team does with ideas before and after they are published.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::{IdeaResponse, response};
use crate::accounts::ApiActor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::store;
use crate::ideas::{ReviewIdeas, SetThemes, UndoReview};
use crate::ids::IdeaId;
use crate::web::problem::Refusal;

/// Ideas that wait for the team.
pub struct IdeaReviewsApi;

/// Ideas on one page.
const PER_PAGE: i64 = 50;

/// A page of ideas that wait.
#[derive(Object)]
struct WaitingIdeasResponse {
    /// How many in all.
    total: i64,
    ideas: Vec<IdeaResponse>,
}

/// A decision on ideas.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ReviewIdeasRequest {
    /// Their ids, at most 200.
    ideas: Vec<String>,
    /// `published`, `returned` or `hidden`.
    to: String,
    /// The reason's word; needed unless they are published.
    #[oai(default)]
    reason: String,
    /// What their authors read.
    #[oai(default)]
    words: String,
}

/// A theme for ideas.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SetThemesRequest {
    /// Their ids, at most 200.
    ideas: Vec<String>,
    /// One of the themes of their contests; empty for none.
    theme: String,
}

/// What was done.
#[derive(Object)]
struct ReviewedResponse {
    /// How many ideas changed; those that somebody else decided on meanwhile did not.
    count: usize,
    /// What undoes it within half an hour.
    batch: String,
}

/// What was undone.
#[derive(Object)]
struct UndoneResponse {
    /// How many ideas changed back.
    count: usize,
}

#[OpenApi]
impl IdeaReviewsApi {
    /// The ideas that wait for the team, the longest waiting first.
    #[oai(path = "/idea-reviews", method = "get", operation_id = "list_waiting_ideas")]
    async fn waiting(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        /// From 1.
        #[oai(validator(minimum(value = "1"), maximum(value = "1000")))]
        page: Query<Option<i64>>,
    ) -> Result<Json<WaitingIdeasResponse>, Refusal> {
        let actor = actor.0;
        actor.require(actor.is_team())?;
        let offset = (page.0.unwrap_or(1) - 1) * PER_PAGE;
        let response = app
            .read(move |conn| {
                let total = store::count_waiting(conn, &actor)?;
                let ideas = store::list_waiting(conn, &actor, PER_PAGE, offset)?;
                let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
                let mut authors = store::authors_of(conn, &ids)?;
                let ideas = ideas.into_iter().map(|idea| {
                    let authors = authors.remove(&idea.id).unwrap_or_default();
                    response(&actor, idea, &authors)
                });
                Ok::<_, AppError>(WaitingIdeasResponse { total, ideas: ideas.collect() })
            })
            .await?;
        Ok(Json(response))
    }

    /// Publishes ideas, gives them back to their authors, or takes them off.
    #[oai(path = "/idea-reviews", method = "post", operation_id = "review_ideas")]
    async fn review(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<ReviewIdeasRequest>,
    ) -> Result<Json<ReviewedResponse>, Refusal> {
        let ReviewIdeasRequest { ideas, to, reason, words } = body.0;
        let to = to.parse().map_err(|()| FieldErrors::one("to", "unknown-choice"))?;
        let ideas = ideas.iter().map(|id| super::id_of(id)).collect::<AppResult<Vec<_>>>()?;
        let done = ReviewIdeas { ideas, to, reason, words }.run(&app, &actor.0).await?;
        Ok(Json(ReviewedResponse { count: done.count, batch: done.batch.to_string() }))
    }

    /// Gives ideas another theme. The review's undo undoes it, too.
    #[oai(path = "/idea-themes", method = "post", operation_id = "set_idea_themes")]
    async fn set_themes(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<SetThemesRequest>,
    ) -> Result<Json<ReviewedResponse>, Refusal> {
        let SetThemesRequest { ideas, theme } = body.0;
        let ideas = ideas.iter().map(|id| super::id_of(id)).collect::<AppResult<Vec<_>>>()?;
        let done = SetThemes { ideas, theme }.run(&app, &actor.0).await?;
        Ok(Json(ReviewedResponse { count: done.count, batch: done.batch.to_string() }))
    }

    /// Undoes what was done in one go, within half an hour.
    #[oai(path = "/idea-reviews/:batch/undo", method = "post", operation_id = "undo_idea_review")]
    async fn undo(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        batch: Path<String>,
    ) -> Result<Json<UndoneResponse>, Refusal> {
        actor.0.require(actor.0.is_team())?;
        let batch = batch.0.parse().map_err(|_| AppError::NotFound)?;
        Ok(Json(UndoneResponse { count: UndoReview { batch }.run(&app, &actor.0).await? }))
    }
}
