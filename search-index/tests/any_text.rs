//! Whatever is typed, pasted or imported: no panic, no broken HTML, no letter cut in two.

#[expect(dead_code, reason = "each test uses a part of it")]
mod common;

use common::public;
use proptest::prelude::*;
use search_index::{
    Access, ClusterOptions, Document, DuplicateOptions, Index, Options, Query, Result, TradeTable, cluster,
    duplicates, trades,
};

/// Pieces that have broken programs: marks that combine, scripts from right to left, characters that control or
/// show nothing, emoji of several parts, HTML, quotes and apostrophes of every kind, words of several languages.
const PIECES: [&str; 48] = [
    " ",
    "  ",
    "\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{10ffff}",
    "e\u{301}",
    "\u{301}",
    "a\u{300}\u{301}\u{302}",
    "İ",
    "ß",
    "ẞ",
    "ﬁ",
    "Ǆ",
    "🙂",
    "👩‍👩‍👧‍👦",
    "🇫🇷",
    "مرحبا",
    "שלום",
    "日本語",
    "한국어",
    "<b>",
    "</mark>",
    "&amp;",
    "\"",
    "«",
    "»",
    "'",
    "’",
    "-",
    "‑",
    ".",
    "l'eau",
    "demi-pension",
    "E.P.L.E.",
    "the bikes",
    "zażółć",
    "cantine",
    "gaspillage",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => "[a-zéèà]{1,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn document() -> impl Strategy<Value = Document> {
    (text(), text(), prop::option::of(text()), prop::collection::vec(text(), 0..3)).prop_map(
        |(title, body, trade, tags)| Document {
            title,
            body,
            site: trade.clone(),
            trade,
            facets: tags.iter().map(|tag| (tag.clone(), tag.clone())).collect(),
            tags,
            access: vec!["public".into()],
            ..Document::default()
        },
    )
}

fn documents(most: usize) -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(document(), 0..most).prop_map(|mut documents| {
        documents.iter_mut().zip(1..).for_each(|(document, id)| document.id = id);
        documents
    })
}

fn index(documents: &[Document]) -> Result<Index> {
    let index = Index::in_memory(&Options::default())?;
    index.apply(documents, &[], 1)?;
    Ok(index)
}

/// What remains once the marks are taken out must be free of anything that HTML gives a meaning to.
fn is_safe(html: &str) -> bool {
    let marks = html.matches("<mark>").count() == html.matches("</mark>").count();
    let bare = html.replace("<mark>", "").replace("</mark>", "");
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
    let without = entities.iter().fold(bare, |text, entity| text.replace(entity, ""));
    marks && !without.contains(['<', '>', '"', '\'', '&']) && !without.contains(char::is_control)
}

/// The text that a reader of the HTML sees.
fn seen(html: &str) -> String {
    let bare = html.replace("<mark>", "").replace("</mark>", "");
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(bare, |text, (entity, letter)| text.replace(entity, letter))
}

fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_document_and_a_query(documents in documents(6), asked in text(), prefix in any::<bool>()) {
        let index = index(&documents)?;
        let names = vec!["theme".to_owned(), asked.clone()];
        let query = Query {
            prefix_last_word: prefix,
            filters: if prefix { vec![] } else { vec![(asked.clone(), vec![asked.clone()])] },
            facets: names,
            ..Query::new(asked.clone())
        };
        for query in [&query, &Query { filters: vec![], ..query.clone() }, &Query::default()] {
            let found = index.search(query, &public())?;
            prop_assert_eq!(found.total, found.hits.len());
            for hit in &found.hits {
                prop_assert!(is_safe(&hit.title_html), "{}", hit.title_html);
                prop_assert!(is_safe(&hit.snippet_html), "{}", hit.snippet_html);
                let document = &documents[hit.id as usize - 1];
                prop_assert_eq!(seen(&hit.title_html), plain(&document.title));
                let part = seen(&hit.snippet_html);
                let part = part.trim_start_matches('…').trim_end_matches('…');
                prop_assert!(plain(document.body.trim()).contains(part), "{:?}", part);
            }
        }
        prop_assert_eq!(index.search(&query, &Access::default())?.total, 0);
        index.similar(&asked, &public(), 3)?;
    }

    #[test]
    fn a_document_is_found_by_a_word_of_its_title(before in text(), word in "[b-df-hj-np-tv-z]{4,12}", after in text()) {
        let title = format!("{before} {word} {after}");
        let index = index(&[Document { id: 1, title, access: vec!["public".into()], ..Document::default() }])?;
        let found = index.search(&Query::new(word.to_uppercase()), &public())?;
        prop_assert_eq!((found.total, found.corrected), (1, false));
    }

    #[test]
    fn any_set_can_be_grouped(documents in documents(12)) {
        let found = cluster(&documents, &ClusterOptions::default())?;
        let members: usize = found.clusters.iter().map(|cluster| cluster.members.len()).sum();
        prop_assert_eq!(members + found.orphans.len(), documents.len());
        for pair in duplicates(&documents, &DuplicateOptions::default()) {
            prop_assert!(pair.a != pair.b && pair.score > 0.0 && pair.score <= 1.0);
        }
        let found = trades(&documents, TradeTable::french(), 2);
        let groups = found.communities.iter().chain(&found.small).flat_map(|group| &group.titles);
        for title in groups {
            prop_assert!(title.score > 0.0 && title.score <= 1.0);
        }
    }
}

#[test]
fn a_million_letters_are_read() -> Result<()> {
    let pieces = ["x", "l'", "un mot, ", "\u{301}", "🙂", "<b>", "a-"];
    let mut all = Vec::new();
    for (piece, id) in pieces.iter().zip(1..) {
        let body = piece.repeat(1_000_000 / piece.len());
        all.push(Document { id, body, access: vec!["public".into()], ..Document::default() });
    }
    let index = index(&all)?;
    for document in &all {
        let query = Query { prefix_last_word: true, ..Query::new(document.body.clone()) };
        let found = index.search(&query, &public())?;
        assert!(found.hits.iter().all(|hit| is_safe(&hit.snippet_html) && hit.snippet_html.len() < 5_000));
    }
    assert_eq!(index.search(&Query::new("\"un mot\""), &public())?.total, 1);
    Ok(())
}
