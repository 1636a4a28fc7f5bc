//! `/concours/:slug/themes`.

use minilabs::ideas;

use super::idea;
use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/themes", contest.slug));
    for name in ["Mobilité", "Restauration"] {
        let known = super::again(&test, contest.id)?.categories();
        let mut fields: Vec<(&str, &str)> =
            known.iter().flat_map(|name| [("was", name.as_str()), ("name", name.as_str())]).collect();
        fields.extend([("new", name), ("act", "save")]);
        noe.post(&page, &fields).await?.assert_leads_to(&page);
    }
    assert_eq!(super::again(&test, contest.id)?.categories(), ["Mobilité", "Restauration"]);
    let both = [
        ("was", "Mobilité"),
        ("name", "Mobilité"),
        ("was", "Restauration"),
        ("name", "Restauration"),
        ("act", "up-1"),
    ];
    noe.post(&page, &both).await?.assert_status(303);
    assert_eq!(super::again(&test, contest.id)?.categories(), ["Restauration", "Mobilité"]);
    let one = [&both[..4], &[("act", "remove-0")]].concat();
    noe.post(&page, &one).await?.assert_status(303);
    assert_eq!(super::again(&test, contest.id)?.categories(), ["Restauration"]);
    test.visitor().get(&format!("/concours/{}", contest.slug)).await?.assert_shows("Restauration");
    Ok(())
}

#[tokio::test]
async fn ideas_follow_a_name_and_two_names_can_be_exchanged() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/themes", contest.slug));
    let fields = [("was", ""), ("name", "A"), ("was", ""), ("name", "B"), ("act", "save")];
    noe.post(&page, &fields).await?.assert_status(303);
    let all = vec![
        idea(&contest, "une", "Un texte", "A"),
        idea(&contest, "deux", "Un texte", "B"),
        idea(&contest, "trois", "Un texte", "Autre"),
    ];
    test.app.write_now(|tx| ideas::insert_all(tx, None, contest.audience, all))?;
    let exchanged = [("was", "A"), ("name", "B"), ("was", "B"), ("name", "A"), ("act", "save")];
    noe.post(&page, &exchanged).await?.assert_status(303);
    test.settle().await?;
    let found = test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest.id, &[]))?;
    let categories: Vec<&str> = found.iter().map(|idea| idea.category.as_str()).collect();
    assert_eq!(categories, ["B", "A", "Autre"]);
    assert_eq!(super::again(&test, contest.id)?.categories(), ["B", "A"]);
    // The index follows.
    noe.get("/idees?theme=B").await?.assert_shows("une").assert_lacks(">deux<");
    // Twice is once.
    let before = test.journal()?.len();
    let again = [("was", "A"), ("name", "B"), ("was", ""), ("name", "A"), ("act", "save")];
    noe.post(&page, &again).await?.assert_status(303);
    assert_eq!(test.journal()?.len(), before);
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/themes", contest.slug));
    let fields = [("was", ""), ("name", "Énergie"), ("new", "energie"), ("act", "save")];
    let refused = noe.post(&page, &fields).await?;
    refused.assert_status(422).assert_shows("Cela s’y trouve déjà.");
    assert!(refused.body.contains("value=\"energie\""), "nothing typed is lost");
    let long = "x".repeat(200);
    noe.post(&page, &[("new", &long), ("act", "save")]).await?.assert_status(422);
    assert!(super::again(&test, contest.id)?.categories().is_empty());
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let page = format!("/concours/{}/themes", contest.slug);
    test.visitor().get(&page).await?.assert_status(303);
    test.charlie().await?.post(&page, &[("act", "save"), ("new", "Moi")]).await?.assert_status(403);
    Ok(())
}
