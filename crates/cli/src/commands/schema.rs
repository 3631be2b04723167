//! `rapporteur schema`.

use super::{Done, Stopped, json_failed};
use crate::arguments::Output;
use render::json;
use std::io::Write as _;

pub(super) fn run(output: Output) -> Result<Done, Stopped> {
    let schema = match output {
        Output::Read => json::reading_schema(),
        Output::Ingest => json::report_schema(),
        Output::Brief => json::story_schema(),
        Output::Stories => json::stories_schema(),
        Output::Ask => asking::schema(),
        Output::Added => store::schemas::added(),
        Output::Search => store::schemas::search(),
        Output::Entities => store::schemas::entities(),
        Output::Versions => store::schemas::versions(),
        Output::Check => store::schemas::check(),
    };
    let printed = json::schema(&schema).map_err(json_failed)?;
    writeln!(std::io::stdout().lock(), "{printed}")?;
    Ok(Done::All)
}
