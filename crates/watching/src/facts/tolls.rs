//! Numbers of people killed, hurt, taken, freed.

use super::matching::{Pair, key};
use super::{Fact, Kind};
use record::Evidence;
use record::story::{Attribute, AttributeAccount, NamedAttribute, StoryEvent};

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

/// A number that somebody new gives and nobody gave before. What most lines say decides what a brief prints; here an agency
/// that raises its own toll is heard at once, though its copies of yesterday outnumber it.
fn changed(pair: &Pair<'_>, event: &StoryEvent, toll: &NamedAttribute) -> Option<Fact> {
    let before: Vec<&Attribute> = pair
        .earlier(event)
        .flat_map(|earlier| &earlier.attributes)
        .filter(|other| other.name == toll.name)
        .map(|other| &other.attribute)
        .collect();
    let known = |value: &str| before.iter().any(|toll| toll.accounts.iter().any(|account| account.value == value));
    let fresh = |account: &&AttributeAccount| pair.is_fresh(&account.evidence) && !known(&account.value);
    let new: Vec<&AttributeAccount> = toll.attribute.accounts.iter().filter(fresh).collect();
    let value = &new.first()?.value;
    let of_value = new.iter().filter(|account| account.value == *value);
    let words: Vec<Evidence> = of_value.map(|account| account.evidence.clone()).collect();
    let was = before.first().map_or("not told", |before| &before.value);
    let keys = vec![format!("{}:{was}→{value}:{}", toll.name, key(words.first()?))];
    let what = format!("{}: {} {value}, before {was}", event.headline, toll.name);
    Some(pair.fact(Kind::Toll, what, format!("{}: {was} → {value}", toll.name), words, keys))
}
