//! Grouping for jobs on several machines: profiles as bytes.

use engine::Read;
use grouping::Profile;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use story::Telling;

/// What a reading is grouped by, as bytes.
pub(crate) fn profile(read: &Read) -> PyResult<Vec<u8>> {
    let profile = Profile::new(&Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading });
    postcard::to_allocvec(&profile).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

fn parsed(bytes: &[u8]) -> PyResult<Profile> {
    let other = |error| PyValueError::new_err(format!("no profile of this version of rapporteur: {error}"));
    postcard::from_bytes(bytes).map_err(other)
}

/// Id, path, outlet, title and publication date of a profile's report.
type Head = (String, String, Option<String>, Option<String>, Option<String>);

/// Whose profile it is.
#[pyfunction]
pub(crate) fn profile_head(profile: &[u8]) -> PyResult<Head> {
    let Profile { id, path, outlet, title, published, .. } = parsed(profile)?;
    Ok((id, path, outlet, title, published))
}

/// The keys that a report is sought by.
#[pyfunction]
pub(crate) fn block_keys(profile: &[u8], count: usize) -> PyResult<Vec<u64>> {
    Ok(grouping::block_keys(&parsed(profile)?, count))
}

/// Which of some reports tell of one story: places in the list.
#[pyfunction]
pub(crate) fn group(py: Python<'_>, profiles: Vec<pyo3::pybacked::PyBackedBytes>) -> PyResult<Vec<Vec<usize>>> {
    py.detach(|| {
        let profiles: PyResult<Vec<Profile>> = profiles.iter().map(|bytes| parsed(bytes)).collect();
        Ok(grouping::group(&profiles?))
    })
}
