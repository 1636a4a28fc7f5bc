//! `GET /contests/{slug}/memory`: what earlier editions know about a text.

use minilabs::contests::{Contest, CopyContest, MoveContest, Stage};
use minilabs::ideas::{self, Destiny, NewDestiny};

use super::idea;
use crate::support::{TestApp, Tested};

/// An edition with two answered ideas, and the next one, open to ideas.
async fn editions(test: &TestApp) -> anyhow::Result<(Contest, Contest)> {
    let earlier = super::collecting(test).await?;
    let all = vec![
        idea(
            &earlier,
            "Peser les restes de la cantine",
            "Une balance au self pour voir ce que l’on jette.",
            "",
        ),
        idea(&earlier, "Un garage à vélos fermé", "Pour venir au travail à vélo sans crainte.", ""),
    ];
    test.app.write_now(|tx| ideas::insert_all(tx, None, earlier.audience, all))?;
    let ids: Vec<_> = test
        .app
        .db
        .read_now(|conn| ideas::list_of_contest(conn, earlier.id, &[]))?
        .into_iter()
        .map(|idea| idea.id)
        .collect();
    let reason = "Déjà fait à Montbrel.".to_owned();
    let answered = NewDestiny { destiny: Destiny::Answered, reason, minilab: None };
    test.app.write_now(|tx| ideas::set_destiny(tx, None, &ids, answered))?;
    let animator = test.animator()?;
    let copy =
        CopyContest { slug: earlier.slug.clone(), title: "L’année suivante".into(), ..Default::default() };
    let slug = copy.run(&test.app, &animator).await?.slug;
    let next = MoveContest { slug, to: Stage::Collecting, reason: "C’est le jour".into() };
    let next = next.run(&test.app, &animator).await?;
    test.settle().await?;
    Ok((earlier, next))
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (earlier, next) = editions(&test).await?;
    let path = format!("/api/v1/contests/{}/memory?text=peser+les+restes+au+self", next.slug);
    let told = test.visitor().get(&path).await?.assert_status(200).json()?;
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(told[0]["title"], "Peser les restes de la cantine");
    assert_eq!(
        (&told[0]["destiny"], &told[0]["reason"]),
        (&"answered".into(), &"Déjà fait à Montbrel.".into())
    );
    assert_eq!(told[0]["contest"]["title"], earlier.title);
    // The first edition remembers nothing: ideas of its own are no memory.
    let path = format!("/api/v1/contests/{}/memory?text=peser+les+restes+au+self", earlier.slug);
    assert_eq!(test.visitor().get(&path).await?.json()?, serde_json::json!([]));
    for text in ["", "%20", "zzzzz", "%3Cscript%3E", "a"] {
        let path = format!("/api/v1/contests/{}/memory?text={text}", next.slug);
        assert_eq!(
            test.visitor().get(&path).await?.assert_status(200).json()?,
            serde_json::json!([]),
            "{text}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn it_tells_nobody_of_what_they_may_not_see() -> Tested {
    let test = TestApp::new();
    let (earlier, next) = editions(&test).await?;
    let draft = MoveContest { slug: earlier.slug, to: Stage::Draft, reason: "À revoir".into() };
    draft.run(&test.app, &test.animator()?).await?;
    let path = format!("/api/v1/contests/{}/memory?text=peser+les+restes+au+self", next.slug);
    // The index has not followed yet: the database decides.
    assert_eq!(test.visitor().get(&path).await?.json()?, serde_json::json!([]));
    test.settle().await?;
    assert_eq!(test.visitor().get(&path).await?.json()?, serde_json::json!([]));
    Ok(())
}
