//! `/connexion`: the address to send a code to. For everybody.

use std::sync::Arc;

use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::{card_sign_in, sign_in_code};
use crate::accounts::RequestCode;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::oidc::Provider;
use crate::web::{Form, FormState, Page, Shell, local_path, problem};

/// A person of the demonstration.
#[derive(Debug, Clone, Serialize)]
pub struct DemoPerson {
    /// Their address.
    pub email: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What they come for: chooses the words.
    pub role: &'static str,
}

/// A provider's button.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderView {
    name: String,
    label: String,
    is_proconnect: bool,
    is_reserved: bool,
}

impl ProviderView {
    /// ProConnect and two others.
    pub(super) fn samples() -> Vec<Self> {
        let view = |name: &str, label: &str, is_proconnect| Self {
            name: name.into(),
            label: label.into(),
            is_proconnect,
            is_reserved: is_proconnect,
        };
        let others = [view("azure", "<b>Région</b>", false), view("academie", "l’académie", false)];
        [view("proconnect", "ProConnect", true)].into_iter().chain(others).collect()
    }
}

/// The buttons, in the order of the settings.
pub(super) fn provider_views(app: &App) -> Vec<ProviderView> {
    let view = |provider: &Arc<Provider>| ProviderView {
        name: provider.name().to_owned(),
        label: provider.label().to_owned(),
        is_proconnect: provider.is_proconnect(),
        is_reserved: provider.is_reserved(),
    };
    app.providers.iter().map(view).collect()
}

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct SignInPage {
    form: FormState,
    next: String,
    providers: Vec<ProviderView>,
    demo_people: Vec<DemoPerson>,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "accounts/sign_in.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("email", "not-an-address");
        let demo = DemoPerson { email: "anne@demo.example", name: "Anne", role: "animator" };
        let page =
            |form, providers, demo_people| Self { form, next: "/idees".into(), providers, demo_people };
        let filled = FormState::filled([("email", "<script>")]).with_errors(errors);
        vec![
            ("empty", page(FormState::default(), vec![], vec![])),
            ("demo", page(FormState::default(), vec![], vec![demo])),
            ("proconnect", page(FormState::default(), ProviderView::samples()[..1].to_vec(), vec![])),
            ("not_an_address", page(filled, ProviderView::samples(), vec![])),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct NextQuery {
    #[serde(default)]
    next: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInForm {
    email: String,
    #[serde(default)]
    next: String,
}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell, query: Query<NextQuery>) -> AppResult<Response> {
    let next = local_path(&query.next).unwrap_or_default().to_owned();
    shell.page(&SignInPage {
        form: FormState::default(),
        next,
        providers: provider_views(&app),
        demo_people: app.demo_people(),
    })
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    form: Form<SignInForm>,
) -> AppResult<Response> {
    let next = local_path(&form.values.next).unwrap_or_default().to_owned();
    let from = card_sign_in::address(&app, request);
    let ask = RequestCode { email: form.values.email.clone(), language: shell.language(), from };
    match ask.run(&app).await {
        Ok(sign_in) => {
            let next = problem::percent_encode(&next);
            let mut response = shell.see_other(&format!("/connexion/code?next={next}"), None);
            sign_in_code::remember(&mut response, &shell, sign_in, &form.values.email);
            Ok(response)
        }
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&SignInPage {
                form,
                next,
                providers: provider_views(&app),
                demo_people: app.demo_people(),
            })
        }
        Err(other) => Err(other),
    }
}
