//! `/mini-labs`, `/mini-labs/:slug`, joining and leaving.

use minilabs::minilabs::{self as labs, MemberRole};

use super::opened;
use crate::support::{CHARLIE, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, lab, _) = opened().await?;
    let here = labs::url(&lab);
    let charlie = stage.test.charlie().await?;
    charlie.get("/mini-labs").await?.assert_status(200).assert_shows(&lab.title);
    charlie.get("/communautes").await?.assert_status(200).assert_lacks(&lab.slug);
    charlie.get(&here).await?.assert_status(200).assert_shows("Le calme");
    for _ in 0..2 {
        charlie.post(&labs::join_url(&lab), &[]).await?.assert_leads_to(&here);
    }
    let who = stage.test.agent(CHARLIE)?.signed_in()?;
    let role = stage.test.app.db.read_now(|conn| labs::role_of(conn, lab.id, who))?;
    assert_eq!(role, Some(MemberRole::Member));
    assert_eq!(stage.test.app.db.read_now(|conn| labs::count_members(conn, lab.id))?, 1);
    for _ in 0..2 {
        charlie.post(&labs::leave_url(&lab), &[]).await?.assert_leads_to(&here);
    }
    assert_eq!(stage.test.app.db.read_now(|conn| labs::count_members(conn, lab.id))?, 0);
    let kinds = stage.test.journal_kinds()?;
    let count = |wanted: &str| kinds.iter().filter(|kind| *kind == wanted).count();
    assert_eq!((count("minilab.joined"), count("minilab.left")), (1, 1));
    Ok(())
}

#[tokio::test]
async fn an_author_who_joins_is_a_bearer_and_has_answered() -> Tested {
    let (stage, lab, invitation) = opened().await?;
    let alice = stage.test.alice().await?;
    alice.post(&labs::join_url(&lab), &[]).await?.assert_status(303);
    let account = alice.account(crate::support::ALICE)?.id;
    let role = stage.test.app.db.read_now(|conn| labs::role_of(conn, lab.id, account))?;
    assert_eq!(role, Some(MemberRole::Bearer));
    let waiting = stage.test.app.db.read_now(|conn| labs::pending_invitations(conn, account))?;
    assert!(waiting.iter().all(|other| other.id != invitation.id));
    Ok(())
}

#[tokio::test]
async fn it_is_not_there_for_whom_it_is_not_open() -> Tested {
    let (stage, lab, _) = opened().await?;
    let visitor = stage.test.visitor();
    visitor.get(&labs::url(&lab)).await?.assert_status(404);
    visitor.get("/mini-labs").await?.assert_status(200).assert_lacks(&lab.slug);
    visitor.post(&labs::join_url(&lab), &[]).await?.assert_leads_to("/connexion");
    let charlie = stage.test.charlie().await?;
    charlie.get("/mini-labs/aucun").await?.assert_status(404);
    charlie.post("/mini-labs/aucun/rejoindre", &[]).await?.assert_status(404);
    charlie.get(&format!("/communautes/{}", lab.slug)).await?.assert_leads_to(&labs::url(&lab));
    Ok(())
}
