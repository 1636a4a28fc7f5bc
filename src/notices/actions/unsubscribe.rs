//! Being taken off mails, with nothing but the address in one of them.

use serde_json::json;

use crate::accounts;
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult};
use crate::notices::rules::{Channel, Frequency, Rhythm};
use crate::notices::store;
use crate::notices::tokens::Mailing;

/// Takes somebody off the mails that a token names. Doing it twice is doing it once.
pub struct Unsubscribe {
    /// The end of the address.
    pub token: String,
}

impl Unsubscribe {
    /// Takes them off; what they are told stays in their inbox.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a token that is not ours, or of an account that is gone.
    pub async fn run(self, app: &App) -> AppResult<Mailing> {
        let found = app.link_key.read_unsubscribe_token(&self.token);
        let (account, mailing) = found.ok_or(AppError::NotFound)?;
        app.write(move |tx| {
            accounts::find(tx, account)?.ok_or(AppError::NotFound)?;
            let now = tx.now();
            let is_new = match mailing {
                Mailing::Kind(kind) => {
                    let before = store::channels(tx, account)?.get(&kind).copied();
                    store::set_channel(tx, account, kind, Channel::Inbox)?;
                    before != Some(Channel::Inbox)
                }
                Mailing::Digest => {
                    let before = store::rhythm(tx, account)?.0;
                    store::set_rhythm(tx, account, Rhythm { digest: Frequency::Never, ..before })?;
                    store::settle_all_pending(tx, account, now)?;
                    before.digest != Frequency::Never
                }
            };
            if is_new {
                let data = json!({ "mailing": mailing.as_str() });
                tx.record(Some(account), "account.unsubscribed", account, Audience::Team, data);
            }
            Ok(mailing)
        })
        .await
    }
}
