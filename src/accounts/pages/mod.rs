//! The pages of signing in and of one's own account, and the guard before every page.

pub mod guard;
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
        .post("/deconnexion", Access::SignedIn, sign_out::post)
        .get("/mon-compte", Access::SignedIn, profile::show)
        .post("/mon-compte", Access::SignedIn, profile::post)
        .post("/mon-compte/sessions", Access::SignedIn, profile::end_session);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<sign_in::SignInPage>().add::<sign_in_code::SignInCodePage>().add::<profile::ProfilePage>();
}
