//! From job titles as people type them to trades, through an editable table and likeness.
//!
//! `data/trades.fr.tsv`: a trade, a tab, the words that say so between commas, the surest first. A title is given
//! to a trade when enough of its words say so; titles that no word explains are listed, never forced.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Serialize;

use crate::analyzer::{Analyzer, Token};
use crate::similarity::{Signature, rarity};
use crate::{Document, Language};

static FRENCH: LazyLock<TradeTable> =
    LazyLock::new(|| TradeTable::parse(include_str!("../data/trades.fr.tsv")));

/// Likeness below which a title is left unknown.
const SURE: f32 = 0.4;

/// Trades and the words that say so.
#[derive(Clone, Debug, Default)]
pub struct TradeTable {
    names: Vec<String>,
    entries: Vec<(usize, Signature)>,
    frequency: HashMap<String, u64>,
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

    /// Reads a table; blank lines, lines that begin with `#` and lines without a tab are ignored.
    #[must_use]
    pub fn parse(table: &str) -> Self {
        let mut analyzer = Analyzer::new(Language::French);
        let mut parsed = Self::default();
        let mut entries: Vec<(usize, Vec<Token>)> = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once('\t') else { continue };
            let trade = parsed.names.len();
            parsed.names.push(name.trim().to_owned());
            entries.extend(words.split(',').chain([name]).map(|entry| (trade, analyzer.tokens(entry))));
        }
        for term in entries.iter().flat_map(|(_, tokens)| tokens).map(|token| &token.term) {
            *parsed.frequency.entry(term.clone()).or_default() += 1;
        }
        let count = entries.len() as u64;
        let signed = entries.iter().filter(|(_, tokens)| !tokens.is_empty());
        parsed.entries = signed.map(|(trade, tokens)| (*trade, parsed.sign(tokens, count))).collect();
        parsed
    }

    /// The trade that a title means and how surely, from 0 to 1.
    #[must_use]
    pub fn trade_of(&self, title: &str) -> Option<(&str, f32)> {
        let tokens = Analyzer::new(Language::French).tokens(title);
        let asked = self.sign(&tokens, self.entries.len() as u64);
        let mut best: Option<(usize, f32)> = None;
        for (trade, entry) in &self.entries {
            let score = asked.likeness(entry);
            if score > best.map_or(SURE, |(_, best)| best) {
                best = Some((*trade, score));
            }
        }
        best.map(|(trade, score)| (self.names[trade].as_str(), score))
    }

    fn sign(&self, tokens: &[Token], entries: u64) -> Signature {
        Signature::new(tokens, |term| rarity(entries, self.frequency.get(term).copied().unwrap_or(0)))
    }
}

/// Groups documents by the trade of their authors; trades with fewer than `smallest` documents stand apart.
#[must_use]
pub fn trades(documents: &[Document], table: &TradeTable, smallest: usize) -> Trades {
    let mut titles: BTreeMap<String, TitleGroup> = BTreeMap::new();
    for document in documents {
        let Some(title) = document.trade.as_deref().map(str::trim).filter(|title| !title.is_empty()) else {
            continue;
        };
        let group = titles.entry(crate::analyzer::fold(title));
        let group =
            group.or_insert_with(|| TitleGroup { title: title.to_owned(), ids: Vec::new(), score: 0.0 });
        group.ids.push(document.id);
    }
    let mut found: BTreeMap<String, Vec<TitleGroup>> = BTreeMap::new();
    let mut result = Trades::default();
    for mut group in titles.into_values() {
        match table.trade_of(&group.title) {
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
    fn messy_titles_find_their_trade() {
        let table = TradeTable::french();
        for (title, trade) in [
            ("cantinière", "Restauration"),
            ("Second de cuisine lycée", "Restauration"),
            ("ATTEE entretien", "Entretien et hygiène"),
            ("CHEF DE CUISINE", "Restauration"),
            ("assistante de direction", "Secrétariat et assistance"),
            ("chargee de mission", "Chargés de projet"),
            ("Technicien informatique", "Informatique et numérique"),
        ] {
            assert_eq!(table.trade_of(title).map(|found| found.0), Some(trade), "{title}");
        }
    }

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
