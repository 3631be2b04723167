//! What all reports together call somebody or something.

use super::lands::Lands;
use super::names::PersonName;
use super::nodes::Node;
use super::offices::office;
use crate::countries;
use crate::pile::Pile;
use crate::words::{collapse, fold};
use record::analysis::NameType;
use record::ids::EntityId;
use record::reading::Form;
use record::story::{Cited, StoryEntity};
use record::{Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// For each entity of each report, its mentions: span and form.
pub(crate) type Mentions = Vec<Vec<Vec<(Span, Form)>>>;

/// Sorts the mentions of every report by entity.
pub(crate) fn mentions(pile: &Pile<'_>) -> Mentions {
    let sorted = pile.tellings.iter().map(|telling| {
        let mut of = vec![Vec::new(); telling.reading.entities.len()];
        for mention in &telling.reading.mentions {
            if let Some(list) = mention.entity.and_then(|id| of.get_mut(id.0)) {
                list.push((mention.span, mention.form));
            }
        }
        of
    });
    sorted.collect()
}

/// What a node's report says it belongs to.
pub(crate) fn affiliations(pile: &Pile<'_>, node: &Node) -> Vec<String> {
    let entity = &pile.tellings[node.report].reading.entities[node.entity];
    entity.affiliations.iter().map(|affiliation| affiliation.value.clone()).collect()
}

/// Puts one group of nodes together. `id` and `side` are for the caller to fill.
pub(super) fn entity(
    pile: &Pile<'_>,
    nodes: &[Node],
    group: &[usize],
    mentions: &Mentions,
    lands: &Lands,
) -> StoryEntity {
    let kind = kind(nodes, group);
    let mut aliases = Collected::default();
    let mut roles = Collected::default();
    let mut evidence: Vec<Evidence> = Vec::new();
    for node in group.iter().map(|&node| &nodes[node]) {
        let found = &pile.tellings[node.report].reading.entities[node.entity];
        for alias in found.aliases.iter().filter(|_| node.named) {
            aliases.add(collapse(&alias.value), pile, node.report, alias.span);
        }
        for role in &found.roles {
            roles.add(collapse(&role.value), pile, node.report, role.span);
        }
        evidence.extend(mentions[node.report][node.entity].iter().map(|(span, _)| pile.evidence(node.report, *span)));
    }
    let name = name(pile, nodes, group, kind, &aliases, lands);
    evidence.sort();
    evidence.dedup();
    StoryEntity {
        id: EntityId(0),
        name,
        kind,
        aliases: aliases.cited(),
        roles: fullest_first(roles.cited(), lands),
        side: None,
        mentions: evidence,
    }
}

/// Roles with the one that tells most of the office at the head: "foreign minister" before "minister" and both before
/// "counterpart"; among those that tell as much, the one that most reports give.
fn fullest_first(mut roles: Vec<Cited>, lands: &Lands) -> Vec<Cited> {
    // What is longer is more than an office, and so is what tells of somebody else, too.
    const LONGEST: usize = 9;
    const OTHERS: [&str; 5] = ["with", "and", "who", "his", "her"];
    let counterpart = |role: &Cited| role.value.ends_with("counterpart");
    let Some(first) = roles.iter().position(|role| !counterpart(role)) else { return roles };
    let is_office = |role: &Cited| {
        let words: Vec<&str> = role.value.split(' ').collect();
        let other = words.iter().any(|word| word.ends_with(',') || OTHERS.contains(word));
        words.len() <= LONGEST && !other && !counterpart(role)
    };
    let of = |role: &Cited| office(&lands.without(&role.value));
    let plain = of(&roles[first]);
    let is_fuller = |role: &Cited| {
        let office = of(role);
        !plain.is_empty() && office.len() > plain.len() && office.is_superset(&plain) && is_office(role)
    };
    let fuller = roles.iter().position(is_fuller);
    let best = roles.remove(fuller.unwrap_or(first));
    roles.insert(0, best);
    roles
}

/// The type that most nodes have; a place goes before its people.
fn kind(nodes: &[Node], group: &[usize]) -> NameType {
    let mut votes: BTreeMap<NameType, usize> = BTreeMap::new();
    for node in group {
        *votes.entry(nodes[*node].kind).or_default() += 1;
    }
    if votes.contains_key(&NameType::Gpe) {
        return NameType::Gpe;
    }
    votes.into_iter().max_by_key(|(kind, n)| (*n, std::cmp::Reverse(*kind))).map_or(NameType::Org, |(kind, _)| kind)
}

/// The fullest name that most reports use; for a country its usual name, if any report uses it.
fn name(
    pile: &Pile<'_>,
    nodes: &[Node],
    group: &[usize],
    kind: NameType,
    aliases: &Collected,
    lands: &Lands,
) -> String {
    let usual = group.iter().find_map(|&node| nodes[node].country).and_then(|country| countries::name(country.code));
    if let Some(usual) = usual.and_then(|usual| aliases.get(usual)) {
        return usual;
    }
    let full = |name: &str| match kind {
        NameType::Per => PersonName::new(name).map_or(0, |name| name.parts.len().min(2)),
        _ => usize::from(!lands.is_adjective(name)),
    };
    let best = aliases.0.values().max_by(|a, b| {
        (full(&a.value), a.reports.len(), a.value.chars().count(), &b.value).cmp(&(
            full(&b.value),
            b.reports.len(),
            b.value.chars().count(),
            &a.value,
        ))
    });
    let described = || {
        let node = group.iter().map(|&node| &nodes[node]).next();
        node.map(|node| collapse(&pile.tellings[node.report].reading.entities[node.entity].name))
    };
    best.map(|best| best.value.clone()).or_else(described).unwrap_or_default()
}

/// Values with their places, equal ones together whatever their case.
#[derive(Default)]
struct Collected(BTreeMap<String, Value>);

struct Value {
    value: String,
    reports: BTreeSet<usize>,
    evidence: Vec<Evidence>,
}

impl Collected {
    fn add(&mut self, value: String, pile: &Pile<'_>, report: usize, span: Span) {
        let entry = self.0.entry(fold(&value)).or_insert_with(|| Value {
            value: value.clone(),
            reports: BTreeSet::new(),
            evidence: Vec::new(),
        });
        // Headlines and capitals give way to the running text's spelling.
        if entry.value.chars().filter(|c| c.is_uppercase()).count() > value.chars().filter(|c| c.is_uppercase()).count()
        {
            entry.value = value;
        }
        entry.reports.insert(report);
        entry.evidence.push(pile.evidence(report, span));
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0.get(&fold(name)).or_else(|| self.0.get(&format!("the {}", fold(name)))).map(|_| name.to_owned())
    }

    fn cited(self) -> Vec<Cited> {
        let mut values: Vec<Value> = self.0.into_values().collect();
        values.sort_by(|a, b| {
            b.reports.len().cmp(&a.reports.len()).then_with(|| b.evidence.len().cmp(&a.evidence.len()))
        });
        values
            .into_iter()
            .map(|mut value| {
                value.evidence.sort();
                value.evidence.dedup();
                Cited { value: value.value, evidence: value.evidence }
            })
            .collect()
    }
}
