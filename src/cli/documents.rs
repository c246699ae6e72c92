//! Which documents a command is asked about, the same for every command that reads some.

use std::ffi::OsString;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::configuration::Configuration;
use super::output::Terminal;
use crate::discover::Request;

/// Room for documents that nest deeply; memory is taken only where it is used.
const STACK_BYTES: usize = 64 << 20;
/// With thousands of threads, waking and parking them takes minutes.
const MOST_THREADS: usize = 256;

#[derive(Args)]
pub(super) struct Documents {
    /// Files, folders, patterns, or - for standard input [default: .]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<OsString>,
    /// How many threads to use, at most 256 [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    configuration: Configuration,
    /// Walk hidden files and folders too
    #[arg(long)]
    hidden: bool,
    /// Leave out paths that the configuration excludes even if they are given here
    #[arg(long)]
    force_exclude: bool,
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
}

impl Documents {
    /// What is asked for; `None` if it contradicts itself, which is told.
    pub fn request(&self, terminal: &Terminal) -> Option<Request> {
        Some(Request {
            arguments: self.paths.clone(),
            stdin_filename: self.stdin_filename.clone(),
            configuration: self.configuration.selection(terminal)?,
            hidden: self.hidden,
            force_exclude: self.force_exclude,
        })
    }

    /// Does `work` on the threads that are asked for.
    ///
    /// # Errors
    /// When there can be no threads.
    pub fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> io::Result<T> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads.map_or(0, |threads| threads.get().min(MOST_THREADS)))
            .stack_size(STACK_BYTES)
            .build()
            .map_err(io::Error::other)?;
        Ok(pool.install(work))
    }
}
