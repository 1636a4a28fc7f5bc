//! Ideas in the words of a notice.

use std::collections::BTreeMap;

use super::{rules, store};
use crate::accounts::Actor;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::{CoAuthorInvitationId, Id, IdeaId};
use crate::notices::{Described, Describer, beginning};

/// Say what ideas are, to whom may see them, and questions to be an author of one, too, to whom they were sent.
pub fn describers() -> [Describer; 2] {
    [ideas(), Describer { object_kind: "coauthor_invitation", describe: invitations }]
}

/// Such a question goes by the title of the idea: what it says is read once the answer is yes.
fn invitations(conn: &mut Conn, actor: &Actor, ids: &[i64]) -> AppResult<BTreeMap<i64, Described>> {
    let Some(account) = actor.account() else { return Ok(BTreeMap::new()) };
    let ids: Vec<CoAuthorInvitationId> = ids.iter().map(|id| CoAuthorInvitationId::from_i64(*id)).collect();
    let mut described = BTreeMap::new();
    for invitation in store::list_coauthor_invitations(conn, account, &ids)? {
        if let Some(idea) = store::list_any_by_ids(conn, &[invitation.idea_id])?.pop() {
            let url = rules::coauthor_url(invitation.id);
            let words = Described { title: idea.title, url, excerpt: None, group: None };
            described.insert(invitation.id.as_i64(), words);
        }
    }
    Ok(described)
}

fn ideas() -> Describer {
    Describer {
        object_kind: "idea",
        describe: |conn, actor, ids| {
            let ids: Vec<IdeaId> = ids.iter().map(|id| IdeaId::from_i64(*id)).collect();
            let ideas = store::list_visible_by_ids(conn, actor, &ids)?.into_iter();
            let described = ideas.map(|idea| {
                let url = rules::url(idea.id, &idea.title);
                let excerpt = beginning(&idea.text());
                let words = Described { title: idea.title, url, excerpt, group: None };
                (idea.id.as_i64(), words)
            });
            Ok(described.collect())
        },
    }
}
