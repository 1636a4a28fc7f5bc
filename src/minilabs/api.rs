//! Mini-labs, communities and invitations in the API.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::rules::{Action, Answer, InvitationState, MiniLabKind, Wish};
use super::store::{self, Invitation};
use super::{AnswerInvitation, JoinMiniLab, LeaveMiniLab, MiniLab, MiniLabCard, cards, url};
use crate::accounts::{self, Actor, ApiActor};
use crate::app::App;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::problem::Refusal;

/// Mini-labs and communities.
pub struct MinilabsApi;

/// A mini-lab or community.
#[derive(Object)]
struct MiniLabResponse {
    id: String,
    slug: String,
    /// Its page.
    url: String,
    /// `thematic`: a mini-lab; `trade`: a community.
    kind: String,
    title: String,
    purpose: String,
    /// `public`, `agents`, `team`.
    audience: String,
    contest_id: String,
    created_at: chrono::DateTime<chrono::Utc>,
    /// How many ideas are at work there.
    ideas: u64,
    /// How many people are.
    members: i64,
    /// Whether you are one of them.
    joined: bool,
    /// The words that its ideas share.
    terms: Vec<String>,
}

/// Mini-labs and communities.
#[derive(Object)]
struct MiniLabsResponse {
    minilabs: Vec<MiniLabResponse>,
}

/// A mini-lab or community with its ideas and people.
#[derive(Object)]
struct MiniLabDetailResponse {
    minilab: MiniLabResponse,
    /// Ids of the ideas at work there.
    ideas: Vec<String>,
    members: Vec<MemberResponse>,
}

/// A member.
#[derive(Object)]
struct MemberResponse {
    /// Absent when they do not show it to you.
    name: Option<String>,
    trade: String,
    /// `bearer`: of an idea that is here; `member`.
    role: String,
    joined_at: chrono::DateTime<chrono::Utc>,
}

/// An invitation of yours.
#[derive(Object)]
struct InvitationResponse {
    id: String,
    /// Its page.
    url: String,
    idea_id: String,
    minilab_id: String,
    /// `sent`, `accepted`, `rather`, `declined`.
    state: String,
}

/// Invitations.
#[derive(Object)]
struct InvitationsResponse {
    invitations: Vec<InvitationResponse>,
}

/// What authors said to their invitations.
#[derive(Object)]
struct AnswersResponse {
    answers: Vec<AnswerResponse>,
}

/// What an author said.
#[derive(Object)]
struct AnswerResponse {
    invitation: InvitationResponse,
    author: String,
    /// The other mini-lab or community that they would rather be in.
    rather_id: Option<String>,
    /// In their words.
    reason: String,
    answered_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// An answer to an invitation.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct InvitationAnswerRequest {
    /// `accepted`, `rather`, `declined`.
    answer: String,
    /// With `rather`: the id of the other mini-lab or community.
    rather_id: Option<String>,
    /// Needed with `rather` when there is no other; welcome with `declined`.
    #[oai(default)]
    reason: String,
}

#[OpenApi]
impl MinilabsApi {
    /// The mini-labs and communities that you may see, by title.
    #[oai(path = "/minilabs", method = "get", operation_id = "list_minilabs")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: Actor,
        /// `thematic` or `trade`: those alone.
        kind: Query<Option<String>>,
    ) -> Result<Json<MiniLabsResponse>, Refusal> {
        let unknown = |()| FieldErrors::one("kind", "unknown-choice");
        let kind = kind.0.map(|kind| kind.parse::<MiniLabKind>()).transpose().map_err(unknown)?;
        let minilabs = app.read(move |conn| {
            let labs = store::list(conn, &actor)?.into_iter();
            let labs = labs.filter(|lab| kind.is_none_or(|kind| lab.kind == kind)).collect();
            responses(conn, &actor, labs)
        });
        Ok(Json(MiniLabsResponse { minilabs: minilabs.await? }))
    }

    /// A mini-lab or community with its ideas and people.
    #[oai(path = "/minilabs/:slug", method = "get", operation_id = "get_minilab")]
    async fn get(
        &self,
        app: Data<&App>,
        actor: Actor,
        slug: Path<String>,
    ) -> Result<Json<MiniLabDetailResponse>, Refusal> {
        Ok(Json(app.read(move |conn| detail(conn, &actor, &slug)).await?))
    }

    /// Joins a mini-lab or community.
    #[oai(path = "/minilabs/:slug/membership", method = "put", operation_id = "join_minilab")]
    async fn join(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
    ) -> Result<Json<MiniLabResponse>, Refusal> {
        let lab = JoinMiniLab { slug: slug.0 }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, &actor.0, lab)).await?))
    }

    /// Leaves a mini-lab or community.
    #[oai(path = "/minilabs/:slug/membership", method = "delete", operation_id = "leave_minilab")]
    async fn leave(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
    ) -> Result<Json<MiniLabResponse>, Refusal> {
        let lab = LeaveMiniLab { slug: slug.0 }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, &actor.0, lab)).await?))
    }

    /// What authors answered to their invitations to it, the last given first. For the team.
    #[oai(path = "/minilabs/:slug/answers", method = "get", operation_id = "list_invitation_answers")]
    async fn answers(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
    ) -> Result<Json<AnswersResponse>, Refusal> {
        let answers = app.read(move |conn| {
            let lab = store::find_by_slug(conn, &actor.0, &slug)?.ok_or(AppError::NotFound)?;
            actor.0.require(lab.allows(&actor.0, Action::ReadAnswers))?;
            let invitations = store::list_answers(conn, lab.id)?;
            invitations.iter().map(|invitation| answer(conn, &actor.0, invitation)).collect::<AppResult<_>>()
        });
        Ok(Json(AnswersResponse { answers: answers.await? }))
    }

    /// Your invitations that wait for an answer, the oldest first.
    #[oai(path = "/invitations", method = "get", operation_id = "list_own_invitations")]
    async fn invitations(
        &self,
        app: Data<&App>,
        actor: ApiActor,
    ) -> Result<Json<InvitationsResponse>, Refusal> {
        let account = actor.0.signed_in()?;
        let waiting = app.read(move |conn| store::pending_invitations(conn, account)).await?.into_iter();
        let invitations = waiting.map(|waiting| InvitationResponse {
            id: waiting.id.to_string(),
            url: super::invitation_url(waiting.id),
            idea_id: waiting.idea_id.to_string(),
            minilab_id: waiting.minilab_id.to_string(),
            state: InvitationState::Sent.as_str().to_owned(),
        });
        Ok(Json(InvitationsResponse { invitations: invitations.collect() }))
    }

    /// Answers an invitation of yours; a new answer takes the place of the one before.
    #[oai(path = "/invitations/:id/answer", method = "put", operation_id = "answer_invitation")]
    async fn answer_invitation(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<InvitationAnswerRequest>,
    ) -> Result<Json<MiniLabResponse>, Refusal> {
        let invitation = id.parse().map_err(|_| AppError::NotFound)?;
        let answer = body.0.answer()?;
        let lab = AnswerInvitation { invitation, answer }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| response(conn, &actor.0, lab)).await?))
    }
}

impl InvitationAnswerRequest {
    fn answer(self) -> AppResult<Answer> {
        match self.answer.parse() {
            Ok(InvitationState::Accepted) => Ok(Answer::Accept),
            Ok(InvitationState::Declined) => Ok(Answer::Decline { reason: self.reason }),
            Ok(InvitationState::Rather) => {
                let minilab = self.rather_id.map(|id| id.parse()).transpose();
                let minilab = minilab.map_err(|_| FieldErrors::one("rather", "unknown-choice"))?;
                Ok(Answer::Rather { minilab, text: self.reason })
            }
            Ok(InvitationState::Sent) | Err(()) => Err(FieldErrors::one("answer", "choose")),
        }
    }
}

fn response(conn: &mut Conn, actor: &Actor, lab: MiniLab) -> AppResult<MiniLabResponse> {
    responses(conn, actor, vec![lab])?.pop().ok_or(AppError::NotFound)
}

fn responses(conn: &mut Conn, actor: &Actor, labs: Vec<MiniLab>) -> AppResult<Vec<MiniLabResponse>> {
    let cards = cards(conn, labs.clone(), actor.account())?;
    Ok(labs.into_iter().zip(cards).map(|(lab, card)| of_card(lab, card)).collect())
}

fn of_card(lab: MiniLab, card: MiniLabCard) -> MiniLabResponse {
    MiniLabResponse {
        id: lab.id.to_string(),
        url: url(&lab),
        slug: lab.slug,
        kind: lab.kind.as_str().to_owned(),
        title: lab.title,
        purpose: lab.purpose,
        audience: lab.audience.as_str().to_owned(),
        contest_id: lab.contest_id.to_string(),
        created_at: lab.created_at.and_utc(),
        ideas: card.ideas as u64,
        members: card.members,
        joined: card.joined,
        terms: card.terms,
    }
}

fn detail(conn: &mut Conn, actor: &Actor, slug: &str) -> AppResult<MiniLabDetailResponse> {
    let lab = store::find_by_slug(conn, actor, slug)?.ok_or(AppError::NotFound)?;
    let ideas = store::ideas_of(conn, &[lab.id])?.remove(&lab.id).unwrap_or_default();
    let members = store::list_members(conn, lab.id)?;
    let people: Vec<AccountId> = members.iter().map(|member| member.account_id).collect();
    let names = accounts::names_of(conn, actor, &people)?;
    let members = members.into_iter().map(|member| MemberResponse {
        name: names.get(&member.account_id).cloned(),
        trade: member.trade,
        role: member.role.as_str().to_owned(),
        joined_at: member.joined_at.and_utc(),
    });
    Ok(MiniLabDetailResponse {
        ideas: ideas.iter().map(ToString::to_string).collect(),
        members: members.collect(),
        minilab: response(conn, actor, lab)?,
    })
}

fn answer(conn: &mut Conn, viewer: &Actor, invitation: &Invitation) -> AppResult<AnswerResponse> {
    let wish = Wish::read(&invitation.answer);
    Ok(AnswerResponse {
        author: accounts::name_of(conn, viewer, invitation.account_id)?.unwrap_or_default(),
        rather_id: wish.minilab.map(|id| id.to_string()),
        reason: wish.text,
        answered_at: invitation.answered_at.map(|at| at.and_utc()),
        invitation: InvitationResponse {
            id: invitation.id.to_string(),
            url: super::invitation_url(invitation.id),
            idea_id: invitation.idea_id.to_string(),
            minilab_id: invitation.minilab_id.to_string(),
            state: invitation.state.as_str().to_owned(),
        },
    })
}
