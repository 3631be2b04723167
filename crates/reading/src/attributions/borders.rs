//! Borders where signs are: a quotation is taken whole, with its marks; a source with the comma that closes it.

use super::draft::{Draft, with};
use super::quotations::Quotation;
use super::speech::Nature;
use record::reading::AttributionKind;
use record::{Span, Spans};

/// Share of a quotation that a content has to hold for the rest to be taken in too.
const MOST: f64 = 0.5;

/// Stretches contents over the quotations of which they hold most.
///
/// A content that ends one mark short, or begins one mark late, gets the mark; one that stops at the end of a
/// sentence within a quotation gets the rest of it.
pub(super) fn settle(text: &str, drafts: &mut [Draft], quotations: &[Quotation], natures: &[Nature]) {
    for draft in drafts {
        let mut content = draft.content.clone();
        for &range in draft.content.ranges() {
            for at in around(quotations, range) {
                let quotation = &quotations[at];
                let held = range.start.max(quotation.inner.start)..range.end.min(quotation.inner.end);
                let share = held.len() as f64 / quotation.inner.len().max(1) as f64;
                let cut = draft.cue.overlaps(quotation.span) || draft.source.overlaps(quotation.span);
                let whole = natures[at] == Nature::Speech || quotation.span.contains(range) || share > MOST;
                // Who begins with the mark goes on to the other, if no sentence ends between.
                let opens = range.start == quotation.span.start
                    && !quotation.inner.of(text).trim_end_matches(['.', '!', '?']).contains(['.', '!', '?', '\n']);
                if (share > MOST || opens) && whole && !cut {
                    // "“VIDAL: We begin.": the name of the one who speaks is not what he says.
                    let lead = Span::new(quotation.inner.start, range.start.max(quotation.inner.start));
                    let named = lead.of(text).trim_end().ends_with(':');
                    let start = if named { range.start } else { quotation.span.start };
                    content = with(&content, Span::new(start.min(quotation.span.end), quotation.span.end));
                }
            }
        }
        draft.content = content;
    }
}

/// Closes a source that has an apposition with the comma behind it, and takes a comma off any other: "Vidal, the
/// minister, said", "the minister, said".
pub(super) fn close_sources(text: &str, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(&last) = draft.source.ranges().last() else { continue };
        let words = last.of(text);
        let inner = words.trim_end_matches([',', ' ']);
        let end = match (inner.contains(','), words.ends_with(',')) {
            (false, true) => last.start + inner.len(),
            (true, false)
                if text[last.end..].starts_with(',') && draft.cue.cover().is_some_and(|cue| cue.start > last.end) =>
            {
                last.end + 1
            }
            _ => continue,
        };
        let others = draft.source.ranges().iter().copied().filter(|&range| range != last);
        let source = Spans::new(others.chain([Span::new(last.start, end)]).collect());
        if !draft.content.overlaps(Span::new(last.start, end)) {
            draft.source = source;
        }
    }
}

/// Joins pieces of one content that are items of one list: "“lazy,” “slow” and “blind”".
pub(super) fn join_lists(text: &str, drafts: &mut [Draft]) {
    for draft in drafts {
        let mut ranges: Vec<Span> = Vec::new();
        for &range in draft.content.ranges() {
            match ranges.last_mut() {
                Some(last) if matches!(text[last.end..range.start].trim(), "and" | "or" | "but" | ", and" | ", or") => {
                    last.end = range.end;
                }
                _ => ranges.push(range),
            }
        }
        draft.content = Spans::new(ranges);
    }
}

/// The quotations that share bytes with the range. They are sorted by their start; quotations in quotations
/// are few, so looking a few places back finds those that begin before.
fn around(quotations: &[Quotation], range: Span) -> impl Iterator<Item = usize> + '_ {
    const BACK: usize = 4;
    let first = quotations.partition_point(|quotation| quotation.span.start < range.start).saturating_sub(BACK);
    (first..quotations.len())
        .take_while(move |&at| quotations[at].span.start < range.end)
        .filter(move |&at| quotations[at].inner.overlaps(range))
}

/// In whose words the content is given.
pub(super) fn kind(text: &str, content: &Spans, quotations: &[Quotation], natures: &[Nature]) -> AttributionKind {
    let (mut inside, mut outside) = (0, 0);
    for &range in content.ranges() {
        let mut from = range.start;
        for at in around(quotations, range) {
            let quotation = &quotations[at];
            if quotation.inside
                && quotations[..at].iter().rev().take(4).any(|outer| outer.span.contains(quotation.span))
            {
                continue;
            }
            let (start, end) = (quotation.span.start.clamp(from, range.end), quotation.span.end.clamp(from, range.end));
            let name = natures[at] == Nature::Name && quotation.span != range;
            outside += letters(text, from, start);
            *(if name { &mut outside } else { &mut inside }) += letters(text, start, end);
            from = end;
        }
        outside += letters(text, from, range.end);
    }
    match (inside, outside) {
        (0, _) => AttributionKind::Indirect,
        (_, 0) => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

fn letters(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end).map_or(0, |words| words.chars().filter(|c| c.is_alphanumeric()).count())
}
