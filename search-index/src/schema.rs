//! The fields of the index and how a document becomes one.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token as IndexToken};

use crate::analyzer::{Analyzers, Token};
use crate::{Document, Language};

/// Grows with every change of the fields or of the analysis: an index of another version is rebuilt.
pub const SCHEMA_VERSION: u32 = 2;

/// The handles of the fields; the same in every index of this version.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    pub id: Field,
    pub language: Field,
    /// Terms, analysed in the document's language.
    pub title: Field,
    pub body: Field,
    pub trade: Field,
    pub site: Field,
    pub tags: Field,
    /// Folded words, not stemmed: the vocabulary for typos, completion and suggestions.
    pub words: Field,
    /// `name=value`
    pub facets: Field,
    pub access: Field,
    /// What is shown in results.
    pub stored_title: Field,
    pub stored_body: Field,
}

/// Builds the schema and the handles of its fields.
pub fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |option| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_index_option(option))
    };
    let positions = text(IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        id: schema.add_u64_field("id", INDEXED | FAST),
        language: schema.add_text_field("language", STRING | STORED),
        title: schema.add_text_field("title", positions.clone()),
        body: schema.add_text_field("body", positions.clone()),
        trade: schema.add_text_field("trade", text(IndexRecordOption::WithFreqs)),
        site: schema.add_text_field("site", text(IndexRecordOption::WithFreqs)),
        tags: schema.add_text_field("tags", text(IndexRecordOption::WithFreqs)),
        words: schema.add_text_field("words", text(IndexRecordOption::Basic)),
        facets: schema.add_text_field("facets", STRING | FAST),
        access: schema.add_text_field("access", STRING),
        stored_title: schema.add_text_field("stored_title", STORED),
        stored_body: schema.add_text_field("stored_body", STORED),
    };
    (schema.build(), fields)
}

/// The term of a facet value. The separator cannot stand in a name, so that values are free.
pub fn facet_term(name: &str, value: &str) -> String {
    format!("{}={value}", name.replace('=', ""))
}

impl Fields {
    /// The document that tantivy stores, with every text analysed in the document's language.
    pub fn document(&self, document: &Document, analyzers: &mut Analyzers) -> TantivyDocument {
        let language = analyzers.language_of(document);
        let mut entry = TantivyDocument::default();
        entry.add_u64(self.id, document.id);
        entry.add_text(self.language, language.code());
        entry.add_text(self.stored_title, &document.title);
        entry.add_text(self.stored_body, &document.body);
        let tags = document.tags.join(" · ");
        let trade = document.trade.as_deref().unwrap_or_default();
        let site = document.site.as_deref().unwrap_or_default();
        let texts = [
            (self.title, document.title.as_str()),
            (self.body, document.body.as_str()),
            (self.trade, trade),
            (self.site, site),
            (self.tags, tags.as_str()),
        ];
        let mut words = Vec::new();
        for (field, text) in texts {
            words.extend(self.add_text(&mut entry, field, text, language, analyzers));
        }
        self.add_words(&mut entry, words);
        self.add_labels(&mut entry, document);
        entry
    }

    fn add_text(
        &self,
        entry: &mut TantivyDocument,
        field: Field,
        text: &str,
        language: Language,
        analyzers: &mut Analyzers,
    ) -> Vec<String> {
        let tokens = analyzers.of(language).tokens(text);
        let words = tokens.iter().map(|token| token.word.clone()).collect();
        if !tokens.is_empty() {
            entry.add_pre_tokenized_text(field, pre_tokenized(tokens));
        }
        words
    }

    fn add_words(&self, entry: &mut TantivyDocument, mut words: Vec<String>) {
        words.sort_unstable();
        words.dedup();
        let tokens = words
            .into_iter()
            .enumerate()
            .map(|(position, word)| Token {
                term: word,
                word: String::new(),
                start: 0,
                end: 0,
                position,
                compound: false,
            })
            .collect();
        entry.add_pre_tokenized_text(self.words, pre_tokenized(tokens));
    }

    fn add_labels(&self, entry: &mut TantivyDocument, document: &Document) {
        for (name, value) in &document.facets {
            entry.add_text(self.facets, facet_term(name, value));
        }
        for term in &document.access {
            entry.add_text(self.access, term);
        }
    }
}

/// Only the terms and their places: the text itself is stored apart, once.
fn pre_tokenized(tokens: Vec<Token>) -> PreTokenizedString {
    let tokens = tokens
        .into_iter()
        .map(|token| IndexToken {
            offset_from: token.start,
            offset_to: token.end,
            position: token.position,
            text: token.term,
            position_length: 1,
        })
        .collect();
    PreTokenizedString { text: String::new(), tokens }
}
