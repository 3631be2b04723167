//! `timeline` and `differences`: rows of one story or of all.

use super::{Given, Which};
use crate::answer::{Answer, Row, Side, cited};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{DifferenceRow, Filter, HappeningRow, Library, Result};

/// Which part of the library is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// A story, by its id or words of its title; all stories where it is not said.
    story: Option<String>,
    /// Only what this person, office, body or place has to do with, in any of its spellings.
    about: Option<String>,
    /// Only what was on this day or later, as 2031-03-04.
    since: Option<String>,
    /// Only what was on this day or earlier, as 2031-03-04.
    until: Option<String>,
    /// At most so many rows; 20 where it is not said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// What the answer before gave as `next`.
    cursor: Option<String>,
}

/// What happened, in order of time.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Timeline(Part);

/// Where reports differ.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Differences(Part);

impl Given for Timeline {
    fn answer(self, library: &mut Library) -> Result<Answer> {
        let filter = |filter| Filter { listed: true, ..filter };
        self.0.answer(library, "timeline", |library, wanted| {
            Ok(library.happenings(&filter(wanted))?.into_iter().map(happening).collect())
        })
    }
}

impl Given for Differences {
    fn answer(self, library: &mut Library) -> Result<Answer> {
        self.0.answer(library, "where reports differ", |library, wanted| {
            Ok(library.differences(&wanted)?.into_iter().map(difference).collect())
        })
    }
}

impl Part {
    fn answer(
        self,
        library: &mut Library,
        what: &str,
        rows: impl FnOnce(&mut Library, Filter) -> Result<Vec<Row>>,
    ) -> Result<Answer> {
        let page = super::page(self.limit, self.cursor.as_deref())?;
        let days = [super::day("since", self.since)?, super::day("until", self.until)?];
        let story = self.story.map(|named| super::story(library, &Which::Named(named))).transpose()?;
        let [since, until] = days;
        let mut filter = Filter { since, until, most: page.skip + page.limit + 1, ..Filter::default() };
        let mut about = match &story {
            Some(story) => format!("{what}: {} (story {})", story.title, story.id),
            None => format!("{what}: all stories"),
        };
        filter.story = story.as_ref().map(|story| story.id.clone());
        if let Some(name) = &self.about {
            about += &format!(", about {name}");
            filter.entities = vec![super::entities(library, name)?];
        }
        let rows = rows(library, filter)?.into_iter().skip(page.skip).collect();
        let mut answer = Answer::paged(about, rows, page);
        answer.notes = super::stale(library, story.as_ref())?;
        answer.with_origins(library)
    }
}

fn happening(row: HappeningRow) -> Row {
    let denied = if row.polarity == "negative" { "did not take place, " } else { "" };
    Row {
        story: Some(row.story),
        id: Some(row.id),
        kind: "happening".to_owned(),
        date: row.date,
        text: row.headline,
        who: row.participants.into_iter().map(|one| format!("{} ({})", one.who.name, one.part)).collect(),
        place: row.place,
        status: Some(format!("{denied}{}", row.factuality)),
        lines: Some(row.lines),
        citations: cited(row.evidence),
        ..Row::default()
    }
}

fn difference(row: DifferenceRow) -> Row {
    let about = row.headline.map_or_else(String::new, |headline| format!("{headline}: "));
    let side = |side: store::SideRow| Side { value: side.value, by: Vec::new(), citations: cited(side.evidence) };
    Row {
        story: Some(row.story),
        id: Some(row.id),
        kind: "difference".to_owned(),
        text: format!("{about}{}", row.attribute),
        status: Some(row.kind),
        sides: row.sides.into_iter().map(side).collect(),
        ..Row::default()
    }
}
