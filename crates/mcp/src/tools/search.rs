//! `search`: reports that have some words.

use super::{Given, words};
use crate::answer::{Answer, Citation, Row};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Hit, Library, Result};

/// What to look for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sought {
    /// Words that a report has, whatever their case and accents: `word`, `"words in a row"`, `begin*`, `-without`, `this OR that`.
    query: String,
    /// At most so many reports; 20 where it is not said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// What the answer before gave as `next`.
    cursor: Option<String>,
}

/// Reports of one answer: each has up to three passages of some hundred bytes, which stay below what an answer may hold.
const MOST: usize = 50;

impl Given for Sought {
    fn answer(self, library: &mut Library) -> Result<Answer> {
        let query = words("query", &self.query)?;
        let mut most = super::page(self.limit, None)?.limit.min(MOST);
        loop {
            let found = library.search(query, most, self.cursor.as_deref())?;
            let mut answer = Answer { about: format!("reports with {query}"), next: found.next, ..Answer::default() };
            // A cursor of the library stands behind its last hit: where not all fit, fewer are asked for.
            if answer.fill(found.hits.into_iter().map(row).collect(), most) || answer.rows.len() == most {
                return answer.with_origins(library);
            }
            most = answer.rows.len();
        }
    }
}

fn row(Hit { report, passages }: Hit) -> Row {
    let citation = |passage: store::Passage| Citation {
        report: report.id.clone(),
        quote: passage.text,
        span: vec![[passage.span.start, passage.span.end]],
        ..Citation::default()
    };
    Row {
        kind: "report".to_owned(),
        citations: passages.into_iter().map(citation).collect(),
        text: format!("{} (report {})", report.title.as_deref().unwrap_or("no title"), report.id),
        date: report.published,
        who: report.outlet.into_iter().collect(),
        story: report.story,
        ..Row::default()
    }
}
