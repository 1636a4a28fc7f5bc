//! The pages of files: where they are added and removed, and the files themselves.

pub mod download;
pub mod files;
pub mod remove;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/idees/:slug/fichiers", Access::SignedIn, files::show)
        .post("/idees/:slug/fichiers", Access::SignedIn, files::post)
        .get("/fichiers/:id", Access::Everybody, download::show)
        .get("/fichiers/:id/vignette", Access::Everybody, download::small)
        .get("/fichiers/:id/retirer", Access::SignedIn, remove::show)
        .post("/fichiers/:id/retirer", Access::SignedIn, remove::post);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<files::FilesPage>().add::<remove::RemovePage>();
}
