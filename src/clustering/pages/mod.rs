//! The pages on which the team has ideas grouped and decides on the groups.

pub mod cards;
pub mod cluster;
pub mod decide;
pub mod duplicates;
mod members;
pub mod proposals;
pub mod run;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/concours/:slug/regroupement", Access::Team, run::show)
        .post("/concours/:slug/regroupement", Access::Team, run::post)
        .get("/concours/:slug/regroupement/suivi", Access::Team, run::fragment)
        .get("/concours/:slug/regroupement/propositions", Access::Team, proposals::show_latest)
        .get("/concours/:slug/regroupement/propositions/:id", Access::Team, proposals::show)
        .get("/concours/:slug/doublons", Access::Team, duplicates::show)
        .post("/concours/:slug/doublons", Access::Team, duplicates::judge)
        .post("/concours/:slug/doublons/recherche", Access::Team, duplicates::search)
        .get("/regroupements/:id", Access::Team, cluster::show)
        .post("/regroupements/:id/accepter", Access::Team, cluster::accept)
        .post("/regroupements/:id/renommer", Access::Team, cluster::rename)
        .post("/regroupements/:id/ecarter", Access::Team, decide::dismiss)
        .post("/regroupements/:id/reprendre", Access::Team, decide::restore)
        .post("/regroupements/:id/verrouiller", Access::Team, decide::lock)
        .post("/regroupements/:id/deverrouiller", Access::Team, decide::unlock)
        .post("/regroupements/:id/deplacer", Access::Team, decide::move_out)
        .post("/regroupements/:id/idees/:idea", Access::Team, decide::move_in);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<run::RunPage>()
        .add::<run::RunFragment>()
        .add::<proposals::ProposalsPage>()
        .add::<cluster::ClusterPage>()
        .add::<duplicates::DuplicatesPage>();
}
