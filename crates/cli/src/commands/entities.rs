//! `rapporteur entities`.

use super::library::{open, refresh_if_possible};
use super::{Common, Done, Stopped, json_failed};
use crate::arguments::LibraryFormat;
use crate::output::{Kind, Out};
use record::Diagnostic;
use render::clean;
use serde_json::to_string_pretty;
use std::fmt::Write as _;

pub(super) fn run(
    name: Option<&str>,
    story: Option<&str>,
    format: LibraryFormat,
    most: usize,
    common: Common,
) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    refresh_if_possible(&mut library)?;
    let story = match story {
        Some(words) => Some(library.find_story(words)?.ok_or_else(|| super::brief::no_story(words))?.id),
        None => None,
    };
    let mut found = match name {
        Some(name) => library.entities(name, most)?,
        None => library.all_entities(story.as_deref(), most)?,
    };
    if let Some(story) = &story {
        found.retain(|entity| entity.story == *story);
    }
    if let Some(name) = name.filter(|_| found.is_empty()) {
        let unknown = Diagnostic::error("library/unknown", format!("no story names {name:?}"));
        return Err(unknown.hint("`rapporteur search` looks for words of any kind").into());
    }
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    if format == LibraryFormat::Json {
        out.write(&(to_string_pretty(&found).map_err(json_failed)? + "\n"))?;
    } else {
        let line = |words: &str| clean(words).replace('\n', " ");
        for entity in &found {
            let mut row = format!(
                "{} ({}), {} mentions in story {}",
                line(&entity.name),
                entity.kind,
                entity.mentions,
                line(&entity.story)
            );
            if let Some(side) = &entity.side {
                let _ = write!(row, ", for {}", line(side));
            }
            out.write(&(row + "\n"))?;
            if name.is_some() {
                let (mut names, mut roles) = (Vec::new(), Vec::new());
                for spelling in library.spellings(entity.number)? {
                    if spelling.role { &mut roles } else { &mut names }.push(line(&spelling.name));
                }
                for (what, list) in [("also", names), ("as", roles)].into_iter().filter(|(_, list)| !list.is_empty()) {
                    out.write(&format!("  {what}: {}\n", list.join("; ")))?;
                }
            }
        }
    }
    out.finish()?;
    Ok(Done::All)
}
