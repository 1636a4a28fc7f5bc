//! Letting go of files that nothing needs any more.

use chrono::TimeDelta;

use super::FILES;
use crate::app::App;
use crate::db;
use crate::error::AppResult;

/// How long a file that nothing needs is left alone: what takes it may not have written so yet.
const LEFT_ALONE: TimeDelta = TimeDelta::days(1);
/// Files looked at in one transaction.
const SOME: usize = 200;

/// Removes those of these files that nothing needs. Nobody can write down that they need one meanwhile.
pub(in crate::attachments) async fn release(app: &App, keys: Vec<String>) -> AppResult<()> {
    let held = app.clone();
    app.write(move |tx| {
        db::take_turn(tx, FILES)?;
        let used = held.files_in_use(tx, &keys)?;
        for key in keys.iter().filter(|key| !used.contains(*key)) {
            held.files.remove(key)?;
        }
        Ok(())
    })
    .await
}

/// Removes every file that was left by a process that was killed, or by what was never finished.
pub(in crate::attachments) async fn sweep(app: &App) -> AppResult<()> {
    let (files, then) = (app.files.clone(), app.clock.now() - LEFT_ALONE);
    let old = tokio::task::spawn_blocking(move || {
        files.remove_partials(then)?;
        files.older_than(then)
    });
    for some in old.await.map_err(anyhow::Error::from)??.chunks(SOME) {
        release(app, some.to_vec()).await?;
    }
    Ok(())
}
