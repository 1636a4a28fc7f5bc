//! From an error to what a person or a program is told: a page with a way on, or a problem document (RFC 9457).

use poem::error::ResponseError;
use poem::http::{StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response, Result};
use poem_openapi::payload::Json;
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::{ApiResponse, Object};
use serde::Serialize;
use serde_json::json;

use super::render::Page;
use super::requests::RequestId;
use super::shell::Shell;
use crate::error::AppError;

impl ResponseError for AppError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The page of an error.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    status: u16,
    kind: &'static str,
    rule: Option<&'static str>,
    reference: String,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "errors/error.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let of = |status, kind, rule| (kind, Self { status, kind, rule, reference: "0abc".into() });
        vec![
            of(404, "not-found", None),
            of(403, "forbidden", None),
            of(403, "stale-form", None),
            of(405, "method", None),
            of(413, "too-large", None),
            of(422, "invalid", None),
            of(409, "refused", Some("idea-placed")),
            of(429, "too-many-tries", None),
            of(500, "internal", None),
            of(503, "unavailable", None),
        ]
    }
}

/// What an error means, whoever raised it.
struct Meaning {
    status: StatusCode,
    kind: &'static str,
    rule: Option<&'static str>,
    fields: serde_json::Value,
}

impl Meaning {
    fn of(error: &poem::Error) -> Self {
        let status = error.status();
        let Some(ours) = error.downcast_ref::<AppError>() else {
            let kind = match status {
                StatusCode::NOT_FOUND => "not-found",
                StatusCode::METHOD_NOT_ALLOWED => "method",
                StatusCode::UNAUTHORIZED => "sign-in-first",
                StatusCode::PAYLOAD_TOO_LARGE => "too-large",
                status if status.is_client_error() => "invalid",
                _ => "internal",
            };
            return Self { status, kind, rule: None, fields: json!([]) };
        };
        let rule = if let AppError::Refused(rule) = ours { Some(*rule) } else { None };
        let fields = if let AppError::Invalid(fields) = ours { json!(fields) } else { json!([]) };
        Self { status, kind: ours.kind(), rule, fields }
    }
}

fn log(error: &poem::Error, meaning: &Meaning, reference: &str) {
    if meaning.status.is_server_error() {
        tracing::error!(reference, status = meaning.status.as_u16(), %error, "a request failed");
    } else {
        tracing::debug!(reference, status = meaning.status.as_u16(), %error, "a request was refused");
    }
}

fn reference(request: &Request) -> String {
    request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Middleware for pages: an error becomes a page with a way on; who must sign in first is sent there and back.
///
/// # Errors
///
/// Only when the page of the error itself cannot be drawn.
pub async fn as_page<E: Endpoint>(inner: std::sync::Arc<E>, request: Request) -> Result<Response> {
    let reference = reference(&request);
    let shell = Shell::from_request_parts(&request);
    let is_get = request.method() == poem::http::Method::GET;
    let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let error = match inner.call(request).await {
        Ok(response) => return Ok(response.into_response()),
        Err(error) if error.is_from_response() => return Ok(error.into_response()),
        Err(error) => error,
    };
    let meaning = Meaning::of(&error);
    log(&error, &meaning, &reference);
    if meaning.status == StatusCode::UNAUTHORIZED {
        let back = if is_get { format!("?next={}", percent_encode(&target)) } else { String::new() };
        return Ok(super::see_other(&format!("/connexion{back}")));
    }
    let Meaning { status, kind, rule, .. } = meaning;
    let page = ErrorPage { status: status.as_u16(), kind, rule, reference };
    let mut response = shell?.page(&page)?;
    response.set_status(status);
    Ok(response)
}

/// An error as a problem document.
pub fn document(error: poem::Error, request_reference: &str) -> Response {
    if error.is_from_response() {
        return error.into_response();
    }
    let meaning = Meaning::of(&error);
    log(&error, &meaning, request_reference);
    let kind = meaning.rule.map_or(meaning.kind.to_owned(), |rule| format!("{}:{rule}", meaning.kind));
    let mut body = json!({
        "type": format!("urn:minilabs:problem:{kind}"),
        "title": meaning.status.canonical_reason().unwrap_or_default(),
        "status": meaning.status.as_u16(),
        "instance": format!("urn:minilabs:request:{request_reference}"),
    });
    if error.downcast_ref::<AppError>().is_none() && meaning.status.is_client_error() {
        // The framework says which parameter or member it could not read.
        body["detail"] = json!(error.to_string());
    }
    if meaning.fields.as_array().is_some_and(|fields| !fields.is_empty()) {
        body["errors"] = meaning.fields;
    }
    Response::builder()
        .status(meaning.status)
        .header(header::CONTENT_TYPE, "application/problem+json")
        .body(body.to_string())
}

/// Middleware for the API: an error becomes a problem document.
///
/// # Errors
///
/// None.
pub async fn as_document<E: Endpoint>(inner: std::sync::Arc<E>, request: Request) -> Result<Response> {
    let reference = reference(&request);
    Ok(match inner.call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => document(error, &reference),
    })
}

/// A path as the value of a query parameter.
pub fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(byte.into());
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The problem documents of the API, as its document lists them.
#[derive(Debug, Object)]
pub struct ProblemBody {
    /// `urn:minilabs:problem:` and the kind of the problem.
    r#type: String,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// `urn:minilabs:request:` and the request's name in the log.
    instance: String,
    /// What could not be read.
    detail: Option<String>,
    /// The fields that are wrong.
    errors: Option<Vec<ProblemField>>,
}

/// A field that is wrong.
#[derive(Debug, Object)]
pub struct ProblemField {
    /// Its name.
    field: String,
    /// What is wrong: `required`, `too-long`, …
    kind: String,
    /// The bound that was passed.
    limit: Option<i64>,
}

type Problem = Json<ProblemBody>;

/// What an operation may answer instead. It documents the answers; the documents themselves are written in
/// [`document`], for our errors and for the framework's alike.
#[derive(Debug)]
pub struct Refusal(AppError);

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<Refusal> for poem::Error {
    fn from(refusal: Refusal) -> Self {
        refusal.0.into()
    }
}

/// Done; nothing to say.
#[derive(ApiResponse)]
pub enum Done {
    /// Done.
    #[oai(status = 204)]
    Done,
}

/// The documented answers.
#[derive(ApiResponse)]
#[expect(dead_code, reason = "only the documentation is taken from it")]
enum Documented {
    /// It cannot be read.
    #[oai(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// Nobody is signed in, and somebody must be.
    #[oai(status = 401, content_type = "application/problem+json")]
    Unauthorized(Problem),
    /// Not for this person.
    #[oai(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// It does not exist, or may not be seen.
    #[oai(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// A rule says no; the type names it.
    #[oai(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Fields are wrong.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// Too many tries.
    #[oai(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// Try again later.
    #[oai(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

impl ApiResponse for Refusal {
    fn meta() -> MetaResponses {
        Documented::meta()
    }

    fn register(registry: &mut Registry) {
        Documented::register(registry);
    }
}
