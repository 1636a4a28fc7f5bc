//! The same work for many documents, on all cores.

use std::thread;

/// The answers for 0 to `count`, in order. Each thread works with a scratch of its own.
pub fn in_parallel<S, T: Send>(
    count: usize,
    scratch: impl Fn() -> S + Sync,
    of: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
    let share = count.div_ceil(threads).max(64);
    thread::scope(|scope| {
        let (scratch, of) = (&scratch, &of);
        let work = |start: usize| {
            scope.spawn(move || {
                let mut scratch = scratch();
                (start..count.min(start + share)).map(|rank| of(&mut scratch, rank)).collect::<Vec<T>>()
            })
        };
        let handles: Vec<_> = (0..count).step_by(share).map(work).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    })
}
