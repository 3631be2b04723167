//! The one type in which any stage says that something is wrong.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use text::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was assumed or left out; the result stands.
    Warning,
    /// The input could not be used.
    Error,
}

/// What is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// A short stable name, such as `input/binary`: for scripts and for looking it up.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
    /// The file, with `#n` for the n-th record in it.
    pub path: Option<String>,
    /// The bytes in question, where there is a text to point into.
    pub span: Option<Span>,
    /// What the user can do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A warning without place or hint.
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// An error without place or hint.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    fn new(severity: Severity, code: &str, message: String) -> Self {
        Self { code: code.to_owned(), severity, message, path: None, span: None, hint: None }
    }

    /// The same with its file.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same with its bytes.
    #[must_use]
    pub fn on(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]: ", self.code)?;
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(span) = self.span {
            write!(f, " (bytes {} to {})", span.start, span.end)?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}
