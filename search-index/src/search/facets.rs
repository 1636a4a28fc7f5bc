//! Counting facet values over everything that matches, in one pass.

use std::collections::{BTreeMap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::schema::facet_term;

/// A collector of `name → value → count` for some names.
pub struct FacetCounts {
    names: Vec<String>,
}

impl FacetCounts {
    pub fn new(names: &[String]) -> Self {
        Self { names: names.to_vec() }
    }
}

/// Counts by ordinal; the values are read once, at the end.
pub struct Segment {
    column: Option<StrColumn>,
    counts: Vec<u32>,
    prefixes: Vec<String>,
}

impl Collector for FacetCounts {
    type Fruit = BTreeMap<String, Vec<(String, usize)>>;
    type Child = Segment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Segment> {
        let column = reader.fast_fields().str("facets")?;
        let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        Ok(Segment { column, counts, prefixes: self.names.iter().map(|name| facet_term(name, "")).collect() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<(usize, String, usize)>>) -> tantivy::Result<Self::Fruit> {
        let mut counts: Vec<HashMap<String, usize>> = vec![HashMap::new(); self.names.len()];
        for (name, value, count) in segments.into_iter().flatten() {
            *counts[name].entry(value).or_default() += count;
        }
        let sorted = counts.into_iter().map(|values| {
            let mut values: Vec<_> = values.into_iter().collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            values
        });
        Ok(self.names.iter().cloned().zip(sorted).collect())
    }
}

impl SegmentCollector for Segment {
    type Fruit = Vec<(usize, String, usize)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(column) = &self.column else { return };
        for ord in column.ords().values_for_doc(doc) {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| self.counts.get_mut(ord)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(column) = self.column else { return Vec::new() };
        let mut term = String::new();
        let mut values = Vec::new();
        for (ord, &count) in (0..).zip(&self.counts) {
            if count == 0 || !column.ord_to_str(ord, &mut term).unwrap_or(false) {
                continue;
            }
            let named = self
                .prefixes
                .iter()
                .enumerate()
                .find_map(|(rank, prefix)| Some((rank, term.strip_prefix(prefix)?)));
            values.extend(named.map(|(rank, value)| (rank, value.to_owned(), count as usize)));
        }
        values
    }
}
