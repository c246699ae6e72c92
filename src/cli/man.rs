//! `casegate man`: the manual pages that packages of casegate install.

use std::io;

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use super::output::{self, Terminal};
use super::{Cli, Status};
use crate::message::{Message, Text};

const UNKNOWN: Text = Text { en: "there is no command {name}", zh: "没有名为 {name} 的命令" };

#[derive(Args)]
pub(super) struct Man {
    /// The command to print the page of [default: casegate itself]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Man {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let mut command = Cli::command().disable_help_subcommand(true);
        // Only then a command knows that it is one of casegate's.
        command.build();
        let command = match &self.command {
            None => &command,
            Some(name) => match command.find_subcommand(name) {
                Some(command) => command,
                None => {
                    terminal.tell(&Message::new(&UNKNOWN).with("name", name));
                    return Ok(Status::Trouble);
                }
            },
        };
        let source = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
        let mut page = Vec::new();
        Page::new(command.clone()).source(source).render(&mut page)?;
        output::print(&page)?;
        Ok(Status::Clean)
    }
}
