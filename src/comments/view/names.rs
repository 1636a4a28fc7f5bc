//! Under which names people speak, for whoever reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::accounts::{self, Actor};
use crate::comments::actions::{audiences, idea_standing};
use crate::comments::store::{self, Comment};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::{Author, SeenIdea};
use crate::ids::AccountId;

/// People offered to be told.
const OFFERED: usize = 12;
/// Comments looked at to find who takes part.
const LOOKED_AT: i64 = 200;

/// Somebody who takes part in what is said under an idea, by the name that a viewer reads. Its value says no more than
/// that name does: under a pseudonym it is not the account's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// What a box sends.
    pub value: String,
    /// The name.
    pub name: String,
    /// The account.
    pub account: AccountId,
}

/// Names of those who wrote comments, as a viewer reads them.
pub struct Names {
    authors: Vec<Author>,
    names: BTreeMap<AccountId, String>,
}

impl Names {
    /// Of these comments, under an idea of these authors or under none, as far as this viewer may read them.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn of<'c>(
        conn: &mut Conn,
        viewer: &Actor,
        authors: &[Author],
        comments: impl IntoIterator<Item = &'c Comment>,
    ) -> AppResult<Self> {
        let accounts: BTreeSet<AccountId> =
            comments.into_iter().filter_map(|comment| comment.account_id).collect();
        let accounts: Vec<AccountId> = accounts.into_iter().collect();
        Ok(Self { authors: authors.to_vec(), names: accounts::names_of(conn, viewer, &accounts)? })
    }

    /// The name that a viewer reads on a comment.
    pub fn shown_to(&self, viewer: &Actor, comment: &Comment) -> Option<String> {
        let account = comment.account_id?;
        // An author is called here as on the idea, today.
        let author =
            self.authors.iter().find(|author| comment.as_author && author.account_id == Some(account));
        let shown = match author {
            Some(author) => author.shown_to(viewer).map(str::to_owned),
            None => {
                let is_self = viewer.account() == Some(account);
                let is_named = is_self || comment.name_level.shows_to(viewer);
                if is_named { self.names.get(&account).cloned() } else { Some(comment.pseudonym.clone()) }
            }
        };
        shown.filter(|name| !name.is_empty())
    }
}

/// Who takes part under an idea that the viewer sees, but for the viewer: its authors, and who wrote a comment.
///
/// # Errors
///
/// When the database refuses.
pub fn participants(conn: &mut Conn, viewer: &Actor, seen: &SeenIdea) -> AppResult<Vec<Participant>> {
    let audiences = audiences(viewer, idea_standing(seen));
    let comments = store::list_recent(conn, seen.idea.id, audiences, LOOKED_AT)?;
    let names = Names::of(conn, viewer, &seen.authors, &comments)?;
    let authors = names.authors.iter().enumerate().filter_map(|(place, author)| {
        let name = author.shown_to(viewer)?.to_owned();
        Some(Participant { value: format!("author-{place}"), name, account: author.account_id? })
    });
    let writers = comments.iter().filter_map(|comment| {
        let name = names.shown_to(viewer, comment)?;
        Some(Participant { value: comment.id.to_string(), name, account: comment.account_id? })
    });
    let mut people: Vec<Participant> = Vec::new();
    for person in authors.chain(writers).filter(|person| Some(person.account) != viewer.account()) {
        // One box for one name: two of the same name are both told.
        let is_there =
            people.iter().any(|known| known.name == person.name && known.account == person.account);
        if !is_there {
            people.push(person);
        }
    }
    people.truncate(OFFERED);
    Ok(people)
}
