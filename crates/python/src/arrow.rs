//! Tables by Arrow's C data interface: nothing is copied between here and pyarrow, pandas, polars or DuckDB.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, RecordBatch, RecordBatchIterator, StructArray};
use pyo3::exceptions::{PyKeyError, PyOverflowError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use record::Story;
use tables::Source;

/// A table that others take by its capsules.
#[pyclass(frozen, module = "rapporteur._native")]
pub(crate) struct Table(RecordBatch);

impl Table {
    pub(crate) fn new(name: &str, sources: &[Source<'_>], story: Option<&Story>) -> PyResult<Self> {
        let unknown = || PyKeyError::new_err(format!("there is no table {name:?}"));
        let table = tables::Table::named(name).ok_or_else(unknown)?;
        table.batch(sources, story).map(Self).map_err(|error| PyOverflowError::new_err(error.to_string()))
    }
}

fn failed(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.0.schema()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let schema = self.__arrow_c_schema__(py)?;
        let array = FFI_ArrowArray::new(&StructArray::from(self.0.clone()).into_data());
        Ok((schema, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface allows to give other types than were asked for.
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }
}

/// Names of the tables of readings, or of those of a story.
#[pyfunction]
pub(crate) fn table_names(of_story: bool) -> Vec<&'static str> {
    tables::Table::ALL.iter().filter(|table| of_story != table.is_of_readings()).map(|table| table.name).collect()
}
