//! From a database's errors to the program's.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::error::{AppError, AppResult};

/// What SQLite and PostgreSQL say when it is the machine, and not the program, that stands in the way.
const MACHINE_TROUBLE: [&str; 7] = [
    "database is locked",
    "database or disk is full",
    "disk I/O error",
    "attempt to write a readonly database",
    "unable to open database file",
    "could not extend file",
    "No space left on device",
];

/// What PostgreSQL says of a text with the character 0, which it holds nowhere; SQLite just does not find it.
const NO_SUCH_TEXT: &str = "invalid byte sequence for encoding \"UTF8\": 0x00";

impl From<DieselError> for AppError {
    fn from(error: DieselError) -> Self {
        if matches!(&error, DieselError::DatabaseError(_, detail) if detail.message().contains(NO_SUCH_TEXT))
        {
            return Self::NotFound;
        }
        let unavailable = match &error {
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::SerializationFailure
                | DatabaseErrorKind::UnableToSendCommand,
                _,
            ) => true,
            DieselError::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _) => false,
            DieselError::DatabaseError(_, detail) => {
                MACHINE_TROUBLE.iter().any(|trouble| detail.message().contains(trouble))
            }
            _ => false,
        };
        if unavailable { Self::Unavailable(error.into()) } else { Self::Internal(error.into()) }
    }
}

/// Turns a broken unique constraint into what it means where it happens. Only for a statement that can break one
/// unique constraint: SQLite does not say which was broken.
pub trait OnUnique<T> {
    /// The outcome, or `meaning` when the row existed already.
    ///
    /// # Errors
    ///
    /// `meaning`, or the database's own error.
    fn on_unique(self, meaning: impl FnOnce() -> AppError) -> AppResult<T>;
}

impl<T> OnUnique<T> for super::Result<T> {
    fn on_unique(self, meaning: impl FnOnce() -> AppError) -> AppResult<T> {
        self.map_err(|error| match error {
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => meaning(),
            other => other.into(),
        })
    }
}
