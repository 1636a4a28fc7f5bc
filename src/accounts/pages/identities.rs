//! `POST /mon-compte/identites`, `POST /mon-compte/identites/{id}/retrait`: which identities open one's account. For
//! whoever is signed in.

use poem::web::{Data, Path};
use poem::{Request, Response, handler};
use serde::Deserialize;

use super::guard::CurrentSession;
use super::provider;
use super::sign_out::NoFields;
use crate::accounts::Actor;
use crate::accounts::actions::identities::RemoveIdentity;
use crate::accounts::actions::providers::LeaveForProvider;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::web::{Form, Shell};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkForm {
    provider: String,
}

#[handler]
pub async fn link(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    form: Form<LinkForm>,
) -> AppResult<Response> {
    let leave = LeaveForProvider { provider: form.values.provider, next: "/mon-compte".into(), links: true };
    provider::depart(&app, request, &actor, &shell, leave).await
}

#[handler]
pub async fn remove(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    id: Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let identity = id.0.parse().map_err(|_| AppError::NotFound)?;
    let session = request.data::<CurrentSession>().map(|session| session.0);
    RemoveIdentity { identity, session }.run(&app, &actor).await?;
    Ok(shell.see_other("/mon-compte", Some(("success", "flash-identity-removed"))))
}
