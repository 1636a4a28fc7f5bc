//! `/plan-du-site`: every way in that is open to who looks.

use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::{self, Actor};
use crate::error::AppResult;
use crate::web::{Access, Page, Shell};

/// Every way in; those of the navigation are in the shell.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapPage {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Serialize)]
struct Group {
    /// Chooses the heading.
    key: &'static str,
    places: Vec<Place>,
}

#[derive(Debug, Clone, Serialize)]
struct Place {
    /// Chooses the words.
    key: &'static str,
    url: &'static str,
}

/// The words of a place, its address, and who may open it.
type Way = (&'static str, &'static str, Access);

/// Who may open a place is said again where its page is: a test opens each of these as everybody.
const GROUPS: [(&str, &[Way]); 3] = [
    (
        "mine",
        &[
            ("ideas-submit-title", "/deposer", Access::Everybody),
            ("ideas-mine-title", "/mes-ideas", Access::SignedIn),
            ("notices-title", "/notifications", Access::SignedIn),
            ("notices-preferences-title", "/mon-compte/notifications", Access::SignedIn),
            ("accounts-profile-title", "/mon-compte", Access::SignedIn),
        ],
    ),
    (
        "team",
        &[
            ("ideas-review-title", "/moderation", Access::Team),
            ("ideas-manage-title", "/moderation/publiees", Access::AnyTeam),
            ("comments-queue-title", "/signalements", Access::Team),
            ("accounts-people-title", "/personnes", Access::Administrators),
            ("accounts-admin-title", "/identites", Access::Administrators),
            ("organisation-title", "/organisation", Access::Administrators),
        ],
    ),
    (
        "about",
        &[
            ("shell-footer-help", "/aide", Access::Everybody),
            ("shell-footer-accessibility", "/accessibilite", Access::Everybody),
            ("shell-footer-legal", "/mentions-legales", Access::Everybody),
            ("shell-footer-privacy", "/donnees-personnelles", Access::Everybody),
            ("shell-footer-api", "/api/docs", Access::Everybody),
        ],
    ),
];

fn groups(actor: &Actor) -> Vec<Group> {
    let groups = GROUPS.into_iter().map(|(key, places)| {
        let open = places.iter().filter(|(.., access)| actor.open(*access).is_ok());
        let mut places: Vec<Place> = open.map(|(key, url, _)| Place { key, url }).collect();
        if key == "mine" && actor.account().is_none() {
            places.push(Place { key: "shell-sign-in", url: "/connexion" });
            places.push(Place { key: "accounts-card-title", url: "/c" });
        }
        if key == "team" && accounts::may_issue_cards(actor) {
            places.push(Place { key: "accounts-cards-title", url: "/cartes" });
        }
        Group { key, places }
    });
    groups.filter(|group| !group.places.is_empty()).collect()
}

impl Page for SitemapPage {
    const TEMPLATE: &'static str = "help/sitemap.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let everything = GROUPS.into_iter().map(|(key, places)| Group {
            key,
            places: places.iter().map(|(key, url, _)| Place { key, url }).collect(),
        });
        vec![
            ("everything", Self { groups: everything.collect() }),
            ("visitor", Self { groups: groups(&Actor::visitor()) }),
        ]
    }
}

#[handler]
pub fn show(actor: Actor, shell: Shell) -> AppResult<Response> {
    shell.page(&SitemapPage { groups: groups(&actor) })
}
