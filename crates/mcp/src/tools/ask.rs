//! `ask`: questions in a small grammar of plain English.

use super::{Given, words};
use crate::answer::{Answer, Row, Side, cited};
use asking::{AnswerRow, RowKind};
use record::Diagnostic;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Library, Result};

/// A question.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// The question: `who met NAME`, `what did NAME say about WORDS`, `where do reports differ`, `what is new since DAY`, …;
    /// one that is not understood is refused with all forms that there are.
    question: String,
    /// What "yesterday" counts from, as 2031-03-04; today where it is not said.
    today: Option<String>,
    /// At most so many rows; 20 where it is not said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// What the answer before gave as `next`.
    cursor: Option<String>,
}

impl Given for Asked {
    fn answer(self, library: &mut Library) -> Result<Answer> {
        let page = super::page(self.limit, self.cursor.as_deref())?;
        let question = words("question", &self.question)?;
        let today = match &self.today {
            Some(day) => day.parse().map_err(|_| {
                Diagnostic::error("mcp/day", format!("today {day:?} is no day")).hint("write it as 2031-03-04")
            })?,
            None => jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date(),
        };
        let found = asking::ask(library, question, today, page.skip + page.limit)?;
        let (more, first) = (found.more, found.rows.len().min(page.skip));
        let rows: Vec<Row> = found.rows.into_iter().skip(first).map(row).collect();
        let mut answer = Answer::paged(found.read_as, rows, page);
        if more && answer.next.is_none() && !answer.rows.is_empty() {
            answer.next = Some((page.skip + answer.rows.len()).to_string());
        }
        answer.notes = found.notes;
        let rules = found.corrections.iter();
        answer.notes.extend(rules.map(|rule| format!("rule {} by {}: {}", rule.number, rule.author, rule.correction)));
        answer.with_origins(library)
    }
}

fn row(row: AnswerRow) -> Row {
    let side = |side: asking::Side| Side { value: side.value, by: side.by, citations: cited(side.evidence) };
    Row {
        story: Some(row.story),
        id: row.id,
        kind: kind(row.kind).to_owned(),
        date: row.date,
        text: row.text,
        who: row.who,
        to: row.to,
        place: row.place,
        status: row.status,
        lines: Some(row.lines),
        sides: row.sides.into_iter().map(side).collect(),
        citations: cited(row.evidence),
        left_out: 0,
    }
}

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Happening => "happening",
        RowKind::Statement => "statement",
        RowKind::Difference => "difference",
        RowKind::Act => "act",
        RowKind::Count => "count",
        RowKind::Report => "report",
    }
}
