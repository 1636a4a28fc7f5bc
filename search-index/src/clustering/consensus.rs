//! What many slightly different readings of the same documents agree on.
//!
//! One run of a community detection is a throw of dice: small changes of the graph move many nodes. So the graph
//! is drawn many times, each time without some of the documents, with noise on its weights and with different numbers
//! of neighbours and resolutions, and two documents are held together as strongly as the runs do (Lancichinetti,
//! Fortunato: "Consensus clustering in complex networks", 2012; Fred, Jain: "Evidence accumulation", 2005).

use std::thread;

use serde::Serialize;

use super::decisions::Points;
use super::graph::Graph;
use super::leiden::quick;
use super::random::Random;

/// How the readings differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Consensus {
    /// How many readings.
    pub runs: usize,
    /// Neighbours per document, from and to.
    pub neighbours: (usize, usize),
    /// Resolution, from and to.
    pub resolution: (f64, f64),
    /// Standard deviation of the logarithm of the noise on each weight.
    pub noise: f32,
    /// The part of the documents that a reading leaves out.
    pub left_out: f64,
    /// How many readings an earlier result counts as, as a part of those that are made.
    pub memory: f32,
    /// Agreement counts with this power: what most runs say outweighs what some say.
    pub power: i32,
    /// Agreement below this part of the runs is chance.
    pub chance: f32,
}

/// The label of a row that a reading left out.
pub const ABSENT: u32 = u32::MAX;

/// The rows that are read.
pub struct Rows<'a> {
    /// The nearest rows of each.
    pub near: &'a [Vec<(u32, f32)>],
    /// [`Document::id`](crate::Document::id) of the first document of each: chance depends on it and not on the place
    /// of a row, so that documents that come and go change nothing for the others.
    pub ids: Vec<u64>,
    /// The cluster of an earlier run in which each was, if any.
    pub before: Vec<Option<u32>>,
}

/// The labels of the rows in every run.
pub fn readings(rows: &Rows<'_>, points: &Points, seed: u64, how: &Consensus) -> Vec<Vec<u32>> {
    let threads = thread::available_parallelism().map_or(1, usize::from).clamp(1, 8).min(how.runs.max(1));
    let mut all: Vec<(usize, Vec<u32>)> = thread::scope(|scope| {
        let work = |first: usize| {
            move || {
                (first..how.runs)
                    .step_by(threads)
                    .map(|run| (run, reading(rows, points, seed, run, how)))
                    .collect::<Vec<_>>()
            }
        };
        let handles: Vec<_> = (0..threads).map(|first| scope.spawn(work(first))).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    });
    all.sort_unstable_by_key(|&(run, _)| run);
    all.into_iter().map(|(_, labels)| labels).collect()
}

/// One run: its seed depends on its number alone, so that threads do not matter.
fn reading(rows: &Rows<'_>, points: &Points, seed: u64, run: usize, how: &Consensus) -> Vec<u32> {
    let near = rows.near;
    let mut random = Random::new(seed ^ (run as u64 + 1).wrapping_mul(0xA076_1D64_78BD_642F));
    let (few, many) = (how.neighbours.0 as f64, how.neighbours.1 as f64);
    let neighbours = (few * (many / few).powf(random.unit())).round() as usize;
    let resolution = how.resolution.0 + (how.resolution.1 - how.resolution.0) * random.unit();
    let noise = random.next();
    let present: Vec<bool> = rows.ids.iter().map(|&id| chance(noise, id).unit() >= how.left_out).collect();
    let mut edges = Vec::with_capacity(near.len() * neighbours);
    for (a, list) in near.iter().enumerate().filter(|&(a, _)| present[a]) {
        let there = list.iter().filter(|&&(b, _)| present[b as usize]);
        let noisy = there
            .map(|&(b, weight)| (b, weight * factor(noise, rows.ids[a], rows.ids[b as usize], how.noise)))
            .collect();
        edges.extend(
            super::nearest::best(noisy, neighbours).into_iter().map(|(b, weight)| (a as u32, b, weight)),
        );
    }
    let found = quick(&points.graph(Graph::undirected(near.len(), &edges)), resolution, random.next());
    let mut labels = points.labels(&found);
    labels.iter_mut().zip(&present).filter(|(_, present)| !**present).for_each(|(label, _)| *label = ABSENT);
    labels
}

/// What chance says of a document.
fn chance(noise: u64, id: u64) -> Random {
    Random::new(noise ^ id.wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

/// The noise of a pair, the same from both sides: `exp(σ·g)` with `g` nearly normal (the sum of four uniforms).
fn factor(noise: u64, a: u64, b: u64, sigma: f32) -> f32 {
    let bits = chance(chance(noise, a.min(b)).next(), a.max(b)).next();
    let sum: u32 = (0..4).map(|part| (bits >> (16 * part)) as u32 & 0xFFFF).sum();
    let normal = (sum as f32 / 65_535.0 - 2.0) * 3f32.sqrt();
    (sigma * normal).exp()
}

/// How strongly the runs hold together the pairs of the graph: the part of those with both in which they were
/// together. An earlier result counts as several of them, for people have seen it: what they know moves only for a reason
/// (the temporal smoothness of Chakrabarti, Kumar, Tomkins: "Evolutionary clustering", 2006).
pub fn agreement(rows: &Rows<'_>, readings: &[Vec<u32>], how: &Consensus) -> Graph {
    let mut edges = Vec::new();
    for (a, list) in rows.near.iter().enumerate() {
        for &(b, _) in list {
            let (mut both, mut together) = (0.0, 0.0);
            for labels in readings {
                let (own, theirs) = (labels[a], labels[b as usize]);
                both += f32::from(u8::from(own != ABSENT && theirs != ABSENT));
                together += f32::from(u8::from(own != ABSENT && own == theirs));
            }
            if let (Some(own), Some(theirs)) = (rows.before[a], rows.before[b as usize]) {
                let counts = how.memory * readings.len() as f32;
                both += counts;
                together += if own == theirs { counts } else { 0.0 };
            }
            let part = together / both.max(1.0);
            if part >= how.chance {
                edges.push((a as u32, b, part.powi(how.power)));
            }
        }
    }
    Graph::undirected(rows.near.len(), &edges)
}
