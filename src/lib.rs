//! MiniLabs: the platform that gives every idea of a contest an answer and a place to act.
//!
//! Rooms, in the order an idea travels; then the platform they stand on. Inside a room, pages, api and jobs call
//! actions, actions call the store, the store knows the rules; between rooms only what a room's `mod.rs` shows is used;
//! the platform never names a room. `tests/architecture.rs` holds this.

pub mod accounts;
pub mod notices;

pub mod contests;
pub mod ideas;
pub mod organisation;

pub mod attachments;
pub mod comments;

pub mod clustering;
pub mod minilabs;

pub mod incubation;

pub mod impact;

pub mod help;
pub mod home;
pub mod operations;

pub mod journal;

pub mod app;
pub mod cli;
pub mod demo;
pub mod server;

pub mod archive;
pub mod db;
pub mod embeddings;
pub mod files;
pub mod images;
pub mod jobs;
pub mod language;
pub mod mail;
pub mod oidc;
pub mod search;
pub mod sheets;
pub mod transaction;
pub mod web;

pub mod audience;
pub mod clock;
pub mod config;
pub mod error;
pub mod ids;
pub mod slug;
