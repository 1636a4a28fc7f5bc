//! The pages of comments, reports and help. Comments themselves stand on the page of their idea.

pub mod change;
pub mod help;
pub mod moderate;
pub mod queue;
pub mod report;
pub mod write;

use poem::Response;
use poem::http::StatusCode;

use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::IdeaId;
use crate::web::forms::RawForm;
use crate::web::render::Samples;
use crate::web::{Access, Page, Routes, Shell};

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/idees/:slug/commentaires", Access::Everybody, write::show)
        .post("/idees/:slug/commentaires", Access::Everybody, write::post)
        .get("/commentaires/:id", Access::Everybody, write::find)
        .get("/commentaires/:id/modifier", Access::SignedIn, change::show)
        .post("/commentaires/:id/modifier", Access::SignedIn, change::post)
        .post("/commentaires/:id/retirer", Access::SignedIn, change::withdraw)
        .post("/commentaires/:id/merci", Access::SignedIn, change::thank)
        .get("/commentaires/:id/moderation", Access::Team, moderate::show)
        .post("/commentaires/:id/moderation", Access::Team, moderate::post)
        .get("/commentaires/:id/signaler", Access::SignedIn, report::show_comment)
        .post("/commentaires/:id/signaler", Access::SignedIn, report::post_comment)
        .get("/idees/:slug/signaler", Access::SignedIn, report::show_idea)
        .post("/idees/:slug/signaler", Access::SignedIn, report::post_idea)
        .get("/mes-signalements/:id", Access::SignedIn, report::show_own)
        .get("/signalements", Access::Team, queue::show)
        .post("/signalements", Access::Team, queue::post)
        .post("/signalements/annuler", Access::Team, queue::undo)
        .get("/signalements/journal.csv", Access::Team, queue::log)
        .get("/demander-aide", Access::SignedIn, help::ask)
        .post("/demander-aide", Access::SignedIn, help::post)
        .get("/demandes-aide", Access::Team, help::list)
        .get("/demandes-aide/:id", Access::SignedIn, help::show)
        .post("/demandes-aide/:id/messages", Access::SignedIn, help::write)
        .post("/demandes-aide/:id/prise", Access::Team, help::take)
        .post("/demandes-aide/:id/cloture", Access::SignedIn, help::close);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<write::WritePage>()
        .add::<change::EditPage>()
        .add::<moderate::ModeratePage>()
        .add::<report::ReportPage>()
        .add::<report::OwnReportPage>()
        .add::<queue::QueuePage>()
        .add::<help::AskPage>()
        .add::<help::HelpListPage>()
        .add::<help::HelpPage>();
}

/// All values of a field.
fn all_of(raw: &RawForm, name: &str) -> Vec<String> {
    raw.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
}

/// The first value of a field; nothing when it is absent.
fn one_of(raw: &RawForm, name: &str) -> String {
    raw.get(name).unwrap_or_default().to_owned()
}

/// The id at the end of an idea's address.
fn idea_id(slug: &str) -> AppResult<IdeaId> {
    let id = slug.rsplit('-').next().and_then(|id| id.parse().ok());
    id.ok_or(AppError::NotFound)
}

/// An id in an address.
fn id_of<T: std::str::FromStr>(text: &str) -> AppResult<T> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// What is wrong with a form that comes back filled, and with which status.
struct Refused {
    errors: FieldErrors,
    status: StatusCode,
    /// Whether its key is of no use any more.
    is_stale: bool,
}

impl Refused {
    /// Of a form whose words must not be lost, whatever a rule says of them.
    fn new(error: AppError) -> AppResult<Self> {
        let whole = |kind, status| {
            let mut errors = FieldErrors::default();
            errors.add("", kind);
            Self { errors, status, is_stale: kind == "stale-form" }
        };
        match error {
            AppError::Invalid(errors) => {
                Ok(Self { errors, status: StatusCode::UNPROCESSABLE_ENTITY, is_stale: false })
            }
            AppError::StaleForm => Ok(whole("stale-form", StatusCode::UNPROCESSABLE_ENTITY)),
            AppError::SignInFirst => Ok(whole("sign-in-first", StatusCode::UNPROCESSABLE_ENTITY)),
            AppError::Refused(rule) => Ok(whole(rule, StatusCode::CONFLICT)),
            other => Err(other),
        }
    }

    /// The page with what came back.
    fn page<P: Page>(&self, shell: &Shell, page: &P) -> AppResult<Response> {
        let mut response = shell.page(page)?;
        response.set_status(self.status);
        Ok(response)
    }
}
