//! What lies on the disk: what a row needs, and a day later nothing else.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use minilabs::db::Backend;

use super::{add, added, docx, on_disk, photo, sent, shown};
use crate::support::{TestApp, Tested};

/// Makes a file as old as the test's moment.
fn age(test: &TestApp, file: &Path) -> Tested {
    let now = Duration::from_secs(u64::try_from(test.app.clock.now().and_utc().timestamp())?);
    Ok(File::options().append(true).open(file)?.set_modified(UNIX_EPOCH + now)?)
}

#[tokio::test]
async fn a_file_that_two_ideas_have_stays_until_neither_needs_it() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let (one, other) = (sent(&test, &alice).await?, sent(&test, &alice).await?);
    assert_ne!(one, other);
    let file = added(&alice, &one, "a.docx", &docx(&[])).await?;
    let same = added(&alice, &other, "b.docx", &docx(&[])).await?;
    assert_eq!(on_disk(&test)?.len(), 1);
    alice.post(&format!("{file}/retirer"), &[]).await?.assert_status(303);
    test.run_jobs().await?;
    assert_eq!(alice.get(&same).await?.assert_status(200).bytes, docx(&[]));
    alice.post(&format!("{same}/retirer"), &[]).await?.assert_status(303);
    test.run_jobs().await?;
    assert!(on_disk(&test)?.is_empty());
    Ok(())
}

/// A process killed between the row and the file leaves a file at worst, and it goes within a day.
#[tokio::test]
async fn what_a_killed_process_left_is_swept_away() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let kept = added(&alice, &idea, "a.jpg", &photo(1)).await?;
    test.run_jobs().await?;
    // Killed before the row was written: the file is in its place, or still on its way.
    let files = &test.app.files;
    let orphan = files.receive_all("orphan", b"nobody needs this")?.keep(files)?;
    let partial = test.app.config.data_dir.join("files/incoming/cut");
    std::fs::write(&partial, "half of a")?;
    // A file of an import is the contest's.
    let noe = test.noe().await?;
    let contest = test.app.db.read_now(|conn| minilabs::contests::list(conn, &test.animator().unwrap()))?;
    let csv = "titre;texte\nUne idée;Elle est bonne\n".as_bytes();
    noe.upload(&format!("{}/import", contest[0].url()), &[], ("file", "a.csv", csv))
        .await?
        .assert_status(303);
    for file in on_disk(&test)? {
        age(&test, &file)?;
    }
    let all = on_disk(&test)?.len();
    test.advance(TimeDelta::hours(23));
    test.app.worker().take_turns().await?;
    test.run_jobs().await?;
    assert_eq!(on_disk(&test)?.len(), all, "too young to be swept away");
    test.advance(TimeDelta::hours(24));
    test.app.worker().take_turns().await?;
    test.run_jobs().await?;
    assert!(files.path(&orphan.key).is_err() && !partial.exists());
    assert_eq!(on_disk(&test)?.len(), 2, "the picture and the import");
    alice.get(&kept).await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn a_full_disk_asks_to_try_again_and_leaves_no_row() -> Tested {
    let test = TestApp::new();
    if test.app.db.backend() == Backend::Postgres {
        // The server's disk is the server's business.
        return Ok(());
    }
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let before = added(&alice, &idea, "a.jpg", &photo(1)).await?;
    let room = |pages: u32| {
        let pragma = format!("pragma max_page_count = {pages}");
        test.app.db.write_now(move |conn| Ok(conn.batch_execute(&pragma)?))
    };
    room(1)?;
    let mut refused = None;
    for shade in 2..200 {
        let answer = add(&alice, &idea, &"é".repeat(200), &photo(shade)).await?;
        match answer.status.as_u16() {
            503 => {
                refused = Some(answer);
                break;
            }
            // There is room for one more row in the last page: it is taken back and another tried.
            303 => {
                room(1_000_000)?;
                let last = shown(&alice, &idea).await?.pop().unwrap_or_default();
                if shown(&alice, &idea).await?.len() >= 5 {
                    alice.post(&format!("{last}/retirer"), &[]).await?.assert_status(303);
                }
                room(1)?;
            }
            status => anyhow::bail!("{status}: {}", answer.body),
        }
    }
    refused
        .ok_or_else(|| anyhow::anyhow!("the disk was never full"))?
        .assert_shows("MiniLabs fait une pause");
    room(1_000_000)?;
    alice.get(&before).await?.assert_status(200);
    let partials = std::fs::read_dir(test.app.config.data_dir.join("files/incoming"))?.count();
    assert_eq!(partials, 0);
    test.run_jobs().await
}
