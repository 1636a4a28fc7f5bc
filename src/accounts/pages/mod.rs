//! The pages of signing in and of one's own account, and the guard before every page.

pub mod administration;
pub mod card_first_use;
pub mod card_sign_in;
pub mod cards;
pub mod erasure;
pub mod guard;
pub mod identities;
pub mod leaving;
pub mod no_entry;
pub mod people;
pub mod person;
pub mod profile;
pub mod proof;
pub mod provider;
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
        .post("/connexion/fournisseur/:slug", Access::Everybody, provider::post)
        .get("/connexion/fournisseur/:slug/retour", Access::Everybody, provider::back)
        .get("/connexion/rapprochement", Access::Everybody, proof::show)
        .post("/connexion/rapprochement", Access::Everybody, proof::post)
        .post("/deconnexion", Access::SignedIn, sign_out::post)
        .get("/deconnexion/retour", Access::Everybody, leaving::back)
        .get("/mon-compte", Access::SignedIn, profile::show)
        .post("/mon-compte", Access::SignedIn, profile::post)
        .get("/mon-compte/donnees.json", Access::SignedIn, erasure::export)
        .get("/mon-compte/effacer", Access::SignedIn, erasure::show)
        .post("/mon-compte/effacer", Access::SignedIn, erasure::post)
        .post("/personnes/:id/effacer", Access::Administrators, erasure::erase_other)
        .post("/mon-compte/sessions", Access::SignedIn, profile::end_session)
        .post("/mon-compte/identites", Access::SignedIn, identities::link)
        .post("/mon-compte/identites/:id/retrait", Access::SignedIn, identities::remove)
        .get("/identites", Access::Administrators, administration::show)
        .post("/identites/demandes/:id", Access::Administrators, administration::decide)
        .post("/identites/blocage", Access::Administrators, administration::block);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<sign_in::SignInPage>()
        .add::<sign_in_code::SignInCodePage>()
        .add::<profile::ProfilePage>()
        .add::<erasure::ErasePage>()
        .add::<card_sign_in::CardSignInPage>()
        .add::<card_first_use::CardFirstUsePage>()
        .add::<cards::SitesPage>()
        .add::<cards::SiteCardsPage>()
        .add::<cards::SheetPage>()
        .add::<cards::PosterPage>()
        .add::<people::PeoplePage>()
        .add::<people::ReviewPage>()
        .add::<person::PersonPage>();
    samples.add::<leaving::LeavingPage>().add::<no_entry::NoEntryPage>().add::<proof::ProofPage>();
    samples.add::<administration::IdentitiesPage>();
}
