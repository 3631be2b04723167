//! Descriptions that come before the name: "The Norlandic envoy … Ambassador Ilse Brandt of Norland".
//!
//! Rules: `named later`, `group`.

use super::draft::{Determiner, Number};
use super::groups::make_group;
use super::nominals::{MOST_CANDIDATES, fits};
use super::scene::{Cluster, Scene};
use super::sides::Side;
use record::NameType;
use std::collections::BTreeMap;

/// Named persons by the classes of words that may refer to them; a draft of each.
type Holders = BTreeMap<&'static str, Vec<usize>>;

/// Joins each description that only one person named in the report fits.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    let holders = holders(scene);
    for index in 0..scene.drafts.len() {
        one(scene, &holders, index);
    }
    for index in 0..scene.drafts.len() {
        several(scene, &holders, index);
    }
}

fn holders(scene: &Scene<'_>) -> Holders {
    let mut holders = Holders::new();
    for index in (0..scene.drafts.len()).filter(|&index| scene.clusters.root(index) == index) {
        let cluster = scene.cluster(index);
        if !cluster.named || cluster.kind() != Some(NameType::Per) {
            continue;
        }
        for role in &cluster.roles {
            for class in std::iter::once(role.class).chain(role.broader.iter().copied()) {
                let list = holders.entry(class).or_default();
                if list.len() < MOST_CANDIDATES && !list.contains(&index) {
                    list.push(index);
                }
            }
        }
    }
    holders
}

/// The office that a cluster without a name is described by, if it is more than "the official".
fn office(cluster: &Cluster) -> Option<&'static str> {
    let role = cluster.roles.iter().find(|role| !role.is_plain() && role.words != "counterpart")?;
    (!cluster.named).then_some(role.class)
}

/// Rule `named later`: "The Norlandic envoy", where one person named holds that office for that side, or where all but
/// one hold it for other sides.
fn one(scene: &mut Scene<'_>, holders: &Holders, index: usize) {
    let draft = &scene.drafts[index];
    let counterpart = draft.role.is_some_and(|(role, _)| role.words == "counterpart");
    let definite = draft.determiner == Determiner::Definite || counterpart;
    let told = definite && !draft.sides.is_empty() && draft.modifiers.is_empty();
    if !told || draft.number != Number::Singular || scene.undecided[index] {
        return;
    }
    let Some(class) = office(scene.cluster(index)) else { return };
    let list: Vec<usize> = holders.get(class).map_or(&[][..], Vec::as_slice).to_vec();
    // "He and his counterpart": whose counterpart somebody is was named just before.
    let before = || (0..index).rev().take(MOST_CANDIDATES).take_while(|&other| scene.drafts[other].tree == draft.tree);
    let own = |holder: usize| counterpart && before().any(|other| scene.clusters.same(other, holder));
    let fitting: Vec<usize> =
        list.into_iter().filter(|&holder| fits(scene, index, scene.clusters.root(holder)) && !own(holder)).collect();
    let sided: Vec<usize> =
        fitting.iter().copied().filter(|&holder| scene.cluster(holder).has_side(&draft.sides)).collect();
    match (sided.as_slice(), fitting.as_slice()) {
        ([one], _) | ([], [one]) => {
            scene.join(index, *one, "named later");
        }
        _ => {}
    }
}

/// Rule `group`: "The Norlandic and Suderian envoys", one for each side.
fn several(scene: &mut Scene<'_>, holders: &Holders, index: usize) {
    let (draft, cluster) = (&scene.drafts[index], scene.cluster(index));
    if draft.number != Number::Plural || draft.sides.len() < 2 || !cluster.members.is_empty() {
        return;
    }
    let Some(class) = office(cluster) else { return };
    let one = |side: &Side| {
        let list = holders.get(class).into_iter().flatten().copied();
        let mut fitting = list.filter(|&holder| scene.cluster(holder).has_side(std::slice::from_ref(side)));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    if let Some(members) = draft.sides.iter().map(one).collect() {
        make_group(scene, index, members);
    }
}
