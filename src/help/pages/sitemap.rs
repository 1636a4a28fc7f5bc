//! `/plan-du-site`: every way in that is open to who looks.

use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::{self, Actor};
use crate::error::AppResult;
use crate::web::{Access, Page, Shell};

/// Every way in.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapPage {
    places: Vec<Place>,
}

#[derive(Debug, Clone, Serialize)]
struct Place {
    /// Chooses the words.
    key: &'static str,
    url: &'static str,
}

/// Who may open it is said again where the page is: a test opens each of these as everybody.
const PLACES: [(&str, &str, Access); 21] = [
    ("shell-nav-home", "/", Access::Everybody),
    ("shell-nav-contests", "/concours", Access::Everybody),
    ("shell-nav-ideas", "/idees", Access::Everybody),
    ("shell-nav-minilabs", "/mini-labs", Access::Everybody),
    ("shell-nav-incubation", "/accompagnements", Access::Everybody),
    ("shell-nav-impact", "/impact", Access::Everybody),
    ("ideas-submit-title", "/deposer", Access::Everybody),
    ("ideas-mine-title", "/mes-ideas", Access::SignedIn),
    ("notices-title", "/notifications", Access::SignedIn),
    ("accounts-profile-title", "/mon-compte", Access::SignedIn),
    ("notices-preferences-title", "/mon-compte/notifications", Access::SignedIn),
    ("ideas-review-title", "/moderation", Access::Team),
    ("ideas-manage-title", "/moderation/publiees", Access::AnyTeam),
    ("comments-queue-title", "/signalements", Access::Team),
    ("accounts-people-title", "/personnes", Access::Administrators),
    ("organisation-title", "/organisation", Access::Administrators),
    ("accounts-admin-title", "/identites", Access::Administrators),
    ("shell-footer-help", "/aide", Access::Everybody),
    ("shell-footer-accessibility", "/accessibilite", Access::Everybody),
    ("shell-footer-legal", "/mentions-legales", Access::Everybody),
    ("shell-footer-privacy", "/donnees-personnelles", Access::Everybody),
];

fn places(actor: &Actor) -> Vec<Place> {
    let open = PLACES.into_iter().filter(|(.., access)| actor.open(*access).is_ok());
    let mut places: Vec<Place> = open.map(|(key, url, _)| Place { key, url }).collect();
    if accounts::may_issue_cards(actor) {
        places.push(Place { key: "accounts-cards-title", url: "/cartes" });
    }
    if actor.account().is_none() {
        places.push(Place { key: "accounts-card-title", url: "/c" });
        places.push(Place { key: "shell-sign-in", url: "/connexion" });
    }
    places.push(Place { key: "shell-footer-api", url: "/api/docs" });
    places
}

impl Page for SitemapPage {
    const TEMPLATE: &'static str = "help/sitemap.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let everything = PLACES.into_iter().map(|(key, url, _)| Place { key, url }).collect();
        vec![
            ("everything", Self { places: everything }),
            ("visitor", Self { places: places(&Actor::visitor()) }),
        ]
    }
}

#[handler]
pub fn show(actor: Actor, shell: Shell) -> AppResult<Response> {
    shell.page(&SitemapPage { places: places(&actor) })
}
