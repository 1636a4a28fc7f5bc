//! How much two short texts ask for the same thing.

use std::collections::HashMap;

/// The telling terms of a text with their weights, by term.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    terms: HashMap<String, f32>,
    length: f32,
}

impl Signature {
    /// From terms and the rarity of each; a term given several times counts a little more than once.
    pub fn new<'a>(terms: impl IntoIterator<Item = &'a str>, rarity: impl Fn(&str) -> f32) -> Self {
        let mut counts: HashMap<String, f32> = HashMap::new();
        for term in terms {
            *counts.entry(term.to_owned()).or_default() += 1.0;
        }
        let terms: HashMap<_, _> = counts
            .into_iter()
            .map(|(term, count)| {
                let weight = rarity(&term) * (1.0 + count.ln());
                (term, weight)
            })
            .collect();
        let length = sum(terms.values().map(|weight| weight * weight)).sqrt();
        Self { terms, length }
    }

    /// Cosine similarity, from 0 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        let shared = self.terms.iter().filter_map(|(term, weight)| Some(weight * other.terms.get(term)?));
        let lengths = self.length * other.length;
        if lengths > 0.0 { (sum(shared) / lengths).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The terms of both, the most telling first.
    pub fn shared(&self, other: &Self) -> Vec<String> {
        let both =
            self.terms.iter().filter_map(|(term, weight)| Some((weight * other.terms.get(term)?, term)));
        let mut shared: Vec<(f32, &String)> = both.collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        shared.into_iter().map(|(_, term)| term.clone()).collect()
    }
}

/// A sum that does not depend on the order of the map it comes from.
fn sum(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_unstable_by(f32::total_cmp);
    values.into_iter().sum()
}

/// `ln(1 + n / df)`: the rarity of a term that stands in `df` of `n` documents.
pub fn rarity(documents: u64, df: u64) -> f32 {
    (1.0 + documents.max(1) as f64 / df.max(1) as f64).ln() as f32
}
