//! `/invitations/:id` and the mail that leads there.

use minilabs::minilabs::{self as labs, MemberRole, SendInvitations};

use super::opened;
use crate::support::{ALICE, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, lab, invitation) = opened().await?;
    let path = labs::invitation_url(invitation.id);
    let alice = stage.test.alice().await?;
    alice.get(&path).await?.assert_status(200).assert_shows(&invitation.idea_title);
    for _ in 0..2 {
        alice.post(&path, &[("answer", "accepted")]).await?.assert_leads_to(&labs::url(&lab));
    }
    let members = stage.test.app.db.read_now(|conn| labs::list_members(conn, lab.id))?;
    assert_eq!(members.iter().map(|member| member.role).collect::<Vec<_>>(), [MemberRole::Bearer]);
    Ok(())
}

#[tokio::test]
async fn an_author_may_say_rather_and_change_their_mind() -> Tested {
    let (stage, _, invitation) = opened().await?;
    let path = labs::invitation_url(invitation.id);
    let alice = stage.test.alice().await?;
    for wrong in [vec![], vec![("answer", "rather")], vec![("answer", "rather"), ("rather", "nowhere")]] {
        alice.post(&path, &wrong).await?.assert_status(422);
    }
    let elsewhere = [("answer", "rather"), ("reason", "Plutôt avec <b>les cuisines</b>")];
    alice.post(&path, &elsewhere).await?.assert_status(303);
    alice.get(&path).await?.assert_shows("Plutôt avec").assert_lacks("<b>les cuisines");
    alice.post(&path, &[("answer", "declined")]).await?.assert_status(303);
    let kinds = stage.test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "idea.invitation_answered").count(), 2);
    Ok(())
}

#[tokio::test]
async fn it_is_there_for_the_invited_person_alone() -> Tested {
    let (stage, _, invitation) = opened().await?;
    let path = labs::invitation_url(invitation.id);
    stage.test.visitor().get(&path).await?.assert_status(303);
    for stranger in [stage.test.charlie().await?, stage.test.noe().await?] {
        stranger.get(&path).await?.assert_status(404);
        stranger.post(&path, &[("answer", "accepted")]).await?.assert_status(404);
    }
    let alice = stage.test.alice().await?;
    for id in ["x", "0000000000001"] {
        alice.get(&format!("/invitations/{id}")).await?.assert_status(404);
    }
    Ok(())
}

#[tokio::test]
async fn each_invitation_is_mailed_once() -> Tested {
    let (stage, lab, invitation) = opened().await?;
    let invitations = |stage: &crate::clustering::Stage| {
        let mails = stage.test.mails_to(ALICE)?;
        Ok::<_, anyhow::Error>(
            mails.into_iter().filter(|mail| mail.kind == "minilabs.invitation").collect::<Vec<_>>(),
        )
    };
    let mails = invitations(&stage)?;
    let link = labs::invitation_url(invitation.id);
    assert_eq!(mails.iter().filter(|mail| mail.text_body.contains(&link)).count(), 1);
    stage.test.app.write_now(|tx| tx.enqueue(&SendInvitations { minilab: lab.id }))?;
    stage.test.run_jobs().await?;
    assert_eq!(invitations(&stage)?.len(), mails.len());
    Ok(())
}
