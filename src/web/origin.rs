//! Where a write comes from, as the browser itself says. The second lock beside the form's token: whoever may set cookies
//! for this site, from a page of a neighbouring name, could bring a browser's mark and its token along.

use poem::Request;
use poem::http::{header, uri::Authority};

/// Whether a browser says that another site's page makes this request. Programs and very old browsers say nothing.
pub fn is_foreign(request: &Request, base_url: &str) -> bool {
    match request.header("sec-fetch-site") {
        Some(site) => !["same-origin", "none"].contains(&site),
        None => request.header(header::ORIGIN).is_some_and(|origin| !is_own(request, origin, base_url)),
    }
}

/// A proxy may have changed the name that was asked for: the one of the settings is ours, too.
fn is_own(request: &Request, origin: &str, base_url: &str) -> bool {
    let Some((_, host)) = origin.split_once("://") else { return false };
    let asked = request.header(header::HOST).or_else(|| request.uri().authority().map(Authority::as_str));
    let own = base_url.split_once("://").map(|(_, host)| host);
    [asked, own].into_iter().flatten().any(|name| name.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        is_foreign(&request.finish(), "https://lab.example")
    }

    #[test]
    fn the_browser_says_where_a_write_comes_from() {
        assert!(!foreign(&[]));
        assert!(!foreign(&[("origin", "https://lab.example")]));
        assert!(!foreign(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!foreign(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(!foreign(&[("sec-fetch-site", "none")]));
        for origin in
            ["https://evil.example", "https://lab.example.evil.example", "null", "https://x.lab.example"]
        {
            assert!(foreign(&[("origin", origin), ("host", "lab.example")]), "{origin}");
        }
        for site in ["cross-site", "same-site", ""] {
            assert!(foreign(&[("sec-fetch-site", site), ("origin", "https://lab.example")]), "{site}");
        }
    }
}
