//! The room's own story, on a private database: from an empty contest to its announced results.

use std::fmt::Write;

use super::*;
use crate::accounts::{GrantRole, Role};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, run_pending};
use crate::error::{AppError, AppResult};
use crate::files::Kept;
use crate::ideas::{self, Destiny};
use crate::ids::ImportId;

struct Team {
    app: App,
    animator: Actor,
    _folder: tempfile::TempDir,
}

impl Team {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = [
            ("DATABASE_URL", format!("sqlite://{}/test.db", folder.path().display())),
            ("DATA_DIR", folder.path().display().to_string()),
        ];
        let config = Config::load(|name| {
            settings.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        });
        let config = config.unwrap();
        let db = Db::open(&config.database_url, 2).unwrap();
        run_pending(&db).unwrap();
        let start = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap().and_hms_opt(8, 0, 0).unwrap();
        let app = App::with_db(config, Clock::fixed(start, 1), db).unwrap();
        let grant = GrantRole { email: "ada@example.org".into(), name: "Ada".into(), role: Role::Animator };
        let account = grant.run_now(&app, None).unwrap();
        Self { app, animator: Actor::new(account, vec![Role::Animator]), _folder: folder }
    }

    async fn contest(&self) -> Contest {
        CreateContest(draft("Les agents ont des idées")).run(&self.app, &self.animator).await.unwrap()
    }

    fn keep(&self, bytes: &[u8]) -> Kept {
        let mut incoming = self.app.files.receive("test", 100_000_000).unwrap();
        incoming.write(bytes).unwrap();
        incoming.finish().unwrap().keep(&self.app.files).unwrap()
    }

    async fn upload(&self, contest: &Contest, bytes: &[u8]) -> AppResult<ImportId> {
        let upload =
            UploadIdeas { slug: contest.slug.clone(), file: self.keep(bytes), name: "idees.csv".into() };
        Ok(upload.run(&self.app, &self.animator).await?.1)
    }

    async fn start(&self, contest: &Contest, id: ImportId) -> AppResult<()> {
        let read = read_import(&self.app, &self.animator, &contest.slug, id).await?;
        StartImport { read }.run(&self.app, &self.animator).await
    }

    async fn work(&self) {
        let worker = self.app.worker();
        while worker.step().await.unwrap() {}
    }

    async fn import(&self, contest: &Contest, bytes: &[u8]) -> ImportRow {
        let id = self.upload(contest, bytes).await.unwrap();
        self.start(contest, id).await.unwrap();
        self.work().await;
        self.row(contest, id).await
    }

    async fn row(&self, contest: &Contest, id: ImportId) -> ImportRow {
        let of = contest.id;
        self.app.read(move |conn| find_import(conn, of, id)).await.unwrap().unwrap()
    }

    async fn count(&self, contest: &Contest, destiny: Destiny) -> usize {
        let of = contest.id;
        self.app.read(move |conn| ideas::list_of_contest(conn, of, &[destiny])).await.unwrap().len()
    }
}

fn draft(title: &str) -> ContestDraft {
    ContestDraft {
        title: title.into(),
        summary: "Pour toutes et tous.".into(),
        audience: "public".into(),
        ..Default::default()
    }
}

fn many(count: usize) -> Vec<u8> {
    let mut file = "id;titre;texte;auteur;courriel\n".to_owned();
    for number in 0..count {
        writeln!(file, "v-{number};Idée {number};Un texte assez court, comme souvent.;Lina {number};l{number}@example.org").unwrap();
    }
    file.into_bytes()
}

fn field(error: AppError) -> (&'static str, &'static str) {
    let AppError::Invalid(errors) = error else { panic!("{error}") };
    errors.0[0].pair()
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_contest_and_an_address_is_taken_once() {
    let team = Team::new();
    let first = team.contest().await;
    assert_eq!(team.contest().await.id, first.id);
    assert_eq!(first.slug, "les-agents-ont-des-idees");
    let namesake = ContestDraft { slug: first.slug.clone(), ..draft("Un autre") };
    let refused = CreateContest(namesake).run(&team.app, &team.animator).await.unwrap_err();
    assert_eq!(field(refused), ("slug", "taken"));
    team.app.clock.advance(chrono::TimeDelta::days(400));
    assert_eq!(team.contest().await.slug, "les-agents-ont-des-idees-2");
}

#[tokio::test]
async fn a_draft_is_seen_by_the_team_alone() {
    let team = Team::new();
    let contest = team.contest().await;
    let seen = |actor: Actor| {
        let slug = contest.slug.clone();
        team.app.read(move |conn| find_by_slug(conn, &actor, &slug))
    };
    assert!(seen(team.animator.clone()).await.unwrap().is_some());
    assert!(seen(Actor::visitor()).await.unwrap().is_none());
    MoveContest { slug: contest.slug.clone(), to: Stage::Collecting, reason: "C’est le jour".into() }
        .run(&team.app, &team.animator)
        .await
        .unwrap();
    assert!(seen(Actor::visitor()).await.unwrap().is_some());
    let stranger = MoveContest { slug: contest.slug.clone(), to: Stage::Voting, reason: String::new() }
        .run(&team.app, &Actor::visitor())
        .await;
    assert!(matches!(stranger, Err(AppError::SignInFirst)));
}

#[tokio::test]
async fn the_same_file_twice_adds_nothing() {
    let (team, file) = (Team::new(), many(1_203));
    let contest = team.contest().await;
    let first = team.import(&contest, &file).await;
    assert_eq!((first.state, first.added, first.known, first.bad), (ImportState::Done, 1_203, 0, 0));
    let again = team.import(&contest, &file).await;
    assert_eq!((again.state, again.added, again.known), (ImportState::Done, 0, 1_203));
    assert_eq!(team.count(&contest, Destiny::InContest).await, 1_203);
}

#[tokio::test]
async fn an_import_goes_on_where_it_was_killed() {
    let (team, file) = (Team::new(), many(1_203));
    let contest = team.contest().await;
    let id = team.upload(&contest, &file).await.unwrap();
    team.start(&contest, id).await.unwrap();
    let opened = actions::open_import(&team.app, id).await.unwrap().unwrap();
    let (import, rows) = (opened.import, opened.rows);
    let taken = team.app.write_now(|tx| actions::take_rows(tx, &import, 0, &rows[..500])).unwrap();
    assert!(taken);
    assert!(!team.app.write_now(|tx| actions::take_rows(tx, &import, 0, &rows[..500])).unwrap());
    team.work().await;
    let row = team.row(&contest, id).await;
    assert_eq!((row.state, row.rows_done, row.added, row.known), (ImportState::Done, 1_203, 1_203, 0));
}

#[tokio::test]
async fn bad_rows_are_kept_and_the_others_come_in() {
    let team = Team::new();
    let contest = team.contest().await;
    let long = "a".repeat(10_000);
    let file = format!("id;titre;texte\n1;Une idée;a\n1;Une autre;b\n2;{long};c\n3;=1+1;d\n");
    let id = team.upload(&contest, file.as_bytes()).await.unwrap();
    let read = read_import(&team.app, &team.animator, &contest.slug, id).await.unwrap();
    let (_, checked) = check(&team.app, read).await.unwrap();
    assert_eq!((checked.ready, checked.known, checked.twice, checked.bad), (2, 0, 1, 1));
    team.start(&contest, id).await.unwrap();
    team.work().await;
    let row = team.row(&contest, id).await;
    assert_eq!((row.added, row.bad), (2, 2));
    let faults = team.app.read(move |conn| list_faults(conn, id, 10)).await.unwrap();
    let kept: Vec<_> = faults.iter().map(|fault| (fault.line, fault.field.as_str(), fault.parts())).collect();
    assert_eq!(kept, [(3, "source_ref", ("duplicate", Some(2))), (4, "title", ("too-long", None))]);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_a_fault_of_its_field() {
    let team = Team::new();
    let contest = team.contest().await;
    for (bytes, kind) in
        [(b"".as_slice(), "file-empty"), (b"%PDF-1", "file-format"), (b"titre\n\"a\nb", "file-quote")]
    {
        let refused = team.upload(&contest, bytes).await.unwrap_err();
        assert_eq!(field(refused), ("file", kind));
    }
    let id = team.upload(&contest, b"x;y\n1;2\n").await.unwrap();
    assert_eq!(field(team.start(&contest, id).await.unwrap_err()), ("title", "column-missing"));
}

#[tokio::test]
async fn a_missing_file_stops_the_import_and_says_so() {
    let team = Team::new();
    let contest = team.contest().await;
    let id = team.upload(&contest, &many(3)).await.unwrap();
    team.start(&contest, id).await.unwrap();
    let row = team.row(&contest, id).await;
    std::fs::remove_file(team.app.files.path(&row.file_key).unwrap()).unwrap();
    team.work().await;
    let row = team.row(&contest, id).await;
    assert_eq!((row.state, row.failure.as_deref()), (ImportState::Failed, Some("file-missing")));
    team.keep(&many(3));
    ResumeImport { slug: contest.slug.clone(), import: id }.run(&team.app, &team.animator).await.unwrap();
    team.work().await;
    assert_eq!(team.row(&contest, id).await.state, ImportState::Done);
}

#[tokio::test]
async fn the_announcement_gives_every_other_idea_its_next_step() {
    let team = Team::new();
    let contest = team.contest().await;
    let slug = contest.slug.clone();
    let announce = || AnnounceAwards { slug: slug.clone(), reason: "Merci à toutes et tous.".into() };
    let empty = announce().run(&team.app, &team.animator).await;
    assert!(matches!(empty, Err(AppError::Refused("contest-empty"))));
    team.import(&contest, &many(10)).await;
    let of = contest.id;
    let all = team.app.read(move |conn| ideas::list_of_contest(conn, of, &[])).await.unwrap();
    let marks = |awarded: &[usize], withdrawn: &[usize]| MarkAwards {
        slug: slug.clone(),
        awarded: awarded.iter().map(|place| all[*place].id).collect(),
        withdrawn: withdrawn.iter().map(|place| all[*place].id).collect(),
    };
    assert_eq!(marks(&[0, 1], &[2]).run(&team.app, &team.animator).await.unwrap(), 2);
    assert_eq!(marks(&[0], &[1]).run(&team.app, &team.animator).await.unwrap(), 1);
    assert_eq!(announce().run(&team.app, &team.animator).await.unwrap(), 9);
    assert_eq!(team.count(&contest, Destiny::Awarded).await, 1);
    assert_eq!(team.count(&contest, Destiny::Unawarded).await, 9);
    assert!(matches!(
        announce().run(&team.app, &team.animator).await,
        Err(AppError::Refused("contest-announced"))
    ));
    let late = team.upload(&contest, &many(3)).await;
    assert!(matches!(late, Err(AppError::Refused("contest-closed"))));
}

#[test]
fn every_sample_is_drawn_in_both_languages() {
    let team = Team::new();
    let mut samples = crate::web::render::Samples::default();
    pages::samples(&mut samples);
    for language in crate::language::Language::ALL {
        let shell = crate::web::Shell::sample(std::sync::Arc::clone(&team.app.pages), language, None);
        for sample in samples.iter() {
            let drawn = sample.draw(&team.app.pages, language, &shell);
            let html = drawn.unwrap_or_else(|error| panic!("{} {}: {error:#}", sample.template, sample.name));
            assert!(!html.contains("<script>alert"), "{} {}", sample.template, sample.name);
        }
    }
}
