//! Comments, thanks, reports and help in the API.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::actions::{help_for, help_standing, open_reports, subject_of};
use super::rules::{self, Content, HelpAction};
use super::store::{self, Comment, HelpRequest, Report};
use super::view::{self, CommentView, Drawer, ThreadView};
use super::{
    AskForHelp, CloseHelp, DecideReports, EditComment, HandOver, ModerateComments, PostComment, PostMessage,
    ReportContent, TakeHelp, ThankComment, UndoDecisions, WithdrawComment,
};
use crate::accounts::{self, Actor, ApiActor};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::SeenIdea;
use crate::ids::{AccountId, CommentId, HelpRequestId, IdeaId};
use crate::web::problem::{Done, Refusal};

/// Comments, reports, help.
pub struct CommentsApi;

type At = chrono::DateTime<chrono::Utc>;

/// A page of threads.
#[derive(Object)]
struct CommentsResponse {
    /// How many comments can be read.
    total: i64,
    /// This page, from 1.
    page: u64,
    /// The last page.
    last_page: u64,
    /// The one with the last word first.
    threads: Vec<ThreadResponse>,
}

/// A comment and its answers.
#[derive(Object)]
struct ThreadResponse {
    /// Whether the idea's authors and the team alone read it.
    is_private: bool,
    /// The oldest first.
    comments: Vec<CommentResponse>,
}

/// A comment, with what the caller may read of it.
#[derive(Object)]
struct CommentResponse {
    id: String,
    /// Where it is read.
    url: String,
    /// `whole`, `whole_though_hidden`, `hidden`, `withdrawn`.
    shown: String,
    /// The writer's name, as far as it is shown to the caller.
    name: Option<String>,
    /// Whether its writer is an author of the idea.
    is_author: bool,
    /// Whether the caller wrote it.
    is_own: bool,
    text: String,
    written_at: At,
    is_edited: bool,
    /// Why it was hidden, for its writer and the team.
    hidden_because: Option<String>,
    /// How many thanked, for its writer alone.
    thanks: Option<i64>,
}

/// What was written.
#[derive(Object)]
struct PostedResponse {
    id: String,
    url: String,
}

/// A comment.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PostCommentRequest {
    body: String,
    /// The comment that it answers.
    answer_to: Option<String>,
    /// 16 to 64 letters and digits that name this sending: the same twice is one comment.
    key: String,
    /// `public`, `community`, `team`; an author keeps the name of the idea.
    name_level: Option<String>,
    pseudonym: Option<String>,
}

/// Other words.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EditCommentRequest {
    body: String,
}

/// Hides a comment or shows it again.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ModerateCommentRequest {
    hide: bool,
    /// `names_a_person`, `personal`, `attack`, `off_topic`, `confidential`, `other`.
    reason: Option<String>,
    words: Option<String>,
}

/// Why a content should not stay.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ReportRequest {
    /// `names_a_person`, `personal`, `attack`, `off_topic`, `confidential`, `other`.
    reason: String,
    words: Option<String>,
}

/// Reports that wait.
#[derive(Object)]
struct ReportsResponse {
    /// The oldest first.
    reports: Vec<ReportResponse>,
}

/// A report.
#[derive(Object)]
struct ReportResponse {
    id: String,
    /// `idea.` or `comment.`, and its id.
    content: Option<String>,
    reason: String,
    words: String,
    /// `open`, `dismissed`, `upheld`.
    state: String,
    reported_at: At,
    decided_at: Option<At>,
}

/// Decides reports.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DecideReportsRequest {
    /// `idea.` or `comment.`, and the id, of each.
    contents: Vec<String>,
    /// Whether they are hidden; else they stay.
    hide: bool,
    reason: Option<String>,
    words: Option<String>,
}

/// What was decided.
#[derive(Object)]
struct DecidedResponse {
    count: u64,
    /// What undoes it.
    batch: String,
}

/// Hands reports over.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct HandOverRequest {
    contents: Vec<String>,
    /// The colleague's account.
    to: String,
}

/// What to undo.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct UndoRequest {
    batch: String,
}

/// Asks for help with an own idea that is not published, or with a draft.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AskForHelpRequest {
    idea_id: Option<String>,
    /// What names the draft.
    draft: Option<String>,
    /// Names this sending.
    key: String,
    words: String,
    contact: Option<String>,
}

/// A message.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PostMessageRequest {
    body: String,
    /// Names this sending.
    key: String,
}

/// Requests for help.
#[derive(Object)]
struct HelpRequestsResponse {
    requests: Vec<HelpRequestResponse>,
}

/// A request for help.
#[derive(Object)]
struct HelpRequestResponse {
    id: String,
    url: String,
    title: String,
    words: String,
    contact: String,
    /// `open`, `taken`, `closed`.
    state: String,
    /// Who helps.
    helper: Option<String>,
    asked_at: At,
    /// For the two who talk.
    messages: Vec<CommentResponse>,
}

#[OpenApi]
impl CommentsApi {
    /// The comments of an idea.
    #[oai(path = "/ideas/:id/comments", method = "get", operation_id = "list_comments")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: Actor,
        id: Path<String>,
        /// From 1.
        #[oai(validator(minimum(value = "1")))]
        page: Query<Option<u64>>,
    ) -> Result<Json<CommentsResponse>, Refusal> {
        Ok(Json(list(&app, &actor, id_of(&id.0)?, page.0.unwrap_or(1) as usize).await?))
    }

    /// Says something under an idea.
    #[oai(path = "/ideas/:id/comments", method = "post", operation_id = "post_comment")]
    async fn post(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<PostCommentRequest>,
    ) -> Result<Json<PostedResponse>, Refusal> {
        let PostCommentRequest { body, answer_to, key, name_level, pseudonym } = body.0;
        let comment = PostComment {
            answer_to: answer_to.as_deref().map(id_of).transpose()?,
            key,
            body,
            name_level: name_level.unwrap_or_default(),
            pseudonym: pseudonym.unwrap_or_default(),
            tell: Vec::new(),
        };
        Ok(Json(posted(&comment.run(&app, &actor.0, id_of(&id.0)?).await?)))
    }

    /// Changes a comment of one's own, within a quarter of an hour.
    #[oai(path = "/comments/:id", method = "put", operation_id = "edit_comment")]
    async fn edit(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<EditCommentRequest>,
    ) -> Result<Done, Refusal> {
        EditComment { comment: id_of(&id.0)?, body: body.0.body }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Takes a comment of one's own back.
    #[oai(path = "/comments/:id", method = "delete", operation_id = "withdraw_comment")]
    async fn withdraw(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        WithdrawComment { comment: id_of(&id.0)? }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Thanks for a comment.
    #[oai(path = "/comments/:id/thanks", method = "put", operation_id = "thank_comment")]
    async fn thank(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        ThankComment { comment: id_of(&id.0)?, wanted: true }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Takes thanks back.
    #[oai(path = "/comments/:id/thanks", method = "delete", operation_id = "withdraw_thanks")]
    async fn unthank(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        ThankComment { comment: id_of(&id.0)?, wanted: false }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Hides a comment with a reason, or shows it again.
    #[oai(path = "/comments/:id/moderation", method = "post", operation_id = "moderate_comment")]
    async fn moderate(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<ModerateCommentRequest>,
    ) -> Result<Json<DecidedResponse>, Refusal> {
        let moderate = ModerateComments {
            comments: vec![id_of(&id.0)?],
            hide: body.0.hide,
            reason: body.0.reason.unwrap_or_default(),
            words: body.0.words.unwrap_or_default(),
        };
        let done = moderate.run(&app, &actor.0).await?;
        Ok(Json(DecidedResponse { count: done.count as u64, batch: done.batch.to_string() }))
    }

    /// Reports a comment.
    #[oai(path = "/comments/:id/reports", method = "post", operation_id = "report_comment")]
    async fn report_comment(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<ReportRequest>,
    ) -> Result<Json<ReportResponse>, Refusal> {
        Ok(Json(report(&app, &actor.0, Content::Comment(id_of(&id.0)?), body.0).await?))
    }

    /// Reports an idea.
    #[oai(path = "/ideas/:id/reports", method = "post", operation_id = "report_idea")]
    async fn report_idea(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<ReportRequest>,
    ) -> Result<Json<ReportResponse>, Refusal> {
        Ok(Json(report(&app, &actor.0, Content::Idea(id_of(&id.0)?), body.0).await?))
    }

    /// What was reported and waits for the team.
    #[oai(path = "/reports", method = "get", operation_id = "list_reports")]
    async fn reports(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<ReportsResponse>, Refusal> {
        actor.0.require(actor.0.is_team())?;
        let open = app.read(move |conn| open_reports(conn, &actor.0, 1_000)).await?;
        Ok(Json(ReportsResponse { reports: open.into_iter().map(report_response).collect() }))
    }

    /// Decides the reports of contents.
    #[oai(path = "/reports/decisions", method = "post", operation_id = "decide_reports")]
    async fn decide(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<DecideReportsRequest>,
    ) -> Result<Json<DecidedResponse>, Refusal> {
        let DecideReportsRequest { contents, hide, reason, words } = body.0;
        let decide = DecideReports {
            contents: contents_of(&contents)?,
            hide,
            reason: reason.unwrap_or_default(),
            words: words.unwrap_or_default(),
        };
        let done = decide.run(&app, &actor.0).await?;
        Ok(Json(DecidedResponse { count: done.count as u64, batch: done.batch.to_string() }))
    }

    /// Hands the reports of contents over to a colleague.
    #[oai(path = "/reports/assignments", method = "post", operation_id = "hand_over_reports")]
    async fn hand_over(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<HandOverRequest>,
    ) -> Result<Done, Refusal> {
        let to: AccountId = body.0.to.parse().map_err(|_| FieldErrors::one("to", "choose"))?;
        HandOver { contents: contents_of(&body.0.contents)?, to }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Undoes what was decided in one go, a moment ago.
    #[oai(path = "/reports/undo", method = "post", operation_id = "undo_decisions")]
    async fn undo(&self, app: Data<&App>, actor: ApiActor, body: Json<UndoRequest>) -> Result<Done, Refusal> {
        UndoDecisions { batch: id_of(&body.0.batch)? }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// The requests for help that are not over.
    #[oai(path = "/help-requests", method = "get", operation_id = "list_help_requests")]
    async fn help_requests(
        &self,
        app: Data<&App>,
        actor: ApiActor,
    ) -> Result<Json<HelpRequestsResponse>, Refusal> {
        actor.0.require(actor.0.is_team())?;
        let requests = help_list(&app, &actor.0).await?;
        Ok(Json(HelpRequestsResponse { requests }))
    }

    /// Asks for help to write.
    #[oai(path = "/help-requests", method = "post", operation_id = "ask_for_help")]
    async fn ask(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<AskForHelpRequest>,
    ) -> Result<Json<PostedResponse>, Refusal> {
        let AskForHelpRequest { idea_id, draft, key, words, contact } = body.0;
        let idea = idea_id.as_deref().map(id_of).transpose()?;
        let ask = AskForHelp { idea, draft, key, words, contact: contact.unwrap_or_default() };
        let help = ask.run(&app, &actor.0).await?;
        Ok(Json(PostedResponse { id: help.id.to_string(), url: view::help_url(help.id) }))
    }

    /// A request for help, with its messages for the two who talk.
    #[oai(path = "/help-requests/:id", method = "get", operation_id = "get_help_request")]
    async fn help_request(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<HelpRequestResponse>, Refusal> {
        let (id, viewer): (HelpRequestId, _) = (id_of(&id.0)?, actor.0);
        let now = app.clock.now();
        let found = app.read(move |conn| {
            let help = help_for(conn, &viewer, id, HelpAction::See)?;
            help_response(conn, &viewer, help, now)
        });
        Ok(Json(found.await?))
    }

    /// Takes a request for help on.
    #[oai(path = "/help-requests/:id/take", method = "post", operation_id = "take_help_request")]
    async fn take(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        TakeHelp { help: id_of(&id.0)? }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Ends a request for help.
    #[oai(path = "/help-requests/:id/close", method = "post", operation_id = "close_help_request")]
    async fn close(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        CloseHelp { help: id_of(&id.0)? }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Says something to the other one.
    #[oai(path = "/help-requests/:id/messages", method = "post", operation_id = "post_help_message")]
    async fn message(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<PostMessageRequest>,
    ) -> Result<Json<PostedResponse>, Refusal> {
        let message = PostMessage { help: id_of(&id.0)?, key: body.0.key, body: body.0.body };
        Ok(Json(posted(&message.run(&app, &actor.0).await?)))
    }
}

fn id_of<T: std::str::FromStr>(text: &str) -> AppResult<T> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn contents_of(texts: &[String]) -> AppResult<Vec<Content>> {
    let contents: Result<Vec<Content>, ()> = texts.iter().map(|text| text.parse()).collect();
    contents.map_err(|()| FieldErrors::one("contents", "choose"))
}

fn posted(comment: &Comment) -> PostedResponse {
    let id: CommentId = comment.id;
    PostedResponse { id: id.to_string(), url: view::comment_url(id) }
}

async fn report(
    app: &App,
    actor: &Actor,
    content: Content,
    body: ReportRequest,
) -> AppResult<ReportResponse> {
    let ReportRequest { reason, words } = body;
    let report = ReportContent { content, reason, words: words.unwrap_or_default() };
    Ok(report_response(report.run(app, actor).await?))
}

fn report_response(report: Report) -> ReportResponse {
    ReportResponse {
        id: report.id.to_string(),
        content: report.content().map(|content| content.to_string()),
        reason: report.reason,
        words: report.words,
        state: report.state.as_str().to_owned(),
        reported_at: report.created_at.and_utc(),
        decided_at: report.decided_at.map(|at| at.and_utc()),
    }
}

async fn list(app: &App, actor: &Actor, idea: IdeaId, page: usize) -> AppResult<CommentsResponse> {
    let (actor, now) = (actor.clone(), app.clock.now());
    app.read(move |conn| {
        let seen = SeenIdea::find(conn, &actor, idea)?;
        let section = view::section(conn, &actor, &seen, page, String::new(), now)?;
        Ok::<_, AppError>(CommentsResponse {
            total: section.total,
            page: section.pages.number as u64,
            last_page: section.pages.last as u64,
            threads: section.threads.into_iter().map(thread_response).collect(),
        })
    })
    .await
}

fn thread_response(thread: ThreadView) -> ThreadResponse {
    let comments = thread.comments.into_iter().map(comment_response);
    ThreadResponse { is_private: thread.is_private, comments: comments.collect() }
}

fn comment_response(comment: CommentView) -> CommentResponse {
    CommentResponse {
        url: format!("/commentaires/{}", comment.id),
        id: comment.id,
        shown: comment.shown.as_str().to_owned(),
        name: comment.name,
        is_author: comment.is_author,
        is_own: comment.is_own,
        text: comment.text,
        written_at: comment.at.and_utc(),
        is_edited: comment.is_edited,
        hidden_because: Some(comment.because).filter(|because| !because.is_empty()),
        thanks: comment.thanks,
    }
}

async fn help_list(app: &App, actor: &Actor) -> AppResult<Vec<HelpRequestResponse>> {
    let (actor, now) = (actor.clone(), app.clock.now());
    app.read(move |conn| {
        let requests = store::list_help(conn, 1_000)?;
        requests.into_iter().map(|help| help_response(conn, &actor, help, now)).collect::<AppResult<Vec<_>>>()
    })
    .await
}

fn help_response(
    conn: &mut crate::db::Conn,
    actor: &Actor,
    help: HelpRequest,
    now: crate::clock::Time,
) -> AppResult<HelpRequestResponse> {
    let is_read = rules::may_help(actor, HelpAction::ReadMessages, help_standing(actor, &help));
    let messages = if is_read { store::list_messages(conn, help.id)? } else { Vec::new() };
    let drawer = Drawer::new(conn, actor, None, &messages, now)?;
    let helper = match help.helper_id {
        Some(helper) => accounts::name_of(conn, actor, helper)?,
        None => None,
    };
    Ok(HelpRequestResponse {
        id: help.id.to_string(),
        url: view::help_url(help.id),
        title: subject_of(conn, &help)?.map(|subject| subject.title).unwrap_or_default(),
        words: help.words,
        contact: help.contact,
        state: help.state.as_str().to_owned(),
        helper,
        asked_at: help.created_at.and_utc(),
        messages: messages.iter().map(|message| comment_response(drawer.draw(message))).collect(),
    })
}
