//! The pages that say how and by whom: help, accessibility, legal notice, personal data, the site's plan.

mod sitemap;

use poem::web::Data;
use poem::{Response, handler};
use serde::Serialize;

use crate::app::App;
use crate::error::AppResult;
use crate::web::render::Samples;
use crate::web::{Access, Page, Routes, Shell};

/// Where the API's document is.
pub const API_DOCUMENT: &str = "/api/v1/openapi.json";

/// The API, to read and to try.
#[derive(Debug, Clone, Serialize)]
pub struct ApiPage {
    document_url: &'static str,
}

impl Page for ApiPage {
    const TEMPLATE: &'static str = "api/docs.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("always", Self { document_url: API_DOCUMENT })]
    }
}

#[handler]
fn show_api(shell: Shell) -> AppResult<Response> {
    shell.page(&ApiPage { document_url: API_DOCUMENT })
}

/// Each page is a template that names whom to write to, and what the settings promise.
macro_rules! pages {
    ($($(#[$doc:meta])* $page:ident, $handler:ident, $path:literal, $template:literal;)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Serialize)]
            pub struct $page {
                contact: Option<String>,
                account_keep_months: u32,
            }

            impl Page for $page {
                const TEMPLATE: &'static str = $template;

                fn samples() -> Vec<(&'static str, Self)> {
                    let contact = Some("contact@example.org".to_owned());
                    let with = Self { contact, account_keep_months: 24 };
                    vec![("with_contact", with.clone()), ("without_contact", Self { contact: None, ..with })]
                }
            }

            #[handler]
            fn $handler(app: Data<&App>, shell: Shell) -> AppResult<Response> {
                let config = &app.config;
                shell.page(&$page {
                    contact: config.contact.clone(),
                    account_keep_months: config.account_keep_months,
                })
            }
        )+

        /// This room's pages.
        pub fn routes(routes: &mut Routes) {
            $(routes.get($path, Access::Everybody, $handler);)+
            routes.get("/plan-du-site", Access::Everybody, sitemap::show);
            routes.get("/api/docs", Access::Everybody, show_api);
        }

        /// Samples of this room's pages.
        pub fn samples(samples: &mut Samples) {
            $(samples.add::<$page>();)+
            samples.add::<sitemap::SitemapPage>();
            samples.add::<ApiPage>();
        }
    };
}

pages! {
    /// How to use the site.
    HelpPage, show_help, "/aide", "help/help.html";
    /// The declaration of accessibility.
    AccessibilityPage, show_accessibility, "/accessibilite", "help/accessibility.html";
    /// Who publishes and hosts.
    LegalPage, show_legal, "/mentions-legales", "help/legal.html";
    /// What is kept of people, and for how long.
    PrivacyPage, show_privacy, "/donnees-personnelles", "help/privacy.html";
}
