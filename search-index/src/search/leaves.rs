//! The smallest queries: a term in any field, terms in a row, one of several values.

use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, PhraseQuery, Query as IndexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::schema::Fields;
use crate::synonyms::Entry;

/// Up to this many values are looked up one by one, which skips what they do not hold; more are read at once.
const FEW_VALUES: usize = 8;

/// Makes queries for the fields of an index.
pub struct Leaves<'a> {
    fields: Fields,
    searcher: &'a Searcher,
}

impl<'a> Leaves<'a> {
    pub fn new(fields: Fields, searcher: &'a Searcher) -> Self {
        Self { fields, searcher }
    }

    /// The best of several ways, the others a little.
    pub fn any(&self, ways: &[(Entry, f32)]) -> Box<dyn IndexQuery> {
        let clauses = ways.iter().flat_map(|(entry, weight)| self.entry_anywhere(entry, *weight));
        Box::new(DisjunctionMaxQuery::with_tie_breaker(clauses.collect(), 0.1))
    }

    pub fn entry_anywhere(&self, entry: &Entry, weight: f32) -> Vec<Box<dyn IndexQuery>> {
        match entry {
            Entry::Word(term) => vec![self.term_anywhere(term, weight)],
            // Each of its words brings its own score: together they count as one.
            Entry::Words(places) => self.in_a_row(places, weight / places.len().max(1) as f32),
        }
    }

    /// Terms at these places in the title or in the body.
    pub fn in_a_row(&self, places: &[(usize, String)], weight: f32) -> Vec<Box<dyn IndexQuery>> {
        let fields = [(self.fields.title, 4.0), (self.fields.body, 1.0)].into_iter();
        let row = |field| places.iter().map(|(at, term)| (*at, Term::from_field_text(field, term))).collect();
        fields.filter_map(|(field, boost)| boosted(phrase_query(row(field)), boost * weight)).collect()
    }

    /// A term in any field: the title tells most, then the tags and labels, then the body.
    pub fn term_anywhere(&self, term: &str, weight: f32) -> Box<dyn IndexQuery> {
        let fields = [
            (self.fields.title, 3.0),
            (self.fields.tags, 2.0),
            (self.fields.body, 1.0),
            (self.fields.trade, 1.5),
            (self.fields.site, 1.5),
        ];
        // A field without the term costs a look at its dictionary now rather than a branch for each hit.
        let stands = |field: Field| {
            self.searcher.doc_freq(&Term::from_field_text(field, term)).map_or(true, |count| count > 0)
        };
        let fields = fields.into_iter().filter(|(field, _)| stands(*field));
        let clauses = fields.filter_map(|(field, boost)| boosted(term_query(field, term), boost * weight));
        Box::new(DisjunctionMaxQuery::with_tie_breaker(clauses.collect(), 0.3))
    }
}

/// One of the terms, whichever.
pub fn one_of(terms: Vec<Term>) -> Box<dyn IndexQuery> {
    if terms.len() > FEW_VALUES {
        return Box::new(TermSetQuery::new(terms));
    }
    let one = |term| -> Box<dyn IndexQuery> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
    Box::new(BooleanQuery::union(terms.into_iter().map(one).collect()))
}

fn term_query(field: Field, term: &str) -> Option<Box<dyn IndexQuery>> {
    Some(Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs)))
}

fn phrase_query(mut terms: Vec<(usize, Term)>) -> Option<Box<dyn IndexQuery>> {
    match terms.len() {
        0 => None,
        1 => terms.pop().map(|(_, term)| {
            let query: Box<dyn IndexQuery> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            query
        }),
        _ => Some(Box::new(PhraseQuery::new_with_offset(terms))),
    }
}

fn boosted(query: Option<Box<dyn IndexQuery>>, boost: f32) -> Option<Box<dyn IndexQuery>> {
    query.map(|query| {
        let query: Box<dyn IndexQuery> = Box::new(BoostQuery::new(query, boost));
        query
    })
}
