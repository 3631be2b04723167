//! Quotations that go on: after the cue, into the next paragraph, or without any cue.

use super::draft::{Draft, Origin, with};
use super::lexicon::{self, Noun};
use super::quotations::Quotation;
use super::signatures;
use super::speech::Nature;
use super::trees::{Place, Trees};
use record::reading::Mention;
use record::{NameType, Span, Spans, Upos};

/// Paragraphs without speech after which a quotation without cue is no longer taken for the last speaker's.
const SILENCE: usize = 1;

/// Pieces of one content; a chain that goes on longer begins a new attribution of the same speaker.
const MOST_PIECES: usize = 64;

/// What is known of the text beside the drafts.
pub(super) struct Marks<'a> {
    pub quotations: &'a [Quotation],
    pub natures: &'a [Nature],
    pub mentions: &'a [Mention],
}

/// Gives every quotation that is somebody's words to an attribution: to a cue beside it that has no content yet
/// (`bare`), to the attribution that it goes on, or to a new one.
pub(super) fn find(trees: &Trees<'_>, marks: &Marks<'_>, bare: Vec<Draft>, drafts: &mut Vec<Draft>) {
    let &Marks { quotations, natures, mentions } = marks;
    let mut bare = Bare::new(bare, drafts);
    // Contents in text order, to know which quotations are taken and who spoke last.
    let mut said: Vec<(Span, usize)> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        said.extend(draft.content.ranges().iter().map(|&range| (range, index)));
    }
    said.sort_by_key(|&(range, index)| (range, index));
    // What is said inside of a quotation does not take the quotation.
    let whole = |index: usize, span: Span| !drafts[index].cue.ranges().iter().any(|&cue| span.contains(cue));
    let taken: Vec<Option<usize>> = quotations
        .iter()
        .map(|quotation| {
            let span = quotation.span;
            let near = said.partition_point(|(range, _)| range.start < span.end);
            let mut near = said[..near].iter().rev().take(8);
            // An open end may have swallowed the cue.
            let takes = |index: usize| !quotation.closed || whole(index, span);
            near.find(|&&(range, index)| range.overlaps(span) && takes(index)).map(|&(_, index)| index)
        })
        .collect();
    let mut ahead: Vec<(usize, usize)> =
        drafts.iter().enumerate().map(|(index, draft)| (outer_start(draft), index)).collect();
    ahead.sort_unstable();
    // The last quotation that was somebody's words, with its draft.
    let mut last: Option<(usize, usize)> = None;
    for (at, quotation) in quotations.iter().enumerate() {
        if quotation.inside {
            continue;
        }
        if let Some(index) = taken[at] {
            if natures[at] == Nature::Speech || quotation.continues {
                last = Some((at, index));
            }
            continue;
        }
        let before = last.map(|(before, index)| (&quotations[before], index));
        let before = before.filter(|&(_, index)| drafts[index].content.ranges().len() < MOST_PIECES);
        if let (true, Some((_, index))) = (quotation.continues, before) {
            drafts[index].content = with(&drafts[index].content, quotation.span);
            last = Some((at, index));
            continue;
        }
        if let Some(mut draft) = bare.beside(trees.text, quotation) {
            draft.content = Spans::from(quotation.span);
            last = Some((at, drafts.len()));
            drafts.push(draft);
            continue;
        }
        // "“The talks,” Brandt said, “were useful.”"
        let next = ahead.get(ahead.partition_point(|&(start, _)| start < quotation.span.end)).copied();
        let cut = quotation.inner.of(trees.text).trim_end().ends_with(',');
        if let Some((_, index)) = next.filter(|&(start, _)| cut && beside(trees.text, quotation.span.end, start)) {
            drafts[index].content = with(&drafts[index].content, quotation.span);
            last = Some((at, index));
            continue;
        }
        if natures[at] != Nature::Speech {
            continue;
        }
        let speaks_on = before.filter(|(one, index)| follows(trees.text, one, &drafts[*index], quotation));
        if let Some((_, index)) = speaks_on {
            drafts[index].content = with(&drafts[index].content, quotation.span);
            last = Some((at, index));
            continue;
        }
        let mut draft = Draft::new(Origin::Marks);
        draft.content = Spans::from(quotation.span);
        if !signatures::read(trees, mentions, quotation, &mut draft) {
            introduced(trees, mentions, quotation, &mut draft);
        }
        if draft.source_head.is_none() {
            let near = last.map(|(before, index)| (&quotations[before], index));
            let near = near.filter(|(one, _)| quotation.block.saturating_sub(one.block) <= 1 + SILENCE);
            draft.goes_on = near.map(|(_, index)| index);
        }
        last = Some((at, drafts.len()));
        drafts.push(draft);
    }
}

/// Words between a cue and the quotation that it introduces, at most, in bytes: "said late on Monday in the
/// capital:".
const LONGEST_OPENING: usize = 120;

/// Cues that have no content yet.
struct Bare {
    /// In text order, each until it is used.
    list: Vec<Option<Draft>>,
    starts: Vec<usize>,
}

impl Bare {
    /// The cues of `list` that no draft has.
    fn new(mut list: Vec<Draft>, drafts: &[Draft]) -> Self {
        let mut cues: Vec<Span> = drafts.iter().flat_map(|draft| draft.cue.ranges()).copied().collect();
        cues.sort();
        let free = |draft: &Draft| {
            draft.cue.cover().is_some_and(|cue| {
                let after = cues.partition_point(|other| other.end <= cue.start);
                cues.get(after).is_none_or(|other| !other.overlaps(cue))
            })
        };
        list.retain(free);
        list.sort_by_key(Draft::start);
        let starts = list.iter().map(Draft::start).collect();
        Self { list: list.into_iter().map(Some).collect(), starts }
    }

    /// Takes the cue that stands right behind the quotation, or introduces it.
    fn beside(&mut self, text: &str, quotation: &Quotation) -> Option<Draft> {
        let after = self.starts.partition_point(|&start| start < quotation.span.end);
        if let (Some(&start), Some(slot)) = (self.starts.get(after), self.list.get_mut(after))
            && beside(text, quotation.span.end, start)
            && !quotation.inner.of(text).trim_end().ends_with('.')
            && slot.is_some()
        {
            return slot.take();
        }
        let before = self.starts.partition_point(|&start| start < quotation.span.start).checked_sub(1)?;
        let slot = self.list.get_mut(before)?;
        let draft = slot.as_ref()?;
        let end = draft.source.cover().into_iter().chain(draft.cue.cover()).map(|span| span.end).max()?;
        let between = text.get(end..quotation.span.start).filter(|between| between.len() <= LONGEST_OPENING)?;
        let opening = between.trim_end();
        let introduces = opening.is_empty() || opening.ends_with([',', ':']);
        let one_sentence = !between.contains(['.', '!', '?', '\n', '"', '”', '’']);
        if introduces && one_sentence { slot.take() } else { None }
    }
}

/// Whether a quotation follows at once on the quotation, or the cue, of a draft in the same block: nothing but
/// the parts of the draft and what belongs to their sentence stands between.
fn follows(text: &str, one: &Quotation, draft: &Draft, next: &Quotation) -> bool {
    if one.block != next.block {
        return false;
    }
    let mut from = one.span.end;
    let mut parts: Vec<Span> = draft.source.ranges().iter().chain(draft.cue.ranges()).copied().collect();
    parts.sort();
    for part in parts {
        if part.start >= from && part.end <= next.span.start && quiet(text, from, part.start) {
            from = part.end;
        }
    }
    // What is left of the sentence of the cue: "he said on Monday in the capital."
    let rest = text.get(from..next.span.start).unwrap_or("").trim();
    let sentence_ends = rest.find(['.', '!', '?', ':', ';']).map_or(rest.len(), |at| at + 1);
    from > one.span.end && !rest.contains('\n') && rest[sentence_ends..].trim().is_empty()
        || quiet(text, one.span.end, next.span.start)
}

/// Where the words for the speaker and the cue begin.
fn outer_start(draft: &Draft) -> usize {
    draft.source.cover().into_iter().chain(draft.cue.cover()).map(|span| span.start).min().unwrap_or(usize::MAX)
}

/// Whether nothing but blanks and marks of one line stands between.
fn beside(text: &str, from: usize, to: usize) -> bool {
    quiet(text, from, to) && !text[from..to].contains('\n')
}

/// Bytes of blanks and marks between a quotation and what belongs to it, at most: a bound on the look ahead.
const LONGEST_PAUSE: usize = 16;

fn quiet(text: &str, from: usize, to: usize) -> bool {
    let near = text.get(from..to).filter(|between| between.len() <= LONGEST_PAUSE);
    near.is_some_and(|words| !words.chars().any(char::is_alphanumeric))
}

/// Looks for the speaker of a quotation without cue in its own paragraph: "The envoy was blunt: “…”",
/// "Brandt shrugged. “…”".
fn introduced(trees: &Trees<'_>, mentions: &[Mention], quotation: &Quotation, draft: &mut Draft) {
    let at = trees.at(quotation.span.start);
    let Some(tree) = trees.list.get(at) else { return };
    let block = tree.sentence.block;
    let colon = trees.text[..quotation.span.start].trim_end().ends_with(':');
    // The words before the mark in its own sentence, or the sentence before.
    let starts = tree.sentence.span.start >= quotation.span.start;
    let before = if starts { at.checked_sub(1) } else { Some(at) };
    let before = before.filter(|&index| trees.list[index].sentence.block == block);
    let end = trees.at(quotation.span.end.saturating_sub(1));
    let after = (end + 1 < trees.list.len() && trees.list[end + 1].sentence.block == block).then_some(end + 1);
    let first = before.and_then(|index| actor(trees, mentions, index, quotation.span));
    let second = || after.and_then(|index| actor(trees, mentions, index, quotation.span));
    let Some(who) = first.or_else(second) else { return };
    draft.source_head = Some(who);
    if colon {
        draft.source = super::syntax::noun_phrase(trees, who, &[]);
        let mark = trees.text[..quotation.span.start].rfind(':').unwrap_or(quotation.span.start);
        draft.cue = Spans::from(Span::new(mark, mark + 1));
    }
}

/// The person who is the subject of the sentence, outside the quotation.
fn actor(trees: &Trees<'_>, mentions: &[Mention], index: usize, quotation: Span) -> Option<Place> {
    let tree = trees.list.get(index).filter(|tree| tree.is_readable())?;
    let root = (0..tree.len()).find(|&word| tree.head(word).is_none())?;
    let subject = tree.child(root, &["nsubj"])?;
    let token = tree.token(subject);
    if quotation.overlaps(token.span) {
        return None;
    }
    let person = matches!(&*token.lemma, "he" | "she")
        || lexicon::is_noun(&token.lemma, Noun::Person)
        || mention_kind(mentions, token.span) == Some(NameType::Per);
    (person && token.upos != Upos::Det).then_some((index, subject))
}

/// The type of the mention whose head is there.
pub(super) fn mention_kind(mentions: &[Mention], span: Span) -> Option<NameType> {
    super::speakers::mention_at(mentions, span).map(|mention| mention.kind)
}
