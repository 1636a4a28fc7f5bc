//! The program's one error type: few variants, named by what they mean to the person who meets them.
//!
//! Which error where: `rules` answer small enums of their own refusals; `store` answers the database's result, and
//! "not found" is an `Option`; `actions` and handlers answer [`AppError`]; `main` and the command line use `anyhow`.
//! This module knows neither the database nor the web: the conversions live in `db` and in `web`.

use std::borrow::Cow;

use thiserror::Error;

/// What an action answers.
pub type AppResult<T> = Result<T, AppError>;

/// Why something did not happen.
#[derive(Debug, Error)]
pub enum AppError {
    /// It does not exist, or the person may not know that it does.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, and somebody must be.
    #[error("sign in first")]
    SignInFirst,
    /// It may be seen, and not done, by this person.
    #[error("not allowed")]
    Forbidden,
    /// What was typed cannot be taken as it is.
    #[error("invalid: {0}")]
    Invalid(FieldErrors),
    /// The rules of the house say no; the code names the rule and chooses the sentence.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// More was sent than is taken.
    #[error("too large")]
    TooLarge,
    /// Too many tries in a short time.
    #[error("too many tries")]
    TooManyTries,
    /// The form was not made for this browser, or is too old.
    #[error("stale form")]
    StaleForm,
    /// The machine, not the person: trying again later may do.
    #[error("unavailable: {0:#}")]
    Unavailable(anyhow::Error),
    /// A fault of the program.
    #[error("internal: {0:#}")]
    Internal(anyhow::Error),
}

impl AppError {
    /// The stable word for this kind, in problem documents and in the choice of sentences.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::SignInFirst => "sign-in-first",
            Self::Forbidden => "forbidden",
            Self::Invalid(_) => "invalid",
            Self::Refused(_) => "refused",
            Self::TooLarge => "too-large",
            Self::TooManyTries => "too-many-tries",
            Self::StaleForm => "stale-form",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
        match error.kind() {
            StorageFull | PermissionDenied | ReadOnlyFilesystem => Self::Unavailable(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

/// One field's fault. `kind` chooses the sentence, which may speak of `limit`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// The field's name, as in the form and in the API.
    pub field: Cow<'static, str>,
    /// What is wrong: `required`, `too-long`, …
    pub kind: &'static str,
    /// The bound that was passed, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

#[cfg(test)]
impl FieldError {
    /// The name of a field of ours, and what is wrong with it.
    pub fn pair(&self) -> (&'static str, &'static str) {
        match self.field {
            Cow::Borrowed(field) => (field, self.kind),
            Cow::Owned(_) => ("", self.kind),
        }
    }
}

/// Every fault of a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Notes a fault.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, kind: &'static str) {
        self.0.push(FieldError { field: field.into(), kind, limit: None });
    }

    /// Notes that a bound was passed.
    pub fn add_limit(&mut self, field: impl Into<Cow<'static, str>>, kind: &'static str, limit: i64) {
        self.0.push(FieldError { field: field.into(), kind, limit: Some(limit) });
    }

    /// A single fault, as an error.
    pub fn one(field: &'static str, kind: &'static str) -> AppError {
        AppError::Invalid(Self(vec![FieldError { field: field.into(), kind, limit: None }]))
    }

    /// `text` without surrounding blanks, with a fault noted when nothing is left or more than `limit` characters are.
    pub fn text(&mut self, field: &'static str, text: &str, limit: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.add(field, "required");
        }
        self.optional_text(field, text, limit)
    }

    /// As [`FieldErrors::text`], where nothing is an answer too.
    pub fn optional_text(&mut self, field: &'static str, text: &str, limit: usize) -> String {
        let text = text.trim();
        if text.chars().count() > limit {
            self.add_limit(field, "too-long", limit as i64);
        }
        text.to_owned()
    }

    /// Fails when any fault was noted.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] with every fault.
    pub fn check(self) -> AppResult<()> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

impl std::fmt::Display for FieldErrors {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let faults: Vec<_> = self.0.iter().map(|fault| format!("{} {}", fault.field, fault.kind)).collect();
        out.write_str(&faults.join(", "))
    }
}
