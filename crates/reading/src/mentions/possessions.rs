//! What belongs to the same is the same: "her husband … her husband".

use super::draft::Number;
use super::scene::Scene;
use record::reading::Form;
use std::collections::BTreeMap;

/// Rule `possession`: "her husband" is the same each time that it is hers. Needs the pronouns resolved.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    let mut owners: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (index, draft) in scene.drafts.iter().enumerate() {
        if draft.parts.is_empty() {
            owners.insert((draft.tree, draft.head), index);
        }
    }
    let mut known: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for index in 0..scene.drafts.len() {
        let draft = &scene.drafts[index];
        let owned = draft.form == Form::Nominal && draft.role.is_some() && draft.modifiers.is_empty();
        if !owned || draft.number == Number::Plural || scene.undecided[index] {
            continue;
        }
        let tree = &scene.trees[draft.tree];
        let possessor = tree.children(draft.head).iter().find(|&&child| &*tree.token(child).deprel == "nmod:poss");
        let Some(&owner) = possessor.and_then(|&word| owners.get(&(draft.tree, word))) else { continue };
        let alone = scene.drafts[owner].pronoun.is_some() && scene.cluster(owner).drafts.len() == 1;
        if alone || scene.undecided[owner] {
            continue;
        }
        let key = (scene.clusters.root(owner), draft.key.clone());
        match known.get(&key) {
            Some(&other) => {
                scene.join(index, other, "possession");
            }
            None => {
                known.insert(key, index);
            }
        }
    }
}
