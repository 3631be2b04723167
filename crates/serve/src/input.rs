//! Reports that visitors bring.

use crate::problem::Problem;
use crate::public;
use crate::shelf::Desk;
use engine::Silent;
use ingest::Limits;
use record::{Diagnostic, Report};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Added, Entry};

/// A report as a program gives it: the fields of a line of JSON Lines.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "GivenReport")]
pub struct Given {
    /// The text that every offset will count in.
    text: String,
    /// Its name, where it is to keep one.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    /// When, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    /// The address of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl Given {
    /// Takes a field of a form; an empty one is not said.
    pub fn set(&mut self, field: &str, value: &str) {
        let some = Some(value.to_owned()).filter(|value| !value.is_empty());
        match field {
            "text" => self.text = value.to_owned(),
            "title" => self.title = some,
            "outlet" => self.outlet = some,
            "published" => self.published = some,
            "url" => self.url = some,
            _ => {}
        }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// What became of what was brought.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Taken {
    /// What is in the library now.
    #[serde(flatten)]
    pub added: Added,
    /// What could not be used and why, and what was assumed of the rest.
    pub messages: Vec<Diagnostic>,
}

/// A file as a visitor sends it.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Reports, and why others are none.
pub type Read = Vec<Result<Report, Diagnostic>>;

/// Bounds for what comes over the network: an archive may unpack to some of what a file on the disk may.
fn limits() -> Limits {
    Limits {
        report_bytes: 4 << 20,
        archive_entries: 1_000,
        unpacked_free: 16 << 20,
        unpacked_ratio: 50,
        ..Limits::default()
    }
}

/// The reports that a program gives.
pub fn given(reports: Vec<Given>) -> Read {
    let report = |(number, given): (usize, Given)| {
        let line = serde_json::to_vec(&given).unwrap_or_default();
        ingest::from_jsonl_line("request", number + 1, &line, &limits())
    };
    reports.into_iter().enumerate().map(report).collect()
}

/// The reports in some files, of whatever format.
pub fn files(files: Vec<File>) -> Read {
    let read = |file: File| ingest::from_bytes(&public::file_name(&file.name), &file.bytes, &limits());
    files.into_iter().flat_map(read).collect()
}

/// Reports that one request may bring, however they were packed.
const MOST: usize = 1_000;

/// Reads reports and adds them to the library.
pub fn take(desk: &mut Desk, read: Read) -> Result<Taken, Problem> {
    let mut messages = Vec::new();
    let mut reports = Vec::new();
    for one in read {
        match one {
            Ok(report) => {
                messages.extend(report.diagnostics.clone());
                reports.push(report);
            }
            Err(why) => messages.push(why),
        }
    }
    if reports.len() > MOST {
        let title = format!("these are {} reports; {MOST} can be added at a time", reports.len());
        return Err(Problem::request(title).hint("`rapporteur add` takes any number"));
    }
    let (library, engine) = desk.both()?;
    let (reads, failures) = engine.try_read_all(reports, &Silent);
    messages.extend(failures);
    let entries: Vec<Entry> = reads
        .into_iter()
        .map(|read| Entry { report: read.report, analysis: read.analysis, reading: read.reading })
        .collect();
    let added = if entries.is_empty() { Added::default() } else { library.add(&entries)? };
    Ok(Taken { added, messages: messages.into_iter().map(public::diagnostic).collect() })
}
