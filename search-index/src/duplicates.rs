//! Documents that ask for the same thing: all the pairs of a set, and the groups they make.
//!
//! Texts that are the same but for case, accents and punctuation are one text first: a hundred copies cost no more
//! than one, and none is lost. Each different text is then compared with its nearest.

mod groups;
mod typing;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use std::sync::Arc;

use serde::Serialize;

use crate::analyzer::{Analyzers, fold};
use crate::clustering::nearest;
use crate::corpus::Corpus;
use crate::request::{Lexicon, Likeness, Reason, Request, rarity};
use crate::{Document, Language, Tables};

pub use groups::{DuplicateGroup, duplicate_groups};
pub use typing::Similar;

/// How alike two documents must be.
#[derive(Clone, Debug)]
pub struct DuplicateOptions {
    /// From 0 to 1; pairs below are not told. At 0.44 about nine told pairs in ten are right.
    pub threshold: f32,
    /// The language of the documents that do not say theirs.
    pub language: Language,
    /// What words mean.
    pub tables: Arc<Tables>,
}

impl Default for DuplicateOptions {
    fn default() -> Self {
        Self { threshold: 0.44, language: Language::French, tables: Tables::builtin() }
    }
}

/// Two documents that seem to ask the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// [`Document::id`] of the one that came first.
    pub a: u64,
    /// [`Document::id`] of the other.
    pub b: u64,
    /// From 0 (nothing shared) to 1 (the same text).
    pub score: f32,
    /// What makes them alike.
    pub reason: Reason,
    /// The words that both use, the most telling first.
    pub shared_terms: Vec<String>,
}

/// How many shared words are worth reading.
const SHARED: usize = 8;
/// How many near documents are compared with each.
const CANDIDATES: usize = 20;
/// So many copies of a text are told with every document that is like it; further ones only with the first copy.
const COPIES: usize = 4;

/// The pairs of documents that are alike, the most alike first.
///
/// A pair is told once. When a text was handed in many times, all but its first copies are told with the first alone.
#[must_use]
pub fn duplicates(documents: &[Document], options: &DuplicateOptions) -> Vec<Pair> {
    let corpus = Corpus::new(documents, options.language, &options.tables);
    let copies = copies(documents);
    let near = nearest::nearest(&weighted(&corpus, &copies), CANDIDATES);
    let firsts = copies.iter().map(|group| &documents[group[0]]);
    let (requests, lexicon) = requests(firsts, &corpus, options);
    let mut told = Told { documents, corpus: &corpus, threshold: options.threshold, pairs: Vec::new() };
    copies.iter().for_each(|group| told.tell_copies(group));
    for (a, list) in near.iter().enumerate() {
        for b in list.iter().map(|&(b, _)| b as usize) {
            let told_by_other = b < a && near[b].iter().any(|&(other, _)| other as usize == a);
            if !told_by_other {
                told.tell_all(&copies[a], &copies[b], requests[a].likeness(&requests[b], &lexicon));
            }
        }
    }
    told.sorted()
}

/// How alike chosen pairs are, words being as rare as they are in `among`; in the order given, whatever the score.
#[must_use]
pub fn compare(pairs: &[(Document, Document)], among: &[Document], options: &DuplicateOptions) -> Vec<Pair> {
    let chosen = pairs.iter().flat_map(|(a, b)| [a, b]);
    let documents: Vec<Document> = chosen.chain(among).cloned().collect();
    let corpus = Corpus::new(&documents, options.language, &options.tables);
    let (requests, lexicon) = requests(documents[..2 * pairs.len()].iter(), &corpus, options);
    let mut told = Told { documents: &documents, corpus: &corpus, threshold: f32::MIN, pairs: Vec::new() };
    for (rank, both) in requests.chunks_exact(2).enumerate() {
        told.tell(2 * rank, 2 * rank + 1, both[0].likeness(&both[1], &lexicon));
    }
    told.pairs
}

/// The pairs found so far.
struct Told<'a> {
    documents: &'a [Document],
    corpus: &'a Corpus,
    threshold: f32,
    pairs: Vec<Pair>,
}

impl Told<'_> {
    fn tell(&mut self, a: usize, b: usize, likeness: Likeness) {
        let Likeness { score, reason } = likeness;
        if score < self.threshold {
            return;
        }
        let (first, second) = (a.min(b), a.max(b));
        let shared_terms = shared(self.corpus, first, second);
        let (a, b) = (self.documents[first].id, self.documents[second].id);
        self.pairs.push(Pair { a, b, score, reason, shared_terms });
    }

    /// The first copies of a text with each other, the further ones with the first.
    fn tell_copies(&mut self, group: &[usize]) {
        for (rank, &copy) in group.iter().enumerate() {
            let earlier = if rank < COPIES { rank } else { 1 };
            for &first in &group[..earlier] {
                self.tell(first, copy, Likeness { score: 1.0, reason: Reason::Same });
            }
        }
    }

    /// The first copies of a text with those of another.
    fn tell_all(&mut self, a: &[usize], b: &[usize], likeness: Likeness) {
        if likeness.score > 0.0 {
            for &first in a.iter().take(COPIES) {
                b.iter().take(COPIES).for_each(|&second| self.tell(first, second, likeness));
            }
        }
    }

    fn sorted(mut self) -> Vec<Pair> {
        self.pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        self.pairs
    }
}

/// For each different text the documents that have it, in the order given. Texts without a letter are never the same.
fn copies(documents: &[Document]) -> Vec<Vec<usize>> {
    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (rank, document) in documents.iter().enumerate() {
        let next = groups.len();
        let group = digest(document).map_or(next, |text| *known.entry(text).or_insert(next));
        if group == next {
            groups.push(Vec::new());
        }
        groups[group].push(rank);
    }
    groups
}

/// The folded words of title and body, as a number: the texts of a whole set would take as much room again. Among a
/// million texts, two different ones have the same number once in forty million sets.
fn digest(document: &Document) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut words = 0;
    for text in [&document.title, &document.body] {
        let folded = fold(text);
        for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            word.hash(&mut hasher);
            words += 1;
        }
        // A word of the title is not one of the body.
        '\n'.hash(&mut hasher);
    }
    (words > 0).then(|| hasher.finish())
}

/// Unit rows of terms by rarity, one for each different text, to find candidates with.
fn weighted(corpus: &Corpus, copies: &[Vec<usize>]) -> nearest::Rows {
    let documents = corpus.len() as u64;
    let weigh = |&(term, count): &(u32, f32)| {
        (term, rarity(documents, u64::from(corpus.df[term as usize])) * (1.0 + count.ln()))
    };
    let mut rows = copies.iter().map(|group| corpus.rows[group[0]].iter().map(weigh).collect()).collect();
    nearest::normalise(&mut rows);
    rows
}

/// What documents are compared by.
fn requests<'a>(
    documents: impl Iterator<Item = &'a Document>,
    corpus: &Corpus,
    options: &DuplicateOptions,
) -> (Vec<Request>, Lexicon) {
    let (mut analyzers, mut lexicon) = (Analyzers::new(options.language), Lexicon::new(&options.tables));
    let read = |document: &Document| {
        let language = analyzers.language_of(document);
        Request::new(&document.title, &document.body, language, &mut lexicon, analyzers.of(language))
    };
    let requests = documents.map(read).collect();
    let count = corpus.len() as u64;
    lexicon
        .weigh(|term| rarity(count, corpus.ids.get(term).map_or(0, |&id| u64::from(corpus.df[id as usize]))));
    (requests, lexicon)
}

/// The words of both, the rarest first.
fn shared(corpus: &Corpus, a: usize, b: usize) -> Vec<String> {
    let has = |term: u32| corpus.rows[b].binary_search_by_key(&term, |&(other, _)| other).is_ok();
    let mut both: Vec<u32> = corpus.rows[a].iter().map(|&(term, _)| term).filter(|&term| has(term)).collect();
    both.sort_by_key(|&term| (corpus.df[term as usize], term));
    both.into_iter().take(SHARED).map(|term| corpus.surfaces[term as usize].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{DuplicateOptions, Reason, compare, duplicate_groups, duplicates};
    use crate::Document;

    fn documents(titles: &[&str]) -> Vec<Document> {
        let document = |(id, title): (usize, &&str)| Document {
            id: id as u64,
            title: (*title).to_owned(),
            ..Document::default()
        };
        titles.iter().enumerate().map(document).collect()
    }

    #[test]
    fn a_hundred_copies_hide_nothing_and_do_not_multiply() {
        let mut titles = vec!["Composter les épluchures du lycée"; 100];
        titles.extend([
            "COMPOSTER LES ÉPLUCHURES, DU LYCÉE !",
            "Composter toutes les épluchures du lycée",
            "Un vélo",
        ]);
        let set = documents(&titles);
        let pairs = duplicates(&set, &DuplicateOptions::default());
        assert!(pairs.len() < 130, "{}", pairs.len());
        for copy in 1..=100 {
            assert!(pairs.iter().any(|pair| (pair.a, pair.b) == (0, copy) && pair.reason == Reason::Same));
        }
        assert!(pairs.iter().any(|pair| (pair.a, pair.b) == (0, 101)));
        let groups = duplicate_groups(&pairs);
        assert_eq!((groups.len(), groups[0].others.len()), (1, 101));
    }

    #[test]
    fn pairs_are_told_once_and_always_the_same() {
        let titles: Vec<String> = (0..300)
            .map(|rank| format!("Idée {} pour le vélo {} et la cantine", rank % 70, rank % 9))
            .collect();
        let set = documents(&titles.iter().map(String::as_str).collect::<Vec<_>>());
        let pairs = duplicates(&set, &DuplicateOptions::default());
        let mut ids: Vec<(u64, u64)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), pairs.len());
        assert!(pairs.iter().all(|pair| pair.a < pair.b));
        assert_eq!(pairs, duplicates(&set, &DuplicateOptions::default()));
    }

    #[test]
    fn texts_without_a_letter_are_never_the_same() {
        let set = documents(&["", "", "!!!", "🙂", "🙂"]);
        assert!(
            duplicates(&set, &DuplicateOptions { threshold: 0.0, ..DuplicateOptions::default() }).is_empty()
        );
    }

    #[test]
    fn chosen_pairs_are_told_in_order_whatever_their_score() {
        let set = documents(&["Un garage à vélos", "Garage à vélos", "La cantine"]);
        let pairs = [(set[0].clone(), set[2].clone()), (set[0].clone(), set[1].clone())];
        let told = compare(&pairs, &set, &DuplicateOptions::default());
        assert_eq!(told.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [(0, 2), (0, 1)]);
        assert!(told[0].score < 0.1 && told[1].score > 0.99);
        assert_eq!(told[1].shared_terms, ["garage", "vélos"]);
    }
}
