//! Readings and stories as Python sees them.

use crate::arrow::Table;
use engine::{Piled, Read};
use pyo3::exceptions::{PyIndexError, PyOSError, PyRuntimeError};
use pyo3::prelude::*;
use record::Diagnostic;
use std::sync::Arc;
use tables::Source;

/// A value as JSON; our own types cannot fail.
pub(crate) fn json(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// What reports say.
#[pyclass(frozen, module = "rapporteur._native")]
pub(crate) struct Readings {
    pub reads: Vec<Arc<Read>>,
    pub failures: Vec<Diagnostic>,
}

impl Readings {
    fn one(&self, index: usize) -> PyResult<&Read> {
        self.reads.get(index).map(|read| &**read).ok_or_else(|| PyIndexError::new_err("no such reading"))
    }
}

#[pymethods]
impl Readings {
    fn __len__(&self) -> usize {
        self.reads.len()
    }

    /// A line of `rapporteur read`.
    fn json(&self, py: Python<'_>, index: usize, tokens: bool) -> PyResult<String> {
        let read = self.one(index)?;
        py.detach(|| render::json::reading(&read.report, &read.analysis, &read.reading, tokens))
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }

    /// When a report was published, as it is known.
    fn published(&self, index: usize) -> PyResult<Option<String>> {
        Ok(self.one(index)?.report.published.as_ref().map(|published| published.value.clone()))
    }

    /// The id and the path of a report.
    fn name(&self, index: usize) -> PyResult<(String, String)> {
        let report = &self.one(index)?.report;
        Ok((report.id.0.clone(), report.path.clone()))
    }

    /// What a report is grouped by, as bytes.
    fn profile(&self, py: Python<'_>, index: usize) -> PyResult<Vec<u8>> {
        let read = self.one(index)?;
        py.detach(|| crate::grouping::profile(read))
    }

    /// A table of all of them.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let sources = self.reads.iter().map(|read| source(read)).collect::<Vec<_>>();
        py.detach(|| Table::new(name, &sources, None))
    }

    /// The stories that they tell of, as JSON.
    fn stories(&self, py: Python<'_>) -> PyResult<String> {
        let pile: Vec<Piled> = self.reads.iter().map(|read| Piled::from((**read).clone())).collect();
        json(&py.detach(|| engine::stories(&pile)))
    }

    /// What could not be read, as JSON.
    #[getter]
    fn failures(&self) -> PyResult<String> {
        json(&self.failures)
    }

    /// Raises the first failure.
    fn check(&self) -> PyResult<()> {
        self.failures.first().map_or(Ok(()), |failure| Err(crate::error(failure)))
    }
}

/// Puts readings behind each other.
#[pyfunction]
pub(crate) fn join(some: Vec<PyRef<'_, Readings>>) -> Readings {
    let reads = some.iter().flat_map(|readings| readings.reads.iter().cloned()).collect();
    Readings { reads, failures: some.iter().flat_map(|readings| readings.failures.iter().cloned()).collect() }
}

/// What reports of one story say together.
#[pyclass(frozen, module = "rapporteur._native")]
pub(crate) struct Story {
    pub reads: Vec<Read>,
    pub story: record::Story,
}

#[pymethods]
impl Story {
    /// `rapporteur brief --format json`.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| json(&self.story))
    }

    /// A table of it or of its readings.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let sources = self.reads.iter().map(source).collect::<Vec<_>>();
        py.detach(|| Table::new(name, &sources, Some(&self.story)))
    }

    /// The readings, with the dates that the story gave them.
    fn readings(&self) -> Readings {
        Readings { reads: self.reads.iter().cloned().map(Arc::new).collect(), failures: Vec::new() }
    }

    /// `rapporteur export`: files by name, the one of a format of one file under the empty name.
    fn export(&self, py: Python<'_>, format: &str) -> PyResult<Vec<(String, Vec<u8>)>> {
        let unknown = || pyo3::exceptions::PyValueError::new_err(format!("there is no format {format:?}"));
        let format = export::Format::named(format).ok_or_else(unknown)?;
        py.detach(|| {
            let pile = export::Pile::new(self.reads.iter().map(exported).collect(), &self.story);
            let mut files = export::Memory::default();
            let written = export::Sink::new(&mut files, None).and_then(|mut sink| format.write(&pile, &mut sink));
            written.map_err(|error| PyOSError::new_err(error.to_string()))?;
            let text = files.files.into_iter().map(|(name, words)| (name, words.into_bytes()));
            Ok(text.chain(files.binary).collect())
        })
    }
}

fn source(read: &Read) -> Source<'_> {
    Source { report: &read.report, analysis: &read.analysis, reading: &read.reading }
}

fn exported(read: &Read) -> export::Source<'_> {
    export::Source { report: &read.report, analysis: &read.analysis, reading: &read.reading }
}
