//! From what was typed to queries, by API: nothing typed is ever part of a query language.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring, Occur,
    Query as IndexQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use crate::analyzer::Analyzers;
use crate::schema::{Fields, facet_term};
use crate::search::leaves::{Leaves, one_of};
use crate::search::parse::{Clause, Parsed};
use crate::search::vocabulary::{self, Near};
use crate::search::words::{Typed, typed};
use crate::synonyms::Entry;
use crate::{Access, Language, Query, Result, Tables};

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
    leaves: Leaves<'a>,
    languages: Vec<Language>,
    analyzers: &'a mut Analyzers,
    tables: Arc<Tables>,
    /// The groups with near words, once they were looked for.
    tolerant: Option<Vec<Group>>,
}

/// The ways in which one clause can be met.
struct Group {
    query: Box<dyn IndexQuery>,
    terms: Vec<String>,
    /// The word that replaces the typed one.
    meant: Option<String>,
    text: String,
    /// Whether near words stand beside the typed one.
    has_near: bool,
    /// Grammar in some language of the index: welcome, but never asked for beside other words.
    optional: bool,
}

/// The terms that meet a word, with their weights.
#[derive(Default)]
struct Ways {
    entries: Vec<(Entry, f32)>,
    /// Whether some are near words.
    has_near: bool,
}

impl Ways {
    /// An entry met twice keeps the larger weight.
    fn add(&mut self, entry: Entry, weight: f32) {
        match self.entries.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, known)) => *known = known.max(weight),
            None => self.entries.push((entry, weight)),
        }
    }

    fn terms(&self) -> impl Iterator<Item = String> {
        self.entries.iter().flat_map(|(entry, _)| match entry {
            Entry::Word(term) => vec![term.clone()],
            Entry::Words(places) => places.iter().map(|(_, term)| term.clone()).collect(),
        })
    }
}

impl<'a> Builder<'a> {
    pub fn new(
        fields: Fields,
        searcher: &'a Searcher,
        languages: Vec<Language>,
        analyzers: &'a mut Analyzers,
        tables: &Arc<Tables>,
    ) -> Self {
        let (leaves, tables) = (Leaves::new(fields, searcher), Arc::clone(tables));
        Self { fields, searcher, leaves, languages, analyzers, tables, tolerant: None }
    }

    /// What a hit must satisfy besides the text: access first, then the ids, then the facets except the one named
    /// `but`.
    pub fn filter(&self, asked: &Query, but: Option<&str>, access: &Access) -> Box<dyn IndexQuery> {
        let allowed = access.terms().iter().map(|term| Term::from_field_text(self.fields.access, term));
        let mut clauses = vec![one_of(allowed.collect())];
        let of_ids =
            |ids: &[u64]| one_of(ids.iter().map(|&id| Term::from_field_u64(self.fields.id, id)).collect());
        clauses.extend(asked.within.as_deref().map(of_ids));
        for (name, values) in asked.filters.iter().filter(|(name, _)| Some(name.as_str()) != but) {
            let values = values
                .iter()
                .map(|value| Term::from_field_text(self.fields.facets, &facet_term(name, value)));
            clauses.push(one_of(values.collect()));
        }
        let mut clauses: Vec<_> = clauses.into_iter().map(|clause| (Occur::Must, clause)).collect();
        if !asked.without.is_empty() {
            clauses.push((Occur::MustNot, of_ids(&asked.without)));
        }
        Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(clauses)), 0.0))
    }

    pub fn with_filter(&self, wanted: &Wanted, filter: &dyn IndexQuery) -> BooleanQuery {
        BooleanQuery::new(vec![(Occur::Must, filter.box_clone()), (Occur::Must, wanted.query.box_clone())])
    }

    /// The query of an attempt, `None` when it would be the one before again; `filter` is what [`Builder::filter`] gave.
    pub fn wanted(
        &mut self,
        parsed: &Parsed,
        attempt: Attempt,
        filter: &dyn IndexQuery,
    ) -> Result<Option<Wanted>> {
        let groups = match self.tolerant.take() {
            Some(known) => known,
            None => self.groups(parsed, (attempt != Attempt::AsTyped).then_some(filter))?,
        };
        if groups.is_empty() {
            // Nothing at all, or stop words alone.
            let query: Box<dyn IndexQuery> =
                if parsed.is_empty() { Box::new(AllQuery) } else { Box::new(EmptyQuery) };
            return Ok(Some(Wanted { query, terms: HashSet::new(), corrected: false, meant: None }));
        }
        let again = attempt == Attempt::NearWords && groups.iter().all(|group| !group.has_near);
        let wanted = (!again).then(|| combined(&groups, attempt));
        self.tolerant = (attempt != Attempt::AsTyped).then_some(groups);
        Ok(wanted)
    }

    fn groups(&mut self, parsed: &Parsed, tolerant: Option<&dyn IndexQuery>) -> Result<Vec<Group>> {
        let mut words: Vec<Option<Typed>> = Vec::new();
        for clause in &parsed.clauses {
            words.push(match clause {
                Clause::Phrase(_) => None,
                Clause::Word { text, .. } => Some(typed(text, &self.languages, self.analyzers)),
            });
        }
        let together = self.together(&words)?;
        let mut groups = Vec::new();
        for ((clause, word), others) in parsed.clauses.iter().zip(&words).zip(together) {
            match (clause, word) {
                (Clause::Word { text, prefix }, Some(word)) => {
                    groups.extend(self.word(text, word, *prefix, others, tolerant)?);
                }
                (Clause::Phrase(text) | Clause::Word { text, .. }, _) => groups.extend(self.phrase(text)),
            }
        }
        Ok(groups)
    }

    /// For each word, what can stand for it together with its neighbours: "demi pension" is "demipension", and
    /// "restauration scolaire" is an entry of the synonyms.
    fn together(&mut self, words: &[Option<Typed>]) -> Result<Vec<Ways>> {
        let mut ways: Vec<Ways> = words.iter().map(|_| Ways::default()).collect();
        for (rank, pair) in words.windows(2).enumerate() {
            let [Some(a), Some(b)] = pair else { continue };
            let joined = format!("{}{}", a.letters, b.letters);
            if vocabulary::contains(self.searcher, self.fields.words, &joined)? {
                for entry in self.readings(&joined) {
                    ways[rank].add(entry.clone(), 1.0);
                    ways[rank + 1].add(entry, 1.0);
                }
            }
        }
        for language in self.languages.clone() {
            self.several(words, language, &mut ways);
        }
        Ok(ways)
    }

    /// Entries of several words in the table of synonyms.
    fn several(&mut self, words: &[Option<Typed>], language: Language, ways: &mut [Ways]) {
        let analyzer = self.analyzers.of(language);
        let mut said: Vec<(usize, String)> = Vec::new();
        for (rank, word) in words.iter().enumerate() {
            let parts = word.iter().flat_map(|word| &word.parts);
            said.extend(parts.filter_map(|part| Some((rank, analyzer.term(&part.word)?))));
        }
        let terms: Vec<String> = said.iter().map(|(_, term)| term.clone()).collect();
        for first in 0..terms.len() {
            for (count, group) in self.tables.of(language).synonyms.of_terms(&terms[first..]) {
                let these = first..first + count;
                let others = group.iter().filter(|entry| !is_said(entry, &terms[these.clone()]));
                for entry in others {
                    said[these.clone()].iter().for_each(|(rank, _)| ways[*rank].add(entry.clone(), SYNONYM));
                }
            }
        }
    }

    /// The words must follow each other in the title or in the body.
    fn phrase(&mut self, text: &str) -> Option<Group> {
        let mut clauses: Vec<Box<dyn IndexQuery>> = Vec::new();
        let mut terms = BTreeSet::new();
        for language in self.languages.clone() {
            let mut tokens = self.analyzers.of(language).tokens(text);
            tokens.retain(|token| !token.compound);
            terms.extend(tokens.iter().map(|token| token.term.clone()));
            let places: Vec<_> = tokens.into_iter().map(|token| (token.position, token.term)).collect();
            clauses.extend(self.leaves.in_a_row(&places, 1.0));
        }
        let query: Box<dyn IndexQuery> = Box::new(DisjunctionMaxQuery::new(clauses));
        let terms: Vec<_> = terms.into_iter().collect();
        let text = format!("\"{text}\"");
        (!terms.is_empty()).then_some(Group {
            query,
            terms,
            meant: None,
            text,
            has_near: false,
            optional: false,
        })
    }

    /// The word, its synonyms, its completions, and its near words when given what may be seen.
    fn word(
        &mut self,
        text: &str,
        word: &Typed,
        prefix: bool,
        others: Ways,
        tolerant: Option<&dyn IndexQuery>,
    ) -> Result<Option<Group>> {
        let (mut meant, mut has_near) = (None, false);
        let mut parts = Vec::new();
        let last = word.parts.len().saturating_sub(1);
        for (rank, part) in word.parts.iter().enumerate() {
            let (ways, seen) = self.ways(&part.word, prefix && rank == last, tolerant)?;
            has_near |= ways.has_near;
            meant = meant.or(seen);
            parts.push(ways);
        }
        if word.parts.is_empty() && prefix && word.letters.chars().nth(1).is_some() {
            // Grammar so far, but perhaps the beginning of a word: "de" of "déchets".
            parts.extend(Some(self.completed(&word.letters)?).filter(|ways| !ways.entries.is_empty()));
        }
        let optional = word.is_grammar || word.parts.is_empty();
        let mut whole = others;
        let read = word.whole.as_deref().map(|whole| self.readings(whole)).unwrap_or_default();
        for entry in read {
            self.with_synonyms(entry, 1.0, &mut whole);
        }
        let terms: Vec<String> = parts.iter().chain([&whole]).flat_map(Ways::terms).collect();
        let query = self.met(parts, whole);
        let text = text.to_owned();
        Ok((!terms.is_empty()).then_some(Group { query, terms, meant, text, has_near, optional }))
    }

    /// All the parts, or the whole. The ways of a lone part are alternatives of those of the whole.
    fn met(&self, mut parts: Vec<Ways>, mut whole: Ways) -> Box<dyn IndexQuery> {
        let mut queries: Vec<Box<dyn IndexQuery>> = Vec::new();
        if let [only] = parts.as_mut_slice() {
            whole.entries.append(&mut only.entries);
        } else if !parts.is_empty() {
            let all = parts.iter().map(|ways| self.leaves.any(&ways.entries)).collect();
            queries.push(Box::new(BooleanQuery::intersection(all)));
        }
        if !whole.entries.is_empty() {
            queries.push(self.leaves.any(&whole.entries));
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, 0.1))
    }

    /// The ways to meet one folded word, and the near word that may be told.
    fn ways(
        &mut self,
        word: &str,
        prefix: bool,
        tolerant: Option<&dyn IndexQuery>,
    ) -> Result<(Ways, Option<String>)> {
        let mut ways = if prefix { self.completed(word)? } else { Ways::default() };
        self.add_word(word, 1.0, &mut ways);
        let Some(filter) = tolerant else { return Ok((ways, None)) };
        if vocabulary::contains(self.searcher, self.fields.words, word)? {
            return Ok((ways, None));
        }
        if let Some((halves, meant)) = self.halves(word, filter)? {
            halves.into_iter().for_each(|entry| ways.add(entry, NEAR));
            ways.has_near = true;
            return Ok((ways, Some(meant)));
        }
        let (near, seen) = self.near(word, filter)?;
        ways.has_near = !near.is_empty();
        for near in &near {
            self.add_word(&near.word, near_weight(near), &mut ways);
        }
        Ok((ways, seen))
    }

    fn completed(&mut self, start: &str) -> Result<Ways> {
        let mut ways = Ways::default();
        for near in vocabulary::completions(self.searcher, self.fields.words, start)? {
            for entry in self.readings(&near.word) {
                ways.add(entry, COMPLETION);
            }
        }
        Ok(ways)
    }

    fn add_word(&mut self, word: &str, weight: f32, ways: &mut Ways) {
        for entry in self.readings(word) {
            self.with_synonyms(entry, weight, ways);
        }
    }

    fn with_synonyms(&self, entry: Entry, weight: f32, ways: &mut Ways) {
        if let Entry::Word(term) = &entry {
            for language in &self.languages {
                for synonym in self.tables.of(*language).synonyms.of_term(term) {
                    ways.add(synonym.clone(), weight * SYNONYM);
                }
            }
        }
        ways.add(entry, weight);
    }

    /// The terms of a folded word in the languages of the index.
    fn readings(&mut self, word: &str) -> Vec<Entry> {
        let mut read = Vec::new();
        for &language in &self.languages {
            if let Some(entry) = self.analyzers.of(language).term(word).map(Entry::Word)
                && !read.contains(&entry)
            {
                read.push(entry);
            }
        }
        read
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
            let term = Term::from_field_text(self.fields.words, &near.word);
            if self.is_seen(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), filter)? {
                return Ok(Some(near.word.clone()));
            }
        }
        Ok(None)
    }

    /// A word that is two known ones without their blank, where they follow each other in what may be seen.
    fn halves(&mut self, word: &str, filter: &dyn IndexQuery) -> Result<Option<(Vec<Entry>, String)>> {
        for (first, second) in vocabulary::halves(self.searcher, self.fields.words, word)? {
            let mut rows = Vec::new();
            for language in self.languages.clone() {
                let analyzer = self.analyzers.of(language);
                if let (Some(a), Some(b)) = (analyzer.term(&first), analyzer.term(&second)) {
                    rows.push(Entry::Words(vec![(0, a), (1, b)]));
                }
            }
            rows.dedup();
            let queries = rows.iter().flat_map(|entry| self.leaves.entry_anywhere(entry, 1.0)).collect();
            if self.is_seen(Box::new(DisjunctionMaxQuery::new(queries)), filter)? {
                return Ok(Some((rows, format!("{first} {second}"))));
            }
        }
        Ok(None)
    }

    /// Whether a document that passes the filter matches; stops at the first.
    fn is_seen(&self, query: Box<dyn IndexQuery>, filter: &dyn IndexQuery) -> Result<bool> {
        let both = BooleanQuery::intersection(vec![query, filter.box_clone()]);
        let weight =
            tantivy::query::Query::weight(&both, EnableScoring::disabled_from_searcher(self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut found = weight.scorer(segment, 1.0)?;
            while found.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(found.doc())) {
                    return Ok(true);
                }
                found.advance();
            }
        }
        Ok(false)
    }
}

/// Whether an entry of several words is these very terms.
fn is_said(entry: &Entry, terms: &[String]) -> bool {
    matches!(entry, Entry::Words(places) if places.iter().map(|(_, term)| term).eq(terms))
}

fn near_weight(near: &Near) -> f32 {
    match near.distance {
        0 => 1.0,
        1 => NEAR,
        _ => NEAR / 2.0,
    }
}

/// All the groups, or as many as say something: one of two, two of three or four, then about 60 %. Grammar is only
/// asked for when nothing else was typed.
fn combined(groups: &[Group], attempt: Attempt) -> Wanted {
    let corrected = groups.iter().any(|group| group.meant.is_some());
    let words = groups.iter().map(|group| group.meant.as_deref().unwrap_or(&group.text));
    let meant = corrected.then(|| words.collect::<Vec<_>>().join(" "));
    let terms = groups.iter().flat_map(|group| group.terms.iter().cloned()).collect();
    let only_grammar = groups.iter().all(|group| group.optional);
    let (asked, welcome): (Vec<_>, Vec<_>) = groups.iter().partition(|group| only_grammar || !group.optional);
    let all = asked.len();
    let needed = if attempt == Attempt::SomeWords || only_grammar { (all * 3 / 5).max(1) } else { all };
    let should = |group: &Group| (Occur::Should, group.query.box_clone());
    let asked = BooleanQuery::with_minimum_required_clauses(asked.into_iter().map(should).collect(), needed);
    let query: Box<dyn IndexQuery> = if welcome.is_empty() {
        Box::new(asked)
    } else {
        let must: (Occur, Box<dyn IndexQuery>) = (Occur::Must, Box::new(asked));
        Box::new(BooleanQuery::new([must].into_iter().chain(welcome.into_iter().map(should)).collect()))
    };
    Wanted { query, terms, corrected, meant }
}
