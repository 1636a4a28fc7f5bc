//! The pages of who looks after the platform: background work, and the mails kept here.

pub mod jobs;
pub mod outbox;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/taches", Access::Administrators, jobs::show)
        .post("/taches/:id/reprise", Access::Administrators, jobs::retry)
        .get("/courrier", Access::Everybody, outbox::list)
        .get("/courrier/:id", Access::Everybody, outbox::show)
        .post("/courrier/:id/renvoi", Access::Administrators, outbox::send_again);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<jobs::JobsPage>().add::<outbox::OutboxPage>();
}
