//! Where the result goes: standard output or a file, and what a terminal must not be sent.

use anstream::{AutoStream, ColorChoice};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words for people, with the colours of the program itself.
    Text,
    /// JSON, in which every sign can be written as an escape.
    Json,
    /// Data for other programs: written as it is, but to a terminal without what would steer it.
    Data,
}

/// A place for the result.
pub struct Out {
    to: To,
    kind: Kind,
}

enum To {
    Standard {
        out: BufWriter<AutoStream<io::Stdout>>,
        terminal: bool,
    },
    /// Written beside its place and moved there when it is whole.
    File {
        out: BufWriter<File>,
        path: PathBuf,
        draft: PathBuf,
    },
}

impl Out {
    /// Opens `path`, or standard output.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn open(path: Option<&Path>, kind: Kind) -> io::Result<Self> {
        let to = match path {
            Some(path) => {
                let mut name = path.file_name().unwrap_or_default().to_owned();
                name.push(".part");
                let draft = path.with_file_name(name);
                let out = BufWriter::new(File::create(&draft)?);
                To::File { out, path: path.to_owned(), draft }
            }
            None => {
                let terminal = io::stdout().is_terminal();
                let stream = match kind {
                    Kind::Data if !terminal => AutoStream::new(io::stdout(), ColorChoice::AlwaysAnsi),
                    _ => AutoStream::auto(io::stdout()),
                };
                To::Standard { out: BufWriter::new(stream), terminal }
            }
        };
        Ok(Self { to, kind })
    }

    /// Writes some of the result.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, words: &str) -> io::Result<()> {
        match &mut self.to {
            To::Standard { out, terminal: true } if self.kind == Kind::Json => out.write_all(escaped(words).as_bytes()),
            To::Standard { out, terminal: true } if self.kind == Kind::Data => {
                let cells: Vec<String> = words.split('\t').map(render::clean).collect();
                out.write_all(cells.join("\t").as_bytes())
            }
            To::Standard { out, .. } => out.write_all(words.as_bytes()),
            To::File { out, .. } if self.kind == Kind::Text => {
                out.write_all(anstream::adapter::strip_str(words).to_string().as_bytes())
            }
            To::File { out, .. } => out.write_all(words.as_bytes()),
        }
    }

    /// Writes what is no text, as it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.to {
            To::Standard { out, .. } => out.write_all(bytes),
            To::File { out, .. } => out.write_all(bytes),
        }
    }

    /// Hands on what was written so far, so that a reader sees it as it comes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Standard { out, .. } => out.flush(),
            To::File { out, .. } => out.flush(),
        }
    }

    /// Ends the result.
    ///
    /// # Errors
    /// When it cannot be written, or the file cannot be put into its place.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        match self.to {
            To::Standard { .. } => Ok(()),
            To::File { out, path, draft } => {
                out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                std::fs::rename(draft, path)
            }
        }
    }
}

/// JSON with its control and direction signs as escapes: it means the same, and steers no terminal.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && (c.is_control() || render::steers(c)) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_for_a_terminal() {
        assert_eq!(escaped("{\"a\": \"x\u{9b}31m \u{202e}y\"}\n"), "{\"a\": \"x\\u009b31m \\u202ey\"}\n");
    }
}
