//! Job titles as people type them: one case a line in `cases/trades.tsv`.

use search_index::{Document, TradeTable, trades};

#[test]
fn titles_find_their_trade_or_none() {
    let mut wrong = Vec::new();
    let cases = include_str!("cases/trades.tsv").lines().filter(|line| !line.starts_with('#'));
    for (title, trade) in cases.map(|line| line.split_once('\t').expect("a tab")) {
        let found = TradeTable::french().trade_of(title);
        if found.map_or("", |(name, _)| name) != trade {
            wrong.push(format!("{title:?}: {found:?} instead of {trade:?}"));
        }
        assert!(found.is_none_or(|(_, score)| score > 0.0 && score <= 1.0), "{title}: {found:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_table_of_ones_own() {
    let table = "# comment\nSea\tsailor, ship's cook\nLand\tshepherd\nnothing\n-\tcook\nsr = sailor\n";
    let table = TradeTable::parse(table);
    assert_eq!(table.trade_of("Sailors").map(|found| found.0), Some("Sea"));
    assert_eq!(table.trade_of("sr.").map(|found| found.0), Some("Sea"));
    assert_eq!(table.trade_of("cook"), None);
    assert_eq!(TradeTable::parse("").trade_of("sailor"), None);
}

#[test]
fn communities_small_trades_and_unknown_titles_hold_every_document_once() {
    let titles = ["cuisinier", "Cuisinière", "cuisinier", "Cosmonaute", "jardinier", " ", "agent"];
    let documents: Vec<Document> = (1..)
        .zip(titles)
        .map(|(id, title)| Document { id, trade: Some(title.into()), ..Document::default() })
        .collect();
    let found = trades(&documents, TradeTable::french(), 2);
    assert_eq!(found.communities.len(), 1);
    assert_eq!((found.communities[0].trade.as_str(), found.communities[0].size), ("Restauration", 3));
    assert_eq!(found.communities[0].titles[0].ids, [1, 3], "one title, typed twice");
    assert_eq!(found.small.len(), 1);
    let unknown: Vec<u64> = found.unknown.iter().flat_map(|group| group.ids.clone()).collect();
    assert_eq!(unknown, [7, 4]);
}
