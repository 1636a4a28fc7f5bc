//! `/concours/nouveau` and `/concours/:slug/modifier`: a contest's words and dates. For the team.

use chrono::{NaiveDate, NaiveTime};
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::{
    Calendar, Contest, ContestAction, ContestDraft, CreateContest, Moderation, Phase, PhaseDraft,
    PhaseFields, UpdateContest, calendar_of,
};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct EditPage {
    contest: Option<ContestRef>,
    action: String,
    form: FormState,
    phases: Vec<PhaseView>,
}

#[derive(Debug, Clone, Serialize)]
struct PhaseView {
    kind: Phase,
    is_moment: bool,
    /// Whether it is shown open: the first one, and those with a date or a fault.
    is_open: bool,
}

fn phases(form: &FormState) -> Vec<PhaseView> {
    let is_open = |phase: Phase| {
        let PhaseFields { opens_on, opens_at, closes_on, closes_at } = phase.fields();
        [opens_on, opens_at, closes_on, closes_at].into_iter().any(|field| {
            form.values.get(field).is_some_and(|value| !value.is_empty())
                || form.errors.0.iter().any(|fault| fault.field == field)
        })
    };
    let view = |kind: Phase| PhaseView {
        kind,
        is_moment: kind.is_moment(),
        is_open: kind == Phase::Submission || is_open(kind),
    };
    Phase::ALL.into_iter().map(view).collect()
}

impl EditPage {
    fn new(form: FormState) -> Self {
        Self { contest: None, action: "/concours/nouveau".into(), phases: phases(&form), form }
    }

    fn of(contest: &Contest, form: FormState) -> Self {
        let action = format!("{}/modifier", contest.url());
        Self { contest: Some(ContestRef::of(contest)), action, phases: phases(&form), form }
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
            ("new", Self::new(blank())),
            ("several_errors", Self::new(filled(LONG).with_errors(errors))),
            ("existing", contest("Les agents ont des idées")),
            ("very_long_title", contest(LONG)),
            ("hostile_text", contest(HOSTILE)),
        ]
    }
}

/// What was typed: the words, and for each phase its days and hours.
type Fields = Vec<(String, String)>;

/// What the fields say; one that no form of ours has is not for us.
fn draft_of(fields: &Fields) -> AppResult<ContestDraft> {
    let phases = Phase::ALL.map(|phase| PhaseDraft::days(phase, "", ""));
    let mut draft = ContestDraft { phases: phases.to_vec(), ..ContestDraft::default() };
    for (name, value) in fields {
        let place = match name.as_str() {
            "title" => &mut draft.title,
            "slug" => &mut draft.slug,
            "summary" => &mut draft.summary,
            "audience" => &mut draft.audience,
            "about" => &mut draft.about,
            "rules" => &mut draft.rules,
            "charter" => &mut draft.charter,
            "moderation" => &mut draft.moderation,
            "follows_calendar" => {
                draft.follows_calendar = true;
                continue;
            }
            other => phase_field(&mut draft.phases, other).ok_or(AppError::StaleForm)?,
        };
        value.clone_into(place);
    }
    Ok(draft)
}

fn phase_field<'a>(phases: &'a mut [PhaseDraft], name: &str) -> Option<&'a mut String> {
    phases.iter_mut().find_map(|draft| {
        let fields = draft.phase.fields();
        let places = [
            (fields.opens_on, &mut draft.opens_on),
            (fields.opens_at, &mut draft.opens_at),
            (fields.closes_on, &mut draft.closes_on),
            (fields.closes_at, &mut draft.closes_at),
        ];
        places.into_iter().find(|(field, _)| *field == name).map(|(_, place)| place)
    })
}

/// A new contest passes on by itself unless somebody wants otherwise.
fn blank() -> FormState {
    FormState::filled([
        ("audience", Audience::Agents.as_str()),
        ("moderation", Moderation::Before.as_str()),
        ("follows_calendar", "on"),
    ])
}

fn filled(contest: &Contest, calendar: &Calendar) -> FormState {
    let mut form = FormState::filled([
        ("title", &contest.title),
        ("slug", &contest.slug),
        ("summary", &contest.summary),
        ("audience", contest.audience.as_str()),
        ("about", &contest.about),
        ("rules", &contest.rules),
        ("charter", &contest.charter),
        ("moderation", contest.moderation.as_str()),
        ("follows_calendar", if contest.follows_calendar { "on" } else { "" }),
    ]);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let hour =
        |hour: Option<NaiveTime>| hour.map(|hour| hour.format("%H:%M").to_string()).unwrap_or_default();
    for (phase, period) in &calendar.0 {
        let fields = phase.fields();
        let values = [
            (fields.opens_on, day(period.opens_on)),
            (fields.opens_at, hour(period.opens_at)),
            (fields.closes_on, day(period.closes_on)),
            (fields.closes_at, hour(period.closes_at)),
        ];
        form.values.extend(values.map(|(field, value)| (field.to_owned(), value)));
    }
    form
}

#[handler]
pub async fn show_new(shell: Shell) -> AppResult<Response> {
    shell.page(&EditPage::new(blank()))
}

#[handler]
pub async fn post_new(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<Fields>,
) -> AppResult<Response> {
    match CreateContest(draft_of(&form.values)?).run(&app, &actor).await {
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
    form: Form<Fields>,
) -> AppResult<Response> {
    let update = UpdateContest { slug: slug.clone(), draft: draft_of(&form.values)? };
    match update.run(&app, &actor).await {
        Ok(contest) => Ok(shell.see_other(&contest.url(), Some(("success", "flash-contest-saved")))),
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Edit, &slug).await?;
            shell.refused_page(&EditPage::of(&contest, FormState::refused(&form.raw, errors, &[])))
        }
        Err(other) => Err(other),
    }
}
