//! `/c`, `/c/premiere-fois`: cards of people without a work address.

use chrono::TimeDelta;
use minilabs::accounts::IssuedCard;
use minilabs::ids::{CardId, UnitId};

use crate::organisation::{add, unit};
use crate::support::{Answer, Person, TestApp, Tested};

/// Prints a card as an administrator does; its id and what stands on it.
pub async fn issued(test: &TestApp, site: UnitId) -> anyhow::Result<(CardId, IssuedCard)> {
    let issue = minilabs::accounts::IssueCards { site, count: "1".into(), batch: String::new() };
    let card = issue.run(&test.app, &test.administrator()?).await?.remove(0);
    let page = test.ada().await?.get(&format!("/cartes/{site}")).await?;
    let forms = page.document().all("form");
    let action =
        forms.iter().filter_map(|form| form.attribute("action")).find(|path| path.ends_with("/annuler"));
    let id = action.and_then(|path| path.split('/').nth(3)).unwrap_or_default();
    Ok((id.parse()?, card))
}

/// A site, its code, and a card for it.
pub async fn printed(test: &TestApp) -> anyhow::Result<(UnitId, String, CardId, IssuedCard)> {
    let site = add(test, "lycee", "Lycée Weiss", "67", "").await?;
    let (id, card) = issued(test, site).await?;
    Ok((site, unit(test, site)?.site_code.unwrap_or_default(), id, card))
}

async fn enter(person: &Person<'_>, code: &str, number: &str, pin: &str) -> anyhow::Result<Answer> {
    person.post("/c", &[("site_code", code), ("number", number), ("pin", pin)]).await
}

pub async fn first_use(
    person: &Person<'_>,
    code: &str,
    card: &IssuedCard,
    name: &str,
    new_pin: &str,
) -> anyhow::Result<Answer> {
    let fields = [
        ("site_code", code),
        ("number", card.number.as_str()),
        ("pin", card.pin.as_str()),
        ("display_name", name),
        ("new_pin", new_pin),
    ];
    person.post("/c/premiere-fois", &fields).await
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (site, code, _, card) = printed(&test).await?;
    let lina = test.visitor();
    lina.get(&format!("/c/{}", code.to_uppercase())).await?.assert_status(200).assert_shows("Lycée Weiss");
    // Signing in with a card that was never used leads to its first use.
    enter(&lina, &code, &card.number, &card.pin)
        .await?
        .assert_leads_to(&format!("/c/premiere-fois?lieu={code}"));
    first_use(&lina, &code, &card, "Lina", "").await?.assert_leads_to("/");
    let page = lina.get("/mon-compte").await?;
    page.assert_status(200).assert_shows("Aucune adresse");
    assert_eq!(page.field("display_name")?, "Lina");
    assert_eq!(page.field("site")?, "Lycée Weiss");
    lina.post("/deconnexion", &[]).await?.assert_status(303);
    lina.get("/mon-compte").await?.assert_status(303);
    enter(&lina, &format!(" {code} "), &card.number.replace(' ', ""), &card.pin).await?.assert_leads_to("/");
    lina.get("/mon-compte").await?.assert_status(200);
    assert!(test.journal_kinds()?.contains(&"card.activated".to_owned()));
    let journal = test.journal()?;
    let said = |text: &str| journal.iter().any(|entry| entry.data.contains(text));
    assert!(!said("Lina") && !said(&card.pin) && !said(&code));
    let _ = site;
    Ok(())
}

#[tokio::test]
async fn a_card_is_used_for_the_first_time_once() -> Tested {
    let test = TestApp::new();
    let (_, code, _, card) = printed(&test).await?;
    let lina = test.visitor();
    first_use(&lina, &code, &card, "Lina", "").await?.assert_status(303);
    let mallory = test.visitor();
    let refused = first_use(&mallory, &code, &card, "Mallory", "").await?;
    refused.assert_status(409).assert_shows("a déjà servi");
    mallory.get("/mon-compte").await?.assert_status(303);
    lina.get("/mon-compte").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn a_pin_of_ones_own_takes_the_place_of_the_printed_one() -> Tested {
    let test = TestApp::new();
    let (_, code, _, card) = printed(&test).await?;
    let lina = test.visitor();
    for (wrong, kind) in
        [("12345", "exactement 6 chiffres"), ("111111", "Trop facile"), ("654321", "Trop facile")]
    {
        let answer = first_use(&lina, &code, &card, "Lina", wrong).await?;
        answer.assert_status(422).assert_shows(kind).assert_lacks(&card.pin);
        assert_eq!(answer.field("display_name")?, "Lina");
    }
    first_use(&lina, &code, &card, "", "").await?.assert_status(422);
    first_use(&lina, &code, &card, "Lina", "48 15 17").await?.assert_status(303);
    let other = test.visitor();
    enter(&other, &code, &card.number, &card.pin).await?.assert_status(422);
    enter(&other, &code, &card.number, "481517").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn it_never_tells_which_part_was_wrong() -> Tested {
    let test = TestApp::new();
    let (_, code, _, card) = printed(&test).await?;
    first_use(&test.visitor(), &code, &card, "Lina", "").await?;
    let elsewhere = add(&test, "lycee", "Lycée Kléber", "67", "").await?;
    let other_code = unit(&test, elsewhere)?.site_code.unwrap_or_default();
    let wrong_pin = if card.pin == "481516" { "481517" } else { "481516" };
    let mut told = Vec::new();
    for (code, number, pin) in [
        (code.as_str(), card.number.as_str(), wrong_pin),
        (&code, "0000 0000", &card.pin),
        (&other_code, &card.number, &card.pin),
        ("zzzzzz", &card.number, &card.pin),
    ] {
        let answer = enter(&test.visitor(), code, number, pin).await?;
        answer.assert_status(422).assert_lacks(pin);
        let alert =
            answer.document().elements.into_iter().find(|element| element.attribute("role") == Some("alert"));
        told.push(alert.unwrap().text);
    }
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:?}");
    Ok(())
}

#[tokio::test]
async fn six_wrong_pins_lock_it_until_its_issuer_unlocks_it() -> Tested {
    let test = TestApp::new();
    let (site, code, id, card) = printed(&test).await?;
    first_use(&test.visitor(), &code, &card, "Lina", "").await?.assert_status(303);
    let lina = test.visitor();
    for _ in 0..6 {
        enter(&lina, &code, &card.number, "000001").await?.assert_status(422);
    }
    enter(&lina, &code, &card.number, &card.pin).await?.assert_status(422);
    test.advance(TimeDelta::days(2));
    enter(&lina, &code, &card.number, &card.pin).await?.assert_status(422);
    let noe = test.noe().await?;
    noe.get(&format!("/cartes/{site}")).await?.assert_shows("Bloquée");
    noe.post(&format!("/cartes/{site}/{id}/debloquer"), &[]).await?.assert_status(303);
    enter(&lina, &code, &card.number, &card.pin).await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn tries_from_one_address_are_limited_for_a_while() -> Tested {
    let test = TestApp::with(&[("CLIENT_ADDRESS_HEADER", "x-forwarded-for")]);
    let (_, code, _, card) = printed(&test).await?;
    let visitor = test.visitor();
    let token = visitor.token().await?;
    let tried = async |from: &str, number: &str| {
        let fields =
            [("csrf_token", token.as_str()), ("site_code", "zzzzzz"), ("number", number), ("pin", "1")];
        let body = serde_html_form::to_string(fields).unwrap_or_default();
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", from)];
        visitor.send(poem::http::Method::POST, "/c", &headers, poem::Body::from_string(body)).await
    };
    for number in 0..30 {
        // What a client writes itself stands before what the proxy adds.
        tried(&format!("10.0.0.{number}, 192.0.2.1"), "1").await?.assert_status(422);
    }
    tried("192.0.2.1", "1").await?.assert_status(429);
    tried("192.0.2.2", "1").await?.assert_status(422);
    test.advance(TimeDelta::minutes(16));
    tried("192.0.2.1", "1").await?.assert_status(422);
    // A good sign-in is no try: many colleagues share one tablet.
    first_use(&visitor, &code, &card, "Lina", "").await?.assert_status(303);
    for _ in 0..40 {
        enter(&visitor, &code, &card.number, &card.pin).await?.assert_status(303);
    }
    Ok(())
}

#[tokio::test]
async fn its_session_is_short() -> Tested {
    let test = TestApp::new();
    let (_, code, _, card) = printed(&test).await?;
    let lina = test.visitor();
    first_use(&lina, &code, &card, "Lina", "").await?;
    let page = lina.get("/mon-compte").await?;
    assert!(page.body.contains(" data-shared>") && page.body.contains("data-forget"));
    test.advance(TimeDelta::minutes(16));
    lina.get("/mon-compte").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf_and_looking_uses_nothing_up() -> Tested {
    let test = TestApp::new();
    let (_, code, _, card) = printed(&test).await?;
    let lina = test.visitor();
    let before = test.db_counts()?;
    for path in [format!("/c/{code}"), format!("/c/premiere-fois?lieu={code}"), "/c/zzzzzz".into()] {
        lina.get(&path).await?.assert_status(200);
    }
    let fields =
        [("site_code", code.as_str()), ("number", &card.number), ("pin", &card.pin), ("display_name", "x")];
    lina.post_raw("/c/premiere-fois", &fields).await?.assert_status(403);
    lina.post_raw("/c", &fields[..3]).await?.assert_status(403);
    assert_eq!(test.db_counts()?, before);
    Ok(())
}
