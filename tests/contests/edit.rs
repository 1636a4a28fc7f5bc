//! `/concours/nouveau` and `/concours/:slug/modifier`.

use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let noe = test.noe().await?;
    let fields = [
        ("title", "Un été à la cantine"),
        ("summary", "Trois mois d’idées"),
        ("audience", "agents"),
        ("submission_opens_on", "2026-06-01"),
        ("submission_closes_on", "2026-08-31"),
    ];
    let made = noe.post("/concours/nouveau", &fields).await?;
    made.assert_leads_to("/concours/un-ete-a-la-cantine");
    let page = noe.get("/concours/un-ete-a-la-cantine").await?;
    page.assert_status(200).assert_shows("Trois mois d’idées").assert_shows("31 août 2026");
    assert!(test.journal_kinds()?.contains(&"contest.created".to_owned()));
    // A draft is the team's.
    test.charlie().await?.get("/concours/un-ete-a-la-cantine").await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let noe = test.noe().await?;
    let fields = [
        ("title", ""),
        ("summary", "<b>gardé</b>"),
        ("audience", "agents"),
        ("submission_opens_on", "2026-08-31"),
        ("submission_closes_on", "2026-06-01"),
    ];
    let page = noe.post("/concours/nouveau", &fields).await?;
    page.assert_status(422).assert_shows("<b>gardé</b>");
    assert!(!test.journal_kinds()?.contains(&"contest.created".to_owned()));
    Ok(())
}

#[tokio::test]
async fn it_refuses_an_address_that_is_taken() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let noe = test.noe().await?;
    let fields = [
        ("title", "Un autre"),
        ("slug", contest.slug.as_str()),
        ("summary", "Autre chose"),
        ("audience", "agents"),
    ];
    noe.post("/concours/nouveau", &fields).await?.assert_status(422).assert_shows("Autre chose");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let edit = format!("/concours/{}/modifier", contest.slug);
    for path in ["/concours/nouveau", edit.as_str()] {
        test.visitor().get(path).await?.assert_status(303);
        test.charlie().await?.get(path).await?.assert_status(403);
    }
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let test = TestApp::new();
    let noe = test.noe().await?;
    let fields = [("title", "Une seule fois"), ("summary", "Une fois"), ("audience", "agents")];
    let first = noe.post("/concours/nouveau", &fields).await?;
    noe.post("/concours/nouveau", &fields).await?.assert_leads_to(first.location());
    let made = test.journal_kinds()?.into_iter().filter(|kind| kind == "contest.created").count();
    assert_eq!(made, 1);
    Ok(())
}
