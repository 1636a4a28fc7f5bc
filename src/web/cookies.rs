//! The few cookies there are, all of them needed: no banner is due.

use poem::Request;
use poem::http::header;
use poem::web::cookie::{Cookie, SameSite};
use std::time::Duration;

/// A cookie for the whole site that scripts cannot read; without TLS only where the site itself has none.
pub fn make(name: &str, value: &str, secure: bool, max_age: Option<Duration>) -> Cookie {
    let mut cookie = Cookie::new_with_str(name, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    if let Some(max_age) = max_age {
        cookie.set_max_age(max_age);
    }
    cookie
}

/// A cookie that takes the one of the same name away.
pub fn remove(name: &str, secure: bool) -> Cookie {
    make(name, "", secure, Some(Duration::ZERO))
}

/// Adds a cookie to a response.
pub fn set(response: &mut poem::Response, cookie: &Cookie) {
    if let Ok(value) = cookie.to_string().parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The value of a cookie the browser sent.
pub fn read<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let pairs = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    pairs.flat_map(|header| header.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value.trim_matches('"'))
    })
}
