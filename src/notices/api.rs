//! What one is told, in the API.

use std::collections::BTreeMap;

use poem::web::Data;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::groups::{Group, Line};
use super::{
    CloseFeed, MarkRead, NoticeRow, Preferences, PreferencesDraft, RenewFeed, SendTestMail, SetPreferences,
    inbox, preferences_of, store,
};
use crate::accounts::{Actor, ApiActor};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::problem::{Done, Refusal};

/// What one is told, and by which way.
pub struct NoticesApi;

/// A page of the inbox.
#[derive(Object)]
struct InboxResponse {
    groups: Vec<GroupResponse>,
    /// Ids of notices about what you may not see any more.
    gone: Vec<String>,
    /// How much is unread, on all pages.
    unread: i64,
    /// The last notice there is: mark all up to it as read.
    last: Option<String>,
    page: u64,
    pages: u64,
}

/// What belongs together.
#[derive(Object)]
struct GroupResponse {
    title: String,
    /// Its page.
    url: String,
    lines: Vec<LineResponse>,
}

/// One thing told, or the same several times.
#[derive(Object)]
struct LineResponse {
    /// The notices that it stands for, the newest first.
    ids: Vec<String>,
    /// `receipt`, `decision`, `invitation`, `moderation`, `comment`, `mention`, `thanks`, `changed`, `co_author`,
    /// `phase`, `help_asked`, `report`, `queue`.
    kind: String,
    /// `idea`, `contest`, `minilab`, …
    object: String,
    title: Option<String>,
    /// Its page.
    url: String,
    excerpt: Option<String>,
    at: chrono::DateTime<chrono::Utc>,
    is_unread: bool,
}

/// How much is unread.
#[derive(Object)]
struct UnreadResponse {
    unread: i64,
}

/// What was read: some notices, or all up to one.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MarkReadRequest {
    /// These.
    #[oai(default)]
    notices: Vec<String>,
    /// This one, and all that came before.
    up_to: Option<String>,
}

/// How much of it was unread.
#[derive(Object)]
struct MarkReadResponse {
    marked: u64,
}

/// By which way and when one is told.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PreferencesBody {
    /// By kind: `at_once`, `digest`, `inbox`. Kinds that are absent stay as they are.
    #[oai(default)]
    channels: BTreeMap<String, String>,
    /// `daily`, `weekly`, `never`.
    digest: String,
    /// The day of a weekly digest: 1 for Monday to 7 for Sunday.
    digest_day: u32,
    /// The first quiet hour, 0 to 23, on the platform's clocks.
    quiet_from: Option<u32>,
    /// The first hour that is not quiet any more.
    quiet_until: Option<u32>,
}

/// The address of one's own feed.
#[derive(Object)]
struct FeedResponse {
    /// Is not shown again.
    url: String,
}

#[OpenApi(prefix_path = "/notices")]
impl NoticesApi {
    /// What you were told, grouped by what it is about, the newest first.
    #[oai(path = "/", method = "get", operation_id = "list_own_notices")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        /// The page, from 1.
        page: Query<Option<u32>>,
    ) -> Result<Json<InboxResponse>, Refusal> {
        let page = usize::try_from(page.0.unwrap_or(1)).unwrap_or(1);
        let inbox = inbox(&app, &actor.0, page, |_| String::new()).await?;
        Ok(Json(InboxResponse {
            groups: inbox.groups.into_iter().map(group_response).collect(),
            gone: inbox.gone.iter().map(|notice: &NoticeRow| notice.id.to_string()).collect(),
            unread: inbox.unread,
            last: inbox.last.map(|id| id.to_string()),
            page: inbox.pages.number as u64,
            pages: inbox.pages.last as u64,
        }))
    }

    /// How much you did not read yet.
    #[oai(path = "/unread", method = "get", operation_id = "count_own_unread_notices")]
    async fn unread(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<UnreadResponse>, Refusal> {
        let account = actor.0.signed_in()?;
        let unread = app.read(move |conn| store::count_unread(conn, account)).await?;
        Ok(Json(UnreadResponse { unread }))
    }

    /// Marks notices of yours as read.
    #[oai(path = "/read", method = "post", operation_id = "mark_own_notices_read")]
    async fn mark_read(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<MarkReadRequest>,
    ) -> Result<Json<MarkReadResponse>, Refusal> {
        let MarkReadRequest { notices, up_to } = body.0;
        let unknown = |_| FieldErrors::one("notices", "unknown-choice");
        let marked = match up_to {
            Some(last) => MarkRead::UpTo(last.parse().map_err(unknown)?),
            None => {
                let ids = notices.iter().map(|id| id.parse()).collect::<Result<_, _>>();
                MarkRead::These(ids.map_err(unknown)?)
            }
        };
        Ok(Json(MarkReadResponse { marked: marked.run(&app, &actor.0).await? as u64 }))
    }

    /// By which way and when you are told.
    #[oai(path = "/preferences", method = "get", operation_id = "get_own_notice_preferences")]
    async fn preferences(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<PreferencesBody>, Refusal> {
        Ok(Json(own_preferences(&app, &actor.0).await?))
    }

    /// Chooses by which way and when you are told.
    #[oai(path = "/preferences", method = "put", operation_id = "set_own_notice_preferences")]
    async fn set_preferences(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<PreferencesBody>,
    ) -> Result<Json<PreferencesBody>, Refusal> {
        let hour = |hour: Option<u32>| hour.map(|hour| hour.to_string()).unwrap_or_default();
        let PreferencesBody { channels, digest, digest_day, quiet_from, quiet_until } = body.0;
        if channels.keys().any(|kind| kind.parse::<super::NoticeKind>().is_err()) {
            return Err(FieldErrors::one("channels", "unknown-choice").into());
        }
        let draft = PreferencesDraft {
            channels,
            digest,
            digest_day: digest_day.to_string(),
            quiet_from: hour(quiet_from),
            quiet_until: hour(quiet_until),
        };
        SetPreferences(draft).run(&app, &actor.0).await?;
        Ok(Json(own_preferences(&app, &actor.0).await?))
    }

    /// Sends a mail to your own address, to see whether it arrives; three times an hour at most.
    #[oai(path = "/test-mail", method = "post", operation_id = "send_test_mail")]
    async fn send_test(&self, app: Data<&App>, actor: ApiActor) -> Result<Done, Refusal> {
        SendTestMail.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Gives your personal feed a new address; the one before stops working.
    #[oai(path = "/feed", method = "post", operation_id = "renew_own_feed")]
    async fn renew_feed(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<FeedResponse>, Refusal> {
        let token = RenewFeed.run(&app, &actor.0).await?;
        Ok(Json(FeedResponse { url: format!("{}/flux/moi/{token}.atom", app.config.base_url) }))
    }

    /// Closes your personal feed.
    #[oai(path = "/feed", method = "delete", operation_id = "close_own_feed")]
    async fn close_feed(&self, app: Data<&App>, actor: ApiActor) -> Result<Done, Refusal> {
        CloseFeed.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

async fn own_preferences(app: &App, actor: &Actor) -> AppResult<PreferencesBody> {
    let account = actor.signed_in()?;
    let read = app.read(move |conn| Ok::<_, AppError>(preferences_of(conn, account)?)).await?;
    let Preferences { channels, rhythm } = read;
    let words = |(kind, channel): (super::NoticeKind, super::Channel)| {
        (kind.as_str().to_owned(), channel.as_str().to_owned())
    };
    Ok(PreferencesBody {
        channels: channels.into_iter().map(words).collect(),
        digest: rhythm.digest.as_str().to_owned(),
        digest_day: rhythm.digest_day,
        quiet_from: rhythm.quiet.map(|quiet| quiet.from),
        quiet_until: rhythm.quiet.map(|quiet| quiet.until),
    })
}

fn group_response(group: Group) -> GroupResponse {
    GroupResponse {
        title: group.title,
        url: group.url,
        lines: group.lines.into_iter().map(line_response).collect(),
    }
}

fn line_response(line: Line) -> LineResponse {
    LineResponse {
        ids: line.ids.iter().map(ToString::to_string).collect(),
        kind: line.kind.as_str().to_owned(),
        object: line.object,
        title: line.title,
        url: line.url,
        excerpt: line.excerpt,
        at: line.at.and_utc(),
        is_unread: line.is_unread,
    }
}
