//! The readers' part of a page: where it begins and ends, and who wrote each comment when.

use super::look::Look;
use super::phrases::Furniture;
use crate::head::{collapse, dates, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The comments of a page.
#[derive(Debug, Default)]
pub struct Section {
    /// The first unit: the header, or the first comment.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Author and time of the comment that each unit from `start` belongs to.
    pub signed: Vec<Signature>,
}

/// Who wrote a comment and when, as stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The author.
    pub author: Option<String>,
    /// The time.
    pub time: Option<String>,
}

/// Units after a header within which the first comment's author or time must stand: the comment may be long.
const NEAR: usize = 14;
/// Signed comments that make a section without a header.
const UNANNOUNCED: usize = 3;
/// Paragraphs before a bare header that make it the end of the report, and not a link at its top.
const REPORT: usize = 3;
/// Bytes of the longest line that signs a comment.
const LONGEST: usize = 140;

/// `COMMENTS (6)   House rules`: whatever stands behind.
static COUNTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\W*(?:reader |user |your )?comments?\s*[(\[:]\s*\d{1,6}\s*(?:[)\]]|$)"));
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s(])(?:\d[\d,.]*|no|one) (?:reader |user )?(?:comments?|responses?|replies|reactions|thoughts)\b",
    )
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:#\s?)?\d{1,5}[.)]\s+(\S.{1,70})$"));
static SAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(\S.{0,60}?)\s+(?:says|said|wrote|writes|commented|replied|responded)(?:\s*[:…]|\.\.\.|\s*$|\s+on\b|\s+at\b)(.*)$",
    )
});
static POSTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:posted|comment|written|submitted|comment posted)\s*(?:by|from)?\s*:?\s+(\S.{0,60})$")
});

/// Finds the comments among the units of a page.
pub fn find(looks: &[Look]) -> Option<Section> {
    let marks: Vec<Option<Mark>> = looks.iter().enumerate().map(|(at, look)| mark(look, looks.get(at + 1))).collect();
    let start = announced(looks, &marks).or_else(|| unannounced(looks, &marks))?;
    let end = footer(looks, &marks, start);
    Some(Section { start, end, signed: sign(looks, &marks, start, end) })
}

/// Who wrote the comments between `start` and `end`, and when, a signature a unit.
pub fn signatures(looks: &[Look], start: usize, end: usize) -> Vec<Signature> {
    let marks: Vec<Option<Mark>> = looks.iter().enumerate().map(|(at, look)| mark(look, looks.get(at + 1))).collect();
    sign(looks, &marks, start, end)
}

/// A line that signs a comment.
#[derive(Clone, Debug)]
struct Mark {
    author: Option<String>,
    time: Option<String>,
    /// Written as only comments are: with a number, with "says", or name and time in one.
    strong: bool,
}

fn mark(look: &Look, next: Option<&Look>) -> Option<Mark> {
    let words = look.words;
    if words.len() > LONGEST || look.features.is_prose() {
        return None;
    }
    if look.when {
        let time = words.trim_end_matches(|c: char| !c.is_alphanumeric());
        return Some(Mark { author: None, time: Some(collapse(time)), strong: false });
    }
    if let Some(captures) = SAYS.captures(words) {
        let rest = captures.get(2).map_or("", |rest| rest.as_str().trim());
        if rest.is_empty() || dates::is_time_line(rest) {
            let author = name(captures.get(1).map_or("", |name| name.as_str()));
            return author.map(|author| Mark { author: Some(author), time: some(rest), strong: true });
        }
    }
    let posted = POSTED.captures(words).and_then(|captures| captures.get(1)).map(|name| name.as_str());
    let line = posted.unwrap_or(words);
    if let Some(at) = dates::first(line)
        && let Some((before, after)) = line.split_at_checked(at.start)
    {
        let after = after.trim_end_matches(|c: char| !c.is_alphanumeric());
        if dates::is_time_line(after)
            && let Some(author) = name(before)
        {
            return Some(Mark { author: Some(author), time: some(after), strong: true });
        }
    }
    if let Some(author) = NUMBERED.captures(words).and_then(|captures| name(captures.get(1)?.as_str())) {
        return Some(Mark { author: Some(author), time: None, strong: true });
    }
    if let Some(author) = posted.and_then(name) {
        return Some(Mark { author: Some(author), time: None, strong: false });
    }
    // A short line right above a time is the name of who wrote then.
    let above_time = next.is_some_and(|next| next.when && (next.gap == 0 || look.features.words <= 4));
    let author = if above_time && look.shown.class().is_none() { name(words) } else { None };
    author.map(|author| Mark { author: Some(author), time: None, strong: false })
}

/// `words` as a comment writer's name, which may be anything short.
pub fn name(words: &str) -> Option<String> {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '_' | '!'));
    let mut lower = words.to_lowercase();
    for ending in [" on", " at", " says", " said", " wrote", " posted", ","] {
        lower.truncate(lower.trim_end().len());
        if lower.ends_with(ending) {
            lower.truncate(lower.len() - ending.len());
        }
    }
    let words =
        words.get(..lower.len()).unwrap_or(words).trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '|');
    let count = words.split_whitespace().count();
    ((1..=7).contains(&count) && words.chars().any(char::is_alphanumeric)).then(|| collapse(words))
}

fn some(words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches(|c: char| !c.is_alphanumeric());
    (!words.is_empty()).then(|| collapse(words))
}

/// Whether a unit opens the readers' part.
fn is_header(look: &Look) -> bool {
    const WORDS: usize = 16;
    if look.features.words > WORDS || look.features.is_prose() {
        return false;
    }
    matches!(look.shown.whole.or(look.shown.opening), Some(Furniture::Comments))
        || COUNTED.is_match(look.words)
        || (COUNT.is_match(look.words) && (look.features.words <= 5 || !look.features.stops))
}

fn announced(looks: &[Look], marks: &[Option<Mark>]) -> Option<usize> {
    let mut chosen = None;
    let mut prose_before = 0_usize;
    let prose = looks.iter().filter(|look| look.features.is_prose()).count();
    // Strong marks seen since the header that is chosen for now: a second header among them is inside the section.
    let mut since = 0_usize;
    for (at, look) in looks.iter().enumerate() {
        since += usize::from(marks[at].as_ref().is_some_and(|mark| mark.strong));
        if is_header(look) && prose_before > 0 {
            let near = marks.iter().skip(at + 1).take(NEAR).flatten().count();
            let strong = marks.iter().skip(at + 1).take(NEAR).flatten().filter(|mark| mark.strong).count();
            let signed = near >= 2 || strong >= 1 && (prose_before >= 2 || prose - prose_before <= prose_before);
            let sure = look.shown.whole == Some(Furniture::Comments) || COUNTED.is_match(look.words);
            let last = prose_before >= REPORT && sure;
            if (signed || last) && (chosen.is_none() || since < 2) {
                chosen = Some(at);
                since = 0;
            }
        }
        prose_before += usize::from(look.features.is_prose());
    }
    chosen
}

fn unannounced(looks: &[Look], marks: &[Option<Mark>]) -> Option<usize> {
    let is_said = |at: usize| SAYS.is_match(looks[at].words);
    let strong: Vec<usize> = (0..looks.len())
        .filter(|at| marks[*at].as_ref().is_some_and(|mark| mark.strong && (mark.time.is_some() || is_said(*at))))
        .collect();
    let first = *strong.first()?;
    let replies = looks[first..].iter().any(|look| look.shown.whole == Some(Furniture::Reply));
    let said = strong.iter().filter(|at| is_said(**at)).count();
    let prose_before = looks[..first].iter().filter(|look| look.features.is_prose()).count();
    (strong.len() >= UNANNOUNCED && prose_before > 0 && (replies || said >= UNANNOUNCED)).then_some(first)
}

/// One past the last unit of the comments: where the page's own words begin again.
fn footer(looks: &[Look], marks: &[Option<Mark>], start: usize) -> usize {
    let last_mark = marks.iter().rposition(Option::is_some).unwrap_or(start).max(start);
    let closes = |look: &Look| {
        matches!(look.shown.whole.or(look.shown.opening), Some(Furniture::Related | Furniture::Legal))
            || look.shown.legal >= 2
            || (look.shown.legal >= 1 && !look.features.is_prose())
    };
    let after = looks.iter().enumerate().skip(last_mark + 1).find(|(_, look)| closes(look));
    after.map_or(looks.len(), |(at, _)| at)
}

fn sign(looks: &[Look], marks: &[Option<Mark>], start: usize, end: usize) -> Vec<Signature> {
    let mut signed = vec![Signature::default(); end - start];
    let announced = usize::from(is_header(&looks[start]));
    let inside = start + announced..end;
    let by_author = inside.clone().any(|at| marks[at].as_ref().is_some_and(|mark| mark.author.is_some()));
    let bounds: Vec<usize> = inside
        .clone()
        .filter(|at| marks[*at].as_ref().is_some_and(|mark| !by_author || mark.author.is_some()))
        .collect();
    let Some(&first) = bounds.first() else { return signed };
    // Where a comment's words come before the first signature, signatures stand under the comments.
    let under = inside.clone().take_while(|at| *at < first).any(|at| looks[at].features.is_sentence());
    let mut from = inside.start;
    let groups: Vec<std::ops::Range<usize>> = if under {
        bounds
            .iter()
            .map(|bound| {
                // A time may follow the name that signs.
                let with_time =
                    marks.get(bound + 1).is_some_and(|mark| mark.as_ref().is_some_and(|m| m.author.is_none()));
                let to = (bound + 1 + usize::from(by_author && with_time)).min(end);
                std::mem::replace(&mut from, to)..to
            })
            .collect()
    } else {
        let ends = bounds.iter().skip(1).copied().chain([end]);
        bounds.iter().copied().zip(ends).map(|(from, to)| from..to).collect()
    };
    for group in groups {
        let of_group = || marks[group.clone()].iter().flatten();
        let signature = Signature {
            author: of_group().find_map(|mark| mark.author.clone()),
            time: of_group().find_map(|mark| mark.time.clone()),
        };
        for at in group {
            signed[at - start] = signature.clone();
        }
    }
    signed
}
