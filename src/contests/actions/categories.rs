//! The categories that ideas may have: an ordered list that can change while it is in use.

use std::collections::BTreeSet;

use serde_json::json;

use super::contest_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::rules::{self, ContestAction};
use crate::contests::store::{self, Contest};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas;

/// A category, and what it was called before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CategoryDraft {
    /// Its name until now; empty for a new one.
    pub was: String,
    /// Its name from now on; empty when it is to go.
    pub name: String,
}

/// Writes the categories of a contest anew, in their order. Ideas follow a category that is renamed, and keep one that
/// goes.
pub struct SetCategories {
    /// Of which contest.
    pub slug: String,
    /// All of them.
    pub categories: Vec<CategoryDraft>,
}

impl SetCategories {
    /// Writes them.
    ///
    /// # Errors
    ///
    /// A fault of `categories`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Contest> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Edit, &self.slug)?;
            let names = checked(&self.categories)?;
            let known = contest.categories();
            let renamed: Vec<(String, String)> = self
                .categories
                .iter()
                .map(|draft| (draft.was.clone(), draft.name.trim().to_owned()))
                .filter(|(was, name)| known.contains(was) && !name.is_empty() && was != name)
                .collect();
            if names == known {
                return Ok(contest);
            }
            let moved = ideas::rename_categories(tx, contest.id, &renamed)?;
            store::set_categories(tx, contest.id, &json!(names).to_string())?;
            let data = json!({ "categories": names.len(), "renamed": renamed.len(), "ideas": moved });
            let audience = contest.standing().shown_to();
            tx.record(actor.account(), "contest.categories_set", contest.id, audience, data);
            store::find(tx, contest.id)?.ok_or(AppError::NotFound)
        })
        .await
    }
}

fn checked(drafts: &[CategoryDraft]) -> AppResult<Vec<String>> {
    let names: Vec<String> =
        drafts.iter().map(|draft| draft.name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let mut errors = FieldErrors::default();
    if names.iter().any(|name| name.chars().count() > rules::CATEGORY) {
        errors.add_limit("categories", "too-long", rules::CATEGORY as i64);
    }
    if names.len() > rules::MOST_CATEGORIES {
        errors.add_limit("categories", "too-many", rules::MOST_CATEGORIES as i64);
    }
    // Two that are written alike would be one to a reader.
    let alike: BTreeSet<String> = names.iter().map(|name| rules::folded(name)).collect();
    if alike.len() < names.len() {
        errors.add("categories", "repeated");
    }
    errors.check()?;
    Ok(names)
}
