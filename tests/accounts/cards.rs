//! `/cartes`: who gives cards out, and what becomes of one that is lost.

use super::card::issued;
use crate::organisation::add;
use crate::support::{TestApp, Tested};

#[tokio::test]
async fn a_sheet_is_shown_once_and_kept_nowhere() -> Tested {
    let test = TestApp::new();
    let site = add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let noe = test.noe().await?;
    noe.get("/cartes").await?.assert_shows("Lycée Weiss");
    let path = format!("/cartes/{site}");
    let batch = noe.get(&path).await?.field("batch")?;
    let sheet = noe.post(&path, &[("count", "3"), ("batch", &batch)]).await?;
    sheet.assert_status(200).assert_shows("Imprimez maintenant");
    assert_eq!(sheet.header("cache-control"), "private, no-store");
    let slips = sheet.document().all("strong");
    let pins: Vec<String> = slips
        .into_iter()
        .map(|slip| slip.text)
        .filter(|text| text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    assert_eq!(pins.len(), 3);
    let page = noe.get(&path).await?;
    page.assert_shows("3 cartes ici");
    for pin in &pins {
        page.assert_lacks(pin);
    }
    // The same form, sent twice, prints once.
    noe.post(&path, &[("count", "3"), ("batch", &batch)]).await?.assert_status(409);
    noe.get(&path).await?.assert_shows("3 cartes ici");
    noe.get(&format!("{path}/affiche")).await?.assert_status(200).assert_shows("http://127.0.0.1:8080/c/");
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let site = add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let noe = test.noe().await?;
    for wrong in ["", "0", "41", "-1", "beaucoup"] {
        let answer = noe.post(&format!("/cartes/{site}"), &[("count", wrong)]).await?;
        answer.assert_status(422);
        assert_eq!(answer.field("count")?, wrong);
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_card_gives_way_to_another_for_the_same_account() -> Tested {
    let test = TestApp::new();
    let site = add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let (id, card) = issued(&test, site).await?;
    let code = crate::organisation::unit(&test, site)?.site_code.unwrap_or_default();
    let lina = test.visitor();
    let first = [
        ("site_code", code.as_str()),
        ("number", &card.number),
        ("pin", &card.pin),
        ("display_name", "Lina"),
    ];
    lina.post("/c/premiere-fois", &first).await?.assert_status(303);
    let noe = test.noe().await?;
    let sheet = noe.post(&format!("/cartes/{site}/{id}/remplacer"), &[]).await?;
    let facts: Vec<String> =
        sheet.assert_status(200).document().all("strong").into_iter().map(|fact| fact.text).collect();
    let [.., number, pin] = facts.as_slice() else { anyhow::bail!("{facts:?}") };
    // Whoever found the old card is out, and stays out.
    lina.get("/mon-compte").await?.assert_status(303);
    lina.post("/c", &first[..3]).await?.assert_status(422);
    let again = [("site_code", code.as_str()), ("number", number), ("pin", pin)];
    lina.post("/c", &again).await?.assert_leads_to("/");
    assert_eq!(lina.get("/mon-compte").await?.field("display_name")?, "Lina");
    noe.post(&format!("/cartes/{site}/{id}/remplacer"), &[]).await?.assert_status(409);
    Ok(())
}

#[tokio::test]
async fn a_void_card_opens_nothing() -> Tested {
    let test = TestApp::new();
    let site = add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let (id, card) = issued(&test, site).await?;
    let code = crate::organisation::unit(&test, site)?.site_code.unwrap_or_default();
    let noe = test.noe().await?;
    let void = format!("/cartes/{site}/{id}/annuler");
    noe.post(&void, &[]).await?.assert_status(303);
    noe.post(&void, &[]).await?.assert_status(303);
    let fields = [
        ("site_code", code.as_str()),
        ("number", &card.number),
        ("pin", &card.pin),
        ("display_name", "Lina"),
    ];
    test.visitor().post("/c/premiere-fois", &fields).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let site = add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let (id, _) = issued(&test, site).await?;
    let service = add(&test, "service", "Cantines", "", "").await?;
    let charlie = test.charlie().await?;
    charlie.get(&format!("/cartes/{site}")).await?.assert_status(403);
    charlie.post(&format!("/cartes/{site}"), &[("count", "1")]).await?.assert_status(403);
    charlie.post(&format!("/cartes/{site}/{id}/annuler"), &[]).await?.assert_status(403);
    let noe = test.noe().await?;
    noe.get(&format!("/cartes/{service}")).await?.assert_status(404);
    let elsewhere = add(&test, "lycee", "Lycée Kléber", "67", "").await?;
    noe.post(&format!("/cartes/{elsewhere}/{id}/annuler"), &[]).await?.assert_status(404);
    Ok(())
}
