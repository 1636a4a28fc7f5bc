//! `/personnes`: roles by scope, with terms and deputies.

use chrono::TimeDelta;
use minilabs::contests::{ContestDraft, CreateContest};

use super::roles::ambassador;
use crate::organisation::add;
use crate::support::{ADA, ALICE, BOB, NOE, Person, TestApp, Tested};

/// The address of the page of somebody.
fn page_of(person: &Person<'_>, email: &str) -> anyhow::Result<String> {
    Ok(format!("/personnes/{}", person.account(email)?.id))
}

/// Gives a role as an administrator does.
async fn give(ada: &Person<'_>, email: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
    let page = page_of(ada, email)?;
    let reason = [("reason", "Il le faut")];
    let fields: Vec<_> = fields.iter().chain(&reason).copied().collect();
    ada.post(&format!("{page}/roles"), &fields).await?.assert_leads_to(&page);
    Ok(())
}

/// The addresses of the forms of somebody's page that end so.
async fn actions(ada: &Person<'_>, email: &str, end: &str) -> anyhow::Result<Vec<String>> {
    let page = ada.get(&page_of(ada, email)?).await?;
    let forms = page.document().all("form").into_iter();
    let paths = forms.filter_map(|form| form.attribute("action").map(str::to_owned));
    Ok(paths.filter(|path| path.ends_with(end)).collect())
}

#[tokio::test]
async fn it_finds_people_by_name_address_and_role() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    test.noe().await?;
    test.agent(ALICE)?;
    ada.get("/personnes").await?.assert_shows("alice").assert_shows("3 personnes");
    ada.get("/personnes?q=ALICE").await?.assert_shows("alice").assert_lacks("Castel");
    ada.get("/personnes?role=animator").await?.assert_shows("Noé Castel").assert_lacks(ALICE);
    ada.get("/personnes?q=%25").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn a_role_over_a_contest_opens_that_contest_alone() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let animator = test.animator()?;
    let draft = |title: &str| ContestDraft {
        title: title.into(),
        summary: "À nous".into(),
        audience: "team".into(),
        ..ContestDraft::default()
    };
    let own = CreateContest(draft("Le mien")).run(&test.app, &animator).await?;
    let other = CreateContest(draft("Un autre")).run(&test.app, &animator).await?;
    test.agent(ALICE)?;
    let scope = format!("contest:{}", own.id);
    give(&ada, ALICE, &[("role", "animator"), ("scope", &scope)]).await?;
    let alice = test.alice().await?;
    alice.get("/concours").await?.assert_shows("Le mien").assert_lacks("Un autre");
    for page in ["", "/modifier", "/import", "/primees"] {
        alice.get(&format!("{}{page}", own.url())).await?.assert_status(200);
        alice.get(&format!("{}{page}", other.url())).await?.assert_status(404);
    }
    alice.get("/concours/nouveau").await?.assert_status(403);
    alice.get("/personnes").await?.assert_status(403);
    test.bob().await?.get(&own.url()).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn every_way_in_that_the_plan_of_the_site_shows_is_open_to_who_looks() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let draft = ContestDraft {
        title: "Le mien".into(),
        summary: "À nous".into(),
        audience: "agents".into(),
        ..ContestDraft::default()
    };
    let contest = CreateContest(draft).run(&test.app, &test.animator()?).await?;
    for (email, role, scope) in
        [(ALICE, "animator", format!("contest:{}", contest.id)), (BOB, "ambassador", "platform".to_owned())]
    {
        test.agent(email)?;
        give(&ada, email, &[("role", role), ("scope", &scope)]).await?;
    }
    let people = [
        ("visitor", test.visitor()),
        ("animator of a contest", test.alice().await?),
        ("ambassador", test.bob().await?),
        ("agent", test.charlie().await?),
        ("animator", test.noe().await?),
        ("administrator", ada),
    ];
    let mut seen = Vec::new();
    for (who, person) in &people {
        let plan = person.get("/plan-du-site").await?;
        let links = plan.document().all("a");
        let places: Vec<&str> = links
            .iter()
            .filter_map(|link| link.attribute("href"))
            .filter(|href| href.starts_with('/'))
            .collect();
        seen.push(places.len());
        for place in places {
            let answer = person.get(place).await?;
            let is_open = answer.status.is_success() || answer.status.is_redirection();
            assert!(
                is_open && !answer.location().starts_with("/connexion"),
                "{place} as {who}: {}",
                answer.status
            );
        }
    }
    // Each sees more than the one before, but for the agent, who holds no role.
    assert!(seen[0] < seen[3] && seen[3] < seen[1] && seen[3] < seen[2] && seen[1] < seen[4], "{seen:?}");
    assert!(seen[4] < seen[5], "{seen:?}");
    Ok(())
}

#[tokio::test]
async fn a_role_holds_for_its_term() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    test.agent(ALICE)?;
    let fields =
        [("role", "animator"), ("scope", "platform"), ("from", "2026-03-04"), ("until", "2026-03-05")];
    give(&ada, ALICE, &fields).await?;
    for (day, status) in [(2, 403), (3, 403), (4, 200), (5, 200), (6, 403)] {
        let alice = test.alice().await?;
        assert_eq!(alice.get("/concours/nouveau").await?.status.as_u16(), status, "{day} March");
        test.advance(TimeDelta::days(1));
    }
    Ok(())
}

#[tokio::test]
async fn a_deputy_holds_it_while_the_holder_is_away() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    test.noe().await?;
    test.agent(BOB)?;
    let path = actions(&ada, NOE, "/suppleance").await?.remove(0);
    for wrong in [
        vec![("deputy", "nobody@example.org"), ("deputy_from", "2026-03-02"), ("deputy_until", "2026-03-03")],
        vec![("deputy", NOE), ("deputy_from", "2026-03-02"), ("deputy_until", "2026-03-03")],
        vec![("deputy", BOB), ("deputy_from", ""), ("deputy_until", "2026-03-03")],
        vec![("deputy", BOB), ("deputy_from", "2026-03-05"), ("deputy_until", "2026-03-03")],
    ] {
        ada.post(&path, &wrong).await?.assert_status(422);
    }
    let fields = [("deputy", BOB), ("deputy_from", "2026-03-03"), ("deputy_until", "2026-03-03")];
    ada.post(&path, &fields).await?.assert_status(303);
    for status in [403, 200, 403] {
        let bob = test.bob().await?;
        assert_eq!(bob.get("/concours/nouveau").await?.status.as_u16(), status);
        test.advance(TimeDelta::days(1));
    }
    Ok(())
}

#[tokio::test]
async fn a_role_that_is_taken_back_stays_known_and_ends_sessions() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let noe = test.noe().await?;
    let path = actions(&ada, NOE, "/fin").await?.remove(0);
    ada.post(&path, &[("end_reason", "")]).await?.assert_status(422);
    let page = page_of(&ada, NOE)?;
    ada.post(&path, &[("end_reason", "Mutation")]).await?.assert_leads_to(&page);
    ada.post(&path, &[("end_reason", "Mutation")]).await?.assert_leads_to(&page);
    ada.get(&page).await?.assert_shows("Rôles passés").assert_shows("Mutation");
    noe.get("/mon-compte").await?.assert_status(303);
    test.sign_in(NOE).await?.get("/concours/nouveau").await?.assert_status(403);
    let taken = test.journal_kinds()?.into_iter().filter(|kind| kind == "account.role_taken").count();
    assert_eq!(taken, 1);
    assert!(test.journal()?.iter().all(|entry| !entry.data.contains("Mutation")));
    Ok(())
}

#[tokio::test]
async fn the_last_administrator_stays() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    test.agent(BOB)?;
    let path = actions(&ada, ADA, "/fin").await?.remove(0);
    ada.post(&path, &[("end_reason", "Départ")]).await?.assert_status(409);
    // One whose role ends is no successor.
    give(&ada, BOB, &[("role", "administrator"), ("scope", "platform"), ("until", "2027-01-01")]).await?;
    ada.post(&path, &[("end_reason", "Départ")]).await?.assert_status(409);
    give(&ada, BOB, &[("role", "administrator"), ("scope", "platform")]).await?;
    ada.post(&path, &[("end_reason", "Départ")]).await?.assert_status(303);
    test.bob().await?.get("/personnes").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn an_ambassador_gives_cards_out_in_their_territory() -> Tested {
    let test = TestApp::new();
    ambassador(&test).await?;
    let here = add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let elsewhere = add(&test, "lycee", "Lycée de Metz", "57", "").await?;
    let omar = test.sign_in("omar@example.org").await?;
    omar.get("/cartes").await?.assert_shows("Lycée Weiss").assert_lacks("Metz");
    omar.post(&format!("/cartes/{here}"), &[("count", "1")]).await?.assert_status(200);
    omar.post(&format!("/cartes/{elsewhere}"), &[("count", "1")]).await?.assert_status(403);
    omar.get("/organisation").await?.assert_status(403);
    // A unit is a territory too, with all that belongs to it.
    let ada = test.ada().await?;
    add(&test, "direction", "Direction de Moselle", "", "").await?;
    let fields = [
        ("kind", "lycee"),
        ("name", "Lycée de Metz"),
        ("departement", "57"),
        ("parent", "Direction de Moselle"),
    ];
    ada.post(&format!("/organisation/{elsewhere}"), &fields).await?.assert_status(303);
    test.agent(ALICE)?;
    give(
        &ada,
        ALICE,
        &[("role", "ambassador"), ("scope", "territory"), ("territory", "direction de moselle")],
    )
    .await?;
    let alice = test.alice().await?;
    alice.get("/cartes").await?.assert_shows("Lycée de Metz").assert_lacks("Weiss");
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    test.agent(ALICE)?;
    let path = format!("{}/roles", page_of(&ada, ALICE)?);
    for (role, scope, territory, until, reason) in [
        ("", "platform", "", "", "r"),
        ("juror", "platform", "", "", "r"),
        ("animator", "", "", "", "r"),
        ("administrator", "territory", "67", "", "r"),
        ("ambassador", "territory", "Nulle part", "", "r"),
        ("animator", "platform", "", "2020-01-01", "r"),
        ("animator", "platform", "", "demain", "r"),
        ("animator", "platform", "", "", " "),
    ] {
        let fields = [
            ("role", role),
            ("scope", scope),
            ("territory", territory),
            ("until", until),
            ("reason", reason),
        ];
        let answer = ada.post(&path, &fields).await?;
        answer.assert_status(422);
        assert_eq!(answer.field("territory")?, territory);
    }
    Ok(())
}

#[tokio::test]
async fn the_review_lists_what_ends_soon_and_what_was_never_used() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    ada.get("/personnes/revue").await?.assert_shows("Rien à revoir");
    ambassador(&test).await?;
    test.agent(ALICE)?;
    give(&ada, ALICE, &[("role", "animator"), ("scope", "platform"), ("until", "2026-04-01")]).await?;
    ada.get("/personnes/revue").await?.assert_shows("Finit bientôt").assert_lacks("N’a jamais servi");
    test.advance(TimeDelta::days(61));
    test.ada().await?.get("/personnes/revue").await?.assert_shows("N’a jamais servi").assert_shows("Fini");
    Ok(())
}
