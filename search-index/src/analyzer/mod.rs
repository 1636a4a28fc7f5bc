//! From text to terms: words, elision, folding, stop words, stems.
//!
//! The order matters: accents are folded *before* stop words and stems, so that a word typed without its
//! accents always gives the same term as the word with them. Stems are never shown to anyone: each token
//! keeps its place in the text, from which the surface form is read again.

mod detect;
mod fold;
mod stop;
mod words;

use std::collections::HashMap;

pub use fold::fold;

use crate::{Document, Language};

/// The longest word, in bytes, that is worth a term: longer ones are encoded data, not language.
const LONGEST_WORD: usize = 64;

/// A term of a text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What is indexed and compared: the stem of the folded word.
    pub term: String,
    /// The word in lower case without accents, not stemmed.
    pub word: String,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text.
    pub end: usize,
    /// Rank of the word in the text, stop words counted; both parts of a compound count, and the whole
    /// compound stands at the place of its first part.
    pub position: usize,
    /// The whole of a hyphenated compound ("demi-pension"), which is also given in parts.
    pub compound: bool,
}

/// Turns texts of one language into terms, remembering the stems it has seen.
pub struct Analyzer {
    language: Language,
    stemmer: frostem::Stemmer,
    stems: HashMap<String, Option<String>>,
}

/// One analyzer per language, made when first needed.
#[derive(Default)]
pub struct Analyzers {
    fallback: Language,
    made: HashMap<Language, Analyzer>,
}

impl Analyzers {
    /// Analyzers that take `fallback` for texts whose language is neither given nor recognised.
    #[must_use]
    pub fn new(fallback: Language) -> Self {
        Self { fallback, made: HashMap::new() }
    }

    /// The analyzer of a language.
    pub fn of(&mut self, language: Language) -> &mut Analyzer {
        self.made.entry(language).or_insert_with(|| Analyzer::new(language))
    }

    /// The language of a document: the given one, or the one its text tells, or the fallback.
    #[must_use]
    pub fn language_of(&self, document: &Document) -> Language {
        let text = if document.body.is_empty() { &document.title } else { &document.body };
        document.language.unwrap_or_else(|| detect::detect(text, self.fallback))
    }
}

/// Past this many remembered words the memory is emptied: a hostile text must not grow it without end.
const REMEMBERED: usize = 200_000;

impl Analyzer {
    /// An analyzer for one language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, stemmer: language.stemmer(), stems: HashMap::new() }
    }

    /// The terms of a text in reading order, without its stop words. Never fails, whatever the text.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut position = 0;
        let mut before: Option<words::Chunk<'_>> = None;
        for chunk in words::chunks(text) {
            if let Some(before) = &before {
                self.push_loose(before, &chunk, position, &mut tokens);
            }
            position += self.push_chunk(&chunk, position, &mut tokens);
            before = Some(chunk);
        }
        tokens
    }

    /// The stem of one folded word; `None` for a stop word.
    pub fn term(&mut self, word: &str) -> Option<String> {
        if let Some(known) = self.stems.get(word) {
            return known.clone();
        }
        let term = (!stop::is_stop_word(self.language, word)).then(|| self.stemmer.stem(word).into_owned());
        if self.stems.len() >= REMEMBERED {
            self.stems.clear();
        }
        self.stems.insert(word.to_owned(), term.clone());
        term
    }

    /// Adds the parts of a chunk and the chunk itself when it is a compound; returns the number of positions used.
    fn push_chunk(&mut self, chunk: &words::Chunk<'_>, position: usize, tokens: &mut Vec<Token>) -> usize {
        let parts: Vec<_> =
            chunk.parts.iter().filter(|part| !words::is_elided(self.language, part)).collect();
        let compound = chunk.is_compound() && parts.len() > 1 && self.says_something(&parts);
        for (rank, part) in parts.iter().enumerate() {
            self.push(letters(part.text), part.start, part.end, position + rank, false, tokens);
            if let (0, true, Some(last)) = (rank, compound, parts.last()) {
                let whole = parts.iter().map(|part| letters(part.text)).collect();
                self.push(whole, part.start, last.end, position, true, tokens);
            }
        }
        parts.len()
    }

    /// Adds "bien etre", typed without its hyphen, as the compound that it is.
    fn push_loose(
        &mut self,
        before: &words::Chunk<'_>,
        chunk: &words::Chunk<'_>,
        position: usize,
        to: &mut Vec<Token>,
    ) {
        let ([first], [second]) = (before.parts.as_slice(), chunk.parts.as_slice()) else { return };
        if self.language == Language::French && stop::is_telling(first.text, second.text) {
            let whole = letters(first.text) + &letters(second.text);
            self.push(whole, first.start, second.end, position.saturating_sub(1), true, to);
        }
    }

    /// "est-ce" and "celui-ci" are grammar as a whole, "bien-être" is not.
    fn says_something(&mut self, parts: &[&words::Part<'_>]) -> bool {
        let together = |pair: &[&words::Part<'_>]| stop::is_telling(pair[0].text, pair[1].text);
        parts.windows(2).any(together) || parts.iter().any(|part| self.term(&letters(part.text)).is_some())
    }

    fn push(
        &mut self,
        word: String,
        start: usize,
        end: usize,
        position: usize,
        compound: bool,
        to: &mut Vec<Token>,
    ) {
        if word.is_empty() || word.len() > LONGEST_WORD {
            return;
        }
        if let Some(term) = self.term(&word) {
            to.push(Token { term, word, start, end, position, compound });
        }
    }
}

/// The folded letters and digits of a word, without the dots and apostrophes inside.
pub fn letters(word: &str) -> String {
    let mut folded = fold(word);
    folded.retain(char::is_alphanumeric);
    folded
}

#[cfg(test)]
mod tests {
    use super::Analyzer;
    use crate::Language;

    fn terms(text: &str) -> Vec<String> {
        Analyzer::new(Language::French).tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        let mut french = Analyzer::new(Language::French);
        for (typed, meant) in [
            ("GACHIS", "gâchis"),
            ("ecole", "École"),
            ("elevees", "élevées"),
            ("repas vegetariens", "repas végétariens"),
        ] {
            let a: Vec<_> = french.tokens(typed).into_iter().map(|t| t.term).collect();
            let b: Vec<_> = french.tokens(meant).into_iter().map(|t| t.term).collect();
            assert_eq!(a, b);
        }
    }

    #[test]
    fn elisions_fall_off_with_both_apostrophes() {
        assert_eq!(terms("l'énergie d’aujourd'hui jusqu'au lycée"), ["energie", "aujourdhui", "lycee"]);
        assert_eq!(terms("qu'est-ce"), Vec::<String>::new());
    }

    #[test]
    fn compounds_are_found_whole_and_in_parts() {
        assert_eq!(terms("la demi-pension"), ["demi", "demipension", "pension"]);
        assert_eq!(terms("un e‑mail"), ["email", "mail"]);
        assert_eq!(terms("bien-être"), ["bienetre"]);
        assert_eq!(terms("le bien etre"), ["bienetre"]);
        assert_eq!(terms("est-ce bien, celui-ci ?"), Vec::<String>::new());
    }

    #[test]
    fn acronyms_and_numbers_stay() {
        assert_eq!(terms("Les E.P.L.E. et la DRH, 35 heures"), ["eple", "drh", "35", "heures"]);
    }

    #[test]
    fn offsets_point_into_the_text() {
        let text = "✨ L’été, les élèves";
        for token in Analyzer::new(Language::French).tokens(text) {
            assert_eq!(super::letters(&text[token.start..token.end]), token.word);
        }
    }

    #[test]
    fn odd_texts_give_no_nonsense() {
        for text in ["", "   ", "'", "''", "-", "l'", "\u{0}\u{1}", "🙂🙂", "…", "\u{301}\u{301}"] {
            assert_eq!(terms(text), Vec::<String>::new(), "{text:?}");
        }
        assert_eq!(terms(&"x".repeat(1_000_000)), Vec::<String>::new());
        assert_eq!(terms("مرحبا בעולם").len(), 2);
    }
}
