//! HTTP: the table of routes, what every response carries, forms, pages and problems. It knows no room: a person is
//! an account's id in a session and, for the page's shell, a name and a few words.

pub mod assets;
pub mod compress;
pub mod cookies;
pub mod csrf;
pub mod download;
pub mod forms;
pub mod headers;
pub mod limits;
pub mod metrics;
pub mod origin;
pub mod paging;
pub mod problem;
pub mod qr;
pub mod render;
pub mod requests;
pub mod routes;
pub mod shell;
pub mod upload;

pub use csrf::CsrfToken;
pub use forms::{Form, FormState, KeptForm};
pub use render::{Page, Pages};
pub use routes::{Access, Route, Routes};
pub use shell::{Flash, NavEntry, Shell, Viewer};

use poem::Response;
use poem::http::{StatusCode, header};

/// Sends the browser elsewhere with a `GET`, after a write.
pub fn see_other(path: &str) -> Response {
    Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, path).finish()
}

/// A path on this site, or nothing: what follows a sign-in must not lead elsewhere.
pub fn local_path(path: &str) -> Option<&str> {
    let is_local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
        && path.len() < 2_000;
    is_local.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        assert_eq!(local_path("/idees?q=a"), Some("/idees?q=a"));
        for path in
            ["", "idees", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/\t/evil"]
        {
            assert_eq!(local_path(path), None, "{path:?}");
        }
    }
}
