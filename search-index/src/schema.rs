//! The fields of the index and how a document becomes one.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{PreTokenizedString, Token as IndexToken};
use tantivy::{DocAddress, Searcher, TantivyDocument};

use crate::analyzer::{Analyzers, Token};
use crate::{Document, Language, Result};

/// Grows with every change of the fields or of the analysis: an index of another version is rebuilt.
pub const SCHEMA_VERSION: u32 = 3;

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
    /// What is shown in results, as one text: short texts would cost more in names than in letters.
    pub stored: Field,
}

/// Between the parts of [`Fields::stored`]; in a text it is a blank, as it would be shown.
const SEPARATOR: char = '\0';

/// The stored parts of a document.
pub struct Stored(String);

impl Stored {
    fn of(document: &Document, language: Language) -> Self {
        let [title, body] = [&document.title, &document.body].map(|text| text.replace(SEPARATOR, " "));
        Self(format!("{}{SEPARATOR}{title}{SEPARATOR}{body}", language.code()))
    }

    fn part(&self, rank: usize) -> &str {
        self.0.split(SEPARATOR).nth(rank).unwrap_or_default()
    }

    /// The language it was analysed in.
    pub fn language(&self, fallback: Language) -> Language {
        Language::from_code(self.part(0)).unwrap_or(fallback)
    }

    pub fn title(&self) -> &str {
        self.part(1)
    }

    pub fn body(&self) -> &str {
        self.part(2)
    }
}

/// Builds the schema and the handles of its fields.
pub fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |option, lengths| {
        let indexing = TextFieldIndexing::default().set_index_option(option).set_fieldnorms(lengths);
        TextOptions::default().set_indexing_options(indexing)
    };
    // Lengths are only kept where BM25 weighs by them: a byte for each document and field.
    let positions = text(IndexRecordOption::WithFreqsAndPositions, true);
    let label = text(IndexRecordOption::WithFreqs, false);
    let exact = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        id: schema.add_u64_field("id", NumericOptions::default().set_indexed().set_fast()),
        language: schema.add_text_field("language", exact.clone()),
        title: schema.add_text_field("title", positions.clone()),
        body: schema.add_text_field("body", positions),
        trade: schema.add_text_field("trade", label.clone()),
        site: schema.add_text_field("site", label.clone()),
        tags: schema.add_text_field("tags", label),
        words: schema.add_text_field("words", text(IndexRecordOption::Basic, false)),
        facets: schema.add_text_field("facets", exact.clone() | FAST),
        access: schema.add_text_field("access", exact),
        stored: schema.add_text_field("stored", STORED),
    };
    (schema.build(), fields)
}

/// The term of a facet value. The separator cannot stand in a name, so that values are free.
pub fn facet_term(name: &str, value: &str) -> String {
    format!("{}={value}", name.replace('=', ""))
}

impl Fields {
    /// What was stored of a document found.
    pub fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<Stored> {
        let document: TantivyDocument = searcher.doc(address)?;
        let text = document.get_first(self.stored).and_then(|value| value.as_str());
        Ok(Stored(text.unwrap_or_default().to_owned()))
    }

    /// The document that tantivy stores, with every text analysed in the document's language.
    pub fn document(&self, document: &Document, analyzers: &mut Analyzers) -> TantivyDocument {
        let language = analyzers.language_of(document);
        let mut entry = TantivyDocument::default();
        entry.add_u64(self.id, document.id);
        entry.add_text(self.language, language.code());
        entry.add_text(self.stored, Stored::of(document, language).0);
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

    /// Numbers are no vocabulary: they are found as they are or not at all.
    fn add_words(&self, entry: &mut TantivyDocument, mut words: Vec<String>) {
        words.retain(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
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
