//! The pages of need forms and of the support that follows.

pub mod list;
pub mod moves;
pub mod show;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/accompagnements", Access::Everybody, list::show)
        .get("/accompagnements/:id", Access::Everybody, show::show)
        .post("/accompagnements/:id/etat/:state", Access::Team, moves::post);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<list::ListPage>().add::<show::ShowPage>();
}
