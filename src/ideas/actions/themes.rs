//! The team sorts ideas by theme: many at once, and undone at once.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::call::knows;
use super::edit::{rewrite, words_of};
use super::idea_for;
use super::review::{MOST, Reviewed};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::IdeaAction;
use crate::ideas::store::{self, Idea, IdeaWords};
use crate::ids::{BatchId, IdeaId};
use crate::transaction::Transaction;

/// The most characters of a theme.
const THEME: usize = 200;

/// Gives ideas another theme.
#[derive(Debug, Clone)]
pub struct SetThemes {
    /// Which.
    pub ideas: Vec<IdeaId>,
    /// One of the themes of their contest; empty for none.
    pub theme: String,
}

impl SetThemes {
    /// Changes them. Each gets a version with its own words and the other theme; those that have it already, or that
    /// somebody else changed meanwhile, are passed over. What people support is not asked again.
    ///
    /// # Errors
    ///
    /// Faults of `ideas`, `theme`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Reviewed> {
        let actor = actor.clone();
        app.write(move |tx| self.run_in(tx, &actor)).await
    }

    fn run_in(self, tx: &mut Transaction<'_>, actor: &Actor) -> AppResult<Reviewed> {
        let mut errors = FieldErrors::default();
        let theme = errors.optional_text("theme", &self.theme, THEME);
        if self.ideas.is_empty() {
            errors.add("ideas", "choose");
        }
        if self.ideas.len() > MOST {
            errors.add_limit("ideas", "too-many", MOST as i64);
        }
        errors.check()?;
        let mut ideas = Vec::with_capacity(self.ideas.len());
        for id in &self.ideas {
            ideas.push(idea_for(tx, actor, *id, IdeaAction::Review)?);
        }
        for id in ideas.iter().map(|idea| idea.contest_id).collect::<BTreeSet<_>>() {
            let contest = contests::find(tx, id)?.ok_or(AppError::NotFound)?;
            if !knows(&contest, &theme) {
                return Err(FieldErrors::one("theme", "theme-of-another-contest"));
            }
        }
        let batch = tx.new_id();
        let mut count = 0;
        for idea in ideas.iter().filter(|idea| idea.category != theme) {
            count += usize::from(set_theme(tx, actor, idea, &theme, Some(batch))?);
        }
        Ok(Reviewed { count, batch })
    }
}

/// Says whether the idea still was as it had been read.
fn set_theme(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    idea: &Idea,
    theme: &str,
    batch: Option<BatchId>,
) -> AppResult<bool> {
    let words = IdeaWords { category: theme.to_owned(), ..words_of(idea) };
    Ok(rewrite(tx, actor, idea, &words, batch)?.is_some())
}

/// Gives the ideas of a go the themes they had before, unless they were changed since. `None` when there is no such go.
pub(super) fn undo(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    batch: BatchId,
    within: TimeDelta,
) -> AppResult<Option<usize>> {
    let done = store::versions_of_batch(tx, batch)?;
    let Some(first) = done.first() else { return Ok(None) };
    if first.edited_at + within < tx.now() {
        return Err(AppError::Refused("too-late"));
    }
    let mut count = 0;
    for version in &done {
        let idea = idea_for(tx, actor, version.idea_id, IdeaAction::Review)?;
        let versions = store::versions_of(tx, idea.id)?;
        let before = versions.iter().rev().find(|one| one.version < version.version);
        if let Some(before) = before.filter(|_| idea.version == version.version) {
            count += usize::from(set_theme(tx, actor, &idea, &before.category, None)?);
        }
    }
    Ok(Some(count))
}
