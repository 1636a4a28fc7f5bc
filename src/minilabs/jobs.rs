//! Word to the authors whom a mini-lab invites.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::store::{self, Invitation, MiniLab};
use crate::accounts;
use crate::app::App;
use crate::audience::Audience;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas;
use crate::ids::{AccountId, InvitationId, MiniLabId};
use crate::jobs::{Job, JobError, Progress, Registry, Run};
use crate::journal;
use crate::language::Language;
use crate::mail::{self, Content};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// What the journal says once invitations were mailed; it names them, so that none is mailed twice.
const MAILED: &str = "minilab.invitations_mailed";
/// Mails written in one transaction.
const BATCH: usize = 50;

/// Mails the invitations of a mini-lab that wait for an answer and were not mailed yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendInvitations {
    /// Which.
    pub minilab: MiniLabId,
}

/// An invitation with what its mail needs.
struct Addressed {
    id: InvitationId,
    idea_title: String,
    to: AccountId,
    name: String,
    language: Language,
}

impl Job for SendInvitations {
    const NAME: &'static str = "minilabs.send_invitations";

    fn collapse_key(&self) -> Option<String> {
        Some(self.minilab.to_string())
    }
}

impl Run<App> for SendInvitations {
    async fn run(&self, app: &App, progress: &Progress) -> Result<(), JobError> {
        let minilab = self.minilab;
        let Some(lab) = app.read(move |conn| store::find(conn, minilab)).await? else { return Ok(()) };
        let waiting = app.read(move |conn| addressed(conn, minilab)).await?;
        let total = waiting.len() as i64;
        let mut done = 0;
        for some in waiting.chunks(BATCH) {
            let mut mails = Vec::with_capacity(some.len());
            for invitation in some {
                let content = render(app, &lab, invitation)?;
                mails.push((invitation.id, invitation.to, content));
            }
            app.write(move |tx| send(tx, minilab, mails)).await?;
            done += some.len() as i64;
            progress.set(done, total).await?;
        }
        Ok(())
    }
}

fn send(
    tx: &mut Transaction<'_>,
    minilab: MiniLabId,
    mut mails: Vec<(InvitationId, AccountId, Content)>,
) -> AppResult<()> {
    // Looked at again: another process may have sent them meanwhile.
    let mailed = mailed(tx, minilab)?;
    mails.retain(|(id, ..)| !mailed.contains(id));
    let ids: Vec<InvitationId> = mails.iter().map(|(id, ..)| *id).collect();
    for (id, to, content) in mails {
        let notice = Notice { to, kind: NoticeKind::Invitation, object: id.into(), by: None };
        notices::tell_in_words(tx, notice, "minilabs.invitation", content)?;
    }
    if !ids.is_empty() {
        tx.record(None, MAILED, minilab, Audience::Team, json!({ "invitations": ids }));
    }
    Ok(())
}

/// The invitations still to be told; who has no address finds theirs in their inbox.
fn addressed(conn: &mut Conn, minilab: MiniLabId) -> AppResult<Vec<Addressed>> {
    let mailed = mailed(conn, minilab)?;
    let waiting: Vec<Invitation> = store::list_waiting(conn, minilab)?;
    let waiting: Vec<_> = waiting.into_iter().filter(|invitation| !mailed.contains(&invitation.id)).collect();
    let idea_ids: Vec<_> = waiting.iter().map(|invitation| invitation.idea_id).collect();
    let titles: BTreeMap<_, _> =
        ideas::list_by_ids(conn, &idea_ids)?.into_iter().map(|idea| (idea.id, idea.title)).collect();
    let mut found = Vec::new();
    for invitation in waiting {
        let Some(account) = accounts::find(conn, invitation.account_id)? else { continue };
        let Some(idea_title) = titles.get(&invitation.idea_id) else { continue };
        found.push(Addressed {
            id: invitation.id,
            idea_title: idea_title.clone(),
            to: account.id,
            language: account.reading_language(),
            name: account.display_name,
        });
    }
    Ok(found)
}

fn mailed(conn: &mut Conn, minilab: MiniLabId) -> AppResult<BTreeSet<InvitationId>> {
    #[derive(Deserialize)]
    struct Mailed {
        invitations: Vec<InvitationId>,
    }
    let entries = journal::about(conn, minilab.into(), &[Audience::Team])?;
    let mut ids = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.kind == MAILED) {
        let mailed: Mailed = serde_json::from_str(&entry.data).map_err(anyhow::Error::from)?;
        ids.extend(mailed.invitations);
    }
    Ok(ids)
}

fn render(app: &App, lab: &MiniLab, invitation: &Addressed) -> Result<Content, AppError> {
    let base_url = &app.config.base_url;
    let context = json!({
        "organisation": app.config.organisation,
        "base_url": base_url,
        "name": invitation.name,
        "idea_title": invitation.idea_title,
        "minilab_title": lab.title,
        "minilab_kind": lab.kind,
        "purpose": lab.purpose,
        "url": format!("{base_url}{}", super::invitation_url(invitation.id)),
    });
    mail::render(&app.pages, invitation.language, "minilabs/emails/invitation", &context)
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<SendInvitations>();
}
