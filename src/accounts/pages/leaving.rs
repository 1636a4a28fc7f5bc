//! What a browser shows for a moment before it leaves for a provider, and `GET /deconnexion/retour`: back from ending the
//! session there.
//!
//! It leaves by itself, with a `Refresh`; without that, by a link. A redirect will not do: browsers hold every address on
//! the way of a form against the content policy, and a provider leads on to others that nobody here knows.

use poem::http::HeaderValue;
use poem::http::header;
use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::error::AppResult;
use crate::web::{Page, Shell, cookies};

/// What comes back when the session at the provider was ended.
pub(super) const LOGOUT_COOKIE: &str = "minilabs_logout";

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct LeavingPage {
    url: String,
    label: String,
    way: &'static str,
}

impl Page for LeavingPage {
    const TEMPLATE: &'static str = "accounts/leaving.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |way| Self {
            url: "https://provider.example/authorize?state=a&nonce=b".into(),
            label: "<b>Région</b>".into(),
            way,
        };
        vec![("in", page("in")), ("out", page("out"))]
    }
}

impl LeavingPage {
    /// To this provider's page, to sign `in` or `out`.
    pub fn new(app: &App, provider: &str, url: String, way: &'static str) -> Self {
        let label = app.providers.find(provider).map(|provider| provider.label().to_owned());
        Self { url, label: label.unwrap_or_default(), way }
    }

    /// The page, which leaves by itself.
    ///
    /// # Errors
    ///
    /// When the template fails: a fault of the program.
    pub fn respond(&self, shell: &Shell) -> AppResult<Response> {
        let mut response = shell.page(self)?;
        if let Ok(refresh) = HeaderValue::try_from(format!("0; url={}", self.url)) {
            response.headers_mut().insert(header::REFRESH, refresh);
        }
        Ok(response)
    }
}

#[derive(Debug, Deserialize)]
pub struct LogoutQuery {
    #[serde(default)]
    state: String,
}

#[handler]
pub async fn back(_app: Data<&App>, request: &Request, shell: Shell, query: Query<LogoutQuery>) -> Response {
    let sent = cookies::read(request, LOGOUT_COOKIE).unwrap_or_default();
    let is_ours = !sent.is_empty() && bool::from(sent.as_bytes().ct_eq(query.state.as_bytes()));
    // The session here ended before the browser left: what comes back with another state changes and says nothing.
    let mut response = shell.see_other("/", is_ours.then_some(("success", "flash-signed-out")));
    if is_ours {
        cookies::set(&mut response, &cookies::remove(LOGOUT_COOKIE, shell.is_secure()));
    }
    response
}
