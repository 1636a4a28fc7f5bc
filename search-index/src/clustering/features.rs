//! What documents are compared by: their words, the subjects of those words, and pieces of words.
//!
//! Each is weighted by BM25 on its own and scaled to length 1; the subjects count less the more a text says, and
//! the pieces a little, which brings "végétaliser" and "végétation" together. One row then holds all three.

use std::collections::HashMap;

use super::nearest::{Rows, normalise};
use crate::corpus::{Corpus, sorted};

/// The usual constants of Okapi BM25 (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009).
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// A word in more than this part of the documents joins everything, a piece of a word likewise.
const COMMON_WORD: f32 = 0.25;
const COMMON_PIECE: f32 = 0.15;
/// The weight of the subjects of a text of no words, and the number of different words at which it has
/// fallen by √2.
const THEMES: f32 = 0.7;
const THEMES_FADE: f32 = 7.0;
/// The weight of the pieces of words.
const PIECES: f32 = 0.5;
/// The length of a piece, with the blank before and after a word.
const PIECE: usize = 4;
/// Above this many documents pieces cost more than they bring: words alone meet often enough.
const FEW: usize = 20_000;

/// The rows that are compared, of length 1 when a document has all three parts. One that shares only pieces of words
/// with others has a short row: it is near nobody, and rightly so.
///
///  The first columns are those of the corpus's terms.
pub struct Features {
    /// Unit rows: words first, then subjects, then pieces of words.
    pub rows: Rows,
}

impl Features {
    pub fn new(corpus: &Corpus) -> Self {
        let words = bm25(&corpus.rows, corpus.df.len(), COMMON_WORD);
        let themes = bm25(&corpus.theme_rows, corpus.themes.len(), 1.0);
        let (pieces, count) =
            if corpus.len() <= FEW { pieces(corpus) } else { (vec![Vec::new(); corpus.len()], 0) };
        let pieces = bm25(&pieces, count, COMMON_PIECE);
        let (first_theme, first_piece) = (corpus.df.len(), corpus.df.len() + corpus.themes.len());
        let mut rows: Rows = words;
        for (rank, row) in rows.iter_mut().enumerate() {
            let fade = THEMES / (1.0 + corpus.rows[rank].len() as f32 / THEMES_FADE).sqrt();
            row.extend(themes[rank].iter().map(|&(theme, value)| (first_theme as u32 + theme, value * fade)));
            row.extend(
                pieces[rank].iter().map(|&(piece, value)| (first_piece as u32 + piece, value * PIECES)),
            );
            let whole = (1.0 + fade * fade + PIECES * PIECES).sqrt();
            row.iter_mut().for_each(|(_, value)| *value /= whole);
        }
        Self { rows }
    }
}

/// The pieces of the words of each document with their counts, numbered from 0.
fn pieces(corpus: &Corpus) -> (Rows, usize) {
    let mut ids: HashMap<[char; PIECE], u32> = HashMap::new();
    let mut of_word: Vec<Vec<u32>> = Vec::with_capacity(corpus.words.len());
    for word in &corpus.words {
        let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
        let found = letters.windows(PIECE).filter_map(|piece| <[char; PIECE]>::try_from(piece).ok());
        let numbered = found.map(|piece| {
            let next = ids.len() as u32;
            *ids.entry(piece).or_insert(next)
        });
        of_word.push(numbered.collect());
    }
    let rows = corpus.word_rows.iter().map(|row| {
        let mut counts: HashMap<u32, f32> = HashMap::new();
        for &(word, count) in row {
            for &piece in &of_word[word as usize] {
                *counts.entry(piece).or_default() += count;
            }
        }
        sorted(counts)
    });
    (rows.collect(), ids.len())
}

/// BM25 weights as unit rows. What stands in one document joins nothing, what is common joins everything.
fn bm25(counts: &Rows, columns: usize, most_common: f32) -> Rows {
    let documents = counts.len() as f32;
    let mut df = vec![0u32; columns];
    counts.iter().flatten().for_each(|&(column, _)| df[column as usize] += 1);
    let kept = |column: u32| {
        let df = df[column as usize];
        df >= 2 && df as f32 <= (most_common * documents).max(2.0)
    };
    let length =
        |row: &Vec<(u32, f32)>| row.iter().filter(|entry| kept(entry.0)).map(|entry| entry.1).sum::<f32>();
    let lengths: Vec<f32> = counts.iter().map(length).collect();
    let mean = (lengths.iter().sum::<f32>() / documents.max(1.0)).max(f32::MIN_POSITIVE);
    let mut rows: Rows = Vec::with_capacity(counts.len());
    for (row, length) in counts.iter().zip(lengths) {
        // A text of common words only has nothing better to be compared by.
        let bare = length == 0.0;
        let weigh = |&(column, count): &(u32, f32)| {
            let df = df[column as usize] as f32;
            let rarity = (1.0 + (documents - df + 0.5) / (df + 0.5)).ln();
            (column, rarity * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / mean)))
        };
        rows.push(
            row.iter()
                .filter(|entry| kept(entry.0) || (bare && df[entry.0 as usize] > 1))
                .map(weigh)
                .collect(),
        );
    }
    normalise(&mut rows);
    rows
}

#[cfg(test)]
mod tests {
    use super::Features;
    use crate::clustering::nearest::cosine;
    use crate::corpus::Corpus;
    use crate::{Document, Language, Tables};

    fn features(titles: &[&str]) -> Features {
        let documents: Vec<_> =
            titles.iter().map(|title| Document { title: (*title).into(), ..Document::default() }).collect();
        Features::new(&Corpus::new(&documents, Language::French, &Tables::builtin()))
    }

    #[test]
    fn subjects_bring_together_what_no_word_does() {
        let found =
            features(&["Le réfectoire", "Les cantines", "Une piste cyclable", "Le chauffage", "Un vélo"]);
        assert!(cosine(&found.rows[0], &found.rows[1]) > 0.2);
        assert!(cosine(&found.rows[0], &found.rows[2]) == 0.0);
        assert!(cosine(&found.rows[2], &found.rows[4]) > 0.2);
    }

    #[test]
    fn rows_are_at_most_of_length_one() {
        let rows = features(&["Tri des déchets", "Tri du papier", "", "xyzzy", "Tri des déchets"]).rows;
        assert!(rows.iter().all(|row| cosine(row, row) <= 1.0 + 1e-5));
        assert!(rows[2].is_empty() && rows[3].is_empty());
        assert!((cosine(&rows[0], &rows[4]) - 1.0).abs() < 1e-5);
    }
}
