//! Mini-labs, communities and the invitations to them.

mod invitation;
mod membership;

use minilabs::clustering::{self, AcceptCluster, Axis};
use minilabs::ids::AccountId;
use minilabs::minilabs::{self as labs, MiniLab, MiniLabKind, PendingInvitation};

use crate::clustering::Stage;
use crate::support::ALICE;

/// A mini-lab that Alice is invited to, opened from the first theme that holds an idea of hers.
pub async fn opened() -> anyhow::Result<(Stage, MiniLab, PendingInvitation)> {
    let (stage, _) = Stage::proposed().await?;
    let alice: AccountId = stage.test.agent(ALICE)?.signed_in()?;
    for (place, cluster) in stage.clusters(Axis::Theme).await?.into_iter().enumerate() {
        let title = if place == 0 { cluster.label.clone() } else { format!("{} ({place})", cluster.label) };
        let accept = AcceptCluster {
            cluster: cluster.id,
            kind: MiniLabKind::Thematic,
            title,
            purpose: "Le calme".into(),
        };
        let lab = accept.run(&stage.test.app, &stage.animator).await?;
        let waiting = stage.test.app.db.read_now(|conn| labs::pending_invitations(conn, alice))?;
        if let Some(invitation) = waiting.into_iter().find(|invitation| invitation.minilab_id == lab.id) {
            assert!(clustering::may(&stage.animator, clustering::Action::Decide));
            stage.test.run_jobs().await?;
            return Ok((stage, lab, invitation));
        }
    }
    anyhow::bail!("no theme holds an idea of Alice's")
}
