//! Who met whom.

use super::arcs::{Arc, Node, arcs};
use super::{Links, count, name};
use crate::html::parts::plain;
use maud::{Markup, html};
use record::reading::{Factuality, ParticipantRole, Polarity};
use record::story::StoryEvent;
use record::{EntityId, Story};
use std::collections::BTreeMap;

/// PLOVER's type of meetings, visits and talks.
const MEETING: &str = "CONSULT";
/// Names that are drawn; the others have fewest meetings.
const MOST: usize = 14;

/// Two that met, and the meetings.
type Pairs<'a> = BTreeMap<(EntityId, EntityId), Vec<&'a StoryEvent>>;

/// The drawing; `None` where nobody is told to have met.
pub fn meetings(story: &Story, links: &dyn Links) -> Option<Markup> {
    let mut pairs = pairs(story);
    let nodes = nodes(story, &pairs);
    pairs.retain(|(one, other), _| nodes.contains(one) && nodes.contains(other));
    if pairs.is_empty() {
        return None;
    }
    let place = |entity: &EntityId| nodes.iter().position(|node| node == entity).unwrap_or(0);
    let arc = |((one, other), met): (&(EntityId, EntityId), &Vec<&StoryEvent>)| Arc {
        from: place(one),
        to: place(other),
        weight: met.iter().map(|event| event.independent_sources).max().unwrap_or(1),
        kind: "met",
        title: format!("{} and {}: {}", name(story, *one), name(story, *other), count(met.len(), "meeting")),
    };
    let drawn: Vec<Arc> = pairs.iter().map(arc).collect();
    let shown = |entity: &EntityId| {
        let name = name(story, *entity);
        Node { words: name.to_owned(), href: Some(links.entity(name)) }
    };
    let named: Vec<Node> = nodes.iter().map(shown).collect();
    let label = format!("Who met whom: {}", count(pairs.len(), "pair"));
    Some(arcs(&label, &named, &drawn, in_words(story, &pairs)))
}

fn pairs(story: &Story) -> Pairs<'_> {
    let mut pairs = Pairs::new();
    for event in story.events.iter().filter(|event| took_place(event)) {
        let there = |participant: &&record::story::StoryParticipant| {
            participant.role.participant_role() != Some(ParticipantRole::Absent)
        };
        let mut who: Vec<EntityId> = event.participants.iter().filter(there).map(|one| one.entity).collect();
        who.sort();
        who.dedup();
        for (at, one) in who.iter().enumerate() {
            for other in who.iter().skip(at + 1).filter(|other| !same_side(story, *one, **other)) {
                pairs.entry((*one, *other)).or_default().push(event);
            }
        }
    }
    pairs
}

fn took_place(event: &StoryEvent) -> bool {
    let told = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
    event.kind.as_deref() == Some(MEETING) && told && event.polarity == Polarity::Positive
}

/// An envoy and the country that sent him do not meet.
fn same_side(story: &Story, one: EntityId, other: EntityId) -> bool {
    let side = |entity: EntityId| story.entities.get(entity.0).and_then(|entity| entity.side);
    side(one) == Some(other) || side(other) == Some(one)
}

/// Those who met most, in the order of the story.
fn nodes(story: &Story, pairs: &Pairs<'_>) -> Vec<EntityId> {
    let mut weights: BTreeMap<EntityId, usize> = BTreeMap::new();
    for ((one, other), met) in pairs {
        *weights.entry(*one).or_default() += met.len();
        *weights.entry(*other).or_default() += met.len();
    }
    weights.retain(|entity, _| !name(story, *entity).is_empty());
    let mut nodes: Vec<(EntityId, usize)> = weights.into_iter().collect();
    nodes.sort_by_key(|(entity, weight)| (std::cmp::Reverse(*weight), *entity));
    nodes.truncate(MOST);
    nodes.sort();
    nodes.into_iter().map(|(entity, _)| entity).collect()
}

fn in_words(story: &Story, pairs: &Pairs<'_>) -> Markup {
    html! {
        details.more {
            summary { "The same in words" }
            ul {
                @for ((one, other), met) in pairs {
                    li {
                        strong { (plain(name(story, *one))) } " and " strong { (plain(name(story, *other))) } ": "
                        @for (at, event) in met.iter().enumerate() {
                            @if at > 0 { "; " }
                            (plain(&event.headline)) small { " (" (count(event.independent_sources, "line")) ")" }
                        }
                    }
                }
            }
        }
    }
}
