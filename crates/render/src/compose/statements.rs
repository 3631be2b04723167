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

/// A statement with its place in the story.
type Said<'a> = (usize, &'a Statement);

/// Statements by speaker; those with most to say first, within a speaker the quotations before the rest.
pub(super) fn section(view: &View<'_>) -> Section {
    let mut speakers: BTreeMap<(usize, String, Option<&ReportId>), Vec<Said<'_>>> = BTreeMap::new();
    for (at, statement) in view.story.statements.iter().enumerate().filter(|(_, said)| says_something(said)) {
        let key = match (statement.speaker, &statement.source) {
            (Some(entity), _) => (entity.0, view.full_name(entity), None),
            // "The official" of one report need not be that of another.
            (None, Some(source)) => {
                (usize::MAX, source.clone(), statement.evidence.first().map(|evidence| &evidence.report))
            }
            (None, None) => continue,
        };
        speakers.entry(key).or_default().push((at, statement));
    }
    let mut speakers: Vec<_> = speakers.into_iter().collect();
    speakers.sort_by_key(|(key, said)| (std::cmp::Reverse(weight(said)), key.clone()));
    let others = speakers.split_off(speakers.len().min(MOST_SPEAKERS));
    let shown = |(key, said): ((usize, String, Option<&ReportId>), Vec<Said<'_>>)| of_one(view, key.1, said);
    let mut rows: Vec<Row> = speakers.into_iter().flat_map(shown).collect();
    if !others.is_empty() {
        let counted = format!("and {} more speaker{}", others.len(), if others.len() == 1 { "" } else { "s" });
        rows.push(folded(counted, others.into_iter().flat_map(shown).collect()));
    }
    Section { heading: "Said".to_owned(), aside: String::new(), kind: SectionKind::Statements, rows }
}

/// What one speaker said.
fn of_one(view: &View<'_>, name: String, said: Vec<Said<'_>>) -> Vec<Row> {
    let mut said = without_parts(said);
    said.sort_by_key(|(_, said)| (said.kind == AttributionKind::Indirect, std::cmp::Reverse(reports(said))));
    let rest = said.split_off(said.len().min(MOST_OF_ONE));
    let mut label = name;
    let mut rows: Vec<Row> = said.into_iter().map(|said| row(view, said, std::mem::take(&mut label))).collect();
    if !rest.is_empty() {
        let counted = format!("and {} more", rest.len());
        rows.push(folded(counted, rest.into_iter().map(|said| row(view, said, String::new())).collect()));
    }
    rows
}

/// A row that counts those behind it.
fn folded(counted: String, folded: Vec<Row>) -> Row {
    Row { line: vec![Inline::Muted(counted)], folded, ..Row::default() }
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
fn without_parts(said: Vec<Said<'_>>) -> Vec<Said<'_>> {
    let part = |statement: &Statement| {
        said.iter().any(|(_, other)| {
            other.content.len() > statement.content.len() && other.content.contains(&statement.content)
        })
    };
    said.iter().copied().filter(|(_, statement)| !part(statement)).collect()
}

/// Quotations count double: they are what an editor looks for.
fn weight(said: &[Said<'_>]) -> usize {
    said.iter().map(|(_, said)| 1 + usize::from(said.kind != AttributionKind::Indirect)).sum()
}

fn reports(statement: &Statement) -> usize {
    let mut reports: Vec<_> = statement.evidence.iter().map(|evidence| &evidence.report).collect();
    reports.dedup();
    reports.len()
}

fn row(view: &View<'_>, (at, statement): Said<'_>, label: String) -> Row {
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
    Row { id: format!("s{at}"), label, line, ..Row::default() }
}
