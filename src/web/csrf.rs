//! A form is taken only from a browser that this site gave it to: it carries a token that is a keyed hash of a random
//! cookie, as OWASP describes under "signed double-submit cookie". The token outlives a sign-in, so that what was
//! being typed in another tab is not lost.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The field that every form carries first.
pub const FIELD: &str = "csrf_token";
/// The cookie that the token belongs to.
pub const COOKIE: &str = "minilabs_browser";

/// The site's own key, the same in all processes.
#[derive(Clone)]
pub struct CsrfKey([u8; 32]);

/// What forms of this browser carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsrfToken {
    /// The cookie's value.
    pub browser: String,
    /// The field's value.
    pub token: String,
}

impl CsrfKey {
    /// The key, from the settings of the database.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The token of the browser with this cookie.
    pub fn token(&self, browser: &str) -> CsrfToken {
        let token = BASE64URL_NOPAD.encode(&self.mac(browser).finalize().into_bytes());
        CsrfToken { browser: browser.to_owned(), token }
    }

    /// Whether a form's token belongs to this browser; in constant time.
    pub fn verify(&self, browser: &str, token: &str) -> bool {
        BASE64URL_NOPAD
            .decode(token.as_bytes())
            .is_ok_and(|given| self.mac(browser).verify_slice(&given).is_ok())
    }

    #[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
    fn mac(&self, browser: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("an HMAC takes a key of any length");
        mac.update(b"csrf:");
        mac.update(browser.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_browser_alone() {
        let key = CsrfKey::new([7; 32]);
        let token = key.token("one").token;
        assert!(key.verify("one", &token));
        assert!(!key.verify("two", &token));
        assert!(!CsrfKey::new([8; 32]).verify("one", &token));
        assert!(!key.verify("one", "") && !key.verify("one", "é"));
    }
}
