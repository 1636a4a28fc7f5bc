//! Names for clusters: the terms that set one apart from the others, written as people write them.
//!
//! Class-based weighting (Grootendorst: "BERTopic", 2022): a term's share in a cluster times
//! `ln(1 + mean terms per cluster / its count everywhere)`. Two neighbouring words count as one term when they
//! come together often enough: "gaspillage alimentaire" reads better than "gaspillage, alimentaire".

use std::collections::HashMap;

use crate::Document;
use crate::clustering::DistinctiveTerm;
use crate::corpus::{Corpus, Place};

/// One word, or two that follow each other.
type Gram = (u32, u32);
const NONE: u32 = u32::MAX;
/// The joints that may stand between two words of one expression.
const JOINTS: [&str; 18] = [
    "", "de", "d", "du", "des", "la", "l", "le", "les", "à", "au", "aux", "en", "of", "the", "de la", "de l",
    "à la",
];

/// The distinctive terms of every cluster.
pub struct Labels {
    terms: Vec<Vec<DistinctiveTerm>>,
}

impl Labels {
    /// Weighs the terms of `count` clusters; documents without a label are left out.
    pub fn new(documents: &[Document], corpus: &Corpus, labels: &[Option<u32>], count: usize) -> Self {
        let mut counts: Vec<HashMap<Gram, f32>> = vec![HashMap::new(); count];
        let mut everywhere: HashMap<Gram, f32> = HashMap::new();
        let mut surfaces: HashMap<Gram, HashMap<String, u32>> = HashMap::new();
        for (rank, label) in labels.iter().enumerate() {
            let mut seen = HashMap::new();
            grams(&documents[rank], &corpus.sequences[rank], &mut seen);
            for (gram, surface) in seen {
                *everywhere.entry(gram).or_default() += 1.0;
                if let Some(label) = label {
                    *counts[*label as usize].entry(gram).or_default() += 1.0;
                }
                if let Some(surface) = surface {
                    *surfaces.entry(gram).or_default().entry(surface).or_default() += 1;
                }
            }
        }
        let surface = |gram: Gram| match surfaces.get(&gram) {
            Some(spellings) => most_used(spellings),
            None => corpus.surfaces[gram.0 as usize].clone(),
        };
        let terms = counts.iter().map(|own| distinctive(own, &everywhere, labels.len(), &surface)).collect();
        Self { terms }
    }

    /// The first terms of a cluster.
    pub fn terms(&self, cluster: usize, count: usize) -> Vec<DistinctiveTerm> {
        self.terms[cluster].iter().take(count).cloned().collect()
    }

    /// Its first three terms as a name.
    pub fn label(&self, cluster: usize) -> String {
        let words: Vec<_> = self.terms[cluster].iter().take(3).map(|term| term.surface.as_str()).collect();
        capitalised(&words.join(", "))
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The terms and pairs of a document, each once; pairs with their spelling.
fn grams(document: &Document, sequence: &[Place], seen: &mut HashMap<Gram, Option<String>>) {
    for place in sequence {
        seen.entry((place.term, NONE)).or_insert(None);
    }
    for pair in sequence.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if a.in_title != b.in_title || a.term == b.term || b.start < a.end {
            continue;
        }
        let text = Corpus::text(document, a.in_title);
        let joint = text[a.end as usize..b.start as usize].to_lowercase();
        let joint: String = joint.trim().trim_end_matches(['\'', '’']).to_owned();
        if b.start - a.end <= 7 && JOINTS.contains(&joint.as_str()) {
            let surface = text[a.start as usize..b.end as usize].to_lowercase().replace('’', "'");
            seen.entry((a.term, b.term)).or_insert(Some(surface));
        }
    }
}

fn most_used(spellings: &HashMap<String, u32>) -> String {
    let best =
        spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(a.0.len().cmp(&b.0.len())).then(b.0.cmp(a.0)));
    best.map(|(surface, _)| surface.clone()).unwrap_or_default()
}

fn distinctive(
    own: &HashMap<Gram, f32>,
    everywhere: &HashMap<Gram, f32>,
    documents: usize,
    surface: &impl Fn(Gram) -> String,
) -> Vec<DistinctiveTerm> {
    let mut weighed: Vec<(f32, Gram)> = own
        .iter()
        .filter(|&(_, &count)| count >= 2.0)
        .map(|(&gram, &count)| {
            let all = everywhere.get(&gram).copied().unwrap_or(count);
            let share = count / all;
            let bonus = if gram.1 == NONE { 1.0 } else { 1.3 };
            (bonus * share * count.sqrt() * (1.0 + documents as f32 / all).ln(), gram)
        })
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<(f32, Gram)> = Vec::new();
    for (weight, gram) in weighed {
        let repeats = kept.iter().any(|&(_, other)| overlap(gram, other));
        if !repeats {
            kept.push((weight, gram));
        }
        if kept.len() == 20 {
            break;
        }
    }
    let top = kept.first().map_or(1.0, |first| first.0);
    kept.into_iter()
        .map(|(weight, gram)| DistinctiveTerm { surface: surface(gram), weight: weight / top })
        .collect()
}

/// Whether two terms share a word.
fn overlap(a: Gram, b: Gram) -> bool {
    a.0 == b.0 || (a.1 != NONE && (a.1 == b.0 || a.1 == b.1)) || (b.1 != NONE && a.0 == b.1)
}
