//! `rapporteur completions` and `rapporteur man`: for those who install the program.

use super::{Done, Stopped};
use crate::arguments::Arguments;
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::io::Write as _;

pub(super) fn completions(shell: Shell) -> Result<Done, Stopped> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "rapporteur", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Done::All)
}

pub(super) fn man(command: Option<&str>) -> Result<Done, Stopped> {
    let whole = Arguments::command();
    let page = match command {
        None => clap_mangen::Man::new(whole),
        Some(name) => {
            let found = whole.get_subcommands().find(|one| one.get_name() == name).cloned();
            let unknown =
                || record::Diagnostic::error("usage/unknown-command", format!("there is no command {name:?}"));
            clap_mangen::Man::new(found.ok_or_else(unknown)?)
        }
    };
    let mut out = Vec::new();
    page.render(&mut out)?;
    std::io::stdout().lock().write_all(&out)?;
    Ok(Done::All)
}
