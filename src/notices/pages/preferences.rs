//! `/mon-compte/notifications`: by which way and when one is told. For whoever is signed in.

use std::collections::BTreeMap;

use poem::web::Data;
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::mail::{self, Mail};
use crate::notices::rules::DIGEST_HOUR;
use crate::notices::{
    CloseFeed, NoticeKind, Preferences, PreferencesDraft, RenewFeed, SendTestMail, SetPreferences,
    preferences_of, store,
};
use crate::web::{Form, FormState, Page, Shell};

/// Where the page is.
const HERE: &str = "/mon-compte/notifications";

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct PreferencesPage {
    form: FormState,
    kinds: Vec<NoticeKind>,
    hours: Vec<HourChoice>,
    digest_hour: u32,
    time_zone: String,
    last_mail: Option<LastMail>,
    feed_since: Option<Time>,
    new_feed_url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct HourChoice {
    value: String,
    hour: u32,
}

/// The last mail to this person, and what became of it.
#[derive(Debug, Clone, Serialize)]
struct LastMail {
    at: Time,
    state: &'static str,
    is_kept: bool,
}

impl Page for PreferencesPage {
    const TEMPLATE: &'static str = "notices/preferences.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let form = FormState::filled([
            ("receipt", "at_once"),
            ("comment", "digest"),
            ("digest", "weekly"),
            ("digest_day", "4"),
            ("quiet_from", "20"),
            ("quiet_until", "7"),
        ]);
        let page = |form| Self {
            form,
            kinds: kinds(true),
            hours: hours(),
            digest_hour: DIGEST_HOUR,
            time_zone: "Europe/Paris".into(),
            last_mail: None,
            feed_since: None,
            new_feed_url: None,
        };
        let mut errors = FieldErrors::default();
        errors.add("comment", "unknown-choice");
        errors.add("quiet_until", "same-hour");
        let mail = |state, is_kept| Some(LastMail { at: Time::default(), state, is_kept });
        let since = Some(Time::default());
        let url = Some("https://minilabs.example/flux/moi/abcdefghijklmnopqrstuvwxyz0123456789.atom".into());
        vec![
            ("chosen", Self { last_mail: mail("sent", false), feed_since: since, ..page(form.clone()) }),
            ("new_feed", Self { last_mail: mail("failed", false), new_feed_url: url, ..page(form.clone()) }),
            ("waiting", Self { last_mail: mail("waiting", false), ..page(form.clone()) }),
            ("kept_here", Self { last_mail: mail("waiting", true), ..page(form.clone()) }),
            ("two_errors", page(form.with_errors(errors))),
        ]
    }
}

/// Fields that every browser sends: a kind that this version does not know is refused.
type PreferencesForm = Vec<(String, String)>;

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

fn kinds(is_team: bool) -> Vec<NoticeKind> {
    NoticeKind::ALL.iter().copied().filter(|kind| is_team || !kind.is_for_team()).collect()
}

fn hours() -> Vec<HourChoice> {
    (0..24).map(|hour| HourChoice { value: hour.to_string(), hour }).collect()
}

fn filled(preferences: &Preferences) -> FormState {
    let mut values: BTreeMap<String, String> = preferences
        .channels
        .iter()
        .map(|(kind, channel)| (kind.as_str().to_owned(), channel.as_str().to_owned()))
        .collect();
    let rhythm = preferences.rhythm;
    let hour = |hour: Option<u32>| hour.map(|hour| hour.to_string()).unwrap_or_default();
    values.insert("digest".into(), rhythm.digest.as_str().to_owned());
    values.insert("digest_day".into(), rhythm.digest_day.to_string());
    values.insert("quiet_from".into(), hour(rhythm.quiet.map(|quiet| quiet.from)));
    values.insert("quiet_until".into(), hour(rhythm.quiet.map(|quiet| quiet.until)));
    FormState { values, errors: FieldErrors::default() }
}

fn last_mail(app: &App, mail: Mail) -> LastMail {
    let is_kept = app.outbox_url().is_some() && mail.sent_at.is_none();
    LastMail { at: mail.sent_at.unwrap_or(mail.created_at), state: mail.state().as_str(), is_kept }
}

/// The page as things stand; with `form`, as it was typed.
async fn page(app: &App, actor: &Actor, form: Option<FormState>) -> AppResult<PreferencesPage> {
    let id = actor.signed_in()?;
    let (preferences, mail, feed_since) = app
        .read(move |conn| {
            let email = accounts::find(conn, id)?.ok_or(AppError::NotFound)?.email;
            let mail = email.map(|email| mail::last_to(conn, &email)).transpose()?.flatten();
            Ok::<_, AppError>((preferences_of(conn, id)?, mail, store::feed_since(conn, id)?))
        })
        .await?;
    Ok(PreferencesPage {
        form: form.unwrap_or_else(|| filled(&preferences)),
        kinds: kinds(actor.is_team()),
        hours: hours(),
        digest_hour: DIGEST_HOUR,
        time_zone: app.config.time_zone.name().to_owned(),
        last_mail: mail.map(|mail| last_mail(app, mail)),
        feed_since,
        new_feed_url: None,
    })
}

#[handler]
pub async fn show(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    shell.page(&page(&app, &actor, None).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<PreferencesForm>,
) -> AppResult<Response> {
    let mut draft = draft(form.values)?;
    // A field that the browser did not send is the choice it has now.
    if draft.digest_day.is_empty() {
        draft.digest_day = "1".into();
    }
    match SetPreferences(draft).run(&app, &actor).await {
        Ok(()) => Ok(shell.see_other(HERE, Some(("success", "flash-notices-chosen")))),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&page(&app, &actor, Some(form)).await?)
        }
        Err(other) => Err(other),
    }
}

fn draft(fields: PreferencesForm) -> AppResult<PreferencesDraft> {
    let mut draft = PreferencesDraft::default();
    for (name, value) in fields {
        match name.as_str() {
            "digest" => draft.digest = value,
            "digest_day" => draft.digest_day = value,
            "quiet_from" => draft.quiet_from = value,
            "quiet_until" => draft.quiet_until = value,
            kind if kind.parse::<NoticeKind>().is_ok() => drop(draft.channels.insert(name, value)),
            _ => return Err(AppError::StaleForm),
        }
    }
    Ok(draft)
}

#[handler]
pub async fn send_test(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    SendTestMail.run(&app, &actor).await?;
    Ok(shell.see_other(HERE, Some(("success", "flash-test-mail-sent"))))
}

/// The new address is on this answer alone: it is kept as a hash.
#[handler]
pub async fn renew_feed(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let token = RenewFeed.run(&app, &actor).await?;
    let url = format!("{}/flux/moi/{token}.atom", app.config.base_url);
    shell.page(&PreferencesPage { new_feed_url: Some(url), ..page(&app, &actor, None).await? })
}

#[handler]
pub async fn close_feed(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    CloseFeed.run(&app, &actor).await?;
    Ok(shell.see_other(HERE, Some(("success", "flash-feed-closed"))))
}
