//! Finds the near-duplicates of a JSON Lines file.
//!
//! `cargo run --release -p search-index --example duplicates -- IDEAS.jsonl [THRESHOLD]`

use std::env;
use std::error::Error;
use std::time::Instant;

use search_index::{DuplicateOptions, duplicates};

mod common;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let path = arguments.first().ok_or("usage: duplicates IDEAS.jsonl [THRESHOLD]")?;
    let rows = common::read(path)?;
    let documents: Vec<_> = rows.iter().map(|row| row.document.clone()).collect();
    let mut options = DuplicateOptions::default();
    if let Some(threshold) = arguments.get(1) {
        options.threshold = threshold.parse()?;
    }
    let started = Instant::now();
    let pairs = duplicates(&documents, &options);
    eprintln!("{} ideas, {} pairs, {:.0?}", rows.len(), pairs.len(), started.elapsed());
    for pair in pairs {
        let id =
            |rank: u64| usize::try_from(rank).ok().and_then(|rank| rows.get(rank)).map(|row| row.id.as_str());
        let line = serde_json::json!({"a": id(pair.a), "b": id(pair.b), "score": pair.score, "reason": pair.reason, "shared": pair.shared_terms});
        println!("{line}");
    }
    Ok(())
}
