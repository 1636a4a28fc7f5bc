//! What a form sends, checked for its token and read into a type, and what a page needs to show it again.

use std::collections::BTreeMap;

use poem::http::header;
use poem::{FromRequest, Request, RequestBody};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::csrf;
use super::shell::Shell;
use crate::error::{AppError, FieldErrors};

/// The largest form without files: far more than anybody types.
pub const MAX_BYTES: usize = 512 * 1024;

/// A form whose token is this browser's. `T` denies unknown fields and holds none that the server decides.
pub struct Form<T> {
    /// What was typed.
    pub values: T,
    /// The same, as it came, to show the form again.
    pub raw: RawForm,
}

/// The fields as they came; a field may come several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawForm(pub Vec<(String, String)>);

impl RawForm {
    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Takes the token out.
    fn take_token(&mut self) -> Option<String> {
        let place = self.0.iter().position(|(key, _)| key == csrf::FIELD)?;
        Some(self.0.remove(place).1)
    }

    /// Reads the fields into a type.
    ///
    /// # Errors
    ///
    /// [`AppError::StaleForm`] for fields that no form of this version has.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        let encoded = serde_html_form::to_string(&self.0).map_err(|_| AppError::StaleForm)?;
        serde_html_form::from_str(&encoded).map_err(|error| {
            tracing::info!(%error, "a form does not fit");
            AppError::StaleForm
        })
    }
}

impl<'a, T: DeserializeOwned> FromRequest<'a> for Form<T> {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let KeptForm { raw, is_ours } = KeptForm::from_request(request, body).await?;
        if !is_ours {
            return Err(AppError::StaleForm.into());
        }
        Ok(Self { values: raw.read()?, raw })
    }
}

/// A form that somebody may have written in for a long time: when its token is not this browser's, nothing may be done
/// with it but to show it again, filled and with a fresh token.
pub struct KeptForm {
    /// What was typed.
    pub raw: RawForm,
    /// Whether its token is this browser's.
    pub is_ours: bool,
}

impl<'a> FromRequest<'a> for KeptForm {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let shell = Shell::from_request_parts(request)?;
        let is_form =
            request.content_type().is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        // A compressed body could grow past every limit while it is unpacked.
        if !is_form || request.headers().contains_key(header::CONTENT_ENCODING) {
            return Err(AppError::StaleForm.into());
        }
        let bytes = body.take()?.into_bytes_limit(MAX_BYTES).await.map_err(|_| AppError::TooLarge)?;
        let fields: Vec<(String, String)> =
            serde_html_form::from_bytes(&bytes).map_err(|_| AppError::StaleForm)?;
        let mut raw = RawForm(fields.into_iter().map(|(name, value)| (name, without_nul(value))).collect());
        let token = raw.take_token().unwrap_or_default();
        let is_ours = shell.check_token(&token).is_ok();
        Ok(Self { raw, is_ours })
    }
}

/// Nobody types the character 0, and PostgreSQL holds it nowhere.
pub(super) fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// One of several things to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// Things that are sent as they are read.
    pub fn plain<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Vec<Self> {
        let choice = |text: String| Self { value: text.clone(), label: text };
        texts.into_iter().map(|text| choice(text.into())).collect()
    }
}

/// A form as a page shows it: what was typed, and what is wrong with it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormState {
    /// The fields' texts.
    pub values: BTreeMap<String, String>,
    /// Their faults, in the order of the fields.
    pub errors: FieldErrors,
}

impl FormState {
    /// A form filled by the server.
    pub fn filled<const N: usize>(values: [(&str, &str); N]) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { values, errors: FieldErrors::default() }
    }

    /// The same, with faults: for samples.
    pub fn with_errors(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    /// What came back, with its faults. The fields in `secrets` are not shown again.
    pub fn refused(raw: &RawForm, errors: FieldErrors, secrets: &[&str]) -> Self {
        let kept = raw.0.iter().filter(|(name, _)| !secrets.contains(&name.as_str()));
        Self { values: kept.cloned().collect(), errors }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Choice {
        title: String,
        #[serde(default)]
        ideas: Vec<String>,
    }

    fn raw(fields: &[(&str, &str)]) -> RawForm {
        RawForm(fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_field_may_come_several_times() {
        let choice: Choice = raw(&[("title", "a&b=c"), ("ideas", "1"), ("ideas", "2")]).read().unwrap();
        assert_eq!(choice, Choice { title: "a&b=c".into(), ideas: vec!["1".into(), "2".into()] });
    }

    #[test]
    fn a_field_that_no_form_has_is_refused() {
        let extra = raw(&[("title", "a"), ("role", "administrator")]).read::<Choice>();
        assert!(matches!(extra, Err(AppError::StaleForm)));
    }

    #[test]
    fn a_secret_is_not_shown_again() {
        let state =
            FormState::refused(&raw(&[("code", "123456"), ("next", "/")]), FieldErrors::default(), &["code"]);
        assert!(!state.values.contains_key("code") && state.values.contains_key("next"));
    }
}
