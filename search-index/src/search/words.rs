//! One word as typed, read in every language of the index.

use crate::Language;
use crate::analyzer::{Analyzers, Token, letters};

/// What stands between two blanks of a query.
pub struct Typed {
    /// Its folded letters, hyphens and apostrophes left out.
    pub letters: String,
    /// Its words that are no stop words in at least one language.
    pub parts: Vec<Part>,
    /// The whole of a hyphenated compound, folded.
    pub whole: Option<String>,
    /// Whether some language of the index takes it for grammar.
    pub is_grammar: bool,
}

/// A folded word and where it begins.
pub struct Part {
    pub word: String,
    start: usize,
    /// How many languages read it so.
    languages: usize,
}

/// Reads a word.
pub fn typed(text: &str, languages: &[Language], analyzers: &mut Analyzers) -> Typed {
    let mut typed = Typed { letters: letters(text), parts: Vec::new(), whole: None, is_grammar: false };
    let mut read = 0;
    for &language in languages {
        let tokens = analyzers.of(language).tokens(text);
        read += usize::from(!tokens.is_empty());
        typed.is_grammar |= tokens.is_empty();
        for token in tokens {
            typed.add(token);
        }
    }
    // "dell" of "dell'acqua" is a word to every language but its own: it must not be asked for.
    if typed.parts.iter().any(|part| part.languages == read) {
        typed.parts.retain(|part| part.languages == read);
    }
    typed.parts.sort_by_key(|part| part.start);
    typed
}

impl Typed {
    fn add(&mut self, token: Token) {
        if token.compound {
            self.whole = Some(token.word);
        } else if let Some(known) = self.parts.iter_mut().find(|part| part.word == token.word) {
            known.languages += 1;
        } else {
            self.parts.push(Part { word: token.word, start: token.start, languages: 1 });
        }
    }
}
