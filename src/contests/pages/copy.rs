//! `/concours/:slug/refaire`: the next edition of a contest. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{Contest, ContestAction, CopyContest, calendar_of};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct CopyPage {
    contest: ContestRef,
    action: String,
    /// Whether there are dates to shift.
    has_dates: bool,
    form: FormState,
}

impl Page for CopyPage {
    const TEMPLATE: &'static str = "contests/copy.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, has_dates| Self {
            contest: ContestRef::sample(title),
            action: "/concours/les-agents-ont-des-idees/refaire".into(),
            has_dates,
            form: FormState::filled([("title", title), ("first_day", "2027-03-02")]),
        };
        let mut errors = FieldErrors::default();
        errors.add("title", "required");
        errors.add("first_day", "invalid-date");
        let form = FormState::filled([("first_day", "2027-02-30")]).with_errors(errors);
        vec![
            ("with_dates", page("Les agents ont des idées", true)),
            ("without_dates", page("Les agents ont des idées", false)),
            ("two_errors", Self { form, ..page("Les agents ont des idées", true) }),
            ("very_long_title", page(LONG, true)),
            ("hostile_text", page(HOSTILE, true)),
        ]
    }
}

/// What was typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyForm {
    title: String,
    #[serde(default)]
    first_day: String,
}

/// The page of a contest, with its title and, when it has dates, its first day a year later.
async fn page_of(app: &App, contest: &Contest) -> AppResult<CopyPage> {
    let id = contest.id;
    let calendar = app.read(move |conn| calendar_of(conn, id)).await?;
    let first_day = calendar.a_year_later().first_day().map(|day| day.to_string()).unwrap_or_default();
    Ok(CopyPage {
        action: format!("{}/refaire", contest.url()),
        has_dates: !first_day.is_empty(),
        form: FormState::filled([("title", &contest.title), ("first_day", &first_day)]),
        contest: ContestRef::of(contest),
    })
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let contest = views::contest_for(&app, &actor, ContestAction::Copy, &slug).await?;
    shell.page(&page_of(&app, &contest).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<CopyForm>,
) -> AppResult<Response> {
    let CopyForm { title, first_day } = form.values;
    match (CopyContest { slug: slug.clone(), title, first_day }).run(&app, &actor).await {
        Ok(copy) => Ok(shell.see_other(&copy.url(), Some(("success", "flash-contest-copied")))),
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Copy, &slug).await?;
            let page = page_of(&app, &contest).await?;
            shell.refused_page(&CopyPage { form: FormState::refused(&form.raw, errors, &[]), ..page })
        }
        Err(other) => Err(other),
    }
}
