//! Names for clusters: the words that set one apart from the others, written as people write them.
//!
//! A word weighs `p·ln(p / q)`: the share `p` of the members that use it against the share `q` of all documents looked at
//! (its part of the Kullback-Leibler divergence). A word that mostly comes with another is shown with it:
//! "gaspillage alimentaire" reads better than "gaspillage, alimentaire".

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::analyzer::Analyzer;
use crate::clustering::DistinctiveTerm;
use crate::corpus::{Corpus, Place};
use crate::{Document, Language};

/// The joints that may stand between two words of one expression.
const JOINTS: [&str; 11] = ["", "de", "d", "du", "des", "à", "au", "aux", "en", "of", "de la"];
/// How many terms are named.
const NAMED: usize = 3;
/// How many terms of a cluster are kept.
const KEPT: usize = 12;
/// A pair stands for a word when it makes up this part of its uses in the cluster.
const MOSTLY: f32 = 0.4;
/// A subject names a cluster when this part of its members speak of it, and this many times more than elsewhere.
const NAMING_SHARE: f32 = 0.5;
const NAMING_LIFT: f32 = 2.0;

/// Two words that follow each other.
type Pair = (u32, u32);

/// The distinctive terms of every cluster, and its subject when it has one.
pub struct Labels {
    terms: Vec<Vec<DistinctiveTerm>>,
    subjects: Vec<Option<String>>,
}

/// How many of all documents looked at use each word and subject.
struct Everywhere {
    documents: f32,
    words: Vec<u32>,
    themes: Vec<u32>,
}

impl Everywhere {
    fn new(corpus: &Corpus) -> Self {
        Self { documents: 0.0, words: vec![0; corpus.df.len()], themes: vec![0; corpus.themes.len()] }
    }

    fn add(&mut self, corpus: &Corpus, rank: usize) {
        self.documents += 1.0;
        corpus.rows[rank].iter().for_each(|&(term, _)| self.words[term as usize] += 1);
        corpus.theme_rows[rank].iter().for_each(|&(theme, _)| self.themes[theme as usize] += 1);
    }
}

/// How many documents of one cluster use each word, pair and subject.
#[derive(Default)]
struct Uses {
    documents: f32,
    words: HashMap<u32, f32>,
    pairs: HashMap<Pair, (f32, HashMap<String, u32>)>,
    themes: HashMap<u32, f32>,
}

impl Labels {
    /// Weighs the terms of `count` clusters among the documents of these ranks, each with its label; those without one
    /// count only as "elsewhere".
    pub fn new(
        documents: &[Document],
        corpus: &Corpus,
        labelled: &[(usize, Option<u32>)],
        count: usize,
    ) -> Self {
        let mut uses: Vec<Uses> = (0..count).map(|_| Uses::default()).collect();
        let mut all = Everywhere::new(corpus);
        for &(rank, label) in labelled {
            all.add(corpus, rank);
            if let Some(label) = label {
                uses[label as usize].add(&documents[rank], corpus, rank);
            }
        }
        let subjects = uses.iter().map(|own| own.subject(&all, corpus)).collect();
        Self { terms: uses.iter().map(|own| own.distinctive(&all, corpus)).collect(), subjects }
    }

    /// The first terms of a cluster.
    pub fn terms(&self, cluster: usize, count: usize) -> Vec<DistinctiveTerm> {
        self.terms[cluster].iter().take(count).cloned().collect()
    }

    /// A proposed name: "Vélo : pistes cyclables, arceaux", or the first three terms.
    pub fn label(&self, cluster: usize) -> String {
        let Some(subject) = self.subjects[cluster].as_deref() else { return self.words(cluster) };
        let mut analyzer = Analyzer::new(Language::French);
        let known = stems(subject, &mut analyzer);
        let words = self.terms[cluster].iter().map(|term| term.surface.as_str());
        let words: Vec<&str> =
            words.filter(|word| !stems(word, &mut analyzer).is_subset(&known)).take(NAMED).collect();
        let subject = capitalised(subject);
        if words.is_empty() { subject } else { format!("{subject}\u{a0}: {}", words.join(", ")) }
    }

    /// A name of the first terms alone.
    pub fn words(&self, cluster: usize) -> String {
        let words: Vec<&str> =
            self.terms[cluster].iter().take(NAMED).map(|term| term.surface.as_str()).collect();
        capitalised(&words.join(", "))
    }
}

fn stems(text: &str, analyzer: &mut Analyzer) -> HashSet<String> {
    analyzer.tokens(text).into_iter().map(|token| token.term).collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Uses {
    fn add(&mut self, document: &Document, corpus: &Corpus, rank: usize) {
        self.documents += 1.0;
        for &(term, _) in &corpus.rows[rank] {
            *self.words.entry(term).or_default() += 1.0;
        }
        for &(theme, _) in &corpus.theme_rows[rank] {
            *self.themes.entry(theme).or_default() += 1.0;
        }
        let mut seen = HashSet::new();
        for places in corpus.sequences[rank].windows(2) {
            // A pair is shown from two documents on.
            let rare = places.iter().any(|place| corpus.df[place.term as usize] < 2);
            let Some(surface) = (!rare).then(|| expression(document, places[0], places[1])).flatten() else {
                continue;
            };
            let pair = (places[0].term, places[1].term);
            let (count, spellings) = self.pairs.entry(pair).or_default();
            *count += f32::from(u8::from(seen.insert(pair)));
            *spellings.entry(surface).or_default() += 1;
        }
    }

    fn distinctive(&self, all: &Everywhere, corpus: &Corpus) -> Vec<DistinctiveTerm> {
        let least = if self.documents < 6.0 { 2.0 } else { 3.0f32.min(self.documents / 3.0) };
        let weigh = |(&term, &count): (&u32, &f32)| {
            let inside = count / self.documents;
            let outside = all.words[term as usize] as f32 / all.documents;
            (inside * (inside / outside).ln(), term)
        };
        let telling = |entry: &(&u32, &f32)| *entry.1 >= least && !corpus.generic[*entry.0 as usize];
        let mut weighed: Vec<(f32, u32)> = self.words.iter().filter(telling).map(weigh).collect();
        weighed.retain(|&(weight, _)| weight > 0.0);
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.spelled(&weighed, corpus)
    }

    /// The words in order, each with the word it mostly comes with; no word twice.
    fn spelled(&self, weighed: &[(f32, u32)], corpus: &Corpus) -> Vec<DistinctiveTerm> {
        let top = weighed.first().map_or(1.0, |first| first.0);
        let mut shown: HashSet<u32> = HashSet::new();
        let mut terms = Vec::new();
        for &(weight, word) in weighed {
            if terms.len() == KEPT {
                break;
            }
            if !shown.insert(word) {
                continue;
            }
            let pair = self.pair_of(word, &shown);
            let surface = match pair {
                Some((pair, surface)) => {
                    shown.extend([pair.0, pair.1]);
                    surface
                }
                None => corpus.surfaces[word as usize].clone(),
            };
            terms.push(DistinctiveTerm { surface, weight: weight / top });
        }
        terms
    }

    /// The pair that makes up most of the uses of a word, with its usual spelling.
    fn pair_of(&self, word: u32, shown: &HashSet<u32>) -> Option<(Pair, String)> {
        let uses = self.words.get(&word)?;
        let mut best: Option<(f32, Pair)> = None;
        for (&pair, (count, _)) in &self.pairs {
            let other = if pair.0 == word { pair.1 } else { pair.0 };
            let fits = (pair.0 == word || pair.1 == word) && !shown.contains(&other);
            let enough = *count >= 2.0 && *count >= MOSTLY * uses;
            let better = best.is_none_or(|(most, kept)| (*count, kept) > (most, pair));
            if fits && enough && better {
                best = Some((*count, pair));
            }
        }
        let (_, pair) = best?;
        Some((pair, self.pairs.get(&pair).map(|(_, spellings)| most_used(spellings)).unwrap_or_default()))
    }

    /// The subject that most members share and few others do.
    fn subject(&self, all: &Everywhere, corpus: &Corpus) -> Option<String> {
        let weigh = |(&theme, &count): (&u32, &f32)| {
            let inside = count / self.documents;
            let lift = inside / (all.themes[theme as usize] as f32 / all.documents);
            (inside >= NAMING_SHARE && lift >= NAMING_LIFT).then(|| (inside * lift.ln(), theme))
        };
        let order = |a: &(f32, u32), b: &(f32, u32)| -> Ordering { a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)) };
        let (_, theme) = self.themes.iter().filter_map(weigh).max_by(order)?;
        Some(corpus.themes.name(theme).to_owned())
    }
}

/// The spelling of two words that follow each other in one expression.
fn expression(document: &Document, a: Place, b: Place) -> Option<String> {
    if a.in_title != b.in_title || a.term == b.term || b.start < a.end || b.start - a.end > 7 {
        return None;
    }
    let text = Corpus::text(document, a.in_title);
    let joint = text[a.end as usize..b.start as usize].to_lowercase();
    let joint = joint.trim().trim_end_matches(['\'', '’']).trim();
    JOINTS.contains(&joint).then(|| text[a.start as usize..b.end as usize].to_lowercase().replace('’', "'"))
}

/// The most frequent spelling; between equals the one with more accents, then the first.
fn most_used(spellings: &HashMap<String, u32>) -> String {
    let accents = |text: &str| text.len() - text.chars().count();
    let order = |a: &(&String, &u32), b: &(&String, &u32)| {
        a.1.cmp(b.1).then(accents(a.0).cmp(&accents(b.0))).then(b.0.cmp(a.0))
    };
    spellings.iter().max_by(order).map(|(surface, _)| surface.clone()).unwrap_or_default()
}
