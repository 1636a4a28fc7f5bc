//! The pages that say how and by whom.

pub mod pages;
