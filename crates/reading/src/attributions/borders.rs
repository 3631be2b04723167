//! Borders of contents where quotation marks are: a quotation is taken whole, with its marks.

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
                if share > MOST && whole && !cut {
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
