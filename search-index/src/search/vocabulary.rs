//! The words of the index that are near a typed one.

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::Result;

/// A word of the index that could have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    pub word: String,
    /// In how many documents it stands.
    pub documents: u64,
    /// How many letters differ.
    pub distance: usize,
}

/// More near words than this do not help anyone.
const MOST_NEAR: usize = 6;
/// More completions than this slow a search down without showing in its first page.
const MOST_COMPLETIONS: usize = 40;

/// How many typos a word of this length may have. A number is never another one.
pub fn tolerance(word: &str) -> u8 {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether a word of the field is exactly this one.
pub fn contains(searcher: &Searcher, field: Field, word: &str) -> Result<bool> {
    Ok(searcher.doc_freq(&Term::from_field_text(field, word))? > 0)
}

/// The ways to cut a word into two known ones of at least three letters.
pub fn halves(searcher: &Searcher, field: Field, word: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (at, _) in word.char_indices() {
        let (first, second) = word.split_at(at);
        let long = first.chars().nth(2).is_some() && second.chars().nth(2).is_some();
        if long && contains(searcher, field, first)? && contains(searcher, field, second)? {
            found.push((first.to_owned(), second.to_owned()));
        }
    }
    Ok(found)
}

/// The words within so many typos of a typed one, the nearest first, then the most frequent.
pub fn near(searcher: &Searcher, field: Field, word: &str, typos: u8) -> Result<Vec<Near>> {
    let query = FuzzyTermQuery::new(Term::from_field_text(field, word), typos, true);
    let mut near = collect(searcher, field, &query)?;
    for candidate in &mut near {
        candidate.distance = distance(word, &candidate.word);
    }
    near.sort_by(|a, b| {
        a.distance.cmp(&b.distance).then(b.documents.cmp(&a.documents)).then_with(|| a.word.cmp(&b.word))
    });
    near.truncate(MOST_NEAR);
    Ok(near)
}

/// The most frequent words that begin with what was typed.
pub fn completions(searcher: &Searcher, field: Field, start: &str) -> Result<Vec<Near>> {
    let query = FuzzyTermQuery::new_prefix(Term::from_field_text(field, start), 0, true);
    let mut words = collect(searcher, field, &query)?;
    words.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.word.cmp(&b.word)));
    words.truncate(MOST_COMPLETIONS);
    Ok(words)
}

fn collect(searcher: &Searcher, field: Field, query: &FuzzyTermQuery) -> Result<Vec<Near>> {
    let mut found: std::collections::HashMap<String, u64> = std::collections::HashMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().search(query.automaton()?).into_stream()?;
        while stream.advance() {
            if let Ok(word) = std::str::from_utf8(stream.key()) {
                *found.entry(word.to_owned()).or_default() += u64::from(stream.value().doc_freq);
            }
        }
    }
    Ok(found.into_iter().map(|(word, documents)| Near { word, documents, distance: 0 }).collect())
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours
/// (Damerau 1964, restricted form). Quadratic in the lengths, which are those of words.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            rows[i][j] = if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, tolerance};

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("cantinne", "cantine", 1),
            ("gahcis", "gachis", 1),
            ("velo", "vela", 1),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn tolerance_grows_with_length() {
        assert_eq!(["tri", "velo", "cantinne", "2026"].map(tolerance), [0, 1, 2, 0]);
    }
}
