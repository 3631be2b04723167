//! Whose work it is beside the outlet's own: agencies, the outlet it came through, photographers, contributors.

use super::{agencies, byline, dates, pattern, sign_off};
use record::Span;
use record::report::{Credit, CreditKind};
use regex::Regex;
use std::sync::LazyLock;

/// Bytes of the longest credit line.
const LONGEST: usize = 260;
/// Words of the longest label's content that need not be a name: "supplied", "by author".
const SUPPLIED: usize = 2;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i)[(\[]?(?:photos?|photographs?|photography|pictures?|images?|illustration|graphic|video|credits?|photo credit|image credit|picture credit|image source|file photo|pic)(?:\s+(?:by|from|courtesy(?: of)?)\s*:?\s*|\s*[:/|,]\s*)(.{2,80}?)[)\]]?\.?$",
    )
});
/// Who gave a picture, without the word for it.
static COURTESY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i)[(\[]?courtesy(?: of|:)\s+(.{2,80}?)[)\]]?\.?$"));
static PHOTO_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:[(\[](?:(?i:photos?(?: by)?|photographs?|images?|credit|picture|pic)\s*[:/]?\s*)?([^()\[\]]{2,70})[)\]]\.?",
        r"|(?i:photo(?:graph)?s?|image|picture|credit|pic|file)\s*(?:by)?(?::|\s\|)\s*([^.:|]{2,70})\.?",
        r"|[.!?]\s(\p{Lu}[^()\[\]/:]+(?:/\s?\p{Lu}[^()\[\]/:]+)+)",
        r"|\s[—–©]\s?(?i:photos? by )?([^—–©().:]{2,70}))$",
    ))
});
static WIRES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:source|sources|agencies|agency|with agencies|from agencies|from the wires)\s*:?\s*(.{0,60})$")
});

/// "Source: the Norland Post and news agencies".
static AGENCIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?i)sources?\s*:\s*.{0,40}\b(?:and|with|/|,)\s?(?:news )?agencies\.?$"));

/// The credits in `line`, a unit of its own at `base`; empty when the line gives none.
pub fn credits(line: &str, base: usize) -> Vec<Credit> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let credit = |kind, from: usize, words: &str| {
        let left = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let start = base + from + left;
        Credit { kind, name: super::collapse(words), span: Span::new(start, start + words.len()) }
    };
    if sign_off::is_contribution_alone(line) {
        return sign_off::contributors(line, base);
    }
    let labelled = LABEL.captures(line).or_else(|| COURTESY.captures(line));
    if let Some(name) = labelled.and_then(|captures| captures.get(1)) {
        let words = name.as_str().split_whitespace().count();
        // "Image: The gate was shut" is a caption.
        let named = words <= SUPPLIED || is_namelike(name.as_str());
        return if words <= 8 && named {
            vec![credit(CreditKind::Photo, name.start(), name.as_str())]
        } else {
            Vec::new()
        };
    }
    if let Some((first, second)) = via(line) {
        let (one, other) = (first.of(line), second.of(line));
        let second_is_wire = agencies::is_agency(other);
        // "X via Y" with neither known: X printed what it had from Y.
        let kinds = if second_is_wire || !agencies::is_agency(one) {
            [CreditKind::Via, CreditKind::Wire]
        } else {
            [CreditKind::Wire, CreditKind::Via]
        };
        return vec![credit(kinds[0], first.start, one), credit(kinds[1], second.start, other)];
    }
    if is_slashed(line) || is_of_house(line) || agencies::is_picture_house(line) {
        return vec![credit(CreditKind::Photo, 0, line)];
    }
    if AGENCIES.is_match(line) {
        return vec![credit(CreditKind::Wire, 0, line)];
    }
    let label = WIRES.captures(line).and_then(|captures| captures.get(1));
    let (from, names) = label.map_or((0, line), |names| (names.start(), names.as_str()));
    wires(names).into_iter().map(|span| credit(CreditKind::Wire, from + span.start, span.of(names))).collect()
}

/// Whether the line is one bracket that ends in a date: a report's origin is written so, whoever it names.
fn is_dated_bracket(line: &str) -> bool {
    let Some(inner) = line.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    dates::dates(inner, 0).last().is_some_and(|moment| moment.span.end == inner.trim_end().len())
}

/// The two names in `(Norland Daily via AP March 4, 2031)`, one of them an agency's or with a date behind them.
fn via(line: &str) -> Option<(Span, Span)> {
    const WORDS: usize = 6;
    let (at, mark) = [" via ", " through ", "/via "].iter().find_map(|mark| Some((line.find(mark)?, mark.len())))?;
    let edge = |c: char| !c.is_alphanumeric();
    let first = line[..at].trim_matches(edge);
    let rest = &line[at + mark..];
    let end = dates::dates(rest, 0).first().map_or(rest.len(), |moment| moment.span.start);
    let second = rest[..end].trim_matches(|c: char| edge(c) && c != '.').trim_end_matches(')');
    let is_name = |name: &str| (1..=WORDS).contains(&name.split_whitespace().count()) && is_namelike(name);
    let known = agencies::is_agency(first) || agencies::is_agency(second) || is_dated_bracket(line);
    if !is_name(first) || !is_name(second) || !known {
        return None;
    }
    let start = line.find(first)?;
    let other = at + mark + rest.find(second)?;
    Some((Span::new(start, start + first.len()), Span::new(other, other + second.len())))
}

/// The agencies of a line that is made of agencies' names and a date alone: `(AP)`, `Reuters, AFP`, `— dpa, 4 March 2031`.
fn wires(line: &str) -> Vec<Span> {
    let end = dates::dates(line, 0).first().map_or(line.len(), |moment| moment.span.start);
    let mut found = Vec::new();
    let mut at = 0;
    for part in line[..end].split([',', '/', ';', '|', '(', ')', '—', '–']) {
        let name = part.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let name = name.strip_prefix("and ").unwrap_or(name);
        if !name.is_empty() {
            let known = agencies::is_agency(name) || (is_dated_bracket(line) && is_namelike(name));
            if !known {
                return Vec::new();
            }
            let start = at + part.find(name).unwrap_or(0);
            found.push(Span::new(start, start + name.len()));
        }
        at += part.len() + line[at + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// `Name/AFP/Getty`: names parted by slashes, one of them known for pictures.
fn is_slashed(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.'));
    let parts: Vec<&str> = bare.split('/').map(str::trim).collect();
    (2..=5).contains(&parts.len())
        && bare.split_whitespace().count() <= 9
        && parts.iter().all(|part| part.chars().next().is_some_and(char::is_uppercase) || agencies::is_agency(part))
        && parts.iter().any(|part| agencies::gives_pictures(part))
}

/// `Ilse Brandt/Alder Post`: a person and the house, whatever it is called.
fn is_of_house(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.'));
    let Some((person, house)) = bare.split_once('/') else { return false };
    byline::is_person(person.trim()) && is_namelike(house) && !house.contains('/')
}

/// The credit of a picture at the end of a caption: `… (Jan Holm/AP)`, `… Photograph: Jan Holm`.
pub fn photo_at_end(caption: &str, base: usize) -> Option<Credit> {
    const TAIL: usize = 110;
    let from = caption.len() - caption.len().min(TAIL);
    let from = caption.ceil_char_boundary(from);
    let tail = caption.get(from..)?;
    let captures = PHOTO_END.captures(tail)?;
    // A credit without brackets or label must have slashes, and a known name between them.
    let labelled = captures.get(2).is_some() || {
        let whole = captures.get(0)?.as_str().to_lowercase();
        ["photo", "image", "credit", "picture"]
            .iter()
            .any(|word| whole.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(word))
    };
    let name = (1..=4).find_map(|group| captures.get(group))?;
    let words = name.as_str();
    let known = is_slashed(words)
        || is_of_house(words)
        || agencies::gives_pictures(words)
        || words
            .split([',', '/', ' '])
            .any(|part| part.len() > 4 && agencies::gives_pictures(part) && is_namelike(words));
    let supplied = words.split_whitespace().count() <= SUPPLIED;
    if !(labelled && (supplied || is_namelike(words)) || known) {
        return None;
    }
    let start = base + from + name.start();
    Some(Credit { kind: CreditKind::Photo, name: super::collapse(words), span: Span::new(start, start + words.len()) })
}

/// A few words that all open with a capital.
fn is_namelike(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    (1..=7).contains(&parts.len())
        && parts.iter().all(|part| {
            part.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase())
                || matches!(*part, "via" | "for" | "of" | "and" | "the")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line: a line of a page, and the credits that it gives.
    const CASES: &str = "\
Jan Holm/AFP/Getty | Photo=Jan Holm/AFP/Getty
AFP/Getty | Photo=AFP/Getty
Photo: Jan Holm | Photo=Jan Holm
Photograph by Jan Holm | Photo=Jan Holm
(Norland Daily via AP March 4, 2031) | Via=Norland Daily Wire=AP
(Norland Daily via Reuters) | Via=Norland Daily Wire=Reuters
(AP) | Wire=AP
Reuters, AFP | Wire=Reuters Wire=AFP
Source: Xinhua | Wire=Xinhua
(Reporting by Ilse Brandt; Editing by Tomas Reyl) | Contributor=Ilse Brandt Contributor=Tomas Reyl
Tomas Reyl contributed to this report. | Contributor=Tomas Reyl
The envoy left for Reuters Plaza | none
He arrived by boat/train. | none
Envoys meet / Talks fail | none
Source: the ministry | none
";

    #[test]
    fn lines_of_credit() {
        for line in CASES.lines() {
            let (words, expected) = line.split_once(" | ").unwrap();
            let found: Vec<String> =
                credits(words, 0).iter().map(|credit| format!("{:?}={}", credit.kind, credit.span.of(words))).collect();
            let got = if found.is_empty() { "none".to_owned() } else { found.join(" ") };
            assert_eq!(got, expected, "{words}");
        }
    }

    #[test]
    fn credits_at_the_end_of_captions() {
        let caption = "The envoys at the customs house. (Jan Holm/AP)";
        assert_eq!(photo_at_end(caption, 0).unwrap().span.of(caption), "Jan Holm/AP");
        assert!(photo_at_end("The envoys arrive. Photograph: Jan Holm", 0).is_some());
        assert!(photo_at_end("The envoys arrive [File: Jan Holm/Reuters]", 0).is_some());
        assert!(photo_at_end("They spoke of the dam (and of fishing).", 0).is_none());
        assert!(photo_at_end("It joined the union (EU).", 0).is_none());
    }
}
