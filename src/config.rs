//! The settings: the only reader of the environment. All problems are reported at once.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};

pub mod oidc;

use crate::clock::Zone;
use crate::db::DatabaseUrl;
use oidc::OidcConfig;

/// A setting as the README's table shows it.
pub struct Setting {
    /// The variable; a secret may also be given as a file, in the variable of the same name with `_FILE` behind.
    pub name: &'static str,
    /// What holds when it is not given.
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "DATABASE_URL",
        default: "sqlite://var/minilabs.db",
        meaning: "`sqlite://path` or `postgres://user@host/name`",
    },
    Setting {
        name: "DATA_DIR",
        default: "var",
        meaning: "folder of the search index and of the files sent in",
    },
    Setting {
        name: "TABLES_DIR",
        default: "",
        meaning: "a folder with `synonyms.fr.txt`, `themes.fr.txt`, `trades.fr.tsv` or `generic.fr.txt`, whose lines \
                  are added to the built-in tables of words; `minilabs reindex` after a change",
    },
    Setting { name: "LISTEN", default: "127.0.0.1:8080", meaning: "address and port to listen on" },
    Setting {
        name: "BASE_URL",
        default: "http://127.0.0.1:8080",
        meaning: "the address people see: links in mails, and secure cookies when it begins with https",
    },
    Setting {
        name: "ORGANISATION",
        default: "MiniLabs",
        meaning: "the name shown in the header and in mails",
    },
    Setting {
        name: "TIME_ZONE",
        default: "Europe/Paris",
        meaning: "the time zone of the contests' dates, of quiet hours and digests, such as `Indian/Reunion`",
    },
    Setting { name: "CONTACT", default: "", meaning: "an address to write to, shown on the pages of help" },
    Setting {
        name: "SMTP_URL",
        default: "",
        meaning: "`smtp://user:password@host:587` (STARTTLS when offered), `smtps://…`; without it mails stay in the \
                  outbox page",
    },
    Setting { name: "MAIL_FROM", default: "MiniLabs <minilabs@localhost>", meaning: "the sender of mails" },
    Setting {
        name: "EMAIL_DOMAINS",
        default: "",
        meaning: "domains whose addresses may sign in, separated by commas; empty: any",
    },
    Setting {
        name: "OIDC_PROVIDERS",
        default: "",
        meaning: "names of the OpenID Connect providers people may sign in with, separated by commas, in the order \
                  of their buttons, such as `proconnect,azure`; each has the settings below, with its name in \
                  capitals in place of `<NAME>`",
    },
    Setting {
        name: "OIDC_<NAME>_ISSUER",
        default: "",
        meaning: "its address; `/.well-known/openid-configuration` below it says the rest",
    },
    Setting { name: "OIDC_<NAME>_CLIENT_ID", default: "", meaning: "what it calls this platform" },
    Setting { name: "OIDC_<NAME>_CLIENT_SECRET", default: "", meaning: "what it knows us by, a secret" },
    Setting {
        name: "OIDC_<NAME>_CLIENT_AUTH",
        default: "post",
        meaning: "how the secret is sent: `post` (in the form) or `basic` (in a header)",
    },
    Setting {
        name: "OIDC_<NAME>_LABEL",
        default: "",
        meaning: "its name on the button; its own name without",
    },
    Setting {
        name: "OIDC_<NAME>_PROCONNECT",
        default: "no",
        meaning: "`yes`: it is ProConnect; its button, its scopes and its way to ask for a level follow",
    },
    Setting {
        name: "OIDC_<NAME>_SCOPES",
        default: "",
        meaning: "what is asked of it, separated by spaces; without: `openid profile email`, and of ProConnect \
                  `openid given_name usual_name email`, with `roles` where some are required",
    },
    Setting {
        name: "OIDC_<NAME>_ACR_VALUES",
        default: "",
        meaning: "levels of assurance that are enough, separated by spaces; asked for, and checked in what comes \
                  back; empty: any",
    },
    Setting {
        name: "OIDC_<NAME>_REQUIRED_ROLES",
        default: "",
        meaning: "who has one of these in the claim `roles` may enter, such as `agent_public`; separated by spaces; \
                  empty: everybody",
    },
    Setting {
        name: "OIDC_<NAME>_USERINFO",
        default: "json",
        meaning: "what its userinfo endpoint answers: `json`, `signed` (a JWT whose signature is checked), or `none`: \
                  it is not asked",
    },
    Setting {
        name: "OIDC_<NAME>_ALGORITHMS",
        default: "RS256 ES256",
        meaning: "signatures that are taken, of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA and HS256",
    },
    Setting {
        name: "OIDC_<NAME>_TRUST_EMAIL",
        default: "no",
        meaning: "whether an address it gives is the person's without a code by mail: `no`, `verified` (when it says \
                  `email_verified`), or `always`",
    },
    Setting {
        name: "OIDC_TIMEOUT_SECONDS",
        default: "10",
        meaning: "how long a provider may take for one answer; a sign-in needs up to four",
    },
    Setting {
        name: "EMBEDDINGS_URL",
        default: "",
        meaning: "an OpenAI-compatible server that compares ideas by their meaning, such as \
                  `https://albert.api.etalab.gouv.fr/v1`; empty: words alone, and no text leaves",
    },
    Setting { name: "EMBEDDINGS_MODEL", default: "BAAI/bge-m3", meaning: "the model asked of that server" },
    Setting { name: "EMBEDDINGS_KEY", default: "", meaning: "the key of that server, a secret" },
    Setting {
        name: "EMBEDDINGS_TIMEOUT_SECONDS",
        default: "30",
        meaning: "how long that server may take for one answer, 32 ideas at most",
    },
    Setting { name: "UPLOAD_MAX_MB", default: "50", meaning: "largest file of ideas taken, in megabytes" },
    Setting {
        name: "ATTACHMENT_MAX_MB",
        default: "10",
        meaning: "largest photo or document of an idea taken, in megabytes",
    },
    Setting { name: "SESSION_IDLE_HOURS", default: "168", meaning: "a session unused for so long ends" },
    Setting { name: "SESSION_MAX_DAYS", default: "30", meaning: "a session ends after so long in any case" },
    Setting {
        name: "ACCOUNT_KEEP_MONTHS",
        default: "24",
        meaning: "an account that nobody used for so long is erased, its person told by mail a month before",
    },
    Setting {
        name: "CLIENT_ADDRESS_HEADER",
        default: "",
        meaning: "the header in which the proxy before this program says who asks, such as `x-forwarded-for`; empty: \
                  the connection's own address",
    },
    Setting {
        name: "SIGN_IN_CODES_PER_HOUR",
        default: "200",
        meaning: "codes by mail that one network address may ask for in an hour without using them; people behind one \
                  proxy share it",
    },
    Setting { name: "DATABASE_CONNECTIONS", default: "8", meaning: "connections to the database, at most" },
    Setting { name: "LOG", default: "info", meaning: "what is logged: a level, or `module=level,…`" },
    Setting { name: "LOG_FORMAT", default: "text", meaning: "`text` or `json`" },
];

/// Below this, somebody back from a long leave would find their account gone.
const SHORTEST_KEEP_MONTHS: u32 = 6;

/// The settings, read and checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the database is.
    pub database_url: DatabaseUrl,
    /// Connections in the pool of readers.
    pub database_connections: u32,
    /// Where the index and the files are.
    pub data_dir: PathBuf,
    /// Where this deployment's own tables of words are, if it has any.
    pub tables_dir: Option<PathBuf>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The public address, without a slash at its end.
    pub base_url: String,
    /// The name in the header.
    pub organisation: String,
    /// Where people's clocks are.
    pub time_zone: Zone,
    /// Whom to write to, if anybody.
    pub contact: Option<String>,
    /// The mail server, if there is one.
    pub smtp_url: Option<String>,
    /// The sender of mails.
    pub mail_from: String,
    /// Domains whose addresses may sign in; empty: any.
    pub email_domains: Vec<String>,
    /// Who else says who people are.
    pub oidc: OidcConfig,
    /// What compares ideas by their meaning.
    pub embeddings: EmbeddingsConfig,
    /// Largest upload, in bytes.
    pub upload_max_bytes: u64,
    /// Largest file of an idea, in bytes.
    pub attachment_max_bytes: u64,
    /// Hours without use after which a session ends.
    pub session_idle_hours: i64,
    /// Days after which a session ends.
    pub session_max_days: i64,
    /// Months without use after which an account is erased.
    pub account_keep_months: u32,
    /// The header that says who asks, where a proxy sets one.
    pub client_address_header: Option<String>,
    /// Codes that one network address may leave unused in an hour.
    pub sign_in_codes_per_hour: i32,
    /// The log's filter.
    pub log: String,
    /// Whether the log is JSON.
    pub log_json: bool,
    /// Whether this is the demonstration, which shows its outbox to everybody.
    pub demo: bool,
}

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    ///
    /// One message with every setting that cannot be used.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn from_env() -> anyhow::Result<Self> {
        Self::load(|name| std::env::var(name).ok())
    }

    /// Reads the settings from `source`, which answers a variable's value.
    ///
    /// # Errors
    ///
    /// As [`Config::from_env`].
    pub fn load(source: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut reader = Reader { source, problems: Vec::new() };
        let listen: Option<SocketAddr> = reader.parse("LISTEN");
        let config = Self {
            database_url: reader.parse("DATABASE_URL").unwrap_or(DatabaseUrl::Sqlite(PathBuf::new())),
            database_connections: reader.parse::<u32>("DATABASE_CONNECTIONS").unwrap_or(1).max(1),
            data_dir: reader.text("DATA_DIR").into(),
            tables_dir: Some(reader.text("TABLES_DIR")).filter(|path| !path.is_empty()).map(PathBuf::from),
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            base_url: reader.text("BASE_URL").trim_end_matches('/').to_owned(),
            organisation: reader.text("ORGANISATION"),
            time_zone: reader.parse("TIME_ZONE").unwrap_or(Zone::UTC),
            contact: Some(reader.text("CONTACT")).filter(|contact| !contact.is_empty()),
            smtp_url: Some(reader.text("SMTP_URL")).filter(|url| !url.is_empty()),
            mail_from: reader.text("MAIL_FROM"),
            email_domains: domains(&reader.text("EMAIL_DOMAINS")),
            oidc: OidcConfig::read(&mut reader),
            embeddings: EmbeddingsConfig::read(&mut reader),
            upload_max_bytes: reader.parse::<u64>("UPLOAD_MAX_MB").unwrap_or(0) * 1_000_000,
            attachment_max_bytes: reader.parse::<u64>("ATTACHMENT_MAX_MB").unwrap_or(0) * 1_000_000,
            session_idle_hours: reader.parse("SESSION_IDLE_HOURS").unwrap_or(0),
            session_max_days: reader.parse("SESSION_MAX_DAYS").unwrap_or(0),
            account_keep_months: reader.parse("ACCOUNT_KEEP_MONTHS").unwrap_or(0),
            client_address_header: Some(reader.text("CLIENT_ADDRESS_HEADER"))
                .filter(|header| !header.is_empty()),
            sign_in_codes_per_hour: reader.parse("SIGN_IN_CODES_PER_HOUR").unwrap_or(0),
            log: reader.text("LOG"),
            log_json: reader.one_of("LOG_FORMAT", &["text", "json"]) == "json",
            demo: false,
        };
        if !config.base_url.starts_with("http://") && !config.base_url.starts_with("https://") {
            reader.problems.push("BASE_URL must begin with http:// or https://".into());
        }
        if config.account_keep_months < SHORTEST_KEEP_MONTHS {
            reader.problems.push(format!("ACCOUNT_KEEP_MONTHS must be at least {SHORTEST_KEEP_MONTHS}"));
        }
        reader.end(config)
    }

    /// Whether people come over TLS, so that cookies must not travel without it.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// The settings of a server that turns texts into vectors.
#[derive(Debug, Clone)]
pub struct EmbeddingsConfig {
    /// Its address, `/embeddings` not included, if there is one.
    pub url: Option<String>,
    /// The model asked of it.
    pub model: String,
    /// What lets us in.
    pub key: Option<Secret>,
    /// How long one answer may take.
    pub timeout: Duration,
}

impl EmbeddingsConfig {
    /// Reads these settings alone, for a command that needs no other.
    ///
    /// # Errors
    ///
    /// As [`Config::from_env`].
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn from_env() -> anyhow::Result<Self> {
        let mut reader = Reader { source: |name: &str| std::env::var(name).ok(), problems: Vec::new() };
        let settings = Self::read(&mut reader);
        reader.end(settings)
    }

    fn read(reader: &mut Reader<impl Fn(&str) -> Option<String>>) -> Self {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let url = some(reader.text("EMBEDDINGS_URL"));
        if url.as_ref().is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            reader.problems.push("EMBEDDINGS_URL must begin with http:// or https://".into());
        }
        let seconds = reader.parse::<u64>("EMBEDDINGS_TIMEOUT_SECONDS");
        if seconds.is_some_and(|seconds| !(1..=3_600).contains(&seconds)) {
            reader.problems.push("EMBEDDINGS_TIMEOUT_SECONDS: write a number from 1 to 3600".into());
        }
        let model = some(reader.text("EMBEDDINGS_MODEL"));
        Self {
            url,
            model: model.unwrap_or_else(|| default_of("EMBEDDINGS_MODEL").to_owned()),
            key: some(reader.text("EMBEDDINGS_KEY")).map(Secret),
            timeout: Duration::from_secs(seconds.unwrap_or(1)),
        }
    }
}

/// A value that is never shown, not even to who debugs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("(secret)")
    }
}

struct Reader<S> {
    source: S,
    problems: Vec<String>,
}

impl<S: Fn(&str) -> Option<String>> Reader<S> {
    /// The variable, or the file that `<name>_FILE` names, or the default.
    fn text(&mut self, name: &str) -> String {
        self.given(name).unwrap_or_else(|| default_of(name).to_owned())
    }

    /// The variable, or the file that `<name>_FILE` names.
    fn given(&mut self, name: &str) -> Option<String> {
        if let Some(value) = (self.source)(name) {
            return Some(value.trim().to_owned());
        }
        if let Some(path) = (self.source)(&format!("{name}_FILE")) {
            match std::fs::read_to_string(&path).with_context(|| format!("{name}_FILE: {path}")) {
                Ok(value) => return Some(value.trim().to_owned()),
                Err(error) => self.problems.push(format!("{error:#}")),
            }
        }
        None
    }

    /// What was read, unless there are problems.
    fn end<T>(self, read: T) -> anyhow::Result<T> {
        if self.problems.is_empty() { Ok(read) } else { bail!(self.problems.join("\n")) }
    }

    fn parse<T: std::str::FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        match self.text(name).parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.push(format!("{name}: {error}"));
                None
            }
        }
    }

    fn one_of(&mut self, name: &str, allowed: &[&str]) -> String {
        let value = self.text(name);
        self.check_one_of(name, value, allowed)
    }

    fn check_one_of(&mut self, name: &str, value: String, allowed: &[&str]) -> String {
        if !allowed.contains(&value.as_str()) {
            self.problems.push(format!("{name}: write one of {}", allowed.join(", ")));
        }
        value
    }
}

fn default_of(name: &str) -> &'static str {
    SETTINGS.iter().find(|setting| setting.name == name).map_or("", |setting| setting.default)
}

fn domains(text: &str) -> Vec<String> {
    text.split(',').map(|domain| domain.trim().to_lowercase()).filter(|domain| !domain.is_empty()).collect()
}

/// The settings as the README's table.
pub fn settings_table() -> String {
    let rows = SETTINGS.iter().map(|setting| {
        let default =
            if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        format!("| `{}` | {default} | {} |\n", setting.name, setting.meaning)
    });
    format!("| variable | default | meaning |\n|---|---|---|\n{}", rows.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_run() {
        let config = Config::load(|_| None).unwrap();
        assert_eq!(config.upload_max_bytes, 50_000_000);
        assert!(config.smtp_url.is_none() && !config.is_https());
        assert!(config.embeddings.url.is_none() && !config.embeddings.model.is_empty());
    }

    #[test]
    fn a_secret_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        std::fs::write(&file, "sk-hidden\n").unwrap();
        let source = |name: &str| (name == "EMBEDDINGS_KEY_FILE").then(|| file.display().to_string());
        let config = Config::load(source).unwrap();
        assert_eq!(config.embeddings.key.as_ref().map(Secret::reveal), Some("sk-hidden"));
        assert!(!format!("{config:?}").contains("sk-hidden"));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let wrong = |name: &str| match name {
            "DATABASE_URL" => Some("mysql://h/d".to_owned()),
            "LISTEN" => Some("eighty".to_owned()),
            "BASE_URL" => Some("minilabs.example".to_owned()),
            "EMBEDDINGS_URL" => Some("ftp://minilabs.example".to_owned()),
            "EMBEDDINGS_TIMEOUT_SECONDS" => Some("0".to_owned()),
            "TIME_ZONE" => Some("Paris".to_owned()),
            "ACCOUNT_KEEP_MONTHS" => Some("5".to_owned()),
            _ => None,
        };
        let told = Config::load(wrong).unwrap_err().to_string();
        let settings = [
            "unknown database scheme",
            "LISTEN",
            "BASE_URL",
            "EMBEDDINGS_URL",
            "EMBEDDINGS_TIMEOUT",
            "TIME_ZONE",
        ];
        for name in settings {
            assert!(told.contains(name), "{told}");
        }
    }
}
