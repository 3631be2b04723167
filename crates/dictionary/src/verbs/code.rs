//! Codes of events: `[190]`, `[042:043]`, `[:173]`, `[---]`, `[###]`.

use crate::problem::{Wrong, quote, wrong};
use std::fmt;

/// A longer code is refused.
const MAX_CODE: usize = 32;

/// What a verb or a pattern says that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventCode {
    /// `[---]`: nothing to be coded.
    Nothing,
    /// `[###]`: the sentence, or the report, is not to be coded (TABARI).
    Discard,
    /// One event, or two that mirror each other.
    Events {
        /// What the source does to the target.
        forward: Option<String>,
        /// What the target does to the source.
        back: Option<String>,
    },
}

impl EventCode {
    /// Reads what stands in the brackets; the second value says what is not used.
    pub(crate) fn parse(written: &str) -> Result<(Self, Option<String>), Wrong> {
        match written {
            "---" => return Ok((Self::Nothing, None)),
            "###" => return Ok((Self::Discard, None)),
            _ => {}
        }
        // `!` and `?` tell TABARI which of several events of a sentence to keep.
        let plain = written.trim_end_matches(['!', '?']);
        let unused = (plain.len() < written.len()).then(|| format!("the mark behind the code {written} is not used"));
        let (forward, back) = plain.split_once(':').unwrap_or((plain, ""));
        let one = |code: &str| match code.trim() {
            "" | "---" => Ok(None),
            code if code.len() > MAX_CODE => Err(wrong(format!("a code of more than {MAX_CODE} letters"))),
            code if code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte)) => {
                Ok(Some(code.to_owned()))
            }
            code => Err(wrong(format!("no code of an event: {}", quote(code)))),
        };
        match (one(forward)?, one(back)?) {
            (None, None) => Err(wrong(format!("no code of an event: {}", quote(written)))),
            (forward, back) => Ok((Self::Events { forward, back }, unused)),
        }
    }
}

impl fmt::Display for EventCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("---"),
            Self::Discard => f.write_str("###"),
            Self::Events { forward, back } => {
                f.write_str(forward.as_deref().unwrap_or(""))?;
                back.as_ref().map_or(Ok(()), |back| write!(f, ":{back}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_printed() {
        for written in ["190", "042:043", ":173", "---", "###", "ASSAULT"] {
            assert_eq!(EventCode::parse(written).unwrap().0.to_string(), written);
        }
        let (code, unused) = EventCode::parse("100!").unwrap();
        assert_eq!((code.to_string().as_str(), unused.is_some()), ("100", true));
        for bad in ["", ":", "---:---", "1 2", "1:2:3", "~GOV"] {
            assert!(EventCode::parse(bad).is_err(), "{bad}");
        }
    }
}
