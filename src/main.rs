//! The command line.

use std::process::ExitCode;

/// A page is made of many small texts on many threads, and what SQLite asks for: the C library's allocator spends a
/// quarter of a page's time on that, and has threads wait for one another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match minilabs::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("minilabs: {error:#}");
            ExitCode::FAILURE
        }
    }
}
