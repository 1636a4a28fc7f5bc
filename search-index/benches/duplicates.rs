//! Prints how well near-duplicates are told: on judged pairs, over a whole set, and while typing.
//!
//! `cargo bench -p search-index --bench duplicates -- PAIRS.jsonl SET.jsonl…`
//!
//! PAIRS has `label` (duplicate or anything else), `a` and `b` on each line; the sets, ideas. Rarity is that of all
//! the sets together; the last set is the one that is searched whole.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::time::{Duration, Instant};
use std::{env, fs};

use search_index::{
    Access, Document, DuplicateOptions, Index, Options, Pair, compare, duplicate_groups, duplicates,
};
use serde_json::Value;

#[path = "../examples/common/mod.rs"]
mod common;

/// The precision at which recall is wanted.
const WANTED: f64 = 0.9;
/// How many typed texts a percentile is taken from.
const TYPED: usize = 3_000;
/// One idea in this many is repeated with noise.
const NOISY: usize = 40;
/// Documents of a commit while filling.
const BATCH: usize = 20_000;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let paths: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [pairs, sets @ ..] = paths.as_slice() else { return Ok(()) };
    let judged = judged(pairs)?;
    let mut all = Vec::new();
    let mut last = Vec::new();
    for path in sets {
        let rows = common::read(path)?;
        let first = rows.first().map(|row| row.id.clone()).unwrap_or_default();
        println!("{path}: {} ideas from {first} on", rows.len());
        last = rows.into_iter().map(|row| row.document).collect();
        all.extend_from_slice(&last);
    }
    told(&judged, &all);
    shown(&judged, &all)?;
    whole(&last)?;
    typing(&judged, &last)
}

/// A pair and what it was judged to be.
struct Judged {
    id: String,
    both: (Document, Document),
    label: String,
}

impl Judged {
    fn is_duplicate(&self) -> bool {
        self.label == "duplicate"
    }
}

fn judged(path: &str) -> Outcome<Vec<Judged>> {
    let mut judged = Vec::new();
    for (rank, line) in fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let json: Value = serde_json::from_str(line)?;
        let document = |name: &str, id: usize| Document {
            id: id as u64,
            title: json[name]["title"].as_str().unwrap_or_default().to_owned(),
            body: json[name]["body"].as_str().unwrap_or_default().to_owned(),
            access: vec!["public".into()],
            ..Document::default()
        };
        judged.push(Judged {
            id: json["id"].as_str().unwrap_or_default().to_owned(),
            both: (document("a", 2 * rank), document("b", 2 * rank + 1)),
            label: json["label"].as_str().unwrap_or_default().to_owned(),
        });
    }
    Ok(judged)
}

/// From which score on a similar idea is worth showing to somebody who wrote another: one of each pair is written, among
/// the others of all pairs and a thousand more ideas.
fn shown(judged: &[Judged], among: &[Document]) -> Outcome {
    let index = Index::in_memory(&Options::default())?;
    let pairs = judged.iter().flat_map(|pair| [&pair.both.0, &pair.both.1]);
    let mut documents: Vec<Document> = pairs.cloned().collect();
    let titles: HashSet<String> = documents.iter().map(|document| bare(&document.title)).collect();
    let others = among.iter().filter(|other| !titles.contains(&bare(&other.title))).take(1_000);
    let first = documents.len() as u64;
    documents.extend(
        others.enumerate().map(|(rank, other)| Document { id: first + rank as u64, ..other.clone() }),
    );
    index.apply(&documents, &[], 1)?;
    let mut labels: Vec<&str> = judged.iter().map(|pair| pair.label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    println!("shown to who wrote one of a pair, among {} ideas", documents.len());
    for least in [0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5] {
        let (mut seen, mut besides) = (HashMap::new(), 0);
        for Judged { both: (a, b), label, .. } in judged {
            let told = index.similar(&format!("{} {}", a.title, a.body), &public(), 5)?;
            let told = told.iter().filter(|near| near.id != a.id && near.score >= least);
            for near in told.take(4) {
                if near.id == b.id {
                    *seen.entry(label.as_str()).or_insert(0) += 1;
                } else {
                    besides += 1;
                }
            }
        }
        let of = |label: &str| judged.iter().filter(|pair| pair.label == label).count();
        let told = labels
            .iter()
            .map(|label| format!("{} of {} {label}", seen.get(label).copied().unwrap_or(0), of(label)));
        let told: Vec<String> = told.collect();
        println!(
            "  from {least:.2}: {}, and {:.1} others each",
            told.join(", "),
            f64::from(besides) / judged.len() as f64
        );
    }
    Ok(())
}

/// Precision and recall of judged pairs, with the rarity of all sets and with that of the pairs alone.
fn told(judged: &[Judged], among: &[Document]) {
    let both: Vec<_> = judged.iter().map(|pair| pair.both.clone()).collect();
    let threshold = DuplicateOptions::default().threshold;
    for (name, among) in [("rarity of the sets", among), ("rarity of the pairs", &[])] {
        let scores = compare(&both, among, &DuplicateOptions::default());
        let mut ranked: Vec<(f32, bool, &str)> = scores
            .iter()
            .zip(judged)
            .map(|(pair, told)| (pair.score, told.is_duplicate(), told.id.as_str()))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("{} judged pairs, {name}", judged.len());
        let (precision, recall) = at(&ranked, threshold);
        println!("  threshold {threshold:.2}: precision {precision:.3} recall {recall:.3}");
        let best = ranked.iter().map(|&(score, ..)| (score, at(&ranked, score)));
        if let Some((score, (precision, recall))) =
            best.filter(|(_, (precision, _))| *precision >= WANTED).max_by(|a, b| a.1.1.total_cmp(&b.1.1))
        {
            println!(
                "  at precision {WANTED}: recall {recall:.3} (threshold {score:.3}, precision {precision:.3})"
            );
        }
        println!("  mean precision {:.3}", mean_precision(&ranked));
        for step in 0..9 {
            let threshold = 0.36 + 0.02 * step as f32;
            let (precision, recall) = at(&ranked, threshold);
            println!("    {threshold:.2}  precision {precision:.3}  recall {recall:.3}");
        }
        if env::args().any(|argument| argument == "--each") {
            ranked.iter().for_each(|(score, duplicate, id)| println!("    {score:.3} {duplicate:5} {id}"));
        }
    }
}

fn at(ranked: &[(f32, bool, &str)], threshold: f32) -> (f64, f64) {
    let told = ranked.iter().filter(|pair| pair.0 >= threshold).count();
    let right = ranked.iter().filter(|pair| pair.0 >= threshold && pair.1).count();
    let all = ranked.iter().filter(|pair| pair.1).count();
    (right as f64 / told.max(1) as f64, right as f64 / all.max(1) as f64)
}

fn mean_precision(ranked: &[(f32, bool, &str)]) -> f64 {
    let (mut right, mut sum) = (0.0, 0.0);
    for (rank, _) in ranked.iter().enumerate().filter(|(_, pair)| pair.1) {
        right += 1.0;
        sum += right / (rank + 1) as f64;
    }
    sum / f64::max(right, 1.0)
}

/// Repeats in a whole set: those that are there, and noisy ones made of some of its ideas.
fn whole(documents: &[Document]) -> Outcome {
    let mut set = documents.to_vec();
    let mut made = Vec::new();
    for (rank, document) in documents.iter().enumerate().filter(|(rank, _)| rank % NOISY == 0) {
        let noise = Noise::ALL[rank / NOISY % Noise::ALL.len()];
        let title = noise.of(&document.title, rank);
        if document.title.split_whitespace().nth(2).is_some() && bare(&title) != bare(&document.title) {
            made.push((document.id, set.len() as u64, noise));
            set.push(Document { id: set.len() as u64, title, ..document.clone() });
        }
    }
    let started = Instant::now();
    let pairs = duplicates(&set, &DuplicateOptions::default());
    let took = started.elapsed();
    let started = Instant::now();
    let groups = duplicate_groups(&pairs);
    let (count, memory) = (pairs.len(), peak_memory());
    println!("{} ideas: {count} pairs in {took:.1?}, at most {memory} held", set.len());
    let largest = groups.first().map_or(0, |group| group.others.len() + 1);
    println!("  {} groups in {:.1?}, the largest of {largest}", groups.len(), started.elapsed());
    let found: HashSet<(u64, u64)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    exact(documents, &found);
    for noise in Noise::ALL {
        let of: Vec<_> = made.iter().filter(|(_, _, other)| *other == noise).collect();
        let right = of.iter().filter(|(a, b, _)| found.contains(&(*a, *b))).count();
        println!("  noisy repeats, {noise:?}: {right} of {} found", of.len());
    }
    sample(&set, &pairs);
    Ok(())
}

/// Repeats that are the same but for case and punctuation: each must be told with an earlier one.
fn exact(documents: &[Document], found: &HashSet<(u64, u64)>) {
    let mut known: HashMap<String, Vec<u64>> = HashMap::new();
    let (mut repeats, mut right) = (0, 0);
    for document in documents {
        let earlier = known.entry(bare(&document.title) + "\n" + &bare(&document.body)).or_default();
        if !earlier.is_empty() {
            repeats += 1;
            right += usize::from(earlier.iter().any(|&id| found.contains(&(id, document.id))));
        }
        earlier.push(document.id);
    }
    println!("  exact repeats: {right} of {repeats} told with an earlier one");
}

fn bare(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Pairs to read, from the whole range of scores.
fn sample(set: &[Document], pairs: &[Pair]) {
    let near: Vec<&Pair> = pairs.iter().filter(|pair| pair.score < 0.98).collect();
    println!("  a sample of the {} pairs below 0.98", near.len());
    for pair in near.iter().step_by((near.len() / 40).max(1)) {
        let text = |id: u64| -> String {
            let document = &set[id as usize];
            format!("{} {}", document.title, document.body).chars().take(90).collect()
        };
        println!("    {:.2} {:?} | {} | {}", pair.score, pair.reason, text(pair.a), text(pair.b));
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Noise {
    Typo,
    Order,
    Longer,
}

impl Noise {
    const ALL: [Self; 3] = [Self::Typo, Self::Order, Self::Longer];

    fn of(self, text: &str, seed: usize) -> String {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let longest = (0..words.len()).max_by_key(|&rank| words[rank].chars().count()).unwrap_or(0);
        match self {
            // Also in capitals and with punctuation, which must not matter.
            Self::Order => {
                let half = words.len() / 2;
                words.rotate_left(half);
                return words.join(" ").to_uppercase() + " !";
            }
            // Two letters of the longest word change places.
            Self::Typo => {
                if let Some(word) = words.get_mut(longest) {
                    let mut letters: Vec<char> = word.chars().collect();
                    let at = 1 + seed % (letters.len().max(4) - 3);
                    if at + 1 < letters.len() {
                        letters.swap(at, at + 1);
                    }
                    *word = letters.into_iter().collect();
                }
            }
            Self::Longer => words.push("pour tous les habitants".into()),
        }
        words.join(" ")
    }
}

/// Times of likeness while typing, and whether the other of a judged pair is among the first five.
fn typing(judged: &[Judged], documents: &[Document]) -> Outcome {
    let index = Index::in_memory(&Options { writer_memory: 128_000_000, ..Options::default() })?;
    for (rank, batch) in documents.chunks(BATCH).enumerate() {
        index.apply(batch, &[], rank as i64 + 1)?;
    }
    let step = (documents.len() / (TYPED / 6)).max(1);
    let titles = documents.iter().step_by(step).map(|document| document.title.clone());
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    println!("typing, {} ideas", index.count());
    report(&index, "whole titles", &titles)?;
    let growing: Vec<String> = titles.iter().flat_map(|title| growing(title)).collect();
    report(&index, "growing titles", &growing)?;
    let common = common_words(documents, 60);
    report(&index, "one common word", &common)?;
    let many: Vec<String> = (0..100).map(|at| rotated(&common, at, 8)).collect();
    report(&index, "8 common words", &many)?;
    let many: Vec<String> = (0..100).map(|at| rotated(&common, at, 40)).collect();
    report(&index, "40 common words", &many)?;
    let bodies: Vec<String> = documents
        .iter()
        .map(|document| &document.body)
        .filter(|body| body.len() > 600)
        .take(300)
        .cloned()
        .collect();
    report(&index, "whole bodies", &bodies)?;
    found_by_beginning(&index, documents)?;
    found_while_typing(judged)
}

/// A title as it grows, word by word and in the middle of each.
fn growing(title: &str) -> Vec<String> {
    let ends: Vec<usize> =
        title.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).collect();
    let halves = title.char_indices().map(|(at, _)| at).step_by(7).skip(1);
    ends.into_iter().chain(halves).map(|end| title[..end].to_owned()).collect()
}

/// The words of most titles, the most frequent first.
fn common_words(documents: &[Document], count: usize) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for document in documents {
        let words: HashSet<String> = document.title.split_whitespace().map(str::to_lowercase).collect();
        words
            .into_iter()
            .filter(|word| word.len() > 4)
            .for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let mut words: Vec<(String, usize)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.into_iter().take(count).map(|(word, _)| word).collect()
}

fn rotated(words: &[String], at: usize, count: usize) -> String {
    words.iter().cycle().skip(at).take(count).cloned().collect::<Vec<_>>().join(" ")
}

fn report(index: &Index, name: &str, texts: &[String]) -> Outcome {
    let public = public();
    let mut times = Vec::with_capacity(texts.len());
    for text in texts {
        let started = Instant::now();
        index.similar(text, &public, 5)?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let percentile = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or(Duration::ZERO);
    let most = times.last().copied().unwrap_or(Duration::ZERO);
    println!(
        "  {name:16} {:>5} texts {:>9.2?} p50 {:>9.2?} p99 {most:>9.2?} at most",
        times.len(),
        percentile(50),
        percentile(99)
    );
    Ok(())
}

/// The first words of one of a judged pair are typed: whether the other is among the first five of all judged.
fn found_while_typing(judged: &[Judged]) -> Outcome {
    let index = Index::in_memory(&Options::default())?;
    let documents: Vec<Document> =
        judged.iter().flat_map(|pair| [pair.both.0.clone(), pair.both.1.clone()]).collect();
    index.apply(&documents, &[], 1)?;
    let duplicates: Vec<&Judged> = judged.iter().filter(|pair| pair.is_duplicate()).collect();
    for words in [2, 3, 4, 6, 8, 12] {
        let mut found = 0;
        for Judged { both: (a, b), .. } in &duplicates {
            let told = index.similar(&beginning(&format!("{} {}", a.title, a.body), words), &public(), 6)?;
            found +=
                usize::from(told.iter().filter(|near| near.id != a.id).take(5).any(|near| near.id == b.id));
        }
        println!(
            "  after {words:>2} words: {found} of {} judged duplicates among the first five",
            duplicates.len()
        );
    }
    Ok(())
}

/// The first words of a title are typed: whether the idea, or one with that very title, is among the first five.
fn found_by_beginning(index: &Index, documents: &[Document]) -> Outcome {
    let long = documents.iter().filter(|document| document.title.split_whitespace().nth(6).is_some());
    let sought: Vec<&Document> = long.step_by(60).take(500).collect();
    let titles: HashMap<u64, String> = documents.iter().map(|one| (one.id, bare(&one.title))).collect();
    for words in [2, 3, 4, 6, 20] {
        let mut found = 0;
        for document in &sought {
            let told = index.similar(&beginning(&document.title, words), &public(), 5)?;
            found += usize::from(told.iter().any(|near| titles.get(&near.id) == titles.get(&document.id)));
        }
        println!(
            "  after {words:>2} words: {found} of {} titles of seven words or more among the first five",
            sought.len()
        );
    }
    Ok(())
}

fn beginning(text: &str, words: usize) -> String {
    text.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
}

fn public() -> Access {
    Access::new(["public"])
}

/// The most memory this process has held, as the system tells it.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("unknown");
    line.trim_start_matches("VmHWM:").trim().to_owned()
}
