//! `rapporteur mcp`.

use super::library::location;
use super::{Common, Done, Stopped};

pub(super) fn run(common: &Common) -> Result<Done, Stopped> {
    mcp::serve(&location(common))?;
    Ok(Done::All)
}
