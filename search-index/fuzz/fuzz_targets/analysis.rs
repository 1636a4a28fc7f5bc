//! A document of any bytes is indexed, found by its own title, compared and given a trade.
#![no_main]

use libfuzzer_sys::fuzz_target;
use search_index::{Access, Document, Index, Options, Query, TradeTable};

fuzz_target!(|text: &str| {
    let title: String = text.chars().take(80).collect();
    let document = Document {
        id: 1,
        title: title.clone(),
        body: text.to_owned(),
        trade: Some(title.clone()),
        access: vec!["public".into()],
        ..Document::default()
    };
    let index = Index::in_memory(&Options::default()).expect("an index");
    index.apply(&[document], &[], 1).expect("any text can be indexed");
    let access = Access::new(["public"]);
    for hit in index.search(&Query::new(title.clone()), &access).expect("any text can be asked").hits {
        let bare = hit.snippet_html.replace("<mark>", "").replace("</mark>", "");
        assert!(!bare.contains(['<', '>', '"']));
    }
    index.similar(text, &access, 3).expect("any text can be compared");
    assert!(TradeTable::french().trade_of(&title).is_none_or(|(_, score)| score > 0.0 && score <= 1.0));
});
