//! Values as bytes of a row, compressed.
//!
//! What must be read by later programs is JSON; what may be made again (trees, vectors, profiles) is postcard, which is
//! small and quick, and opens with the number of its form.

use crate::{Result, problem};
use serde::{Serialize, de::DeserializeOwned};

/// How hard zstd tries: the lowest level, at which a report takes a fraction of a millisecond.
const LEVEL: i32 = 1;
/// The form of what is not JSON. Another number for each change of the types.
const FORM: u8 = 1;
/// Nothing in a library is longer when unpacked: a row of a damaged file must not fill the memory.
const LONGEST: usize = 1 << 30;

pub(crate) fn json<T: Serialize>(value: &T, place: &str) -> Result<Vec<u8>> {
    let written = serde_json::to_vec(value).map_err(|error| problem::failed(place, &error.to_string()))?;
    zstd::bulk::compress(&written, LEVEL).map_err(|error| problem::failed(place, &error.to_string()))
}

pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8], place: &str) -> Result<T> {
    let unpacked = unpacked(bytes).ok_or_else(|| problem::damaged(place, "a row cannot be unpacked"))?;
    serde_json::from_slice(&unpacked).map_err(|error| problem::damaged(place, &error.to_string()))
}

pub(crate) fn binary<T: Serialize>(value: &T, place: &str) -> Result<Vec<u8>> {
    let written = postcard::to_stdvec(value).map_err(|error| problem::failed(place, &error.to_string()))?;
    let packed = zstd::bulk::compress(&written, LEVEL).map_err(|error| problem::failed(place, &error.to_string()))?;
    Ok([&[FORM], packed.as_slice()].concat())
}

/// `None` for another form, and for bytes that are none of ours: both can be made again.
pub(crate) fn from_binary<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (form, packed) = bytes.split_first()?;
    (*form == FORM).then(|| unpacked(packed)).flatten().and_then(|written| postcard::from_bytes(&written).ok())
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(bytes).ok()??;
    let size = usize::try_from(size).ok().filter(|size| *size <= LONGEST)?;
    zstd::bulk::decompress(bytes, size).ok()
}
