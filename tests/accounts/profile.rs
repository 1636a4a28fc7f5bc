//! `/mon-compte`

use minilabs::ideas;

use crate::support::{ALICE, TestApp, Tested};
use crate::world::World;

const PATH: &str = "/mon-compte";

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let fields = [
        ("display_name", " Alice Martin "),
        ("trade", "cuisinière"),
        ("site", "Lycée Weiss"),
        ("direction", ""),
    ];
    alice.post(PATH, &fields).await?.assert_leads_to(PATH);
    let page = alice.get(PATH).await?;
    page.assert_status(200).assert_shows("Alice Martin").assert_shows(ALICE);
    assert_eq!(page.field("trade")?, "cuisinière");
    assert_eq!(alice.account(ALICE)?.display_name, "Alice Martin");
    assert_eq!(test.journal_kinds()?.last().map(String::as_str), Some("account.profile_updated"));
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let long = "é".repeat(121);
    let answer = alice.post(PATH, &[("display_name", "  "), ("trade", &long)]).await?;
    answer.assert_status(422);
    assert_eq!(answer.field("trade")?, long, "nothing typed is lost");
    assert_eq!(alice.account(ALICE)?.display_name, "alice");
    Ok(())
}

#[tokio::test]
async fn it_shows_a_hostile_name_as_a_text() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let name = "\"><script>alert(1)</script>";
    alice.post(PATH, &[("display_name", name)]).await?.assert_status(303);
    alice.get(PATH).await?.assert_status(200).assert_shows(name).assert_lacks("<script>alert");
    Ok(())
}

#[tokio::test]
async fn it_takes_no_field_that_the_server_decides() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    for field in ["id", "email", "role", "roles", "created_at", "last_seen_at", "site_id"] {
        let fields = [("display_name", "Eve"), (field, "administrator")];
        alice.post(PATH, &fields).await?.assert_status(403);
    }
    assert_eq!(alice.account(ALICE)?.display_name, "alice");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    test.visitor().get(PATH).await?.assert_leads_to("/connexion?next=/mon-compte");
    test.visitor().post(PATH, &[("display_name", "x")]).await?.assert_leads_to("/connexion");
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.post_raw(PATH, &[("display_name", "Eve")]).await?.assert_status(403);
    assert_eq!(alice.account(ALICE)?.display_name, "alice");
    Ok(())
}

#[tokio::test]
async fn its_language_is_that_of_pages_and_mails() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.post(PATH, &[("display_name", "Alice"), ("language", "en")]).await?.assert_leads_to(PATH);
    alice.get(PATH).await?.assert_shows("My account");
    assert_eq!(alice.account(ALICE)?.language.as_deref(), Some("en"));
    // A field that a program leaves out stays as it is; an empty one is the browser's choice again.
    alice.post(PATH, &[("display_name", "Alice")]).await?.assert_status(303);
    assert_eq!(alice.account(ALICE)?.language.as_deref(), Some("en"));
    alice.post(PATH, &[("display_name", "Alice"), ("language", "")]).await?.assert_status(303);
    assert_eq!(alice.account(ALICE)?.language, None);
    alice.get(PATH).await?.assert_shows("Mon compte");
    alice.post(PATH, &[("display_name", "Alice"), ("language", "xx")]).await?.assert_status(422);
    alice.post(PATH, &[("display_name", "Alice"), ("name_level", "nobody")]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn a_name_is_read_by_whom_its_owner_says() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let (alice, bob, noe, visitor) =
        (test.alice().await?, test.bob().await?, test.noe().await?, test.visitor());
    let account = alice.account(ALICE)?.id;
    let ideas = test.app.db.read_now(|conn| ideas::list_of_account(conn, account))?;
    let ids: Vec<_> = ideas.iter().map(|idea| idea.id).collect();
    let authors = test.app.db.read_now(|conn| ideas::authors_of(conn, &ids))?;
    // The authors are called Agent and a number: one that is no beginning of another's.
    let idea = ideas.iter().find(|idea| authors[&idea.id][0].name.len() > "Agent 9".len()).unwrap();
    let name = authors[&idea.id][0].name.clone();
    alice.post(&format!("/mini-labs/{}/rejoindre", world.lab.slug), &[]).await?;
    let lab = format!("/mini-labs/{}", world.lab.slug);
    let idea_page = ideas::url(idea.id, &idea.title);
    let api = format!("/api/v1/ideas/{}", idea.id);
    let found = format!("/idees?q={}", name.replace(' ', "+"));
    for (level, readers) in [("public", 4), ("community", 3), ("team", 2)] {
        let fields = [("display_name", name.as_str()), ("name_level", level)];
        alice.post(PATH, &fields).await?.assert_leads_to(PATH);
        test.settle().await?;
        // From the one who always reads it to the one who does last.
        for (place, person) in [&alice, &noe, &bob, &visitor].into_iter().enumerate() {
            let page = person.get(&idea_page).await?;
            if page.status != 200 {
                continue;
            }
            let told = format!("{level} {place}");
            assert_eq!(page.body.contains(&name), place < readers, "{told}");
            let members = person.get(&lab).await?;
            assert!(place < readers || !members.body.contains(&name), "{told}: {}", members.body);
        }
        let by_program = visitor.get(&api).await?;
        assert!(level == "public" || !by_program.body.contains(&name), "{level}: {}", by_program.body);
        // Searching for a name that is not shown finds nothing by it.
        let hits = bob.get(&found).await?;
        assert!(level != "team" || !hits.document().text().contains(&idea.title), "{level}");
    }
    Ok(())
}
