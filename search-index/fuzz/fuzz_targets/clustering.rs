//! The lines of any text as ideas to group, with what people could have decided on them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use search_index::{ClusterOptions, Decisions, Document, DuplicateOptions, Earlier, cluster, duplicates};

fuzz_target!(|text: &str| {
    let lines = (1..).zip(text.lines().take(40));
    let documents: Vec<Document> =
        lines.map(|(id, line)| Document { id, title: line.into(), ..Document::default() }).collect();
    // The letters of the text as ids: most are those of ideas, some of none.
    let ids: Vec<u64> = text.bytes().take(60).map(|byte| u64::from(byte % 48)).collect();
    let pairs = |ids: &[u64]| ids.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    let (first, second) = ids.split_at(ids.len() / 2);
    let earlier = ids.chunks(7).enumerate().map(|(rank, members)| Earlier {
        key: format!("c{rank}"),
        members: members.to_vec(),
        pinned: members.iter().skip(5).copied().collect(),
        locked: rank % 3 == 2,
    });
    let decisions = Decisions { earlier: earlier.collect(), together: pairs(first), apart: pairs(second) };
    let options = ClusterOptions { decisions: &decisions, parts: true, ..ClusterOptions::default() };
    let found = cluster(&documents, &options).expect("any set can be grouped");
    let members: usize = found.clusters.iter().map(|cluster| cluster.members.len()).sum();
    assert_eq!(members + found.orphans.len(), documents.len());
    let _ = duplicates(&documents, &DuplicateOptions::default());
});
