//! Prints the crate's figures for JSON Lines files of ideas: indexing, searching, likeness and clustering.
//!
//! `cargo bench -p search-index --bench figures -- IDEAS.jsonl…`

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use search_index::{Access, ClusterOptions, Document, Index, Options, Query, cluster};

#[path = "../examples/common/mod.rs"]
mod common;

/// How many searches a percentile is taken from.
const SEARCHES: usize = 2_000;
/// Documents of a commit while filling.
const BATCH: usize = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    for path in env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        let rows = common::read(&path)?;
        let first = rows.first().map(|row| row.id.clone()).unwrap_or_default();
        let documents: Vec<Document> = rows.into_iter().map(|row| faceted(row.document)).collect();
        println!("{path}: {} ideas from {first} on", documents.len());
        searching(&documents)?;
        clustering(&documents)?;
    }
    Ok(())
}

/// Facets of the shape that the platform has: few values, a dozen values, many values.
fn faceted(document: Document) -> Document {
    let value =
        |name: &str, values: u64| (name.to_owned(), format!("{name} {}", document.id * 7919 % values));
    Document { facets: vec![value("destiny", 6), value("theme", 12), value("site", 300)], ..document }
}

fn searching(documents: &[Document]) -> Result<(), Box<dyn Error>> {
    let folder = env::temp_dir().join(format!("search-index-bench-{}", std::process::id()));
    let (index, _) = Index::open(&folder, &Options { writer_memory: 128_000_000, ..Options::default() })?;
    let index = Arc::new(index);
    let started = Instant::now();
    for (rank, batch) in documents.chunks(BATCH).enumerate() {
        index.apply(batch, &[], rank as i64 + 1)?;
    }
    println!("  filled           {:>9.2?}   commit by commit", started.elapsed());
    let started = Instant::now();
    let mut rebuild = index.rebuild()?;
    rebuild.add(documents)?;
    rebuild.swap(1)?;
    let text: usize = documents.iter().map(|document| document.title.len() + document.body.len()).sum();
    let times = size(&folder) as f64 / text.max(1) as f64;
    println!("  rebuilt          {:>9.2?}   {times:.3} times the text", started.elapsed());
    println!("  files            {}", files(&folder));
    let started = Instant::now();
    index.apply(&documents[..1.min(documents.len())], &[], 99)?;
    println!("  one change       {:>9.2?}   until it is seen", started.elapsed());
    let public = Access::new(["public"]);
    let facets: Vec<String> = ["destiny", "theme", "site"].map(Into::into).into();
    let queries = queries(documents);
    let search = |text: &str, facets: &[String], prefix_last_word: bool| {
        index
            .search(&Query { facets: facets.to_vec(), prefix_last_word, ..Query::new(text) }, &public)
            .map(|_| ())
    };
    report("as typed", &queries, |text| search(text, &[], false))?;
    report("with facets", &queries, |text| search(text, &facets, false))?;
    let misspelt: Vec<String> = queries.iter().map(|text| misspelt(text)).collect();
    report("typo, facets", &misspelt, |text| search(text, &facets, false))?;
    let unfinished: Vec<String> = queries.iter().map(|text| text[..text.len() - 1].to_owned()).collect();
    report("unfinished", &unfinished, |text| search(text, &[], true))?;
    for (name, text) in worst(documents) {
        let repeated = vec![text; WORST];
        report(name, &repeated, |text| search(text, &facets, true))?;
    }
    let titles: Vec<String> = sample(documents).map(|document| document.title.clone()).collect();
    report("near-duplicates", &titles, |text| index.similar(text, &public, 5).map(|_| ()))?;
    drop(index);
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn sample(documents: &[Document]) -> impl Iterator<Item = &Document> {
    documents.iter().step_by((documents.len() / SEARCHES).max(1)).take(SEARCHES)
}

/// How often each of the dearest searches is timed.
const WORST: usize = 100;

/// What costs most: short beginnings, words of every language, many words, many typos, no word at all.
fn worst(documents: &[Document]) -> [(&'static str, String); 8] {
    let words: Vec<&str> =
        documents.iter().step_by(97).flat_map(|one| one.title.split_whitespace()).collect();
    let some = |count: usize| words.iter().step_by(7).take(count).copied().collect::<Vec<_>>().join(" ");
    let long: Vec<String> = words
        .iter()
        .filter(|word| word.len() > 7 && word.is_ascii())
        .take(10)
        .map(|word| misspelt(word))
        .collect();
    [
        ("everything", String::new()),
        ("one letter", "a".into()),
        ("two letters", "co".into()),
        ("three letters", "pro".into()),
        ("frequent words", "the people should public".into()),
        ("32 words", some(32)),
        ("1,000 words", some(1_000)),
        ("10 typos", long.join(" ")),
    ]
}

/// Two long words of a title, in ASCII so that they can be cut anywhere.
fn queries(documents: &[Document]) -> Vec<String> {
    let long = |text: &str| -> Vec<String> {
        let words = text
            .split_whitespace()
            .filter(|word| word.len() > 4 && word.bytes().all(|b| b.is_ascii_alphabetic()));
        words.take(2).map(str::to_owned).collect()
    };
    let texts = sample(documents).map(|document| long(&document.title)).filter(|words| !words.is_empty());
    texts.map(|words| words.join(" ")).collect()
}

/// The first word without its third letter.
fn misspelt(text: &str) -> String {
    text[..2].to_owned() + &text[3..]
}

fn report(
    name: &str,
    texts: &[String],
    search: impl Fn(&str) -> search_index::Result<()>,
) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(texts.len());
    for text in texts {
        let started = Instant::now();
        search(text)?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let percentile = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or(Duration::ZERO);
    println!("  {name:16} {:>9.2?} p50 {:>9.2?} p99", percentile(50), percentile(99));
    Ok(())
}

fn clustering(documents: &[Document]) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let found = cluster(documents, &ClusterOptions::default())?;
    let (clusters, orphans) = (found.clusters.len(), found.orphans.len());
    println!("  clusters         {:>9.2?}   {clusters} clusters, {orphans} orphans", started.elapsed());
    Ok(())
}

/// What the index is made of: the kinds of its files with their sizes in kB.
fn files(folder: &Path) -> String {
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for path in paths(folder) {
        let kind = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        *kinds.entry(kind).or_default() += fs::metadata(&path).map_or(0, |metadata| metadata.len());
    }
    kinds.iter().map(|(kind, size)| format!("{kind} {} ", size / 1000)).collect()
}

fn size(folder: &Path) -> u64 {
    paths(folder).iter().filter_map(|path| fs::metadata(path).ok()).map(|metadata| metadata.len()).sum()
}

/// The files of a folder and of those in it.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { paths(&path) } else { vec![path] }).collect()
}
