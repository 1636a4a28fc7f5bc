//! A pile of documents as numbers: which terms each holds, how common each term is, and how people write it.

use std::collections::HashMap;

use crate::analyzer::{Analyzers, Token};
use crate::{Document, Language};

/// A word of the title counts as much as this many words of the body.
const TITLE_WEIGHT: f32 = 2.0;
/// Only this much of a body is read, in bytes: the rest of a very long text does not change what it is about.
const READ: usize = 20_000;

/// How many spellings of a term are counted.
const MOST_SPELLINGS: usize = 64;

/// The analysed documents, in the order given.
pub struct Corpus {
    /// For each document its terms with their weighted counts, by term.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// For each document its terms in reading order.
    pub sequences: Vec<Vec<Place>>,
    /// In how many documents each term stands.
    pub df: Vec<u32>,
    /// How each term is mostly written.
    pub surfaces: Vec<String>,
}

/// A term at its place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub term: u32,
    pub in_title: bool,
    pub start: u32,
    pub end: u32,
}

impl Corpus {
    /// Analyses the documents; those that do not say their language are taken for `language`.
    pub fn new(documents: &[Document], language: Language) -> Self {
        let mut builder = Builder::default();
        let mut analyzers = Analyzers::new(language);
        for document in documents {
            builder.add(document, &mut analyzers);
        }
        builder.finish()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The two texts of a document as read here.
    pub fn text(document: &Document, in_title: bool) -> &str {
        if in_title { &document.title } else { head(&document.body) }
    }
}

fn head(text: &str) -> &str {
    let end = (0..=READ.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

#[derive(Default)]
struct Builder {
    rows: Vec<Vec<(u32, f32)>>,
    sequences: Vec<Vec<Place>>,
    terms: Vec<String>,
    ids: HashMap<String, u32>,
    df: Vec<u32>,
    spellings: Vec<HashMap<String, u32>>,
}

impl Builder {
    fn add(&mut self, document: &Document, analyzers: &mut Analyzers) {
        let language = analyzers.language_of(document);
        let mut counts: HashMap<u32, f32> = HashMap::new();
        let mut sequence = Vec::new();
        for in_title in [true, false] {
            let text = Corpus::text(document, in_title);
            let weight = if in_title { TITLE_WEIGHT } else { 1.0 };
            for token in analyzers.of(language).tokens(text) {
                if !is_telling(&token) {
                    continue;
                }
                let term = self.term(&token, &text[token.start..token.end]);
                *counts.entry(term).or_default() += weight;
                let place = Place { term, in_title, start: token.start as u32, end: token.end as u32 };
                sequence.push(place);
            }
        }
        let mut row: Vec<_> = counts.into_iter().collect();
        row.sort_unstable_by_key(|&(term, _)| term);
        for &(term, _) in &row {
            self.df[term as usize] += 1;
        }
        self.rows.push(row);
        self.sequences.push(sequence);
    }

    fn term(&mut self, token: &Token, surface: &str) -> u32 {
        let id = match self.ids.get(&token.term) {
            Some(&id) => id,
            None => {
                let id = self.terms.len() as u32;
                self.ids.insert(token.term.clone(), id);
                self.terms.push(token.term.clone());
                self.df.push(0);
                self.spellings.push(HashMap::new());
                id
            }
        };
        let spellings = &mut self.spellings[id as usize];
        if let Some(count) = spellings.get_mut(surface) {
            *count += 1;
        } else if spellings.len() < MOST_SPELLINGS {
            spellings.insert(surface.to_owned(), 1);
        }
        id
    }

    fn finish(self) -> Corpus {
        let surfaces = self.spellings.iter().map(spelling).collect();
        Corpus { rows: self.rows, sequences: self.sequences, df: self.df, surfaces }
    }
}

/// Numbers tell nothing about a theme; neither do the wholes of compounds, whose parts are there too.
fn is_telling(token: &Token) -> bool {
    !token.compound
        && token.word.chars().nth(1).is_some()
        && !token.word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The spelling that most people use, without regard to capitals, except for what is always in capitals.
fn spelling(counts: &HashMap<String, u32>) -> String {
    let mut lower: HashMap<String, u32> = HashMap::new();
    let mut acronyms: HashMap<&str, u32> = HashMap::new();
    let total: u32 = counts.values().sum();
    for (surface, &count) in counts {
        *lower.entry(surface.to_lowercase()).or_default() += count;
        if surface.chars().count() <= 5 && surface.chars().all(char::is_uppercase) {
            *acronyms.entry(surface).or_default() += count;
        }
    }
    if let Some((acronym, _)) = acronyms.into_iter().find(|&(_, count)| count * 10 >= total * 9) {
        return acronym.to_owned();
    }
    // Between equal counts the accented spelling is the careful one, and longer in bytes.
    let best = lower.into_iter().max_by(|a, b| {
        a.1.cmp(&b.1)
            .then((a.0.len() - a.0.chars().count()).cmp(&(b.0.len() - b.0.chars().count())))
            .then(b.0.cmp(&a.0))
    });
    best.map(|(surface, _)| surface).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Corpus;
    use crate::{Document, Language};

    fn corpus(titles: &[&str]) -> Corpus {
        let documents: Vec<_> =
            titles.iter().map(|title| Document { title: (*title).into(), ..Document::default() }).collect();
        Corpus::new(&documents, Language::French)
    }

    #[test]
    fn terms_are_shown_as_people_write_them() {
        let corpus = corpus(&["Énergie solaire", "energie", "L’énergie de la DRH", "La DRH"]);
        assert!(corpus.surfaces.contains(&"énergie".to_owned()));
        assert!(corpus.surfaces.contains(&"DRH".to_owned()));
    }

    #[test]
    fn numbers_and_letters_are_left_out() {
        assert!(corpus(&["35 7 a b 2026 !!"]).surfaces.is_empty());
    }
}
