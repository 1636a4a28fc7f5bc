//! `/concours/:slug/refaire`: the next edition.

use minilabs::contests::{self, Calendar, Phase, PhaseDraft, Stage};

use crate::support::{TestApp, Tested};

async fn first(test: &TestApp) -> anyhow::Result<contests::Contest> {
    let noe = test.noe().await?;
    let fields = [
        ("title", "Édition une"),
        ("summary", "La première"),
        ("audience", "public"),
        ("about", "Tout ce qui compte"),
        ("rules", "Un seul vote"),
        ("charter", "Soyons polis"),
        ("moderation", "after"),
        ("follows_calendar", "on"),
        ("submission_opens_on", "2026-03-10"),
        ("submission_opens_at", "08:30"),
        ("submission_closes_on", "2026-03-31"),
        ("vote_opens_on", "2026-04-05"),
    ];
    noe.post("/concours/nouveau", &fields).await?.assert_leads_to("/concours/edition-une");
    noe.post("/concours/edition-une/themes", &[("new", "Mobilité"), ("act", "save")])
        .await?
        .assert_status(303);
    noe.post("/concours/edition-une/questions", &[("label", "Où ?"), ("kind", "short_text")]).await?;
    let animator = test.animator()?;
    let found = test.app.db.read_now(|conn| contests::find_by_slug(conn, &animator, "edition-une"))?;
    found.ok_or_else(|| anyhow::anyhow!("no contest was made"))
}

async fn copied(test: &TestApp, slug: &str) -> anyhow::Result<(contests::Contest, Calendar)> {
    let animator = test.animator()?;
    let found = test.app.db.read_now(|conn| contests::find_by_slug(conn, &animator, slug))?;
    let copy = found.ok_or_else(|| anyhow::anyhow!("no copy was made"))?;
    let calendar = test.app.db.read_now(|conn| contests::calendar_of(conn, copy.id))?;
    Ok((copy, calendar))
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let earlier = first(&test).await?;
    let noe = test.noe().await?;
    let page = noe.get("/concours/edition-une/refaire").await?;
    assert_eq!(page.field("first_day")?, "2027-03-10");
    let made = noe.post("/concours/edition-une/refaire", &[("title", "Édition deux")]).await?;
    made.assert_leads_to("/concours/edition-deux");
    let (copy, calendar) = copied(&test, "edition-deux").await?;
    assert_eq!(
        (copy.stage, copy.follows_calendar, copy.previous_id),
        (Stage::Draft, false, Some(earlier.id))
    );
    assert_eq!(
        (copy.about.as_str(), copy.rules.as_str(), copy.charter.as_str()),
        ("Tout ce qui compte", "Un seul vote", "Soyons polis")
    );
    assert_eq!((copy.charter_version, copy.moderation), (1, earlier.moderation));
    assert_eq!(copy.categories(), ["Mobilité"]);
    let asked = test.app.db.read_now(|conn| contests::questions_of(conn, copy.id))?;
    assert_eq!(asked.len(), 1);
    let submission = calendar.0[&Phase::Submission];
    assert_eq!(submission.opens_on.map(|day| day.to_string()).as_deref(), Some("2027-03-10"));
    assert_eq!(submission.opens_at.map(|hour| hour.to_string()).as_deref(), Some("08:30:00"));
    noe.get("/concours/edition-deux").await?.assert_shows("Les éditions").assert_shows("Édition une");
    // Who may not see the first edition is not told of it.
    let line = test
        .app
        .db
        .read_now(|conn| contests::editions(conn, &minilabs::accounts::Actor::visitor(), &copy))?;
    assert!(line.is_empty(), "both are drafts");
    let earlier = test.app.db.read_now(|conn| contests::earlier_editions(conn, copy.id))?;
    assert_eq!(earlier.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_first_day_shifts_every_date_by_the_same_gap() -> Tested {
    let test = TestApp::new();
    first(&test).await?;
    let noe = test.noe().await?;
    let fields = [("title", "Édition deux"), ("first_day", "2026-09-10")];
    noe.post("/concours/edition-une/refaire", &fields).await?.assert_status(303);
    let (_, calendar) = copied(&test, "edition-deux").await?;
    let days: Vec<String> =
        calendar.0.values().filter_map(|period| period.opens_on).map(|day| day.to_string()).collect();
    assert_eq!(days, ["2026-09-10", "2026-10-06"]);
    Ok(())
}

#[tokio::test]
async fn a_leap_day_is_the_last_of_february() -> Tested {
    let test = TestApp::new();
    let phases = vec![PhaseDraft::days(Phase::Submission, "2028-02-29", "2028-03-31")];
    let contest = super::planned(&test, phases).await?;
    let noe = test.noe().await?;
    let page = noe.get(&format!("/concours/{}/refaire", contest.slug)).await?;
    assert_eq!(page.field("first_day")?, "2029-02-28");
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    first(&test).await?;
    let noe = test.noe().await?;
    let fields = [("title", ""), ("first_day", "2027-02-30")];
    let refused = noe.post("/concours/edition-une/refaire", &fields).await?;
    refused.assert_status(422).assert_shows("Cette date n’existe pas.");
    assert_eq!(refused.field("first_day")?, "2027-02-30");
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let test = TestApp::new();
    first(&test).await?;
    let noe = test.noe().await?;
    for _ in 0..2 {
        let made = noe.post("/concours/edition-une/refaire", &[("title", "Édition deux")]).await?;
        made.assert_leads_to("/concours/edition-deux");
    }
    assert_eq!(test.journal_kinds()?.iter().filter(|kind| *kind == "contest.copied").count(), 1);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let page = format!("/concours/{}/refaire", contest.slug);
    test.visitor().get(&page).await?.assert_status(303);
    test.charlie().await?.post(&page, &[("title", "Moi")]).await?.assert_status(403);
    Ok(())
}
