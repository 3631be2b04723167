//! Wires the stages: paths in, reports, readings and stories out.
//!
//! The stages are functions of values; this crate is where files are opened and the model is loaded, and where
//! work is spread over threads. Results never depend on their number.

mod passages;
mod piles;
mod second;

use language::{Analyser, Model, ModelError, Outcome as Analysed};
use record::{Analysis, Diagnostic, Reading, Report, Span, Story, report::Published};
use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

pub use ingest::Limits;
pub use piles::{Piled, several_stories, stories};
pub use reader;

/// The stages with what they need loaded.
pub struct Engine {
    analyser: Analyser,
    reader: Option<reader::Reader>,
}

/// A report with all that was found in it.
#[derive(Clone, Debug)]
pub struct Read {
    /// As it came in.
    pub report: Report,
    /// Its sentences, words and names.
    pub analysis: Analysis,
    /// What it says.
    pub reading: Reading,
}

/// What was made of some paths.
#[derive(Debug, Default)]
pub struct Outcome<T> {
    /// What could be used, sorted by path.
    pub items: Vec<T>,
    /// What could not, and why.
    pub failures: Vec<Diagnostic>,
    /// What was assumed or passed over.
    pub warnings: Vec<Diagnostic>,
}

/// What happens while a command works, for those who show progress.
pub trait Progress: Sync {
    /// So many reports are to be read.
    fn begin(&self, reports: usize);
    /// One has been.
    fn advance(&self);
}

/// No progress is shown.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _reports: usize) {}
    fn advance(&self) {}
}

/// Turns files and folders into reports, without reading them.
pub fn ingest(paths: &[PathBuf], limits: &Limits) -> Outcome<Report> {
    let ingested = ingest::read_paths(paths, limits);
    Outcome { items: ingested.reports, failures: ingested.failures, warnings: ingested.warnings }
}

/// The same some files at a time, in the same order, so that results can be given as they come.
pub fn ingest_each(paths: &[PathBuf], limits: &Limits, mut each: impl FnMut(Outcome<Report>)) {
    ingest::read_each(paths, limits, |some| {
        each(Outcome { items: some.reports, failures: some.failures, warnings: some.warnings });
    });
}

impl Engine {
    /// With the model that the program carries.
    ///
    /// # Errors
    /// When that model does not match the program.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Self::of(Model::english()?))
    }

    /// With a model from a file.
    ///
    /// # Errors
    /// When the bytes are no model of this program's format and version.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self::of(Model::load(bytes)?))
    }

    /// On as many threads as the program as a whole was given.
    fn of(model: Model) -> Self {
        Self { analyser: Analyser::new(model, rayon::current_num_threads()), reader: None }
    }

    /// Loads the model from `path`, or the one that the program carries when there is none.
    ///
    /// # Errors
    /// A diagnostic that names the file when it cannot be read or is no model of this program.
    pub fn open(path: Option<&Path>) -> Result<Self, Diagnostic> {
        let Some(path) = path else {
            return Self::new().map_err(|error| Diagnostic::error("model/built-in", error.to_string()));
        };
        let at = |diagnostic: Diagnostic| diagnostic.at(path.display().to_string());
        let bytes = std::fs::read(path)
            .map_err(|error| at(Diagnostic::error("model/unreadable", format!("cannot read the model: {error}"))))?;
        Self::with_model(&bytes).map_err(|error| at(Diagnostic::error("model/mismatch", error.to_string())))
    }

    /// The analyser alone.
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// Analyses and reads one report.
    ///
    /// # Panics
    /// If the program itself fails on it.
    pub fn read(&self, report: Report) -> Read {
        let mut found = None;
        self.analyser.analyse_each(vec![report], text, blocks, read, |outcome| found = Some(outcome));
        match found {
            Some(Ok(read)) => {
                let mut read = [read];
                self.read_again(&mut read);
                let [read] = read;
                read
            }
            Some(Err(panic)) => resume_unwind(panic),
            None => unreachable!("every item has a result"),
        }
    }

    /// Analyses and reads reports, and gives each as soon as it and those before it are done; where there is a second
    /// reader, when that has read them all. All threads share all reports, so that one that is long leaves none of them
    /// idle, and only some dozens are in hand at once. A report on which the program itself fails costs itself and no
    /// other: a diagnostic is given in its place.
    pub fn read_each(
        &self,
        reports: Vec<Report>,
        progress: &dyn Progress,
        mut give: impl FnMut(Result<Read, Diagnostic>),
    ) {
        let mut paths: VecDeque<String> = reports.iter().map(|report| report.path.clone()).collect();
        let mut waiting = Vec::new();
        self.outcomes(reports, progress, |outcome| {
            let path = paths.pop_front().unwrap_or_default();
            match outcome {
                Ok(read) if self.reader().is_some() => waiting.push(read),
                outcome => give(outcome.map_err(|_| {
                    Diagnostic::error("report/failed", "reading it failed inside the program; it was left out")
                        .at(path)
                        .hint("this is a mistake of the program: report it with the file")
                })),
            }
        });
        self.read_again(&mut waiting);
        waiting.into_iter().for_each(|read| give(Ok(read)));
    }

    /// Analyses and reads reports, in parallel; the order stays. What failed is among the diagnostics.
    pub fn try_read_all(&self, reports: Vec<Report>, progress: &dyn Progress) -> (Vec<Read>, Vec<Diagnostic>) {
        let mut reads = Vec::with_capacity(reports.len());
        let mut failures = Vec::new();
        self.read_each(reports, progress, |one| match one {
            Ok(read) => reads.push(read),
            Err(failure) => failures.push(failure),
        });
        (reads, failures)
    }

    /// Analyses and reads reports, in parallel; the order stays.
    ///
    /// # Panics
    /// If the program itself fails on one.
    pub fn read_all(&self, reports: Vec<Report>, progress: &dyn Progress) -> Vec<Read> {
        let mut reads = Vec::with_capacity(reports.len());
        self.outcomes(reports, progress, |outcome| reads.push(outcome.unwrap_or_else(|panic| resume_unwind(panic))));
        self.read_again(&mut reads);
        reads
    }

    fn outcomes(&self, reports: Vec<Report>, progress: &dyn Progress, mut give: impl FnMut(Analysed<Read>)) {
        progress.begin(reports.len());
        self.analyser.analyse_each(reports, text, blocks, read, |outcome| {
            progress.advance();
            give(outcome);
        });
    }

    /// Puts reports together. A report whose date only the others tell is given it and read again, so that its
    /// "yesterday" counts from there.
    pub fn brief(&self, mut reads: Vec<Read>) -> (Vec<Read>, Story) {
        let inferred = story::infer_dates(&tellings(&reads));
        for (read, published) in reads.iter_mut().zip(inferred) {
            if read.report.published.is_none() {
                self.date(read, published);
            }
        }
        let opinions = self.opinions(&reads);
        let story = story::tell_with(&tellings(&reads), &opinions);
        let order: Vec<_> = story.reports.iter().map(|summary| summary.id.clone()).collect();
        reads.sort_by_key(|read| order.iter().position(|id| *id == read.report.id));
        (reads, story)
    }

    fn date(&self, read: &mut Read, published: Option<Published>) {
        if let Some(published) = published {
            read.report.published = Some(published);
            read.reading = reading::read(&read.report, &read.analysis);
            self.merge_again(read);
        }
    }
}

fn text(report: &Report) -> &str {
    &report.text
}

/// What the analyser reads of a report.
fn blocks(report: &Report) -> Vec<Span> {
    passages::passages(report).into_iter().map(|(span, _)| span).collect()
}

/// What an analysed report says.
fn read(report: Report, mut analysis: Analysis) -> Read {
    let passages = passages::passages(&report);
    for sentence in &mut analysis.sentences {
        sentence.block = passages.get(sentence.block).map_or(0, |(_, block)| *block);
    }
    let reading = reading::read(&report, &analysis);
    Read { report, analysis, reading }
}

fn tellings(reads: &[Read]) -> Vec<story::Telling<'_>> {
    reads
        .iter()
        .map(|read| story::Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading })
        .collect()
}
