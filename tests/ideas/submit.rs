//! `/concours/:slug/deposer`.

use minilabs::contests::{Contest, ContestDraft, CreateContest, MoveContest, Stage as ContestStage};
use minilabs::ideas::{self, Channel, Idea, IdeaState};

use crate::support::{ALICE, Answer, Person, TestApp, Tested};

/// A contest that takes ideas from agents.
pub async fn open(test: &TestApp) -> anyhow::Result<Contest> {
    open_to(test, "agents").await
}

pub async fn open_to(test: &TestApp, audience: &str) -> anyhow::Result<Contest> {
    let animator = test.animator()?;
    let draft = ContestDraft {
        title: "Toutes les idées comptent".into(),
        summary: "Ce qui améliore nos journées".into(),
        audience: audience.into(),
        ..ContestDraft::default()
    };
    let contest = CreateContest(draft).run(&test.app, &animator).await?;
    let to = ContestStage::Collecting;
    Ok((MoveContest { slug: contest.slug.clone(), to, reason: "Tout est prêt".into() })
        .run(&test.app, &animator)
        .await?)
}

/// The fields of an idea, all right.
pub fn fields<'f>(key: &'f str, title: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("key", key),
        ("version", "0"),
        ("title", title),
        ("problem", "On jette deux bacs de pain par jour au self."),
        ("body", "Peser ce qui est jeté et l’afficher."),
        ("beneficiaries", "Toute l’équipe"),
    ]
}

/// Sends an idea as this person; answers where its receipt is.
pub async fn send(person: &Person<'_>, contest: &Contest, title: &str) -> anyhow::Result<String> {
    let form = person.get(&format!("{}/deposer?vide=1", contest.url())).await?;
    let key = form.field("key")?;
    let sent = person.post(&format!("{}/deposer", contest.url()), &fields(&key, title)).await?;
    sent.assert_status(303);
    Ok(sent.location().to_owned())
}

/// The idea that a receipt is of.
pub fn idea_at(test: &TestApp, url: &str) -> anyhow::Result<Idea> {
    let slug = url.trim_start_matches("/idees/").split('/').next().unwrap_or_default();
    let id: minilabs::ids::IdeaId = slug.rsplit('-').next().unwrap_or_default().parse()?;
    let animator = test.animator()?;
    let idea = test.app.db.read_now(|conn| ideas::find(conn, &animator, id))?;
    idea.ok_or_else(|| anyhow::anyhow!("no idea at {url}"))
}

fn count(test: &TestApp, table: &str) -> anyhow::Result<i64> {
    let counts = test.db_counts()?;
    Ok(counts.into_iter().find(|(name, _)| name == table).map(|(_, count)| count).unwrap_or_default())
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    alice.get("/deposer").await?.assert_leads_to(&format!("{}/deposer", contest.url()));
    let receipt = send(&alice, &contest, "Moins de pain jeté").await?;
    test.settle().await?;
    alice
        .get(&receipt)
        .await?
        .assert_status(200)
        .assert_shows("Reçu : idée n° 1")
        .assert_shows("Moins de pain jeté");
    alice.get("/mes-ideas").await?.assert_shows("Moins de pain jeté").assert_shows("avant publication");
    // Nobody else reads it before the team did.
    let charlie = test.charlie().await?;
    let page = receipt.trim_end_matches("/recu");
    charlie.get(page).await?.assert_status(404);
    charlie.get(&receipt).await?.assert_status(404);
    charlie.get("/idees").await?.assert_lacks("Moins de pain jeté");
    let idea = idea_at(&test, &receipt)?;
    assert_eq!((idea.number, idea.state, idea.channel), (1, IdeaState::Submitted, Channel::Web));
    assert!(test.journal()?.iter().any(|entry| entry.kind == "idea.submitted"));
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let key = alice.get(&format!("{}/deposer", contest.url())).await?.field("key")?;
    let url = format!("{}/deposer", contest.url());
    let (form, twin) = (fields(&key, "Une fois"), alice.twin());
    let (first, second) = tokio::join!(alice.post(&url, &form), twin.post(&url, &form));
    let (first, second) = (first?, second?);
    let places: Vec<&str> =
        [&first, &second].into_iter().map(Answer::location).filter(|place| !place.is_empty()).collect();
    assert!(!places.is_empty() && places.iter().all(|place| *place == places[0]), "{places:?}");
    let third = alice.post(&url, &form).await?;
    assert_eq!(third.location(), places[0]);
    assert_eq!(count(&test, "ideas")?, 1);
    test.run_jobs().await
}

#[tokio::test]
async fn another_text_from_the_page_of_a_sent_idea_is_not_lost() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    alice.post(&url, &fields(&key, "La première")).await?.assert_status(303);
    // Going back and writing another idea over it.
    let again = alice.post(&url, &fields(&key, "La seconde")).await?;
    again.assert_status(422).assert_shows("déjà partie");
    assert_eq!(again.field("title")?, "La seconde");
    let other = again.field("key")?;
    assert_ne!(other, key);
    alice.post(&url, &fields(&other, "La seconde")).await?.assert_status(303);
    assert_eq!(count(&test, "ideas")?, 2);
    test.run_jobs().await
}

#[tokio::test]
async fn what_was_kept_while_typing_leaves_with_the_idea() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let (url, keep) = (format!("{}/deposer", contest.url()), format!("{}/deposer/brouillon", contest.url()));
    let key = alice.get(&url).await?.field("key")?;
    alice.post(&keep, &fields(&key, "Moins de")).await?.assert_status(200);
    // The session expired in between: the rest has another name.
    let rest = alice.get(&format!("{url}?vide=1")).await?.field("key")?;
    alice.post(&keep, &fields(&rest, "Moins de bruit")).await?.assert_status(200);
    let other = alice.get(&format!("{url}?vide=1")).await?.field("key")?;
    alice.post(&keep, &fields(&other, "Une autre idée")).await?.assert_status(200);
    alice.post(&url, &fields(&rest, "Moins de bruit")).await?.assert_status(303);
    assert_eq!(count(&test, "idea_drafts")?, 1);
    alice.get(&url).await?.assert_shows("Une autre idée");
    test.run_jobs().await
}

#[tokio::test]
async fn a_session_that_ended_loses_no_word_of_a_contest_for_agents() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let (url, keep) = (format!("{}/deposer", contest.url()), format!("{}/deposer/brouillon", contest.url()));
    let key = alice.get(&url).await?.field("key")?;
    alice.post("/deconnexion", &[]).await?;
    let again = "/connexion?next=";
    assert!(alice.get(&url).await?.location().starts_with(again));
    let kept = alice.post(&keep, &fields(&key, "Presque fini")).await?.assert_status(200).json()?;
    assert_eq!(kept["version"].as_i64(), Some(1));
    let sent = alice.post(&url, &fields(&key, "Presque fini")).await?;
    assert!(
        sent.location().starts_with(again) && sent.location().contains("brouillon"),
        "{}",
        sent.location()
    );
    // Of a contest that does not exist nothing is kept, and nothing else is said.
    let elsewhere =
        alice.post("/concours/nulle-part/deposer/brouillon", &fields(&key, "Presque fini")).await?;
    assert_eq!(elsewhere.assert_status(200).json()?["version"].as_i64(), Some(1));
    assert!(alice.get("/concours/nulle-part/deposer").await?.location().starts_with(again));
    assert_eq!(count(&test, "ideas")?, 0);
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_field_errors_and_keeps_what_was_typed() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let long = "mot ".repeat(1_500);
    let hostile = "<script>alert('é')</script>";
    let form = [
        ("key", key.as_str()),
        ("title", "  "),
        ("problem", hostile),
        ("body", &long),
        ("name_level", "nobody"),
        ("behalf", "paper"),
        ("author_email", "lina"),
    ];
    let page = alice.post(&url, &form).await?;
    page.assert_status(422).assert_shows("6 points à corriger").assert_shows(hostile).assert_lacks(hostile);
    page.assert_shows("mot mot");
    assert_eq!(page.field("key")?, key);
    assert_eq!(count(&test, "ideas")?, 0);
    Ok(())
}

#[tokio::test]
async fn a_visitor_writes_first_and_finds_the_text_again_after_signing_in() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let url = format!("{}/deposer", contest.url());
    let person = test.visitor();
    let key = person.get(&url).await?.assert_status(200).field("key")?;
    let sent = person.post(&url, &fields(&key, "Écrite avant de se connecter")).await?;
    sent.assert_leads_to(&format!(
        "/connexion?next={}",
        minilabs::web::problem::percent_encode(&format!("{url}?brouillon={key}"))
    ));
    let form = format!("{url}?brouillon={key}");
    // Another browser does not find it, whatever it knows.
    test.visitor().get(&form).await?.assert_lacks("Écrite avant de se connecter");
    person.post("/connexion", &[("email", ALICE), ("next", &form)]).await?.assert_status(303);
    let page = person.get("/connexion/code").await?;
    let (sign_in, code) = (page.field("sign_in")?, test.last_code(ALICE)?);
    let fields_of = [("sign_in", sign_in.as_str()), ("code", code.as_str()), ("next", form.as_str())];
    person.post("/connexion/code", &fields_of).await?.assert_leads_to(&form);
    let page = person.get(&form).await?;
    page.assert_status(200);
    assert_eq!(page.field("title")?, "Écrite avant de se connecter");
    let sent = person.post(&url, &fields(&key, "Écrite avant de se connecter")).await?;
    sent.assert_status(303);
    assert_eq!((count(&test, "ideas")?, count(&test, "idea_drafts")?), (1, 0));
    test.run_jobs().await
}

#[tokio::test]
async fn an_expired_form_comes_back_filled() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let form = fields(&key, "Écrite pendant la pause");
    let page = alice.post_raw(&url, &form).await?;
    page.assert_status(422).assert_shows("Rien n’est perdu");
    assert_eq!(page.field("title")?, "Écrite pendant la pause");
    assert_eq!(count(&test, "ideas")?, 0);
    // With the token that came back it leaves.
    alice.post(&url, &form).await?.assert_status(303);
    test.run_jobs().await
}

#[tokio::test]
async fn a_contest_that_closed_meanwhile_keeps_the_text() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let animator = test.animator()?;
    (MoveContest { slug: contest.slug.clone(), to: ContestStage::Jury, reason: "C’est l’heure".into() })
        .run(&test.app, &animator)
        .await?;
    let page = alice.post(&url, &fields(&key, "Trop tard")).await?;
    page.assert_status(409).assert_shows("ne prend plus d’idées");
    assert_eq!(page.field("title")?, "Trop tard");
    alice.get("/mes-ideas").await?.assert_shows("Trop tard");
    assert_eq!(count(&test, "ideas")?, 0);
    Ok(())
}

#[tokio::test]
async fn two_tabs_do_not_overwrite_one_another() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer/brouillon", contest.url());
    let key = alice.get(&format!("{}/deposer", contest.url())).await?.field("key")?;
    let saved = alice.post(&url, &fields(&key, "Un")).await?.json()?;
    assert_eq!((saved["key"].as_str(), saved["version"].as_i64()), (Some(key.as_str()), Some(1)));
    // The other tab still holds version 0.
    let other = alice.post(&url, &fields(&key, "Autre onglet")).await?.json()?;
    assert_ne!(other["key"].as_str(), Some(key.as_str()));
    alice.get("/mes-ideas").await?.assert_shows("Autre onglet").assert_shows("Un");
    // What is sent leaves no draft behind, even when the page saves once more.
    alice.post(&format!("{}/deposer", contest.url()), &fields(&key, "Un")).await?.assert_status(303);
    alice.post(&url, &fields(&key, "Un")).await?.assert_status(409);
    assert_eq!(count(&test, "idea_drafts")?, 1);
    // A draft can be thrown away by its writer alone.
    let left = other["key"].as_str().unwrap_or_default();
    let discard = format!("{}/deposer/effacer", contest.url());
    test.charlie().await?.post(&discard, &[("key", left)]).await?.assert_status(303);
    assert_eq!(count(&test, "idea_drafts")?, 1);
    alice.post(&discard, &[("key", left)]).await?.assert_status(303);
    assert_eq!(count(&test, "idea_drafts")?, 0);
    test.run_jobs().await
}

#[tokio::test]
async fn a_draft_is_its_writers_alone() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let mut form = fields(&key, "CANARI brouillon");
    form.push(("action", "draft"));
    alice.post(&url, &form).await?.assert_status(303);
    for person in [test.charlie().await?, test.noe().await?, test.ada().await?] {
        let page = person.get(&format!("{url}?brouillon={key}")).await?;
        page.assert_status(200).assert_lacks("CANARI");
        person.get("/mes-ideas").await?.assert_lacks("CANARI");
    }
    alice.get(&url).await?.assert_status(200);
    assert_eq!(alice.get(&url).await?.field("title")?, "CANARI brouillon");
    assert_ne!(alice.get(&format!("{url}?vide=1")).await?.field("key")?, key);
    Ok(())
}

#[tokio::test]
async fn it_is_sent_for_a_colleague_who_agrees() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let mut form = fields(&key, "Des gants à ma taille");
    form.extend([("behalf", "paper"), ("author_name", "Lina Moreau"), ("site", "Lycée Louise-Weiss")]);
    alice.post(&url, &form).await?.assert_status(422).assert_shows("il faut l’accord de la personne");
    form.push(("consent", "on"));
    let receipt = alice.post(&url, &form).await?;
    let receipt = receipt.assert_status(303).location().to_owned();
    alice.get(&receipt).await?.assert_shows("Lina Moreau").assert_shows("Imprimez cette page");
    let idea = idea_at(&test, &receipt)?;
    assert_eq!((idea.channel, idea.site.as_str()), (Channel::Paper, "Lycée Louise-Weiss"));
    alice.get("/mes-ideas").await?.assert_shows("Envoyées pour d’autres");
    test.run_jobs().await
}

#[tokio::test]
async fn a_pseudonym_hides_the_name_from_all_but_the_team() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let alice = test.alice().await?;
    let profile = [("display_name", "CANARI Alice"), ("trade", "cantinière")];
    alice.post("/mon-compte", &profile).await?.assert_status(303);
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let mut form = fields(&key, "Une idée discrète");
    form.extend([("name_level", "team"), ("pseudonym", "Une cantinière")]);
    let receipt = alice.post(&url, &form).await?.location().to_owned();
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    noe.get(&page).await?.assert_shows("CANARI Alice").assert_shows("connu de l’équipe");
    alice.get(&page).await?.assert_shows("CANARI Alice");
    for person in [test.visitor(), test.charlie().await?] {
        person.get(&page).await?.assert_shows("Une cantinière").assert_lacks("CANARI");
        person.get("/idees").await?.assert_shows("Une cantinière").assert_lacks("CANARI");
        person.get("/idees?q=CANARI").await?.assert_lacks("Une idée discrète");
        person.get("/api/v1/ideas").await?.assert_shows("Une idée discrète").assert_lacks("CANARI");
    }
    Ok(())
}

#[tokio::test]
async fn close_ideas_are_shown_while_typing() -> Tested {
    let stage = super::waiting().await?;
    let contest = open(&stage.test).await?;
    let idea = super::first(&stage)?;
    let charlie = stage.test.charlie().await?;
    let text = minilabs::web::problem::percent_encode(&idea.title);
    let part = charlie.get(&format!("{}/deposer/proches?texte={text}", contest.url())).await?;
    part.assert_status(200).assert_shows(&idea.title).assert_shows("Je soutiens celle-ci");
    charlie.get(&format!("{}/deposer/proches", contest.url())).await?.assert_status(200);
    // Without scripts the same is asked for by a button, and what was typed stays.
    let url = format!("{}/deposer", contest.url());
    let key = charlie.get(&url).await?.field("key")?;
    let form = [("key", key.as_str()), ("title", &idea.title), ("action", "check")];
    let page = charlie.post(&url, &form).await?;
    page.assert_status(200).assert_shows("Je soutiens celle-ci");
    assert_eq!(page.field("title")?, idea.title);
    // Who sees nothing is shown nothing.
    let visitor =
        stage.test.visitor().get(&format!("{}/deposer/proches?texte={text}", contest.url())).await?;
    visitor.assert_status(200).assert_lacks(&idea.title);
    Ok(())
}

#[tokio::test]
async fn no_field_that_the_server_decides_is_taken_from_a_form() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let mut form = fields(&key, "Sage");
    form.extend([
        ("state", "published"),
        ("destiny", "awarded"),
        ("number", "999"),
        ("filed_by", "1"),
        ("account_id", "1"),
        ("contest_id", "1"),
        ("published_at", "2020-01-01"),
    ]);
    let receipt = alice.post(&url, &form).await?.location().to_owned();
    let idea = idea_at(&test, &receipt)?;
    assert_eq!(
        (idea.number, idea.state, idea.filed_by, idea.published_at),
        (1, IdeaState::Submitted, None, None)
    );
    test.run_jobs().await
}
