//! Background work: claimed once, tried again, given up with a reason, taken over from the dead.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::anyhow;
use chrono::TimeDelta;
use minilabs::app::App;
use minilabs::jobs::{self, Job, JobError, JobRow, JobState, Progress, Registry, Run, Worker};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::support::{TestApp, Tested};

/// What the tests' jobs work on.
#[derive(Clone, Default)]
struct Counters {
    runs: Arc<AtomicUsize>,
}

#[derive(Serialize, Deserialize, Clone)]
enum Try {
    Succeed,
    Retry,
    Fail,
    Panic,
    Report,
}

impl Job for Try {
    const NAME: &'static str = "test.try";
}

impl Run<Counters> for Try {
    async fn run(&self, app: &Counters, progress: &Progress) -> Result<(), JobError> {
        app.runs.fetch_add(1, Ordering::SeqCst);
        match self {
            Self::Succeed => Ok(()),
            Self::Retry => Err(JobError::Retry(anyhow!("not yet"))),
            Self::Fail => Err(JobError::Fail(anyhow!("never"))),
            Self::Panic => panic!("a job that panics"),
            Self::Report => Ok(progress.set(3, 4).await?),
        }
    }
}

#[derive(Serialize, Deserialize, Clone)]
struct Collapsing {}

impl Job for Collapsing {
    const NAME: &'static str = "test.collapsing";
    const PRIORITY: i32 = 5;

    fn collapse_key(&self) -> Option<String> {
        Some("one".into())
    }
}

impl Run<Counters> for Collapsing {
    async fn run(&self, app: &Counters, _: &Progress) -> Result<(), JobError> {
        app.runs.fetch_add(1, Ordering::SeqCst);
        Err(JobError::Retry(anyhow!("not yet")))
    }
}

fn registry() -> Registry<Counters> {
    let mut registry = Registry::default();
    registry.register::<Try>().register::<Collapsing>();
    registry
}

fn worker(app: &App, counters: &Counters) -> Worker<Counters> {
    scheduled(app, counters, registry())
}

fn scheduled(app: &App, counters: &Counters, registry: Registry<Counters>) -> Worker<Counters> {
    Worker::new(
        counters.clone(),
        app.db.clone(),
        app.clock.clone(),
        Arc::new(registry),
        Arc::new(Notify::new()),
    )
}

fn enqueue<J: Job>(test: &TestApp, job: &J) -> Tested {
    Ok(test.app.write_now(|tx| tx.enqueue(job).map(drop))?)
}

fn only(test: &TestApp) -> anyhow::Result<JobRow> {
    let mut rows = test.db_jobs()?;
    assert_eq!(rows.len(), 1, "{rows:?}");
    Ok(rows.remove(0))
}

#[tokio::test]
async fn what_is_done_is_done_once() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Succeed)?;
    let worker = worker(&test.app, &counters);
    assert!(worker.step().await?);
    assert!(!worker.step().await?);
    let row = only(&test)?;
    assert_eq!((row.state, row.attempts, row.finished_at), (JobState::Done, 1, Some(test.app.clock.now())));
    assert_eq!(counters.runs.load(Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
async fn nothing_is_queued_by_a_write_that_failed() -> Tested {
    let test = TestApp::new();
    let refused = test.app.write_now(|tx| {
        tx.enqueue(&Try::Succeed)?;
        Err::<(), _>(minilabs::error::AppError::NotFound)
    });
    assert!(refused.is_err());
    assert!(test.db_jobs()?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_share_the_work() -> Tested {
    const JOBS: usize = 40;
    let (test, counters) = (TestApp::new(), Counters::default());
    for _ in 0..JOBS {
        enqueue(&test, &Try::Succeed)?;
    }
    let mut running = Vec::new();
    for seed in 1..=4 {
        let worker = worker(&test.second_process(seed), &counters);
        running.push(tokio::spawn(async move {
            let mut taken = 0;
            while worker.step().await? {
                taken += 1;
            }
            anyhow::Ok(taken)
        }));
    }
    let mut taken = 0;
    for worker in running {
        taken += worker.await??;
    }
    assert_eq!(
        (taken, counters.runs.load(Ordering::SeqCst)),
        (JOBS, JOBS),
        "a job was taken twice, or never"
    );
    assert!(test.db_jobs()?.iter().all(|job| job.state == JobState::Done && job.attempts == 1));
    Ok(())
}

#[tokio::test]
async fn what_fails_is_tried_later_and_later_and_given_up_with_its_reason() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Retry)?;
    let worker = worker(&test.app, &counters);
    let mut waits = Vec::new();
    while only(&test)?.state == JobState::Queued {
        let before = test.app.clock.now();
        assert!(worker.step().await?);
        assert!(!worker.step().await?, "it is not tried again at once");
        let row = only(&test)?;
        assert_eq!(row.last_error.as_deref(), Some("not yet"));
        waits.push((row.run_at - before).num_seconds());
        test.advance(row.run_at - before);
    }
    assert_eq!(waits, [5, 15, 45, 135, 405, 1_215, 3_600, 0]);
    let row = only(&test)?;
    assert_eq!((row.state, row.attempts), (JobState::Dead, 8));
    Ok(())
}

#[tokio::test]
async fn what_cannot_succeed_is_not_tried_again() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Fail)?;
    assert!(worker(&test.app, &counters).step().await?);
    let row = only(&test)?;
    assert_eq!((row.state, row.attempts, row.last_error.as_deref()), (JobState::Dead, 1, Some("never")));
    Ok(())
}

#[tokio::test]
async fn a_panic_is_the_jobs_failure_and_not_the_workers_end() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Panic)?;
    let worker = worker(&test.app, &counters);
    assert!(worker.step().await?);
    assert_eq!(only(&test)?.state, JobState::Dead);
    enqueue(&test, &Try::Succeed)?;
    assert!(worker.step().await?);
    Ok(())
}

#[tokio::test]
async fn a_job_of_another_version_is_given_up_with_its_name() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Succeed)?;
    assert!(scheduled(&test.app, &counters, Registry::default()).step().await?);
    let row = only(&test)?;
    assert_eq!(row.state, JobState::Dead);
    assert!(row.last_error.is_some_and(|error| error.contains("test.try")));
    Ok(())
}

#[tokio::test]
async fn a_dead_job_gets_a_fresh_start() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Fail)?;
    let worker = worker(&test.app, &counters);
    worker.step().await?;
    let (id, now) = (only(&test)?.id, test.app.clock.now());
    assert!(test.app.db.write_now(|conn| Ok(jobs::requeue_dead(conn, id, now)?))?);
    assert!(!test.app.db.write_now(|conn| Ok(jobs::requeue_dead(conn, id, now)?))?);
    assert!(worker.step().await?);
    assert_eq!(only(&test)?.attempts, 1);
    Ok(())
}

#[tokio::test]
async fn how_far_a_job_is_can_be_seen() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Report)?;
    worker(&test.app, &counters).step().await?;
    let row = only(&test)?;
    assert_eq!((row.units_done, row.units_total), (3, 4));
    Ok(())
}

/// A worker that was killed in the middle of a job: its future is dropped, and nothing is settled.
async fn killed(test: &TestApp) -> Tested {
    #[derive(Clone)]
    struct Endless;
    impl Run<Endless> for Try {
        async fn run(&self, _: &Endless, _: &Progress) -> Result<(), JobError> {
            std::future::pending().await
        }
    }
    impl Run<Endless> for Collapsing {
        async fn run(&self, _: &Endless, _: &Progress) -> Result<(), JobError> {
            std::future::pending().await
        }
    }
    let mut registry = Registry::default();
    registry.register::<Try>().register::<Collapsing>();
    let app = &test.app;
    let endless =
        Worker::new(Endless, app.db.clone(), app.clock.clone(), Arc::new(registry), Arc::new(Notify::new()));
    let running = tokio::spawn(async move { endless.step().await.map(drop) });
    while only(test)?.state != JobState::Running {
        tokio::task::yield_now().await;
    }
    running.abort();
    assert!(running.await.is_err());
    Ok(())
}

#[tokio::test]
async fn the_job_of_a_killed_worker_goes_to_another_when_its_lease_is_over() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Succeed)?;
    killed(&test).await?;
    let worker = worker(&test.app, &counters);
    assert!(!worker.step().await?, "it may still be alive");
    test.advance(TimeDelta::seconds(61));
    assert!(worker.step().await?);
    let row = only(&test)?;
    assert_eq!((row.state, row.attempts), (JobState::Done, 2));
    Ok(())
}

#[tokio::test]
async fn equal_jobs_that_wait_are_one() -> Tested {
    let test = TestApp::new().leaves_work();
    enqueue(&test, &Collapsing {})?;
    enqueue(&test, &Collapsing {})?;
    assert_eq!(only(&test)?.state, JobState::Queued);
    Ok(())
}

#[tokio::test]
async fn a_collapsing_job_that_comes_back_meets_its_like() -> Tested {
    let (test, counters) = (TestApp::new().leaves_work(), Counters::default());
    enqueue(&test, &Collapsing {})?;
    let worker = worker(&test.app, &counters);
    // It is tried, fails, and waits for its next try; the same is asked for meanwhile, more than once.
    assert!(worker.step().await?);
    enqueue(&test, &Collapsing {})?;
    enqueue(&test, &Collapsing {})?;
    for _ in 0..20 {
        test.advance(TimeDelta::hours(1));
        while worker.step().await? {}
    }
    assert!(test.db_jobs()?.iter().all(|job| job.state == JobState::Dead), "{:?}", test.db_jobs()?);
    Ok(())
}

#[tokio::test]
async fn a_collapsing_job_of_a_killed_worker_meets_its_like() -> Tested {
    let (test, counters) = (TestApp::new().leaves_work(), Counters::default());
    enqueue(&test, &Collapsing {})?;
    killed(&test).await?;
    enqueue(&test, &Collapsing {})?;
    test.advance(TimeDelta::seconds(61));
    let worker = worker(&test.app, &counters);
    while worker.step().await? {}
    assert!(counters.runs.load(Ordering::SeqCst) >= 1, "nothing is taken any more");
    // Other work goes on.
    enqueue(&test, &Try::Succeed)?;
    assert!(worker.step().await?);
    Ok(())
}

#[tokio::test]
async fn dead_jobs_with_the_same_key_can_all_be_started_again() -> Tested {
    let (test, counters) = (TestApp::new().leaves_work(), Counters::default());
    let worker = worker(&test.app, &counters);
    for _ in 0..2 {
        enqueue(&test, &Collapsing {})?;
        for _ in 0..9 {
            test.advance(TimeDelta::hours(2));
            while worker.step().await? {}
        }
    }
    let now = test.app.clock.now();
    for job in test.db_jobs()? {
        assert_eq!(job.state, JobState::Dead);
        assert!(test.app.db.write_now(|conn| Ok(jobs::requeue_dead(conn, job.id, now)?))?);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_asked_for_at_once_is_no_error() -> Tested {
    let test = TestApp::new().leaves_work();
    let mut asking = Vec::new();
    for _ in 0..12 {
        let app = test.app.clone();
        asking.push(tokio::spawn(async move { app.write(|tx| tx.enqueue(&Collapsing {}).map(drop)).await }));
    }
    for asked in asking {
        asked.await??;
    }
    assert_eq!(test.db_jobs()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn what_comes_round_comes_once_after_a_downtime() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    let with_schedule = || {
        let mut registry = Registry::default();
        registry.every(TimeDelta::hours(1), Try::Succeed);
        scheduled(&test.app, &counters, registry)
    };
    let worker = with_schedule();
    for (hours, turns) in [(0, 1), (0, 1), (1, 2), (1, 3), (72, 4), (0, 4)] {
        test.advance(TimeDelta::hours(hours));
        worker.take_turns().await?;
        // A second process comes too late.
        with_schedule().take_turns().await?;
        while worker.step().await? {}
        assert_eq!(counters.runs.load(Ordering::SeqCst), turns, "after {hours} hours more");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_long_done_is_forgotten_and_what_is_dead_is_kept() -> Tested {
    let (test, counters) = (TestApp::new(), Counters::default());
    enqueue(&test, &Try::Succeed)?;
    enqueue(&test, &Try::Fail)?;
    let worker = worker(&test.app, &counters);
    while worker.step().await? {}
    test.advance(TimeDelta::days(15));
    worker.take_turns().await?;
    assert_eq!(only(&test)?.state, JobState::Dead);
    Ok(())
}

#[tokio::test]
async fn the_urgent_comes_first() -> Tested {
    let (test, counters) = (TestApp::new().leaves_work(), Counters::default());
    enqueue(&test, &Try::Succeed)?;
    enqueue(&test, &Collapsing {})?;
    worker(&test.app, &counters).step().await?;
    let ran: Vec<_> =
        test.db_jobs()?.into_iter().filter(|job| job.attempts == 1).map(|job| job.kind).collect();
    assert_eq!(ran, ["test.collapsing"]);
    Ok(())
}

#[test]
fn every_job_of_the_program_has_the_name_of_its_room() {
    let names: Vec<_> = minilabs::app::registry().names().collect();
    assert!(names.len() > 4, "{names:?}");
    for name in names {
        let room = name.split('.').next().unwrap_or_default();
        assert!(std::path::Path::new("src").join(room).exists(), "{name}");
    }
}
