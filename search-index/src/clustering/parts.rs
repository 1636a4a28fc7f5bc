//! The second, finer level: each cluster grouped again by what sets its own members apart.
//!
//! The whole way is gone again with the members alone, so that words that all of them share no longer count.

use std::collections::{HashMap, HashSet};

use super::{ClusterOptions, Clustering, Decisions, Part, cluster};
use crate::{Document, Result};

/// Finds the parts of every cluster.
pub fn find(documents: &[Document], options: &ClusterOptions<'_>, found: &mut Clustering) -> Result<()> {
    let ranks: HashMap<u64, usize> =
        documents.iter().enumerate().map(|(rank, document)| (document.id, rank)).rev().collect();
    for cluster in &mut found.clusters {
        let members: Vec<usize> =
            cluster.members.iter().filter_map(|member| ranks.get(&member.id).copied()).collect();
        cluster.parts = parts(documents, &members, &cluster.key, options)?;
    }
    Ok(())
}

fn parts(
    documents: &[Document],
    members: &[usize],
    key: &str,
    options: &ClusterOptions<'_>,
) -> Result<Vec<Part>> {
    let own: Vec<Document> = members.iter().map(|&rank| documents[rank].clone()).collect();
    let vectors = options.vectors.map(|vectors| vectors.of(members));
    let decisions = decisions_on(&own, options.decisions);
    let options = ClusterOptions {
        clusters: None,
        parts: false,
        decisions: &decisions,
        vectors: vectors.as_ref(),
        ..options.clone()
    };
    let finer = cluster(&own, &ClusterOptions { progress: &|_| true, ..options })?.clusters;
    // One part says nothing that the cluster does not say.
    if finer.len() < 2 {
        return Ok(Vec::new());
    }
    let part = |(number, part): (usize, super::Cluster)| Part {
        key: format!("{key}.{}", number + 1),
        label: part.label,
        terms: part.terms,
        members: part.members.iter().map(|member| member.id).collect(),
        stability: part.stability,
    };
    Ok(finer.into_iter().enumerate().map(part).collect())
}

/// What people decided on pairs of these documents.
fn decisions_on(documents: &[Document], all: &Decisions) -> Decisions {
    let ids: HashSet<u64> = documents.iter().map(|document| document.id).collect();
    let both = |pairs: &[(u64, u64)]| -> Vec<(u64, u64)> {
        pairs.iter().filter(|(a, b)| ids.contains(a) && ids.contains(b)).copied().collect()
    };
    Decisions { earlier: Vec::new(), together: both(&all.together), apart: both(&all.apart) }
}
