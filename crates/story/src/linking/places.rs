//! Which countries, towns, bodies and other named things of different reports are one.

use super::nodes::{Node, initials};
use crate::pile::Pile;
use crate::unions::Unions;
use crate::words::fold;
use record::NameType;
use std::collections::BTreeMap;

/// Joins what has a key in common, then acronyms to the names that they stand for.
pub(crate) fn link(pile: &Pile<'_>, nodes: &[Node], unions: &mut Unions) {
    let mut first: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| node.kind != NameType::Per && !node.group) {
        for key in &node.keys {
            let other = *first.entry((node.named, key)).or_insert(i);
            unions.join(i, other);
        }
    }
    acronyms(pile, nodes, unions);
}

fn names<'a>(pile: &Pile<'a>, node: &Node) -> impl Iterator<Item = &'a str> {
    let entity = &pile.tellings[node.report].reading.entities[node.entity];
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(|alias| alias.value.as_str()))
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
