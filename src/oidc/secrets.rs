//! What a sign-in under way needs to know again: all of it follows from one random secret that the browser alone keeps.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

/// Characters of a written secret: 256 bits.
pub const SECRET_LENGTH: usize = 43;

/// State, nonce and verifier of one sign-in, 43 characters each. The secret has 256 random bits, so that plain hashes of
/// it, each with a word of its own before it, tell nothing of it nor of one another.
pub struct Secrets {
    secret: String,
}

impl Secrets {
    /// From fresh random bytes.
    pub fn new(random: [u8; 32]) -> Self {
        Self { secret: BASE64URL_NOPAD.encode(&random) }
    }

    /// From what a browser kept.
    pub fn read(kept: &str) -> Option<Self> {
        let is_one = kept.len() == SECRET_LENGTH && BASE64URL_NOPAD.decode(kept.as_bytes()).is_ok();
        is_one.then(|| Self { secret: kept.to_owned() })
    }

    /// What the browser keeps.
    pub fn kept(&self) -> &str {
        &self.secret
    }

    /// What goes to the provider and comes back with the browser.
    pub fn state(&self) -> String {
        self.derive("state")
    }

    /// What the `id_token` must hold.
    pub fn nonce(&self) -> String {
        self.derive("nonce")
    }

    /// What shows that who exchanges the code is who asked for it.
    pub fn verifier(&self) -> String {
        self.derive("verifier")
    }

    /// What the database keeps of a state.
    pub fn state_hash(state: &str) -> String {
        HEXLOWER.encode(&Sha256::digest(state))
    }

    fn derive(&self, word: &str) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(format!("{word}:{}", self.secret)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_words_follow_from_one_secret() {
        let secrets = Secrets::new([7; 32]);
        let (state, nonce, verifier) = (secrets.state(), secrets.nonce(), secrets.verifier());
        assert!([&state, &nonce, &verifier].iter().all(|word| word.len() == 43));
        assert!(state != nonce && nonce != verifier && verifier != state);
        let again = Secrets::read(secrets.kept()).unwrap();
        assert_eq!(again.state(), state);
        for wrong in ["", "x", &"é".repeat(22), &"A".repeat(42), &"!".repeat(43)] {
            assert!(Secrets::read(wrong).is_none(), "{wrong}");
        }
    }
}
