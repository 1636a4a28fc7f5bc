//! Warning while someone is typing that others asked the same.

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as IndexQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use super::SHARED;
use crate::analyzer::{Analyzers, Token};
use crate::request::{Lexicon, Likeness, Reason, Request, opening, rarity};
use crate::search::build::Builder;
use crate::{Access, Document, Index, Language, Query, Result};

/// A document of the index that is near a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Similar {
    /// [`Document::id`]
    pub id: u64,
    /// From 0 (nothing shared) to 1 (the same text).
    pub score: f32,
    /// What makes it alike.
    pub reason: Reason,
    /// The words that both use, as the document writes them, the most telling first.
    pub shared_terms: Vec<String>,
}

/// How many near documents are compared with the text.
const CANDIDATES: usize = 20;
/// The rarest words are sought until their lists are this long together: common ones would cost nearly all of the
/// time and find hardly anyone that the rare ones do not.
const POSTINGS: u64 = 20_000;
/// This many words of the text are sought at most.
const SOUGHT: usize = 16;
/// How much a word of the title counts beside one of the body, and a synonym beside the word, in finding candidates.
const TITLE: f32 = 2.0;
const SYNONYM: f32 = 0.7;
/// Only this much of a document's body is compared, in characters.
const READ: usize = 600;

impl Index {
    /// The documents that may ask the same as a text being typed: its title and first words.
    ///
    /// What is not yet written is not held against the text when it is compared with a title.
    ///
    /// # Errors
    /// [`Error::Broken`](crate::Error::Broken) when the folder can no longer be read.
    pub fn similar(&self, text: &str, access: &Access, limit: usize) -> Result<Vec<Similar>> {
        self.similar_among(text, access, &[], limit)
    }

    /// As [`Index::similar`], among the documents with one of the values of each facet, as in
    /// [`Query::filters`](crate::Query::filters).
    ///
    /// # Errors
    /// As [`Index::similar`].
    pub fn similar_among(
        &self,
        text: &str,
        access: &Access,
        filters: &[(String, Vec<String>)],
        limit: usize,
    ) -> Result<Vec<Similar>> {
        let (searcher, text) = (self.searcher(), opening(text));
        let mut analyzers = Analyzers::new(self.options.language);
        let language = analyzers.language_of(&Document { title: text.to_owned(), ..Document::default() });
        let typed = self.without_beginning(&searcher, text, analyzers.of(language).tokens(text));
        let query = self.candidates(&searcher, &typed, language);
        if query.is_none() || limit == 0 {
            return Ok(Vec::new());
        }
        let builder =
            Builder::new(self.fields, &searcher, vec![language], &mut analyzers, &self.options.tables);
        let among = Query { filters: filters.to_vec(), ..Query::default() };
        let filter = builder.filter(&among, None, access);
        let clauses = query.into_iter().chain([filter]).map(|query| (Occur::Must, query)).collect();
        let best = TopDocs::with_limit(CANDIDATES + limit.min(CANDIDATES)).order_by_score();
        let found = searcher.search(&BooleanQuery::new(clauses), &best)?;
        let end = typed.last().map_or(0, |token| token.end);
        let mut lexicon = Lexicon::new(&self.options.tables);
        let asked = Request::new(&text[..end], "", language, &mut lexicon, analyzers.of(language));
        let mut similar = Vec::new();
        for (_, address) in found {
            let candidate = Candidate::read(self, &searcher, address, &mut analyzers, &mut lexicon)?;
            similar.push(candidate);
        }
        lexicon.weigh(|term| rarity(searcher.num_docs(), self.df(&searcher, term)));
        let mut similar: Vec<Similar> =
            similar.into_iter().map(|candidate| candidate.compared(&asked, &lexicon)).collect();
        similar.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        similar.truncate(limit);
        Ok(similar)
    }

    /// The tokens but for a last word that is no word of any document: it is still being typed.
    fn without_beginning(&self, searcher: &Searcher, text: &str, mut tokens: Vec<Token>) -> Vec<Token> {
        if tokens.last().is_some_and(|last| last.end == text.len() && self.df(searcher, &last.term) == 0) {
            let start = tokens.last().map_or(0, |last| last.start);
            tokens.retain(|token| token.start < start && token.end <= start);
        }
        tokens
    }

    /// In how many documents a term stands, about: the larger of title and body.
    fn df(&self, searcher: &Searcher, term: &str) -> u64 {
        let of = |field| searcher.doc_freq(&Term::from_field_text(field, term)).unwrap_or(0);
        of(self.fields.title).max(of(self.fields.body))
    }

    /// Documents with some of the rarest terms or of their synonyms.
    fn candidates(
        &self,
        searcher: &Searcher,
        tokens: &[Token],
        language: Language,
    ) -> Option<Box<dyn IndexQuery>> {
        let mut terms: Vec<(u64, &str, f32)> = Vec::new();
        for token in tokens.iter().take(SOUGHT) {
            let synonyms = self.options.tables.of(language).synonyms.words_of_term(&token.term);
            let synonyms = synonyms.map(|term| (term, SYNONYM));
            for (term, weight) in std::iter::once((token.term.as_str(), 1.0)).chain(synonyms) {
                match terms.iter_mut().find(|known| known.1 == term) {
                    Some(known) => known.2 = known.2.max(weight),
                    None => terms.push((self.df(searcher, term), term, weight)),
                }
            }
        }
        terms.retain(|&(df, _, _)| df > 0);
        terms.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let (mut clauses, mut postings) = (Vec::new(), 0);
        for (df, term, weight) in terms {
            if postings > 0 && postings + df > POSTINGS {
                break;
            }
            postings += df;
            for (field, boost) in [(self.fields.title, TITLE), (self.fields.body, 1.0)] {
                let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
                let boosted: Box<dyn IndexQuery> = Box::new(BoostQuery::new(Box::new(query), boost * weight));
                clauses.push((Occur::Should, boosted));
            }
        }
        let any: Box<dyn IndexQuery> = Box::new(BooleanQuery::with_minimum_required_clauses(clauses, 1));
        (postings > 0).then_some(any)
    }
}

/// A document to compare: its title alone, and all of it.
struct Candidate {
    id: u64,
    title: Request,
    /// Nothing when it is all title.
    whole: Option<Request>,
    /// Its terms as it writes them, in reading order.
    surfaces: Vec<(String, String)>,
}

impl Candidate {
    fn read(
        index: &Index,
        searcher: &Searcher,
        address: DocAddress,
        analyzers: &mut Analyzers,
        lexicon: &mut Lexicon,
    ) -> Result<Self> {
        let stored = index.fields.stored(searcher, address)?;
        let language = stored.language(index.options.language);
        let analyzer = analyzers.of(language);
        let title = stored.title();
        let body: String = stored.body().chars().take(READ).collect();
        let mut surfaces = Vec::new();
        for part in [title, &body] {
            let written = |token: Token| (token.term, part[token.start..token.end].to_lowercase());
            surfaces.extend(analyzer.tokens(part).into_iter().filter(|token| !token.compound).map(written));
        }
        let ids = searcher.segment_reader(address.segment_ord).fast_fields().u64("id")?;
        let id = ids.first(address.doc_id).unwrap_or_default();
        let mut read = |body: &str| Request::new(title, body, language, lexicon, analyzer);
        let whole = (!body.is_empty()).then(|| read(&body));
        Ok(Self { id, title: read(""), whole, surfaces })
    }

    fn compared(self, asked: &Request, lexicon: &Lexicon) -> Similar {
        let all = self.whole.as_ref().unwrap_or(&self.title);
        let whole = asked.likeness(all, lexicon);
        let title = asked.unfinished(&self.title, lexicon);
        let Likeness { score, reason } = if title.score > whole.score { title } else { whole };
        let surface =
            |term: &str| self.surfaces.iter().find(|(known, _)| known == term).map(|(_, word)| word.clone());
        let shared_terms = lexicon.shared(asked, all).into_iter().filter_map(surface).take(SHARED).collect();
        Similar { id: self.id, score, reason, shared_terms }
    }
}
