//! Searching: first every word as typed, then near words, then some of the words.

pub(crate) mod build;
mod facets;
mod ids;
mod leaves;
mod parse;
pub(crate) mod vocabulary;
mod words;

use std::collections::{BTreeSet, HashSet};

use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Count, TopDocs};
use tantivy::{DocAddress, Order, Searcher};

use crate::analyzer::Analyzers;
use crate::search::build::{Attempt, Builder};
use crate::search::facets::FacetCounts;
use crate::search::ids::Ids;
use crate::search::parse::Parsed;
use crate::{Access, Hit, Hits, Index, Language, Query, Result, highlight};

/// More hits than this are never returned at once.
const MOST_HITS: usize = 1_000;
/// Nobody pages further than this.
const DEEPEST: usize = 10_000;

impl Index {
    /// Finds documents, best first.
    ///
    /// Every word must be found, in any field. When that finds nothing, unknown words are replaced by near ones
    /// of the index (one typo from 4 letters, two from 8); when that finds nothing either, some of the words do.
    ///
    /// # Errors
    /// [`Error::Broken`](crate::Error::Broken) when the folder can no longer be read.
    pub fn search(&self, query: &Query, access: &Access) -> Result<Hits> {
        let searcher = self.searcher();
        let mut analyzers = Analyzers::new(self.options.language);
        let parsed = Parsed::new(&query.text, query.prefix_last_word);
        let languages = self.languages(&searcher)?;
        let mut builder =
            Builder::new(self.fields, &searcher, languages, &mut analyzers, &self.options.tables);
        let filter = builder.filter(query, None, access);
        for attempt in Attempt::IN_ORDER {
            let Some(wanted) = builder.wanted(&parsed, attempt, &*filter)? else { continue };
            let full = builder.with_filter(&wanted, &*filter);
            // One pass over what matches, whatever is asked of it. Ties are settled by id while collecting, so
            // that pages neither overlap nor skip whatever the segments.
            let by_id = (SortByStaticFastValue::<u64>::for_field("id"), Order::Asc);
            let best = TopDocs::with_limit(reach(query)).order_by((SortBySimilarityScore, by_id));
            let collectors = (Count, FacetCounts::new(&query.facets), best, query.all_ids.then_some(Ids));
            let (total, mut facets, found, ids) = searcher.search(&full, &collectors)?;
            if total == 0 && !parsed.is_empty() && attempt != Attempt::SomeWords {
                continue;
            }
            for name in query.facets.iter().filter(|name| query.filters.iter().any(|(own, _)| own == *name)) {
                let others = builder.filter(query, Some(name), access);
                let one = FacetCounts::new(std::slice::from_ref(name));
                facets.extend(searcher.search(&builder.with_filter(&wanted, &*others), &one)?);
            }
            if total == 0 {
                return Ok(Hits { facets, ..Hits::default() });
            }
            let page = found.into_iter().skip(query.offset).take(query.limit.min(MOST_HITS));
            let hits = page.map(|((score, id), address)| {
                let hit = Hit { id: id.unwrap_or_default(), score, ..Hit::default() };
                if query.highlight {
                    self.highlighted(&searcher, hit, address, &wanted.terms, &mut analyzers)
                } else {
                    Ok(hit)
                }
            });
            let hits = hits.collect::<Result<_>>()?;
            let (corrected, did_you_mean) = (wanted.corrected, wanted.meant);
            return Ok(Hits { total, hits, facets, corrected, did_you_mean, ids: ids.unwrap_or_default() });
        }
        Ok(Hits::default())
    }

    /// The languages of the documents, or the one of the options for an empty index.
    fn languages(&self, searcher: &Searcher) -> Result<Vec<Language>> {
        let mut codes = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.language)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                codes.extend(std::str::from_utf8(terms.key()).ok().and_then(Language::from_code));
            }
        }
        codes.insert(self.options.language);
        Ok(codes.into_iter().collect())
    }

    fn highlighted(
        &self,
        searcher: &Searcher,
        hit: Hit,
        address: DocAddress,
        terms: &HashSet<String>,
        analyzers: &mut Analyzers,
    ) -> Result<Hit> {
        let stored = self.fields.stored(searcher, address)?;
        let analyzer = analyzers.of(stored.language(self.options.language));
        Ok(Hit {
            title_html: highlight::marked(stored.title(), terms, analyzer),
            snippet_html: highlight::snippet(stored.body(), terms, analyzer),
            ..hit
        })
    }
}

/// How many of the best matches a page needs; a collector takes at least one.
fn reach(query: &Query) -> usize {
    query.offset.saturating_add(query.limit.min(MOST_HITS)).clamp(1, DEEPEST)
}
