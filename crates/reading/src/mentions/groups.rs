//! Descriptions of several: "the two envoys", "both sides", "the Norlandic and Suderian envoys".

use super::draft::Number;
use super::nominals::{MOST_CANDIDATES, Mentioned, NEAR};
use super::scene::Scene;
use super::sides::Side;
use record::NameType;
use std::collections::BTreeSet;

/// Rule `group`: "the two envoys" are the two who hold that office, "the two countries" the two named together last.
pub(super) fn group(scene: &mut Scene<'_>, mentioned: &Mentioned, index: usize) -> bool {
    let draft = &scene.drafts[index];
    let Some((role, _)) = draft.role else { return false };
    let tree = draft.tree;
    if !scene.cluster(index).members.is_empty() {
        return true;
    }
    // One for each side that is said: "the Norlandic and Suderian envoys".
    if draft.sides.len() > 1 {
        let sides = draft.sides.clone();
        let of_side = |side: &Side| {
            let found: Vec<usize> = holders(scene, mentioned, index, role.class)
                .into_iter()
                .filter(|&root| scene.cluster(root).has_side(std::slice::from_ref(side)))
                .collect();
            if let [one] = found[..] { Some(one) } else { None }
        };
        let members: Option<Vec<usize>> = sides.iter().map(of_side).collect();
        return members.is_some_and(|members| make_group(scene, index, members));
    }
    if !draft.sides.is_empty() || !draft.modifiers.is_empty() {
        return false;
    }
    let named = holders(scene, mentioned, index, role.class);
    if draft.count.is_none_or(|count| count == named.len()) && named.len() == 2 && !role.is_plain() {
        return make_group(scene, index, named);
    }
    // The last that "and" joined.
    let together = mentioned.groups.iter().rev().take(MOST_CANDIDATES).copied().find(|&other| {
        let group = &scene.drafts[other];
        let counted = draft.count.is_none_or(|count| count == group.parts.len());
        let sides_of_talks =
            role.class == "side" && matches!(group.kind, Some(NameType::Gpe | NameType::Org | NameType::Norp));
        counted && (group.kind == draft.kind || sides_of_talks) && tree.saturating_sub(group.tree) <= NEAR
    });
    let members = match together {
        Some(other) if draft.count.is_some() => scene.drafts[other].parts.clone(),
        // "both sides" again: those whom such words meant last.
        _ => {
            let same = |&&other: &&usize| {
                let other = &scene.drafts[other];
                other.role.is_some_and(|(other, _)| other.class == role.class)
            };
            let last = scene.groups.values().filter(same).max().filter(|_| draft.count.is_some());
            last.map_or_else(Vec::new, |&other| scene.cluster(other).members.clone())
        }
    };
    make_group(scene, index, members)
}

/// Persons and bodies named so far that hold such an office, each once.
fn holders(scene: &Scene<'_>, mentioned: &Mentioned, index: usize, class: &'static str) -> Vec<usize> {
    let draft = &scene.drafts[index];
    let mut seen = BTreeSet::new();
    let list = mentioned.by_class.get(class).into_iter().flatten().rev().take(MOST_CANDIDATES * 2);
    let mut found: Vec<usize> = list
        .map(|&root| scene.clusters.root(root))
        .filter(|&root| seen.insert(root))
        .filter(|&root| {
            let cluster = scene.cluster(root);
            // Any country may be one of the two, but a body only if it is known for such.
            let known = cluster.roles.iter().any(|role| role.class == class || role.broader.contains(class))
                || draft.kind == Some(NameType::Gpe) && draft.count.is_some();
            known && cluster.named && cluster.kind() == draft.kind && cluster.number() != Number::Plural
        })
        .collect();
    found.sort_by_key(|&root| scene.cluster(root).drafts.first().copied());
    found
}

/// Gives a plural description its members; the same members make the same group.
pub(super) fn make_group(scene: &mut Scene<'_>, index: usize, members: Vec<usize>) -> bool {
    let mut roots: Vec<usize> = members.iter().map(|&member| scene.clusters.root(member)).collect();
    roots.sort_unstable();
    roots.dedup();
    if roots.len() < 2 {
        return false;
    }
    let known = scene.groups.get(&roots).copied();
    scene.rules[index] = "group";
    match known {
        Some(other) => scene.join(index, other, "group"),
        None => {
            scene.clusters.of_mut(index).members = members;
            scene.groups.insert(roots, index);
            true
        }
    }
}
