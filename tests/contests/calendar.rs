//! A contest follows its calendar by itself. Tests begin on Monday 2 March 2026, at nine in Paris.

use chrono::TimeDelta;
use minilabs::contests::{
    self, AnnounceAwards, ContestDraft, MoveContest, Phase, PhaseDraft, Stage, UpdateContest,
};
use minilabs::ideas;
use minilabs::notices;

use super::{again, idea, planned};
use crate::support::{NOE, TestApp, Tested};

fn year() -> Vec<PhaseDraft> {
    vec![
        PhaseDraft::days(Phase::Submission, "2026-03-10", "2026-03-20"),
        PhaseDraft::days(Phase::Vote, "2026-03-25", "2026-03-31"),
        PhaseDraft::days(Phase::Jury, "2026-04-01", "2026-04-15"),
        PhaseDraft::days(Phase::Announcement, "2026-04-20", ""),
        PhaseDraft::days(Phase::Minilabs, "2026-05-01", "2026-12-15"),
    ]
}

/// Lets days pass, then looks at the calendars as every process does now and then.
async fn pass(test: &TestApp, days: i64) -> Tested {
    test.advance(TimeDelta::days(days));
    test.app.worker().take_turns().await?;
    test.run_jobs().await
}

fn moves(test: &TestApp, id: minilabs::ids::ContestId) -> anyhow::Result<Vec<(Stage, bool)>> {
    let moves = test.app.db.read_now(|conn| contests::moves_of(conn, id))?;
    Ok(moves.into_iter().map(|passing| (passing.to_stage, passing.is_over)).collect())
}

#[tokio::test]
async fn it_passes_on_at_its_dates() -> Tested {
    let test = TestApp::new();
    let id = planned(&test, year()).await?.id;
    pass(&test, 7).await?;
    assert_eq!(again(&test, id)?.stage, Stage::Draft);
    pass(&test, 1).await?;
    let contest = again(&test, id)?;
    assert!(contest.stage == Stage::Collecting && contest.takes_submissions().is_ok());
    let page = test.visitor().get("/concours/un-concours-date").await?;
    page.assert_shows("Maintenant : déposer une idée, jusqu’au 20 mars 2026 (encore 10 jours)");
    test.visitor().get("/").await?.assert_shows("jusqu’au 20 mars 2026 (encore 10 jours)");
    // The last day belongs to it; the day after does not.
    pass(&test, 10).await?;
    assert!(again(&test, id)?.takes_submissions().is_ok());
    test.visitor().get("/concours/un-concours-date").await?.assert_shows("(dernier jour)");
    pass(&test, 1).await?;
    let contest = again(&test, id)?;
    assert!(contest.is_over && contest.takes_submissions().is_err());
    let page = test.visitor().get("/concours/un-concours-date").await?;
    page.assert_shows("C’est fini pour cette étape").assert_shows("Ensuite : Vote, le 25 mars 2026.");
    Ok(())
}

#[tokio::test]
async fn after_a_downtime_each_step_is_taken_once_in_order() -> Tested {
    let test = TestApp::new();
    let id = planned(&test, year()).await?.id;
    test.advance(TimeDelta::days(40));
    let second = test.second_process(2);
    for _ in 0..2 {
        for worker in [test.app.worker(), second.worker()] {
            worker.take_turns().await?;
            while worker.step().await? {}
        }
    }
    let expected = [
        (Stage::Collecting, false),
        (Stage::Collecting, true),
        (Stage::Voting, false),
        (Stage::Voting, true),
        (Stage::Jury, false),
    ];
    assert_eq!(moves(&test, id)?, expected);
    let told = test.journal_kinds()?.into_iter().filter(|kind| kind == "contest.moved").count();
    assert_eq!(told, 3);
    // Each is dated by the calendar, not by the moment somebody looked. Paris is two hours ahead in April.
    let last = test.app.db.read_now(|conn| contests::moves_of(conn, id))?.pop();
    assert_eq!(last.map(|passing| passing.moved_at.to_string()).as_deref(), Some("2026-03-31 22:00:00"));
    Ok(())
}

#[tokio::test]
async fn two_processes_at_once_take_each_step_once() -> Tested {
    let test = TestApp::new();
    let id = planned(&test, year()).await?.id;
    test.advance(TimeDelta::days(40));
    let apps = [test.app.clone(), test.second_process(2), test.second_process(3)];
    let job = contests::KeepCalendars {};
    let tasks = apps.map(|app| {
        let job = job.clone();
        tokio::spawn(async move {
            app.write(move |tx| tx.enqueue(&job).map(drop)).await?;
            let worker = app.worker();
            while worker.step().await? {}
            Ok::<_, minilabs::error::AppError>(())
        })
    });
    for task in tasks {
        task.await??;
    }
    test.run_jobs().await?;
    assert_eq!(moves(&test, id)?.len(), 5);
    assert_eq!(again(&test, id)?.stage, Stage::Jury);
    Ok(())
}

#[tokio::test]
async fn results_wait_for_people_who_are_reminded_once() -> Tested {
    let test = TestApp::new();
    let contest = planned(&test, year()).await?;
    let noe = test.agent(NOE)?.signed_in()?;
    pass(&test, 60).await?;
    pass(&test, 1).await?;
    assert_eq!(again(&test, contest.id)?.stage, Stage::Jury);
    let due = test.journal_kinds()?.into_iter().filter(|kind| kind == "contest.announcement_due").count();
    assert_eq!(due, 1);
    assert_eq!(test.app.db.read_now(|conn| notices::count_unread(conn, noe))?, 1);
    let page = test.noe().await?.get("/concours/un-concours-date").await?;
    page.assert_shows("Le jour de l’annonce est arrivé.");
    // Once announced, the calendar goes on with what is still to come.
    let idea = idea(&contest, "Une idée", "", "");
    test.app.write_now(|tx| ideas::insert_all(tx, None, contest.audience, vec![idea]))?;
    let announce = AnnounceAwards { slug: contest.slug, reason: String::new() };
    announce.run(&test.app, &test.animator()?).await?;
    test.run_jobs().await?;
    assert_eq!(again(&test, contest.id)?.stage, Stage::Awarded);
    // May is over: mini-labs were to begin before the announcement; the end of the year is still to come.
    pass(&test, 2).await?;
    assert_eq!(again(&test, contest.id)?.stage, Stage::Awarded);
    Ok(())
}

#[tokio::test]
async fn what_a_hand_decided_stands_until_the_next_date() -> Tested {
    let test = TestApp::new();
    let contest = planned(&test, year()).await?;
    pass(&test, 21).await?;
    assert!(again(&test, contest.id)?.is_over);
    // On 23 March the vote is opened early, and ideas are taken again a day later.
    let animator = test.animator()?;
    for to in [Stage::Voting, Stage::Collecting] {
        let reason = "Une semaine de plus".to_owned();
        (MoveContest { slug: contest.slug.clone(), to, reason }).run(&test.app, &animator).await?;
    }
    pass(&test, 1).await?;
    let held = again(&test, contest.id)?;
    assert!(held.stage == Stage::Collecting && !held.is_over);
    pass(&test, 1).await?;
    assert_eq!(again(&test, contest.id)?.stage, Stage::Voting);
    Ok(())
}

#[tokio::test]
async fn a_later_last_day_opens_again() -> Tested {
    let test = TestApp::new();
    let contest = planned(&test, year()).await?;
    pass(&test, 20).await?;
    assert!(again(&test, contest.id)?.is_over);
    let draft = ContestDraft {
        title: contest.title.clone(),
        summary: contest.summary.clone(),
        audience: "public".into(),
        phases: vec![PhaseDraft::days(Phase::Submission, "2026-03-10", "2026-03-24")],
        follows_calendar: true,
        ..ContestDraft::default()
    };
    let update = UpdateContest { slug: contest.slug.clone(), draft };
    update.run(&test.app, &test.animator()?).await?;
    assert!(again(&test, contest.id)?.takes_submissions().is_ok());
    pass(&test, 3).await?;
    assert!(again(&test, contest.id)?.is_over);
    Ok(())
}

#[tokio::test]
async fn a_contest_that_does_not_follow_its_calendar_stays() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let draft = |follows_calendar| ContestDraft {
        title: contest.title.clone(),
        summary: contest.summary.clone(),
        audience: "public".into(),
        phases: year(),
        follows_calendar,
        ..ContestDraft::default()
    };
    let animator = test.animator()?;
    let update = |draft| UpdateContest { slug: contest.slug.clone(), draft };
    update(draft(false)).run(&test.app, &animator).await?;
    pass(&test, 24).await?;
    assert_eq!(again(&test, contest.id)?.position(), contest.position());
    // From now on it does: what came before is left alone.
    update(draft(true)).run(&test.app, &animator).await?;
    test.run_jobs().await?;
    pass(&test, 1).await?;
    assert_eq!(again(&test, contest.id)?.position(), contest.position());
    pass(&test, 6).await?;
    assert_eq!(again(&test, contest.id)?.stage, Stage::Jury);
    Ok(())
}

#[tokio::test]
async fn the_deadline_holds_to_the_second_though_nobody_looked() -> Tested {
    let test = TestApp::new();
    let submission = PhaseDraft {
        opens_at: "08:00".into(),
        closes_at: "17:00".into(),
        ..PhaseDraft::days(Phase::Submission, "2026-03-03", "2026-03-03")
    };
    let contest = planned(&test, vec![submission]).await?;
    let zone = test.app.config.time_zone;
    let animator = test.animator()?;
    let takes =
        || test.app.write_now(|tx| contests::for_submission(tx, zone, &animator, &contest.slug).map(drop));
    let refused =
        |code| move |error| matches!(error, minilabs::error::AppError::Refused(known) if known == code);
    assert!(takes().is_err_and(refused("contest-not-open")));
    // Until 7:59:59 in Paris it is too early.
    test.advance(TimeDelta::hours(23) - TimeDelta::seconds(1));
    assert!(takes().is_err_and(refused("contest-not-open")));
    test.advance(TimeDelta::seconds(1));
    assert!(takes().is_ok());
    test.advance(TimeDelta::hours(9) - TimeDelta::seconds(1));
    assert!(takes().is_ok());
    test.advance(TimeDelta::seconds(1));
    assert!(takes().is_err_and(refused("contest-closed")));
    test.run_jobs().await
}
