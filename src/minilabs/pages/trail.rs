//! What happened in a group, from the journal, for its page.

use serde::Serialize;

use crate::accounts::{self, Actor};
use crate::clock::Time;
use crate::db::{Conn, Result};
use crate::ids::AccountId;
use crate::journal;
use crate::minilabs::MiniLab;

/// Steps shown.
const STEPS: usize = 8;
/// What the journal says, and the word that chooses the sentence.
const KINDS: [(&str, &str); 3] =
    [("minilab.opened", "opened"), ("minilab.joined", "joined"), ("minilab.promoted", "promoted")];

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    kind: &'static str,
    at: Time,
    by: Option<String>,
}

/// What the actor may read of it, the latest first.
pub(super) fn load(conn: &mut Conn, actor: &Actor, lab: &MiniLab) -> Result<Vec<Step>> {
    let entries = journal::about(conn, lab.id.into(), actor.sees())?;
    let told = |kind: &str| KINDS.iter().find(|(entry, _)| *entry == kind).map(|(_, word)| *word);
    let entries: Vec<_> =
        entries.into_iter().rev().filter_map(|entry| Some((told(&entry.kind)?, entry))).take(STEPS).collect();
    let people: Vec<AccountId> = entries.iter().filter_map(|(_, entry)| entry.actor_id).collect();
    let names = accounts::names_of(conn, actor, &people)?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id).cloned());
    Ok(entries
        .into_iter()
        .map(|(kind, entry)| Step { kind, at: entry.at, by: name(entry.actor_id) })
        .collect())
}

impl Step {
    /// Steps for samples.
    pub(super) fn samples() -> Vec<Self> {
        let by = ["Lina Moreau", "<b>Ada</b>"].map(|name| Some(name.to_owned()));
        let steps = KINDS.iter().rev().zip(by.into_iter().chain([None]));
        steps.map(|((_, kind), by)| Self { kind, at: Time::default(), by }).collect()
    }
}
