//! From drafts to attributions: what can be concluded from source, cue and content.

use super::draft::Draft;
use super::nesting::Contents;
use super::quotations::Quotation;
use super::speech::Nature;
use super::trees::Trees;
use super::{borders, occasions, sources, speakers};
use record::reading::{Attribution, Entity, Mention, SourceClass};
use record::{AttributionId, Span};

/// What the conclusions are drawn from.
pub(super) struct Read<'a> {
    pub trees: &'a Trees<'a>,
    pub mentions: &'a [Mention],
    pub entities: &'a [Entity],
    pub quotations: &'a [Quotation],
    pub natures: &'a [Nature],
    pub unnamed: &'a [sources::Unnamed],
}

/// Attributions before words about anonymity that they may be about: a bound on the look back.
const NEAR: usize = 24;

/// Draws the conclusions and puts the attributions in order.
pub(super) fn finish(read: &Read<'_>, drafts: &[Draft]) -> Vec<Attribution> {
    let speakers = speakers::resolve(read.trees, read.mentions, read.entities, drafts);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| (drafts[index].order(), index));
    let mut found: Vec<Attribution> = order
        .iter()
        .enumerate()
        .map(|(id, &index)| {
            let draft = &drafts[index];
            let entity = speakers[index].and_then(|entity| read.entities.get(entity.0));
            let told = sources::told(read.trees, read.mentions, draft);
            Attribution {
                id: AttributionId(id),
                source: draft.source.clone(),
                cue: draft.cue.clone(),
                content: draft.content.clone(),
                kind: borders::kind(read.trees.text, &draft.content, read.quotations, read.natures),
                speaker: speakers[index],
                addressee: told.addressee,
                source_class: sources::class(read.trees, read.mentions, entity, draft),
                reason: None,
                via: told.via,
                occasion: occasions::find(read.trees, read.mentions, draft),
                time: None,
                placement: None,
                parent: None,
                by: None,
                also_by: None,
            }
        })
        .collect();
    nest(&mut found);
    let outlets: Vec<_> = order.iter().map(|&i| sources::outlet(read.trees, read.mentions, &drafts[i])).collect();
    for one in &mut found {
        // "According to the agency, the envoy said …": the agency is the authority for what the envoy said.
        if let Some(outer) = one.parent.filter(|_| one.via.is_none()) {
            one.via = outlets.get(outer.0).cloned().flatten();
        }
    }
    explain(read, &mut found);
    found
}

/// Finds for each attribution the one in whose content it stands whole.
fn nest(found: &mut [Attribution]) {
    let contents = Contents::new(found);
    for index in 0..found.len() {
        let one = &found[index];
        let parts = || [&one.source, &one.cue, &one.content].into_iter().flat_map(|part| part.ranges());
        let Some(first) = parts().min() else { continue };
        let parent = contents.holding(*first).find(|&outer| {
            outer != index && parts().all(|&range| found[outer].content.contains(range)) && !same(&found[outer], one)
        });
        found[index].parent = parent.map(AttributionId);
    }
}

/// Two attributions of the same content do not nest in each other.
fn same(one: &Attribution, other: &Attribution) -> bool {
    one.content == other.content
}

/// Gives reasons for anonymity to the unnamed source that they are about: in the same sentence, else the last
/// one before in the same paragraph.
fn explain(read: &Read<'_>, found: &mut [Attribution]) {
    for unnamed in read.unnamed {
        let sentence = read.trees.list[unnamed.tree].sentence;
        let from = read.trees.list.partition_point(|tree| tree.sentence.block < sentence.block);
        let block_start = read.trees.list.get(from).map_or(sentence.span.start, |tree| tree.sentence.span.start);
        let upto = found.partition_point(|one| position(one) < sentence.span.end);
        let mut before = (0..upto).rev().take(NEAR).take_while(|&index| position(&found[index]) >= block_start);
        let open = |one: &Attribution| matches!(one.source_class, SourceClass::Anonymous | SourceClass::Unknown);
        let Some(index) = before.find(|&index| open(&found[index]) && found[index].parent.is_none()) else { continue };
        found[index].source_class = SourceClass::Anonymous;
        if found[index].reason.is_none() {
            found[index].reason.clone_from(&unnamed.reason);
        }
    }
}

/// Where an attribution stands in the order of cues.
fn position(one: &Attribution) -> usize {
    let span: Option<Span> = one.cue.cover().or(one.content.cover());
    span.map_or(usize::MAX, |span| span.start)
}
