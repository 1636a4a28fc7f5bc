//! What one does with an idea by a button of its page: support it, follow it, take it back, give it again.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{self, IdeaAction, id_in};
use crate::ideas::store::{self, Idea};
use crate::ideas::{FollowIdea, RestoreIdea, SeenIdea, SupportIdea, WithdrawIdea};
use crate::ids::IdeaId;
use crate::web::{Form, FormState, Page, Shell};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantForm {
    /// `yes` or `no`: what is wanted, so that a double click wants the same.
    wanted: String,
}

impl WantForm {
    fn wanted(&self) -> AppResult<bool> {
        match self.wanted.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(AppError::StaleForm),
        }
    }
}

async fn idea_of(app: &App, actor: &Actor, slug: &str) -> AppResult<Idea> {
    let (id, actor) = (id_in(slug).ok_or(AppError::NotFound)?, actor.clone());
    app.read(move |conn| store::find(conn, &actor, id)).await?.ok_or(AppError::NotFound)
}

#[handler]
pub async fn support(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<WantForm>,
) -> AppResult<Response> {
    let (idea, wanted) = (idea_of(&app, &actor, &slug).await?, form.values.wanted()?);
    SupportIdea { idea: idea.id, wanted }.run(&app, &actor).await?;
    let key = if wanted { "flash-idea-supported" } else { "flash-idea-unsupported" };
    Ok(shell.see_other(&rules::url(idea.id, &idea.title), Some(("success", key))))
}

#[handler]
pub async fn follow(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<WantForm>,
) -> AppResult<Response> {
    let (idea, wanted) = (idea_of(&app, &actor, &slug).await?, form.values.wanted()?);
    FollowIdea { idea: idea.id, wanted }.run(&app, &actor).await?;
    let key = if wanted { "flash-idea-followed" } else { "flash-idea-unfollowed" };
    Ok(shell.see_other(&rules::url(idea.id, &idea.title), Some(("success", key))))
}

/// The page that asks whether to take an idea back.
#[derive(Debug, Clone, Serialize)]
pub struct WithdrawPage {
    title: String,
    url: String,
    action: String,
    form: FormState,
}

impl WithdrawPage {
    fn new(idea: &Idea, form: FormState) -> Self {
        let url = rules::url(idea.id, &idea.title);
        Self { title: idea.title.clone(), action: format!("{url}/retirer"), url, form }
    }
}

impl Page for WithdrawPage {
    const TEMPLATE: &'static str = "ideas/withdraw.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, form| Self {
            title: title.into(),
            url: "/idees/une-idee-0000000000001".into(),
            action: "/idees/une-idee-0000000000001/retirer".into(),
            form,
        };
        let mut errors = FieldErrors::default();
        errors.add_limit("words", "too-long", 500);
        vec![
            ("asked", page("Moins de gâchis au self", FormState::default())),
            ("too_long", page("<script>alert(1)</script>", FormState::default().with_errors(errors))),
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawForm {
    #[serde(default)]
    words: String,
}

#[handler]
pub async fn ask_withdrawal(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let id: IdeaId = id_in(&slug).ok_or(AppError::NotFound)?;
    let idea = app
        .read(move |conn| {
            let seen = SeenIdea::find(conn, &actor, id)?;
            match (seen.is_own, rules::may(&actor, IdeaAction::Withdraw, seen.standing(&actor))) {
                (false, _) => Err(AppError::NotFound),
                (true, false) => Err(AppError::Refused("idea-settled")),
                (true, true) => Ok(seen.idea),
            }
        })
        .await?;
    shell.page(&WithdrawPage::new(&idea, FormState::default()))
}

#[handler]
pub async fn withdraw(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<WithdrawForm>,
) -> AppResult<Response> {
    let idea = idea_of(&app, &actor, &slug).await?;
    match (WithdrawIdea { idea: idea.id, words: form.values.words.clone() }).run(&app, &actor).await {
        Ok(()) => {
            Ok(shell.see_other(&rules::url(idea.id, &idea.title), Some(("success", "flash-idea-withdrawn"))))
        }
        Err(AppError::Invalid(errors)) => {
            shell.refused_page(&WithdrawPage::new(&idea, FormState::refused(&form.raw, errors, &[])))
        }
        Err(other) => Err(other),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestoreForm {}

#[handler]
pub async fn restore(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    _form: Form<RestoreForm>,
) -> AppResult<Response> {
    let idea = idea_of(&app, &actor, &slug).await?;
    RestoreIdea { idea: idea.id }.run(&app, &actor).await?;
    Ok(shell.see_other(&rules::url(idea.id, &idea.title), Some(("success", "flash-idea-resubmitted"))))
}
