//! What a provider says of a person, beyond the standard claims.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, Client, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenClaims, IdTokenFields, LocalizedClaim, StandardErrorResponse, StandardTokenResponse,
    UserInfoClaims,
};
use serde::{Deserialize, Serialize};

/// The claims that some providers add. ProConnect's SIRET is not among them: its own documentation says that it may be
/// another organisation's.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Extra {
    /// ProConnect's word for the family name.
    #[serde(default)]
    pub usual_name: Option<String>,
    /// The name of the organisation.
    #[serde(default)]
    pub organization_label: Option<String>,
    /// What the person is there.
    #[serde(default)]
    pub roles: Option<Roles>,
}

impl AdditionalClaims for Extra {}

/// One role, or several.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Roles {
    One(String),
    Several(Vec<String>),
}

/// The client's types, with these claims.
pub type OidcClient = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;
/// The answer to a code.
pub type Tokens = StandardTokenResponse<TokenFields, CoreTokenType>;
type TokenFields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
/// A signed set of claims.
pub type SignedClaims = openidconnect::IdToken<
    Extra,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
/// The claims of an `id_token`.
pub type IdClaims = IdTokenClaims<Extra, CoreGenderClaim>;
/// The claims of an unsigned userinfo.
pub type InfoClaims = UserInfoClaims<Extra, CoreGenderClaim>;

/// What one source says; the more telling source fills what the other leaves open.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub email: Option<String>,
    pub is_email_verified: bool,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub name: Option<String>,
    pub organisation: Option<String>,
    pub roles: Option<Vec<String>>,
}

macro_rules! said {
    ($claims:expr) => {{
        let (claims, extra) = ($claims, $claims.additional_claims());
        Said {
            email: claims.email().map(|email| email.as_str().to_owned()),
            is_email_verified: claims.email_verified() == Some(true),
            given_name: first(claims.given_name()),
            family_name: extra.usual_name.clone().or_else(|| first(claims.family_name())),
            name: first(claims.name()),
            organisation: extra.organization_label.clone(),
            roles: extra.roles.clone().map(|roles| match roles {
                Roles::One(role) => vec![role],
                Roles::Several(roles) => roles,
            }),
        }
    }};
}

impl Said {
    /// By an `id_token`, or by a signed userinfo.
    pub fn by_token(claims: &IdClaims) -> Self {
        said!(claims)
    }

    /// By an unsigned userinfo.
    pub fn by_userinfo(claims: &InfoClaims) -> Self {
        said!(claims)
    }

    /// What this leaves open, filled by the other.
    pub fn or(self, other: Self) -> Self {
        // An address and whether it was verified go together.
        let (email, is_email_verified) = match self.email {
            Some(email) => (Some(email), self.is_email_verified),
            None => (other.email, other.is_email_verified),
        };
        Self {
            email,
            is_email_verified,
            given_name: self.given_name.or(other.given_name),
            family_name: self.family_name.or(other.family_name),
            name: self.name.or(other.name),
            organisation: self.organisation.or(other.organisation),
            roles: self.roles.or(other.roles),
        }
    }

    /// The name to go by: a given name, the first of several, and the family name.
    pub fn display_name(&self) -> String {
        let given = self.given_name.as_deref().and_then(|names| names.split_whitespace().next());
        match (given, self.family_name.as_deref()) {
            (Some(given), Some(family)) => one_line(&format!("{given} {family}")),
            (given, family) => one_line(self.name.as_deref().or(family).or(given).unwrap_or_default()),
        }
    }
}

/// Words of others as one line without control characters, of a length that a field takes.
pub fn one_line(words: &str) -> String {
    const LONGEST: usize = 120;
    let words = words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

fn first<T: Clone + std::ops::Deref<Target = String>>(claim: Option<&LocalizedClaim<T>>) -> Option<String> {
    let claim = claim?;
    let value = claim.get(None).or_else(|| claim.iter().next().map(|(_, value)| value))?;
    Some(String::clone(value)).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_what_there_is() {
        let said = |given: Option<&str>, family: Option<&str>, name: Option<&str>| Said {
            given_name: given.map(str::to_owned),
            family_name: family.map(str::to_owned),
            name: name.map(str::to_owned),
            ..Said::default()
        };
        for (said, expected) in [
            (said(Some("Angela Claire Louise"), Some("DUBOIS"), None), "Angela DUBOIS"),
            (said(Some("Angela"), None, Some("Angela D.")), "Angela D."),
            (said(None, Some("Dubois"), None), "Dubois"),
            (said(None, None, Some("a\n\u{0}b")), "a b"),
            (said(None, None, None), ""),
        ] {
            assert_eq!(said.display_name(), expected);
        }
        assert_eq!(said(None, None, Some(&"é".repeat(500))).display_name().chars().count(), 120);
    }
}
