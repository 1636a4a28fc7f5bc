//! Words that mean the same to the people who write: an editable table.
//!
//! `data/synonyms.fr.txt`: one group a line, entries between commas, `#` for comments. An entry of several words
//! stands for these words in a row.

use std::collections::HashMap;

use crate::Language;
use crate::analyzer::{Analyzer, Token};
use crate::tables::{Refused, uncommented};

/// Groups of entries of one language.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<Entry>>,
    by_term: HashMap<String, Vec<usize>>,
    /// Entries of several words with their groups, by their first term.
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
}

/// One way of saying it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Word(String),
    /// Terms with their places in the text, stop words counted.
    Words(Vec<(usize, String)>),
}

impl Synonyms {
    /// Reads a table; lines that mean nothing are ignored.
    #[must_use]
    pub fn parse(table: &str, language: Language) -> Self {
        let mut analyzer = Analyzer::new(language);
        let mut synonyms = Self::default();
        for line in table.lines() {
            synonyms.add_line(line, &mut analyzer).unwrap_or_default();
        }
        synonyms
    }

    /// Adds a group.
    pub fn add_line(&mut self, line: &str, analyzer: &mut Analyzer) -> Result<(), Refused> {
        let line = uncommented(line).trim();
        if line.is_empty() {
            return Ok(());
        }
        let entries: Vec<_> = line.split(',').filter_map(|entry| Entry::new(entry, analyzer)).collect();
        if entries.len() < 2 {
            return Err("a group has at least two entries, between commas");
        }
        for entry in &entries {
            self.file(entry, self.groups.len());
        }
        self.groups.push(entries);
        Ok(())
    }

    fn file(&mut self, entry: &Entry, group: usize) {
        match entry {
            Entry::Word(term) => self.by_term.entry(term.clone()).or_default().push(group),
            Entry::Words(places) => {
                let terms: Vec<String> = places.iter().map(|(_, term)| term.clone()).collect();
                self.by_first.entry(terms[0].clone()).or_default().push((terms, group));
            }
        }
    }

    /// The other entries of the groups of a term.
    pub fn of_term<'a>(&'a self, term: &'a str) -> impl Iterator<Item = &'a Entry> {
        let groups = self.by_term.get(term).into_iter().flatten();
        let others = move |entry: &&Entry| !matches!(entry, Entry::Word(other) if other == term);
        groups.flat_map(|&group| &self.groups[group]).filter(others)
    }

    /// The other entries of one word of the groups of a term.
    pub fn words_of_term<'a>(&'a self, term: &'a str) -> impl Iterator<Item = &'a str> {
        self.of_term(term).filter_map(|entry| match entry {
            Entry::Word(word) => Some(word.as_str()),
            Entry::Words(_) => None,
        })
    }

    /// How many of the first terms are together an entry of the table, and the other entries of its group.
    pub fn of_terms<'a>(&'a self, terms: &'a [String]) -> impl Iterator<Item = (usize, &'a [Entry])> {
        let known = terms.first().and_then(|first| self.by_first.get(first)).into_iter().flatten();
        let matching = known.filter(|(entry, _)| terms.starts_with(entry));
        matching.map(|(entry, group)| (entry.len(), self.groups[*group].as_slice()))
    }
}

impl Entry {
    /// An entry as read; `None` when it holds nothing but stop words. A compound stands for its whole.
    fn new(entry: &str, analyzer: &mut Analyzer) -> Option<Self> {
        let tokens = analyzer.tokens(entry);
        let one_word = entry.split_whitespace().nth(1).is_none();
        if let Some(whole) = tokens.iter().find(|token| one_word && token.compound) {
            return Some(Self::Word(whole.term.clone()));
        }
        let parts: Vec<&Token> = tokens.iter().filter(|token| !token.compound).collect();
        match parts.as_slice() {
            [] => None,
            [only] => Some(Self::Word(only.term.clone())),
            parts => {
                let first = parts[0].position;
                Some(Self::Words(
                    parts.iter().map(|part| (part.position - first, part.term.clone())).collect(),
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Synonyms};
    use crate::Language;

    #[test]
    fn entries_of_one_word_and_of_several_find_each_other() {
        let table = "# comment\nself, restauration scolaire, demi-pension # more\nbroken\n\nle, la";
        let synonyms = Synonyms::parse(table, Language::French);
        let of_self: Vec<_> = synonyms.of_term("self").collect();
        assert_eq!(of_self.len(), 2);
        assert!(of_self.contains(&&Entry::Word("demipens".into())), "{of_self:?}");
        let asked: Vec<String> = ["restaur", "scolair", "bio"].map(Into::into).into();
        let found: Vec<_> = synonyms.of_terms(&asked).collect();
        assert_eq!((found.len(), found[0].0), (1, 2));
        assert_eq!(synonyms.of_terms(&asked[1..]).count(), 0);
        assert_eq!(synonyms.groups.len(), 1);
    }
}
