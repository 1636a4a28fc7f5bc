//! Contests in the words of a notice.

use std::collections::BTreeMap;

use super::{ContestAction, find, may};
use crate::ids::{ContestId, Id};
use crate::notices::{Described, Describer, beginning};

/// Says what contests are, to whom may see them.
pub fn describer() -> Describer {
    Describer {
        object_kind: "contest",
        describe: |conn, actor, ids| {
            let mut described = BTreeMap::new();
            for &id in ids {
                let contest = find(conn, ContestId::from_i64(id))?;
                let seen = contest.filter(|contest| may(actor, ContestAction::See, contest.standing()));
                if let Some(contest) = seen {
                    let (url, excerpt) = (contest.url(), beginning(&contest.summary));
                    described.insert(id, Described { title: contest.title, url, excerpt, group: None });
                }
            }
            Ok(described)
        },
    }
}
