//! Halves of surrogate pairs in strings of JSON, which some writers leave behind when they cut strings. They stand for
//! no character and would cost the whole record.

use std::borrow::Cow;

/// The escape of the sign that stands for what cannot be shown.
const REPLACED: &[u8] = b"\\ufffd";

/// The same JSON with each half of a pair that stands alone replaced, and how many there were.
pub fn mended(json: &[u8]) -> (Cow<'_, [u8]>, usize) {
    let mut out: Vec<u8> = Vec::new();
    let mut kept = 0;
    let mut count = 0;
    let mut at = 0;
    while let Some(step) = json.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        at += step;
        let Some(unit) = escape(json, at) else {
            at += 2;
            continue;
        };
        let pair = matches!(unit, 0xd800..=0xdbff) && matches!(escape(json, at + 6), Some(0xdc00..=0xdfff));
        if pair {
            at += 12;
            continue;
        }
        if matches!(unit, 0xd800..=0xdfff) {
            out.extend_from_slice(json.get(kept..at).unwrap_or_default());
            out.extend_from_slice(REPLACED);
            kept = at + 6;
            count += 1;
        }
        at += 6;
    }
    if count == 0 {
        return (Cow::Borrowed(json), 0);
    }
    out.extend_from_slice(json.get(kept..).unwrap_or_default());
    (Cow::Owned(out), count)
}

/// The unit that an escape at `at` gives.
fn escape(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_replaced_and_pairs_stay() {
        let mend = |json: &str| {
            let (bytes, count) = mended(json.as_bytes());
            (String::from_utf8(bytes.into_owned()).unwrap_or_default(), count)
        };
        assert_eq!(mend(r#"{"a": "x \ud83d\ude00 \n"}"#), (r#"{"a": "x \ud83d\ude00 \n"}"#.to_owned(), 0));
        assert_eq!(mend(r#""\ud800 a \udfff""#), (r#""\ufffd a \ufffd""#.to_owned(), 2));
        assert_eq!(mend(r#""\\ud800""#), (r#""\\ud800""#.to_owned(), 0), "the backslash is escaped");
        assert_eq!(mend(r#""\ud800\ud83d\ude00""#).1, 1);
    }
}
