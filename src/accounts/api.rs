//! Accounts in the API: signing a program in with a code by mail, and one's own account.

mod cards;
mod people;

pub use cards::CardsApi;
pub use people::PeopleApi;

use poem::Request;
use poem::web::Data;
use poem_openapi::auth::Bearer;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi, SecurityScheme};

use super::actions::{SignIn, StartSession};
use super::pages::guard;
use super::{ActivateCard, Actor, CardKey, RequestCode, SignInWithCard, SignOut, UpdateProfile, store};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::language::Language;
use crate::web::problem::{Done, Refusal};
use crate::web::requests;

/// The token of a session opened through the API.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", checker = "check_bearer")]
pub struct ApiActor(pub Actor);

/// The middleware before the API has already found out who it is.
async fn check_bearer(request: &Request, _bearer: Bearer) -> Option<Actor> {
    guard::actor_of(request).ok().filter(|actor| actor.account().is_some())
}

/// Accounts and sessions.
pub struct AccountsApi;

/// Where to send a code.
#[derive(Object)]
#[oai(rename_all = "snake_case", deny_unknown_fields)]
struct RequestCodeRequest {
    /// The address.
    email: String,
}

/// A code is on its way.
#[derive(Object)]
struct RequestCodeResponse {
    /// Names this sending; comes back with the code.
    sign_in: String,
}

/// The code that came.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SignInRequest {
    /// From the answer to the request for a code.
    sign_in: String,
    /// The six digits.
    code: String,
    /// What the program calls itself, shown in the list of sessions.
    #[oai(default)]
    client: String,
}

/// A session was opened.
#[derive(Object)]
struct SignInResponse {
    /// Goes in the header `Authorization: Bearer …`; is not shown again.
    token: String,
    /// When the session ends at the latest, in UTC.
    expires_at: chrono::DateTime<chrono::Utc>,
}

/// One's own account.
#[derive(Object)]
struct AccountResponse {
    id: String,
    email: Option<String>,
    display_name: String,
    trade: String,
    site: String,
    direction: String,
    /// The unit that the site names, when it is known.
    site_id: Option<String>,
    /// The unit that the direction names, when it is known.
    direction_id: Option<String>,
    /// The language of pages and mails: `fr` or `en`; empty for the browser's.
    language: String,
    /// To whom the name is shown: `public`, `community` or `team`.
    name_level: String,
    /// `administrator`, `animator`.
    roles: Vec<String>,
}

/// What one says of oneself.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ProfileRequest {
    display_name: String,
    #[oai(default)]
    trade: String,
    #[oai(default)]
    site: String,
    #[oai(default)]
    direction: String,
    /// The language of pages and mails: `fr`, `en`, or empty for the browser's. Left as it is when absent.
    language: Option<String>,
    /// To whom the name is shown: `public`, `community` or `team`. Left as it is when absent.
    name_level: Option<String>,
}

/// What stands on a card.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CardSignInRequest {
    site_code: String,
    number: String,
    pin: String,
    /// What the program calls itself.
    #[oai(default)]
    client: String,
}

/// A card's first use.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ActivateCardRequest {
    site_code: String,
    number: String,
    pin: String,
    display_name: String,
    /// A PIN of one's own; empty to keep the one on the card.
    #[oai(default)]
    new_pin: String,
    #[oai(default)]
    client: String,
}

#[OpenApi(prefix_path = "/accounts")]
impl AccountsApi {
    /// Sends a sign-in code by mail.
    #[oai(path = "/sign-in/code", method = "post", operation_id = "request_sign_in_code")]
    async fn request_code(
        &self,
        app: Data<&App>,
        body: Json<RequestCodeRequest>,
    ) -> Result<Json<RequestCodeResponse>, Refusal> {
        let request = RequestCode { email: body.0.email, language: Language::default() };
        let sign_in = request.run(&app).await?;
        Ok(Json(RequestCodeResponse { sign_in: sign_in.to_string() }))
    }

    /// Opens a session with the code that came.
    #[oai(path = "/sign-in", method = "post", operation_id = "sign_in")]
    async fn sign_in(
        &self,
        app: Data<&App>,
        body: Json<SignInRequest>,
    ) -> Result<Json<SignInResponse>, Refusal> {
        let SignInRequest { sign_in, code, client } = body.0;
        let sign_in = sign_in.parse().map_err(|_| AppError::NotFound)?;
        let signed_in =
            SignIn { sign_in, code, session: StartSession { kind: "api", client } }.run(&app).await?;
        Ok(Json(SignInResponse { token: signed_in.token, expires_at: signed_in.expires_at.and_utc() }))
    }

    /// Opens a short session with a card that was used before.
    #[oai(path = "/sign-in/card", method = "post", operation_id = "sign_in_with_card")]
    async fn sign_in_with_card(
        &self,
        app: Data<&App>,
        request: &Request,
        body: Json<CardSignInRequest>,
    ) -> Result<Json<SignInResponse>, Refusal> {
        let CardSignInRequest { site_code, number, pin, client } = body.0;
        let key = CardKey { site_code, number, pin };
        let session = StartSession { kind: "api", client };
        let opened = SignInWithCard { key, from: address(&app, request), session }.run(&app).await?;
        Ok(Json(SignInResponse { token: opened.token, expires_at: opened.expires_at.and_utc() }))
    }

    /// Uses a card for the first time: makes the account and opens a short session.
    #[oai(path = "/cards/activation", method = "post", operation_id = "activate_card")]
    async fn activate_card(
        &self,
        app: Data<&App>,
        request: &Request,
        body: Json<ActivateCardRequest>,
    ) -> Result<Json<SignInResponse>, Refusal> {
        let ActivateCardRequest { site_code, number, pin, display_name, new_pin, client } = body.0;
        let activate = ActivateCard {
            key: CardKey { site_code, number, pin },
            from: address(&app, request),
            display_name,
            new_pin,
            language: Language::default(),
            session: StartSession { kind: "api", client },
        };
        let opened = activate.run(&app).await?;
        Ok(Json(SignInResponse { token: opened.token, expires_at: opened.expires_at.and_utc() }))
    }

    /// Ends this session.
    #[oai(path = "/sign-out", method = "post", operation_id = "sign_out")]
    async fn sign_out(&self, app: Data<&App>, request: &Request, actor: ApiActor) -> Result<Done, Refusal> {
        if let Some(session) = request.data::<guard::CurrentSession>() {
            SignOut::One(session.0).run(&app, &actor.0).await?;
        }
        Ok(Done::Done)
    }

    /// One's own account.
    #[oai(path = "/me", method = "get", operation_id = "get_own_account")]
    async fn me(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<AccountResponse>, Refusal> {
        Ok(Json(own_account(&app, &actor.0).await?))
    }

    /// Changes one's own account.
    #[oai(path = "/me", method = "put", operation_id = "update_own_account")]
    async fn update_me(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<ProfileRequest>,
    ) -> Result<Json<AccountResponse>, Refusal> {
        let ProfileRequest { display_name, trade, site, direction, language, name_level } = body.0;
        let update = UpdateProfile { display_name, trade, site, direction, language, name_level };
        update.run(&app, &actor.0).await?;
        Ok(Json(own_account(&app, &actor.0).await?))
    }
}

fn address(app: &App, request: &Request) -> String {
    requests::client_address(request, app.config.client_address_header.as_deref())
}

async fn own_account(app: &App, actor: &Actor) -> AppResult<AccountResponse> {
    let id = actor.signed_in()?;
    let account = app.read(move |conn| store::find(conn, id)).await?.ok_or(AppError::NotFound)?;
    Ok(AccountResponse {
        id: account.id.to_string(),
        email: account.email,
        display_name: account.display_name,
        trade: account.trade,
        site: account.site,
        direction: account.direction,
        site_id: account.site_id.map(|id| id.to_string()),
        direction_id: account.direction_id.map(|id| id.to_string()),
        language: account.language.unwrap_or_default(),
        name_level: account.name_level.as_str().to_owned(),
        roles: actor.roles().iter().map(|role| role.as_str().to_owned()).collect(),
    })
}
