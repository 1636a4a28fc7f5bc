//! The pages of signing in and of one's own account, and the guard before every page.

pub mod administration;
pub mod guard;
pub mod identities;
pub mod leaving;
pub mod no_entry;
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
        .post("/connexion/fournisseur/:slug", Access::Everybody, provider::post)
        .get("/connexion/fournisseur/:slug/retour", Access::Everybody, provider::back)
        .get("/connexion/rapprochement", Access::Everybody, proof::show)
        .post("/connexion/rapprochement", Access::Everybody, proof::post)
        .post("/deconnexion", Access::SignedIn, sign_out::post)
        .get("/deconnexion/retour", Access::Everybody, leaving::back)
        .get("/mon-compte", Access::SignedIn, profile::show)
        .post("/mon-compte", Access::SignedIn, profile::post)
        .post("/mon-compte/sessions", Access::SignedIn, profile::end_session)
        .post("/mon-compte/identites", Access::SignedIn, identities::link)
        .post("/mon-compte/identites/:id/retrait", Access::SignedIn, identities::remove)
        .get("/identites", Access::Administrators, administration::show)
        .post("/identites/demandes/:id", Access::Administrators, administration::decide)
        .post("/identites/blocage", Access::Administrators, administration::block);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<sign_in::SignInPage>().add::<sign_in_code::SignInCodePage>().add::<profile::ProfilePage>();
    samples.add::<leaving::LeavingPage>().add::<no_entry::NoEntryPage>().add::<proof::ProofPage>();
    samples.add::<administration::IdentitiesPage>();
}
