//! Gives each request a name, logs it when it is answered, and counts it.

use std::sync::Arc;
use std::time::Instant;

use poem::http::HeaderValue;
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response, Result};

use super::metrics::Metrics;

/// The request's name in the log and on error pages.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Middleware: names, logs and counts.
///
/// # Errors
///
/// None: what fails was turned into a response before.
pub async fn observe<E: Endpoint>(
    inner: Arc<E>,
    mut request: Request,
    id: String,
    metrics: Arc<Metrics>,
) -> Result<Response> {
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.set_data(RequestId(id.clone()));
    let mut response = match inner.call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => error.into_response(),
    };
    let (status, elapsed) = (response.status().as_u16(), started.elapsed());
    let pattern =
        response.data::<PathPattern>().map_or_else(|| "other".to_owned(), |pattern| pattern.0.to_string());
    metrics.observe(&method, &pattern, status, elapsed);
    // What stands in the place of a token opens something: it is no business of the log's.
    let path = if pattern.contains("/:token") { pattern } else { path };
    tracing::info!(request = id, %method, path, status, ms = elapsed.as_secs_f64() * 1_000.0, "answered");
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    Ok(response)
}
