//! Which of the lines above a report is its headline.
//!
//! A headline says in few words what the report says in many: its words come again below. A menu's do not.

use super::look::Look;
use std::collections::BTreeSet;

/// Letters by which two forms of a word are held to be the same ("negotiate", "negotiations").
const STEM: usize = 5;
/// Letters of the shortest word that tells anything.
const TELLING: usize = 4;
/// Percent of a line's telling words that must come again in the report.
const SHARED_PERCENT: usize = 34;
/// Words of the shortest headline on a page, where shorter lines are menus and sections.
const SHORTEST: usize = 3;
/// Words of the shortest deck.
const DECK: usize = 5;
/// Words of the longest headline.
const LONGEST: usize = 34;
/// Lines that can be one report's headline, kicker and deck; a longer run is a list.
const RUN: usize = 3;
/// Bytes of the report in which the headline's words are looked for.
const LOOKED_AT: usize = 20_000;

/// The headline among `head`, the units above the report, with its deck: the units in order. `open` tells which
/// of the units may be one, `below` are the report's paragraphs.
pub fn find(looks: &[Look], open: &[usize], below: &[usize], page: bool) -> Vec<usize> {
    let known = stems(below.iter().map(|at| looks[*at].words));
    let mut best: Option<(usize, usize)> = None;
    for &at in open {
        let points = points(&looks[at], &known, page);
        // Of two that do equally well the lower one: menus come first.
        if points > 0 && best.is_none_or(|(most, _)| points >= most) {
            best = Some((points, at));
        }
    }
    let Some((_, chosen)) = best else { return Vec::new() };
    let good = |at: usize| open.contains(&at) && points(&looks[at], &known, page) > 0;
    let mut first = chosen;
    while first > 0 && good(first - 1) && chosen - first < RUN {
        first -= 1;
    }
    let mut last = chosen;
    while good(last + 1) && last - chosen < RUN {
        last += 1;
    }
    if last - first >= RUN {
        return vec![chosen];
    }
    // The line below a headline is its deck, whether or not it shares words with the report.
    if page && last == chosen && open.contains(&(last + 1)) && looks[last + 1].features.words >= DECK {
        last += 1;
    }
    (first..=last).collect()
}

/// Where the headline begins in a line that says that it is one: `HEADLINE: Envoys meet`.
pub fn after_label(line: &str) -> Option<usize> {
    let (label, rest) = line.split_once(':')?;
    let label = label.trim_end();
    let known = matches!(label, "HEADLINE" | "Headline" | "TITLE" | "Title" | "HEAD" | "SUBJECT" | "Subject");
    (known && !rest.trim().is_empty()).then(|| line.len() - rest.trim_start().len())
}

/// Whether `texts` have a form of the word in small letters `word`.
pub fn speaks_of<'a>(texts: impl Iterator<Item = &'a str>, word: &str) -> bool {
    let stem: String = word.chars().take(STEM).collect();
    stem.chars().count() >= TELLING && stems(texts).contains(&stem)
}

/// How well a line does as a headline; 0 when it cannot be one.
fn points(look: &Look, known: &BTreeSet<String>, page: bool) -> usize {
    let words = look.features.words;
    if words > LONGEST || (page && words < SHORTEST) {
        return 0;
    }
    let telling = stems([look.words].into_iter());
    let shared = telling.iter().filter(|stem| known.contains(*stem)).count();
    if telling.is_empty() || shared * 100 < telling.len() * SHARED_PERCENT {
        return 0;
    }
    // Shared words count most; of equals the line with more of its words shared.
    shared.min(6) * 10 + shared * 9 / telling.len()
}

fn stems<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut left = LOOKED_AT;
    let mut found = BTreeSet::new();
    for text in texts {
        let text = text.get(..text.floor_char_boundary(left)).unwrap_or("");
        left -= text.len();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if word.chars().count() >= TELLING {
                found.insert(word.chars().take(STEM).flat_map(char::to_lowercase).collect());
            }
        }
    }
    found
}
