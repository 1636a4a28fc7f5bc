//! The pages of mini-labs, communities and invitations.

pub mod invitation;
pub mod list;
pub mod membership;
pub mod promote;
pub mod show;
mod trail;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/mini-labs", Access::Everybody, list::show)
        .get("/communautes", Access::Everybody, list::show_communities)
        .get("/mini-labs/:slug", Access::Everybody, show::show)
        .get("/communautes/:slug", Access::Everybody, show::show)
        .post("/mini-labs/:slug/rejoindre", Access::SignedIn, membership::join)
        .post("/communautes/:slug/rejoindre", Access::SignedIn, membership::join)
        .post("/mini-labs/:slug/quitter", Access::SignedIn, membership::leave)
        .post("/communautes/:slug/quitter", Access::SignedIn, membership::leave)
        .get("/mini-labs/:slug/promouvoir", Access::AnyTeam, promote::show)
        .post("/mini-labs/:slug/promouvoir", Access::AnyTeam, promote::post)
        .get("/communautes/:slug/promouvoir", Access::AnyTeam, promote::show)
        .post("/communautes/:slug/promouvoir", Access::AnyTeam, promote::post)
        .get("/invitations/:id", Access::SignedIn, invitation::show)
        .post("/invitations/:id", Access::SignedIn, invitation::post);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<list::ListPage>()
        .add::<show::ShowPage>()
        .add::<invitation::InvitationPage>()
        .add::<promote::PromotePage>();
}
