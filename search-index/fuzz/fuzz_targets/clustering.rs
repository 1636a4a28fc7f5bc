//! The lines of any text as ideas to group.
#![no_main]

use libfuzzer_sys::fuzz_target;
use search_index::{ClusterOptions, Document, DuplicateOptions, cluster, duplicates};

fuzz_target!(|text: &str| {
    let lines = (1..).zip(text.lines().take(40));
    let documents: Vec<Document> =
        lines.map(|(id, line)| Document { id, title: line.into(), ..Document::default() }).collect();
    let found = cluster(&documents, &ClusterOptions::default()).expect("any set can be grouped");
    let members: usize = found.clusters.iter().map(|cluster| cluster.members.len()).sum();
    assert_eq!(members + found.orphans.len(), documents.len());
    duplicates(&documents, &DuplicateOptions::default());
});
