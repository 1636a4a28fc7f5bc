//! Search, near-duplicates and explained clustering for any pile of short proposals.
//!
//! Synchronous, without web or database: documents in, answers out, and the caller chooses the threads.
//!
//! - [`Index`]: a folder (or memory) of documents that can be searched, with typos, without accents, by who may
//!   see what. It is derived data: a damaged folder is emptied and says so.
//! - [`cluster`]: themes nobody named beforehand, with the reasons why each document is where it is.
//! - [`duplicates()`] and [`Index::similar`]: documents that ask for the same thing, over a whole set and while
//!   typing; [`duplicate_groups`] brings them together and [`compare`] judges chosen pairs.
//! - [`trades()`]: job titles as people type them, brought to trades.
//! - [`Tables`]: what words mean to the people who write, which a deployment extends without code.
//!
//! ```
//! use search_index::{Access, Document, Index, Options, Query};
//!
//! let index = Index::in_memory(&Options::default())?;
//! let idea = Document {
//!     id: 7,
//!     title: "Gaspillage à la cantine".into(),
//!     access: vec!["public".into()],
//!     ..Document::default()
//! };
//! index.apply(&[idea], &[], 1)?;
//!
//! let hits = index.search(&Query::new("cantinne gachis"), &Access::new(["public"]))?;
//! assert_eq!(hits.hits[0].id, 7);
//! assert_eq!(hits.hits[0].title_html, "<mark>Gaspillage</mark> à la <mark>cantine</mark>");
//! # Ok::<(), search_index::Error>(())
//! ```
#![warn(missing_docs)]

mod analyzer;
mod clustering;
mod corpus;
mod document;
mod duplicates;
mod error;
mod highlight;
mod index;
mod labels;
mod language;
mod query;
mod request;
mod schema;
mod search;
mod synonyms;
mod tables;
mod themes;
mod trades;

pub use clustering::{
    Changes, Cluster, ClusterOptions, Clustering, Consensus, Decisions, DistinctiveTerm, Earlier, Member,
    Move, Orphan, Parameters, Part, SecondBest, Vectors, cluster,
};
pub use document::Document;
pub use duplicates::{
    DuplicateGroup, DuplicateOptions, Pair, Similar, compare, duplicate_groups, duplicates,
};
pub use error::{Error, Result};
pub use index::{Index, Opened, Options, Rebuild};
pub use language::Language;
pub use query::{Access, Hit, Hits, Query};
pub use request::Reason;
pub use tables::Tables;
pub use trades::{TitleGroup, TradeGroup, TradeTable, Trades, trades};
