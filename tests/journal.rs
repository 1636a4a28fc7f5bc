//! The journal: numbers without a gap, and a reader that never skips a row, however late its writer commits.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use minilabs::audience::Audience;
use minilabs::db::Backend;
use minilabs::error::AppError;
use minilabs::ids::{AccountId, Id};
use minilabs::journal;
use serde_json::json;

use crate::support::{ALICE, TestApp, Tested};

const WRITERS: usize = 8;
const EACH: usize = 12;

#[test]
fn a_change_and_its_entry_are_one() -> Tested {
    let test = TestApp::new();
    let before = test.db_counts()?;
    let refused = test.app.write_now(|tx| {
        minilabs::accounts::ensure_account(
            tx,
            minilabs::accounts::NewPerson { email: ALICE.into(), ..Default::default() },
        )?;
        Err::<(), _>(AppError::NotFound)
    });
    assert!(matches!(refused, Err(AppError::NotFound)));
    assert_eq!(test.db_counts()?, before, "nothing is left of a write that failed");
    test.agent(ALICE)?;
    let entries = test.journal()?;
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].seq, entries[0].kind.as_str()), (1, "account.created"));
    Ok(())
}

#[test]
fn numbers_have_no_gap_and_readers_skip_nothing() -> Tested {
    let test = TestApp::new();
    let (done, start) = (AtomicUsize::new(0), Barrier::new(WRITERS + 1));
    let seen = std::thread::scope(|scope| -> anyhow::Result<Vec<i64>> {
        for writer in 0..WRITERS {
            let (app, done, start) = (&test.app, &done, &start);
            scope.spawn(move || {
                start.wait();
                for turn in 0..EACH {
                    write_slowly(app, (writer * EACH + turn) as i64);
                }
                done.fetch_add(1, Ordering::SeqCst);
            });
        }
        start.wait();
        follow(&test, &done)
    })?;
    let expected: Vec<i64> = (1..=(WRITERS * EACH) as i64).collect();
    assert_eq!(seen, expected);
    let objects: BTreeSet<i64> = test.journal()?.iter().map(|entry| entry.object_id).collect();
    assert_eq!(objects.len(), WRITERS * EACH);
    Ok(())
}

/// Takes a while between its change and its commit, some writers longer than others; every seventh gives up.
fn write_slowly(app: &minilabs::app::App, number: i64) {
    let entry = |tx: &mut minilabs::transaction::Transaction<'_>| {
        tx.record(None, "test.written", AccountId::from_i64(number), Audience::Team, json!({}));
        std::thread::sleep(std::time::Duration::from_millis((number % 3) as u64));
    };
    if number % 7 == 0 {
        let given_up = app.write_now(|tx| {
            entry(tx);
            Err::<(), _>(AppError::NotFound)
        });
        assert!(given_up.is_err());
    }
    app.write_now(|tx| {
        entry(tx);
        Ok(())
    })
    .unwrap();
}

/// Reads by number, a few at a time, until the writers are done and nothing is left.
fn follow(test: &TestApp, done: &AtomicUsize) -> anyhow::Result<Vec<i64>> {
    let mut seen = Vec::new();
    loop {
        let was_done = done.load(Ordering::SeqCst) == WRITERS;
        let position = seen.last().copied().unwrap_or(0);
        let entries = test.app.db.read_now(|conn| journal::since(conn, position, 5))?;
        if entries.is_empty() && was_done {
            return Ok(seen);
        }
        seen.extend(entries.iter().map(|entry| entry.seq));
    }
}

#[test]
fn a_writer_that_commits_late_is_waited_for() -> Tested {
    let test = TestApp::new();
    if test.app.db.backend() == Backend::Sqlite {
        // One writer at a time: nobody can commit late.
        return Ok(());
    }
    let (appended, other_ready) = (Barrier::new(2), Barrier::new(2));
    std::thread::scope(|scope| {
        let late = scope.spawn(|| {
            test.app.db.write_now(|conn| {
                let entry = journal::NewEntry {
                    actor: None,
                    kind: "test.late",
                    object: AccountId::from_i64(1).into(),
                    visibility: Audience::Team,
                    data: json!({}),
                };
                let seq = journal::append(conn, test.app.clock.now(), &[entry])?;
                appended.wait();
                // The other writer has its number to ask for now, and must not get one that readers see first.
                other_ready.wait();
                std::thread::sleep(std::time::Duration::from_millis(100));
                Ok(seq)
            })
        });
        appended.wait();
        let other = scope.spawn(|| {
            other_ready.wait();
            test.app.write_now(|tx| {
                tx.record(None, "test.other", AccountId::from_i64(2), Audience::Team, json!({}));
                Ok(())
            })
        });
        other.join().unwrap().unwrap();
        // The other one is committed; whoever reads now must find the late one before it.
        let kinds: Vec<String> = test.journal_kinds().unwrap();
        assert_eq!(kinds, ["test.late", "test.other"]);
        assert_eq!(late.join().unwrap().unwrap(), 1);
    });
    Ok(())
}
