//! Who is told of what happens to an idea.

use std::collections::BTreeSet;

use crate::error::AppResult;
use crate::ideas::store::{self, Idea};
use crate::ids::AccountId;
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// Its authors with an account, and who sent it for one.
fn own(tx: &mut Transaction<'_>, idea: &Idea) -> AppResult<BTreeSet<AccountId>> {
    let authors = store::authors_of(tx, &[idea.id])?.remove(&idea.id).unwrap_or_default();
    Ok(authors.into_iter().filter_map(|author| author.account_id).chain(idea.filed_by).collect())
}

fn tell(
    tx: &mut Transaction<'_>,
    people: BTreeSet<AccountId>,
    kind: NoticeKind,
    idea: &Idea,
    by: Option<AccountId>,
) -> AppResult<()> {
    for to in people {
        notices::tell(tx, Notice { to, kind, object: idea.id.into(), by })?;
    }
    Ok(())
}

/// The receipt.
pub fn received(tx: &mut Transaction<'_>, idea: &Idea) -> AppResult<()> {
    let people = own(tx, idea)?;
    tell(tx, people, NoticeKind::Receipt, idea, None)
}

/// What the team decided on its publication. A refusal reaches its author at once.
pub fn reviewed(
    tx: &mut Transaction<'_>,
    idea: &Idea,
    by: Option<AccountId>,
    is_refusal: bool,
) -> AppResult<()> {
    let people = own(tx, idea)?;
    let kind = if is_refusal { NoticeKind::Decision } else { NoticeKind::Moderation };
    tell(tx, people, kind, idea, by)
}

/// That it says something else now: to those who said yes to what it said before, and to those who follow it.
pub fn changed(tx: &mut Transaction<'_>, idea: &Idea, by: Option<AccountId>) -> AppResult<()> {
    let people = store::supporters_of(tx, idea.id)?.into_iter().chain(store::followers_of(tx, idea.id)?);
    let people: BTreeSet<AccountId> = people.filter(|account| Some(*account) != by).collect();
    tell(tx, people, NoticeKind::Changed, idea, by)
}

/// That somebody who was asked to be an author, too, answered.
pub fn joined(tx: &mut Transaction<'_>, idea: &Idea, by: AccountId) -> AppResult<()> {
    let mut people = own(tx, idea)?;
    people.remove(&by);
    tell(tx, people, NoticeKind::CoAuthor, idea, Some(by))
}

/// That it moved on: to those who support or follow it and are no authors; these are told in words of their own.
pub fn moved(tx: &mut Transaction<'_>, idea: &Idea, by: Option<AccountId>) -> AppResult<()> {
    let own = own(tx, idea)?;
    let people = store::supporters_of(tx, idea.id)?.into_iter().chain(store::followers_of(tx, idea.id)?);
    let people: BTreeSet<AccountId> =
        people.filter(|account| !own.contains(account) && Some(*account) != by).collect();
    tell(tx, people, NoticeKind::Changed, idea, by)
}
