//! Where words begin and end.

use std::iter::once;

use super::fold;
use crate::Language;

/// One word, or one part of a word with apostrophes or hyphens.
pub struct Part<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    /// The character that follows inside the chunk.
    next: Option<char>,
}

/// What stands between two blanks, without its outer punctuation.
pub struct Chunk<'a> {
    pub parts: Vec<Part<'a>>,
}

impl Chunk<'_> {
    pub fn is_compound(&self) -> bool {
        self.parts.iter().any(|part| part.next.is_some_and(is_hyphen))
    }
}

impl Part<'_> {
    /// A single letter, as in "E.P.L.E.".
    fn is_initial(&self) -> bool {
        self.text.chars().count() == 1 && self.next.is_none_or(|c| c == '.')
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '´')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Cuts a text into chunks of letters joined by single apostrophes, hyphens and dots.
pub fn chunks(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = text.char_indices().chain(once((text.len(), ' '))).peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|&(_, c)| !c.is_alphanumeric()).is_some() {}
        rest.peek()?;
        let mut parts = Vec::new();
        let mut start = rest.peek().map(|&(at, _)| at)?;
        while let Some((at, c)) = rest.next() {
            if is_letter(c) {
                continue;
            }
            let joins = (is_apostrophe(c) || is_hyphen(c) || c == '.')
                && rest.peek().is_some_and(|&(_, next)| next.is_alphanumeric());
            if joins && is_apostrophe(c) && matches!(fold(&text[start..at]).as_str(), "aujourd" | "prud") {
                continue;
            }
            parts.push(Part { text: &text[start..at], start, end: at, next: joins.then_some(c) });
            if !joins {
                break;
            }
            start = rest.peek().map_or(text.len(), |&(at, _)| at);
        }
        Some(Chunk { parts: joined(text, parts) })
    })
}

/// Letters between dots are one word: "E.P.L.E.".
fn joined<'a>(text: &'a str, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
    match parts.as_slice() {
        [first, .., last] if parts.iter().all(Part::is_initial) => {
            vec![Part { text: &text[first.start..last.end], start: first.start, end: last.end, next: None }]
        }
        _ => parts,
    }
}

/// Whether a part is only the elided article or pronoun before an apostrophe, or what remains after one.
pub fn is_elided(language: Language, part: &Part<'_>) -> bool {
    if !part.next.is_some_and(is_apostrophe) {
        return false;
    }
    let word = fold(part.text);
    match language {
        Language::French => matches!(
            word.as_str(),
            "l" | "d"
                | "j"
                | "m"
                | "t"
                | "s"
                | "n"
                | "c"
                | "qu"
                | "jusqu"
                | "lorsqu"
                | "puisqu"
                | "quoiqu"
                | "presqu"
        ),
        Language::Italian => matches!(
            word.as_str(),
            "l" | "d"
                | "c"
                | "un"
                | "all"
                | "dall"
                | "dell"
                | "nell"
                | "sull"
                | "quell"
                | "quest"
                | "gl"
                | "agl"
        ),
        Language::Catalan => matches!(word.as_str(), "l" | "d" | "m" | "t" | "s" | "n"),
        _ => false,
    }
}
