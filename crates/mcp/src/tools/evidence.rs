//! `evidence`: the words that a datum rests on, and the words of a report.

use super::{Given, Which};
use crate::answer::{Answer, Citation, Page, Row, Side, cited};
use record::story::{Attribute, DiscrepancyAccount};
use record::{Diagnostic, Evidence, Span, Story};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Library, Result};

/// Which words: those of a datum (`story` and `id`), or those of a report (`report`, perhaps with `start` and `end`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// A story, by its id or words of its title; with `id`. Not needed where the library has only one.
    story: Option<String>,
    /// A datum's id in its story, as other tools give it: `e5`, `s3`, `d0`, `f0`, `p0`, `l0`.
    id: Option<String>,
    /// Instead of a datum: a report, by its id or the beginning of it. Its text comes line by line.
    report: Option<String>,
    /// Of the report only from this byte on.
    start: Option<usize>,
    /// Of the report only up to this byte.
    end: Option<usize>,
    /// At most so many rows; 20 where it is not said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// What the answer before gave as `next`.
    cursor: Option<String>,
}

impl Given for Wanted {
    fn answer(self, library: &mut Library) -> Result<Answer> {
        let page = super::page(self.limit, self.cursor.as_deref())?;
        let answer = match (self.report, self.id) {
            (Some(report), None) => of_report(library, &report, self.start, self.end, page)?,
            (None, Some(id)) => of_datum(library, self.story, id.trim(), page)?,
            _ => {
                let message = "either a datum or a report is wanted";
                let hint = "give `story` and `id`, or `report` (perhaps with `start` and `end`)";
                return Err(Diagnostic::error("mcp/arguments", message).hint(hint));
            }
        };
        answer.with_origins(library)
    }
}

fn of_datum(library: &mut Library, story: Option<String>, id: &str, page: Page) -> Result<Answer> {
    let row = super::story(library, &story.map_or(Which::Only, Which::Named))?;
    let story = super::told(library, &row)?;
    let mut rows = rows(&story, id).ok_or_else(|| {
        Diagnostic::error("mcp/unknown-datum", format!("the story {} has nothing with the id {id:?}", row.id))
            .hint("ids come from `brief`, `ask`, `timeline` and `differences`; they change when a story is told anew")
    })?;
    for one in &mut rows {
        (one.story, one.id) = (Some(row.id.clone()), Some(id.to_owned()));
    }
    let rows = rows.into_iter().skip(page.skip).collect();
    let mut answer = Answer::paged(format!("{id} of {} (story {})", row.title, row.id), rows, page);
    answer.notes = super::stale(library, Some(&row))?;
    Ok(answer)
}

/// What a datum rests on; `None` for an id that nothing has.
fn rows(story: &Story, id: &str) -> Option<Vec<Row>> {
    let row = |kind: &str, text: &str, status: Option<String>, evidence: Vec<Evidence>| Row {
        kind: kind.to_owned(),
        text: text.to_owned(),
        status,
        citations: cited(evidence),
        ..Row::default()
    };
    let at = || id.get(1..).and_then(|digits| digits.parse::<usize>().ok());
    match id.chars().next()? {
        'e' => event(story, at()?),
        's' => {
            let said = story.statements.get(at()?)?;
            Some(vec![row("statement", &said.content, said.cue.clone(), said.evidence.clone())])
        }
        'd' => {
            let found = story.discrepancies.iter().find(|one| one.id == id)?;
            Some(vec![differing(&found.attribute, &found.accounts)])
        }
        'f' => Some(vec![differing("counted differently", &story.figures.get(at()?)?.accounts)]),
        'p' => {
            let found = story.proposals.iter().find(|one| one.id == id)?;
            let step = |step: &record::story::ProposalStep| Row {
                date: step.date.clone(),
                ..row("step", &found.what, Some(step.status.clone()), step.evidence.clone())
            };
            Some(found.history.iter().map(step).collect())
        }
        'l' => {
            let found = story.allegations.iter().find(|one| one.id == id)?;
            let answered = |one: &record::story::Response| {
                row("response", &found.what, super::label(&one.kind), one.evidence.clone())
            };
            let first = row("allegation", &found.what, None, found.evidence.clone());
            Some([first].into_iter().chain(found.responses.iter().map(answered)).collect())
        }
        _ => None,
    }
}

/// Each account of a happening, then what its time, place and numbers rest on.
fn event(story: &Story, at: usize) -> Option<Vec<Row>> {
    let event = story.events.get(at)?;
    let account = |account: &record::story::Account| Row {
        kind: "account".to_owned(),
        text: event.headline.clone(),
        who: account.on_word_of.iter().map(|who| format!("on the word of {who}")).collect(),
        status: super::label(&account.factuality),
        citations: cited([account.evidence.clone()]),
        ..Row::default()
    };
    let mut rows: Vec<Row> = event.accounts.iter().map(account).collect();
    let named = [("time", &event.time), ("place", &event.place)];
    let own = named.into_iter().filter_map(|(name, attribute)| Some((name, attribute.as_ref()?)));
    let others = event.attributes.iter().map(|one| (one.name.as_str(), &one.attribute));
    for (name, attribute) in own.chain(others).filter(|(_, attribute)| !attribute.accounts.is_empty()) {
        rows.push(self::attribute(name, attribute));
    }
    Some(rows)
}

fn attribute(name: &str, attribute: &Attribute) -> Row {
    let side = |account: &record::story::AttributeAccount| Side {
        value: account.value.clone(),
        by: Vec::new(),
        citations: cited([account.evidence.clone()]),
    };
    Row {
        kind: "attribute".to_owned(),
        text: name.to_owned(),
        status: super::label(&attribute.agreement),
        sides: attribute.accounts.iter().map(side).collect(),
        ..Row::default()
    }
}

fn differing(what: &str, accounts: &[DiscrepancyAccount]) -> Row {
    let side = |account: &DiscrepancyAccount| Side {
        value: account.value.clone(),
        by: Vec::new(),
        citations: cited(account.evidence.iter().cloned()),
    };
    Row {
        kind: "difference".to_owned(),
        text: what.to_owned(),
        sides: accounts.iter().map(side).collect(),
        ..Row::default()
    }
}

fn of_report(
    library: &mut Library,
    named: &str,
    start: Option<usize>,
    end: Option<usize>,
    page: Page,
) -> Result<Answer> {
    let unknown = || {
        Diagnostic::error("mcp/unknown-report", format!("the library has no report {named:?}"))
            .hint("citations and `search` give ids of reports")
    };
    let row = library.report(named)?.ok_or_else(unknown)?;
    let text = library.entry(&row.id, None)?.ok_or_else(unknown)?.report.text;
    let span = Span::new(start.unwrap_or(0), end.unwrap_or(text.len()).max(start.unwrap_or(0)));
    if text.get(span.start..span.end).is_none() {
        let message = format!("bytes {} to {} are no words of the report", span.start, span.end);
        let hint = format!("it has {} bytes, and a letter may take several", text.len());
        return Err(Diagnostic::error("mcp/span", message).hint(hint));
    }
    let title = row.title.as_deref().unwrap_or("no title").to_owned();
    let line = |span: Span| Row {
        story: row.story.clone(),
        kind: "words".to_owned(),
        text: format!("bytes {} to {}", span.start, span.end),
        date: row.published.clone(),
        citations: vec![Citation {
            report: row.id.clone(),
            quote: span.of(&text).to_owned(),
            span: vec![[span.start, span.end]],
            ..Citation::default()
        }],
        ..Row::default()
    };
    let rows = pieces(&text, span).into_iter().skip(page.skip).take(page.limit + 1).map(line).collect();
    Ok(Answer::paged(format!("{title} (report {}, {} bytes)", row.id, text.len()), rows, page))
}

/// The lines of a part of a text, long ones in pieces.
fn pieces(text: &str, part: Span) -> Vec<Span> {
    /// Bytes of a piece: fewer than a quotation may have signs.
    const LONGEST: usize = 500;
    let mut pieces = Vec::new();
    let mut at = part.start;
    for line in part.of(text).split_inclusive('\n') {
        let end = at + line.len();
        while at < end {
            let rest = &text[at..end];
            let near = rest.floor_char_boundary(LONGEST);
            let cut = rest[..near].rfind(' ').map_or(near, |blank| blank + 1);
            let next = if rest.len() <= LONGEST { end } else { at + cut };
            let words = text[at..next].trim_end();
            let blank = words.len() - words.trim_start().len();
            if blank < words.len() {
                pieces.push(Span::new(at + blank, at + words.len()));
            }
            at = next;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_pieces() {
        let text = "One line.\n\n  Zürich, twice.\nLast";
        let words = |part| pieces(text, part).into_iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(words(Span::new(0, text.len())), ["One line.", "Zürich, twice.", "Last"]);
        assert_eq!(words(Span::new(4, 20)), ["line.", "Zürich"]);
        let long = "wörter ".repeat(200);
        let found = pieces(&long, Span::new(0, long.len()));
        assert!(found.iter().all(|span| span.of(&long).len() <= 500 && !span.of(&long).ends_with(' ')));
        let joined: Vec<&str> = found.iter().map(|span| span.of(&long)).collect();
        assert_eq!(joined.join(" "), long.trim_end(), "nothing is lost between pieces");
        let solid = "ü".repeat(1000);
        assert_eq!(pieces(&solid, Span::new(0, 2000)).iter().map(|span| span.end - span.start).sum::<usize>(), 2000);
    }
}
