//! Zstandard streams of one or more frames.

use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use std::io::{self, BufRead, Read};

/// The first bytes of a frame.
pub const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The largest window that a frame may ask for, in bytes. The format's own tools refuse more than 128 MiB by default.
const WINDOW: u64 = 128 << 20;

/// The content of all frames, one after the other.
pub struct Frames<R: BufRead> {
    state: State<R>,
}

enum State<R: BufRead> {
    Open(Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>),
    Between(R),
    Done,
}

impl<R: BufRead> Frames<R> {
    /// Unpacks `inner`.
    pub fn new(inner: R) -> Self {
        Self { state: State::Between(inner) }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Open(mut decoder) => {
                    let read = decoder.read(into)?;
                    if read > 0 || into.is_empty() {
                        self.state = State::Open(decoder);
                        return Ok(read);
                    }
                    self.state = State::Between(decoder.into_inner());
                }
                State::Between(mut inner) => {
                    if inner.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    if skipped(&mut inner)? {
                        self.state = State::Between(inner);
                        continue;
                    }
                    self.state = State::Open(Box::new(opened(inner)?));
                }
            }
        }
    }
}

fn opened<R: BufRead>(inner: R) -> io::Result<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>> {
    StreamingDecoder::new_with_max_window_size(inner, WINDOW).map_err(|error| match error {
        FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::MagicNumberReadError(error)) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
    })
}

/// Passes over a frame that holds no content, if one stands next.
fn skipped<R: BufRead>(inner: &mut R) -> io::Result<bool> {
    let buffer = inner.fill_buf()?;
    let Some([first, 0x2a, 0x4d, 0x18, a, b, c, d]) = buffer.get(..8) else { return Ok(false) };
    if !(0x50..=0x5f).contains(first) {
        return Ok(false);
    }
    let length = u64::from(u32::from_le_bytes([*a, *b, *c, *d])) + 8;
    io::copy(&mut inner.by_ref().take(length), &mut io::sink())?;
    Ok(true)
}
