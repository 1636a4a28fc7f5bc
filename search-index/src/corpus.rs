//! A pile of documents as numbers: which terms each holds, how common each term is, and how people write it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::analyzer::{Analyzers, Token};
use crate::themes::Themes;
use crate::{Document, Language, Tables};

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
    /// For each document its folded words with their weighted counts, by word.
    pub word_rows: Vec<Vec<(u32, f32)>>,
    /// The folded words.
    pub words: Vec<String>,
    /// For each document the subjects of its words with their weighted counts, by subject.
    pub theme_rows: Vec<Vec<(u32, f32)>>,
    /// The table of subjects, of the language asked for.
    pub themes: Arc<Themes>,
    /// The rank of each stem.
    pub ids: HashMap<String, u32>,
    /// In how many documents each term stands.
    pub df: Vec<u32>,
    /// Whether each term is a common word of speech, which says little about any subject.
    pub generic: Vec<bool>,
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
    pub fn new(documents: &[Document], language: Language, tables: &Arc<Tables>) -> Self {
        let mut builder = Builder::new(language, tables);
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

struct Builder {
    rows: Rows,
    terms: Vec<String>,
    sequences: Vec<Vec<Place>>,
    ids: HashMap<String, u32>,
    df: Vec<u32>,
    spellings: Vec<HashMap<String, u32>>,
    word_rows: Rows,
    word_ids: HashMap<String, u32>,
    words: Vec<String>,
    themes_of_word: Vec<Option<Arc<[u32]>>>,
    theme_rows: Rows,
    themes: Arc<Themes>,
    tables: Arc<Tables>,
    language: Language,
}

type Rows = Vec<Vec<(u32, f32)>>;
type Counts = HashMap<u32, f32>;

impl Builder {
    fn new(language: Language, tables: &Arc<Tables>) -> Self {
        Self {
            rows: Vec::new(),
            terms: Vec::new(),
            sequences: Vec::new(),
            ids: HashMap::new(),
            df: Vec::new(),
            spellings: Vec::new(),
            word_rows: Vec::new(),
            word_ids: HashMap::new(),
            words: Vec::new(),
            themes_of_word: Vec::new(),
            theme_rows: Vec::new(),
            themes: Arc::clone(&tables.of(language).themes),
            tables: Arc::clone(tables),
            language,
        }
    }

    fn add(&mut self, document: &Document, analyzers: &mut Analyzers) {
        let language = analyzers.language_of(document);
        let (mut terms, mut words, mut themes) = (Counts::new(), Counts::new(), Counts::new());
        let mut sequence = Vec::new();
        for in_title in [true, false] {
            let text = Corpus::text(document, in_title);
            let weight = if in_title { TITLE_WEIGHT } else { 1.0 };
            let mut tokens = analyzers.of(language).tokens(text);
            tokens.retain(is_telling);
            for (rank, token) in tokens.iter().enumerate() {
                let term = self.term(token, &text[token.start..token.end]);
                *terms.entry(term).or_default() += weight;
                let word = self.word(token);
                *words.entry(word).or_default() += weight;
                if language == self.language {
                    for &theme in self.themes_of(word, token).iter() {
                        *themes.entry(theme).or_default() += weight;
                    }
                    for theme in self.themes.of_pair(token, tokens.get(rank + 1)) {
                        if !self.themes_of_word[word as usize]
                            .as_ref()
                            .is_some_and(|own| own.contains(&theme))
                        {
                            *themes.entry(theme).or_default() += weight;
                        }
                    }
                }
                sequence.push(Place { term, in_title, start: token.start as u32, end: token.end as u32 });
            }
        }
        let row = sorted(terms);
        for &(term, _) in &row {
            self.df[term as usize] += 1;
        }
        self.rows.push(row);
        self.word_rows.push(sorted(words));
        self.theme_rows.push(sorted(themes));
        self.sequences.push(sequence);
    }

    /// The subjects of a word, looked up once: the same few words make most of all texts.
    fn themes_of(&mut self, word: u32, token: &Token) -> Arc<[u32]> {
        let known = &mut self.themes_of_word[word as usize];
        Arc::clone(known.get_or_insert_with(|| self.themes.of_word(token).into()))
    }

    fn term(&mut self, token: &Token, surface: &str) -> u32 {
        let next = self.df.len() as u32;
        let id = *self.ids.entry(token.term.clone()).or_insert(next);
        if id == next {
            self.df.push(0);
            self.terms.push(token.term.clone());
            self.spellings.push(HashMap::new());
        }
        let spellings = &mut self.spellings[id as usize];
        if let Some(count) = spellings.get_mut(surface) {
            *count += 1;
        } else if spellings.len() < MOST_SPELLINGS {
            spellings.insert(surface.to_owned(), 1);
        }
        id
    }

    fn word(&mut self, token: &Token) -> u32 {
        let next = self.words.len() as u32;
        let id = *self.word_ids.entry(token.word.clone()).or_insert(next);
        if id == next {
            self.words.push(token.word.clone());
            self.themes_of_word.push(None);
        }
        id
    }

    fn finish(self) -> Corpus {
        let generic = &self.tables.of(self.language).generic;
        Corpus {
            surfaces: self.spellings.iter().map(spelling).collect(),
            generic: self.terms.iter().map(|term| generic.contains(term)).collect(),
            rows: self.rows,
            ids: self.ids,
            sequences: self.sequences,
            df: self.df,
            word_rows: self.word_rows,
            words: self.words,
            theme_rows: self.theme_rows,
            themes: self.themes,
        }
    }
}

/// A row by column.
pub fn sorted(counts: HashMap<u32, f32>) -> Vec<(u32, f32)> {
    let mut row: Vec<_> = counts.into_iter().collect();
    row.sort_unstable_by_key(|&(column, _)| column);
    row
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
    let best = lower.into_iter().max_by(|a, b| rank(a).cmp(&rank(b)).then(b.0.cmp(&a.0)));
    best.map(|(surface, _)| surface).unwrap_or_default()
}

/// Participles and verb endings count half: "imprimer" names a thing better than "imprimé". Between equal counts
/// the spelling with more accents is the careful one.
fn rank((surface, count): &(String, u32)) -> (u32, usize) {
    let bent = ["é", "és", "ée", "ées", "ent", "ait", "ant"].iter().any(|ending| surface.ends_with(ending));
    (if bent { *count } else { 2 * count }, surface.len() - surface.chars().count())
}

#[cfg(test)]
mod tests {
    use super::Corpus;
    use crate::{Document, Language, Tables};

    fn corpus(titles: &[&str]) -> Corpus {
        let documents: Vec<_> =
            titles.iter().map(|title| Document { title: (*title).into(), ..Document::default() }).collect();
        Corpus::new(&documents, Language::French, &Tables::builtin())
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
