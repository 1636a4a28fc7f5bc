//! Any bytes as a search over a few ideas.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use search_index::{Access, Document, Index, Options, Query};

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let titles = [
        "Gaspillage à la cantine",
        "Une demi-pension",
        "Pistes cyclables",
        "Bien-être au travail",
        "E.P.L.E.",
    ];
    let documents: Vec<Document> = (1..)
        .zip(titles)
        .map(|(id, title)| Document {
            id,
            title: title.into(),
            facets: vec![("theme".into(), title.into())],
            access: vec!["public".into()],
            ..Document::default()
        })
        .collect();
    let index = Index::in_memory(&Options::default()).expect("an index");
    index.apply(&documents, &[], 1).expect("filled");
    index
});

fuzz_target!(|asked: (&str, &str, bool, u8)| {
    let (text, value, prefix_last_word, offset) = asked;
    let query = Query {
        prefix_last_word,
        offset: offset.into(),
        facets: vec!["theme".into()],
        filters: if value.is_empty() { vec![] } else { vec![("theme".into(), vec![value.into()])] },
        ..Query::new(text)
    };
    let found = INDEX.search(&query, &Access::new(["public"])).expect("any text is a valid search");
    assert!(found.hits.len() <= found.total);
});
