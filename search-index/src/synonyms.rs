//! Words that mean the same to the people who write: an editable table.
//!
//! `data/synonyms.fr.txt`: one group a line, entries between commas, `#` for comments. An entry may be several
//! words for readers of the table; only its single words and compounds are matched.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Language;
use crate::analyzer::Analyzer;

static FRENCH: LazyLock<Synonyms> =
    LazyLock::new(|| Synonyms::parse(include_str!("../data/synonyms.fr.txt"), Language::French));
static NONE: LazyLock<Synonyms> = LazyLock::new(Synonyms::default);

/// Groups of terms of one language.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    by_term: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// The table that comes with the crate; empty for the languages that have none yet.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            _ => &NONE,
        }
    }

    /// Reads a table; blank lines and what follows a `#` are ignored.
    #[must_use]
    pub fn parse(table: &str, language: Language) -> Self {
        let mut analyzer = Analyzer::new(language);
        let mut synonyms = Self::default();
        for line in table.lines() {
            let entries = line.split('#').next().unwrap_or_default().split(',');
            let terms: Vec<_> = entries.filter_map(|entry| single_term(entry, &mut analyzer)).collect();
            synonyms.add(terms);
        }
        synonyms
    }

    fn add(&mut self, terms: Vec<String>) {
        if terms.len() < 2 {
            return;
        }
        for term in &terms {
            self.by_term.entry(term.clone()).or_default().push(self.groups.len());
        }
        self.groups.push(terms);
    }

    /// The other terms of the groups of a term.
    pub fn of_term<'a>(&'a self, term: &'a str) -> impl Iterator<Item = &'a String> {
        let groups = self.by_term.get(term).into_iter().flatten();
        groups.flat_map(|&group| &self.groups[group]).filter(move |other| *other != term)
    }
}

/// The term of an entry of one word; of a compound, its whole.
fn single_term(entry: &str, analyzer: &mut Analyzer) -> Option<String> {
    let tokens = analyzer.tokens(entry);
    match tokens.as_slice() {
        [only] => Some(only.term.clone()),
        tokens => tokens
            .iter()
            .find(|t| t.compound && entry.split_whitespace().nth(1).is_none())
            .map(|t| t.term.clone()),
    }
}
