//! MiniLabs: the platform that gives every idea of a contest an answer and a place to act.

pub mod audience;
pub mod clock;
pub mod db;
pub mod error;
pub mod ids;
pub mod jobs;
pub mod journal;
pub mod transaction;
