//! The pages of signing in and of one's own account, and the guard before every page.

pub mod card_first_use;
pub mod card_sign_in;
pub mod cards;
pub mod guard;
pub mod people;
pub mod person;
pub mod profile;
pub mod sign_in;
pub mod sign_in_code;
pub mod sign_out;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/connexion", Access::Everybody, sign_in::show)
        .post("/connexion", Access::Everybody, sign_in::post)
        .get("/connexion/code", Access::Everybody, sign_in_code::show)
        .post("/connexion/code", Access::Everybody, sign_in_code::post)
        .get("/c", Access::Everybody, card_sign_in::show)
        .post("/c", Access::Everybody, card_sign_in::post)
        .get("/c/premiere-fois", Access::Everybody, card_first_use::show)
        .post("/c/premiere-fois", Access::Everybody, card_first_use::post)
        .get("/c/:code", Access::Everybody, card_sign_in::show_at)
        .get("/cartes", Access::SignedIn, cards::list)
        .get("/cartes/:id", Access::SignedIn, cards::show)
        .post("/cartes/:id", Access::SignedIn, cards::issue)
        .get("/cartes/:id/affiche", Access::SignedIn, cards::poster)
        .post("/cartes/:id/:card/debloquer", Access::SignedIn, cards::unlock)
        .post("/cartes/:id/:card/annuler", Access::SignedIn, cards::void)
        .post("/cartes/:id/:card/remplacer", Access::SignedIn, cards::replace)
        .get("/personnes", Access::Administrators, people::list)
        .get("/personnes/revue", Access::Administrators, people::review)
        .get("/personnes/:id", Access::Administrators, person::show)
        .post("/personnes/:id/roles", Access::Administrators, person::give)
        .post("/personnes/:id/roles/:grant/fin", Access::Administrators, person::take)
        .post("/personnes/:id/roles/:grant/suppleance", Access::Administrators, person::stand_in)
        .post("/deconnexion", Access::SignedIn, sign_out::post)
        .get("/mon-compte", Access::SignedIn, profile::show)
        .post("/mon-compte", Access::SignedIn, profile::post)
        .post("/mon-compte/sessions", Access::SignedIn, profile::end_session);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<sign_in::SignInPage>()
        .add::<sign_in_code::SignInCodePage>()
        .add::<profile::ProfilePage>()
        .add::<card_sign_in::CardSignInPage>()
        .add::<card_first_use::CardFirstUsePage>()
        .add::<cards::SitesPage>()
        .add::<cards::SiteCardsPage>()
        .add::<cards::SheetPage>()
        .add::<cards::PosterPage>()
        .add::<people::PeoplePage>()
        .add::<people::ReviewPage>()
        .add::<person::PersonPage>();
}
