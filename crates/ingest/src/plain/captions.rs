//! Words under pictures, told from reporting by the way they are written.

use super::scenes;
use crate::head::{credits, pattern, sign_off};
use regex::Regex;
use std::sync::LazyLock;

/// Points from which a unit is a caption by its own words, or with a credit line or its double beside it.
pub const ENOUGH: u32 = 2;

/// Bytes of the longest caption; a longer unit is a paragraph.
const LONGEST: usize = 900;

/// Words of the shortest caption.
const SHORTEST: usize = 4;

/// The date that ends the opening of an agency's caption: `PORT ALDER, NORLAND - MARCH 4: …`.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\s|\()(?:[-–—(,]\s?)?(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-zA-Z]*\.? \d{1,2}(?:, \d{4})?\)?$",
    )
});
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\[(]?(?i:image caption|photo caption|picture caption|caption|file photo|file picture|file)\s?(?:[:|–—-]|,)?\s|[\[(]?(?i:image|photo|picture|pictured|above|below|left|right|top|bottom|clockwise from .{2,20}|from left|\(?from left\)?):\s)",
    )
});
/// Whose picture it is, where nobody is named: "… Pool photograph".
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[.!?)\s](?:Pool|Handout|File|Archive|Library|Stock|Courtesy|Agency|Staff|Police) (?i:photo|photograph|picture|image)\.?$",
    )
});
/// What stands above a caption, or for it.
static LABEL_ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?i:(?:image|photo|picture|video) caption|caption)\s?[,:]?$"));
static STANDS_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[(\[]?(?i:representative|representational|illustrative|stock|file|archive|symbol) (?i:image|photo|picture|photograph)[)\]]?\.?$",
    )
});
/// Where persons stand in the picture, and words about the picture itself.
static CUES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"\((?i:\d?(?:st|nd|rd|th)?[ -]?(?:l|r|c)|(?:far |top |front |second |third )?(?:left|right|cent(?:er|re)))\)",
        r"(?i), (?:far |second from |third from )?(?:left|right|cent(?:er|re))(?:,|\.|$| and )",
        r"(?i)\b(?:pictured|seen here|from left|from right|left to right|in the background|in the foreground)\b",
        r"(?i)\b(?:in this|in an?|this|an?) (?:[a-z]+ ){0,3}(?:photo|picture|image|photograph|handout|video grab|frame grab|screen grab|screengrab)\b",
        r"(?i)\b(?:photo|picture|image|photograph|handout) (?:released|taken|provided|made available|shows|obtained|from)\b",
        r"(?i)\bfile (?:photo|picture|image|photograph)\b",
    ]
    .into_iter()
    .map(pattern)
    .collect()
});

/// Whether a unit says no more than that the next is a caption.
pub fn is_label(words: &str) -> bool {
    LABEL_ALONE.is_match(words)
}

/// How much a unit reads like a caption.
pub fn score(words: &str) -> u32 {
    if STANDS_IN.is_match(words) {
        return ENOUGH;
    }
    if words.len() > LONGEST || words.split_whitespace().nth(SHORTEST - 1).is_none() {
        return 0;
    }
    let mut points = 0;
    points += opening(words);
    points += if LABEL.is_match(words) { 2 } else { 0 };
    let cues = CUES.iter().filter(|cue| cue.is_match(words)).count();
    points += u32::try_from(cues.min(2)).unwrap_or(2);
    // An agency signs paragraphs too; these tell in the past, or quote.
    let signed = sign_off::wire(words, 0).is_some() && (scenes::tells_past(words) || words.contains(['"', '“']));
    points += if !signed && credits::photo_at_end(words, 0).is_some() || GIVEN.is_match(words) { 2 } else { 0 };
    points
}

/// Points for what stands before a caption's colon: a place, with a date or a country in capitals.
fn opening(words: &str) -> u32 {
    const LONGEST: usize = 90;
    let Some((head, _)) = words.split_once(": ").filter(|(head, _)| head.len() <= LONGEST) else { return 0 };
    let place = head.split([',', '-', '–', '—', '(']).next().unwrap_or("");
    let named = place.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    if place.is_empty() || !named {
        return 0;
    }
    if DATED.is_match(head) {
        return 2;
    }
    let country = head.rsplit_once(", ").map_or("", |(_, country)| country);
    u32::from(country.chars().filter(|c| c.is_uppercase()).count() > 3 && !country.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_paragraphs() {
        for caption in [
            "PORT ALDER, NORLAND - MARCH 4: Envoy Ilse Brandt, right, shakes hands with Tomas Reyl.",
            "Port Alder, NORLAND: A picture released by the governor's office shows Ilse Brandt (2ndL) at the quay.",
            "Ilse Brandt at the customs house in Port Alder (Jan Holm/AP)",
            "Image caption The customs house, where the talks were held",
            "Mr Reyl leaves the customs house on Monday. Pool photograph",
            "Envoy Ilse Brandt (L) and Tomas Reyl (R) seen here in a file photo.",
        ] {
            assert!(score(caption) >= ENOUGH, "{caption}: {}", score(caption));
        }
        for prose in [
            "Ilse Brandt, the envoy, said on Monday that a picture of the dam had been shown to both sides.",
            "The party of the right, which lost in March, left the hall.",
            "The envoy met members of the union (EU) in the morning.",
            "In Port Alder: nobody knew, she said.",
        ] {
            assert!(score(prose) < ENOUGH, "{prose}: {}", score(prose));
        }
    }
}
