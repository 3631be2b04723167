//! What is wrong with a dictionary: file, line, what, and what to do.

use record::{Diagnostic, Severity};
use std::fmt;
use std::sync::Arc;

/// How many errors, and how many warnings, of one file are named; of the rest only the number is given.
pub const MAX_PROBLEMS: usize = 100;

/// How much of a line's words is repeated in a message, in characters.
const MAX_QUOTE: usize = 60;

/// Something that is wrong with a file, or with a line of it.
///
/// An error says that the line was left out; a warning, that something in it was assumed or is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was named to [`Dictionary::add`](crate::Dictionary::add).
    pub file: Arc<str>,
    /// Line number from 1; `None` where it concerns the file.
    pub line: Option<usize>,
    /// Whether the line was left out.
    pub severity: Severity,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What the user can do.
    pub hint: Option<&'static str>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        let word = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, ": {word}: {}", self.message)?;
        self.hint.map_or(Ok(()), |hint| write!(f, "\n  hint: {hint}"))
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for Diagnostic {
    fn from(problem: Problem) -> Self {
        let path = match problem.line {
            Some(line) => format!("{}:{line}", problem.file),
            None => problem.file.to_string(),
        };
        let diagnostic = match problem.severity {
            Severity::Error => Self::error("dictionary/error", problem.message),
            Severity::Warning => Self::warning("dictionary/warning", problem.message),
        };
        let diagnostic = diagnostic.at(path);
        match problem.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }
}

/// What a parser says of a line: the message, and what to do.
pub(crate) type Wrong = (String, Option<&'static str>);

/// A message without a hint.
pub(crate) fn wrong(message: impl Into<String>) -> Wrong {
    (message.into(), None)
}

/// Collects the problems of one file, as many as are worth reading.
pub(crate) struct Problems {
    file: Arc<str>,
    list: Vec<Problem>,
    errors: usize,
    warnings: usize,
}

impl Problems {
    pub fn new(file: &str) -> Self {
        Self { file: file.into(), list: Vec::new(), errors: 0, warnings: 0 }
    }

    pub fn file(&self) -> Arc<str> {
        self.file.clone()
    }

    pub fn error(&mut self, line: impl Into<Option<usize>>, (message, hint): Wrong) {
        self.errors += 1;
        if self.errors <= MAX_PROBLEMS {
            self.push(line.into(), Severity::Error, message, hint);
        }
    }

    pub fn warning(&mut self, line: impl Into<Option<usize>>, (message, hint): Wrong) {
        self.warnings += 1;
        if self.warnings <= MAX_PROBLEMS {
            self.push(line.into(), Severity::Warning, message, hint);
        }
    }

    fn push(&mut self, line: Option<usize>, severity: Severity, message: String, hint: Option<&'static str>) {
        self.list.push(Problem { file: self.file.clone(), line, severity, message, hint });
    }

    /// In the order of the lines, then what concerns the file, and the number of those that were not kept.
    pub fn finish(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|problem| problem.line.unwrap_or(usize::MAX));
        let more = |count: usize| count.saturating_sub(MAX_PROBLEMS);
        let (errors, warnings) = (more(self.errors), more(self.warnings));
        if errors > 0 {
            self.push(None, Severity::Error, format!("{errors} more errors"), None);
        }
        if warnings > 0 {
            self.push(None, Severity::Warning, format!("{warnings} more warnings"), None);
        }
        self.list
    }
}

/// A piece of a line in quotation marks, cut where it is long, without control characters.
pub(crate) fn quote(words: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = words.trim().chars().take(MAX_QUOTE).map(clean).collect();
    if words.trim().chars().nth(MAX_QUOTE).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}
