//! What words are about: an editable table of subjects, so that "self" and "réfectoire" can meet.
//!
//! `data/themes.fr.txt`, one subject a line: `field / subject: words`. A word stands for its inflections (it is
//! compared by its stem), `word*` for every word that begins so, and two words must follow each other.
//! The table is a weak signal beside the words themselves, and a deployment can give its own.

use std::collections::{HashMap, HashSet};

use crate::Language;
use crate::analyzer::{Analyzer, Token, fold};
use crate::tables::{Refused, uncommented};

/// A table of subjects for one language.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    names: Vec<String>,
    /// Stems that stand for subjects.
    stems: HashMap<String, Vec<u32>>,
    /// Beginnings of folded words that stand for subjects.
    beginnings: HashMap<String, Vec<u32>>,
    /// The length of the shortest beginning, in characters; 0 when there is none.
    shortest: usize,
    /// Two stems in a row, by the first.
    pairs: HashMap<String, Vec<(String, u32)>>,
}

impl Themes {
    /// Reads a table; lines that mean nothing are ignored.
    #[must_use]
    pub fn parse(table: &str, language: Language) -> Self {
        let mut analyzer = Analyzer::new(language);
        let mut themes = Self::default();
        for line in table.lines() {
            themes.add_line(line, &mut analyzer).unwrap_or_default();
        }
        themes
    }

    /// Adds the words of a line to its subject, a new one or one already there.
    pub fn add_line(&mut self, line: &str, analyzer: &mut Analyzer) -> Result<(), Refused> {
        let line = uncommented(line).trim();
        if line.is_empty() {
            return Ok(());
        }
        let (name, words) =
            line.split_once(':').ok_or("a colon must stand between the subject and its words")?;
        let subject = name.rsplit('/').next().unwrap_or(name).trim();
        let theme = self.names.iter().position(|known| known == subject).unwrap_or_else(|| {
            self.names.push(subject.to_owned());
            self.names.len() - 1
        });
        for entry in words.split(',').map(str::trim) {
            self.add(entry, theme as u32, analyzer);
        }
        Ok(())
    }

    fn add(&mut self, entry: &str, theme: u32, analyzer: &mut Analyzer) {
        let beginning = entry.strip_suffix('*').filter(|start| start.chars().all(char::is_alphanumeric));
        if let Some(beginning) = beginning.map(fold) {
            let length = beginning.chars().count();
            self.shortest = if self.shortest == 0 { length } else { self.shortest.min(length) };
            push_new(self.beginnings.entry(beginning).or_default(), theme);
            return;
        }
        let mut tokens = analyzer.tokens(&entry.replace('*', ""));
        tokens.retain(|token| !token.compound);
        match tokens.as_slice() {
            [only] => push_new(self.stems.entry(only.term.clone()).or_default(), theme),
            [first, second, ..] => {
                self.pairs.entry(first.term.clone()).or_default().push((second.term.clone(), theme));
            }
            [] => {}
        }
    }

    /// The name of a subject.
    pub fn name(&self, theme: u32) -> &str {
        self.names.get(theme as usize).map_or("", String::as_str)
    }

    /// How many subjects there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The subjects of a token, given the one that follows it.
    pub fn of_token(&self, token: &Token, next: Option<&Token>) -> HashSet<u32> {
        self.of_word(token).iter().copied().chain(self.of_pair(token, next)).collect()
    }

    /// The subjects of a word alone. A whole word outweighs a beginning.
    pub fn of_word(&self, token: &Token) -> &[u32] {
        match self.stems.get(&token.term) {
            Some(themes) => themes,
            None => self.beginning_of(&token.word),
        }
    }

    /// The subjects of two words in a row.
    pub fn of_pair(&self, token: &Token, next: Option<&Token>) -> impl Iterator<Item = u32> {
        let pairs = self.pairs.get(&token.term).filter(|_| next.is_some()).into_iter().flatten();
        let second = next.map(|next| next.term.as_str());
        pairs.filter(move |(term, _)| Some(term.as_str()) == second).map(|&(_, theme)| theme)
    }

    /// The subjects of the longest known beginning of a word.
    fn beginning_of(&self, word: &str) -> &[u32] {
        let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let long_enough = ends.iter().skip(self.shortest.saturating_sub(1)).rev();
        long_enough.filter_map(|&end| self.beginnings.get(&word[..end])).next().map_or(&[], Vec::as_slice)
    }
}

fn push_new(themes: &mut Vec<u32>, theme: u32) {
    if !themes.contains(&theme) {
        themes.push(theme);
    }
}

#[cfg(test)]
mod tests {
    use super::Themes;
    use crate::analyzer::Analyzer;
    use crate::{Language, Tables};

    fn subjects(themes: &Themes, text: &str) -> Vec<String> {
        let tokens = Analyzer::new(Language::French).tokens(text);
        let found =
            tokens.iter().enumerate().flat_map(|(rank, token)| themes.of_token(token, tokens.get(rank + 1)));
        let mut names: Vec<_> = found.map(|theme| themes.name(theme).to_owned()).collect();
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn words_beginnings_and_pairs_are_found() {
        let table = "# comment\na / repas: self, cantin*\nb / achats: marchés publics\nbroken line\n";
        let themes = Themes::parse(table, Language::French);
        assert_eq!(themes.len(), 2);
        assert_eq!(subjects(&themes, "Le self et la cantinière"), ["repas"]);
        assert_eq!(subjects(&themes, "un marché public"), ["achats"]);
        assert!(subjects(&themes, "un marché couvert, du public").is_empty());
    }

    #[test]
    fn the_french_table_joins_what_no_word_joins() {
        let tables = Tables::builtin();
        let themes = &tables.of(Language::French).themes;
        assert!(themes.len() > 40);
        let (a, b) = (subjects(themes, "réfectoire"), subjects(themes, "Les cantines"));
        assert!(a.iter().any(|subject| b.contains(subject)), "{a:?} {b:?}");
        assert!(tables.of(Language::Polish).themes.len() == 0);
    }
}
