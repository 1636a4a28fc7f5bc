//! What people do with ideas: write and send them, change them and take them back, support and follow them, sign them
//! together.

use std::collections::BTreeMap;

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::{IdeaResponse, id_of, response};
use crate::accounts::{Actor, ApiActor};
use crate::app::App;
use crate::contests;
use crate::error::{AppError, AppResult};
use crate::ideas::near::{NearIdea, near};
use crate::ideas::store::{self, VersionRow};
use crate::ideas::{
    AnswerCoAuthor, DiscardDraft, EditIdea, FollowIdea, InviteCoAuthor, RemoveCoAuthor, RestoreIdea,
    SaveDraft, SubmitIdea, SupportIdea, TypedIdea, WithdrawIdea, Writer,
};
use crate::ids::IdeaId;
use crate::web::problem::{Done, Refusal};

/// One's own ideas, and what one does with others'.
pub struct OwnIdeasApi;

/// An idea as it is typed. Nothing but `title`, `problem` and `body` is needed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct IdeaRequest {
    /// In one sentence.
    title: String,
    /// What goes wrong today.
    problem: String,
    /// What is proposed.
    body: String,
    /// Who would be better off.
    #[oai(default)]
    beneficiaries: String,
    /// One of the contest's themes.
    #[oai(default)]
    category: String,
    /// `public`, `community` or `team`: to whom the author's name is shown.
    #[oai(default)]
    name_level: String,
    /// What others read in place of the name.
    #[oai(default)]
    pseudonym: String,
    /// The author's trade; empty: as in their profile.
    #[oai(default)]
    trade: String,
    /// The author's site; empty: as in their profile.
    #[oai(default)]
    site: String,
    /// `myself`, `colleague` or `paper`.
    #[oai(default)]
    behalf: String,
    /// The colleague's name.
    #[oai(default)]
    author_name: String,
    /// The colleague's address, if they have one.
    #[oai(default)]
    author_email: String,
    /// Whether the colleague agrees.
    #[oai(default)]
    consent: bool,
    /// A similar idea that was looked at.
    #[oai(default)]
    differs_from: String,
    /// Why this one is different.
    #[oai(default)]
    differs_because: String,
    /// The version of the contest's charter that is accepted.
    charter_version: Option<i32>,
    /// The answers to the contest's questions, by the question's id.
    #[oai(default)]
    answers: BTreeMap<String, Vec<String>>,
}

impl From<IdeaRequest> for TypedIdea {
    fn from(request: IdeaRequest) -> Self {
        Self {
            title: request.title,
            problem: request.problem,
            body: request.body,
            beneficiaries: request.beneficiaries,
            category: request.category,
            name_level: request.name_level,
            pseudonym: request.pseudonym,
            trade: request.trade,
            site: request.site,
            behalf: request.behalf,
            author_name: request.author_name,
            author_email: request.author_email,
            consent: if request.consent { "on".into() } else { String::new() },
            differs_from: request.differs_from,
            differs_because: request.differs_because,
            charter: request.charter_version.map(|version| version.to_string()).unwrap_or_default(),
            answers: request.answers,
        }
    }
}

/// An idea about to be sent.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SubmitIdeaRequest {
    /// A word of 16 to 64 letters, digits, `-` and `_`, made by the caller: the same again is the same idea.
    key: String,
    idea: IdeaRequest,
}

/// A receipt.
#[derive(Object)]
struct ReceiptResponse {
    idea: IdeaResponse,
    /// Whether it came in now, or had before.
    is_new: bool,
}

/// A draft about to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SaveDraftRequest {
    /// The version that was typed upon; 0 for the first.
    version: i32,
    idea: IdeaRequest,
}

/// Where a draft was kept.
#[derive(Object)]
struct SavedDraftResponse {
    /// Another one than asked when the draft was changed elsewhere meanwhile.
    key: String,
    version: i32,
}

/// A draft.
#[derive(Object)]
struct DraftResponse {
    key: String,
    contest_id: String,
    version: i32,
    title: String,
    saved_at: chrono::DateTime<chrono::Utc>,
}

/// Other words for an idea.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EditIdeaRequest {
    /// The version that they were written upon.
    version: i32,
    title: String,
    problem: String,
    body: String,
    #[oai(default)]
    beneficiaries: String,
    #[oai(default)]
    category: String,
    /// The answers to the contest's questions, by the question's id; without, they stay as they are.
    answers: Option<BTreeMap<String, Vec<String>>>,
}

/// Words that an idea had.
#[derive(Object)]
struct VersionResponse {
    version: i32,
    title: String,
    problem: String,
    body: String,
    beneficiaries: String,
    category: String,
    at: chrono::DateTime<chrono::Utc>,
}

/// Why an idea is taken back.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct WithdrawIdeaRequest {
    /// For the team.
    #[oai(default)]
    words: String,
}

/// Somebody to ask.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct InviteCoAuthorRequest {
    email: String,
}

/// A question whether one will be an author, too.
#[derive(Object)]
struct CoAuthorInvitationResponse {
    id: String,
    /// The idea's title; the rest is read once the answer is yes.
    title: String,
    at: chrono::DateTime<chrono::Utc>,
}

/// The answer to it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AnswerCoAuthorRequest {
    accepted: bool,
}

/// An idea that asks for the same as a text.
#[derive(Object)]
struct SimilarResponse {
    id: String,
    url: String,
    title: String,
    /// The contest it was sent to.
    contest: String,
    destiny: String,
    /// What its author was answered.
    answer: Option<String>,
    /// The words that both have.
    shared_terms: Vec<String>,
    /// Whether the caller supports it.
    is_supported: bool,
}

/// Similar ideas answered.
const SIMILAR: usize = 5;

#[OpenApi]
impl OwnIdeasApi {
    /// Sends an idea to a contest. The same key again answers the same idea.
    #[oai(path = "/contests/:slug/ideas", method = "post", operation_id = "submit_idea")]
    async fn submit(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<SubmitIdeaRequest>,
    ) -> Result<Json<ReceiptResponse>, Refusal> {
        let SubmitIdeaRequest { key, idea } = body.0;
        let done = SubmitIdea { contest: slug.0, key, typed: idea.into() }.run(&app, &actor.0).await?;
        let idea = own(&app, &actor.0, done.idea.id).await?;
        Ok(Json(ReceiptResponse { idea, is_new: done.is_new }))
    }

    /// Ideas that ask for the same as a text, as far as the caller sees them, those of earlier contests included.
    #[oai(path = "/contests/:slug/similar-ideas", method = "get", operation_id = "list_similar_ideas")]
    async fn similar(
        &self,
        app: Data<&App>,
        actor: Actor,
        slug: Path<String>,
        /// What is being typed.
        text: Query<Option<String>>,
    ) -> Result<Json<Vec<SimilarResponse>>, Refusal> {
        let (viewer, slug) = (actor.clone(), slug.0);
        let contest = app.read(move |conn| contests::find_by_slug(conn, &viewer, &slug)).await?;
        contest.ok_or(AppError::NotFound)?;
        let found = near(&app, &actor, &text.0.unwrap_or_default(), None, SIMILAR).await?;
        Ok(Json(found.into_iter().map(similar_response).collect()))
    }

    /// Keeps what is typed so far.
    #[oai(path = "/contests/:slug/idea-drafts/:key", method = "put", operation_id = "save_idea_draft")]
    async fn save_draft(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        key: Path<String>,
        body: Json<SaveDraftRequest>,
    ) -> Result<Json<SavedDraftResponse>, Refusal> {
        let SaveDraftRequest { version, idea } = body.0;
        let save = SaveDraft { contest: slug.0, key: key.0, version, typed: idea.into() };
        let saved = save.run(&app, &actor.0, Writer::new(&actor.0, "")).await?;
        Ok(Json(SavedDraftResponse { key: saved.key, version: saved.version }))
    }

    /// One's drafts, the last saved first.
    #[oai(path = "/idea-drafts", method = "get", operation_id = "list_idea_drafts")]
    async fn drafts(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<Vec<DraftResponse>>, Refusal> {
        let me = actor.0.signed_in()?;
        let drafts = app.read(move |conn| store::list_drafts(conn, me)).await?;
        let response = |draft: store::DraftRow| DraftResponse {
            title: serde_json::from_str::<TypedIdea>(&draft.content).unwrap_or_default().title,
            key: draft.key,
            contest_id: draft.contest_id.to_string(),
            version: draft.version,
            saved_at: draft.updated_at.and_utc(),
        };
        Ok(Json(drafts.into_iter().map(response).collect()))
    }

    /// Throws a draft away.
    #[oai(path = "/idea-drafts/:key", method = "delete", operation_id = "discard_idea_draft")]
    async fn discard_draft(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        key: Path<String>,
    ) -> Result<Done, Refusal> {
        DiscardDraft { key: key.0 }.run(&app, Writer::new(&actor.0, "")).await?;
        Ok(Done::Done)
    }

    /// One's own ideas in every state, the last moved first.
    #[oai(path = "/own-ideas", method = "get", operation_id = "list_own_ideas")]
    async fn mine(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<Vec<IdeaResponse>>, Refusal> {
        let (me, actor) = (actor.0.signed_in()?, actor.0);
        let ideas = app
            .read(move |conn| {
                let ideas = store::list_of_account(conn, me)?;
                let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
                let mut authors = store::authors_of(conn, &ids)?;
                let ideas = ideas.into_iter().map(|idea| {
                    let authors = authors.remove(&idea.id).unwrap_or_default();
                    response(&actor, idea, &authors)
                });
                Ok::<_, AppError>(ideas.collect())
            })
            .await?;
        Ok(Json(ideas))
    }

    /// Gives one's idea other words. One that was given back is sent again by it.
    #[oai(path = "/ideas/:id/words", method = "put", operation_id = "edit_idea")]
    async fn edit(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<EditIdeaRequest>,
    ) -> Result<Json<IdeaResponse>, Refusal> {
        let EditIdeaRequest { version, title, problem, body, beneficiaries, category, answers } = body.0;
        let (with_answers, answers) = (answers.is_some(), answers.unwrap_or_default());
        let typed =
            TypedIdea { title, problem, body, beneficiaries, category, answers, ..TypedIdea::default() };
        let edit = EditIdea { idea: id_of(&id.0)?, upon: version, typed, with_answers };
        let idea = edit.run(&app, &actor.0).await?;
        Ok(Json(own(&app, &actor.0, idea.id).await?))
    }

    /// The words that an idea had, oldest first.
    #[oai(path = "/ideas/:id/versions", method = "get", operation_id = "list_idea_versions")]
    async fn versions(
        &self,
        app: Data<&App>,
        actor: Actor,
        id: Path<String>,
    ) -> Result<Json<Vec<VersionResponse>>, Refusal> {
        let id = id_of(&id.0)?;
        let versions = app
            .read(move |conn| {
                store::find(conn, &actor, id)?.ok_or(AppError::NotFound)?;
                Ok::<_, AppError>(store::versions_of(conn, id)?)
            })
            .await?;
        Ok(Json(versions.into_iter().map(version_response).collect()))
    }

    /// Takes one's idea back.
    #[oai(path = "/ideas/:id/withdrawal", method = "put", operation_id = "withdraw_idea")]
    async fn withdraw(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<WithdrawIdeaRequest>,
    ) -> Result<Done, Refusal> {
        WithdrawIdea { idea: id_of(&id.0)?, words: body.0.words }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Gives one's idea to its contest again.
    #[oai(path = "/ideas/:id/withdrawal", method = "delete", operation_id = "restore_idea")]
    async fn restore(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        RestoreIdea { idea: id_of(&id.0)? }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Says that one wants an idea, too.
    #[oai(path = "/ideas/:id/support", method = "put", operation_id = "support_idea")]
    async fn support(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        SupportIdea { idea: id_of(&id.0)?, wanted: true }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Takes one's support back.
    #[oai(path = "/ideas/:id/support", method = "delete", operation_id = "withdraw_support")]
    async fn unsupport(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        SupportIdea { idea: id_of(&id.0)?, wanted: false }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Asks to be told what becomes of an idea.
    #[oai(path = "/ideas/:id/follow", method = "put", operation_id = "follow_idea")]
    async fn follow(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        FollowIdea { idea: id_of(&id.0)?, wanted: true }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Asks to be told no more.
    #[oai(path = "/ideas/:id/follow", method = "delete", operation_id = "unfollow_idea")]
    async fn unfollow(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        FollowIdea { idea: id_of(&id.0)?, wanted: false }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Asks somebody to be an author of one's idea, too.
    #[oai(path = "/ideas/:id/coauthors", method = "post", operation_id = "invite_coauthor")]
    async fn invite_coauthor(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<InviteCoAuthorRequest>,
    ) -> Result<Done, Refusal> {
        InviteCoAuthor { idea: id_of(&id.0)?, email: body.0.email }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Takes such a question back, or leaves an idea.
    #[oai(path = "/ideas/:id/coauthors/:account", method = "delete", operation_id = "remove_coauthor")]
    async fn remove_coauthor(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        account: Path<String>,
    ) -> Result<Done, Refusal> {
        let account = account.0.parse().map_err(|_| AppError::NotFound)?;
        RemoveCoAuthor { idea: id_of(&id.0)?, account }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// The questions to be an author, too, that wait for one's answer.
    #[oai(path = "/coauthor-invitations", method = "get", operation_id = "list_coauthor_invitations")]
    async fn coauthor_invitations(
        &self,
        app: Data<&App>,
        actor: ApiActor,
    ) -> Result<Json<Vec<CoAuthorInvitationResponse>>, Refusal> {
        let me = actor.0.signed_in()?;
        let invitations = app
            .read(move |conn| {
                let mut asked = Vec::new();
                for invitation in store::coauthor_invitations_of(conn, me)? {
                    let idea = store::list_any_by_ids(conn, &[invitation.idea_id])?.pop();
                    asked.extend(idea.map(|idea| CoAuthorInvitationResponse {
                        id: invitation.id.to_string(),
                        title: idea.title,
                        at: invitation.created_at.and_utc(),
                    }));
                }
                Ok::<_, AppError>(asked)
            })
            .await?;
        Ok(Json(invitations))
    }

    /// Answers such a question.
    #[oai(
        path = "/coauthor-invitations/:id/answer",
        method = "put",
        operation_id = "answer_coauthor_invitation"
    )]
    async fn answer_coauthor(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<AnswerCoAuthorRequest>,
    ) -> Result<Done, Refusal> {
        let invitation = id.0.parse().map_err(|_| AppError::NotFound)?;
        AnswerCoAuthor { invitation, accepted: body.0.accepted }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

/// An idea as its author reads it.
async fn own(app: &App, actor: &Actor, id: IdeaId) -> AppResult<IdeaResponse> {
    let actor = actor.clone();
    app.read(move |conn| {
        let idea = store::find(conn, &actor, id)?.ok_or(AppError::NotFound)?;
        let authors = store::authors_of(conn, &[id])?.remove(&id).unwrap_or_default();
        Ok::<_, AppError>(response(&actor, idea, &authors))
    })
    .await
}

fn similar_response(near: NearIdea) -> SimilarResponse {
    SimilarResponse {
        id: near.id,
        url: near.idea.url,
        title: near.idea.title,
        contest: near.contest,
        destiny: near.idea.destiny.as_str().to_owned(),
        answer: near.answer,
        shared_terms: near.terms,
        is_supported: near.is_supported,
    }
}

fn version_response(row: VersionRow) -> VersionResponse {
    VersionResponse {
        version: row.version,
        title: row.title,
        problem: row.problem,
        body: row.body,
        beneficiaries: row.beneficiaries,
        category: row.category,
        at: row.edited_at.and_utc(),
    }
}
