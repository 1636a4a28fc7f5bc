//! What people remember, as it is kept: Argon2id with 19 MiB, two passes and one lane, as OWASP recommends for
//! passwords. A few tens of milliseconds on purpose: never within a transaction, never on an async thread.

use std::sync::LazyLock;

use anyhow::anyhow;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::clock::Clock;
use crate::error::{AppError, AppResult};

/// KiB of memory, passes, lanes.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Digits of a PIN.
pub const DIGITS: usize = 6;

/// What a PIN is compared with where there is none, so that an answer takes as long.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hash(b"sixteen bytes ok", "no pin").ok());

fn argon2() -> AppResult<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn broken(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(anyhow!("a PIN cannot be hashed: {error}"))
}

fn hash(salt: &[u8; 16], pin: &str) -> AppResult<String> {
    let salt = SaltString::encode_b64(salt).map_err(broken)?;
    Ok(argon2()?.hash_password(pin.as_bytes(), &salt).map_err(broken)?.to_string())
}

/// The hashes of PINs, off the async threads.
///
/// # Errors
///
/// When there is no memory for it.
pub(super) async fn hash_all(clock: &Clock, pins: Vec<String>) -> AppResult<Vec<String>> {
    let clock = clock.clone();
    let work = move || pins.iter().map(|pin| hash(&clock.random_bytes(), pin)).collect();
    tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?
}

/// Whether a PIN is the one that was hashed; it never is where there is no hash. Off the async threads.
///
/// # Errors
///
/// When there is no memory for it.
pub(super) async fn verify(hash: Option<String>, pin: String) -> AppResult<bool> {
    let work = move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODYS.clone()) else { return Ok(false) };
        let hash = PasswordHash::new(&hash).map_err(broken)?;
        Ok(argon2()?.verify_password(pin.as_bytes(), &hash).is_ok() && known)
    };
    tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?
}

/// Whether a PIN is one that anybody would try first.
pub(super) fn is_simple(pin: &str) -> bool {
    let steps: Vec<i16> =
        pin.as_bytes().windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
    let halves = pin.split_at_checked(pin.len() / 2).is_some_and(|(one, other)| one == other);
    halves || [0, 1, -1].iter().any(|step| steps.iter().all(|known| known == step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_anybody_would_try_is_simple() {
        for simple in ["000000", "123456", "654321", "123123"] {
            assert!(is_simple(simple), "{simple}");
        }
        assert!(!is_simple("481516") && !is_simple("112233"));
    }

    #[test]
    fn the_same_pin_has_two_hashes_that_say_their_cost() {
        let (one, other) = (hash(&[1; 16], "481516").unwrap(), hash(&[2; 16], "481516").unwrap());
        assert_ne!(one, other);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !one.contains("481516"));
    }
}
