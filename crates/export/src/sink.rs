//! Where an export goes: its text, in one file or several, and beside it the evidence.

use record::Evidence;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Takes the files of an export.
pub trait Files {
    /// Begins a file of that name. Formats of one file never call it.
    ///
    /// # Errors
    /// When it cannot be made.
    fn begin(&mut self, name: &str) -> io::Result<()>;

    /// Writes on.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&mut self, words: &str) -> io::Result<()>;

    /// Writes on, for formats that are no text.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// Files that are kept as strings, the one of a format of one file under the empty name.
#[derive(Debug, Default)]
pub struct Memory {
    /// By name.
    pub files: BTreeMap<String, String>,
    /// Those that are no text.
    pub binary: BTreeMap<String, Vec<u8>>,
    now: String,
}

impl Files for Memory {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.now = name.to_owned();
        Ok(())
    }

    fn write(&mut self, words: &str) -> io::Result<()> {
        self.files.entry(self.now.clone()).or_default().push_str(words);
        Ok(())
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.binary.entry(self.now.clone()).or_default().extend_from_slice(bytes);
        Ok(())
    }
}

/// The text of an export and, where it is wanted, the evidence.
pub struct Sink<'a> {
    files: &'a mut dyn Files,
    evidence: Option<&'a mut dyn Write>,
}

impl<'a> Sink<'a> {
    /// Writes to `files`, and the evidence of each cell to `evidence`, a table with a head.
    ///
    /// # Errors
    /// When the head of the table cannot be written.
    pub fn new(files: &'a mut dyn Files, mut evidence: Option<&'a mut dyn Write>) -> io::Result<Self> {
        if let Some(evidence) = &mut evidence {
            evidence.write_all(b"row\tcolumn\treport\tspan\twords\n")?;
        }
        Ok(Self { files, evidence })
    }

    pub(crate) fn begin(&mut self, name: &str) -> io::Result<()> {
        self.files.begin(name)
    }

    pub(crate) fn write(&mut self, words: &str) -> io::Result<()> {
        self.files.write(words)
    }

    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.files.write_bytes(bytes)
    }

    pub(crate) fn json(&mut self, value: &serde_json::Value) -> io::Result<()> {
        self.files.write(&value.to_string())?;
        self.files.write("\n")
    }

    /// Says where the value in `column` of `row` was read.
    pub(crate) fn cite(&mut self, row: impl std::fmt::Display, column: &str, from: &[Evidence]) -> io::Result<()> {
        let Some(evidence) = &mut self.evidence else { return Ok(()) };
        for one in from {
            let span = serde_json::to_string(&one.span)?;
            let row = flat(&row.to_string());
            writeln!(evidence, "{row}\t{column}\t{}\t{span}\t{}", flat(&one.report.0), flat(&one.quote))?;
        }
        Ok(())
    }
}

/// Words in one cell of a table: tabs, line ends and other control characters become blanks.
pub(crate) fn flat(words: &str) -> String {
    words.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
