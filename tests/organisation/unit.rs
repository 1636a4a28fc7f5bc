//! `/organisation/nouvelle`, `/organisation/:id`, `/organisation/:id/fusion`

use chrono::TimeDelta;
use minilabs::organisation::{Branch, recognise};

use super::{add, unit, units};
use crate::support::{ALICE, TestApp, Tested};

#[tokio::test]
async fn it_adds_a_unit() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let fields = [("kind", "lycee"), ("name", " Lycée Weiss "), ("departement", "2a"), ("reference", "0671")];
    let answer = ada.post("/organisation/nouvelle", &fields).await?;
    ada.get(answer.assert_status(303).location()).await?.assert_shows("Lycée Weiss").assert_shows("2A");
    // Sent twice, it is one.
    ada.post("/organisation/nouvelle", &fields).await?.assert_leads_to(answer.location());
    assert_eq!(units(&test)?.len(), 1);
    assert_eq!(units(&test)?[0].site_code.as_ref().map(String::len), Some(6));
    assert!(test.journal_kinds()?.contains(&"unit.added".to_owned()));
    assert!(test.journal()?.iter().all(|entry| !entry.data.contains("Weiss")));
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    for (field, wrong) in
        [("name", ""), ("name", "…"), ("kind", "navire"), ("departement", "999"), ("parent", "Nulle part")]
    {
        let fields: Vec<_> = [("kind", "lycee"), ("name", "Weiss"), ("departement", "67"), ("parent", "")]
            .into_iter()
            .map(|(name, value)| (name, if name == field { wrong } else { value }))
            .collect();
        let answer = ada.post("/organisation/nouvelle", &fields).await?;
        answer.assert_status(422);
        if field != "kind" {
            assert_eq!(answer.field(field)?, wrong, "nothing typed is lost");
        }
    }
    assert!(units(&test)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_former_name_stays_readable_and_finds_its_unit() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let id = add(&test, "lycee", "Lycée Kléber", "67", "").await?;
    test.advance(TimeDelta::days(1));
    let path = format!("/organisation/{id}");
    let fields = [("kind", "lycee"), ("name", "Lycée Louise-Weiss"), ("departement", "67")];
    ada.post(&path, &fields).await?.assert_leads_to(&path);
    ada.get(&path).await?.assert_shows("Lycée Louise-Weiss").assert_shows("S’appelait « Lycée Kléber »");
    let found = test.app.db.read_now(|conn| recognise(conn, "lycee kleber", Branch::Sites))?;
    assert_eq!(found, Some(id));
    Ok(())
}

#[tokio::test]
async fn a_unit_that_was_merged_leads_to_its_heir() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let region = add(&test, "direction", "Direction A", "", "").await?;
    let service = add(&test, "service", "Cantines", "", "Direction A").await?;
    let heir = add(&test, "direction", "Direction B", "", "").await?;
    let path = format!("/organisation/{region}");
    ada.post(&format!("{path}/fusion"), &[("into", "Cantines")]).await?.assert_status(422);
    ada.post(&format!("{path}/fusion"), &[("into", "Inconnue")]).await?.assert_status(422);
    let answer = ada.post(&format!("{path}/fusion"), &[("into", "direction b")]).await?;
    answer.assert_leads_to(&format!("/organisation/{heir}"));
    assert_eq!(unit(&test, service)?.parent_id, Some(heir));
    ada.get(&path).await?.assert_shows("n’existe plus").assert_shows("Direction B");
    ada.get(&format!("/organisation/{heir}")).await?.assert_shows("« Direction A »");
    let found = test.app.db.read_now(|conn| recognise(conn, "Direction A", Branch::Directions))?;
    assert_eq!(found, Some(heir));
    // A second click and a late change meet what was done.
    ada.post(&format!("{path}/fusion"), &[("into", "Direction B")]).await?.assert_leads_to("/organisation");
    ada.post(&path, &[("kind", "direction"), ("name", "C")]).await?.assert_status(409);
    Ok(())
}

#[tokio::test]
async fn a_unit_is_never_under_itself() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let top = add(&test, "direction", "Haut", "", "").await?;
    add(&test, "service", "Bas", "", "Haut").await?;
    let fields = [("kind", "direction"), ("name", "Haut"), ("parent", "Bas")];
    ada.post(&format!("/organisation/{top}"), &fields).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn a_profile_is_linked_to_the_units_it_names() -> Tested {
    let test = TestApp::new();
    let site = add(&test, "lycee", "Lycée Louise-Weiss", "67", "").await?;
    let direction = add(&test, "direction", "Direction des lycées", "", "").await?;
    let alice = test.alice().await?;
    alice.get("/mon-compte").await?.assert_status(200);
    let offered = alice.get("/mon-compte").await?.document().all("option");
    assert!(offered.iter().any(|option| option.attribute("value") == Some("Lycée Louise-Weiss")));
    let fields =
        [("display_name", "Alice"), ("site", "lycee louise weiss"), ("direction", "Direction des Lycées")];
    alice.post("/mon-compte", &fields).await?.assert_status(303);
    let account = alice.account(ALICE)?;
    assert_eq!((account.site_id, account.direction_id), (Some(site), Some(direction)));
    assert_eq!(account.site, "lycee louise weiss", "their own words stay");
    alice
        .post("/mon-compte", &[("display_name", "Alice"), ("site", "À la maison")])
        .await?
        .assert_status(303);
    assert_eq!(alice.account(ALICE)?.site_id, None);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let id = add(&test, "lycee", "Weiss", "67", "").await?;
    let noe = test.noe().await?;
    for path in ["/organisation/nouvelle".to_owned(), format!("/organisation/{id}")] {
        noe.get(&path).await?.assert_status(403);
        noe.post(&path, &[("name", "x")]).await?.assert_status(403);
    }
    test.ada().await?.get("/organisation/0000000000009").await?.assert_status(404);
    Ok(())
}
