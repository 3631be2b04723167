//! The table of happenings, in words: `csv` (RFC 4180, with a head) and `jsonl` (an object a line).
//!
//! One row for each happening of the story, planned and denied ones too. Lost: the words of the accounts and what each says
//! where they disagree (the evidence has the words of what is shown), statements, proposals, allegations, who copies whom.
//!
//! In `csv` the entries of a list stand between ` | `. A cell that a spreadsheet would take for a formula is data and stays as it
//! is: import the file as text.

use crate::deeds::value;
use crate::{Format, Pile, Shape, Sink};
use record::story::{Attribute, StoryEvent, TimelineEntry};
use record::{EntityId, Evidence};
use serde_json::{Map, Value, json};
use std::io;

pub(crate) const CSV: Format = Format {
    name: "csv",
    what: "the table of happenings, comma-separated",
    lost: "the words and values of each account, statements, proposals, allegations, who copies whom",
    shape: Shape::File,
    has_spans: false,
    write: write_csv,
};

pub(crate) const JSONL: Format = Format {
    name: "jsonl",
    what: "the table of happenings, one JSON object a line",
    lost: "the words and values of each account, statements, proposals, allegations, who copies whom",
    shape: Shape::File,
    has_spans: false,
    write: write_jsonl,
};

/// A column with its value and the words that it was read from.
type Field = (&'static str, Value, Vec<Evidence>);

fn write_csv(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for (index, event) in pile.story.events.iter().enumerate() {
        let fields = fields(pile, event);
        if index == 0 {
            sink.write(&record(fields.iter().map(|(name, ..)| (*name).to_owned()))?)?;
        }
        sink.write(&record(fields.iter().map(|(_, value, _)| cell(value)))?)?;
        cite(sink, index + 1, &fields)?;
    }
    Ok(())
}

fn write_jsonl(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for (index, event) in pile.story.events.iter().enumerate() {
        let fields = fields(pile, event);
        let object: Map<String, Value> =
            fields.iter().map(|(name, value, _)| ((*name).to_owned(), value.clone())).collect();
        sink.json(&Value::Object(object))?;
        cite(sink, index + 1, &fields)?;
    }
    Ok(())
}

fn cite(sink: &mut Sink<'_>, row: usize, fields: &[Field]) -> io::Result<()> {
    fields
        .iter()
        .filter(|(_, value, _)| !cell(value).is_empty())
        .try_for_each(|(name, _, from)| sink.cite(row, name, from))
}

fn record(cells: impl Iterator<Item = String>) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells)?;
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        Value::Array(entries) => entries.iter().map(cell).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}

fn fields(pile: &Pile<'_>, event: &StoryEvent) -> Vec<Field> {
    // The first of a row's happenings is the one that its days are of; the others are told as part of it.
    let row = pile.story.timeline.iter().find(|row| row.events.first() == Some(&event.id));
    let triggers: Vec<Evidence> = event.accounts.iter().map(|account| account.trigger.clone()).collect();
    let told: Vec<Evidence> = event.accounts.iter().map(|account| account.evidence.clone()).collect();
    let mut fields: Vec<Field> = vec![
        ("id", json!(event.id.to_string()), Vec::new()),
        ("sentence", json!(event.headline), told),
        ("class", json!(event.class.label()), triggers.clone()),
        ("type", json!(event.kind), triggers.clone()),
        ("mode", json!(event.mode), triggers.clone()),
        ("cameo", json!(event.cameo), triggers.clone()),
    ];
    fields.extend(attribute("date", event.time.as_ref()));
    fields.extend([
        ("from", json!(row.and_then(|row| row.from.as_deref())), Vec::new()),
        ("to", json!(row.and_then(|row| row.to.as_deref())), Vec::new()),
    ]);
    fields.extend(attribute("place", event.place.as_ref()));
    fields.extend([
        parties(pile, "actors", &event.actors, event),
        parties(pile, "recipients", &event.recipients, event),
        ("factuality", json!(event.factuality), triggers.clone()),
        ("polarity", json!(event.polarity), triggers),
        ("main", json!(row.map(|row: &TimelineEntry| row.main)), Vec::new()),
        ("background", json!(row.map(|row| row.background)), Vec::new()),
        ("on_word_of", json!(words_of(event)), Vec::new()),
        ("reports", json!(event.reports), Vec::new()),
        ("lines", json!(event.independent_sources), Vec::new()),
    ]);
    fields
}

/// A value, and under the name with `_agreement` how the accounts stand to each other.
fn attribute(name: &'static str, attribute: Option<&Attribute>) -> [Field; 2] {
    let agreement = if name == "date" { "date_agreement" } else { "place_agreement" };
    match attribute {
        Some(attribute) => {
            let (best, from) = value(attribute);
            let all = attribute.accounts.iter().map(|account| account.evidence.clone()).collect();
            [(name, json!(best), from), (agreement, json!(attribute.agreement), all)]
        }
        None => [(name, Value::Null, Vec::new()), (agreement, Value::Null, Vec::new())],
    }
}

fn parties(pile: &Pile<'_>, name: &'static str, ids: &[EntityId], event: &StoryEvent) -> Field {
    let names: Vec<&str> = ids.iter().filter_map(|id| pile.name(*id)).collect();
    let in_event = event.participants.iter().filter(|one| ids.contains(&one.entity));
    let words = in_event.flat_map(|one| one.role.accounts.iter().map(|account| account.evidence.clone()));
    (name, json!(names), words.collect())
}

/// On whose word the accounts have it, each once.
fn words_of(event: &StoryEvent) -> Vec<&str> {
    let mut all: Vec<&str> = event.accounts.iter().filter_map(|account| account.on_word_of.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_are_data() {
        let cells = ["=1+1", "a,b", "say \"x\"", "two\nlines", ""];
        let written = record(cells.iter().map(|cell| (*cell).to_owned())).unwrap();
        assert_eq!(written, "=1+1,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\n");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
        assert_eq!(reader.records().next().unwrap().unwrap(), cells.to_vec());
    }
}
