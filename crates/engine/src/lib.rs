//! Wires the stages: paths in, reports, readings and stories out.
//!
//! The stages are functions of values; this crate is where files are opened and the model is loaded, and where
//! work is spread over threads. Results never depend on their number.

mod passages;
mod piles;
mod second;

use language::{Analyser, Model, ModelError};
use rayon::prelude::*;
use record::{Analysis, Diagnostic, Reading, Report, Story, report::Published};
use std::panic::{AssertUnwindSafe, catch_unwind};
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
        Ok(Self { analyser: Analyser::english()?, reader: None })
    }

    /// With a model from a file.
    ///
    /// # Errors
    /// When the bytes are no model of this program's format and version.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        let analyser = Analyser::new(Model::load(bytes)?, rayon::current_num_threads());
        Ok(Self { analyser, reader: None })
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
    pub fn read(&self, report: Report) -> Read {
        let mut read = [self.read_alone(report)];
        self.read_again(&mut read);
        let [read] = read;
        read
    }

    /// What the program itself reads in a report.
    fn read_alone(&self, report: Report) -> Read {
        let (spans, blocks): (Vec<_>, Vec<_>) = passages::passages(&report).into_iter().unzip();
        let mut analysis = self.analyser.analyse(&report.text, &spans);
        for sentence in &mut analysis.sentences {
            sentence.block = blocks.get(sentence.block).copied().unwrap_or_default();
        }
        let reading = reading::read(&report, &analysis);
        Read { report, analysis, reading }
    }

    /// Analyses and reads reports, in parallel; the order stays. A report on which the program itself fails costs itself
    /// and no other: it is among the diagnostics.
    pub fn try_read_all(&self, reports: Vec<Report>, progress: &dyn Progress) -> (Vec<Read>, Vec<Diagnostic>) {
        progress.begin(reports.len());
        let read = |report: Report| {
            let path = report.path.clone();
            let read = catch_unwind(AssertUnwindSafe(|| self.read_alone(report)));
            progress.advance();
            read.map_err(|_| {
                Diagnostic::error("report/failed", "reading it failed inside the program; it was left out")
                    .at(path)
                    .hint("this is a mistake of the program: report it with the file")
            })
        };
        let read: Vec<Result<Read, Diagnostic>> = reports.into_par_iter().map(read).collect();
        let mut reads = Vec::with_capacity(read.len());
        let mut failures = Vec::new();
        for one in read {
            match one {
                Ok(read) => reads.push(read),
                Err(failure) => failures.push(failure),
            }
        }
        self.read_again(&mut reads);
        (reads, failures)
    }

    /// Analyses and reads reports, in parallel; the order stays.
    pub fn read_all(&self, reports: Vec<Report>, progress: &dyn Progress) -> Vec<Read> {
        progress.begin(reports.len());
        let read = |report| {
            let read = self.read_alone(report);
            progress.advance();
            read
        };
        let mut reads: Vec<Read> = reports.into_par_iter().map(read).collect();
        self.read_again(&mut reads);
        reads
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

fn tellings(reads: &[Read]) -> Vec<story::Telling<'_>> {
    reads
        .iter()
        .map(|read| story::Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading })
        .collect()
}
