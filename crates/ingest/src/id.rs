//! A report's name, derived from what it says.

use record::ReportId;
use sha2::{Digest, Sha256};

/// Hex digits of an id: 64 bits, so that among a million reports two share a name once in 30 million runs.
const DIGITS: usize = 16;

/// The id of a report with this text and the metadata that came beside it. The same on every machine.
pub fn of(text: &str, beside: &[Option<&str>]) -> ReportId {
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    for value in beside {
        // Absent and empty must differ, and no value may run into the next.
        hash.update([0, u8::from(value.is_some())]);
        hash.update(value.unwrap_or_default().as_bytes());
    }
    let mut id = String::with_capacity(DIGITS);
    for byte in hash.finalize().iter().take(DIGITS / 2) {
        id.push_str(&format!("{byte:02x}"));
    }
    ReportId(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depends_on_the_content_alone() {
        assert_eq!(of("a", &[None]), of("a", &[None]));
        assert_ne!(of("a", &[None]), of("a", &[Some("")]));
        assert_ne!(of("a", &[Some("b"), None]), of("a", &[None, Some("b")]));
        assert_eq!(of("The envoys met.", &[]).0, "adcbc757c41d634b");
    }
}
