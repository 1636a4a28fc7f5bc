//! How much each term of a document tells about its theme.

use super::nearest::{Rows, normalise};
use crate::corpus::Corpus;

/// The usual constants of Okapi BM25 (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009).
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// BM25 weights as unit rows. Terms of a single document join nothing, very common ones join everything.
pub fn bm25(corpus: &Corpus, most_common: f32) -> Rows {
    let documents = corpus.len() as f32;
    let kept = |term: u32| {
        let df = corpus.df[term as usize] as f32;
        df >= 2.0 && df <= (most_common * documents).max(2.0)
    };
    let length = |row: &[(u32, f32)]| {
        row.iter().filter(|&&(term, _)| kept(term)).map(|&(_, count)| count).sum::<f32>()
    };
    let lengths: Vec<f32> = corpus.rows.iter().map(|row| length(row)).collect();
    let mean = (lengths.iter().sum::<f32>() / documents.max(1.0)).max(f32::MIN_POSITIVE);
    let mut rows: Rows = Vec::with_capacity(corpus.len());
    for (row, length) in corpus.rows.iter().zip(lengths) {
        let weigh = |&(term, count): &(u32, f32)| {
            let df = corpus.df[term as usize] as f32;
            let rarity = (1.0 + (documents - df + 0.5) / (df + 0.5)).ln();
            (term, rarity * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / mean)))
        };
        rows.push(row.iter().filter(|&&(term, _)| kept(term)).map(weigh).collect());
    }
    normalise(&mut rows);
    rows
}
