//! `/concours/:slug/supprimer`: removes a draft without ideas, once more asked. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{ContestAction, DeleteContest};
use crate::error::AppResult;
use crate::web::{Form, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct DeletePage {
    contest: ContestRef,
    action: String,
}

impl Page for DeletePage {
    const TEMPLATE: &'static str = "contests/delete.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str| Self {
            contest: ContestRef::sample(title),
            action: "/concours/les-agents-ont-des-idees/supprimer".into(),
        };
        vec![
            ("draft", page("Les agents ont des idées")),
            ("very_long_title", page(LONG)),
            ("hostile_text", page(HOSTILE)),
        ]
    }
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let contest = views::contest_for(&app, &actor, ContestAction::Edit, &slug).await?;
    let action = format!("{}/supprimer", contest.url());
    shell.page(&DeletePage { contest: ContestRef::of(&contest), action })
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    DeleteContest { slug }.run(&app, &actor).await?;
    Ok(shell.see_other("/concours", Some(("success", "flash-contest-deleted"))))
}
