//! `/concours/:slug/themes`: the categories that ideas may have, in their order. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{CategoryDraft, Contest, ContestAction, SetCategories};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct CategoriesPage {
    contest: ContestRef,
    action: String,
    lines: Vec<Line>,
    form: FormState,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    was: String,
    name: String,
}

impl CategoriesPage {
    fn of(contest: &Contest, lines: Vec<Line>, form: FormState) -> Self {
        let action = format!("{}/themes", contest.url());
        Self { contest: ContestRef::of(contest), action, lines, form }
    }
}

impl Page for CategoriesPage {
    const TEMPLATE: &'static str = "contests/categories.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, names: &[&str]| Self {
            contest: ContestRef::sample(title),
            action: "/concours/les-agents-ont-des-idees/themes".into(),
            lines: names.iter().map(|name| Line { was: (*name).into(), name: (*name).into() }).collect(),
            form: FormState::default(),
        };
        let mut errors = FieldErrors::default();
        errors.add("categories", "repeated");
        let form = FormState::default().with_errors(errors);
        vec![
            ("none_yet", page("Les agents ont des idées", &[])),
            ("several", page("Les agents ont des idées", &["Mobilité", "Restauration", "Bâtiments"])),
            ("one_error", Self { form, ..page("Les agents ont des idées", &["Mobilité", "mobilité"]) }),
            ("very_long_title", page(LONG, &[LONG])),
            ("hostile_text", page(HOSTILE, &[HOSTILE])),
        ]
    }
}

/// What was typed: each line's name until now and from now on, a new one, and which button was pressed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoriesForm {
    #[serde(default)]
    was: Vec<String>,
    #[serde(default)]
    name: Vec<String>,
    #[serde(default)]
    new: String,
    act: String,
}

impl CategoriesForm {
    /// The lines as the button leaves them: `save`, or `up-2`, `down-2`, `remove-2` for the line of that place.
    fn lines(&self) -> AppResult<Vec<Line>> {
        if self.was.len() != self.name.len() {
            return Err(AppError::StaleForm);
        }
        let line = |(was, name): (&String, &String)| Line { was: was.clone(), name: name.clone() };
        let mut lines: Vec<Line> = self.was.iter().zip(&self.name).map(line).collect();
        let (act, place) = self.act.split_once('-').unwrap_or((&self.act, ""));
        let place = place.parse::<usize>().ok().filter(|place| *place < lines.len());
        match (act, place) {
            ("up", Some(place)) if place > 0 => lines.swap(place, place - 1),
            ("down", Some(place)) if place + 1 < lines.len() => lines.swap(place, place + 1),
            ("remove", Some(place)) => drop(lines.remove(place)),
            _ => {}
        }
        if !self.new.trim().is_empty() {
            lines.push(Line { was: String::new(), name: self.new.clone() });
        }
        Ok(lines)
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
    let lines = contest.categories().into_iter().map(|name| Line { was: name.clone(), name });
    let lines = lines.collect();
    shell.page(&CategoriesPage::of(&contest, lines, FormState::default()))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<CategoriesForm>,
) -> AppResult<Response> {
    let lines = form.values.lines()?;
    let draft = |line: &Line| CategoryDraft { was: line.was.clone(), name: line.name.clone() };
    let set = SetCategories { slug: slug.clone(), categories: lines.iter().map(draft).collect() };
    match set.run(&app, &actor).await {
        Ok(contest) => {
            let page = format!("{}/themes", contest.url());
            Ok(shell.see_other(&page, Some(("success", "flash-saved"))))
        }
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Edit, &slug).await?;
            let form = FormState::default().with_errors(errors);
            shell.refused_page(&CategoriesPage::of(&contest, lines, form))
        }
        Err(other) => Err(other),
    }
}
