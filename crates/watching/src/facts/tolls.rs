//! Numbers of people killed, hurt, taken, freed.

use super::matching::{Pair, key};
use super::{Fact, Kind};
use record::Evidence;
use record::story::{Attribute, NamedAttribute, StoryEvent};

/// Attributes of an event that count no people.
const OTHERS: [&str; 6] = ["duration", "precedent", "format", "issue", "issue-excluded", "assessment"];

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    let known = pair.after.events.iter().filter(|event| pair.earlier(event).next().is_some());
    let tolls = known.flat_map(|event| event.attributes.iter().map(move |toll| (event, toll)));
    tolls
        .filter(|(_, toll)| !OTHERS.contains(&&*toll.name))
        .filter_map(|(event, toll)| changed(pair, event, toll))
        .collect()
}

fn changed(pair: &Pair<'_>, event: &StoryEvent, toll: &NamedAttribute) -> Option<Fact> {
    let before: Vec<&Attribute> = pair
        .earlier(event)
        .flat_map(|earlier| &earlier.attributes)
        .filter(|other| other.name == toll.name)
        .map(|other| &other.attribute)
        .collect();
    let value = &toll.attribute.value;
    if before.iter().any(|before| before.value == *value) {
        return None;
    }
    let words: Vec<Evidence> = toll
        .attribute
        .accounts
        .iter()
        .filter(|account| account.value == *value && pair.is_fresh(&account.evidence))
        .map(|account| account.evidence.clone())
        .collect();
    let first = words.first()?;
    let was = before.first().map_or("not told", |before| &before.value);
    let keys = vec![format!("{}:{was}→{value}:{}", toll.name, key(first))];
    let what = format!("{}: {} {value}, before {was}", event.headline, toll.name);
    Some(pair.fact(Kind::Toll, what, format!("{}: {was} → {value}", toll.name), words, keys))
}
