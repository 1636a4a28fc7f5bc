//! The settings of OpenID Connect providers.
//!
//! Where requests go is said here alone: no address of a provider ever comes from a person.

use std::time::Duration;

use super::{Reader, Secret, default_of};

/// The signatures that may be taken; `none` is no signature.
const ALGORITHMS: [&str; 10] =
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA", "HS256"];

/// Who else says who people are.
#[derive(Debug, Clone)]
pub struct OidcConfig {
    /// The providers, in the order of their buttons; ProConnect comes first.
    pub providers: Vec<ProviderConfig>,
    /// How long one answer may take.
    pub timeout: Duration,
}

/// One provider.
#[derive(Debug, Clone)]
pub struct ProviderConfig {
    /// Its name in addresses and in the database.
    pub name: String,
    /// Its address.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What it knows us by.
    pub client_secret: Secret,
    /// Whether the secret goes into a header instead of the form.
    pub is_basic: bool,
    /// Its name on the button.
    pub label: String,
    /// Whether it is ProConnect.
    pub is_proconnect: bool,
    /// What is asked of it; `openid` is always among them.
    pub scopes: Vec<String>,
    /// Levels of assurance that are enough; empty: any.
    pub acr_values: Vec<String>,
    /// Who has one of these roles may enter; empty: everybody.
    pub required_roles: Vec<String>,
    /// What its userinfo endpoint answers.
    pub userinfo: Userinfo,
    /// Signatures that are taken.
    pub algorithms: Vec<String>,
    /// Whether its addresses are believed.
    pub trust_email: TrustEmail,
}

/// What a userinfo endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Userinfo {
    /// JSON, believed because of the connection it came over.
    Json,
    /// A signed JWT.
    Signed,
    /// Nothing: it is not asked.
    None,
}

/// Whether an address given by a provider is the person's without a code by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustEmail {
    /// Never.
    No,
    /// When the provider says that it verified it.
    Verified,
    /// Always.
    Always,
}

impl OidcConfig {
    pub(super) fn read(reader: &mut Reader<impl Fn(&str) -> Option<String>>) -> Self {
        let seconds = reader.parse::<u64>("OIDC_TIMEOUT_SECONDS");
        if seconds.is_some_and(|seconds| !(1..=60).contains(&seconds)) {
            reader.problems.push("OIDC_TIMEOUT_SECONDS: write a number from 1 to 60".into());
        }
        let names = reader.text("OIDC_PROVIDERS");
        let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let mut providers: Vec<ProviderConfig> = Vec::new();
        for name in names {
            if !is_name(name) {
                reader.problems.push(format!(
                    "OIDC_PROVIDERS: {name:?} is no name: write up to 30 small letters, digits and underscores, \
                     with a letter first"
                ));
            } else if providers.iter().any(|known| known.name == name) {
                reader.problems.push(format!("OIDC_PROVIDERS: {name} stands there twice"));
            } else {
                providers.push(ProviderConfig::read(name, reader));
            }
        }
        // ProConnect's rules: first, above the others.
        providers.sort_by_key(|provider| !provider.is_proconnect);
        Self { providers, timeout: Duration::from_secs(seconds.unwrap_or(1)) }
    }
}

impl ProviderConfig {
    fn read(name: &str, reader: &mut Reader<impl Fn(&str) -> Option<String>>) -> Self {
        let mut settings = Settings { prefix: format!("OIDC_{}_", name.to_uppercase()), reader };
        let issuer = settings.needed("ISSUER");
        settings.check_issuer(&issuer);
        let is_proconnect = settings.one_of("PROCONNECT", &["yes", "no"]) == "yes";
        let required_roles = settings.words("REQUIRED_ROLES");
        let algorithms = settings.words("ALGORITHMS");
        settings.check_algorithms(&algorithms);
        let userinfo = match settings.one_of("USERINFO", &["json", "signed", "none"]).as_str() {
            "signed" => Userinfo::Signed,
            "none" => Userinfo::None,
            _ => Userinfo::Json,
        };
        let trust_email = match settings.one_of("TRUST_EMAIL", &["no", "verified", "always"]).as_str() {
            "always" => TrustEmail::Always,
            "verified" => TrustEmail::Verified,
            _ => TrustEmail::No,
        };
        let label = settings.text("LABEL");
        Self {
            name: name.to_owned(),
            issuer,
            client_id: settings.needed("CLIENT_ID"),
            client_secret: Secret(settings.needed("CLIENT_SECRET")),
            is_basic: settings.one_of("CLIENT_AUTH", &["post", "basic"]) == "basic",
            label: match (label.is_empty(), is_proconnect) {
                (false, _) => label,
                (true, true) => "ProConnect".to_owned(),
                (true, false) => name.to_owned(),
            },
            is_proconnect,
            scopes: scopes(settings.words("SCOPES"), is_proconnect, !required_roles.is_empty()),
            acr_values: settings.words("ACR_VALUES"),
            required_roles,
            userinfo,
            algorithms,
            trust_email,
        }
    }
}

/// The settings of one provider, by the second half of their names.
struct Settings<'r, S> {
    prefix: String,
    reader: &'r mut Reader<S>,
}

impl<S: Fn(&str) -> Option<String>> Settings<'_, S> {
    fn text(&mut self, name: &str) -> String {
        let given = self.reader.given(&format!("{}{name}", self.prefix));
        given.unwrap_or_else(|| default_of(&format!("OIDC_<NAME>_{name}")).to_owned())
    }

    fn needed(&mut self, name: &str) -> String {
        let value = self.text(name);
        if value.is_empty() {
            self.problem(name, "is needed");
        }
        value
    }

    fn words(&mut self, name: &str) -> Vec<String> {
        self.text(name).split_whitespace().map(str::to_owned).collect()
    }

    fn one_of(&mut self, name: &str, allowed: &[&str]) -> String {
        let value = self.text(name);
        self.reader.check_one_of(&format!("{}{name}", self.prefix), value, allowed)
    }

    fn check_issuer(&mut self, issuer: &str) {
        let is_address = issuer.starts_with("https://") || issuer.starts_with("http://");
        if !issuer.is_empty() && (!is_address || issuer.contains(['?', '#', '@'])) {
            self.problem("ISSUER", "must begin with https:// and hold neither ?, # nor @");
        }
    }

    fn check_algorithms(&mut self, algorithms: &[String]) {
        let is_known = |name: &String| ALGORITHMS.contains(&name.as_str());
        if algorithms.is_empty() || !algorithms.iter().all(is_known) {
            self.problem("ALGORITHMS", &format!("write some of {}", ALGORITHMS.join(" ")));
        }
    }

    fn problem(&mut self, name: &str, what: &str) {
        self.reader.problems.push(format!("{}{name}: {what}", self.prefix));
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= 30
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn scopes(given: Vec<String>, is_proconnect: bool, wants_roles: bool) -> Vec<String> {
    if !given.is_empty() {
        return given;
    }
    let usual: &[&str] = match (is_proconnect, wants_roles) {
        (true, true) => &["openid", "given_name", "usual_name", "email", "roles"],
        (true, false) => &["openid", "given_name", "usual_name", "email"],
        (false, _) => &["openid", "profile", "email"],
    };
    usual.iter().map(|scope| (*scope).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn read(settings: &[(&str, &str)]) -> anyhow::Result<OidcConfig> {
        let source = |name: &str| {
            settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Ok(Config::load(source)?.oidc)
    }

    #[test]
    fn proconnect_comes_first_with_its_own_scopes() {
        let oidc = read(&[
            ("OIDC_PROVIDERS", "azure, agents"),
            ("OIDC_AZURE_ISSUER", "https://login.example/v2.0"),
            ("OIDC_AZURE_CLIENT_ID", "a"),
            ("OIDC_AZURE_CLIENT_SECRET", "s"),
            ("OIDC_AGENTS_ISSUER", "https://fca.example/api/v2"),
            ("OIDC_AGENTS_CLIENT_ID", "b"),
            ("OIDC_AGENTS_CLIENT_SECRET", "hidden"),
            ("OIDC_AGENTS_PROCONNECT", "yes"),
            ("OIDC_AGENTS_REQUIRED_ROLES", "agent_public"),
        ])
        .unwrap();
        let [agents, azure] = oidc.providers.as_slice() else { panic!("{oidc:?}") };
        assert_eq!((agents.name.as_str(), agents.label.as_str()), ("agents", "ProConnect"));
        assert_eq!(agents.scopes.join(" "), "openid given_name usual_name email roles");
        assert_eq!(
            (azure.label.as_str(), azure.scopes.join(" ")),
            ("azure", "openid profile email".to_owned())
        );
        assert_eq!((azure.trust_email, azure.userinfo), (TrustEmail::No, Userinfo::Json));
        assert!(!format!("{oidc:?}").contains("hidden"));
    }

    #[test]
    fn every_problem_of_every_provider_is_told_at_once() {
        let told = read(&[
            ("OIDC_PROVIDERS", "azure,../x,azure,two"),
            ("OIDC_AZURE_ISSUER", "ftp://login.example"),
            ("OIDC_AZURE_CLIENT_ID", "a"),
            ("OIDC_AZURE_ALGORITHMS", "none"),
            ("OIDC_AZURE_USERINFO", "xml"),
            ("OIDC_TIMEOUT_SECONDS", "0"),
        ])
        .unwrap_err()
        .to_string();
        for words in [
            "OIDC_AZURE_ISSUER",
            "OIDC_AZURE_CLIENT_SECRET: is needed",
            "OIDC_AZURE_ALGORITHMS",
            "OIDC_AZURE_USERINFO",
            "OIDC_TWO_ISSUER: is needed",
            "OIDC_TWO_CLIENT_ID: is needed",
            "twice",
            "../x",
            "OIDC_TIMEOUT_SECONDS",
        ] {
            assert!(told.contains(words), "{words} is not in:\n{told}");
        }
    }
}
