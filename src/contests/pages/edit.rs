//! `/concours/nouveau` and `/concours/:slug/modifier`: a contest's words and dates. For the team.

use chrono::NaiveDate;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::{
    Calendar, Contest, ContestAction, ContestDraft, CreateContest, Phase, UpdateContest, calendar_of,
};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct EditPage {
    contest: Option<ContestRef>,
    action: String,
    form: FormState,
    phases: [Phase; 8],
}

impl EditPage {
    fn new(form: FormState) -> Self {
        Self { contest: None, action: "/concours/nouveau".into(), form, phases: Phase::ALL }
    }

    fn of(contest: &Contest, form: FormState) -> Self {
        let action = format!("{}/modifier", contest.url());
        Self { contest: Some(ContestRef::of(contest)), action, form, phases: Phase::ALL }
    }
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "contests/edit.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let filled = |title: &str| {
            let values = [
                ("title", title),
                ("slug", "idees"),
                ("audience", "agents"),
                ("vote_opens_on", "2026-03-02"),
            ];
            FormState::filled(values)
        };
        let mut errors = FieldErrors::default();
        errors.add_limit("title", "too-long", 120);
        errors.add("slug", "taken");
        errors.add("vote_closes_on", "date-order");
        let contest = |title: &str| Self {
            contest: Some(ContestRef::sample(title)),
            action: "/concours/idees/modifier".into(),
            ..Self::new(filled(title))
        };
        vec![
            ("new", Self::new(FormState::filled([("audience", "agents")]))),
            ("several_errors", Self::new(filled(LONG).with_errors(errors))),
            ("existing", contest("Les agents ont des idées")),
            ("very_long_title", contest(LONG)),
            ("hostile_text", contest(HOSTILE)),
        ]
    }
}

/// What was typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct EditForm {
    title: String,
    slug: String,
    summary: String,
    audience: String,
    submission_opens_on: String,
    submission_closes_on: String,
    vote_opens_on: String,
    vote_closes_on: String,
    jury_opens_on: String,
    jury_closes_on: String,
    announcement_opens_on: String,
    announcement_closes_on: String,
    analysis_opens_on: String,
    analysis_closes_on: String,
    minilabs_opens_on: String,
    minilabs_closes_on: String,
    tour_opens_on: String,
    tour_closes_on: String,
    arbitration_opens_on: String,
    arbitration_closes_on: String,
}

impl From<EditForm> for ContestDraft {
    fn from(form: EditForm) -> Self {
        let phases = vec![
            (Phase::Submission, form.submission_opens_on, form.submission_closes_on),
            (Phase::Vote, form.vote_opens_on, form.vote_closes_on),
            (Phase::Jury, form.jury_opens_on, form.jury_closes_on),
            (Phase::Announcement, form.announcement_opens_on, form.announcement_closes_on),
            (Phase::Analysis, form.analysis_opens_on, form.analysis_closes_on),
            (Phase::Minilabs, form.minilabs_opens_on, form.minilabs_closes_on),
            (Phase::Tour, form.tour_opens_on, form.tour_closes_on),
            (Phase::Arbitration, form.arbitration_opens_on, form.arbitration_closes_on),
        ];
        Self { title: form.title, slug: form.slug, summary: form.summary, audience: form.audience, phases }
    }
}

fn filled(contest: &Contest, calendar: &Calendar) -> FormState {
    let mut form = FormState::filled([
        ("title", &contest.title),
        ("slug", &contest.slug),
        ("summary", &contest.summary),
        ("audience", contest.audience.as_str()),
    ]);
    let typed = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    for (phase, period) in &calendar.0 {
        let (opens, closes) = phase.fields();
        form.values.insert(opens.to_owned(), typed(period.opens_on));
        form.values.insert(closes.to_owned(), typed(period.closes_on));
    }
    form
}

#[handler]
pub async fn show_new(shell: Shell) -> AppResult<Response> {
    shell.page(&EditPage::new(FormState::filled([("audience", Audience::Agents.as_str())])))
}

#[handler]
pub async fn post_new(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<EditForm>,
) -> AppResult<Response> {
    match CreateContest(form.values.into()).run(&app, &actor).await {
        Ok(contest) => Ok(shell.see_other(&contest.url(), Some(("success", "flash-contest-created")))),
        Err(AppError::Invalid(errors)) => {
            shell.refused_page(&EditPage::new(FormState::refused(&form.raw, errors, &[])))
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let contest = views::contest_for(&app, &actor, ContestAction::Edit, &slug).await?;
    let id = contest.id;
    let calendar = app.read(move |conn| calendar_of(conn, id)).await?;
    shell.page(&EditPage::of(&contest, filled(&contest, &calendar)))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<EditForm>,
) -> AppResult<Response> {
    let update = UpdateContest { slug: slug.clone(), draft: form.values.into() };
    match update.run(&app, &actor).await {
        Ok(contest) => Ok(shell.see_other(&contest.url(), Some(("success", "flash-contest-saved")))),
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Edit, &slug).await?;
            shell.refused_page(&EditPage::of(&contest, FormState::refused(&form.raw, errors, &[])))
        }
        Err(other) => Err(other),
    }
}
