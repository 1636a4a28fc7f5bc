//! Contests in the API: all that the pages do.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use poem::web::Data;
use poem::{Body, Request};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Binary, Json};
use poem_openapi::{Object, OpenApi};

use super::import::{Field, Mapping};
use super::{
    AcceptCharter, AddQuestion, AnnounceAwards, Calendar, CategoryDraft, ChangeQuestion, Contest,
    ContestAction, ContestDraft, CopyContest, CreateContest, DeleteContest, ImportRow, MarkAwards, Move,
    MoveContest, MoveQuestion, Opportunity, Phase, PhaseDraft, Question, QuestionDraft, RemoveQuestion,
    ResumeImport, SetCategories, Stage, StartImport, UpdateContest, UploadIdeas, calendar_of, check,
    count_ideas, find_by_slug, find_import, list, list_faults, moves_of, questions_of, read_import,
};
use crate::accounts::{Actor, ApiActor};
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas;
use crate::ids::{IdeaId, ImportId, QuestionId};
use crate::web::problem::{Done, Refusal};
use crate::web::upload::receive_body;

/// Contests, the import of ideas, the awards.
pub struct ContestsApi;

/// A phase of a contest's calendar.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PhaseObject {
    /// `submission`, `preselection`, `vote`, `jury`, `announcement`, `analysis`, `minilabs`, `tour`, `arbitration`,
    /// `closed`.
    phase: String,
    /// Its first day.
    opens_on: Option<NaiveDate>,
    /// The hour it begins at, as `08:30`; the beginning of the day when there is none.
    opens_at: Option<String>,
    /// Its last day, which belongs to it.
    closes_on: Option<NaiveDate>,
    /// The hour it ends at, as `17:00`; the end of the day when there is none.
    closes_at: Option<String>,
}

/// A contest.
#[derive(Object)]
struct ContestResponse {
    id: String,
    /// The end of its address.
    slug: String,
    title: String,
    summary: String,
    /// Who may read its ideas: `public`, `agents`, `team`.
    audience: String,
    /// `draft`, `collecting`, `preselection`, `voting`, `jury`, `awarded`, `analysis`, `minilabs`, `tour`,
    /// `arbitration`, `closed`.
    stage: String,
    /// Whether what went on at this stage is over, and the next has not begun.
    is_over: bool,
    /// What is open to people now: `submit`, `edit_own_idea`, `comment`, `support`, `vote`, `score`, `see_tallies`,
    /// `see_results`, `join_minilabs`.
    opens: Vec<String>,
    /// How many ideas it has.
    ideas: i64,
    phases: Vec<PhaseObject>,
    /// Whether it passes on by itself at these dates.
    follows_calendar: bool,
    /// What it is about.
    about: String,
    rules: String,
    /// What an author accepts; may be empty.
    charter: String,
    /// Which text of the charter this is.
    charter_version: i32,
    /// The categories that an idea may have.
    categories: Vec<String>,
    /// Whether the team reads ideas `before` others do, or `after`.
    moderation: String,
    questions: Vec<QuestionResponse>,
    /// The id of the edition before it.
    previous_id: Option<String>,
    created_at: DateTime<Utc>,
}

/// A question that a contest asks.
#[derive(Object)]
struct QuestionResponse {
    id: String,
    label: String,
    hint: String,
    /// `short_text`, `long_text`, `one_choice`, `several_choices`, `yes_no`.
    kind: String,
    /// Whether an idea needs an answer.
    required: bool,
    options: Vec<String>,
}

impl From<Question> for QuestionResponse {
    fn from(question: Question) -> Self {
        Self {
            id: question.id.to_string(),
            label: question.label,
            hint: question.hint,
            kind: question.kind.as_str().to_owned(),
            required: question.required,
            options: question.options,
        }
    }
}

/// What is said of a contest.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ContestRequest {
    title: String,
    /// The end of its address; from the title when empty.
    #[oai(default)]
    slug: String,
    summary: String,
    /// `public`, `agents`, `team`.
    audience: String,
    #[oai(default)]
    phases: Vec<PhaseObject>,
    /// Whether it passes on by itself at these dates.
    #[oai(default)]
    follows_calendar: bool,
    /// What it is about.
    #[oai(default)]
    about: String,
    #[oai(default)]
    rules: String,
    /// What an author accepts. Another text is another version, to be accepted anew.
    #[oai(default)]
    charter: String,
    /// Whether the team reads ideas `before` others do, or `after`; `before` when empty.
    #[oai(default)]
    moderation: String,
}

/// A question that a contest asks.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct QuestionRequest {
    label: String,
    #[oai(default)]
    hint: String,
    /// `short_text`, `long_text`, `one_choice`, `several_choices`, `yes_no`.
    kind: String,
    /// Whether an idea needs an answer.
    #[oai(default)]
    required: bool,
    /// What can be chosen, for the two kinds of choices.
    #[oai(default)]
    options: Vec<String>,
}

impl From<QuestionRequest> for QuestionDraft {
    fn from(request: QuestionRequest) -> Self {
        let QuestionRequest { label, hint, kind, required, options } = request;
        Self { label, hint, kind, required, options: options.join("\n") }
    }
}

/// Where a question goes.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PlaceRequest {
    /// From 1.
    place: u32,
}

/// The categories of a contest.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CategoriesRequest {
    /// All of them, in their order.
    categories: Vec<CategoryObject>,
}

/// A category.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CategoryObject {
    name: String,
    /// Its name until now, when it is renamed: the ideas that have it follow.
    #[oai(default)]
    was: String,
}

/// The text of a charter that was read.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AcceptanceRequest {
    version: i32,
}

/// The next edition of a contest.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CopyRequest {
    title: String,
    /// Its first day; the same day of the next year when there is none.
    first_day: Option<NaiveDate>,
}

/// A contest's passing from one stage to another.
#[derive(Object)]
struct MoveResponse {
    from: String,
    /// The same as `from` when what went on there is over.
    to: String,
    is_over: bool,
    /// Why, in the words of who decided.
    reason: String,
    /// Whether a person decided, and not the calendar.
    is_by_hand: bool,
    at: DateTime<Utc>,
}

/// An idea of an earlier edition, and what became of it.
#[derive(Object)]
struct MemoryResponse {
    idea_id: String,
    title: String,
    url: String,
    /// `in_contest`, `awarded`, `unawarded`, `in_minilab`, `in_community`, `answered`.
    destiny: String,
    /// Why, in the words of who decided.
    reason: String,
    contest: LinkObject,
    /// The mini-lab or community where it is.
    minilab: Option<LinkObject>,
    /// The words that both texts use.
    shared_terms: Vec<String>,
}

/// A title and where it leads.
#[derive(Object)]
struct LinkObject {
    title: String,
    url: String,
}

impl From<ideas::Link> for LinkObject {
    fn from(link: ideas::Link) -> Self {
        Self { title: link.title, url: link.url }
    }
}

/// Where a contest passes to.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct StageRequest {
    /// Any stage that this one leads to; results are announced by their own operation.
    stage: String,
    /// Why, in words for whoever reads the calendar.
    reason: String,
}

/// A field and its column.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ColumnObject {
    /// `title`, `body`, `authors`, `co_authors`, `email`, `category`, `trade`, `site`, `direction`, `submitted_at`,
    /// `source_ref`.
    field: String,
    /// The column, counted from 0.
    column: u32,
}

/// A cell to correct.
#[derive(Object)]
struct FaultObject {
    /// The line in the file.
    line: i64,
    /// The field.
    field: String,
    /// `required`, `too-long`, `duplicate`, `repeated`, `not-a-date`, `not-an-address`, `formula`, `unreadable`.
    kind: String,
    /// The line or column that the fault speaks of.
    number: Option<i64>,
}

/// An import and how far it is.
#[derive(Object)]
struct ImportResponse {
    id: String,
    file_name: String,
    /// `uploaded`, `running`, `done`, `failed`.
    state: String,
    rows_total: i64,
    rows_done: i64,
    added: i64,
    known: i64,
    bad: i64,
    /// Why it stopped.
    failure: Option<String>,
    /// What the columns are taken for.
    columns: Vec<ColumnObject>,
    /// The first cells to correct, once it is done.
    faults: Vec<FaultObject>,
    created_at: DateTime<Utc>,
}

/// Which column is what; nothing: as guessed from the titles.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ColumnsRequest {
    #[oai(default)]
    columns: Vec<ColumnObject>,
}

/// What an import would do.
#[derive(Object)]
struct CheckResponse {
    /// Ideas that would be added.
    ready: u64,
    /// Ideas that the contest has.
    known: u64,
    /// Rows that stand in the file already.
    twice: u64,
    /// Other rows to correct.
    bad: u64,
    /// Ideas whose title is taken from their text.
    untitled: u64,
    /// The first cells to correct.
    faults: Vec<FaultObject>,
}

/// Awarded ideas.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AwardsRequest {
    /// Ids of the ideas that the jury awarded.
    #[oai(default)]
    awarded: Vec<String>,
    /// Ids of those that are not, or no longer.
    #[oai(default)]
    withdrawn: Vec<String>,
}

/// An announcement.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AnnouncementRequest {
    /// What the authors of the other ideas are told.
    #[oai(default)]
    reason: String,
}

/// How many ideas changed.
#[derive(Object)]
struct ChangedResponse {
    changed: u64,
}

#[OpenApi(prefix_path = "/contests")]
impl ContestsApi {
    /// The contests that one may see, those in progress first.
    #[oai(path = "/", method = "get", operation_id = "list_contests")]
    async fn list_contests(
        &self,
        app: Data<&App>,
        request: &Request,
    ) -> Result<Json<Vec<ContestResponse>>, Refusal> {
        let actor = asker(request)?;
        let contests = app
            .read(move |conn| {
                let contests = list(conn, &actor)?;
                contests.into_iter().map(|contest| response(conn, contest)).collect::<AppResult<Vec<_>>>()
            })
            .await?;
        Ok(Json(contests))
    }

    /// A contest.
    #[oai(path = "/:slug", method = "get", operation_id = "get_contest")]
    async fn get_contest(
        &self,
        app: Data<&App>,
        request: &Request,
        slug: Path<String>,
    ) -> Result<Json<ContestResponse>, Refusal> {
        let actor = asker(request)?;
        let contest = app
            .read(move |conn| {
                let contest = find_by_slug(conn, &actor, &slug.0)?.ok_or(AppError::NotFound)?;
                response(conn, contest)
            })
            .await?;
        Ok(Json(contest))
    }

    /// Makes a contest, as a draft. For the team.
    #[oai(path = "/", method = "post", operation_id = "create_contest")]
    async fn create_contest(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<ContestRequest>,
    ) -> Result<Json<ContestResponse>, Refusal> {
        let contest = CreateContest(draft(body.0)?).run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, contest)).await?))
    }

    /// Changes a contest's words and dates. For the team.
    #[oai(path = "/:slug", method = "put", operation_id = "update_contest")]
    async fn update_contest(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<ContestRequest>,
    ) -> Result<Json<ContestResponse>, Refusal> {
        let contest = UpdateContest { slug: slug.0, draft: draft(body.0)? }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, contest)).await?))
    }

    /// Passes a contest to another stage. For the team.
    #[oai(path = "/:slug/stage", method = "put", operation_id = "move_contest")]
    async fn move_contest(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<StageRequest>,
    ) -> Result<Json<ContestResponse>, Refusal> {
        let to: Stage = body.0.stage.parse().map_err(|()| FieldErrors::one("stage", "unknown-choice"))?;
        let contest = MoveContest { slug: slug.0, to, reason: body.0.reason }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, contest)).await?))
    }

    /// How a contest came to where it is, oldest first.
    #[oai(path = "/:slug/moves", method = "get", operation_id = "list_contest_moves")]
    async fn list_contest_moves(
        &self,
        app: Data<&App>,
        request: &Request,
        slug: Path<String>,
    ) -> Result<Json<Vec<MoveResponse>>, Refusal> {
        let contest = visible(&app, &asker(request)?, slug.0).await?;
        let moves = app.read(move |conn| moves_of(conn, contest.id)).await?;
        let response = |passing: Move| MoveResponse {
            from: passing.from_stage.as_str().to_owned(),
            to: passing.to_stage.as_str().to_owned(),
            is_over: passing.is_over,
            reason: passing.reason,
            is_by_hand: passing.is_by_hand,
            at: passing.moved_at.and_utc(),
        };
        Ok(Json(moves.into_iter().map(response).collect()))
    }

    /// Ideas of earlier editions that ask for the same as a text, and what became of them.
    #[oai(path = "/:slug/memory", method = "get", operation_id = "get_contest_memory")]
    async fn get_contest_memory(
        &self,
        app: Data<&App>,
        request: &Request,
        slug: Path<String>,
        /// What is being typed.
        text: Query<Option<String>>,
    ) -> Result<Json<Vec<MemoryResponse>>, Refusal> {
        let actor = asker(request)?;
        let contest = visible(&app, &actor, slug.0).await?;
        let text = text.0.unwrap_or_default();
        let memories = ideas::remember(&app, &actor, contest.id, &text).await?;
        let response = |memory: ideas::Memory| MemoryResponse {
            idea_id: memory.id,
            title: memory.idea.title,
            url: memory.idea.url,
            destiny: memory.idea.destiny.as_str().to_owned(),
            reason: memory.reason,
            contest: memory.contest.into(),
            minilab: memory.minilab.map(LinkObject::from),
            shared_terms: memory.terms,
        };
        Ok(Json(memories.into_iter().map(response).collect()))
    }

    /// Accepts the charter of a contest, as the text that was read. For whoever is signed in.
    #[oai(path = "/:slug/charter/acceptance", method = "post", operation_id = "accept_charter")]
    async fn accept_charter(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<AcceptanceRequest>,
    ) -> Result<Done, Refusal> {
        AcceptCharter { slug: slug.0, version: body.version }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Writes the categories of a contest anew. For the team.
    #[oai(path = "/:slug/categories", method = "put", operation_id = "set_categories")]
    async fn set_categories(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<CategoriesRequest>,
    ) -> Result<Json<ContestResponse>, Refusal> {
        let draft = |category: CategoryObject| CategoryDraft { was: category.was, name: category.name };
        let categories = body.0.categories.into_iter().map(draft).collect();
        let contest = SetCategories { slug: slug.0, categories }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, contest)).await?))
    }

    /// Adds a question to a contest, at the end. For the team.
    #[oai(path = "/:slug/questions", method = "post", operation_id = "add_question")]
    async fn add_question(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<QuestionRequest>,
    ) -> Result<Json<QuestionResponse>, Refusal> {
        let add = AddQuestion { slug: slug.0, draft: body.0.into() };
        Ok(Json(add.run(&app, &actor.0).await?.into()))
    }

    /// Changes a question. For the team.
    #[oai(path = "/:slug/questions/:id", method = "put", operation_id = "change_question")]
    async fn change_question(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
        body: Json<QuestionRequest>,
    ) -> Result<Done, Refusal> {
        let question = question_id(&id.0)?;
        ChangeQuestion { slug: slug.0, question, draft: body.0.into() }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Asks a question no more; the answers that were given to it stay. For the team.
    #[oai(path = "/:slug/questions/:id", method = "delete", operation_id = "remove_question")]
    async fn remove_question(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
    ) -> Result<Done, Refusal> {
        RemoveQuestion { slug: slug.0, question: question_id(&id.0)? }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Puts a question at another place. For the team.
    #[oai(path = "/:slug/questions/:id/place", method = "put", operation_id = "move_question")]
    async fn move_question(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
        body: Json<PlaceRequest>,
    ) -> Result<Done, Refusal> {
        let (question, place) = (question_id(&id.0)?, body.place as usize);
        MoveQuestion { slug: slug.0, question, place }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Makes the next edition of a contest, as a draft: the same words, categories, questions and calendar, without
    /// ideas. For the team.
    #[oai(path = "/:slug/copies", method = "post", operation_id = "copy_contest")]
    async fn copy_contest(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<CopyRequest>,
    ) -> Result<Json<ContestResponse>, Refusal> {
        let CopyRequest { title, first_day } = body.0;
        let first_day = first_day.map(|day| day.to_string()).unwrap_or_default();
        let contest = CopyContest { slug: slug.0, title, first_day }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, contest)).await?))
    }

    /// Removes a draft that has no ideas. For the team.
    #[oai(path = "/:slug", method = "delete", operation_id = "delete_contest")]
    async fn delete_contest(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
    ) -> Result<Done, Refusal> {
        DeleteContest { slug: slug.0 }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Sends a file of ideas: CSV, JSON Lines, XLSX or ODS, as it is. Nothing is imported yet. For the team.
    #[oai(path = "/:slug/imports", method = "post", operation_id = "upload_ideas")]
    async fn upload_ideas(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        /// The name to show for the file.
        file_name: Query<Option<String>>,
        body: Binary<Body>,
    ) -> Result<Json<ImportResponse>, Refusal> {
        let (seen, asked) = (actor.0.clone(), slug.0.clone());
        let contest =
            app.read(move |conn| find_by_slug(conn, &seen, &asked)).await?.ok_or(AppError::NotFound)?;
        actor.0.require(contest.permits(&actor.0, ContestAction::Import))?;
        let unique: ImportId = app.clock.new_id();
        let limit = app.config.upload_max_bytes;
        let file = receive_body(body.0, &app.files, &unique.to_string(), limit).await?.keep(&app.files)?;
        let name = file_name.0.unwrap_or_else(|| "api".to_owned());
        let (_, id) = UploadIdeas { slug: slug.0.clone(), file, name }.run(&app, &actor.0).await?;
        Ok(Json(import_response(&app, &actor.0, slug.0, id).await?))
    }

    /// An import and how far it is. For the team.
    #[oai(path = "/:slug/imports/:id", method = "get", operation_id = "get_import")]
    async fn get_import(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
    ) -> Result<Json<ImportResponse>, Refusal> {
        Ok(Json(import_response(&app, &actor.0, slug.0, import_id(&id.0)?).await?))
    }

    /// Looks at every row of an import without changing anything. For the team.
    #[oai(path = "/:slug/imports/:id/check", method = "post", operation_id = "check_import")]
    async fn check_import(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
        body: Json<ColumnsRequest>,
    ) -> Result<Json<CheckResponse>, Refusal> {
        let mut read = read_import(&app, &actor.0, &slug.0, import_id(&id.0)?).await?;
        choose(&mut read.mapping, body.0)?;
        let (_, checked) = check(&app, read).await?;
        let fault = |fault: super::import::RowFault| FaultObject {
            line: fault.line as i64,
            field: fault.field.as_str().to_owned(),
            kind: fault.kind.as_str().to_owned(),
            number: fault.kind.number().map(|number| number as i64),
        };
        Ok(Json(CheckResponse {
            ready: checked.ready as u64,
            known: checked.known as u64,
            twice: checked.twice as u64,
            bad: checked.bad as u64,
            untitled: checked.untitled as u64,
            faults: checked.faults.into_iter().map(fault).collect(),
        }))
    }

    /// Starts an import; `get_import` says how far it is. For the team.
    #[oai(path = "/:slug/imports/:id/start", method = "post", operation_id = "start_import")]
    async fn start_import(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
        body: Json<ColumnsRequest>,
    ) -> Result<Json<ImportResponse>, Refusal> {
        let id = import_id(&id.0)?;
        let mut read = read_import(&app, &actor.0, &slug.0, id).await?;
        choose(&mut read.mapping, body.0)?;
        StartImport { read }.run(&app, &actor.0).await?;
        Ok(Json(import_response(&app, &actor.0, slug.0, id).await?))
    }

    /// Takes a failed import up where it stopped. For the team.
    #[oai(path = "/:slug/imports/:id/resume", method = "post", operation_id = "resume_import")]
    async fn resume_import(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        id: Path<String>,
    ) -> Result<Json<ImportResponse>, Refusal> {
        let id = import_id(&id.0)?;
        ResumeImport { slug: slug.0.clone(), import: id }.run(&app, &actor.0).await?;
        Ok(Json(import_response(&app, &actor.0, slug.0, id).await?))
    }

    /// Marks ideas as awarded, and takes the mark from others. For the team.
    #[oai(path = "/:slug/awards", method = "put", operation_id = "mark_awards")]
    async fn mark_awards(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<AwardsRequest>,
    ) -> Result<Json<ChangedResponse>, Refusal> {
        let (awarded, withdrawn) =
            (idea_ids("awarded", &body.awarded)?, idea_ids("withdrawn", &body.withdrawn)?);
        let changed = MarkAwards { slug: slug.0, awarded, withdrawn }.run(&app, &actor.0).await?;
        Ok(Json(ChangedResponse { changed: changed as u64 }))
    }

    /// Announces the results: every idea that is not awarded waits for its place from now on. For the team.
    #[oai(path = "/:slug/awards/announcement", method = "post", operation_id = "announce_awards")]
    async fn announce_awards(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<AnnouncementRequest>,
    ) -> Result<Json<ChangedResponse>, Refusal> {
        let changed = AnnounceAwards { slug: slug.0, reason: body.0.reason }.run(&app, &actor.0).await?;
        Ok(Json(ChangedResponse { changed: changed as u64 }))
    }
}

/// Who asks, signed in or not.
fn asker(request: &Request) -> AppResult<Actor> {
    request
        .data::<Actor>()
        .cloned()
        .ok_or_else(|| AppError::Internal(anyhow::anyhow!("nobody found out who asks")))
}

fn response(conn: &mut crate::db::Conn, contest: Contest) -> AppResult<ContestResponse> {
    let Calendar(phases) = calendar_of(conn, contest.id)?;
    let phase = |(phase, period): (Phase, super::Period)| PhaseObject {
        phase: phase.as_str().to_owned(),
        opens_on: period.opens_on,
        opens_at: period.opens_at.map(written),
        closes_on: period.closes_on,
        closes_at: period.closes_at.map(written),
    };
    let (position, categories) = (contest.position(), contest.categories());
    let open = Opportunity::ALL.into_iter().filter(|what| position.allows(*what));
    Ok(ContestResponse {
        ideas: count_ideas(conn, &[contest.id])?.remove(&contest.id).unwrap_or_default(),
        id: contest.id.to_string(),
        slug: contest.slug,
        title: contest.title,
        summary: contest.summary,
        audience: Audience::as_str(contest.audience).to_owned(),
        stage: contest.stage.as_str().to_owned(),
        is_over: contest.is_over,
        opens: open.map(|what| what.as_str().to_owned()).collect(),
        phases: phases.into_iter().map(phase).collect(),
        follows_calendar: contest.follows_calendar,
        categories,
        questions: questions_of(conn, contest.id)?.into_iter().map(QuestionResponse::from).collect(),
        about: contest.about,
        rules: contest.rules,
        charter: contest.charter,
        charter_version: contest.charter_version,
        moderation: contest.moderation.as_str().to_owned(),
        previous_id: contest.previous_id.map(|id| id.to_string()),
        created_at: contest.created_at.and_utc(),
    })
}

fn draft(request: ContestRequest) -> AppResult<ContestDraft> {
    let typed = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut phases = Vec::with_capacity(request.phases.len());
    for PhaseObject { phase, opens_on, opens_at, closes_on, closes_at } in request.phases {
        phases.push(PhaseDraft {
            phase: phase.parse().map_err(|()| FieldErrors::one("phases", "unknown-choice"))?,
            opens_on: typed(opens_on),
            opens_at: opens_at.unwrap_or_default(),
            closes_on: typed(closes_on),
            closes_at: closes_at.unwrap_or_default(),
        });
    }
    Ok(ContestDraft {
        title: request.title,
        slug: request.slug,
        summary: request.summary,
        audience: request.audience,
        phases,
        follows_calendar: request.follows_calendar,
        about: request.about,
        rules: request.rules,
        charter: request.charter,
        moderation: request.moderation,
    })
}

/// An hour as it is typed.
fn written(hour: NaiveTime) -> String {
    hour.format("%H:%M").to_string()
}

/// The contest at an address, as far as somebody sees it.
async fn visible(app: &App, actor: &Actor, slug: String) -> AppResult<Contest> {
    let actor = actor.clone();
    app.read(move |conn| find_by_slug(conn, &actor, &slug)).await?.ok_or(AppError::NotFound)
}

fn question_id(text: &str) -> AppResult<QuestionId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn import_id(text: &str) -> AppResult<ImportId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn idea_ids(field: &'static str, texts: &[String]) -> AppResult<Vec<IdeaId>> {
    let ids: Result<Vec<IdeaId>, _> = texts.iter().map(|text| text.parse()).collect();
    ids.map_err(|_| FieldErrors::one(field, "unknown-choice"))
}

fn choose(mapping: &mut Mapping, request: ColumnsRequest) -> AppResult<()> {
    if request.columns.is_empty() {
        return Ok(());
    }
    *mapping = Mapping::default();
    for ColumnObject { field, column } in request.columns {
        let field: Field = field.parse().map_err(|()| FieldErrors::one("columns", "unknown-choice"))?;
        mapping.set(field, column as usize);
    }
    Ok(())
}

async fn import_response(app: &App, actor: &Actor, slug: String, id: ImportId) -> AppResult<ImportResponse> {
    let actor = actor.clone();
    app.read(move |conn| {
        let contest = find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
        actor.require(contest.permits(&actor, ContestAction::Import))?;
        let import = find_import(conn, contest.id, id)?.ok_or(AppError::NotFound)?;
        let faults = list_faults(conn, id, 1_000)?;
        let fault = |fault: &super::StoredFault| {
            let (kind, number) = fault.parts();
            FaultObject { line: fault.line, field: fault.field.clone(), kind: kind.to_owned(), number }
        };
        Ok::<_, AppError>(described(import, faults.iter().map(fault).collect()))
    })
    .await
}

fn described(import: ImportRow, faults: Vec<FaultObject>) -> ImportResponse {
    let mapping: Mapping = serde_json::from_str(&import.mapping).unwrap_or_default();
    let column = |(field, column): (Field, usize)| ColumnObject {
        field: field.as_str().to_owned(),
        column: column as u32,
    };
    ImportResponse {
        id: import.id.to_string(),
        file_name: import.file_name,
        state: import.state.as_str().to_owned(),
        rows_total: import.rows_total,
        rows_done: import.rows_done,
        added: import.added,
        known: import.known,
        bad: import.bad,
        failure: import.failure,
        columns: mapping.iter().map(column).collect(),
        faults,
        created_at: import.created_at.and_utc(),
    }
}
