//! Documents that ask for the same thing: all the pairs of a set, or those near a text being typed.

use std::sync::Arc;

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::{DocAddress, Term};

use crate::analyzer::Analyzers;
use crate::clustering::nearest;
use crate::corpus::Corpus;
use crate::search::build::Builder;
use crate::similarity::{Signature, rarity};
use crate::{Access, Document, Index, Language, Result, Tables};

/// How alike two documents must be.
#[derive(Clone, Debug)]
pub struct DuplicateOptions {
    /// From 0 to 1; pairs below are not told. At 0.65 about nine told pairs in ten are right.
    pub threshold: f32,
    /// The language of the documents that do not say theirs.
    pub language: Language,
    /// What words mean.
    pub tables: Arc<Tables>,
}

impl Default for DuplicateOptions {
    fn default() -> Self {
        Self { threshold: 0.65, language: Language::French, tables: Tables::builtin() }
    }
}

/// Two documents that seem to ask the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// [`Document::id`] of the one that came first.
    pub a: u64,
    /// [`Document::id`] of the other.
    pub b: u64,
    /// From 0 (nothing shared) to 1 (the same text).
    pub score: f32,
    /// The words that both use, the most telling first.
    pub shared_terms: Vec<String>,
}

/// A document of the index that is near a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Similar {
    /// [`Document::id`]
    pub id: u64,
    /// From 0 (nothing shared) to 1 (the same text).
    pub score: f32,
    /// The words that both use, as the document writes them, the most telling first.
    pub shared_terms: Vec<String>,
}

/// How many shared words are worth reading.
const SHARED: usize = 8;
/// How many near documents are compared with each.
const CANDIDATES: usize = 20;

/// The pairs of documents that are alike, the most alike first.
#[must_use]
pub fn duplicates(documents: &[Document], options: &DuplicateOptions) -> Vec<Pair> {
    let corpus = Corpus::new(documents, options.language, &options.tables);
    let near = nearest::nearest(&weighted(&corpus), CANDIDATES);
    let signatures = signatures(documents, &corpus, options.language);
    let mut pairs = Vec::new();
    for (a, list) in near.iter().enumerate() {
        for b in list.iter().map(|&(b, _)| b as usize) {
            let told_by_other = b < a && near[b].iter().any(|&(other, _)| other as usize == a);
            let score = if told_by_other { 0.0 } else { signatures[a].likeness(&signatures[b]) };
            if score >= options.threshold && score > 0.0 {
                let (first, second) = (a.min(b), a.max(b));
                let shared_terms = shared(&corpus, first, second);
                pairs.push(Pair { a: documents[first].id, b: documents[second].id, score, shared_terms });
            }
        }
    }
    pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    pairs
}

/// Unit rows of terms by rarity, to find candidates with.
fn weighted(corpus: &Corpus) -> nearest::Rows {
    let documents = corpus.len() as u64;
    let weigh = |&(term, count): &(u32, f32)| {
        (term, rarity(documents, u64::from(corpus.df[term as usize])) * (1.0 + count.ln()))
    };
    let mut rows = corpus.rows.iter().map(|row| row.iter().map(weigh).collect()).collect();
    nearest::normalise(&mut rows);
    rows
}

fn signatures(documents: &[Document], corpus: &Corpus, language: Language) -> Vec<Signature> {
    let mut analyzers = Analyzers::new(language);
    let count = corpus.len() as u64;
    let weigh =
        |term: &str| rarity(count, corpus.ids.get(term).map_or(0, |&id| u64::from(corpus.df[id as usize])));
    let sign = |document: &Document| {
        let analyzer = analyzers.of(analyzers.language_of(document));
        let mut tokens = analyzer.tokens(Corpus::text(document, true));
        tokens.extend(analyzer.tokens(Corpus::text(document, false)));
        Signature::new(&tokens, weigh)
    };
    documents.iter().map(sign).collect()
}

/// The words of both, the rarest first.
fn shared(corpus: &Corpus, a: usize, b: usize) -> Vec<String> {
    let has = |term: u32| corpus.rows[b].binary_search_by_key(&term, |&(other, _)| other).is_ok();
    let mut both: Vec<u32> = corpus.rows[a].iter().map(|&(term, _)| term).filter(|&term| has(term)).collect();
    both.sort_by_key(|&term| (corpus.df[term as usize], term));
    both.into_iter().take(SHARED).map(|term| corpus.surfaces[term as usize].clone()).collect()
}

impl Index {
    /// The documents that may ask the same as a text being typed: its title and first words.
    ///
    /// # Errors
    /// [`Error::Broken`](crate::Error::Broken) when the folder can no longer be read.
    pub fn similar(&self, text: &str, access: &Access, limit: usize) -> Result<Vec<Similar>> {
        let searcher = self.searcher();
        let mut analyzers = Analyzers::new(self.options.language);
        let language = analyzers.language_of(&Document { title: text.to_owned(), ..Document::default() });
        let tokens = analyzers.of(language).tokens(text);
        if tokens.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let languages = vec![language];
        let builder = Builder::new(self.fields, &searcher, languages, &mut analyzers, &self.options.tables);
        let filter = builder.filter(&[], None, access);
        let query = builder.any_of(tokens.iter().take(40).map(|token| token.term.as_str()), &*filter);
        let found = searcher.search(&query, &TopDocs::with_limit(CANDIDATES + limit).order_by_score())?;
        let documents = searcher.num_docs();
        let weigh = |term: &str| {
            let field = |field| searcher.doc_freq(&Term::from_field_text(field, term)).unwrap_or(0);
            rarity(documents, field(self.fields.title).max(field(self.fields.body)))
        };
        let asked = Signature::new(&tokens, weigh);
        let mut similar = Vec::new();
        for (_, address) in found {
            similar.push(self.compare(&searcher, address, &asked, weigh, &mut analyzers)?);
        }
        similar.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        similar.truncate(limit);
        Ok(similar)
    }

    fn compare(
        &self,
        searcher: &tantivy::Searcher,
        address: DocAddress,
        asked: &Signature,
        weigh: impl Fn(&str) -> f32,
        analyzers: &mut Analyzers,
    ) -> Result<Similar> {
        let stored = self.fields.stored(searcher, address)?;
        let language = stored.language(self.options.language);
        let title = stored.title();
        let body: String = stored.body().chars().take(600).collect();
        let whole = format!("{title}\n{body}");
        let tokens = analyzers.of(language).tokens(&whole);
        let of_title = Signature::new(tokens.iter().filter(|token| token.end <= title.len()), &weigh);
        let of_all = Signature::new(&tokens, &weigh);
        let score = asked.likeness(&of_title).max(asked.likeness(&of_all));
        let shared = asked.shared(&of_all);
        let surface = |term: String| {
            tokens
                .iter()
                .find(|token| token.term == term)
                .map(|token| whole[token.start..token.end].to_lowercase())
        };
        let id = searcher.segment_reader(address.segment_ord).fast_fields().u64("id")?.first(address.doc_id);
        let shared_terms = shared.into_iter().filter_map(surface).take(SHARED).collect();
        Ok(Similar { id: id.unwrap_or_default(), score, shared_terms })
    }
}
