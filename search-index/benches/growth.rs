//! Prints how the time and the memory of clustering grow: beginnings of a file, all of it, and noisy repeats of it.
//!
//! `cargo bench -p search-index --bench growth -- IDEAS.jsonl [MOST]`, with the most documents to cluster. The memory
//! is the most that the process held until then, documents included.

use std::error::Error;
use std::time::Instant;
use std::{env, fs};

use search_index::{ClusterOptions, Document, cluster};

#[path = "../examples/common/mod.rs"]
mod common;

/// Where growth is looked at.
const SIZES: [usize; 3] = [10_000, 30_000, 100_000];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let path = arguments.first().ok_or("usage: growth IDEAS.jsonl [MOST]")?;
    let rows = common::read(path)?;
    let first = rows.first().map(|row| row.id.clone()).unwrap_or_default();
    println!("{path}: {} ideas from {first} on", rows.len());
    let mut documents: Vec<Document> = rows.into_iter().map(|row| row.document).collect();
    let (all, most) = (documents.len(), arguments.get(1).map_or(Ok(0), |most| most.parse())?);
    let mut sizes: Vec<usize> = SIZES.into_iter().filter(|&size| size < all).chain([all]).collect();
    sizes.extend((most > all).then_some(most));
    let mut before: Option<(usize, f64)> = None;
    for size in sizes {
        repeat(&mut documents, all, size);
        let started = Instant::now();
        let found = cluster(&documents[..size], &ClusterOptions::default())?;
        let seconds = started.elapsed().as_secs_f64();
        // time ~ size^power, from one size to the next
        let power = before.map(|(n, s)| (seconds / s).ln() / (size as f64 / n as f64).ln());
        let power = power.map_or(String::new(), |power| format!(", n^{power:.2}"));
        let clusters = found.clusters.len();
        println!("  {size:>9} ideas {seconds:>8.2} s {:>6} MB, {clusters} clusters{power}", peak_memory());
        before = Some((size, seconds));
    }
    Ok(())
}

/// Adds copies of the first documents with typing noise until there are `size`.
fn repeat(documents: &mut Vec<Document>, originals: usize, size: usize) {
    let mut noise = Noise(1);
    while documents.len() < size {
        let original = &documents[documents.len() % originals.max(1)];
        let (title, body) = (noise.on(&original.title), noise.on(&original.body));
        let id = documents.len() as u64;
        documents.push(Document { id, title, body, ..original.clone() });
    }
}

/// A small linear congruential generator (Knuth's constants): the same noise on every machine.
struct Noise(u64);

impl Noise {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    /// Two words swapped, a word left out, a letter left out, or all in capitals; some texts stay as they are.
    fn on(&mut self, text: &str) -> String {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let at = self.below(words.len());
        match self.below(5) {
            0 if words.len() > 1 => {
                let other = self.below(words.len());
                words.swap(at, other);
            }
            1 if words.len() > 2 => {
                words.remove(at);
            }
            2 if !words.is_empty() => {
                let letter = self.below(words[at].chars().count());
                words[at] = words[at]
                    .chars()
                    .enumerate()
                    .filter(|(rank, _)| *rank != letter)
                    .map(|(_, c)| c)
                    .collect();
            }
            3 => return text.to_uppercase(),
            _ => {}
        }
        words.join(" ")
    }
}

/// In megabytes; 0 where the system does not say.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1_000
}
