//! Why there are no vectors, and what to do about it.

use std::fmt;
use std::time::Duration;

use thiserror::Error;

/// Why a server gave no vectors.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the embeddings server {server} {trouble}")]
pub struct EmbeddingsError {
    /// Which: scheme, host and port.
    pub server: String,
    /// What happened.
    pub trouble: Trouble,
}

/// What can happen to a request. In a sentence, it continues "the embeddings server …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No connection, or one that broke; why.
    Unreachable(String),
    /// No whole answer within the setting's time.
    Slow(Duration),
    /// It says no, and says why.
    Refused {
        /// The status of its answer.
        status: u16,
        /// The beginning of its words.
        said: String,
    },
    /// It sends elsewhere; the status of its answer.
    Redirected(u16),
    /// An answer that is larger than any answer should be.
    TooLarge,
    /// An answer that makes no sense; why.
    Unreadable(String),
    /// Every answer came in time, and all of them together did not.
    OutOfTime {
        /// Texts whose vectors came.
        done: usize,
        /// Texts that were to be asked about.
        total: usize,
    },
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => {
                write!(out, "cannot be reached ({why}): check EMBEDDINGS_URL and that the server runs")
            }
            Self::Slow(patience) => write!(
                out,
                "did not answer within {} s: try again later, or raise EMBEDDINGS_TIMEOUT_SECONDS",
                patience.as_secs_f32()
            ),
            Self::Refused { status, said } => {
                let todo = match status {
                    401 | 403 => "check EMBEDDINGS_KEY",
                    404 => "check EMBEDDINGS_URL and EMBEDDINGS_MODEL",
                    429 | 500.. => "try again later",
                    _ => "check EMBEDDINGS_MODEL",
                };
                let said = if said.is_empty() { String::new() } else { format!(" and says “{said}”") };
                write!(out, "refuses with status {status}{said}: {todo}")
            }
            Self::Redirected(status) => {
                write!(out, "sends elsewhere (status {status}): write the final address in EMBEDDINGS_URL")
            }
            Self::TooLarge => out.write_str(
                "answers far more than vectors: check that EMBEDDINGS_URL is an embeddings server",
            ),
            Self::Unreadable(why) => write!(
                out,
                "does not answer with vectors ({why}): check that EMBEDDINGS_URL is an OpenAI-compatible \
                 embeddings server and EMBEDDINGS_MODEL a model for embeddings"
            ),
            Self::OutOfTime { done, total } => {
                write!(out, "is too slow: {done} of {total} texts were answered in time; try again later")
            }
        }
    }
}
