//! Bytes to text: byte order marks, UTF-8, or the likeliest older encoding with a warning that says so.

use crate::problem;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use record::Diagnostic;

/// Decoded text and what had to be assumed for it.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// What was assumed.
    pub warnings: Vec<Diagnostic>,
}

/// Control bytes per hundred above which an input is no text. Text has none but tabs, line and form feeds and
/// escapes; random or compressed bytes have about ten.
const CONTROL_PERCENT: usize = 2;

/// Bytes looked at to tell text from other data, and to guess an encoding.
const SAMPLE: usize = 256 << 10;

/// Decodes `bytes`. A byte order mark stays in the text of UTF-8 input, so that offsets are the file's own.
///
/// # Errors
/// When the bytes are no text.
pub fn decode(path: &str, bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(problem::empty(path));
    }
    if let Some(little) = widest(bytes) {
        return Ok(utf32(path, bytes, little));
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(assumed(path, bytes, encoding, false));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|byte| is_control(**byte)).count();
    if controls * 100 > sample.len() * CONTROL_PERCENT {
        return Err(problem::binary(path, "binary data", "leave it out, or convert it to text"));
    }
    let mut decoded = match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), warnings: Vec::new() },
        Err(error) => older(path, bytes, error.valid_up_to()),
    };
    if bytes.contains(&0) {
        decoded
            .warnings
            .push(Diagnostic::warning("input/nul-bytes", "there are NUL bytes in the text; they were kept").at(path));
    }
    Ok(decoded)
}

/// Decodes as `label` says, where it names an encoding that bears the bytes out; otherwise as [`decode`].
///
/// # Errors
/// As [`decode`].
pub fn decode_labelled(path: &str, bytes: &[u8], label: Option<&str>) -> Result<Decoded, Diagnostic> {
    let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match named {
        // A page that is valid UTF-8 beyond ASCII is UTF-8 whatever it says of itself.
        Some(encoding) if encoding != UTF_8 && std::str::from_utf8(bytes).is_err() && wide(bytes).is_none() => {
            let controls = bytes.iter().take(SAMPLE).filter(|byte| is_control(**byte)).count();
            if controls * 100 > bytes.len().min(SAMPLE) * CONTROL_PERCENT {
                return Err(problem::binary(path, "binary data", "leave it out, or convert it to text"));
            }
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            Ok(Decoded { text: text.into_owned(), warnings: Vec::new() })
        }
        _ => decode(path, bytes),
    }
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

/// UTF-32, by its mark or by the zero bytes that each letter has; whether the low byte comes first.
fn widest(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some(true),
        [0, 0, 0xfe, 0xff, ..] => return Some(false),
        _ => {}
    }
    let units = bytes.get(..bytes.len().min(4096) & !3)?.chunks_exact(4);
    let little = units.clone().all(|unit| matches!(unit, [_, _, 0..=0x10, 0]));
    let big = units.clone().all(|unit| matches!(unit, [0, 0..=0x10, _, _]));
    // A text has letters whose upper three bytes are zero, unlike four zero bytes in a row.
    let letters = units.clone().filter(|unit| unit.iter().filter(|byte| **byte == 0).count() == 3).count();
    (units.len() >= 4 && letters * 2 > units.len() && little != big).then_some(little)
}

fn utf32(path: &str, bytes: &[u8], little: bool) -> Decoded {
    let unit = |unit: &[u8]| {
        let unit: [u8; 4] = unit.try_into().unwrap_or_default();
        let number = if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let text: String = bytes.chunks_exact(4).map(unit).collect();
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let name = if little { "UTF-32LE" } else { "UTF-32BE" };
    Decoded { text, warnings: vec![not_utf8(path, format!("it is not UTF-8; it was read as {name}"))] }
}

fn not_utf8(path: &str, message: String) -> Diagnostic {
    Diagnostic::warning("input/encoding", message)
        .at(path)
        .hint("offsets count in the decoded text; convert the file to UTF-8 to be sure")
}

/// UTF-16, by its mark or by the zero bytes of its Latin letters.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = sample.len() / 2;
    // Nine of ten units are ASCII in one half, and none in the other.
    if pairs >= 4 && zeros(1) * 10 > pairs * 9 && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if pairs >= 4 && zeros(0) * 10 > pairs * 9 && zeros(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Neither UTF-8 nor UTF-16: mostly UTF-8 with damage, or an older encoding.
fn older(path: &str, bytes: &[u8], valid: usize) -> Decoded {
    let lossy = String::from_utf8_lossy(bytes);
    let damage = lossy.matches('\u{fffd}').count();
    let beyond_ascii = lossy.chars().filter(|c| !c.is_ascii()).count();
    // UTF-8 sequences hardly ever come about by chance: where most of what is beyond ASCII reads as UTF-8, the
    // rest is damage.
    if beyond_ascii > 2 * damage {
        let warning = Diagnostic::warning(
            "input/invalid-utf8",
            format!("{damage} places are not valid UTF-8, the first at byte {valid}; they were replaced"),
        );
        return Decoded {
            text: lossy.into_owned(),
            warnings: vec![warning.at(path).hint("offsets count in the text with the replacements")],
        };
    }
    let mut detector = chardetng::EncodingDetector::new();
    let sample = bytes.len().min(SAMPLE.max(valid.saturating_add(SAMPLE)));
    detector.feed(&bytes[..sample], sample == bytes.len());
    assumed(path, bytes, detector.guess(None, false), true)
}

fn assumed(path: &str, bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Decoded {
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    let mut message = format!("it is not UTF-8; it was read as {}", encoding.name());
    if guessed {
        message.push_str(", the likeliest encoding");
    }
    if damaged {
        message.push_str(", with some places replaced");
    }
    Decoded { text: text.into_owned(), warnings: vec![not_utf8(path, message)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(decoded: &Decoded) -> Vec<&str> {
        decoded.warnings.iter().map(|warning| warning.code.as_str()).collect()
    }

    #[test]
    fn utf8_stays_byte_for_byte() {
        let decoded = decode("a", "\u{feff}Zoë met the envoy".as_bytes()).unwrap();
        assert_eq!(decoded.text, "\u{feff}Zoë met the envoy");
        assert!(decoded.warnings.is_empty());
    }

    #[test]
    fn older_encodings_are_guessed_and_said() {
        let decoded = decode("a", b"The caf\xe9 in S\xe3o Jorge closed, Jos\xe9 said.").unwrap();
        assert_eq!(decoded.text, "The café in São Jorge closed, José said.");
        assert_eq!(codes(&decoded), ["input/encoding"]);
        assert!(decoded.warnings[0].message.contains("windows-1252"), "{}", decoded.warnings[0].message);
    }

    #[test]
    fn utf16_with_and_without_its_mark() {
        let units: Vec<u8> = "Talks began".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode("a", &units).unwrap().text, "Talks began");
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
        assert_eq!(decode("a", &marked).unwrap().text, "Talks began");
    }

    #[test]
    fn utf32_with_and_without_its_mark() {
        let units: Vec<u8> = "Talks “began”".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let decoded = decode("a", &units).unwrap();
        assert_eq!((decoded.text.as_str(), codes(&decoded)), ("Talks “began”", vec!["input/encoding"]));
        let marked: Vec<u8> = "\u{feff}Talks".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(decode("a", &marked).unwrap().text, "Talks");
    }

    #[test]
    fn damage_in_utf8_is_not_another_encoding() {
        let mut bytes = "“Ça va”, said Zoë, “déjà vu”. ".repeat(3).into_bytes();
        bytes.push(0xff);
        let decoded = decode("a", &bytes).unwrap();
        assert_eq!(codes(&decoded), ["input/invalid-utf8"]);
        assert!(decoded.text.starts_with("“Ça va”"));
    }

    #[test]
    fn data_that_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode("a", &noise).err().unwrap().code, "input/binary");
        assert_eq!(decode("a", b" \n\t ").err().unwrap().code, "input/empty");
        assert_eq!(decode("a", b"").err().unwrap().code, "input/empty");
    }

    #[test]
    fn a_stray_nul_is_kept_and_said() {
        let text = format!("{}\0.", "The envoys met on Tuesday. ".repeat(5));
        let decoded = decode("a", text.as_bytes()).unwrap();
        assert_eq!(codes(&decoded), ["input/nul-bytes"]);
        assert_eq!(decoded.text, text);
    }
}
