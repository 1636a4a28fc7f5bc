//! `/concours/:slug/etape`: passes a contest to another stage, with a reason. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{Contest, ContestAction, MoveContest, Stage};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct StagePage {
    contest: ContestRef,
    action: String,
    stage: Stage,
    follows_calendar: bool,
    announces: bool,
    awards_url: String,
    stages: Vec<Stage>,
    form: FormState,
}

impl StagePage {
    fn of(contest: &Contest, form: FormState) -> Self {
        Self {
            action: format!("{}/etape", contest.url()),
            awards_url: format!("{}/primees", contest.url()),
            stage: contest.stage,
            follows_calendar: contest.follows_calendar,
            announces: contest.stage.is_in_progress(),
            stages: contest.stage.moves().to_vec(),
            contest: ContestRef::of(contest),
            form,
        }
    }
}

impl Page for StagePage {
    const TEMPLATE: &'static str = "contests/stage.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, stage: Stage| Self {
            contest: ContestRef::sample(title),
            action: "/concours/les-agents-ont-des-idees/etape".into(),
            awards_url: "/concours/les-agents-ont-des-idees/primees".into(),
            stage,
            follows_calendar: stage != Stage::Draft,
            announces: stage.is_in_progress(),
            stages: stage.moves().to_vec(),
            form: FormState::default(),
        };
        let mut errors = FieldErrors::default();
        errors.add("stage", "choose");
        errors.add("reason", "required");
        let form = FormState::default().with_errors(errors);
        vec![
            ("draft", page("Les agents ont des idées", Stage::Draft)),
            ("collecting", page("Les agents ont des idées", Stage::Collecting)),
            ("awarded", page("Les agents ont des idées", Stage::Awarded)),
            ("two_errors", Self { form, ..page("Les agents ont des idées", Stage::Voting) }),
            ("very_long_title", page(LONG, Stage::Jury)),
            ("hostile_text", page(HOSTILE, Stage::Closed)),
        ]
    }
}

/// What was typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageForm {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    reason: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let contest = views::contest_for(&app, &actor, ContestAction::Move, &slug).await?;
    shell.page(&StagePage::of(&contest, FormState::default()))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<StageForm>,
) -> AppResult<Response> {
    let moved = match form.values.stage.parse() {
        Ok(to) => {
            let reason = form.values.reason.clone();
            MoveContest { slug: slug.clone(), to, reason }.run(&app, &actor).await
        }
        Err(()) => Err(FieldErrors::one("stage", "choose")),
    };
    match moved {
        Ok(contest) => Ok(shell.see_other(&contest.url(), Some(("success", "flash-contest-stage-changed")))),
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Move, &slug).await?;
            shell.refused_page(&StagePage::of(&contest, FormState::refused(&form.raw, errors, &[])))
        }
        Err(other) => Err(other),
    }
}
