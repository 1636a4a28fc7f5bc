//! Searching: first every word as typed, then near words, then some of the words.

pub(crate) mod build;
mod facets;
mod parse;
mod vocabulary;

use std::collections::{BTreeSet, HashSet};

use tantivy::collector::{Count, TopDocs};
use tantivy::schema::Value;
use tantivy::{DocAddress, Score, Searcher, TantivyDocument};

use crate::analyzer::Analyzers;
use crate::search::build::{Attempt, Builder};
use crate::search::facets::FacetCounts;
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
        let mut builder = Builder::new(self.fields, &searcher, languages, &mut analyzers);
        let filter = builder.filter(&query.filters, access);
        for attempt in Attempt::IN_ORDER {
            let wanted = builder.wanted(&parsed, attempt, &*filter)?;
            let full = builder.with_filter(&wanted, &*filter);
            // One pass over what matches, whatever is asked of it.
            let collectors =
                (Count, FacetCounts::new(&query.facets), TopDocs::with_limit(reach(query)).order_by_score());
            let (total, facets, found) = searcher.search(&full, &collectors)?;
            if total == 0 && !parsed.is_empty() {
                continue;
            }
            let page = page(&searcher, query, found)?;
            let hits = page
                .into_iter()
                .map(|(score, id, address)| {
                    if query.highlight {
                        self.hit(&searcher, score, id, address, &wanted.terms, &mut analyzers)
                    } else {
                        Ok(Hit { id, score, ..Hit::default() })
                    }
                })
                .collect::<Result<_>>()?;
            return Ok(Hits { total, hits, facets, corrected: wanted.corrected, did_you_mean: wanted.meant });
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

    fn hit(
        &self,
        searcher: &Searcher,
        score: f32,
        id: u64,
        address: DocAddress,
        terms: &HashSet<String>,
        analyzers: &mut Analyzers,
    ) -> Result<Hit> {
        let stored: TantivyDocument = searcher.doc(address)?;
        let text = |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let language = Language::from_code(text(self.fields.language)).unwrap_or(self.options.language);
        let analyzer = analyzers.of(language);
        Ok(Hit {
            id,
            score,
            title_html: highlight::marked(text(self.fields.stored_title), terms, analyzer),
            snippet_html: highlight::snippet(text(self.fields.stored_body), terms, analyzer),
        })
    }
}

/// How many of the best matches a page needs; a collector takes at least one.
fn reach(query: &Query) -> usize {
    query.offset.saturating_add(query.limit.min(MOST_HITS)).clamp(1, DEEPEST)
}

/// One page of addresses. Ties are settled by id, so that the order does not depend on segments.
fn page(
    searcher: &Searcher,
    query: &Query,
    found: Vec<(Score, DocAddress)>,
) -> Result<Vec<(f32, u64, DocAddress)>> {
    let mut ranked = Vec::with_capacity(found.len());
    for (score, address) in found {
        let ids = searcher.segment_reader(address.segment_ord).fast_fields().u64("id")?;
        ranked.push((score, ids.first(address.doc_id).unwrap_or_default(), address));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    Ok(ranked.into_iter().skip(query.offset).take(query.limit.min(MOST_HITS)).collect())
}
