//! Quotations that are signed: "“We paid for it twice.” — Ilse Brandt, teacher".

use super::chains::mention_kind;
use super::draft::Draft;
use super::quotations::Quotation;
use super::trees::Trees;
use record::reading::Mention;
use record::{NameType, Span, Spans, Upos};

/// Words that a name with its title has at most.
const LONGEST_NAME: usize = 6;

/// Bytes of blanks between a quotation and its signature, at most: an empty line.
const WIDEST_GAP: usize = 8;

/// Gives the draft of a quotation its signature, if one stands behind it: a dash, a person's name, and no verb.
pub(super) fn read(trees: &Trees<'_>, mentions: &[Mention], quotation: &Quotation, draft: &mut Draft) -> bool {
    let Some((cue, source)) = find(trees, mentions, quotation) else { return false };
    draft.cue = Spans::from(cue);
    draft.source = Spans::from(source);
    draft.source_head = trees.head_of(source);
    true
}

fn find(trees: &Trees<'_>, mentions: &[Mention], quotation: &Quotation) -> Option<(Span, Span)> {
    let rest = trees.text.get(quotation.span.end..)?;
    let words = rest.trim_start();
    let gap = rest.len() - words.len();
    let dash = words.len() - words.trim_start_matches(['-', '–', '—', '―']).len();
    if gap > WIDEST_GAP || dash == 0 {
        return None;
    }
    let cue = Span::new(quotation.span.end + gap, quotation.span.end + gap + dash);
    let blank = words[dash..].len() - words[dash..].trim_start_matches([' ', '\u{a0}']).len();
    let tree = trees.list.get(trees.at(cue.end + blank)).filter(|tree| tree.is_readable())?;
    let first = tree.sentence.tokens.partition_point(|token| token.span.start < cue.end + blank);
    let tokens = tree.sentence.tokens.get(first..)?;
    if tokens.iter().any(|token| matches!(token.upos, Upos::Verb | Upos::Aux)) {
        return None;
    }
    let ends = |word: &str| matches!(word, "," | "(" | "." | ";" | ":" | "-" | "–" | "—");
    let len = tokens.iter().position(|token| ends(token.span.of(trees.text))).unwrap_or(tokens.len());
    let name = tokens.get(..len).filter(|name| name.len() <= LONGEST_NAME)?;
    let span = name.first()?.span.cover(name.last()?.span);
    // One line: what is below is something else.
    let one_line = !span.of(trees.text).contains('\n');
    let person = name.iter().any(|token| mention_kind(mentions, token.span) == Some(NameType::Per));
    (one_line && person).then_some((cue, span))
}
