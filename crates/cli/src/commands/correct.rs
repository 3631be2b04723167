//! `rapporteur correct`.

use super::library::{open, refresh};
use super::show::find;
use super::{Common, Done, Stopped, json_failed};
use crate::arguments::{Correcting, LibraryFormat};
use crate::output::{Kind, Out};
use corrections::{Anchor, Correction, Rule, anchor};
use record::{Diagnostic, ReportId, Span, timex};
use render::clean;
use serde_json::to_string_pretty;
use store::Library;

pub(super) fn run(
    what: Option<Correcting>,
    undo: Option<i64>,
    author: Option<String>,
    format: LibraryFormat,
    common: Common,
) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    let rules = match (what, undo) {
        (Some(what), _) => {
            // Ids are those of the stories as they are now.
            refresh(&mut library)?;
            let correction = correction(&mut library, what)?;
            vec![library.correct(&author.unwrap_or_else(user), &correction)?]
        }
        (None, Some(number)) => {
            let undone = library.undo_correction(number)?.ok_or_else(|| {
                Diagnostic::error("library/unknown", format!("no correction that holds has the number {number}"))
                    .hint("`rapporteur correct --list` lists them")
            })?;
            vec![undone]
        }
        (None, None) => library.corrections()?,
    };
    refresh(&mut library)?;
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&match format {
        LibraryFormat::Json => to_string_pretty(&rules).map_err(json_failed)? + "\n",
        LibraryFormat::Text => rules.iter().map(line).collect(),
    })?;
    out.finish()?;
    Ok(Done::All)
}

fn line(rule: &Rule) -> String {
    let Rule { number, at, author, correction } = rule;
    clean(&format!("{number}  {at}, {author}: {correction}")).replace('\n', " ") + "\n"
}

/// Who is at the machine, as its system says.
fn user() -> String {
    let named = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "not named".to_owned())
}

fn correction(library: &mut Library, what: Correcting) -> Result<Correction, Diagnostic> {
    Ok(match what {
        Correcting::SameName { name, other } => Correction::SameName { name, other },
        Correcting::OtherName { name, than } => Correction::OtherName { name, than },
        Correcting::Same { story, one, other } => Correction::SameHappening {
            one: happening(library, &story, &one)?,
            other: happening(library, &story, &other)?,
        },
        Correcting::Other { report, byte } => {
            let report = ReportId(find(library, &report)?.id);
            Correction::OtherHappening { one: Anchor { report, span: Span::new(byte, byte + 1) } }
        }
        Correcting::Date { story, happening: id, date } => {
            if timex::interval(&date).is_none() {
                let error = Diagnostic::error("correct/no-date", format!("{date:?} is no date"));
                return Err(error.hint("2031-03-04, 2031-03 or 2031"));
            }
            Correction::Date { happening: happening(library, &story, &id)?, date }
        }
        Correcting::Hide { story, row } => {
            let (row, at) = row_of(library, &story, &row)?;
            Correction::Hidden { row, at }
        }
        Correcting::Move { report, story } => {
            let report = find(library, &report)?.id;
            let known = library.find_story(&story)?.map(|row| row.id);
            Correction::Belongs { report, story: known.unwrap_or(story) }
        }
    })
}

fn happening(library: &mut Library, story: &str, id: &str) -> Result<Anchor, Diagnostic> {
    match row_of(library, story, id)? {
        (corrections::RowKind::Happening, at) => Ok(at),
        _ => Err(Diagnostic::error("correct/no-happening", format!("{id:?} is no happening")).hint("e0, e1, …")),
    }
}

fn row_of(library: &mut Library, story: &str, id: &str) -> Result<(corrections::RowKind, Anchor), Diagnostic> {
    let unknown = |what: String| Diagnostic::error("library/unknown", what);
    let row = library.find_story(story)?.ok_or_else(|| {
        unknown(format!("the library has no story {story:?}")).hint("`rapporteur stories` lists them")
    })?;
    let told = library.brief(&row.id)?.unwrap_or_default();
    anchor(&told, id).ok_or_else(|| {
        unknown(format!("story {} has no row {id:?}", row.id))
            .hint("`rapporteur ask` and `brief --story ID --format json` show ids: e5, s3, d0, p0, l0")
    })
}
