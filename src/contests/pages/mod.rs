//! The pages of contests: the list, one contest, its preparation, its stages, themes and questions, the next edition, the
//! import of ideas in three steps, the awards.

pub mod awards;
pub mod categories;
pub mod copy;
pub mod delete;
pub mod edit;
pub mod import_columns;
pub mod import_progress;
pub mod import_upload;
pub mod list;
pub mod questions;
pub mod show;
pub mod stage;
mod views;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/concours", Access::Everybody, list::show)
        .get("/concours/nouveau", Access::Team, edit::show_new)
        .post("/concours/nouveau", Access::Team, edit::post_new)
        .get("/concours/:slug", Access::Everybody, show::show)
        .get("/concours/:slug/modifier", Access::AnyTeam, edit::show)
        .post("/concours/:slug/modifier", Access::AnyTeam, edit::post)
        .get("/concours/:slug/etape", Access::AnyTeam, stage::show)
        .post("/concours/:slug/etape", Access::AnyTeam, stage::post)
        .get("/concours/:slug/themes", Access::AnyTeam, categories::show)
        .post("/concours/:slug/themes", Access::AnyTeam, categories::post)
        .get("/concours/:slug/questions", Access::AnyTeam, questions::list)
        .post("/concours/:slug/questions", Access::AnyTeam, questions::add)
        .get("/concours/:slug/questions/:id", Access::AnyTeam, questions::show)
        .post("/concours/:slug/questions/:id", Access::AnyTeam, questions::change)
        .post("/concours/:slug/questions/:id/place", Access::AnyTeam, questions::put)
        .post("/concours/:slug/questions/:id/retirer", Access::AnyTeam, questions::remove)
        .get("/concours/:slug/refaire", Access::AnyTeam, copy::show)
        .post("/concours/:slug/refaire", Access::AnyTeam, copy::post)
        .get("/concours/:slug/supprimer", Access::AnyTeam, delete::show)
        .post("/concours/:slug/supprimer", Access::AnyTeam, delete::post)
        .get("/concours/:slug/import", Access::AnyTeam, import_upload::show)
        .post("/concours/:slug/import", Access::AnyTeam, import_upload::post)
        .get("/concours/:slug/import/:id", Access::AnyTeam, import_columns::show)
        .post("/concours/:slug/import/:id", Access::AnyTeam, import_columns::post)
        .get("/concours/:slug/import/:id/suivi", Access::AnyTeam, import_progress::show)
        .get("/concours/:slug/import/:id/suivi/fragment", Access::AnyTeam, import_progress::fragment)
        .post("/concours/:slug/import/:id/reprise", Access::AnyTeam, import_progress::resume)
        .get("/concours/:slug/primees", Access::AnyTeam, awards::show)
        .post("/concours/:slug/primees", Access::AnyTeam, awards::post);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<list::ListPage>()
        .add::<show::ShowPage>()
        .add::<edit::EditPage>()
        .add::<stage::StagePage>()
        .add::<categories::CategoriesPage>()
        .add::<questions::QuestionsPage>()
        .add::<questions::QuestionPage>()
        .add::<copy::CopyPage>()
        .add::<delete::DeletePage>()
        .add::<import_upload::UploadPage>()
        .add::<import_columns::ColumnsPage>()
        .add::<import_progress::ProgressPage>()
        .add::<import_progress::ProgressFragment>()
        .add::<awards::AwardsPage>();
}
