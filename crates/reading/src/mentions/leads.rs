//! Names held back: a report's first sentence tells of somebody by office, and the second begins with his name.
//!
//! "Norland's envoy left the talks on Monday. / Ilse Brandt told reporters …": who is new to the reader gets either an
//! office beside the name or, in the sentence before, one instead of it. Rule: `held back`.

use super::draft::{Draft, Number};
use super::phrases::heads;
use super::scene::Scene;
use record::reading::Form;
use record::{BlockKind, NameType};

/// Sentences of the body within which the first with a subject is looked for; before it stand datelines and bylines.
const FIRST_SENTENCES: usize = 4;

/// Joins the office of the first sentence and the name of the second.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    let heads = heads(&scene.drafts);
    let body = (0..scene.trees.len()).filter(|&tree| scene.block_kind(tree) == BlockKind::Body);
    let mut subjects = body.map(|tree| (tree, subject(scene, tree)));
    let Some((first, Some(described))) = subjects.by_ref().take(FIRST_SENTENCES).find(|(_, word)| word.is_some())
    else {
        return;
    };
    let Some((second, Some(named))) = subjects.next() else { return };
    let (Some(&described), Some(&named)) = (heads.get(&(first, described)), heads.get(&(second, named))) else {
        return;
    };
    if is_office(scene, described) && is_bare_name(scene, named) {
        scene.join(described, named, "held back");
    }
}

/// The subject of a sentence's main verb.
fn subject(scene: &Scene<'_>, tree: usize) -> Option<usize> {
    let sentence = &scene.trees[tree];
    let root = (0..sentence.sentence.tokens.len()).find(|&word| sentence.head(word).is_none())?;
    sentence.child(root, "nsubj")
}

fn is_one_person(draft: &Draft) -> bool {
    draft.kind == Some(NameType::Per) && draft.number == Number::Singular && draft.parts.is_empty()
}

/// "Norland's envoy", who has no name so far.
fn is_office(scene: &Scene<'_>, index: usize) -> bool {
    let draft = &scene.drafts[index];
    // "The head of the River Board" is an office, "the head" is none.
    let headed = |class: &str| class == "leader" && !draft.sides.is_empty();
    let office =
        draft.role.is_some_and(|(role, _)| (!role.is_plain() || headed(role.class)) && role.words != "counterpart");
    is_one_person(draft) && draft.form == Form::Nominal && office && scene.cluster(index).drafts.len() == 1
}

/// A whole name to which the report gives no office anywhere.
fn is_bare_name(scene: &Scene<'_>, index: usize) -> bool {
    let draft = &scene.drafts[index];
    let whole = draft.person.as_ref().is_some_and(super::persons::PersonName::is_full);
    let cluster = scene.cluster(index);
    is_one_person(draft) && draft.is_name() && whole && cluster.roles.is_empty() && cluster.sides.is_empty()
}
