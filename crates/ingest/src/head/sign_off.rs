//! Credits inside of paragraphs: a sentence on who contributed, an agency's name behind the last stop, a line on who
//! holds the rights.

use super::{agencies, pattern};
use record::Span;
use record::report::{Credit, CreditKind};
use regex::Regex;
use std::sync::LazyLock;

/// Bytes at the end of a paragraph in which credits are looked for.
const TAIL: usize = 600;
/// Bytes of the longest sentence of credits.
const LONGEST: usize = 260;
/// Words of the longest word that a stop shortens.
const SHORTENED: usize = 4;

/// A whole sentence on who else worked on a report.
static CONTRIBUTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:[(\[—–-]\s?)?(?:",
        r"(?:\p{Lu}|(?:[Tt]he|[Aa]n?) \p{Lu}).{0,160}\bcontributed (?:reporting |additional reporting |research )?(?:to|for) (?:this|the) (?:report|story|article|piece|dispatch)(?: from \p{Lu}.{0,60})?",
        r"|\p{Lu}.{1,160}\bcontributed (?:additional )?reporting(?: from \p{Lu}.{0,60})?",
        r"|\p{Lu}.{1,60} contributed from \p{Lu}.{0,60}",
        r"|(?i:additional |further )?(?i:reporting|editing|writing|edited|compiled|written|translated|translation)(?i: and (?:editing|writing|reporting))? by:? \p{Lu}.{0,200}",
        r"|(?:Editors?|EDITORS?): \p{Lu}.{0,200}",
        r"|(?i:with (?:additional )?(?:reporting|inputs?|files) (?:from|by)) .{2,120}",
        r")[.)\]]*$",
    ))
});

/// An agency's name behind the end of a sentence.
static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"[.!?…]["”’»)]*\s*(?:[(\[]([^()\[\]]{2,40})[)\]]|[—–-]\s?([^—–().:]{2,40}))\.?$"#));

/// Who holds the rights.
static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:©|\([cC]\)|(?i:copyright))[\s,]*(?:(?:©|\([cC]\)|\d{4}|(?i:by))[\s,]*)*([^.,;|]{2,60})")
});

/// Where the next part of such a sentence begins.
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r";|,\s(?i:(?:additional |further )?(?:reporting|editing|writing|edited|compiled|written|translated) by\b)")
});

/// What stands before the names in such a sentence.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\W*(?i:(?:additional |further )?(?:reporting|editing|writing|edited|compiled|written|translated|translation)(?: and (?:editing|writing|reporting))? by:?|editors?:",
        r"|(?:and )?with (?:additional )?(?:reporting|inputs?|files) (?:from|by)) ",
    ))
});

/// The contributors that whole sentences of a text name, and nothing where the words go on with something else.
pub fn contributors(text: &str, base: usize) -> Vec<Credit> {
    let sentences = sentences(text).into_iter().filter(|span| is_contribution(span.of(text)));
    sentences.flat_map(|span| names(span.of(text), base + span.start)).collect()
}

/// The names in a sentence on who contributed, one a part.
fn names(sentence: &str, base: usize) -> Vec<Credit> {
    let mut found = Vec::new();
    let ends: Vec<usize> = PARTS.find_iter(sentence).map(|mark| mark.start() + 1).chain([sentence.len()]).collect();
    let mut start = 0;
    for end in ends {
        let (at, part) = (start, sentence.get(start..end).unwrap_or_default());
        start = end;
        let label = LABEL.find(part).map_or(0, |label| label.end());
        let rest = part.get(label..).unwrap_or_default();
        let rest = rest.split(" contributed ").next().unwrap_or_default();
        let left = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let name = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if !name.is_empty() {
            let start = base + at + label + left;
            let span = Span::new(start, start + name.len());
            found.push(Credit { kind: CreditKind::Contributor, name: super::collapse(name), span });
        }
    }
    found
}

/// Whether a text is nothing but sentences on who contributed.
pub fn is_contribution_alone(text: &str) -> bool {
    let sentences = sentences(text);
    !sentences.is_empty() && text.len() <= LONGEST && sentences.iter().all(|span| is_contribution(span.of(text)))
}

fn is_contribution(sentence: &str) -> bool {
    sentence.len() <= LONGEST && CONTRIBUTED.is_match(sentence)
}

/// The agency that signs a paragraph: `… the governor said. (AP)`.
pub fn wire(text: &str, base: usize) -> Option<Credit> {
    let from = text.ceil_char_boundary(text.len().saturating_sub(TAIL));
    let tail = text.get(from..)?.trim_end();
    let captures = SIGNED.captures(tail)?;
    let name = captures.get(1).or_else(|| captures.get(2))?;
    let words = name.as_str().trim();
    let known = agencies::is_agency(words) || is_wire_name(words);
    let start = base + from + name.start();
    known.then(|| Credit {
        kind: CreditKind::Wire,
        name: super::collapse(words),
        span: Span::new(start, start + words.len()),
    })
}

/// A name that says that it is an agency's: `Coast Wire`, `Alder News Agency`.
fn is_wire_name(words: &str) -> bool {
    const LAST: [&str; 4] = ["Wire", "Agency", "Newswire", "Press"];
    let words: Vec<&str> = words.split(' ').collect();
    (2..=5).contains(&words.len())
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && words.last().is_some_and(|last| LAST.contains(last))
}

/// The agency that holds the rights in a report, by a line of the page.
pub fn holder(text: &str, base: usize) -> Option<Credit> {
    let name = RIGHTS.captures(text.get(..text.floor_char_boundary(TAIL))?)?.get(1)?;
    let words = name.as_str().split(" All ").next().unwrap_or_default().trim();
    let start = base + name.start();
    agencies::is_agency(words).then(|| Credit {
        kind: CreditKind::Wire,
        name: super::collapse(words),
        span: Span::new(start, start + words.len()),
    })
}

/// The last sentences of a text, roughly: a stop after a word that is no initial and no abbreviation, a blank, and what
/// can open a sentence. Signs in brackets stay whole.
fn sentences(text: &str) -> Vec<Span> {
    let from = text.ceil_char_boundary(text.len().saturating_sub(TAIL));
    let mut found = Vec::new();
    let mut start = from;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < from) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let closing = after.trim_start_matches(['"', '”', '’', '»', ')', ']']);
        let ends = matches!(c, '.' | '!' | '?') && depth <= usize::from(closing.len() < after.len());
        let next = closing.strip_prefix(|c: char| c.is_whitespace()).map(str::trim_start);
        let opens = next.and_then(|next| next.chars().next()).is_some_and(|c| !c.is_lowercase());
        let before = text.get(start..at).unwrap_or_default();
        let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let short = c == '.' && word.chars().count() < SHORTENED && word.chars().next().is_some_and(char::is_uppercase);
        if ends && opens && !short {
            let end = text.len() - closing.len();
            found.push(Span::new(start, end));
            start = text.len() - next.map_or(0, str::len);
        }
    }
    if start < text.len() {
        found.push(Span::new(start, text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_on_contributors() {
        for (text, sentence, expected) in [
            (
                "\"It is shut,\" Ove Lund said. Pia Stein contributed to this report.",
                "Pia Stein contributed to this report.",
                "Pia Stein",
            ),
            (
                "The weir was shut. Pia Stein and A. B. Reyl in Velmark contributed reporting.",
                "Pia Stein and A. B. Reyl in Velmark contributed reporting.",
                "Pia Stein and A. B. Reyl in Velmark",
            ),
            (
                "The weir was shut. Additional reporting by Pia Stein.",
                "Additional reporting by Pia Stein.",
                "Pia Stein",
            ),
            (
                "The weir was shut. (Reporting by Pia Stein; Editing by Ove Lund)",
                "(Reporting by Pia Stein; Editing by Ove Lund)",
                "Pia Stein",
            ),
            ("The weir was shut. With reporting from AP.", "With reporting from AP.", "AP"),
        ] {
            let found = contributors(text, 0);
            assert_eq!(found.first().map(|credit| credit.name.as_str()), Some(expected), "{text}");
            assert_eq!(found[0].span.of(text), expected);
            assert!(!is_contribution_alone(text), "{text}");
            assert!(is_contribution_alone(sentence), "{sentence}");
        }
        for text in [
            "He said that the flood contributed to this report of losses from the valley.",
            "The office contributed to the story that the lists were lost.",
            "Reporting by phone is not allowed.",
        ] {
            assert!(contributors(text, 0).is_empty(), "{text}");
        }
    }

    #[test]
    fn agencies_that_sign() {
        for (text, name) in [
            ("The ferry will sail in May, the office said. (AP)", "AP"),
            ("The ferry will sail in May, the office said. — AFP", "AFP"),
            ("\"It will sail.\" - Reuters", "Reuters"),
            ("It will sail. -AP", "AP"),
            ("It will sail. — Harbour Wire", "Harbour Wire"),
        ] {
            let found = wire(text, 0);
            assert_eq!(found.as_ref().map(|credit| credit.span.of(text)), Some(name), "{text}");
        }
        for text in ["It joined the union. (EU)", "The ferry - Reuters called it old - will sail.", "It sails — AP."]
        {
            assert_eq!(wire(text, 0), None, "{text}");
        }
    }

    #[test]
    fn lines_of_rights() {
        let line = "Copyright 2031 The Associated Press. All rights reserved.";
        assert_eq!(holder(line, 0).map(|credit| credit.name), Some("The Associated Press".to_owned()));
        assert_eq!(holder("© 2031 The Norland Post", 0), None);
    }
}
