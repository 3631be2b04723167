//! Who said what.

use super::View;
use crate::dates;
use crate::document::{Inline, Row, Section, SectionKind};
use record::ReportId;
use record::reading::AttributionKind;
use record::story::Statement;
use std::collections::BTreeMap;

/// Most statements shown for one speaker.
const MOST_OF_ONE: usize = 6;
/// Most speakers shown.
const MOST_SPEAKERS: usize = 8;

/// Statements by speaker; those with most to say first, within a speaker the quotations before the rest.
pub(super) fn section(view: &View<'_>) -> Section {
    let mut speakers: BTreeMap<(usize, String, Option<&ReportId>), Vec<&Statement>> = BTreeMap::new();
    for statement in view.story.statements.iter().filter(|statement| says_something(statement)) {
        let key = match (statement.speaker, &statement.source) {
            (Some(entity), _) => (entity.0, view.full_name(entity), None),
            // "The official" of one report need not be that of another.
            (None, Some(source)) => {
                (usize::MAX, source.clone(), statement.evidence.first().map(|evidence| &evidence.report))
            }
            (None, None) => continue,
        };
        speakers.entry(key).or_default().push(statement);
    }
    let mut speakers: Vec<_> = speakers.into_iter().collect();
    speakers.sort_by_key(|(key, said)| (std::cmp::Reverse(weight(said)), key.clone()));
    speakers.truncate(MOST_SPEAKERS);
    let mut rows = Vec::new();
    for ((_, name, _), said) in speakers {
        let mut said = without_parts(said);
        said.sort_by_key(|statement| {
            (statement.kind == AttributionKind::Indirect, std::cmp::Reverse(reports(statement)))
        });
        let more = said.len().saturating_sub(MOST_OF_ONE);
        let mut label = name;
        for statement in said.into_iter().take(MOST_OF_ONE) {
            rows.push(row(view, statement, std::mem::take(&mut label)));
        }
        if more > 0 {
            let line = vec![Inline::Muted(format!("and {more} more"))];
            rows.push(Row { line, ..Row::default() });
        }
    }
    Section { heading: "Said".to_owned(), aside: String::new(), kind: SectionKind::Statements, rows }
}

/// Verbs of saying that tell no more than that it was said.
const PLAIN: [&str; 12] =
    ["said", "says", "say", "saying", "told", "tells", "tell", "added", "adds", "according", "stated", "quoted"];

/// The verb of an indirect statement, where it makes a difference: "denied", "warned", "hopes".
fn telling_cue(statement: &Statement) -> Option<&str> {
    let cue = statement.cue.as_deref().filter(|_| statement.kind == AttributionKind::Indirect)?;
    const LONGEST: usize = 3;
    let words: Vec<String> = cue.split_whitespace().map(str::to_lowercase).collect();
    let plain = words.iter().any(|word| PLAIN.contains(&word.as_str()));
    let worded = cue.chars().any(char::is_alphabetic);
    (worded && !plain && words.len() <= LONGEST && !cue.contains(['…', ','])).then_some(cue)
}

/// Fewest words of an indirect statement that is shown: "the charge" alone tells nobody what was said.
const FEWEST_WORDS: usize = 4;

fn says_something(statement: &Statement) -> bool {
    statement.kind != AttributionKind::Indirect || statement.content.split_whitespace().count() >= FEWEST_WORDS
}

/// Leaves out what stands inside another statement of the same speaker in all its words.
fn without_parts(said: Vec<&Statement>) -> Vec<&Statement> {
    let part = |statement: &Statement| {
        said.iter()
            .any(|other| other.content.len() > statement.content.len() && other.content.contains(&statement.content))
    };
    said.iter().copied().filter(|statement| !part(statement)).collect()
}

/// Quotations count double: they are what an editor looks for.
fn weight(said: &[&Statement]) -> usize {
    said.iter().map(|statement| 1 + usize::from(statement.kind != AttributionKind::Indirect)).sum()
}

fn reports(statement: &Statement) -> usize {
    let mut reports: Vec<_> = statement.evidence.iter().map(|evidence| &evidence.report).collect();
    reports.dedup();
    reports.len()
}

fn row(view: &View<'_>, statement: &Statement, label: String) -> Row {
    let words = statement.content.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line: Vec<Inline> = telling_cue(statement).map(|cue| Inline::Text(format!("{cue} "))).into_iter().collect();
    line.extend([Inline::Quote(words), view.cite(&statement.evidence)]);
    let mut aside: Vec<String> = Vec::new();
    aside.extend(statement.addressee.as_ref().map(|addressee| format!("to {addressee}")));
    aside.extend(statement.via.as_ref().map(|via| format!("via {via}")));
    aside.extend(statement.said_at.as_ref().map(|date| dates::short(date)));
    aside.extend(statement.by.as_ref().map(|by| format!("read by {by}")));
    if !aside.is_empty() {
        line.push(Inline::Muted(aside.join(", ")));
    }
    Row { label, line, verdict: None, main: false }
}
