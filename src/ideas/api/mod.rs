//! Ideas in the API: the list that is also the search, an idea with its trail, the answer to it; and, in `own` and
//! `reviews`, what people and the team do with ideas.

mod own;
mod reviews;

pub use own::OwnIdeasApi;
pub use reviews::IdeaReviewsApi;

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use crate::accounts::{Actor, ApiActor};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ideas::listing::{FILTERS, Listing, PER_PAGE};
use crate::ideas::rules::{ListOrder, Mine};
use crate::ideas::store::{self, Author, DestinyRow, Idea};
use crate::ideas::{AnswerIdea, rules};
use crate::ids::IdeaId;
use crate::web::problem::{Done, Refusal};

/// Ideas.
pub struct IdeasApi;

/// A page of ideas.
#[derive(Object)]
struct IdeasResponse {
    /// How many in all.
    total: u64,
    /// This page, from 1.
    page: u64,
    /// Ideas on a page.
    per_page: u64,
    /// What was searched instead, when a word was mistyped.
    searched_instead: Option<String>,
    ideas: Vec<IdeaResponse>,
    /// For each filter its values with their counts.
    facets: Vec<FacetResponse>,
}

/// A filter.
#[derive(Object)]
struct FacetResponse {
    name: String,
    values: Vec<FacetValueResponse>,
}

/// A value of a filter.
#[derive(Object)]
struct FacetValueResponse {
    value: String,
    count: u64,
}

/// An idea.
#[derive(Object)]
struct IdeaResponse {
    id: String,
    /// Its page.
    url: String,
    contest_id: String,
    number: i64,
    title: String,
    /// What goes wrong today; empty for an idea from a file.
    problem: String,
    /// What is proposed; of an idea from a file, all it says.
    body: String,
    /// Who would be better off.
    beneficiaries: String,
    /// Counts the changes of its words, from 1.
    version: i32,
    /// `submitted`, `returned`, `published`, `withdrawn`, `hidden`: whether others read it.
    state: String,
    theme: String,
    trade: String,
    site: String,
    direction: String,
    /// The authors' names, as far as they are shown to the caller.
    authors: Vec<String>,
    submitted_at: chrono::DateTime<chrono::Utc>,
    /// `in_contest`, `awarded`, `unawarded`, `in_minilab`, `in_community`, `answered`.
    destiny: String,
    minilab_id: Option<String>,
}

/// What ideas are to the caller.
#[derive(Enum, Clone, Copy)]
#[oai(rename_all = "snake_case")]
enum MineParam {
    /// They wait for the caller's word.
    NeedsMe,
    /// The caller does not support them.
    Unsupported,
    /// The caller supports them.
    Supported,
    /// The caller follows them.
    Followed,
}

impl From<MineParam> for Mine {
    fn from(param: MineParam) -> Self {
        match param {
            MineParam::NeedsMe => Self::NeedsMe,
            MineParam::Unsupported => Self::Unsupported,
            MineParam::Supported => Self::Supported,
            MineParam::Followed => Self::Followed,
        }
    }
}

/// The order of a list.
#[derive(Enum, Clone, Copy)]
#[oai(rename_all = "snake_case")]
enum OrderParam {
    /// The caller's own of the day, those seen least first.
    Fair,
    /// The last sent first.
    Recent,
}

impl From<OrderParam> for ListOrder {
    fn from(param: OrderParam) -> Self {
        match param {
            OrderParam::Fair => Self::Fair,
            OrderParam::Recent => Self::Recent,
        }
    }
}

/// An idea with its trail.
#[derive(Object)]
struct IdeaDetailResponse {
    idea: IdeaResponse,
    /// Oldest first.
    trail: Vec<StepResponse>,
}

/// A step of a trail.
#[derive(Object)]
struct StepResponse {
    destiny: String,
    reason: String,
    at: chrono::DateTime<chrono::Utc>,
    minilab_id: Option<String>,
}

/// An answer to an idea.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AnswerIdeaRequest {
    /// Why, in words for the author.
    reason: String,
}

#[OpenApi(prefix_path = "/ideas")]
impl IdeasApi {
    /// Ideas, searched and filtered.
    #[oai(path = "/", method = "get", operation_id = "list_ideas")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the operation")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: Actor,
        /// Words, as typed: typos and missing accents do not matter.
        q: Query<Option<String>>,
        destiny: Query<Option<String>>,
        theme: Query<Option<String>>,
        trade: Query<Option<String>>,
        site: Query<Option<String>>,
        contest: Query<Option<String>>,
        /// What the ideas are to the caller; of a visitor's there are none.
        mine: Query<Option<MineParam>>,
        /// Without it: by closeness for a search; else fair while a contest among them is on its way to its results, and
        /// the last sent first when none is. A search has no other order.
        order: Query<Option<OrderParam>>,
        /// From 1.
        #[oai(validator(minimum(value = "1"), maximum(value = "500")))]
        page: Query<Option<u64>>,
    ) -> Result<Json<IdeasResponse>, Refusal> {
        let values = [destiny.0, theme.0, trade.0, site.0, contest.0];
        let chosen = FILTERS.into_iter().zip(values).filter_map(|(name, value)| Some((name, vec![value?])));
        let page = page.0.unwrap_or(1);
        let listing = Listing {
            text: q.0.unwrap_or_default(),
            chosen: chosen.collect(),
            mine: mine.0.map(Mine::from),
            order: order.0.map(ListOrder::from),
            page: page as usize,
        };
        Ok(Json(list(&app, &actor, &listing.with_known_destinies()).await?))
    }

    /// An idea and its trail.
    #[oai(path = "/:id", method = "get", operation_id = "get_idea")]
    async fn get(
        &self,
        app: Data<&App>,
        actor: Actor,
        id: Path<String>,
    ) -> Result<Json<IdeaDetailResponse>, Refusal> {
        Ok(Json(detail(&app, &actor, id_of(&id.0)?).await?))
    }

    /// Answers an idea that has no place, with a reason.
    #[oai(path = "/:id/answer", method = "post", operation_id = "answer_idea")]
    async fn answer(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<AnswerIdeaRequest>,
    ) -> Result<Done, Refusal> {
        AnswerIdea { idea: id_of(&id.0)?, reason: body.0.reason }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

fn id_of(text: &str) -> AppResult<IdeaId> {
    text.parse().map_err(|_| AppError::NotFound)
}

async fn list(app: &App, actor: &Actor, listing: &Listing) -> AppResult<IdeasResponse> {
    let listed = listing.find(app, actor).await?;
    let ids = listed.ids;
    let viewer = actor.clone();
    let (ideas, mut authors) = app
        .read(move |conn| {
            let ideas = store::list_visible_by_ids(conn, &viewer, &ids)?;
            let authors = store::authors_of(conn, &ids)?;
            Ok::<_, AppError>((ideas, authors))
        })
        .await?;
    let facets = listed.facets.into_iter().map(|(name, values)| FacetResponse {
        name,
        values: values
            .into_iter()
            .map(|(value, count)| FacetValueResponse { value, count: count as u64 })
            .collect(),
    });
    let ideas = ideas.into_iter().map(|idea| {
        let authors = authors.remove(&idea.id).unwrap_or_default();
        response(actor, idea, &authors)
    });
    Ok(IdeasResponse {
        total: listed.total as u64,
        page: listing.page as u64,
        per_page: PER_PAGE as u64,
        searched_instead: listed.searched_instead,
        ideas: ideas.collect(),
        facets: facets.collect(),
    })
}

async fn detail(app: &App, actor: &Actor, id: IdeaId) -> AppResult<IdeaDetailResponse> {
    let actor = actor.clone();
    app.read(move |conn| {
        let idea = store::find(conn, &actor, id)?.ok_or(AppError::NotFound)?;
        let authors = store::authors_of(conn, &[id])?.remove(&id).unwrap_or_default();
        let trail = store::trail(conn, id)?.into_iter().map(step).collect();
        Ok::<_, AppError>(IdeaDetailResponse { idea: response(&actor, idea, &authors), trail })
    })
    .await
}

fn step(row: DestinyRow) -> StepResponse {
    StepResponse {
        destiny: row.destiny.as_str().to_owned(),
        reason: row.reason,
        at: row.decided_at.and_utc(),
        minilab_id: row.minilab_id.map(|id| id.to_string()),
    }
}

fn response(viewer: &Actor, idea: Idea, authors: &[Author]) -> IdeaResponse {
    IdeaResponse {
        id: idea.id.to_string(),
        url: rules::url(idea.id, &idea.title),
        contest_id: idea.contest_id.to_string(),
        number: idea.number,
        title: idea.title,
        problem: idea.problem,
        body: idea.body,
        beneficiaries: idea.beneficiaries,
        version: idea.version,
        state: idea.state.as_str().to_owned(),
        theme: idea.category,
        trade: idea.trade,
        site: idea.site,
        direction: idea.direction,
        authors: authors.iter().filter_map(|author| author.shown_to(viewer)).map(str::to_owned).collect(),
        submitted_at: idea.submitted_at.and_utc(),
        destiny: idea.destiny.as_str().to_owned(),
        minilab_id: idea.minilab_id.map(|id| id.to_string()),
    }
}
