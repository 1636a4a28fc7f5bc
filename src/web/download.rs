//! A file that somebody sent, as an answer: told for what it is, never run, never kept by whatever lies between.

use std::path::Path;

use poem::http::{HeaderName, header};
use poem::{Body, Response};

use super::problem::percent_encode;
use crate::error::AppResult;

/// What a browser may do with it beside showing or saving it: nothing.
const POLICY: &str = "default-src 'none'; sandbox";

/// Answers with a file. `inline` lets a browser show it in its place; otherwise it is saved under its name.
///
/// # Errors
///
/// When the disk refuses.
pub async fn answer(path: &Path, media_type: &str, name: &str, inline: bool) -> AppResult<Response> {
    let file = tokio::fs::File::open(path).await?;
    let length = file.metadata().await?.len();
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CONTENT_LENGTH, length)
        .header(header::CONTENT_DISPOSITION, disposition(name, inline))
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin")
        .body(Body::from_async_read(file)))
}

/// The name twice, as RFC 6266 asks: in plain letters, and as it is.
fn disposition(name: &str, inline: bool) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let encoded = percent_encode(name).replace('/', "%2F");
    format!("{kind}; filename=\"{}\"; filename*=UTF-8''{encoded}", plain_name(name))
}

/// A name in letters that any header holds and nothing takes for an end.
pub fn plain_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        assert_eq!(
            disposition("Été \"2026\"\r\nx: y/.pdf", false),
            "attachment; filename=\"_t_ _2026___x_ y_.pdf\"; \
             filename*=UTF-8''%C3%89t%C3%A9%20%222026%22%0D%0Ax%3A%20y%2F.pdf"
        );
        assert!(disposition("a.png", true).starts_with("inline; "));
    }
}
