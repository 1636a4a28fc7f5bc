//! Need forms in the API.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::rules::{Gates, NeedFormText, NeedState};
use super::{MoveNeedForm, NeedForm, PromoteMiniLab, SubmitNeedForm, store, url};
use crate::accounts::{Actor, ApiActor};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::web::problem::Refusal;

/// Need forms and the support that follows.
pub struct IncubationApi;

/// A need form.
#[derive(Object)]
struct NeedFormResponse {
    id: String,
    /// Its page.
    url: String,
    minilab_id: Option<String>,
    contest_id: Option<String>,
    title: String,
    need: String,
    beneficiaries: String,
    expected: String,
    /// Gate: the expected result is not defined in advance.
    is_result_open: bool,
    /// In percent.
    collaborative_share: i32,
    /// Gate: at least half of the work is done together.
    is_collaborative: bool,
    /// `submitted`, `studied`, `prequalified`, `accepted`, `declined`.
    state: String,
    /// The states that the team may move it to now.
    next_states: Vec<String>,
    created_at: chrono::DateTime<chrono::Utc>,
}

/// Need forms.
#[derive(Object)]
struct NeedFormsResponse {
    need_forms: Vec<NeedFormResponse>,
}

/// A need form to send in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NeedFormRequest {
    title: String,
    need: String,
    beneficiaries: String,
    #[oai(default)]
    expected: String,
    /// The expected result is not defined in advance.
    is_result_open: bool,
    /// From 0 to 100 percent.
    collaborative_share: i32,
}

/// A move along the way.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MoveNeedFormRequest {
    /// One of the form's `next_states`.
    to: String,
    #[oai(default)]
    reason: String,
}

#[OpenApi]
impl IncubationApi {
    /// The need forms that you may see, the last sent in first.
    #[oai(path = "/need-forms", method = "get", operation_id = "list_need_forms")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: Actor,
        /// Those in this state alone.
        state: Query<Option<String>>,
    ) -> Result<Json<NeedFormsResponse>, Refusal> {
        let unknown = |()| FieldErrors::one("state", "unknown-choice");
        let state = state.0.map(|state| state.parse::<NeedState>()).transpose().map_err(unknown)?;
        let forms = app.read(move |conn| store::list(conn, &actor, state)).await?;
        Ok(Json(NeedFormsResponse { need_forms: forms.into_iter().map(response).collect() }))
    }

    /// A need form.
    #[oai(path = "/need-forms/:id", method = "get", operation_id = "get_need_form")]
    async fn get(
        &self,
        app: Data<&App>,
        actor: Actor,
        id: Path<String>,
    ) -> Result<Json<NeedFormResponse>, Refusal> {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let form = app.read(move |conn| store::find(conn, &actor, id)).await?.ok_or(AppError::NotFound)?;
        Ok(Json(response(form)))
    }

    /// Sends a need form in that comes from no mini-lab.
    #[oai(path = "/need-forms", method = "post", operation_id = "submit_need_form")]
    async fn submit(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<NeedFormRequest>,
    ) -> Result<Json<NeedFormResponse>, Refusal> {
        Ok(Json(response(SubmitNeedForm { text: body.0.text() }.run(&app, &actor.0).await?)))
    }

    /// Sends a mini-lab on to the laboratory with its need form. For the team; once per mini-lab.
    #[oai(path = "/minilabs/:slug/need-form", method = "put", operation_id = "promote_minilab")]
    async fn promote(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<NeedFormRequest>,
    ) -> Result<Json<NeedFormResponse>, Refusal> {
        let promoted = PromoteMiniLab { slug: slug.0, text: body.0.text() }.run(&app, &actor.0).await?;
        Ok(Json(response(promoted)))
    }

    /// Moves a need form along its way. For the team.
    #[oai(path = "/need-forms/:id/state", method = "put", operation_id = "move_need_form")]
    async fn move_on(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<MoveNeedFormRequest>,
    ) -> Result<Json<NeedFormResponse>, Refusal> {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let to = body.0.to.parse().map_err(|()| FieldErrors::one("to", "unknown-choice"))?;
        let moved = MoveNeedForm { id, to, reason: body.0.reason }.run(&app, &actor.0).await?;
        Ok(Json(response(moved)))
    }
}

impl NeedFormRequest {
    fn text(self) -> NeedFormText {
        NeedFormText {
            title: self.title,
            need: self.need,
            beneficiaries: self.beneficiaries,
            expected: self.expected,
            is_result_open: self.is_result_open,
            collaborative_share: self.collaborative_share.to_string(),
        }
    }
}

fn response(form: NeedForm) -> NeedFormResponse {
    let gates = Gates::of(form.collaborative_share, form.is_result_open);
    NeedFormResponse {
        id: form.id.to_string(),
        url: url(&form),
        minilab_id: form.minilab_id.map(|id| id.to_string()),
        contest_id: form.contest_id.map(|id| id.to_string()),
        title: form.title,
        need: form.need,
        beneficiaries: form.beneficiaries,
        expected: form.expected,
        is_result_open: gates.is_result_open,
        collaborative_share: form.collaborative_share,
        is_collaborative: gates.is_collaborative,
        state: form.state.as_str().to_owned(),
        next_states: form.state.next().map(|state| state.as_str().to_owned()).collect(),
        created_at: form.created_at.and_utc(),
    }
}
