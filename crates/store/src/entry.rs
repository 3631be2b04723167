//! A report with all that was found in it, as it goes into a library and comes out.

use crate::pack;
use crate::{Result, problem};
use corrections::Rule;
use record::report::Published;
use record::{Analysis, Reading, Report, Story};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use story::Telling;

/// A report with all that was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As it came in.
    pub report: Report,
    /// Its sentences, words and names. What only reading needs (vectors of triggers, keys of times) is kept only of a report
    /// without a date: only such a one is read again, when others tell its date.
    pub analysis: Analysis,
    /// What it says.
    pub reading: Reading,
}

/// What is kept beside the reading's JSON, which leaves vectors out.
#[derive(Serialize, Deserialize)]
struct Beside {
    analysis: Analysis,
    vectors: Vec<Vec<f32>>,
}

/// The three columns of a reading: report without its text, reading, analysis.
pub(crate) type Packed = [Vec<u8>; 3];

impl Entry {
    pub(crate) fn telling(&self) -> Telling<'_> {
        Telling { report: &self.report, analysis: &self.analysis, reading: &self.reading }
    }

    pub(crate) fn packed(&self, place: &str) -> Result<Packed> {
        let head = Report { text: String::new(), ..self.report.clone() };
        let mut analysis = self.analysis.clone();
        if self.report.published.is_some() {
            // Only a report whose date others tell is read again: of the rest the trees are enough.
            analysis.time_keys.clear();
            analysis.hints.clear();
            for trigger in &mut analysis.triggers {
                trigger.time_query.clear();
                trigger.vector.clear();
            }
        }
        let vectors = self.reading.events.iter().map(|event| event.vector.clone()).collect();
        Ok([
            pack::json(&head, place)?,
            pack::json(&self.reading, place)?,
            pack::binary(&Beside { analysis, vectors }, place)?,
        ])
    }

    /// The entry that was packed, its text beside it. An analysis in the form of an older program is left out: the
    /// report can be told of without it, less well.
    pub(crate) fn unpacked(text: String, packed: &Packed, place: &str) -> Result<Self> {
        let [head, reading, beside] = packed;
        let report = Report { text, ..pack::from_json(head, place)? };
        let mut reading: Reading = pack::from_json(reading, place)?;
        let beside: Option<Beside> = pack::from_binary(beside);
        let Some(Beside { analysis, vectors }) = beside else {
            return Ok(Self { report, analysis: Analysis::default(), reading });
        };
        if vectors.len() != reading.events.len() {
            return Err(problem::damaged(place, "a reading and its vectors do not fit"));
        }
        for (event, vector) in reading.events.iter_mut().zip(vectors) {
            event.vector = vector;
        }
        Ok(Self { report, analysis, reading })
    }
}

/// What tells two versions of a report apart: text, title, outlet, date.
pub(crate) fn content(report: &Report) -> String {
    let value = |stated: &Option<record::evidence::Stated>| stated.as_ref().map(|stated| stated.value.clone());
    let beside = [
        Some(report.text.clone()),
        value(&report.title),
        value(&report.outlet),
        report.published.as_ref().map(|published| published.value.clone()),
    ];
    let mut hash = Sha256::new();
    for part in beside {
        // Absent and empty must differ, and no part may run into the next.
        hash.update([u8::from(part.is_some())]);
        hash.update(part.as_ref().map_or(0, String::len).to_le_bytes());
        hash.update(part.unwrap_or_default());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Puts the reports of a story together. A report whose date only the others tell is given it and read again, so that
/// its "yesterday" counts from there; the entries come back in the order of the story.
pub(crate) fn tell(mut entries: Vec<Entry>, rules: &[Rule]) -> (Vec<Entry>, Story) {
    let inferred = story::infer_dates(&tellings(&entries));
    for (entry, published) in entries.iter_mut().zip(inferred) {
        if entry.report.published.is_none() {
            date(entry, published);
        }
    }
    let story = corrections::apply(story::tell(&tellings(&entries)), rules);
    let place = |entry: &Entry| story.reports.iter().position(|summary| summary.id == entry.report.id);
    entries.sort_by_key(place);
    (entries, story)
}

fn date(entry: &mut Entry, published: Option<Published>) {
    if let Some(published) = published {
        entry.report.published = Some(published);
        entry.reading = reading::read(&entry.report, &entry.analysis);
    }
}

fn tellings(entries: &[Entry]) -> Vec<Telling<'_>> {
    entries.iter().map(Entry::telling).collect()
}
