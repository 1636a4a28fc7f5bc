//! Bounds on what a program may send, whatever its headers say.

use std::sync::Arc;

use poem::http::{StatusCode, header};
use poem::{Body, Endpoint, IntoResponse, Request, Response, Result};

use super::forms::MAX_BYTES;
use crate::error::AppError;

/// Middleware for the API: a document is read up to a limit before anything looks at it; a packed one is refused, since
/// it could grow past every limit while it is unpacked; so is one with the character 0, which nobody types and PostgreSQL
/// holds nowhere. A file is not a document: what takes one counts its bytes.
///
/// # Errors
///
/// [`AppError::TooLarge`], or the inner endpoint's.
pub async fn bound_documents<E: Endpoint>(inner: Arc<E>, mut request: Request) -> Result<Response> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(AppError::TooLarge.into());
    }
    let is_file = request.content_type().is_some_and(|kind| kind.starts_with("application/octet-stream"));
    if !is_file {
        let bytes = request.take_body().into_bytes_limit(MAX_BYTES).await.map_err(|_| AppError::TooLarge)?;
        if names_nul(&bytes) {
            return Err(poem::Error::from_string("a text holds the character 0", StatusCode::BAD_REQUEST));
        }
        request.set_body(Body::from(bytes));
    }
    Ok(inner.call(request).await?.into_response())
}

/// Whether a text of the document holds the character 0: `\u0000`, unless its backslash is a text's own.
fn names_nul(document: &[u8]) -> bool {
    const NUL: &[u8] = b"\\u0000";
    let places = document.windows(NUL.len()).enumerate().filter(|(_, part)| *part == NUL);
    places.map(|(place, _)| place).any(|place| {
        let before = document[..place].iter().rev().take_while(|byte| **byte == b'\\').count();
        before.is_multiple_of(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_0_is_seen_in_any_disguise() {
        assert!(names_nul(br#"{"a":"x\u0000"}"#) && names_nul(br#"{"a":"\\\u0000"}"#));
        assert!(!names_nul(br#"{"a":"\\u0000"}"#) && !names_nul(br#"{"a":"0000"}"#));
    }
}
