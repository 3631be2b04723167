//! `brief`: what the reports of a story say together.

use super::{Given, Which};
use crate::answer::{Answer, Row, cited};
use record::Diagnostic;
use render::document::{self, Inline, Section};
use render::{Narrow, compose, narrow};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Library, Result};

/// Which brief.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The story, by its id or words of its title; not needed where the library has only one. Without it, a library of
    /// several stories answers with their list.
    story: Option<String>,
    /// Only what this name has to do with, in any of its spellings.
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

impl Given for Wanted {
    fn answer(self, library: &mut Library) -> Result<Answer> {
        let page = super::page(self.limit, self.cursor.as_deref())?;
        let (since, until) = (super::day("since", self.since)?, super::day("until", self.until)?);
        let row = super::story(library, &self.story.map_or(Which::Only, Which::Named))?;
        let mut story = super::told(library, &row)?;
        let wanted = Narrow { about: self.about, since, until };
        let whole = wanted == Narrow::default();
        if !whole {
            story = narrow(&story, &wanted).ok_or_else(|| super::unnamed(wanted.about.as_deref().unwrap_or("")))?;
        }
        let brief = compose::page(&story);
        // What is narrowed counts its happenings anew: its ids are not those of the story.
        let ids = whole.then_some(row.id.as_str());
        let rows = brief.sections.iter().flat_map(|section| self::rows(section, ids)).skip(page.skip).collect();
        let about = [brief.title, brief.period, brief.summary, format!("story {}", row.id)];
        let about: Vec<String> = about.into_iter().filter(|words| !words.is_empty()).collect();
        Answer::paged(about.join("; "), rows, page).with_origins(library)
    }
}

fn rows(section: &Section, story: Option<&str>) -> Vec<Row> {
    let aside = if section.aside.is_empty() { String::new() } else { format!(", {}", section.aside) };
    let kind = format!("{}{aside}", section.heading);
    let mut label = "";
    let mut rows = Vec::new();
    for row in &section.rows {
        if !row.label.is_empty() {
            label = &row.label;
        }
        rows.push(self::row(row, label, &kind, story));
        rows.extend(row.folded.iter().map(|folded| {
            let label = if folded.label.is_empty() { label } else { &folded.label };
            self::row(folded, label, &kind, story)
        }));
    }
    rows
}

fn row(row: &document::Row, label: &str, kind: &str, story: Option<&str>) -> Row {
    let mut words: Vec<&str> = Vec::new();
    let mut evidence = Vec::new();
    for inline in &row.line {
        match inline {
            Inline::Text(said) | Inline::Strong(said) | Inline::Quote(said) | Inline::Muted(said) => words.push(said),
            Inline::Cite(cites) => evidence.extend(cites.iter().map(|citation| citation.evidence.clone())),
        }
    }
    let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
    Row {
        story: story.map(str::to_owned),
        id: story.and_then(|_| (!row.id.is_empty()).then(|| row.id.clone())),
        kind: kind.to_owned(),
        text: format!("{label}{}", words.join(" ")),
        status: row.verdict.map(|verdict| verdict.label().to_owned()),
        citations: cited(evidence),
        ..Row::default()
    }
}

/// Says which stories there are.
pub(super) fn which(stories: &[store::StoryRow]) -> Diagnostic {
    /// Titles in one message.
    const SHOWN: usize = 20;
    let mut names: Vec<String> =
        stories.iter().take(SHOWN).map(|story| format!("{} (story {})", story.title, story.id)).collect();
    if stories.len() > SHOWN {
        names.push(format!("and {} more: `search` finds their reports", stories.len() - SHOWN));
    }
    let message = match stories.len() {
        0 => "the library has no story yet".to_owned(),
        some => format!("the library has {some} stories, those with the latest reports first: {}", names.join("; ")),
    };
    let hint = if stories.is_empty() { "`rapporteur add` takes reports in" } else { "name one as `story`" };
    Diagnostic::error("mcp/which-story", message).hint(hint)
}
