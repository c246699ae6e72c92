//! The program: arguments in, exit code out. Nothing else ends the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    casegate::cli::run()
}
