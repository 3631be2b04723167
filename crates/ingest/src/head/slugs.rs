//! An agency's own marks above its reports: `NPA-0412 3 POL 0338`, `BC-NLD--Dam Talks, 2nd Ld`.
//!
//! They tell the receiver's machine the service, the number, the subject and the length, and are no words of the report.

use super::{dates, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Words of the longest line of codes.
const LONGEST: usize = 8;
/// Codes with digits from which a line of capitals is one of codes; a headline has one number or two.
const CODES: usize = 2;
/// Digits of those together.
const DIGITS: usize = 6;

/// The slug of the American wires, with the cycle in front.
static CYCLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[a-z]\s){0,3}(?:BC|AM|PM)-{1,2}\p{Lu}[^.!?]*$"));
/// How quickly it is to be printed, and a headline set between the marks of a ticker.
static PRIORITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:URGENT|FLASH|ALERT|NEWS ?ALERT|SNAP|BULLETIN|ADVISORY|EMBARGOED|LEAD|\d(?:ST|ND|RD|TH) LEAD)[.:!]?$")
});

/// Whether `line` is made of an agency's codes.
pub fn is_slug(line: &str) -> bool {
    if CYCLE.is_match(line) || PRIORITY.is_match(line) {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().take(LONGEST + 1).collect();
    if words.len() > LONGEST || line.chars().any(char::is_lowercase) || !line.chars().any(char::is_alphabetic) {
        return false;
    }
    let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let codes = words.iter().filter(|word| digits(word) > 0).count();
    let sum: usize = words.iter().map(|word| digits(word)).sum();
    codes >= CODES
        && codes * 2 >= words.len()
        && sum >= DIGITS
        && dates::dates(line, 0).is_empty()
        && !dates::has_clock(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_headlines() {
        for line in
            ["NPA-0412 3 POL 0338", "NPA0412 4 GEN 0288 NPA-B12", "BC-NLD--Dam Talks,2nd Ld-Writethru,412", "URGENT"]
        {
            assert!(is_slug(line), "{line}");
        }
        for line in [
            "12 DEAD AS 2 FERRIES COLLIDE",
            "ENVOYS TALK OF THE DAM",
            "4.3.2031 18:30",
            "MARCH 4, 2031",
            "URGENT TALKS IN PORT ALDER",
            "F-16 DOWN",
        ] {
            assert!(!is_slug(line), "{line}");
        }
    }
}
