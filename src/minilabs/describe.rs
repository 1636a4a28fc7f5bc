//! Mini-labs and invitations in the words of a notice.

use std::collections::BTreeMap;

use super::rules::{Action, may};
use super::store;
use crate::accounts::Actor;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas;
use crate::ids::{Id, InvitationId, MiniLabId};
use crate::notices::{Described, Describer, beginning};

/// Say what mini-labs are, to whom may see them, and invitations, to whom they were sent.
pub fn describers() -> [Describer; 2] {
    [
        Describer { object_kind: "minilab", describe: minilabs },
        Describer { object_kind: "invitation", describe: invitations },
    ]
}

fn minilabs(conn: &mut Conn, actor: &Actor, ids: &[i64]) -> AppResult<BTreeMap<i64, Described>> {
    let ids: Vec<MiniLabId> = ids.iter().map(|id| MiniLabId::from_i64(*id)).collect();
    let labs = store::list_by_ids(conn, &ids)?.into_values();
    let seen = labs.filter(|lab| may(actor, Action::See, lab.audience)).map(|lab| {
        let (url, excerpt) = (super::url(&lab), beginning(&lab.purpose));
        (lab.id.as_i64(), Described { title: lab.title, url, excerpt, group: None })
    });
    Ok(seen.collect())
}

/// An invitation goes by the name of the mini-lab, and says because of which idea.
fn invitations(conn: &mut Conn, actor: &Actor, ids: &[i64]) -> AppResult<BTreeMap<i64, Described>> {
    let Some(account) = actor.account() else { return Ok(BTreeMap::new()) };
    let mut described = BTreeMap::new();
    for &id in ids {
        let Some(invitation) = store::find_invitation(conn, account, InvitationId::from_i64(id))? else {
            continue;
        };
        let Some(lab) = store::find(conn, invitation.minilab_id)? else { continue };
        let idea = ideas::find(conn, actor, invitation.idea_id)?;
        let words = Described {
            title: lab.title,
            url: super::invitation_url(invitation.id),
            excerpt: idea.map(|idea| idea.title),
            group: None,
        };
        described.insert(id, words);
    }
    Ok(described)
}
