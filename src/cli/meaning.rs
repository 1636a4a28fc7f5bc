//! Vectors for `analyze`, or a word about why there are none.

use std::io::{IsTerminal, Write};

use anyhow::Context;

use crate::config::EmbeddingsConfig;
use crate::embeddings::{Embedder, EmbeddingsError, Vector, text_of};
use crate::search::{Document, Vectors};

/// The documents' vectors, if the settings name a server and it gives them.
///
/// # Errors
///
/// When the settings cannot be used. A server that cannot be used is told on the error output, no more.
pub fn vectors(documents: &[Document], settings: EmbeddingsConfig) -> anyhow::Result<Option<Vectors>> {
    let Some(embedder) = Embedder::new(&settings)? else { return Ok(None) };
    let texts: Vec<String> = documents.iter().map(|one| text_of(&one.title, &one.body)).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("no thread can be started")?;
    let outcome = runtime.block_on(ask(&embedder, &texts));
    // A name server that does not answer is not waited for.
    runtime.shutdown_background();
    match outcome {
        Ok(vectors) => Ok(Some(Vectors::new(vectors)?)),
        Err(error) => {
            eprintln!("warning: {error}. The ideas are compared by their words alone.");
            Ok(None)
        }
    }
}

async fn ask(embedder: &Embedder, texts: &[String]) -> Result<Vec<Vector>, EmbeddingsError> {
    let mut out = std::io::stderr();
    let is_watched = out.is_terminal();
    let mut vectors = vec![None; texts.len()];
    let mut asking = embedder.ask(texts.iter().map(String::as_str));
    let outcome = loop {
        match asking.next().await {
            Ok(Some(batch)) => batch.into_iter().for_each(|(place, vector)| vectors[place] = vector),
            Ok(None) => break Ok(vectors),
            Err(error) => break Err(error),
        }
        if is_watched {
            let (done, total) = asking.how_far();
            let _ = write!(out, "\rvectors: {done} of {total}");
        }
    };
    if is_watched {
        let _ = writeln!(out);
    }
    outcome
}
