//! Which countries, towns, bodies and other named things of different reports are one.

use super::nodes::{Node, initials};
use super::unions::Unions;
use crate::countries;
use crate::pile::Pile;
use crate::words::fold;
use record::NameType;
use std::collections::BTreeMap;

/// The most names looked through for one adjective or acronym.
const MOST_NAMES: usize = 512;

/// Joins what has a key in common, then adjectives to the places that they derive from, then acronyms to the
/// names that they stand for.
pub(crate) fn link(pile: &Pile<'_>, nodes: &[Node], unions: &mut Unions) {
    let mut first: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| node.kind != NameType::Per && !node.group) {
        for key in &node.keys {
            let other = *first.entry((node.named, key)).or_insert(i);
            unions.join(i, other);
        }
    }
    adjectives(pile, nodes, unions);
    acronyms(pile, nodes, unions);
}

fn names<'a>(pile: &Pile<'a>, node: &Node) -> impl Iterator<Item = &'a str> {
    let entity = &pile.tellings[node.report].reading.entities[node.entity];
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(|alias| alias.value.as_str()))
}

/// "Norlandic" to "Norland", where a pile has both and no table knows them.
fn adjectives(pile: &Pile<'_>, nodes: &[Node], unions: &mut Unions) {
    let unknown = |node: &&(usize, &Node)| node.1.named && node.1.country.is_none();
    let all: Vec<(usize, &Node)> = nodes.iter().enumerate().collect();
    // By their first letters, which an adjective shares with its place.
    let mut places: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (i, node) in all.iter().filter(unknown).filter(|(_, node)| node.kind == NameType::Gpe) {
        for name in names(pile, node) {
            let block = places.entry(beginning(name)).or_default();
            if block.len() < MOST_NAMES {
                block.entry(name).or_insert(*i);
            }
        }
    }
    for (i, node) in all.iter().filter(unknown).filter(|(_, node)| matches!(node.kind, NameType::Norp | NameType::Gpe))
    {
        for adjective in names(pile, node) {
            let Some(block) = places.get(&beginning(adjective)) else { continue };
            let found = block.iter().find(|(place, _)| countries::derives(adjective, place));
            if let Some((_, &place)) = found {
                unions.join(*i, place);
            }
        }
    }
}

fn beginning(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).chars().take(4).collect()
}

/// "NDA" to "Norland Dam Authority", where only one name of the pile has these initials.
fn acronyms(pile: &Pile<'_>, nodes: &[Node], unions: &mut Unions) {
    const LONGEST: usize = 8;
    let bodies =
        |node: &Node| node.named && !matches!(node.kind, NameType::Per | NameType::Norp) && node.country.is_none();
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| bodies(node)) {
        for initials in names(pile, node).filter_map(initials) {
            by_initials.entry(initials).or_default().push(i);
        }
    }
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| bodies(node)) {
        for name in names(pile, node) {
            let letters = name.replace('.', "");
            if letters.len() < 2 || letters.len() > LONGEST || !letters.chars().all(char::is_uppercase) {
                continue;
            }
            let Some(owners) = by_initials.get(&fold(&letters)) else { continue };
            let mut roots: Vec<usize> = owners.iter().map(|&owner| unions.find(owner)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [owner] = roots[..] {
                unions.join(i, owner);
            }
        }
    }
}
