//! Who the words for a source stand for.

use super::draft::Draft;
use super::nesting::Contents;
use super::syntax;
use super::trees::{Place, Trees};
use record::reading::{Entity, Form, Mention};
use record::{EntityId, NameType, Span};
use std::collections::BTreeMap;

/// Mentions that are looked at around a place; more than overlap in any text that people write.
const NEAR: usize = 12;

/// The mention whose head covers `span`, or lies in it; the longest such, a name before others.
pub(super) fn mention_at(mentions: &[Mention], span: Span) -> Option<&Mention> {
    around(mentions, span).filter(|mention| mention.head.overlaps(span)).max_by_key(|mention| {
        (mention.head.contains(span) || span.contains(mention.head), mention.entity.is_some(), mention.span.len())
    })
}

/// The mentions that share bytes with `span`. They are in text order.
fn around(mentions: &[Mention], span: Span) -> impl Iterator<Item = &Mention> {
    let end = mentions.partition_point(|mention| mention.span.start < span.end);
    mentions[end.saturating_sub(NEAR)..end].iter().filter(move |mention| mention.span.overlaps(span))
}

/// The mention that a draft's source is.
pub(super) fn mention<'m>(trees: &Trees<'_>, mentions: &'m [Mention], draft: &Draft) -> Option<&'m Mention> {
    let head = draft.source_head.or_else(|| trees.head_of(draft.source.cover()?))?;
    let head = syntax::antecedent(trees, head).unwrap_or(head);
    at_place(trees, mentions, head, draft)
}

fn at_place<'m>(trees: &Trees<'_>, mentions: &'m [Mention], head: Place, draft: &Draft) -> Option<&'m Mention> {
    let span = trees.token(head).span;
    // "nominee Ilse Brandt": the tree may take the office for the head of the name behind it.
    let known = |mention: &&Mention| mention.entity.is_some() || mention.form != Form::Nominal;
    let behind = || {
        around(mentions, draft.source.cover()?).find(|mention| {
            let gap = trees.text.get(span.end..mention.span.start);
            mention.form == Form::Name && mention.entity.is_some() && gap.is_some_and(|gap| gap.trim().is_empty())
        })
    };
    let own = mention_at(mentions, span);
    own.filter(known).or_else(behind).or(own).or_else(|| {
        // A title before a name, or a name that the tree hangs elsewhere: the first name of the source up to
        // its first comma.
        let words = draft.source.ranges().first()?;
        let upto = words.of(trees.text).find([',', '(']).map_or(words.end, |comma| words.start + comma);
        let first = Span::new(words.start, upto);
        around(mentions, first).find(|mention| {
            mention.form == Form::Name && first.contains(mention.span) && trees.token(head).upos == record::Upos::Propn
        })
    })
}

/// The speaker of every draft; a quotation that goes on has the speaker of the one before, and "I" within
/// somebody's words is that somebody.
pub(super) fn resolve(
    trees: &Trees<'_>,
    mentions: &[Mention],
    entities: &[Entity],
    drafts: &[Draft],
) -> Vec<Option<EntityId>> {
    let found: Vec<Option<&Mention>> = drafts.iter().map(|draft| mention(trees, mentions, draft)).collect();
    let mut own: Vec<Option<EntityId>> =
        found.iter().map(|mention| mention.and_then(|mention| mention.entity)).collect();
    settle_namesakes(trees, entities, drafts, &found, &mut own);
    let mut speakers = own.clone();
    // A draft goes on one that was there before it, so that one pass in this order is enough.
    for index in 0..drafts.len() {
        if let Some(before) = drafts[index].goes_on.filter(|&before| before < index && own[index].is_none()) {
            speakers[index] = speakers[before];
        }
    }
    let ranges =
        drafts.iter().enumerate().flat_map(|(of, draft)| draft.content.ranges().iter().map(move |&span| (span, of)));
    let contents = Contents::of(ranges.collect());
    for index in 0..drafts.len() {
        let first = |place: Place| matches!(trees.token(place).span.of(trees.text), "I" | "me" | "my" | "My");
        let Some(span) = drafts[index].source.cover().filter(|_| drafts[index].source_head.is_some_and(first)) else {
            continue;
        };
        // Not the attribution of which this one is the source.
        let outer = contents.holding(span).find(|&outer| outer != index && own[outer].is_some());
        speakers[index] = outer.map(|outer| own[outer]).unwrap_or(speakers[index]);
    }
    speakers
}

/// A surname that several persons of the report have is, for a speaker, the one of them who spoke last.
fn settle_namesakes(
    trees: &Trees<'_>,
    entities: &[Entity],
    drafts: &[Draft],
    found: &[Option<&Mention>],
    own: &mut [Option<EntityId>],
) {
    let last_word = |name: &str| name.split_whitespace().last().map(str::to_lowercase);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| (drafts[index].order(), index));
    let mut spoke: BTreeMap<String, EntityId> = BTreeMap::new();
    for index in order {
        if let Some(entity) = own[index].and_then(|id| entities.get(id.0)).filter(|one| one.kind == NameType::Per) {
            spoke.extend(last_word(&entity.name).map(|surname| (surname, entity.id)));
        } else if let Some(mention) = found[index].filter(|one| one.form == Form::Name && one.kind == NameType::Per) {
            let words = mention.head.of(trees.text);
            own[index] = last_word(words).and_then(|surname| spoke.get(&surname).copied());
        }
    }
}
