//! What ideas mean beside the words they use: a vector for each, when a server makes some. A text is asked about once;
//! what has come is written down at once, so that a run that breaks off loses nothing.

use std::collections::HashMap;

use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::store::{self, IdeaVector};
use crate::app::App;
use crate::embeddings::{Embedder, Vector, as_sent};
use crate::error::AppResult;
use crate::ids::IdeaId;

/// What is known of the ideas' meaning.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// No server is named in the settings.
    Off,
    /// The vectors in the order of the ideas; none for an idea without a text.
    Known(Vec<Vector>),
    /// The server did not give them; why, and what the operator can do about it.
    Unavailable(String),
}

/// How often the ideas are looked through for what must be asked. Once does, twice when the model's vectors have
/// another size than those that were kept.
const ROUNDS: usize = 2;

/// The vectors of these texts, each of an idea. Whoever gets none groups by words alone.
pub async fn vectors(app: &App, documents: &[(IdeaId, String)]) -> Meaning {
    let Some(embedder) = &app.embedder else { return Meaning::Off };
    match known(app, embedder, documents).await {
        Ok(vectors) => Meaning::Known(vectors),
        Err(error) => {
            let why = format!("{error:#}");
            tracing::warn!(why, "the ideas' meaning is not known: they are compared by their words alone");
            Meaning::Unavailable(why)
        }
    }
}

async fn known(
    app: &App,
    embedder: &Embedder,
    documents: &[(IdeaId, String)],
) -> anyhow::Result<Vec<Vector>> {
    let mut table = Table::new(documents, embedder.model());
    let ids = table.texts.iter().map(|text| text.idea).collect::<Vec<_>>();
    let rows = app.read(move |conn| store::list_vectors(conn, &ids)).await.context("the ideas' vectors")?;
    let outdated = table.take(rows);
    if !outdated.is_empty() {
        // Of a text that is no longer there nothing stays, whether the server answers or not.
        app.write(move |tx| Ok(store::delete_vectors(tx, &outdated)?)).await?;
    }
    for _ in 0..ROUNDS {
        let missing = table.missing();
        let mut asking = embedder.ask(missing.iter().map(|&place| table.texts[place].text));
        let mut came: Vec<(usize, Vector)> = Vec::new();
        while let Some(batch) = asking.next().await? {
            let batch = batch.into_iter().map(|(at, vector)| (missing[at], vector)).collect::<Vec<_>>();
            keep(app, table.rows(&batch)).await;
            came.extend(batch);
        }
        table.fill(came);
        if table.missing().is_empty() {
            return Ok(table.vectors());
        }
    }
    bail!(
        "the embeddings server changes the size of its vectors from one request to the next: check EMBEDDINGS_MODEL"
    )
}

/// Writes vectors down. They are good even if that fails; they will then be asked for again.
async fn keep(app: &App, mut rows: Vec<IdeaVector>) {
    let kept: AppResult<()> = app
        .write(move |tx| {
            let now = tx.now();
            rows.iter_mut().for_each(|row| row.created_at = now);
            Ok(store::replace_vectors(tx, &rows)?)
        })
        .await;
    if let Err(error) = kept {
        tracing::warn!(%error, "vectors of ideas could not be kept");
    }
}

/// The texts, and what is known of each.
struct Table<'a> {
    model: &'a str,
    texts: Vec<Text<'a>>,
    /// Of the vectors, once one is known.
    size: Option<usize>,
}

struct Text<'a> {
    idea: IdeaId,
    text: &'a str,
    hash: String,
    /// Without a number when the model has nothing to say of it.
    vector: Option<Vec<f32>>,
}

impl<'a> Table<'a> {
    fn new(documents: &'a [(IdeaId, String)], model: &'a str) -> Self {
        let texts = documents.iter().map(|(idea, text)| {
            let text = as_sent(text);
            Text { idea: *idea, text, hash: HEXLOWER.encode(&Sha256::digest(text)), vector: None }
        });
        Self { model, texts: texts.collect(), size: None }
    }

    /// Takes what was kept, the newest last; answers the ideas whose text is another now.
    fn take(&mut self, rows: Vec<IdeaVector>) -> Vec<IdeaId> {
        let places: HashMap<IdeaId, usize> =
            self.texts.iter().enumerate().map(|(place, text)| (text.idea, place)).collect();
        let mut outdated = Vec::new();
        for row in rows {
            let Some(text) = places.get(&row.idea_id).and_then(|&place| self.texts.get_mut(place)) else {
                continue;
            };
            if text.hash != row.text_hash {
                outdated.push(row.idea_id);
            } else if row.model == self.model
                && let Some(vector) = store::from_bytes(&row.vector)
            {
                self.size = Some(vector.len()).filter(|size| *size > 0).or(self.size);
                text.vector = Some(vector);
            }
        }
        outdated
    }

    /// The places of what must be asked: texts without a vector, or with one of another size than the newest.
    fn missing(&self) -> Vec<usize> {
        let is_missing = |text: &Text<'_>| match &text.vector {
            None => !text.text.is_empty(),
            Some(vector) => !vector.is_empty() && Some(vector.len()) != self.size,
        };
        (0..self.texts.len()).filter(|&place| is_missing(&self.texts[place])).collect()
    }

    fn fill(&mut self, came: Vec<(usize, Vector)>) {
        for (place, vector) in came {
            self.size = vector.as_ref().map(Vec::len).or(self.size);
            self.texts[place].vector = Some(vector.unwrap_or_default());
        }
    }

    /// Vectors that came, as they are kept.
    fn rows(&self, came: &[(usize, Vector)]) -> Vec<IdeaVector> {
        let row = |(place, vector): &(usize, Vector)| IdeaVector {
            idea_id: self.texts[*place].idea,
            model: self.model.to_owned(),
            text_hash: self.texts[*place].hash.clone(),
            vector: store::to_bytes(vector.as_deref().unwrap_or_default()),
            created_at: Default::default(),
        };
        came.iter().map(row).collect()
    }

    fn vectors(self) -> Vec<Vector> {
        self.texts.into_iter().map(|text| text.vector.filter(|vector| !vector.is_empty())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    fn documents(texts: &[&str]) -> Vec<(IdeaId, String)> {
        (1..).zip(texts).map(|(id, text)| (IdeaId::from_i64(id), (*text).to_owned())).collect()
    }

    fn kept(documents: &[(IdeaId, String)], vectors: &[&[f32]]) -> Vec<IdeaVector> {
        let table = Table::new(documents, "m");
        let vectors = vectors.iter().map(|vector| Some(vector.to_vec()).filter(|vector| !vector.is_empty()));
        table.rows(&vectors.enumerate().collect::<Vec<_>>())
    }

    #[test]
    fn only_what_is_not_known_is_asked() {
        let before = documents(&["un", "deux", "trois"]);
        let rows = kept(&before, &[&[1.0, 0.0], &[], &[0.0, 1.0]]);
        let now = documents(&["un", " deux ", "trois, en mieux", "", "quatre"]);
        let mut table = Table::new(&now, "m");
        assert_eq!(table.take(rows.clone()), [IdeaId::from_i64(3)]);
        assert_eq!(table.missing(), [2, 4]);
        table.fill(vec![(2, Some(vec![0.6, 0.8])), (4, None)]);
        assert!(table.missing().is_empty());
        assert_eq!(table.vectors(), [Some(vec![1.0, 0.0]), None, Some(vec![0.6, 0.8]), None, None]);
        let mut of_another_model = Table::new(&before, "n");
        assert!(of_another_model.take(rows).is_empty(), "they give way when the new ones come");
        assert_eq!(of_another_model.missing(), [0, 1, 2]);
    }

    #[test]
    fn vectors_of_two_sizes_are_not_mixed() {
        let ideas = documents(&["un", "deux", "trois"]);
        let mut table = Table::new(&ideas, "m");
        table.take(kept(&ideas, &[&[1.0], &[0.6, 0.8]]));
        assert_eq!(table.missing(), [0, 2], "the newest says which size holds");
        table.fill(vec![(0, Some(vec![1.0, 0.0, 0.0])), (2, Some(vec![0.0, 1.0, 0.0]))]);
        assert_eq!(table.missing(), [1]);
    }

    #[test]
    fn bytes_that_are_no_vector_are_asked_for_again() {
        let ideas = documents(&["un"]);
        let mut rows = kept(&ideas, &[&[1.0]]);
        rows[0].vector.pop();
        let mut table = Table::new(&ideas, "m");
        table.take(rows);
        assert_eq!(table.missing(), [0]);
    }
}
