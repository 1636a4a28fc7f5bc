//! From job titles as people type them to trades, through an editable table and likeness.
//!
//! `data/trades.fr.tsv`, one trade a line: its name, a tab, and the words that say so between commas. A title is given
//! to the trade of the entry that explains most of it; titles that no entry explains are listed, never forced.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Serialize;

use crate::analyzer::{Analyzer, Token, fold, letters};
use crate::search::vocabulary::distance;
use crate::tables::Refused;
use crate::{Document, Language};

static FRENCH: LazyLock<TradeTable> =
    LazyLock::new(|| TradeTable::parse(include_str!("../data/trades.fr.tsv")));

/// This part of an entry, by weight, must stand in a title.
const MOST: f32 = 0.7;
/// How much a word read through a typo or another ending counts.
const ALMOST: f32 = 0.85;
/// A word that says no trade by itself weighs this little.
const EMPTY: f32 = 0.1;
/// An entry must weigh more than empty words do.
const LEAST: f32 = 0.5;

/// Trades and the words that say so.
#[derive(Clone, Debug, Default)]
pub struct TradeTable {
    trades: Vec<Trade>,
    entries: Vec<Entry>,
    /// In how many entries each term stands.
    frequency: HashMap<String, u32>,
    /// The folded words of the entries with their terms.
    words: BTreeMap<String, String>,
    /// What is written short, folded, and in full.
    shorthands: HashMap<String, String>,
    /// Terms that say no trade by themselves.
    empty: HashSet<String>,
}

#[derive(Clone, Debug)]
struct Trade {
    name: String,
    /// A rank or a way of working: taken when the title says no other trade.
    only_alone: bool,
}

/// The terms that together say a trade.
#[derive(Clone, Debug)]
struct Entry {
    trade: usize,
    terms: Vec<String>,
}

/// What the titles of a set of documents say.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trades {
    /// The trades with at least the wanted number of documents, the largest first.
    pub communities: Vec<TradeGroup>,
    /// The trades with fewer.
    pub small: Vec<TradeGroup>,
    /// Titles that no trade explains, with their documents.
    pub unknown: Vec<TitleGroup>,
}

/// The documents of a trade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TradeGroup {
    /// The name in the table.
    pub trade: String,
    /// The titles as typed, with their documents.
    pub titles: Vec<TitleGroup>,
    /// How many documents that is.
    pub size: usize,
}

/// The documents whose authors typed the same title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TitleGroup {
    /// As first typed.
    pub title: String,
    /// [`Document::id`], in the order given.
    pub ids: Vec<u64>,
    /// How surely the title means the trade, from 0 to 1; 0 when unknown.
    pub score: f32,
}

impl TradeTable {
    /// The table that comes with the crate.
    #[must_use]
    pub fn french() -> &'static Self {
        &FRENCH
    }

    /// Reads a table; lines that mean nothing are ignored.
    #[must_use]
    pub fn parse(table: &str) -> Self {
        let mut parsed = Self::default();
        for line in table.lines() {
            parsed.add_line(line).unwrap_or_default();
        }
        parsed
    }

    /// Adds the words of a line to its trade, a new one or one already there.
    pub(crate) fn add_line(&mut self, line: &str) -> Result<(), Refused> {
        if line.trim().is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let mut analyzer = Analyzer::new(Language::French);
        if let Some((name, words)) = line.split_once('\t') {
            self.add(name.trim(), words, &mut analyzer);
        } else if let Some((short, full)) = line.split_once('=') {
            self.shorthands.insert(letters(short), full.trim().to_owned());
        } else {
            return Err(
                "a tab must stand between the trade and its words, or `=` between a shorthand and its word",
            );
        }
        Ok(())
    }

    fn add(&mut self, name: &str, words: &str, analyzer: &mut Analyzer) {
        if name == "-" {
            self.empty.extend(analyzer.tokens(words).into_iter().map(|token| token.term));
            return;
        }
        let only_alone = name.ends_with('?');
        let name = name.trim_end_matches('?').trim_end();
        let trade = self.trades.iter().position(|known| known.name == name).unwrap_or_else(|| {
            self.trades.push(Trade { name: name.to_owned(), only_alone });
            self.trades.len() - 1
        });
        for entry in words.split(',') {
            self.add_entry(trade, &parts(analyzer.tokens(entry)));
        }
    }

    fn add_entry(&mut self, trade: usize, tokens: &[Token]) {
        if tokens.is_empty() {
            return;
        }
        for token in tokens {
            self.words.insert(token.word.clone(), token.term.clone());
        }
        let mut terms: Vec<String> = tokens.iter().map(|token| token.term.clone()).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in &terms {
            *self.frequency.entry(term.clone()).or_default() += 1;
        }
        self.entries.push(Entry { trade, terms });
    }

    /// The trade that a title means and how surely, from 0 to 1.
    #[must_use]
    pub fn trade_of(&self, title: &str) -> Option<(&str, f32)> {
        self.read(title, &mut Analyzer::new(Language::French))
    }

    fn read(&self, title: &str, analyzer: &mut Analyzer) -> Option<(&str, f32)> {
        let said = self.said(title, analyzer);
        let all: f32 = said.keys().map(|term| self.weight(term)).sum();
        let mut best: Option<(&Entry, f32, f32)> = None;
        for entry in &self.entries {
            let (whole, held) = self.held(entry, &said);
            let said_empty =
                entry.terms.iter().all(|term| said.contains_key(term) || !self.empty.contains(term));
            if whole < LEAST || held < MOST * whole || !said_empty {
                continue;
            }
            let better = best.is_none_or(|(other, most, _)| {
                let alone = |entry: &Entry| self.trades[entry.trade].only_alone;
                (!alone(entry), held) > (!alone(other), most)
            });
            if better {
                best = Some((entry, held, (held / whole) * (0.6 + 0.4 * (held / all).min(1.0))));
            }
        }
        best.map(|(entry, _, score)| (self.trades[entry.trade].name.as_str(), score))
    }

    /// The weight of an entry, and of what a title holds of it.
    fn held(&self, entry: &Entry, said: &BTreeMap<String, f32>) -> (f32, f32) {
        let weighed =
            entry.terms.iter().map(|term| (self.weight(term), said.get(term).copied().unwrap_or(0.0)));
        weighed.fold((0.0, 0.0), |(whole, held), (weight, part)| (whole + weight, held + weight * part))
    }

    /// The rarer among the entries, the more it tells.
    fn weight(&self, term: &str) -> f32 {
        let among = self.frequency.get(term).copied().unwrap_or(1) as f32;
        if self.empty.contains(term) { EMPTY } else { (1.0 + self.entries.len() as f32 / among).ln() }
    }

    /// The terms of a title with how surely each was read; those that the table does not know are left as they are.
    fn said(&self, title: &str, analyzer: &mut Analyzer) -> BTreeMap<String, f32> {
        let mut said = BTreeMap::new();
        for token in parts(analyzer.tokens(&self.in_full(title))) {
            let (term, sure) = match self.almost(&token) {
                Some(term) => (term.clone(), ALMOST),
                None => (token.term, 1.0),
            };
            let known: &mut f32 = said.entry(term).or_default();
            *known = known.max(sure);
        }
        said
    }

    /// The term of the table that an unknown word must be: a typo or two away, or with another ending.
    fn almost(&self, token: &Token) -> Option<&String> {
        let length = token.word.chars().count();
        if length < 5 || self.frequency.contains_key(&token.term) || self.empty.contains(&token.term) {
            return None;
        }
        let typos = if length < 9 { 1 } else { 2 };
        let same_start = |word: &str| word.chars().next() == token.word.chars().next();
        let near = self.words.iter().filter(|(word, _)| same_start(word) && word.chars().nth(3).is_some());
        let far = |word: &str| {
            let shared = word.chars().zip(token.word.chars()).take_while(|(a, b)| a == b).count();
            let other_ending = shared >= 6 && shared * 4 >= word.chars().count().max(length) * 3;
            let distance = distance(word, &token.word);
            (distance <= typos || other_ending).then_some(distance)
        };
        near.filter_map(|(word, term)| Some((far(word)?, term))).min().map(|(_, term)| term)
    }

    /// A title without its feminine endings and with its short words in full.
    fn in_full(&self, title: &str) -> String {
        let words = title.split_whitespace().map(without_endings);
        let full = words.map(|word| {
            let pieces = word.split_inclusive(['/', '-', '\'', '’', '.', ',']);
            let full = pieces.map(|piece| match self.shorthands.get(&letters(piece)) {
                Some(full) => format!("{full} "),
                None => piece.to_owned(),
            });
            full.collect::<String>()
        });
        full.collect::<Vec<_>>().join(" ")
    }
}

/// The endings that writers add to name women and men: "chargé(e)", "cuisinier·ère", "directeur/trice".
const ENDINGS: [&str; 26] = [
    "e", "s", "es", "ee", "ees", "x", "ne", "nes", "ienne", "ere", "eres", "iere", "ieres", "trice",
    "trices", "rice", "rices", "ice", "euse", "euses", "se", "le", "te", "ve", "esse", "enne",
];

/// A word before its added endings, if it has some.
fn without_endings(word: &str) -> &str {
    const SEPARATORS: [char; 8] = ['·', '•', '‧', '.', '(', '/', '-', '⋅'];
    let Some(at) = word.find(SEPARATORS).filter(|&at| word[..at].chars().nth(2).is_some()) else {
        return word;
    };
    let mut endings =
        word[at..].split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()).peekable();
    let added = endings.peek().is_some() && endings.all(|piece| ENDINGS.contains(&fold(piece).as_str()));
    if added { &word[..at] } else { word }
}

/// Words without the wholes of compounds.
fn parts(mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.retain(|token| !token.compound);
    tokens
}

/// Groups documents by the trade of their authors; trades with fewer than `smallest` documents stand apart.
#[must_use]
pub fn trades(documents: &[Document], table: &TradeTable, smallest: usize) -> Trades {
    let mut titles: BTreeMap<String, TitleGroup> = BTreeMap::new();
    for document in documents {
        let Some(title) = document.trade.as_deref().map(str::trim).filter(|title| !title.is_empty()) else {
            continue;
        };
        let group = titles.entry(fold(title));
        let group =
            group.or_insert_with(|| TitleGroup { title: title.to_owned(), ids: Vec::new(), score: 0.0 });
        group.ids.push(document.id);
    }
    let mut found: BTreeMap<String, Vec<TitleGroup>> = BTreeMap::new();
    let mut result = Trades::default();
    let mut analyzer = Analyzer::new(Language::French);
    for mut group in titles.into_values() {
        match table.read(&group.title, &mut analyzer) {
            Some((trade, score)) => {
                group.score = score;
                found.entry(trade.to_owned()).or_default().push(group);
            }
            None => result.unknown.push(group),
        }
    }
    let mut groups: Vec<TradeGroup> =
        found.into_iter().map(|(trade, titles)| trade_group(trade, titles)).collect();
    groups.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.trade.cmp(&b.trade)));
    (result.communities, result.small) = groups.into_iter().partition(|group| group.size >= smallest.max(1));
    result
}

fn trade_group(trade: String, mut titles: Vec<TitleGroup>) -> TradeGroup {
    titles.sort_by(|a, b| b.ids.len().cmp(&a.ids.len()).then_with(|| a.title.cmp(&b.title)));
    let size = titles.iter().map(|title| title.ids.len()).sum();
    TradeGroup { trade, titles, size }
}

#[cfg(test)]
mod tests {
    use super::{TradeTable, trades};
    use crate::Document;

    #[test]
    fn unknown_titles_are_listed_not_forced() {
        let document = |id, trade: &str| Document { id, trade: Some(trade.into()), ..Document::default() };
        let documents = [
            document(1, "Cosmonaute"),
            document(2, "cuisinier"),
            document(3, "Cuisinière"),
            document(4, " "),
        ];
        let found = trades(&documents, TradeTable::french(), 2);
        assert_eq!(found.unknown.len(), 1);
        assert_eq!(found.unknown[0].ids, [1]);
        assert_eq!(found.communities.len(), 1);
        assert_eq!(found.communities[0].size, 2);
        assert!(found.small.is_empty());
    }
}
