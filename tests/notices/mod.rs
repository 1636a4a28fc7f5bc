//! Telling people.

mod tell;
