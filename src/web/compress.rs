//! Packs responses with gzip. The framework's own middleware also unpacks request bodies, past every size limit.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::{HeaderValue, header};
use poem::{Endpoint, IntoResponse, Request, Response, Result};

/// Below this a response is sent as it is.
const WORTH_IT: usize = 1_400;

/// Whether the browser takes gzip.
pub fn is_wanted(request: &Request) -> bool {
    request.header(header::ACCEPT_ENCODING).is_some_and(|accepted| {
        accepted.split(',').any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            parts.next() == Some("gzip") && parts.next() != Some("q=0")
        })
    })
}

fn is_text(response: &Response) -> bool {
    let kind = response.content_type().unwrap_or_default();
    ["text/", "application/json", "application/problem+json", "application/atom+xml", "application/feed+json"]
        .iter()
        .any(|text| kind.starts_with(text))
}

/// Middleware: packs texts that are worth it.
///
/// # Errors
///
/// The inner endpoint's, or a body that cannot be read.
pub async fn pack<E: Endpoint>(inner: std::sync::Arc<E>, request: Request) -> Result<Response> {
    let wanted = is_wanted(&request);
    let mut response = inner.call(request).await?.into_response();
    if !wanted || !is_text(&response) || response.headers().contains_key(header::CONTENT_ENCODING) {
        return Ok(response);
    }
    let body = response.take_body().into_bytes().await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if body.len() < WORTH_IT {
        response.set_body(body);
        return Ok(response);
    }
    // The lightest level: pages are drawn anew for each request, and it takes off four fifths already.
    let mut packer = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    packer.write_all(&body).map_err(poem::error::InternalServerError)?;
    let packed = packer.finish().map_err(poem::error::InternalServerError)?;
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response.set_body(packed);
    Ok(response)
}
