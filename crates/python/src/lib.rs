//! The native half of the Python package `rapporteur`: reports in, readings and stories out, as JSON and as Arrow.
//!
//! What users call is written in Python (`python/rapporteur`); here are the parts that need the engine. All work is done without
//! the interpreter's lock.
#![cfg(feature = "python")]

mod arrow;
mod grouping;
mod inputs;
mod readings;

use engine::{Engine as Stages, Silent};
use inputs::Inputs;
use pyo3::prelude::*;
use readings::Readings;
use record::Diagnostic;
use std::path::PathBuf;
use std::sync::Arc;

pyo3::import_exception!(rapporteur._errors, InputError);

/// The error that Python sees: its words, then its code, place, bytes and hint.
pub(crate) fn error(diagnostic: &Diagnostic) -> PyErr {
    let span = diagnostic.span.map(|span| (span.start, span.end));
    let Diagnostic { code, message, path, hint, .. } = diagnostic.clone();
    InputError::new_err((diagnostic.to_string(), code, message, path, span, hint))
}

/// The stages with a model loaded.
#[pyclass(frozen, module = "rapporteur._native")]
struct Engine(Stages);

#[pymethods]
impl Engine {
    /// With the model of a file, or the one that the package carries.
    #[new]
    #[pyo3(signature = (model = None))]
    fn new(py: Python<'_>, model: Option<PathBuf>) -> PyResult<Self> {
        py.detach(|| Stages::open(model.as_deref())).map(Self).map_err(|diagnostic| error(&diagnostic))
    }

    /// Reads the inputs from `start` up to `end`.
    fn read(&self, py: Python<'_>, inputs: &Inputs, start: usize, end: usize) -> Readings {
        let reports = inputs.reports.get(start..end.min(inputs.reports.len())).unwrap_or_default().to_vec();
        let (reads, failures) = py.detach(|| self.0.try_read_all(reports, &Silent));
        Readings { reads: reads.into_iter().map(Arc::new).collect(), failures }
    }

    /// Puts readings together as one story.
    fn brief(&self, py: Python<'_>, readings: &Readings) -> readings::Story {
        let reads = readings.reads.iter().map(|read| (**read).clone()).collect();
        let (reads, story) = py.detach(|| self.0.brief(reads));
        readings::Story { reads, story }
    }
}

/// How many threads work.
#[pyfunction]
fn threads() -> usize {
    rayon::current_num_threads()
}

/// Sets how many threads work; false where they work already.
#[pyfunction]
fn set_threads(count: usize) -> bool {
    rayon::ThreadPoolBuilder::new().num_threads(count).build_global().is_ok()
}

/// The module.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::arrow::{Table, table_names};
    #[pymodule_export]
    use super::grouping::{block_keys, group, profile_head};
    #[pymodule_export]
    use super::inputs::{Inputs, ingest_file, ingest_paths, take};
    #[pymodule_export]
    use super::readings::{Readings, Story, join};
    #[pymodule_export]
    use super::{Engine, set_threads, threads};
}
