//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    match minilabs::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("minilabs: {error:#}");
            ExitCode::FAILURE
        }
    }
}
