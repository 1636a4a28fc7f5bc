//! Against servers of this process that answer well, wrongly, late or not at all.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;

/// What a server does with one request.
#[derive(Clone)]
enum Reply {
    /// Vectors of this size, the last text's first.
    Vectors(usize),
    /// This status line with these headers, and a body.
    Raw(&'static str, String),
    /// A body that never ends.
    Endless,
    /// Nothing, with the connection open.
    Silence,
    /// Nothing, with the connection closed; after these bytes.
    Close(&'static str),
}

/// A server, and what it was asked.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Server {
    /// One that does this with each request in turn, and the last for ever.
    async fn start(replies: &[Reply]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<(String, Value)>>>::default();
        let (replies, heard) = (replies.to_vec(), Arc::clone(&asked));
        tokio::spawn(async move {
            for number in 0.. {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let reply = replies[number.min(replies.len() - 1)].clone();
                let heard = Arc::clone(&heard);
                tokio::spawn(async move {
                    let question = hear(&mut stream).await?;
                    let texts = question.1["input"].as_array().map_or(0, Vec::len);
                    heard.lock().unwrap().push(question);
                    reply.send(&mut stream, texts).await
                });
            }
        });
        Self { url, asked }
    }

    fn requests(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    fn embedder(&self) -> Embedder {
        embedder(&self.url)
    }
}

impl Reply {
    fn with(body: &Value) -> Self {
        Self::Raw("200 OK", body.to_string())
    }

    async fn send(self, stream: &mut TcpStream, texts: usize) -> std::io::Result<()> {
        let (status, body) = match self {
            Self::Silence => {
                sleep(Duration::from_secs(60)).await;
                return Ok(());
            }
            Self::Close(bytes) => return stream.write_all(bytes.as_bytes()).await,
            Self::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"data\":[").await?;
                loop {
                    stream.write_all(&[b' '; 10_000]).await?;
                }
            }
            Self::Raw(status, body) => (status, body),
            Self::Vectors(size) => {
                let vector =
                    |index: usize| json!({ "index": index, "embedding": vec![index as f32 + 1.0; size] });
                ("200 OK", json!({ "data": (0..texts).rev().map(vector).collect::<Vec<_>>() }).to_string())
            }
        };
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await
    }
}

/// Reads a request: its head, and its body.
async fn hear(stream: &mut TcpStream) -> std::io::Result<(String, Value)> {
    let mut bytes = Vec::new();
    loop {
        stream.read_buf(&mut bytes).await?;
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && let Ok(body) = serde_json::from_str(body)
        {
            return Ok((head.to_lowercase(), body));
        }
    }
}

fn settings(url: &str) -> EmbeddingsConfig {
    EmbeddingsConfig {
        url: Some(url.to_owned()),
        model: "a-model".into(),
        key: Some("sk-hidden".into()),
        timeout: Duration::from_secs(5),
    }
}

/// With little patience.
fn embedder(url: &str) -> Embedder {
    let embedder = Embedder::new(&settings(url)).unwrap().unwrap();
    let limits = Limits { pause: Duration::from_millis(1), answer_bytes: 1_000_000, ..embedder.limits };
    Embedder { limits, ..embedder }
}

fn texts(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Idée {number}")).collect()
}

async fn trouble(replies: &[Reply]) -> Trouble {
    let server = Server::start(replies).await;
    let error = server.embedder().embed(&texts(2)).await.unwrap_err();
    let told = error.to_string();
    assert!(told.contains("127.0.0.1") && !told.contains("sk-hidden"), "{told}");
    error.trouble
}

#[tokio::test]
async fn vectors_come_back_in_the_places_of_their_texts() {
    let server = Server::start(&[Reply::with(&json!({ "data": [
        { "index": 2, "embedding": [0, 0] }, { "index": 0, "embedding": [3, 4] }, { "index": 1, "embedding": [0, -2] },
    ] }))])
    .await;
    let texts = ["", "un", " \n", "deux", "trois"].map(str::to_owned);
    let vectors = server.embedder().embed(&texts).await.unwrap();
    assert_eq!(vectors, [None, Some(vec![0.6, 0.8]), None, Some(vec![0.0, -1.0]), None]);
    let (head, question) = server.asked.lock().unwrap().remove(0);
    assert!(head.starts_with("post /v1/embeddings http/1.1\r\n"), "{head}");
    assert!(head.contains("authorization: bearer sk-hidden"), "{head}");
    assert_eq!(
        question,
        json!({ "model": "a-model", "input": ["un", "deux", "trois"], "encoding_format": "float" })
    );
}

#[tokio::test]
async fn nothing_is_asked_about_no_text() {
    let server = Server::start(&[Reply::Silence]).await;
    assert_eq!(server.embedder().embed(&["  ".to_owned()]).await, Ok(vec![None]));
    assert_eq!(server.embedder().embed(&[]).await, Ok(vec![]));
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn many_texts_are_asked_in_batches() {
    let server = Server::start(&[Reply::Vectors(3)]).await;
    let embedder = server.embedder();
    let texts = texts(70);
    let mut asking = embedder.ask(texts.iter().map(String::as_str));
    let mut sizes = Vec::new();
    while let Some(batch) = asking.next().await.unwrap() {
        sizes.push(batch.len());
        assert_eq!(asking.how_far(), (sizes.iter().sum(), 70));
    }
    assert_eq!(sizes, [32, 32, 6]);
    let long = "é".repeat(3_000);
    let sent = batches((0..60).map(|_| long.as_str()));
    assert_eq!(sent.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
    assert_eq!(sent[0][0].1.chars().count(), TEXT_CHARACTERS);
}

#[tokio::test]
async fn sizes_that_differ_are_refused() {
    let server = Server::start(&[Reply::Vectors(3), Reply::Vectors(4)]).await;
    let told = server.embedder().embed(&texts(40)).await.unwrap_err().to_string();
    assert!(told.contains("of 4 numbers") && told.contains("of 3"), "{told}");
    for wrong in [json!([[1], [1, 2]]), json!([[], []]), json!([[1], [1], [1]]), json!([[1], [null]])] {
        let items = wrong.as_array().unwrap().iter().map(|vector| json!({ "embedding": vector }));
        let reply = Reply::with(&json!({ "data": items.collect::<Vec<_>>() }));
        assert!(matches!(trouble(&[reply]).await, Trouble::Unreadable(_)), "{wrong}");
    }
}

#[tokio::test]
async fn an_answer_that_is_none_is_refused() {
    for body in ["", "<html>It works!</html>", r#"{"data":[{"embedding":[NaN]},{"embedding":[1]}]}"#] {
        assert!(matches!(trouble(&[Reply::Raw("200 OK", body.into())]).await, Trouble::Unreadable(_)));
    }
    assert_eq!(trouble(&[Reply::Endless]).await, Trouble::TooLarge);
}

#[tokio::test]
async fn a_server_that_breaks_off_or_is_not_there_is_told() {
    for bytes in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":", "no HTTP at all\r\n\r\n"] {
        assert!(matches!(trouble(&[Reply::Close(bytes)]).await, Trouble::Unreachable(_)), "{bytes}");
    }
    let gone = embedder("http://127.0.0.1:1/v1").embed(&texts(1)).await.unwrap_err();
    assert!(
        gone.to_string().contains("refused") && matches!(gone.trouble, Trouble::Unreachable(_)),
        "{gone}"
    );
}

#[tokio::test]
async fn a_slow_server_is_not_waited_for() {
    let server = Server::start(&[Reply::Silence]).await;
    let patience = Duration::from_millis(100);
    let slow =
        Embedder::new(&EmbeddingsConfig { timeout: patience, ..settings(&server.url) }).unwrap().unwrap();
    assert_eq!(slow.embed(&texts(1)).await.unwrap_err().trouble, Trouble::Slow(patience));
    assert_eq!(server.requests(), 1, "it is not asked the same again");
    let server = Server::start(&[Reply::Vectors(2), Reply::Silence]).await;
    let mut embedder = server.embedder();
    embedder.limits.whole = Duration::from_millis(300);
    let trouble = embedder.embed(&texts(50)).await.unwrap_err().trouble;
    assert_eq!(trouble, Trouble::OutOfTime { done: 32, total: 50 });
}

#[tokio::test]
async fn a_server_that_cannot_now_is_asked_again() {
    let now_not = Reply::Raw("503 Service Unavailable\r\nretry-after: 0", "later".into());
    let broken = Reply::Raw("500 Internal Server Error", String::new());
    let server = Server::start(&[now_not, broken.clone(), Reply::Vectors(2)]).await;
    assert_eq!(server.embedder().embed(&texts(2)).await.unwrap().len(), 2);
    assert_eq!(server.requests(), 3);
    let server =
        Server::start(&[broken, Reply::Raw("429 Too Many Requests", r#"{"error":"quota"}"#.into())]).await;
    let told = server.embedder().embed(&texts(2)).await.unwrap_err().to_string();
    assert!(told.contains("429") && told.contains("quota") && told.contains("try again later"), "{told}");
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn a_refusal_is_told_without_the_key() {
    let body = format!("Incorrect API key provided: sk-hidden\u{1b}[31m.{}", " again".repeat(2_000));
    let server = Server::start(&[Reply::Raw("401 Unauthorized", body)]).await;
    let told = server.embedder().embed(&texts(2)).await.unwrap_err().to_string();
    assert!(
        told.contains("401") && told.contains("provided: …") && told.contains("EMBEDDINGS_KEY"),
        "{told}"
    );
    assert!(!told.contains("sk-hidden") && !told.contains('\u{1b}') && told.len() < 500, "{told}");
    assert_eq!(server.requests(), 1);
    assert!(!format!("{:?}", server.embedder()).contains("sk-hidden"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::start(&[Reply::Vectors(2)]).await;
    let line = format!("307 Temporary Redirect\r\nlocation: {}/embeddings", other.url);
    let reply = Reply::Raw(line.leak(), String::new());
    assert_eq!(trouble(&[reply]).await, Trouble::Redirected(307));
    assert_eq!(other.requests(), 0);
}

#[test]
fn addresses_are_read() {
    for (address, asked) in [
        ("https://albert.api.etalab.gouv.fr/v1", "https://albert.api.etalab.gouv.fr/v1/embeddings"),
        ("http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1/embeddings"),
        ("http://[::1]:8000", "http://[::1]:8000/embeddings"),
        ("https://host/v1/embeddings", "https://host/v1/embeddings"),
        ("https://host/v1?version=2#top", "https://host/v1/embeddings?version=2"),
    ] {
        assert_eq!(endpoint(address).unwrap().as_str(), asked);
    }
    for wrong in
        ["", "albert", "ftp://host/v1", "https://", "https://ada:sk-hidden@host/v1", "file:///etc/passwd"]
    {
        let told = format!("{:#}", endpoint(wrong).unwrap_err());
        assert!(told.contains("EMBEDDINGS_URL") && !told.contains("sk-hidden"), "{told}");
    }
    for (address, here) in [
        ("http://localhost/", true),
        ("http://[::1]:1", true),
        ("http://127.8.0.1", true),
        ("http://host", false),
    ] {
        assert_eq!(is_this_machine(&address.parse().unwrap()), here, "{address}");
    }
    let wrong = EmbeddingsConfig { key: Some("sk-hidden\n".into()), ..settings("https://host") };
    let told = format!("{:#}", Embedder::new(&wrong).unwrap_err());
    assert!(told.contains("EMBEDDINGS_KEY") && !told.contains("sk-hidden"), "{told}");
    assert!(Embedder::new(&EmbeddingsConfig { url: None, ..wrong }).unwrap().is_none());
}

#[test]
fn texts_are_cut_between_characters() {
    assert_eq!(text_of(" Moins de bruit ", "Au self."), "Moins de bruit. Au self.");
    assert_eq!((text_of("", "Au self"), text_of("Bruit", " ")), ("Au self".to_owned(), "Bruit".to_owned()));
    assert_eq!(as_sent("  é  "), "é");
    let long = format!("{} fin", "é".repeat(TEXT_CHARACTERS));
    assert_eq!(as_sent(&long), "é".repeat(TEXT_CHARACTERS));
}
