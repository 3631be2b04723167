//! What comes in: paths, texts, bytes of files, records.

use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use record::diagnostic::Severity;
use record::{Diagnostic, Report};
use std::path::PathBuf;

/// Reports that are not read yet, and what could not be used.
#[pyclass(frozen, module = "rapporteur._native")]
pub(crate) struct Inputs {
    pub reports: Vec<Report>,
    diagnostics: Vec<Diagnostic>,
}

#[pymethods]
impl Inputs {
    fn __len__(&self) -> usize {
        self.reports.len()
    }

    /// Everything that was said of the inputs, as JSON.
    #[getter]
    fn diagnostics(&self) -> PyResult<String> {
        crate::readings::json(&self.diagnostics)
    }

    /// Raises the first error.
    fn check(&self) -> PyResult<()> {
        let failure = self.diagnostics.iter().find(|one| one.severity == Severity::Error);
        failure.map_or(Ok(()), |failure| Err(crate::error(failure)))
    }
}

/// Takes files and folders.
#[pyfunction]
pub(crate) fn ingest_paths(py: Python<'_>, paths: Vec<PathBuf>) -> Inputs {
    let outcome = py.detach(|| engine::ingest(&paths, &engine::Limits::default()));
    let diagnostics = outcome.failures.into_iter().chain(outcome.warnings).collect();
    Inputs { reports: outcome.items, diagnostics }
}

/// Takes a file, and calls it `name` wherever its path would be said: a copy that was fetched goes by the original's.
#[pyfunction]
pub(crate) fn ingest_file(py: Python<'_>, path: PathBuf, name: String) -> Inputs {
    let there = path.display().to_string();
    let renamed =
        |said: &str| said.strip_prefix(&there).map_or_else(|| said.to_owned(), |rest| format!("{name}{rest}"));
    let mut inputs = ingest_paths(py, vec![path]);
    for report in &mut inputs.reports {
        report.path = renamed(&report.path);
        for diagnostic in &mut report.diagnostics {
            diagnostic.path = diagnostic.path.as_deref().map(renamed);
        }
    }
    for diagnostic in &mut inputs.diagnostics {
        diagnostic.path = diagnostic.path.as_deref().map(renamed);
    }
    inputs
}

/// One input that is no path.
#[derive(FromPyObject)]
pub(crate) enum Given {
    /// Words.
    Text(PyBackedStr),
    /// The bytes of a file.
    Bytes(PyBackedBytes),
}

/// Takes texts, bytes and records: pairs of what they are (`text`, `file`, `record`) and a name, and their content. Equal reports
/// are kept once where they are to be `distinct`.
#[pyfunction(name = "ingest")]
pub(crate) fn take(py: Python<'_>, given: Vec<(String, String, Given)>, distinct: bool) -> Inputs {
    py.detach(|| {
        let limits = engine::Limits::default();
        let mut read = Vec::new();
        for (number, (kind, name, content)) in given.iter().enumerate() {
            let bytes: &[u8] = match content {
                Given::Text(words) => words.as_bytes(),
                Given::Bytes(bytes) => bytes,
            };
            let some = match kind.as_str() {
                "text" => vec![ingest::from_text(name, bytes, &limits)],
                "record" => vec![ingest::from_jsonl_line(name, number + 1, bytes, &limits)],
                _ => ingest::from_bytes(name, bytes, &limits),
            };
            read.extend(some);
        }
        if distinct { kept_once(read) } else { all(read) }
    })
}

fn kept_once(read: Vec<Result<Report, Diagnostic>>) -> Inputs {
    let gathered = ingest::gather(read);
    let diagnostics = gathered.failures.into_iter().chain(gathered.warnings).collect();
    Inputs { reports: gathered.reports, diagnostics }
}

fn all(read: Vec<Result<Report, Diagnostic>>) -> Inputs {
    let (mut reports, mut diagnostics) = (Vec::new(), Vec::new());
    for one in read {
        match one {
            Ok(report) => reports.push(report),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Inputs { reports, diagnostics }
}
