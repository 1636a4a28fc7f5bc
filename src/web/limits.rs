//! Bounds on what a program may send, whatever its headers say.

use std::sync::Arc;

use poem::http::header;
use poem::{Body, Endpoint, IntoResponse, Request, Response, Result};

use super::forms::MAX_BYTES;
use crate::error::AppError;

/// Middleware for the API: a document is read up to a limit before anything looks at it; a packed one is refused, since
/// it could grow past every limit while it is unpacked. A file is not a document: what takes one counts its bytes.
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
        request.set_body(Body::from(bytes));
    }
    Ok(inner.call(request).await?.into_response())
}
