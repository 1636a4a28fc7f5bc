//! The pages of ideas: the list that is also the search, an idea with what became of it, the answer to it.

pub mod answer;
pub mod list;
pub mod show;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/idees", Access::Everybody, list::show)
        .get("/idees/:slug", Access::Everybody, show::show)
        .post("/idees/:slug/reponse", Access::AnyTeam, answer::post);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<list::ListPage>().add::<show::IdeaPage>();
}
