//! `/moderation/publiees`.

use minilabs::contests::{CategoryDraft, SetCategories};

use super::submit::{idea_at, open_to, send};
use crate::support::{ALICE, TestApp, Tested};

/// Two published ideas of a contest with two themes, by their pages.
async fn published(test: &TestApp) -> anyhow::Result<Vec<String>> {
    let animator = test.animator()?;
    let contest = open_to(test, "agents").await?;
    let category = |name: &str| CategoryDraft { was: String::new(), name: name.into() };
    let categories = vec![category("Restauration"), category("Ménage")];
    SetCategories { slug: contest.slug.clone(), categories }.run(&test.app, &animator).await?;
    let (alice, noe) = (test.alice().await?, test.noe().await?);
    let mut pages = Vec::new();
    for title in ["Moins de pain jeté", "Une autolaveuse pour trois"] {
        let page = send(&alice, &contest, title).await?.trim_end_matches("/recu").to_owned();
        noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
        pages.push(page);
    }
    test.settle().await?;
    Ok(pages)
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let pages = published(&test).await?;
    let ids = [idea_at(&test, &pages[0])?.id.to_string(), idea_at(&test, &pages[1])?.id.to_string()];
    let (noe, bob) = (test.noe().await?, test.bob().await?);
    bob.post(&format!("{}/soutien", pages[0]), &[("wanted", "yes")]).await?.assert_status(303);
    noe.get("/moderation").await?.assert_shows("Ranger les idées publiées");
    let page = noe.get("/moderation/publiees").await?;
    page.assert_status(200).assert_shows("2 idées").assert_shows("Sans thème").assert_shows("Ménage");
    let both = [("ideas", ids[0].as_str()), ("ideas", &ids[1]), ("todo", "theme"), ("theme", "Restauration")];
    let done = noe.post("/moderation/publiees", &both).await?;
    done.assert_status(303);
    let batch = done.location().rsplit('=').next().unwrap_or_default().to_owned();
    noe.get(done.location()).await?.assert_shows("Annuler ce que je viens de faire");
    test.settle().await?;
    let theme = |page: &str| anyhow::Ok((idea_at(&test, page)?.category, idea_at(&test, page)?.version));
    assert_eq!(theme(&pages[0])?, ("Restauration".into(), 2));
    bob.get("/idees?theme=Restauration").await?.assert_shows("2 idées");
    // Bob is not asked again, and Alice reads who changed what.
    bob.get("/idees?moi=needs_me").await?.assert_lacks("Moins de pain jeté");
    let alice = test.alice().await?;
    alice.get(&format!("{}/versions", pages[0])).await?.assert_status(200).assert_shows("Restauration");
    // Alice changes hers meanwhile: what she wrote is not undone.
    let edit = [
        ("version", "2"),
        ("title", "Moins de pain jeté"),
        ("problem", "On jette deux bacs de pain par jour au self."),
        ("body", "Donner le pain de la veille."),
        ("beneficiaries", "Toute l’équipe"),
        ("category", "Restauration"),
    ];
    alice.post(&format!("{}/modifier", pages[0]), &edit).await?.assert_status(303);
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(303);
    assert_eq!(theme(&pages[0])?, ("Restauration".into(), 3));
    assert_eq!(theme(&pages[1])?, (String::new(), 3));
    // Once more changes nothing, and after half an hour it is too late.
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(303);
    assert_eq!(theme(&pages[1])?, (String::new(), 3));
    test.advance(chrono::TimeDelta::minutes(31));
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(409);
    test.run_jobs().await
}

#[tokio::test]
async fn many_are_taken_off_and_put_back() -> Tested {
    let test = TestApp::new();
    let pages = published(&test).await?;
    let ids = [idea_at(&test, &pages[0])?.id.to_string(), idea_at(&test, &pages[1])?.id.to_string()];
    let (noe, bob) = (test.noe().await?, test.bob().await?);
    let mut form = vec![("ideas", ids[0].as_str()), ("ideas", &ids[1]), ("todo", "hidden")];
    let refused = noe.post("/moderation/publiees", &form).await?;
    refused.assert_status(422).assert_shows("Choisir une raison");
    form.push(("review_reason", "personal"));
    let done = noe.post("/moderation/publiees", &form).await?;
    done.assert_status(303);
    bob.get(&pages[0]).await?.assert_status(404);
    let batch = done.location().rsplit('=').next().unwrap_or_default().to_owned();
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(303);
    bob.get(&pages[0]).await?.assert_status(200);
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_what_does_not_fit() -> Tested {
    let test = TestApp::new();
    let pages = published(&test).await?;
    let id = idea_at(&test, &pages[0])?.id.to_string();
    let noe = test.noe().await?;
    let post = async |form: &[(&str, &str)], status| {
        noe.post("/moderation/publiees", form).await?.assert_status(status);
        Ok::<_, anyhow::Error>(())
    };
    post(&[("todo", "theme"), ("theme", "Ménage")], 422).await?;
    post(&[("ideas", &id), ("todo", "theme")], 422).await?;
    post(&[("ideas", &id), ("todo", "theme"), ("theme", "Sport")], 422).await?;
    post(&[("ideas", &id), ("todo", "erase")], 403).await?;
    post(&[("ideas", "nonsense"), ("todo", "theme"), ("theme", "Ménage")], 403).await?;
    assert_eq!(idea_at(&test, &pages[0])?.version, 1);
    // Nor does it lead elsewhere than to its own list.
    let form = [
        ("ideas", id.as_str()),
        ("todo", "theme"),
        ("theme", "Ménage"),
        ("here", "https://evil.example/?theme=M%C3%A9nage"),
    ];
    let done = noe.post("/moderation/publiees", &form).await?;
    assert!(
        done.location().starts_with("/moderation/publiees?theme=M%C3%A9nage&lot="),
        "{}",
        done.location()
    );
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let pages = published(&test).await?;
    let id = idea_at(&test, &pages[0])?.id.to_string();
    let form = [("ideas", id.as_str()), ("todo", "theme"), ("theme", "Ménage")];
    test.alice().await?.get("/moderation/publiees").await?.assert_status(403);
    test.alice().await?.post("/moderation/publiees", &form).await?.assert_status(403);
    test.visitor().get("/moderation/publiees").await?.assert_leads_to("/connexion?next=/moderation/publiees");
    let bearer = format!("Bearer {}", test.api_token(ALICE).await?);
    let body = serde_json::json!({ "ideas": [id], "theme": "Ménage" }).to_string();
    let request = poem::Request::builder()
        .method(poem::http::Method::POST)
        .uri_str("/api/v1/idea-themes")
        .header("authorization", bearer)
        .content_type("application/json; charset=utf-8")
        .body(body);
    test.call(request).await.assert_status(403);
    assert_eq!(idea_at(&test, &pages[0])?.version, 1);
    Ok(())
}
