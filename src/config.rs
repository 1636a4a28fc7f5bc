//! The settings: the only reader of the environment. All problems are reported at once.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, bail};

use crate::db::DatabaseUrl;

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
    Setting { name: "UPLOAD_MAX_MB", default: "50", meaning: "largest file of ideas taken, in megabytes" },
    Setting { name: "SESSION_IDLE_HOURS", default: "168", meaning: "a session unused for so long ends" },
    Setting { name: "SESSION_MAX_DAYS", default: "30", meaning: "a session ends after so long in any case" },
    Setting { name: "DATABASE_CONNECTIONS", default: "8", meaning: "connections to the database, at most" },
    Setting { name: "LOG", default: "info", meaning: "what is logged: a level, or `module=level,…`" },
    Setting { name: "LOG_FORMAT", default: "text", meaning: "`text` or `json`" },
];

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
    /// Whom to write to, if anybody.
    pub contact: Option<String>,
    /// The mail server, if there is one.
    pub smtp_url: Option<String>,
    /// The sender of mails.
    pub mail_from: String,
    /// Domains whose addresses may sign in; empty: any.
    pub email_domains: Vec<String>,
    /// Largest upload, in bytes.
    pub upload_max_bytes: u64,
    /// Hours without use after which a session ends.
    pub session_idle_hours: i64,
    /// Days after which a session ends.
    pub session_max_days: i64,
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
            contact: Some(reader.text("CONTACT")).filter(|contact| !contact.is_empty()),
            smtp_url: Some(reader.text("SMTP_URL")).filter(|url| !url.is_empty()),
            mail_from: reader.text("MAIL_FROM"),
            email_domains: domains(&reader.text("EMAIL_DOMAINS")),
            upload_max_bytes: reader.parse::<u64>("UPLOAD_MAX_MB").unwrap_or(0) * 1_000_000,
            session_idle_hours: reader.parse("SESSION_IDLE_HOURS").unwrap_or(0),
            session_max_days: reader.parse("SESSION_MAX_DAYS").unwrap_or(0),
            log: reader.text("LOG"),
            log_json: reader.one_of("LOG_FORMAT", &["text", "json"]) == "json",
            demo: false,
        };
        if !config.base_url.starts_with("http://") && !config.base_url.starts_with("https://") {
            reader.problems.push("BASE_URL must begin with http:// or https://".into());
        }
        if reader.problems.is_empty() { Ok(config) } else { bail!(reader.problems.join("\n")) }
    }

    /// Whether people come over TLS, so that cookies must not travel without it.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

struct Reader<S> {
    source: S,
    problems: Vec<String>,
}

impl<S: Fn(&str) -> Option<String>> Reader<S> {
    /// The variable, or the file that `<name>_FILE` names, or the default.
    fn text(&mut self, name: &str) -> String {
        if let Some(value) = (self.source)(name) {
            return value.trim().to_owned();
        }
        if let Some(path) = (self.source)(&format!("{name}_FILE")) {
            match std::fs::read_to_string(&path).with_context(|| format!("{name}_FILE: {path}")) {
                Ok(value) => return value.trim().to_owned(),
                Err(error) => self.problems.push(format!("{error:#}")),
            }
        }
        SETTINGS.iter().find(|setting| setting.name == name).map_or("", |setting| setting.default).to_owned()
    }

    fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, name: &str) -> Option<T> {
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
        if !allowed.contains(&value.as_str()) {
            self.problems.push(format!("{name}: write one of {}", allowed.join(", ")));
        }
        value
    }
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
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let wrong = |name: &str| match name {
            "DATABASE_URL" => Some("mysql://h/d".to_owned()),
            "LISTEN" => Some("eighty".to_owned()),
            "BASE_URL" => Some("minilabs.example".to_owned()),
            _ => None,
        };
        let told = Config::load(wrong).unwrap_err().to_string();
        for name in ["unknown database scheme", "LISTEN", "BASE_URL"] {
            assert!(told.contains(name), "{told}");
        }
    }
}
