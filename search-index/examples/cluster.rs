//! Groups the proposals of a JSON Lines file and shows the themes found.
//!
//! `cargo run --release -p search-index --example cluster -- IDEAS.jsonl [ASSIGNMENTS.jsonl [SEED [CLUSTERS]]]`

use std::error::Error;
use std::time::Instant;
use std::{env, fs};

use search_index::{ClusterOptions, Clustering, cluster};

mod common;
use common::{Row, read};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let path = arguments.first().ok_or("usage: cluster IDEAS.jsonl [ASSIGNMENTS.jsonl [SEED [CLUSTERS]]]")?;
    let rows = read(path)?;
    let documents: Vec<_> = rows.iter().map(|row| row.document.clone()).collect();
    let seed = arguments.get(2).map_or(Ok(1), |seed| seed.parse())?;
    let clusters = arguments.get(3).map(|count| count.parse()).transpose()?;
    let started = Instant::now();
    let found = cluster(&documents, &ClusterOptions { clusters, seed, ..ClusterOptions::default() })?;
    println!(
        "{} ideas, {} clusters, {} orphans, {:.0?}",
        rows.len(),
        found.clusters.len(),
        found.orphans.len(),
        started.elapsed()
    );
    for cluster in &found.clusters {
        println!("{:4} {:5} {:.2}  {}", cluster.key, cluster.members.len(), cluster.cohesion, cluster.label);
    }
    if let Some(out) = arguments.get(1) {
        fs::write(out, assignments(&rows, &found))?;
    }
    Ok(())
}

fn assignments(rows: &[Row], found: &Clustering) -> String {
    let mut of: Vec<Option<&str>> = vec![None; rows.len()];
    for cluster in &found.clusters {
        for member in &cluster.members {
            if let Ok(rank) = rows.binary_search_by_key(&member.id, |row| row.document.id) {
                of[rank] = Some(&cluster.key);
            }
        }
    }
    let line = |(row, key): (&Row, Option<&str>)| {
        serde_json::json!({"id": row.id, "cluster": key}).to_string() + "\n"
    };
    rows.iter().zip(of).map(line).collect()
}
