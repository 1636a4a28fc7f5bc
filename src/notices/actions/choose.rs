//! What a person chooses of the mails they get.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::json;

use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::db::{Conn, Result};
use crate::error::{AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::notices::rules::{Channel, Frequency, NoticeKind, QuietHours, Rhythm};
use crate::notices::store;

/// By which way a person is told of each kind, and when mails leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// The ways.
    pub channels: BTreeMap<NoticeKind, Channel>,
    /// The rhythm.
    pub rhythm: Rhythm,
}

/// What a person chose, and the defaults where they did not.
pub fn preferences_of(conn: &mut Conn, account: AccountId) -> Result<Preferences> {
    let chosen = store::channels(conn, account)?;
    let way = |kind: NoticeKind| chosen.get(&kind).copied().unwrap_or_else(|| kind.default_channel());
    let channels = NoticeKind::ALL.iter().map(|kind| (*kind, way(*kind))).collect();
    Ok(Preferences { channels, rhythm: store::rhythm(conn, account)?.0 })
}

/// Preferences as they were typed.
#[derive(Debug, Clone, Default)]
pub struct PreferencesDraft {
    /// Kinds and ways; kinds that are absent stay as they are.
    pub channels: BTreeMap<String, String>,
    /// `daily`, `weekly`, `never`.
    pub digest: String,
    /// 1 to 7.
    pub digest_day: String,
    /// An hour, or empty.
    pub quiet_from: String,
    /// An hour, or empty.
    pub quiet_until: String,
}

impl PreferencesDraft {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// The faults of the fields.
    pub fn checked(self) -> AppResult<Preferences> {
        let mut errors = FieldErrors::default();
        let mut channels = BTreeMap::new();
        for &kind in NoticeKind::ALL {
            if let Some(channel) = self.channels.get(kind.as_str()) {
                channels.extend(word(&mut errors, kind.as_str(), channel).map(|channel| (kind, channel)));
            }
        }
        let digest = word(&mut errors, "digest", &self.digest).unwrap_or(Frequency::Daily);
        let digest_day = number(&mut errors, "digest_day", &self.digest_day, 1..=7).unwrap_or(1);
        let quiet = quiet(&mut errors, &self.quiet_from, &self.quiet_until);
        errors.check()?;
        Ok(Preferences { channels, rhythm: Rhythm { digest, digest_day, quiet } })
    }
}

fn word<T: FromStr>(errors: &mut FieldErrors, field: &'static str, text: &str) -> Option<T> {
    let word = text.parse().ok();
    if word.is_none() {
        errors.add(field, "unknown-choice");
    }
    word
}

fn number(
    errors: &mut FieldErrors,
    field: &'static str,
    text: &str,
    allowed: std::ops::RangeInclusive<u32>,
) -> Option<u32> {
    let number = text.parse().ok().filter(|number| allowed.contains(number));
    if number.is_none() {
        errors.add(field, "unknown-choice");
    }
    number
}

fn quiet(errors: &mut FieldErrors, from: &str, until: &str) -> Option<QuietHours> {
    match (from, until) {
        ("", "") => None,
        ("", _) => {
            errors.add("quiet_from", "required");
            None
        }
        (_, "") => {
            errors.add("quiet_until", "required");
            None
        }
        (from, until) => {
            let from = number(errors, "quiet_from", from, 0..=23)?;
            let until = number(errors, "quiet_until", until, 0..=23)?;
            if from == until {
                errors.add("quiet_until", "same-hour");
            }
            Some(QuietHours { from, until })
        }
    }
}

/// Chooses them for oneself.
pub struct SetPreferences(pub PreferencesDraft);

impl SetPreferences {
    /// Checks and writes them.
    ///
    /// # Errors
    ///
    /// The faults of the fields; `SignInFirst` for a visitor.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let account = actor.signed_in()?;
        let Preferences { channels, rhythm } = self.0.checked()?;
        app.write(move |tx| {
            for (kind, channel) in channels {
                store::set_channel(tx, account, kind, channel)?;
            }
            store::set_rhythm(tx, account, rhythm)?;
            if rhythm.digest == Frequency::Never {
                let now = tx.now();
                store::settle_all_pending(tx, account, now)?;
            }
            tx.record(Some(account), "account.notices_chosen", account, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    fn draft(digest: &str, day: &str, from: &str, until: &str) -> PreferencesDraft {
        PreferencesDraft {
            digest: digest.into(),
            digest_day: day.into(),
            quiet_from: from.into(),
            quiet_until: until.into(),
            ..PreferencesDraft::default()
        }
    }

    #[test]
    fn hours_come_in_pairs() {
        let quiet = draft("daily", "1", "20", "7").checked().unwrap().rhythm.quiet;
        assert_eq!(quiet, Some(QuietHours { from: 20, until: 7 }));
        assert_eq!(draft("never", "7", "", "").checked().unwrap().rhythm.quiet, None);
    }

    #[test]
    fn every_fault_is_told() {
        for (draft, field) in [
            (draft("hourly", "1", "", ""), "digest"),
            (draft("daily", "8", "", ""), "digest_day"),
            (draft("daily", "1", "", "7"), "quiet_from"),
            (draft("daily", "1", "20", ""), "quiet_until"),
            (draft("daily", "1", "24", "7"), "quiet_from"),
            (draft("daily", "1", "7", "7"), "quiet_until"),
        ] {
            let Err(AppError::Invalid(errors)) = draft.checked() else { panic!("{field}") };
            assert_eq!(errors.0.iter().map(|error| error.field.as_ref()).collect::<Vec<_>>(), [field]);
        }
        let mut unknown = draft("daily", "1", "", "");
        unknown.channels.insert("comment".into(), "pigeon".into());
        assert!(unknown.checked().is_err());
    }
}
