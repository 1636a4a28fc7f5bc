//! `POST /connexion/fournisseur/{name}`: to a provider; `GET /connexion/fournisseur/{name}/retour`: back from it. For
//! everybody.
//!
//! The return is a `GET`, as the protocol has it. What it uses up belongs to the browser whose cookie it fits: a mail
//! gateway or another browser that opens the same link uses up nothing.

use std::time::Duration;

use poem::http::header;
use poem::web::{Data, Path, Query};
use poem::{Request, Response, handler};
use serde::Deserialize;

use super::leaving::LeavingPage;
use super::no_entry;
use super::sign_in_code::enter;
use crate::accounts::Actor;
use crate::accounts::actions::StartSession;
use crate::accounts::actions::providers::{
    AWAY_MINUTES, LeaveForProvider, PROOF_MINUTES, ReturnFromProvider, Returned, TurnedAway,
};
use crate::app::App;
use crate::error::AppResult;
use crate::oidc::{Answer, Secrets};
use crate::web::{Form, Shell, cookies, local_path};

/// What the browser keeps while its person is at the provider; the beginning of the state follows, so that two tabs do
/// not take each other's.
const COOKIE: &str = "minilabs_away_";
/// Characters of the state in the cookie's name.
const MARK: usize = 8;
/// What the browser shows while an address is to be proven.
pub(super) const PROOF_COOKIE: &str = "minilabs_proof";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveForm {
    #[serde(default)]
    next: String,
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    form: Form<LeaveForm>,
    name: Path<String>,
) -> AppResult<Response> {
    let next = local_path(&form.values.next).unwrap_or("/").to_owned();
    let leave = LeaveForProvider { provider: name.0, next, links: false };
    depart(&app, request, &actor, &shell, leave).await
}

/// Sends the browser away, with what it keeps meanwhile.
pub(super) async fn depart(
    app: &App,
    request: &Request,
    actor: &Actor,
    shell: &Shell,
    leave: LeaveForProvider,
) -> AppResult<Response> {
    let (name, next, links) = (leave.provider.clone(), leave.next.clone(), leave.links);
    match leave.run(app, actor).await {
        Ok(leaving) => {
            let mut response = LeavingPage::new(app, &name, leaving.url, "in").respond(shell)?;
            let cookie = cookie_name(&leaving.secrets.state());
            let minutes = Duration::from_secs(60 * AWAY_MINUTES as u64);
            let kept = cookies::make(&cookie, leaving.secrets.kept(), shell.is_secure(), Some(minutes));
            cookies::set(&mut response, &kept);
            Ok(response)
        }
        Err(why) => no_entry::respond(app, request, shell, &name, TurnedAway { why, next, links }),
    }
}

#[handler]
pub async fn back(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    name: Path<String>,
    answer: Query<Answer>,
) -> AppResult<Response> {
    let Answer { state, .. } = &answer.0;
    let cookie = cookie_name(state);
    let kept = cookies::read(request, &cookie).map(str::to_owned);
    let is_ours = kept.as_deref().and_then(Secrets::read).is_some_and(|kept| kept.state() == *state);
    let client = request.header(header::USER_AGENT).unwrap_or_default().to_owned();
    let session = StartSession { kind: "browser", client };
    let back = ReturnFromProvider { provider: name.0.clone(), kept, answer: answer.0, session };
    let mut response = match back.run(&app, &actor).await {
        Ok(Returned::SignedIn { signed_in, next }) => enter(&app, &shell, &signed_in, &next),
        Ok(Returned::Linked { next }) => shell.see_other(&next, Some(("success", "flash-identity-linked"))),
        Ok(Returned::MustProve { token, next }) => {
            let next = crate::web::problem::percent_encode(&next);
            let mut response = shell.see_other(&format!("/connexion/rapprochement?next={next}"), None);
            let minutes = Duration::from_secs(60 * PROOF_MINUTES as u64);
            let proof = cookies::make(PROOF_COOKIE, &token, shell.is_secure(), Some(minutes));
            cookies::set(&mut response, &proof);
            response
        }
        Err(away) => no_entry::respond(&app, request, &shell, &name.0, away)?,
    };
    if is_ours {
        cookies::set(&mut response, &cookies::remove(&cookie, shell.is_secure()));
    }
    Ok(response)
}

/// A state that is none names a cookie that nobody has.
fn cookie_name(state: &str) -> String {
    let mark = state.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).take(MARK);
    format!("{COOKIE}{}", mark.collect::<String>())
}
