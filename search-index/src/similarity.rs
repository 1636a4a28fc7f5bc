//! How much two titles say the same: what job titles are told apart by. For whole requests see `request.rs`.
//!
//! Two measures, of which the larger counts: the cosine of the telling terms, each by its rarity, which ignores
//! the order and the common words; and the cosine of the pieces of words, which forgives endings and typos.

use std::collections::HashMap;

use crate::analyzer::Token;

/// The length of a piece, with the blank before and after a word.
const PIECE: usize = 4;

/// Up to this many different terms a text is short; then the power falls by this exponent, down to the least.
const SHORT: f32 = 8.0;
const FALL: f32 = 1.0;
const LEAST_POWER: f32 = 0.2;

/// What a text is compared by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    terms: Vec<(String, f32)>,
    pieces: Vec<([char; PIECE], f32)>,
}

impl Signature {
    /// From the tokens of a text and the rarity of each term. A repeated term counts a little more than once.
    pub fn new<'a>(tokens: impl IntoIterator<Item = &'a Token>, rarity: impl Fn(&str) -> f32) -> Self {
        let (mut terms, mut pieces) = (HashMap::<&str, f32>::new(), HashMap::new());
        for token in tokens.into_iter().filter(|token| !token.compound) {
            *terms.entry(&token.term).or_default() += 1.0;
            let letters: Vec<char> = std::iter::once(' ').chain(token.word.chars()).chain([' ']).collect();
            for piece in letters.windows(PIECE).filter_map(|piece| <[char; PIECE]>::try_from(piece).ok()) {
                *pieces.entry(piece).or_default() += 1.0;
            }
        }
        let weigh = |(term, count): (&str, f32)| (term.to_owned(), rarity(term) * (1.0 + count.ln()));
        Self { terms: unit(terms.into_iter().map(weigh)), pieces: unit(pieces) }
    }

    /// From 0 (nothing shared) to 1 (the same words).
    ///
    /// Two long texts never share as great a part of their telling words as two short ones that ask the same: that
    /// cosine is raised to a power that falls with the length of the shorter text.
    pub fn likeness(&self, other: &Self) -> f32 {
        let length = self.terms.len().min(other.terms.len()) as f32;
        let power = (SHORT / length.max(SHORT)).powf(FALL).max(LEAST_POWER);
        let terms = product(&self.terms, &other.terms).clamp(0.0, 1.0).powf(power);
        terms.max(product(&self.pieces, &other.pieces)).clamp(0.0, 1.0)
    }
}

/// Sorted entries of length 1.
fn unit<K: Ord>(weights: impl IntoIterator<Item = (K, f32)>) -> Vec<(K, f32)> {
    let mut entries: Vec<(K, f32)> = weights.into_iter().collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    let length = entries.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        entries.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    entries
}

fn product<K: Ord>(a: &[(K, f32)], b: &[(K, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((left, x)), Some((right, y))) = (a.get(i), b.get(j)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x * y;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// `ln(1 + n / df)`: the rarity of a term that stands in `df` of `n` documents.
pub fn rarity(documents: u64, df: u64) -> f32 {
    (1.0 + documents.max(1) as f64 / df.max(1) as f64).ln() as f32
}

#[cfg(test)]
mod tests {
    use super::Signature;
    use crate::Language;
    use crate::analyzer::Analyzer;

    fn likeness(a: &str, b: &str) -> f32 {
        let mut french = Analyzer::new(Language::French);
        let of = |text: &str, french: &mut Analyzer| Signature::new(&french.tokens(text), |_| 1.0);
        of(a, &mut french).likeness(&of(b, &mut french))
    }

    #[test]
    fn the_same_words_are_the_same_request() {
        assert!(likeness("Composter les épluchures", "les epluchures : COMPOSTER !") > 0.99);
        assert!(likeness("Composteur au lycée", "Composteurs dans les lycées") > 0.8);
        assert!(likeness("Gaspillage", "Gaspilage") > 0.5);
        assert!(likeness("Composter les épluchures", "Une piste cyclable") < 0.1);
        assert_eq!(likeness("", ""), 0.0);
        assert_eq!(likeness("", "compost"), 0.0);
    }
}
