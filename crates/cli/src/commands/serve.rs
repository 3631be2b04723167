//! `rapporteur serve`.

use super::library::location;
use super::{Common, Done, Stopped};
use crate::arguments::TokenRight;
use crate::output::{Kind, Out};
use serve::{Limits, Right, Settings, Tokens};
use std::net::SocketAddr;
use std::path::PathBuf;

pub(super) fn run(
    listen: SocketAddr,
    tokens: Option<PathBuf>,
    new_token: Option<&str>,
    right: TokenRight,
    rate: u32,
    common: &Common,
) -> Result<Done, Stopped> {
    if let (Some(name), Some(file)) = (new_token, &tokens) {
        let right = if right == TokenRight::Write { Right::Write } else { Right::Read };
        let token = Tokens::add(file, name, right)?;
        let mut out = Out::open(common.output.as_deref(), Kind::Text)?;
        out.write(&format!("{token}\n"))?;
        out.finish()?;
        return Ok(Done::All);
    }
    let limits = Limits { rate: f64::from(rate), ..Limits::default() };
    let library = location(common);
    let settings = Settings { library, listen, tokens, model: common.model.clone(), limits };
    let (quiet, guarded) = (common.quiet, settings.tokens.is_some());
    serve::serve(settings, |at| {
        if !quiet {
            let who = if guarded { "to whoever has a token" } else { "to this machine alone" };
            eprintln!("serving at http://{at} {who}; Ctrl-C ends it");
        }
    })?;
    Ok(Done::All)
}
