//! Record batches as files.

use crate::{ArrowError, RecordBatch};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::io::Write;

/// Writes a batch as a Parquet file, packed with Snappy, which every reader knows.
///
/// # Errors
/// When it cannot be written.
pub fn write_parquet(batch: &RecordBatch, to: impl Write + Send) -> Result<(), ArrowError> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(to, batch.schema(), Some(properties))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(())
}

/// Writes a batch as an Arrow file (IPC, also called Feather 2).
///
/// # Errors
/// When it cannot be written.
pub fn write_arrow(batch: &RecordBatch, to: impl Write) -> Result<(), ArrowError> {
    let mut writer = arrow_ipc::writer::FileWriter::try_new(to, &batch.schema())?;
    writer.write(batch)?;
    writer.finish()
}
