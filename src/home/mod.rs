//! The front door: where all ideas stand, and what waits for who looks.

pub mod pages;
