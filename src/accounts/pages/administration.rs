//! `/identites`: identities that wait for a decision, and accounts to block. For administrators.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, BlockAccount, DecideOnIdentity, find_accounts, list_identity_claims};
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct IdentitiesPage {
    form: FormState,
    searched: String,
    claims: Vec<ClaimView>,
    accounts: Vec<AccountView>,
}

/// An identity that waits.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    id: String,
    label: String,
    email: String,
    name: String,
    account_name: String,
    asked_at: Time,
}

/// An account that was searched for.
#[derive(Debug, Clone, Serialize)]
pub struct AccountView {
    id: String,
    name: String,
    email: Option<String>,
    identities: Vec<String>,
    is_blocked: bool,
    is_own: bool,
}

impl Page for IdentitiesPage {
    const TEMPLATE: &'static str = "accounts/identities.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let claim = ClaimView {
            id: "0000000000001".into(),
            label: "ProConnect".into(),
            email: "anne@example.org".into(),
            name: "<script>alert(1)</script>".into(),
            account_name: "Anne-Sophie de La Tour du Pin-Verclause".into(),
            asked_at: Time::default(),
        };
        let account = |is_blocked, is_own| AccountView {
            id: "0000000000001".into(),
            name: "Anne".into(),
            email: Some("anne@example.org".into()).filter(|_| is_own),
            identities: vec!["ProConnect".into()],
            is_blocked,
            is_own,
        };
        let page = |searched: &str, claims, accounts| Self {
            form: FormState::default(),
            searched: searched.into(),
            claims,
            accounts,
        };
        vec![
            ("nothing", page("", vec![], vec![])),
            ("nobody_found", page("x@example.org", vec![], vec![])),
            (
                "waiting",
                page(
                    "anne@example.org",
                    vec![claim],
                    vec![account(false, false), account(true, false), account(false, true)],
                ),
            ),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct EmailQuery {
    #[serde(default)]
    email: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionForm {
    decision: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockForm {
    account: String,
    blocked: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    query: Query<EmailQuery>,
) -> AppResult<Response> {
    let label = |provider: &str| {
        app.providers.find(provider).map_or(provider, |provider| provider.label()).to_owned()
    };
    let waiting = list_identity_claims(&app, &actor).await?;
    let claims = waiting.into_iter().map(|(claim, account_name)| ClaimView {
        id: claim.id.to_string(),
        label: label(&claim.provider),
        email: claim.email,
        name: claim.name,
        account_name,
        asked_at: claim.asked_at.unwrap_or(claim.created_at),
    });
    let claims = claims.collect();
    let found = find_accounts(&app, &actor, &query.email).await?;
    let accounts = found.into_iter().map(|found| AccountView {
        is_own: actor.account() == Some(found.account.id),
        id: found.account.id.to_string(),
        name: found.account.display_name,
        email: found.account.email,
        identities: found.identities.iter().map(|identity| label(&identity.provider)).collect(),
        is_blocked: found.is_blocked,
    });
    let accounts = accounts.collect();
    let form = FormState::filled([("email", &query.email)]);
    shell.page(&IdentitiesPage { form, searched: query.0.email, claims, accounts })
}

#[handler]
pub async fn decide(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    id: Path<String>,
    form: Form<DecisionForm>,
) -> AppResult<Response> {
    let (approved, flash) = match form.values.decision.as_str() {
        "approve" => (true, "flash-identity-approved"),
        "refuse" => (false, "flash-identity-refused"),
        _ => return Err(AppError::StaleForm),
    };
    let claim = id.0.parse().map_err(|_| AppError::NotFound)?;
    DecideOnIdentity { claim, approved }.run(&app, &actor).await?;
    Ok(shell.see_other("/identites", Some(("success", flash))))
}

#[handler]
pub async fn block(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<BlockForm>,
) -> AppResult<Response> {
    let (blocked, flash) = match form.values.blocked.as_str() {
        "yes" => (true, "flash-account-blocked"),
        "no" => (false, "flash-account-unblocked"),
        _ => return Err(AppError::StaleForm),
    };
    let account = form.values.account.parse().map_err(|_| AppError::NotFound)?;
    BlockAccount { account, blocked }.run(&app, &actor).await?;
    Ok(shell.see_other("/identites", Some(("success", flash))))
}
