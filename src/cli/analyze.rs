//! `analyze`: groups the ideas of a file without any server.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::{meaning, report};
use crate::config::EmbeddingsConfig;
use crate::contests::import::{self, Field, IdeaRow, Limits, Mapping, RowFault};
use crate::language::{Catalogue, FluentArgs, Language};
use crate::search::{
    ClusterOptions, Clustering, Document, DuplicateOptions, Pair, TextLanguage, cluster, duplicates, tables,
};
use crate::sheets;

/// The default seed; it is written in the result.
const SEED: u64 = 1;
/// The columns that matter here; a bad address or date in another takes nothing away.
const LOOKED_AT: [Field; 5] = [Field::SourceRef, Field::Title, Field::Body, Field::Trade, Field::Site];
/// Bad rows told one by one; the rest are counted.
const TOLD_FAULTS: usize = 20;

/// Groups the ideas of a file.
#[derive(Debug, Args)]
pub struct Analyze {
    /// The ideas: JSON Lines, CSV, XLSX or ODS, with a title or a text
    ideas: PathBuf,
    /// The folder for assignments.jsonl, clusters.json, duplicates.jsonl and report.html
    #[arg(long)]
    out: PathBuf,
    /// The language of the ideas that do not say theirs: fr, en, de, es, it, nl, pt
    #[arg(long, default_value = "fr", value_parser = language)]
    language: TextLanguage,
    /// About how many groups; found by itself when not given
    #[arg(long)]
    clusters: Option<usize>,
    /// A folder whose tables of words are added to the built-in ones
    #[arg(long)]
    tables: Option<PathBuf>,
    /// Compare by meaning too, with vectors from this OpenAI-compatible server, such as http://127.0.0.1:8000/v1;
    /// EMBEDDINGS_URL when not given
    #[arg(long, value_name = "URL")]
    embeddings: Option<String>,
    /// The model asked of it; EMBEDDINGS_MODEL when not given
    #[arg(long, value_name = "NAME")]
    embeddings_model: Option<String>,
}

/// Ideas read from a file, and the documents made of them: document `n` is row `n`.
pub struct Ideas {
    /// The rows.
    pub rows: Vec<IdeaRow>,
    /// Their documents.
    pub documents: Vec<Document>,
    /// What could not be read.
    pub faults: Vec<RowFault>,
}

impl Ideas {
    /// Reads a file by its content, with the columns that its headings name.
    pub fn read(path: &Path, language: Option<TextLanguage>) -> anyhow::Result<Self> {
        let table = sheets::read_file(path).with_context(|| path.display().to_string())?;
        let mapping = Mapping::guess(&table.columns);
        if !mapping.is_enough() {
            bail!(
                "{}: no column holds a title or a text; its columns are: {}. Name one of them `title` or `body`.",
                path.display(),
                table.columns.join(", ")
            );
        }
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        for row in import::to_rows(&table, &mapping.only(&LOOKED_AT), Limits::NONE) {
            match row {
                Ok(row) => rows.push(row),
                Err(of_row) => faults.extend(of_row),
            }
        }
        let documents = (0..).zip(&rows).map(|(id, row)| document(id, row, language)).collect();
        Ok(Self { rows, documents, faults })
    }

    /// Says on the error output which rows were passed over, in the words of the import's page.
    pub fn tell_faults(&self) {
        let catalogue = Catalogue::load().ok();
        let words = |kind: &str, number: Option<u64>| {
            let mut args = FluentArgs::new();
            args.set("number", number.unwrap_or_default() as f64);
            catalogue.as_ref().map(|words| words.text(Language::English, kind, &args)).unwrap_or_default()
        };
        for fault in self.faults.iter().take(TOLD_FAULTS) {
            let (kind, number) = (fault.kind.as_str(), fault.kind.number());
            let (what, todo) = (format!("contests-fault-{kind}"), format!("contests-fault-todo-{kind}"));
            let (what, todo) = (words(&what, number), words(&todo, number));
            eprintln!("line {}, {}: {what} {todo}", fault.line, fault.field.as_str());
        }
        if self.faults.len() > TOLD_FAULTS {
            eprintln!("… and {} more", self.faults.len() - TOLD_FAULTS);
        }
    }

    /// The id that the file gave to a document.
    pub fn id(&self, document: u64) -> &str {
        self.rows.get(document as usize).map_or("", |row| &row.source_ref)
    }
}

fn language(code: &str) -> Result<TextLanguage, String> {
    TextLanguage::from_code(code).ok_or_else(|| "write one of fr, en, de, es, it, nl, pt".to_owned())
}

fn document(id: u64, row: &IdeaRow, language: Option<TextLanguage>) -> Document {
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Document {
        id,
        // A title that was taken from the text would count twice.
        title: if row.is_title_derived { String::new() } else { row.title.clone() },
        body: row.body.clone(),
        trade: some(&row.trade),
        site: some(&row.site),
        language,
        access: vec!["all".into()],
        ..Document::default()
    }
}

#[derive(Serialize)]
struct Assignment<'a> {
    id: &'a str,
    cluster: Option<&'a str>,
    label: Option<&'a str>,
    score: f32,
}

impl Analyze {
    /// Does it.
    pub fn run(&self) -> anyhow::Result<()> {
        let ideas = Ideas::read(&self.ideas, None)?;
        ideas.tell_faults();
        if ideas.rows.is_empty() {
            bail!("{}: no idea can be read from it", self.ideas.display());
        }
        let tables = tables(self.tables.as_deref())?;
        let vectors = meaning::vectors(&ideas.documents, self.embeddings()?)?;
        let options = ClusterOptions {
            clusters: self.clusters,
            seed: SEED,
            language: self.language,
            parts: true,
            tables: Arc::clone(&tables),
            vectors: vectors.as_ref(),
            ..ClusterOptions::default()
        };
        let clustering = cluster(&ideas.documents, &options)?;
        let options = DuplicateOptions { language: self.language, tables, ..DuplicateOptions::default() };
        let pairs = duplicates(&ideas.documents, &options);
        fs::create_dir_all(&self.out).with_context(|| self.out.display().to_string())?;
        write_whole(&self.out.join("assignments.jsonl"), &assignments(&ideas, &clustering)?)?;
        write_whole(&self.out.join("clusters.json"), &clusters(&ideas, &clustering)?)?;
        write_whole(&self.out.join("duplicates.jsonl"), &pair_lines(&ideas, &pairs)?)?;
        let name = self.ideas.file_name().unwrap_or_default().to_string_lossy();
        let report = report::draw(&name, &ideas, &clustering, &pairs, Language::French)?;
        write_whole(&self.out.join("report.html"), report.as_bytes())?;
        super::print(&format!(
            "{} ideas, {} groups, {} outside, {} pairs alike: see {}",
            ideas.rows.len(),
            clustering.clusters.len(),
            clustering.orphans.len(),
            pairs.len(),
            self.out.join("report.html").display()
        ))
    }

    /// The server of the command line, else that of the settings.
    fn embeddings(&self) -> anyhow::Result<EmbeddingsConfig> {
        let mut settings = EmbeddingsConfig::from_env()?;
        settings.url = self.embeddings.clone().or(settings.url);
        if let Some(model) = &self.embeddings_model {
            if settings.url.is_none() {
                bail!("--embeddings-model: name a server too, with --embeddings or EMBEDDINGS_URL");
            }
            settings.model.clone_from(model);
        }
        Ok(settings)
    }
}

/// Written beside and put in place at once: a full disk leaves what was there before.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let partial = path.with_extension("partial");
    let written = fs::File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&partial, path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written.with_context(|| format!("{} cannot be written", path.display()))
}

fn assignments(ideas: &Ideas, clustering: &Clustering) -> anyhow::Result<Vec<u8>> {
    let mut by_document: BTreeMap<u64, Assignment<'_>> = BTreeMap::new();
    for cluster in &clustering.clusters {
        for member in &cluster.members {
            let id = ideas.id(member.id);
            let (cluster, label) = (Some(cluster.key.as_str()), Some(cluster.label.as_str()));
            by_document.insert(member.id, Assignment { id, cluster, label, score: member.score });
        }
    }
    for orphan in &clustering.orphans {
        let score = orphan.nearest.as_ref().map_or(0.0, |(_, score)| *score);
        let assignment = Assignment { id: ideas.id(orphan.id), cluster: None, label: None, score };
        by_document.insert(orphan.id, assignment);
    }
    json_lines(by_document.values())
}

fn clusters(ideas: &Ideas, clustering: &Clustering) -> anyhow::Result<Vec<u8>> {
    let list: Vec<_> = clustering
        .clusters
        .iter()
        .map(|cluster| {
            json!({
                "cluster": cluster.key,
                "label": cluster.label,
                "terms": cluster.terms,
                "size": cluster.members.len(),
                "cohesion": cluster.cohesion,
                "stability": cluster.stability,
                "parts": cluster.parts.iter().map(|part| json!({
                    "cluster": part.key,
                    "label": part.label,
                    "ids": part.members.iter().map(|&id| ideas.id(id)).collect::<Vec<_>>(),
                })).collect::<Vec<_>>(),
                "representative": ideas.id(cluster.representative),
                "ids": cluster.members.iter().map(|member| ideas.id(member.id)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let whole = json!({ "seed": clustering.seed, "parameters": clustering.parameters, "clusters": list });
    Ok(serde_json::to_vec_pretty(&whole)?)
}

fn pair_lines(ideas: &Ideas, pairs: &[Pair]) -> anyhow::Result<Vec<u8>> {
    json_lines(pairs.iter().map(|pair| {
        json!({
            "a": ideas.id(pair.a), "b": ideas.id(pair.b), "score": pair.score, "reason": pair.reason,
            "shared_terms": pair.shared_terms,
        })
    }))
}

fn json_lines<T: Serialize>(values: impl Iterator<Item = T>) -> anyhow::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for value in values {
        serde_json::to_writer(&mut lines, &value)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
