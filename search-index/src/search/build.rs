//! From what was typed to queries, by API: nothing typed is ever part of a query language.

use std::collections::{BTreeSet, HashSet};

use tantivy::collector::Count;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query as IndexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::analyzer::{Analyzers, fold};
use crate::schema::{Fields, facet_term};
use crate::search::parse::{Clause, Parsed};
use crate::search::vocabulary::{self, Near};
use crate::synonyms::Synonyms;
use crate::{Access, Language, Result};

/// How much a synonym, a near word and a completion count beside the word itself.
const SYNONYM: f32 = 0.7;
const NEAR: f32 = 0.6;
const COMPLETION: f32 = 0.8;

/// A query, the terms to mark, and what was changed to get there.
pub struct Wanted {
    pub query: Box<dyn IndexQuery>,
    pub terms: HashSet<String>,
    pub corrected: bool,
    pub meant: Option<String>,
}

/// How much is asked of a document, in the order tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Every word, as it was typed.
    AsTyped,
    /// Every word, unknown ones replaced by near ones.
    NearWords,
    /// Some of the words, or near ones.
    SomeWords,
}

impl Attempt {
    pub const IN_ORDER: [Self; 3] = [Self::AsTyped, Self::NearWords, Self::SomeWords];
}

pub struct Builder<'a> {
    fields: Fields,
    searcher: &'a Searcher,
    languages: Vec<Language>,
    analyzers: &'a mut Analyzers,
}

/// The ways in which one clause can be met.
struct Group {
    query: Box<dyn IndexQuery>,
    terms: Vec<String>,
    /// The word that replaces the typed one.
    meant: Option<String>,
    text: String,
}

impl<'a> Builder<'a> {
    pub fn new(
        fields: Fields,
        searcher: &'a Searcher,
        languages: Vec<Language>,
        analyzers: &'a mut Analyzers,
    ) -> Self {
        Self { fields, searcher, languages, analyzers }
    }

    /// What a hit must satisfy besides the text: access first, then the facets.
    pub fn filter(&self, filters: &[(String, Vec<String>)], access: &Access) -> Box<dyn IndexQuery> {
        let allowed = access.terms().iter().map(|term| Term::from_field_text(self.fields.access, term));
        let mut clauses: Vec<Box<dyn IndexQuery>> = vec![Box::new(TermSetQuery::new(allowed))];
        for (name, values) in filters {
            let values = values
                .iter()
                .map(|value| Term::from_field_text(self.fields.facets, &facet_term(name, value)));
            clauses.push(Box::new(TermSetQuery::new(values)));
        }
        Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::intersection(clauses)), 0.0))
    }

    pub fn with_filter(&self, wanted: &Wanted, filter: &dyn IndexQuery) -> BooleanQuery {
        BooleanQuery::new(vec![(Occur::Must, filter.box_clone()), (Occur::Must, wanted.query.box_clone())])
    }

    /// The query of an attempt; `filter` is what [`Builder::filter`] gave.
    pub fn wanted(&mut self, parsed: &Parsed, attempt: Attempt, filter: &dyn IndexQuery) -> Result<Wanted> {
        let groups = self.groups(parsed, (attempt != Attempt::AsTyped).then_some(filter))?;
        if groups.is_empty() {
            // Nothing at all, or stop words alone.
            let query: Box<dyn IndexQuery> =
                if parsed.is_empty() { Box::new(AllQuery) } else { Box::new(EmptyQuery) };
            return Ok(Wanted { query, terms: HashSet::new(), corrected: false, meant: None });
        }
        Ok(combined(groups, attempt))
    }

    fn groups(&mut self, parsed: &Parsed, tolerant: Option<&dyn IndexQuery>) -> Result<Vec<Group>> {
        let mut groups = Vec::new();
        for clause in &parsed.clauses {
            match clause {
                Clause::Phrase(text) => groups.extend(self.phrase(text)),
                Clause::Word { text, prefix } => groups.extend(self.word(text, *prefix, tolerant)?),
            }
        }
        Ok(groups)
    }

    /// The words must follow each other in the title or in the body.
    fn phrase(&mut self, text: &str) -> Option<Group> {
        let mut clauses: Vec<Box<dyn IndexQuery>> = Vec::new();
        let mut terms = BTreeSet::new();
        for language in self.languages.clone() {
            let mut tokens = self.analyzers.of(language).tokens(text);
            tokens.retain(|token| !token.compound);
            terms.extend(tokens.iter().map(|token| token.term.clone()));
            for (field, boost) in [(self.fields.title, 4.0), (self.fields.body, 1.0)] {
                let placed =
                    tokens.iter().map(|t| (t.position, Term::from_field_text(field, &t.term))).collect();
                clauses.extend(boosted(phrase_query(placed), boost));
            }
        }
        let query: Box<dyn IndexQuery> = Box::new(DisjunctionMaxQuery::new(clauses));
        let terms: Vec<_> = terms.into_iter().collect();
        (!terms.is_empty()).then(|| Group { query, terms, meant: None, text: format!("\"{text}\"") })
    }

    /// The word, its synonyms, its completions, and its near words when given what may be seen.
    fn word(&mut self, text: &str, prefix: bool, tolerant: Option<&dyn IndexQuery>) -> Result<Option<Group>> {
        let typed = self.words(text);
        let mut alternatives = Vec::new();
        let mut meant = None;
        for word in &typed {
            alternatives.push((word.clone(), 1.0));
            if prefix {
                let completions = vocabulary::completions(self.searcher, self.fields.words, word)?;
                alternatives.extend(completions.into_iter().map(|near| (near.word, COMPLETION)));
            }
            let Some(filter) = tolerant else { continue };
            if !vocabulary::contains(self.searcher, self.fields.words, word)? {
                let (near, seen) = self.near(word, filter)?;
                meant = meant.or(seen);
                alternatives.extend(near.iter().map(|near| (near.word.clone(), near_weight(near))));
            }
        }
        Ok(self.alternatives(alternatives).map(|(query, terms)| Group {
            query,
            terms,
            meant,
            text: text.to_owned(),
        }))
    }

    /// The words near a typed one, and the first that may be told. Two typos are only looked for when one is not
    /// enough: that costs several times more, and finds worse.
    fn near(&self, word: &str, filter: &dyn IndexQuery) -> Result<(Vec<Near>, Option<String>)> {
        let mut found = (Vec::new(), None);
        for typos in 1..=vocabulary::tolerance(word) {
            let near = vocabulary::near(self.searcher, self.fields.words, word, typos)?;
            let seen = self.first_seen(&near, filter)?;
            found = (near, seen);
            if found.1.is_some() {
                break;
            }
        }
        Ok(found)
    }

    /// The first of some words that stands in a document that may be seen: no other is ever told.
    fn first_seen(&self, near: &[Near], filter: &dyn IndexQuery) -> Result<Option<String>> {
        for near in near {
            let word = TermQuery::new(
                Term::from_field_text(self.fields.words, &near.word),
                IndexRecordOption::Basic,
            );
            let seen = BooleanQuery::intersection(vec![Box::new(word), filter.box_clone()]);
            if self.searcher.search(&seen, &Count)? > 0 {
                return Ok(Some(near.word.clone()));
            }
        }
        Ok(None)
    }

    /// The folded words of a chunk that are not stop words everywhere.
    fn words(&mut self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for language in self.languages.clone() {
            for token in self.analyzers.of(language).tokens(text) {
                if !words.contains(&token.word) {
                    words.push(token.word);
                }
            }
        }
        words
    }

    fn alternatives(&mut self, words: Vec<(String, f32)>) -> Option<(Box<dyn IndexQuery>, Vec<String>)> {
        let mut terms: Vec<(String, f32)> = Vec::new();
        let mut add = |term: String, weight: f32| match terms.iter_mut().find(|known| known.0 == term) {
            Some(known) => known.1 = known.1.max(weight),
            None => terms.push((term, weight)),
        };
        for (word, weight) in words {
            for &language in &self.languages {
                let analyzer = self.analyzers.of(language);
                if let Some(term) = analyzer.term(&fold(&word)) {
                    for synonym in Synonyms::of(language).of_term(&term) {
                        add(synonym.clone(), weight * SYNONYM);
                    }
                    add(term, weight);
                }
            }
        }
        if terms.is_empty() {
            return None;
        }
        let clauses = terms.iter().map(|(term, weight)| self.term_anywhere(term, *weight)).collect();
        let query = Box::new(DisjunctionMaxQuery::with_tie_breaker(clauses, 0.1));
        Some((query, terms.into_iter().map(|(term, _)| term).collect()))
    }

    /// A term in any field: the title tells most, then the tags and labels, then the body.
    fn term_anywhere(&self, term: &str, weight: f32) -> Box<dyn IndexQuery> {
        let fields = [
            (self.fields.title, 3.0),
            (self.fields.tags, 2.0),
            (self.fields.body, 1.0),
            (self.fields.trade, 1.5),
            (self.fields.site, 1.5),
        ];
        let clauses = fields.map(|(field, boost)| boosted(term_query(field, term), boost * weight));
        Box::new(DisjunctionMaxQuery::with_tie_breaker(clauses.into_iter().flatten().collect(), 0.3))
    }
}

fn near_weight(near: &Near) -> f32 {
    match near.distance {
        0 => 1.0,
        1 => NEAR,
        _ => NEAR / 2.0,
    }
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

/// All the groups, or as many as say something: one of two, two of three or four, then about 60 %.
fn combined(groups: Vec<Group>, attempt: Attempt) -> Wanted {
    let needed = if attempt == Attempt::SomeWords { (groups.len() * 3 / 5).max(1) } else { groups.len() };
    let corrected = groups.iter().any(|group| group.meant.is_some());
    let meant = corrected.then(|| {
        let words: Vec<_> =
            groups.iter().map(|group| group.meant.clone().unwrap_or_else(|| group.text.clone())).collect();
        words.join(" ")
    });
    let mut terms = HashSet::new();
    let mut clauses = Vec::new();
    for group in groups {
        terms.extend(group.terms);
        clauses.push((Occur::Should, group.query));
    }
    Wanted {
        query: Box::new(BooleanQuery::with_minimum_required_clauses(clauses, needed)),
        terms,
        corrected,
        meant,
    }
}
