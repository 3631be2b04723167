//! Who is who over all reports.

mod lands;
mod names;
mod nodes;
mod offices;
mod persons;
mod places;
mod profile;

pub(crate) use crate::unions::Unions;
pub(crate) use nodes::Node;

use crate::countries::By;
use crate::pile::Pile;
use lands::Lands;
use record::EntityId;
use record::NameType;
use record::story::StoryEntity;
use std::collections::{BTreeMap, BTreeSet};

/// The entities of the story, and where each report's entities went.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    /// Most mentioned first; ids are indices.
    pub entities: Vec<StoryEntity>,
    /// The story's entity for each entity of each report.
    of: Vec<Vec<usize>>,
    /// For entities that are several taken together: which.
    members: Vec<Vec<usize>>,
    /// For a capital: the entity of its country.
    acts_for: Vec<Option<usize>>,
    /// The country code of an entity that is a country.
    codes: Vec<Option<&'static str>>,
}

impl Linked {
    /// Links the entities of all reports.
    pub(crate) fn new(pile: &Pile<'_>) -> Self {
        let (nodes, lands) = nodes::nodes(pile);
        let mut unions = Unions::new(nodes.len());
        persons::link(&nodes, &mut unions);
        places::link(pile, &nodes, &mut unions);
        Self::assemble(pile, &nodes, lands, &mut unions)
    }

    fn assemble(pile: &Pile<'_>, nodes: &[Node], lands: Lands, unions: &mut Unions) -> Self {
        let groups = unions.groups();
        let mentions = profile::mentions(pile);
        let mut profiles: Vec<(StoryEntity, Vec<usize>)> =
            groups.into_iter().map(|group| (profile::entity(pile, nodes, &group, &mentions, &lands), group)).collect();
        profiles.sort_by(|(a, first), (b, second)| {
            b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.name.cmp(&b.name)).then_with(|| first.cmp(second))
        });
        let mut linked = Self {
            of: pile.tellings.iter().map(|telling| vec![0; telling.reading.entities.len()]).collect(),
            ..Self::default()
        };
        let mut known = Sides { lands, countries: BTreeMap::new(), bodies: bodies(pile) };
        for (id, (_, group)) in profiles.iter().enumerate() {
            let country = group.iter().find_map(|&node| nodes[node].country);
            linked.codes.push(country.filter(|country| country.by != By::Capital).map(|country| country.code));
            if let Some(land) = group.iter().find_map(|&node| nodes[node].land.clone()) {
                known.countries.entry(land).or_insert(id);
            }
            for &node in group {
                linked.of[nodes[node].report][nodes[node].entity] = id;
            }
        }
        for (id, (mut entity, group)) in profiles.into_iter().enumerate() {
            let capital =
                group.iter().find_map(|&node| nodes[node].country).filter(|country| country.by == By::Capital);
            let acts_for = capital.and_then(|country| known.countries.get(country.code).copied());
            linked.acts_for.push(acts_for);
            let side = acts_for.or_else(|| linked.side(pile, nodes, &group, &entity, &known));
            entity.side = side.filter(|side| *side != id).map(EntityId);
            entity.id = EntityId(id);
            let members = group.iter().flat_map(|&node| {
                let members = &pile.tellings[nodes[node].report].reading.entities[nodes[node].entity].members;
                members.iter().map(move |member| (nodes[node].report, *member))
            });
            let members: BTreeSet<usize> =
                members.filter_map(|(report, member)| linked.entity(report, member)).collect();
            let mut members: Vec<usize> = members.into_iter().filter(|member| *member != id).collect();
            if members.is_empty() && group.iter().all(|&node| !nodes[node].named) {
                // "Norland and Suderian negotiators": those of both.
                let codes = nodes::own_countries(&entity.name, &known.lands);
                let mut sides: BTreeSet<usize> =
                    codes.iter().filter_map(|code| known.countries.get(code).copied()).collect();
                sides.extend(group.iter().flat_map(|&node| linked.bodies_of(pile, &nodes[node], &known)));
                if sides.len() > 1 {
                    members.extend(sides);
                }
            }
            linked.members.push(members);
            linked.entities.push(entity);
        }
        linked
    }

    /// The country or body that most reports say it belongs to.
    fn side(
        &self,
        pile: &Pile<'_>,
        nodes: &[Node],
        group: &[usize],
        entity: &StoryEntity,
        known: &Sides,
    ) -> Option<usize> {
        if !matches!(entity.kind, NameType::Per | NameType::Org) {
            return None;
        }
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for &node in group {
            let node = &nodes[node];
            let named = if entity.kind == NameType::Org { known.lands.within(&entity.name) } else { BTreeSet::new() };
            for id in node.countries.union(&named).filter_map(|code| known.countries.get(code)) {
                *votes.entry(*id).or_default() += 1;
            }
            for id in self.bodies_of(pile, node, known) {
                if !votes.contains_key(&id) {
                    *votes.entry(id).or_default() += 1;
                }
            }
        }
        let most = votes.values().max().copied()?;
        let mut best: Vec<usize> = votes.into_iter().filter(|(_, n)| *n == most).map(|(id, _)| id).collect();
        // Countries go before other bodies, the more mentioned before the less.
        let country = |id: &usize| known.countries.values().any(|country| country == id);
        best.sort_by_key(|id| (!country(id), *id));
        best.first().copied()
    }

    /// The bodies, countries that no table holds among them, that its report says it belongs to.
    fn bodies_of(&self, pile: &Pile<'_>, node: &Node, known: &Sides) -> Vec<usize> {
        let names = profile::affiliations(pile, node).into_iter();
        let found = names.filter_map(|name| known.bodies.get(&(node.report, crate::words::words(&name))));
        found.map(|&entity| self.of[node.report][entity]).collect()
    }

    /// The story's entity for an entity of a report.
    pub(crate) fn entity(&self, report: usize, id: EntityId) -> Option<usize> {
        self.of.get(report)?.get(id.0).copied()
    }

    /// Who takes part when `entity` is said to: the members of a group, the country of a capital, else itself.
    pub(crate) fn actors(&self, entity: usize) -> Vec<usize> {
        let one = |id: usize| self.acts_for.get(id).copied().flatten().unwrap_or(id);
        match self.members.get(entity) {
            Some(members) if !members.is_empty() => members.iter().map(|&member| one(member)).collect(),
            _ => vec![one(entity)],
        }
    }

    /// The country or body that it acts for, or itself where it is one.
    pub(crate) fn side_of(&self, entity: usize) -> Option<usize> {
        let found = self.entities.get(entity)?;
        match found.side {
            Some(side) => Some(side.0),
            None if matches!(found.kind, NameType::Gpe | NameType::Norp) => Some(entity),
            None => None,
        }
    }

    /// Whether it is a person.
    pub(crate) fn is_person(&self, entity: usize) -> bool {
        self.entities.get(entity).is_some_and(|entity| entity.kind == NameType::Per)
    }

    /// Whether it is somebody that reports name, and not only describe.
    pub(crate) fn is_named(&self, entity: usize) -> bool {
        self.entities.get(entity).is_some_and(|entity| !entity.aliases.is_empty())
    }

    /// The code of the country that it is.
    pub(crate) fn code(&self, entity: usize) -> Option<&'static str> {
        self.codes.get(entity).copied().flatten()
    }

    /// Its name.
    pub(crate) fn name(&self, entity: usize) -> &str {
        self.entities.get(entity).map_or("", |entity| &entity.name)
    }
}

/// Whom somebody may act for.
struct Sides {
    lands: Lands,
    /// The story's entity for each country.
    countries: BTreeMap<String, usize>,
    bodies: Bodies,
}

/// For each report, its entities other than persons by the words of their names.
type Bodies = BTreeMap<(usize, Vec<String>), usize>;

fn bodies(pile: &Pile<'_>) -> Bodies {
    let mut bodies = Bodies::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        let entities = telling.reading.entities.iter().enumerate();
        for (index, entity) in entities.filter(|(_, entity)| entity.kind != NameType::Per) {
            for alias in &entity.aliases {
                bodies.entry((report, crate::words::words(&alias.value))).or_insert(index);
            }
        }
    }
    bodies
}
