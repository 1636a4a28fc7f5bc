//! The pages of ideas: writing and sending one, the list that is also the search, an idea with what became of it, and
//! what the team and its author do with it.

pub mod answer;
pub mod authors;
pub mod edit;
mod history;
pub mod list;
pub mod manage;
pub mod mine;
pub mod moves;
pub mod paper;
pub mod receipt;
pub mod review;
pub mod show;
pub mod submit;
mod typed;
pub mod versions;

use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/idees", Access::Everybody, list::show)
        .get("/idees/:slug", Access::Everybody, show::show)
        .post("/idees/:slug/reponse", Access::AnyTeam, answer::post)
        .get("/deposer", Access::Everybody, submit::shortcut)
        .get("/concours/:slug/deposer", Access::Everybody, submit::show)
        .post("/concours/:slug/deposer", Access::Everybody, submit::post)
        .get("/concours/:slug/deposer/proches", Access::Everybody, submit::similar_part)
        .post("/concours/:slug/deposer/brouillon", Access::Everybody, submit::autosave)
        .post("/concours/:slug/deposer/effacer", Access::Everybody, submit::discard)
        .get("/concours/:slug/carte-papier", Access::Everybody, paper::show)
        .get("/mes-ideas", Access::SignedIn, mine::show)
        .get("/idees/:slug/recu", Access::SignedIn, receipt::show)
        .get("/idees/:slug/modifier", Access::SignedIn, edit::show)
        .post("/idees/:slug/modifier", Access::SignedIn, edit::post)
        .get("/idees/:slug/auteurs", Access::SignedIn, authors::show)
        .post("/idees/:slug/auteurs", Access::SignedIn, authors::invite)
        .post("/idees/:slug/auteurs/retirer", Access::SignedIn, authors::remove)
        .get("/co-auteur/:id", Access::SignedIn, authors::asked)
        .post("/co-auteur/:id", Access::SignedIn, authors::answer)
        .get("/idees/:slug/versions", Access::Everybody, versions::show)
        .get("/idees/:slug/retirer", Access::SignedIn, moves::ask_withdrawal)
        .post("/idees/:slug/retirer", Access::SignedIn, moves::withdraw)
        .post("/idees/:slug/remettre", Access::SignedIn, moves::restore)
        .post("/idees/:slug/soutien", Access::SignedIn, moves::support)
        .post("/idees/:slug/suivi", Access::SignedIn, moves::follow)
        .post("/idees/:slug/moderation", Access::AnyTeam, review::one)
        .get("/moderation", Access::Team, review::show)
        .post("/moderation", Access::Team, review::post)
        .get("/moderation/publiees", Access::AnyTeam, manage::show)
        .post("/moderation/publiees", Access::AnyTeam, manage::post)
        .post("/moderation/annuler", Access::Team, review::undo_batch);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<list::ListPage>()
        .add::<show::IdeaPage>()
        .add::<submit::SubmitPage>()
        .add::<submit::SimilarPart>()
        .add::<paper::PaperPage>()
        .add::<receipt::ReceiptPage>()
        .add::<mine::MinePage>()
        .add::<edit::EditPage>()
        .add::<authors::AuthorsPage>()
        .add::<authors::CoAuthorPage>()
        .add::<versions::VersionsPage>()
        .add::<moves::WithdrawPage>()
        .add::<review::ReviewPage>()
        .add::<manage::ManagePage>();
}
