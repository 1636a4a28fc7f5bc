//! What goes wrong around the program: each time a message that says what happened and what to do, an exit that is not
//! zero, and nothing half-written.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use minilabs::db::Backend;
use minilabs::jobs::JobState;

use crate::support::{ALICE, PrivateDatabase, TestApp, Tested};

fn program(folder: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minilabs"));
    command.env_clear().current_dir(folder).env("DATA_DIR", folder.join("data")).stdin(Stdio::null());
    command.env("DATABASE_URL", format!("sqlite://{}", folder.join("minilabs.db").display()));
    command.envs(settings.iter().copied());
    command
}

pub fn run(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> anyhow::Result<Output> {
    Ok(program(folder, settings).args(arguments).output()?)
}

/// Fails unless the program refused and its one message holds these words.
#[track_caller]
fn assert_refused(output: &Output, words: &[&str]) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "it exited with success: {told}");
    assert!(!told.contains("panicked"), "{told}");
    for word in words {
        assert!(told.contains(word), "{word:?} is not in:\n{told}");
    }
}

#[test]
fn an_unknown_database_scheme_is_refused() -> Tested {
    let folder = tempfile::tempdir()?;
    for url in ["mysql://h/d", "var/a.db", "sqlite:a.db", "sqlite://"] {
        let output = run(folder.path(), &[("DATABASE_URL", url)], &["migrate"])?;
        assert_refused(&output, &["sqlite://path/to/file.db", "postgres://"]);
    }
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "nothing is left behind");
    Ok(())
}

#[test]
fn every_wrong_setting_is_told_at_once() -> Tested {
    let folder = tempfile::tempdir()?;
    let wrong = [
        ("LISTEN", "eighty"),
        ("BASE_URL", "minilabs.example"),
        ("LOG_FORMAT", "xml"),
        ("UPLOAD_MAX_MB", "x"),
        ("OIDC_PROVIDERS", "azure"),
    ];
    let output = run(folder.path(), &wrong, &["serve"])?;
    assert_refused(&output, &["LISTEN", "BASE_URL", "LOG_FORMAT", "UPLOAD_MAX_MB", "OIDC_AZURE_ISSUER"]);
    Ok(())
}

#[test]
fn tables_that_are_behind_are_told() -> Tested {
    let folder = tempfile::tempdir()?;
    let output = run(folder.path(), &[], &["serve"])?;
    assert_refused(&output, &["minilabs migrate"]);
    Ok(())
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_was() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("minilabs.db");
    std::fs::write(&file, "this is a letter to my grandmother, and no database at all. ".repeat(100))?;
    let before = std::fs::read(&file)?;
    let output = run(folder.path(), &[], &["migrate"])?;
    assert_refused(&output, &["minilabs.db", "check that it is a MiniLabs database"]);
    assert_eq!(std::fs::read(&file)?, before);
    Ok(())
}

#[test]
fn a_folder_in_the_databases_place_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("minilabs.db"))?;
    assert_refused(&run(folder.path(), &[], &["migrate"])?, &["minilabs.db"]);
    Ok(())
}

#[test]
fn a_file_in_the_data_folders_place_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    assert!(run(folder.path(), &[], &["migrate"])?.status.success());
    std::fs::write(folder.path().join("data"), "a file")?;
    assert_refused(&run(folder.path(), &[], &["serve"])?, &["data"]);
    Ok(())
}

#[test]
fn a_server_that_does_not_answer_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    let url = "postgres://minilabs:secret@127.0.0.1:1/minilabs";
    let output = run(folder.path(), &[("DATABASE_URL", url)], &["migrate"])?;
    assert_refused(&output, &["PostgreSQL cannot be reached", "DATABASE_URL"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("secret"), "a password is shown");
    Ok(())
}

#[test]
fn a_port_in_use_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    assert!(run(folder.path(), &[], &["migrate"])?.status.success());
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let output = run(folder.path(), &[("LISTEN", &address)], &["serve"])?;
    assert_refused(&output, &[&address, "LISTEN"]);
    Ok(())
}

#[test]
fn files_that_cannot_be_analysed_are_told() -> Tested {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("empty.csv"), "")?;
    std::fs::write(folder.path().join("ideas.pdf"), "%PDF-1.4")?;
    std::fs::write(folder.path().join("broken.xlsx"), "PK no zip")?;
    for file in ["missing.csv", "empty.csv", "ideas.pdf", "broken.xlsx"] {
        let output = run(folder.path(), &[], &["analyze", file, "--out", "out"])?;
        assert_refused(&output, &[file]);
        assert!(!folder.path().join("out/clusters.json").exists(), "{file} left something behind");
    }
    Ok(())
}

#[test]
fn a_full_disk_leaves_no_half_written_result() -> Tested {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("ideas.csv"), "titre;texte\nMoins de bruit;Au self\n")?;
    std::fs::create_dir(folder.path().join("out"))?;
    // Whatever is written there finds no space left.
    std::os::unix::fs::symlink("/dev/full", folder.path().join("out/assignments.partial"))?;
    let output = run(folder.path(), &[], &["analyze", "ideas.csv", "--out", "out"])?;
    assert_refused(&output, &["assignments.jsonl", "No space left"]);
    assert_eq!(std::fs::read_dir(folder.path().join("out"))?.count(), 0);
    Ok(())
}

#[test]
fn a_read_only_database_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    assert!(run(folder.path(), &[], &["migrate"])?.status.success());
    let file = folder.path().join("minilabs.db");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444))?;
    let program = env!("CARGO_BIN_EXE_minilabs");
    let is_root = Command::new("id").arg("-u").output()?.stdout.starts_with(b"0\n");
    let mut weak = Command::new(if is_root { "setpriv" } else { program });
    if is_root {
        // An administrator of the machine may write whatever the mode says, unless that power is given up.
        weak.args(["--bounding-set=-dac_override", "--inh-caps=-dac_override", program]);
    }
    weak.arg("migrate").env("DATABASE_URL", format!("sqlite://{}", file.display()));
    assert_refused(&weak.output()?, &["minilabs.db", "cannot be written"]);
    Ok(())
}

#[tokio::test]
async fn a_full_disk_asks_to_try_again_and_keeps_what_was_acknowledged() -> Tested {
    let test = TestApp::new();
    if test.app.db.backend() == Backend::Postgres {
        // The server's disk is the server's business; its refusal is read by the same table of messages.
        return Ok(());
    }
    let room = |pages: u32| {
        let pragma = format!("pragma max_page_count = {pages}");
        test.app.db.write_now(move |conn| Ok(conn.batch_execute(&pragma)?))
    };
    room(1)?;
    let visitor = test.visitor();
    let (mut acknowledged, mut refused) = (0, None);
    for number in 0..300 {
        let answer = visitor.post("/connexion", &[("email", &format!("agent{number}@example.org"))]).await?;
        if answer.header("location").is_empty() {
            refused = Some(answer);
            break;
        }
        acknowledged += 1;
    }
    let refused = refused.ok_or_else(|| anyhow::anyhow!("the disk was never full"))?;
    refused.assert_status(503);
    assert_eq!(refused.document().all("main").len(), 1);
    visitor.get("/idees").await?.assert_status(200);
    let kept = test.app.db.read_now(|conn| minilabs::mail::list_recent(conn, 1_000))?.len();
    assert_eq!(kept, acknowledged, "each code that was promised, and no other");
    room(1_000_000)?;
    visitor.post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await
}

#[test]
fn a_command_that_does_not_exist_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    assert_refused(&run(folder.path(), &[], &["sevre"])?, &["serve"]);
    assert_refused(&run(folder.path(), &[], &["grant", ALICE, "queen"])?, &["administrator", "animator"]);
    assert_refused(&run(folder.path(), &[], &["grant", "alice", "animator"])?, &[]);
    Ok(())
}

/// A port that was free a moment ago.
fn free_address() -> anyhow::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

fn ask(address: &str, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn the_program_serves_and_stops_when_it_is_asked_to() -> Tested {
    let place = PrivateDatabase::new();
    let address = free_address()?;
    let settings = [("LISTEN", address.as_str()), ("DATABASE_URL", place.url())];
    let mut serving = program(place.folder(), &settings).arg("serve").stderr(Stdio::null()).spawn()?;
    let mut answer = Err(std::io::ErrorKind::NotConnected.into());
    for _ in 0..200 {
        answer = ask(&address, "/readyz");
        if answer.is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let ready = answer.inspect_err(|_| drop(serving.kill()))?;
    assert!(ready.starts_with("HTTP/1.1 200") && ready.ends_with("ready"), "{ready}");
    assert!(ask(&address, "/connexion")?.contains("csrf_token"));
    Command::new("kill").arg(serving.id().to_string()).status()?;
    assert!(serving.wait()?.success(), "it did not stop in peace");
    assert!(ask(&address, "/readyz").is_err());
    Ok(())
}

#[tokio::test]
async fn a_locked_database_asks_to_try_again_and_loses_nothing() -> Tested {
    let test = TestApp::new();
    if test.app.db.backend() == Backend::Postgres {
        // A server has many writers.
        return Ok(());
    }
    let visitor = test.visitor();
    visitor.token().await?;
    let file = test.folder().join("minilabs.db");
    let mut other = SqliteConnection::establish(&file.to_string_lossy())?;
    other.batch_execute("begin immediate")?;
    visitor.get("/connexion").await?.assert_status(200);
    let answer = visitor.post("/connexion", &[("email", ALICE)]).await?;
    answer.assert_status(503);
    assert_eq!(answer.document().all("main").len(), 1);
    other.batch_execute("rollback")?;
    assert!(test.mails_to(ALICE)?.is_empty());
    visitor.post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await
}

#[tokio::test]
async fn an_index_that_is_damaged_or_gone_is_made_anew() -> Tested {
    let world = crate::clustering::Stage::unawarded().await?;
    let test = &world.test;
    let open = || test.second_process(1);
    let app = open();
    app.catch_up().await?;
    let count = app.search.count();
    assert!(count >= 100, "{count}");
    drop(app);
    let index = test.folder().join("process-1/index");
    let damages: [&dyn Fn() -> std::io::Result<()>; 3] = [
        &|| std::fs::write(index.join("index-1/meta.json"), "{ this is no index"),
        &|| std::fs::remove_dir_all(&index),
        &|| {
            // Every file is cut in half, as by a full disk.
            let folder =
                std::fs::read_dir(&index)?.flatten().map(|entry| entry.path()).find(|path| path.is_dir());
            let files = std::fs::read_dir(folder.unwrap_or(index.clone()))?.collect::<Result<Vec<_>, _>>()?;
            for file in files.iter().filter(|file| !file.file_name().to_string_lossy().starts_with('.')) {
                let content = std::fs::read(file.path())?;
                std::fs::write(file.path(), &content[..content.len() / 2])?;
            }
            Ok(())
        },
    ];
    for (place, damage) in damages.iter().enumerate() {
        damage()?;
        let app = open();
        app.catch_up().await?;
        assert_eq!(app.search.count(), count, "after damage {place}");
    }
    Ok(())
}

#[test]
fn an_index_that_another_process_holds_is_told() -> Tested {
    let test = TestApp::new();
    let clock = test.app.clock.clone();
    let refusal = minilabs::app::App::open(test.app.config.clone(), clock).err();
    let told = refusal.map(|error| format!("{error:#}")).unwrap_or_default();
    assert!(told.contains("DATA_DIR"), "{told}");
    Ok(())
}

#[tokio::test]
async fn without_a_mail_server_mails_wait_in_the_outbox() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    test.visitor().post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await?;
    let code = test.last_code(ALICE)?;
    let list = ada.get("/courrier").await?;
    list.assert_status(200).assert_shows(ALICE).assert_lacks(&code);
    let mail = test.mails_to(ALICE)?[0].id;
    ada.get(&format!("/courrier/{mail}")).await?.assert_status(200).assert_shows(&code);
    test.charlie().await?.get(&format!("/courrier/{mail}")).await?.assert_status(403).assert_lacks(&code);
    Ok(())
}

#[tokio::test]
async fn a_mail_server_that_does_not_answer_is_tried_again() -> Tested {
    let test = TestApp::with(&[("SMTP_URL", "smtp://127.0.0.1:1")]).leaves_work();
    test.visitor().post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await?;
    let job = test.db_jobs()?.remove(0);
    assert_eq!((job.state, job.attempts), (JobState::Queued, 1));
    let mail = test.mails_to(ALICE)?.remove(0);
    assert!(mail.sent_at.is_none() && mail.last_error.is_some());
    assert!(!mail.text_body.is_empty(), "what was not sent is kept");
    Ok(())
}
