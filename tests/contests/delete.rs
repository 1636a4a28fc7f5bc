//! `/concours/:slug/supprimer`.

use minilabs::ideas;

use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = super::planned(&test, vec![]).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/supprimer", contest.slug));
    noe.get(&format!("/concours/{}", contest.slug)).await?.assert_shows("Supprimer ce brouillon");
    noe.get(&page).await?.assert_status(200).assert_shows("Oui, supprimer ce brouillon");
    assert!(super::again(&test, contest.id).is_ok(), "looking removes nothing");
    noe.post(&page, &[]).await?.assert_leads_to("/concours");
    assert!(super::again(&test, contest.id).is_err());
    noe.post(&page, &[]).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn it_refuses_more_than_an_empty_draft() -> Tested {
    let test = TestApp::new();
    let (open, draft) = (super::collecting(&test).await?, super::planned(&test, vec![]).await?);
    let noe = test.noe().await?;
    noe.post(&format!("/concours/{}/supprimer", open.slug), &[]).await?.assert_status(409);
    let idea = super::idea(&draft, "Une idée", "", "");
    test.app.write_now(|tx| ideas::insert_all(tx, None, draft.audience, vec![idea]))?;
    let refused = noe.post(&format!("/concours/{}/supprimer", draft.slug), &[]).await?;
    refused.assert_status(409).assert_shows("On ne supprime qu’un brouillon sans idée.");
    assert!(super::again(&test, draft.id).is_ok());
    noe.get(&format!("/concours/{}", draft.slug)).await?.assert_lacks("/supprimer");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let page = format!("/concours/{}/supprimer", contest.slug);
    test.visitor().get(&page).await?.assert_status(303);
    test.charlie().await?.post(&page, &[]).await?.assert_status(403);
    Ok(())
}
