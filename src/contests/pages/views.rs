//! What several of these pages show.

use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::contests::{Contest, ContestAction, ImportRow, ImportState, find_by_slug};
use crate::error::{AppError, AppResult};

/// A title that no design expects.
pub(super) const LONG: &str = "Anticonstitutionnellement, les agentes et les agents de la Région Valmont proposent, débattent, \
                               amendent et recomposent ensemble";
/// A title that no browser should believe.
pub(super) const HOSTILE: &str = "</h1><script>alert(\"1\")</script> & Cie {{ 7*7 }}";

/// A contest that another page leads back to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ContestRef {
    pub title: String,
    pub url: String,
}

impl ContestRef {
    pub(super) fn of(contest: &Contest) -> Self {
        Self { title: contest.title.clone(), url: contest.url() }
    }

    pub(super) fn sample(title: &str) -> Self {
        Self { title: title.into(), url: "/concours/les-agents-ont-des-idees".into() }
    }
}

/// An import in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ImportLine {
    url: String,
    file_name: String,
    state: ImportState,
    added: i64,
    created_at: Time,
}

impl ImportLine {
    /// The line of an import: it leads to the choice of its columns, or to how far it is.
    pub(super) fn of(contest: &Contest, import: ImportRow) -> Self {
        let page = format!("{}/import/{}", contest.url(), import.id);
        Self {
            url: if import.state == ImportState::Uploaded { page } else { format!("{page}/suivi") },
            file_name: import.file_name,
            state: import.state,
            added: import.added,
            created_at: import.created_at,
        }
    }

    pub(super) fn sample(file_name: &str, state: ImportState) -> Self {
        let url = "/concours/les-agents-ont-des-idees/import/0000000000001".into();
        Self { url, file_name: file_name.into(), state, added: 244, created_at: Time::default() }
    }
}

/// The address of an import.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ImportPath {
    pub slug: String,
    pub id: String,
}

/// The contest at an address, for somebody who may do this to it.
pub(super) async fn contest_for(
    app: &App,
    actor: &Actor,
    action: ContestAction,
    slug: &str,
) -> AppResult<Contest> {
    let (asker, slug) = (actor.clone(), slug.to_owned());
    let contest = app.read(move |conn| find_by_slug(conn, &asker, &slug)).await?.ok_or(AppError::NotFound)?;
    actor.require(contest.permits(actor, action))?;
    Ok(contest)
}

/// An id in an address; one that is none leads nowhere.
pub(super) fn id_of<T: std::str::FromStr>(text: &str) -> AppResult<T> {
    text.parse().map_err(|_| AppError::NotFound)
}
