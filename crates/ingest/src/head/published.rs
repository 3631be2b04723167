//! When a report was published, as its words or its metadata say: never the day of the visit, never a guess.

use super::dates::{self, Moment};
use super::{dateline::Opening, pattern};
use record::report::{Block, Published};
use record::{Basis, BlockKind, Diagnostic};
use regex::Regex;
use std::sync::LazyLock;

/// Bytes of the longest unit that is looked at for the date of publication.
const LONGEST: usize = 320;

static PUBLISHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:published|posted|first published|publication date|issued|released|date)\b"));
static UPDATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:updated?|last modified|modified|last edited|revised|edited)\b"));
/// Dates of the page's visit or of its other parts.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)©|\bcopyright\b|\ball rights reserved\b|\bretrieved\b|\baccessed\b|\btoday is\b|\bvisited\b|\bsaved on\b",
    )
});

struct Candidate {
    moment: Moment,
    /// How sure its place makes it.
    points: u32,
    /// How far it is from the report's first paragraph, in blocks.
    distance: usize,
    updated: bool,
}

/// Reads a date that came beside the text.
pub fn given(words: &str, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Published> {
    let words = words.trim();
    let value = match dates::dates(words, 0).into_iter().next() {
        Some(moment) if !moment.ambiguous || moment.is_american() => Some(moment.iso()),
        Some(_) => None,
        None => partial(words),
    };
    if value.is_none() {
        diagnostics.push(
            Diagnostic::warning(
                "date/unclear",
                format!("the date {words:?} that came with it is not clear; it was left out"),
            )
            .at(path)
            .hint("write dates as 2031-03-04"),
        );
    }
    value.map(|value| Published { value, basis: Basis::Metadata, span: None, evidence: Vec::new() })
}

/// Reads the date of the last change that came beside the text, where it says more than that of publication.
pub fn updated(words: &str, published: Option<&Published>) -> Option<Published> {
    let moment = dates::dates(words.trim(), 0).into_iter().next().filter(|moment| !moment.ambiguous)?;
    let value = moment.iso();
    let same = published.is_some_and(|published| published.value == value || published.value.starts_with(&value));
    (!same).then_some(Published { value, basis: Basis::Metadata, span: None, evidence: Vec::new() })
}

/// `2031` or `2031-03`.
fn partial(words: &str) -> Option<String> {
    let (year, month) = words.split_once('-').unwrap_or((words, "1"));
    let month: i8 = month.parse().ok()?;
    let plausible = year.len() == 4 && ("1600".."2200").contains(&year) && (1..=12).contains(&month);
    (plausible && words.len() <= 7 && words.chars().all(|c| c.is_ascii_digit() || c == '-')).then(|| words.to_owned())
}

/// Finds the date that the page states.
pub fn find(
    text: &str,
    blocks: &[Block],
    opening: Option<&Opening>,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Published> {
    let mut candidates = candidates(text, blocks, opening);
    let american = candidates.iter().any(|candidate| candidate.moment.is_american());
    let unclear: Vec<Moment> = candidates
        .iter()
        .filter(|candidate| candidate.moment.ambiguous && !american)
        .map(|candidate| candidate.moment.clone())
        .collect();
    candidates.retain(|candidate| !candidate.moment.ambiguous || american);
    let first = best(&candidates);
    let Some(best) = first else {
        if let Some(moment) = unclear.first() {
            let words = moment.span.of(text);
            diagnostics.push(
                Diagnostic::warning(
                    "date/ambiguous",
                    format!("{words:?} can be read day first or month first; no date was taken"),
                )
                .at(path)
                .on(moment.span)
                .hint("give the report with its \"published\" date as JSON Lines"),
            );
        }
        return None;
    };
    if best.updated {
        diagnostics.push(
            Diagnostic::warning(
                "date/updated",
                "only the date of its last change is stated; it stands for the date of publication",
            )
            .at(path)
            .on(best.moment.span),
        );
    }
    let rivals = |other: &&Candidate| other.points == best.points && other.moment.date != best.moment.date;
    if let Some(rival) = candidates.iter().find(rivals) {
        let (taken, left) = (best.moment.span.of(text), rival.moment.span.of(text));
        let message = format!("{taken:?} and {left:?} could both be its date; the first was taken");
        diagnostics.push(Diagnostic::warning("date/several", message).at(path).on(rival.moment.span));
    }
    let (value, span) = (best.moment.iso(), Some(best.moment.span));
    Some(Published { value, basis: Basis::Stated, span, evidence: Vec::new() })
}

fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.iter().min_by_key(|candidate| (std::cmp::Reverse(candidate.points), candidate.distance))
}

fn candidates(text: &str, blocks: &[Block], opening: Option<&Opening>) -> Vec<Candidate> {
    let body = blocks.iter().position(|block| block.kind == BlockKind::Body).unwrap_or(blocks.len());
    let last = blocks.iter().rposition(|block| block.kind == BlockKind::Body).unwrap_or(0);
    let mut found = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let words = block.span.of(text);
        let head = at < body;
        let place = match block.kind {
            BlockKind::Dateline | BlockKind::Byline if head => 4,
            BlockKind::Dateline | BlockKind::Byline | BlockKind::Credit => 2,
            BlockKind::Title | BlockKind::Boilerplate => 0,
            BlockKind::Body | BlockKind::Caption | BlockKind::Comment => continue,
        };
        if words.len() > LONGEST || OTHER.is_match(words) {
            continue;
        }
        let moments = dates::dates(words, block.span.start);
        let one_date = moments.len() == 1;
        for mut moment in moments {
            let before = text.get(block.span.start..moment.span.start).unwrap_or("");
            let updated =
                last_label(before).unwrap_or_else(|| UPDATED.is_match(words) && one_date && !PUBLISHED.is_match(words));
            let labelled = PUBLISHED.is_match(before) || UPDATED.is_match(before);
            // A date in furniture counts only where it says what it is.
            if place == 0 && !labelled {
                continue;
            }
            if moment.time.is_none()
                && let Some(next) = blocks.get(at + 1).filter(|next| next.kind == BlockKind::Dateline)
            {
                let words = next.span.of(text);
                if dates::dates(words, 0).is_empty() {
                    dates::time_line(&mut moment, words, next.span.start);
                }
            }
            let points = if updated { place.min(1) + 1 } else { place + u32::from(labelled) * 2 };
            let distance = if head { body - at } else { body + at.abs_diff(last) };
            found.push(Candidate { moment, points, distance, updated });
        }
    }
    if let Some(opening) = opening {
        for moment in dates::dates(opening.middle.of(text), opening.middle.start) {
            found.push(Candidate { moment, points: 3, distance: 0, updated: false });
        }
    }
    found
}

/// Whether the label nearest before a date is one of change (`Some(true)`) or of publication (`Some(false)`).
pub fn last_label(before: &str) -> Option<bool> {
    let updated = UPDATED.find_iter(before).last().map(|label| label.start());
    let published = PUBLISHED.find_iter(before).last().map(|label| label.start());
    match (updated, published) {
        (None, None) => None,
        (updated, published) => Some(updated > published),
    }
}
