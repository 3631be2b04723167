//! Whom a description stands for: "the Norlandic envoy", "the official", "the two sides".
//!
//! Rules: `same description`, `office`, `nearest`, `same phrase`.

use super::draft::{Determiner, Draft, Number};
use super::groups::group;
use super::scene::Scene;
use record::{BlockKind, NameType};
use std::collections::{BTreeMap, BTreeSet};

/// Most candidates of one class that are looked at, the last mentioned first.
pub(super) const MOST_CANDIDATES: usize = 24;

/// Drafts before and behind that can hold a draft or stand in it: a mention has no more words than that.
const BESIDE: usize = 40;

/// Sentences back within which a plain description ("the official") takes up somebody.
pub(super) const NEAR: usize = 6;

/// Sentences back within which one of several candidates counts as the one talked about.
const TOPICAL: usize = 2;

/// Clusters that have been mentioned so far, by the classes of the roles that may refer to them.
#[derive(Default)]
pub(super) struct Mentioned {
    pub by_class: BTreeMap<&'static str, Vec<usize>>,
    /// The last draft of each cluster so far, by its root.
    last: BTreeMap<usize, usize>,
    /// Clusters of plural phrases by their folded words.
    phrases: BTreeMap<String, usize>,
    /// Drafts of several joined by "and", by type of the first.
    pub groups: Vec<usize>,
}

/// Resolves the descriptions of a report in text order.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    let mut mentioned = Mentioned::default();
    let mut groups: Vec<usize> =
        (0..scene.drafts.len()).filter(|&index| !scene.drafts[index].parts.is_empty()).collect();
    groups.sort_by_key(|&index| scene.drafts[index].span.start);
    let mut groups = groups.into_iter().peekable();
    for index in 0..scene.drafts.len() {
        let draft = &scene.drafts[index];
        if !draft.parts.is_empty() || draft.pronoun.is_some() || draft.kind.is_none() {
            continue;
        }
        while let Some(group) = groups.next_if(|&group| scene.drafts[group].span.end <= draft.span.start) {
            mentioned.groups.push(group);
        }
        let alone = scene.cluster(index).drafts.len() == 1;
        if !draft.is_name() && alone {
            describe(scene, &mentioned, index);
        }
        note(scene, &mut mentioned, index);
    }
}

/// Remembers that a cluster has been mentioned.
fn note(scene: &Scene<'_>, mentioned: &mut Mentioned, index: usize) {
    if scene.drafts[index].determiner == Determiner::Quantified {
        return;
    }
    let root = scene.clusters.root(index);
    mentioned.last.insert(root, index);
    let mut classes: BTreeSet<&'static str> = BTreeSet::new();
    for role in &scene.cluster(index).roles {
        classes.insert(role.class);
        classes.extend(&role.broader);
    }
    if classes.is_empty() {
        classes.extend(default_classes(scene, index));
    }
    for class in classes {
        let list = mentioned.by_class.entry(class).or_default();
        if list.last() != Some(&root) {
            list.push(root);
        }
    }
    if scene.drafts[index].number != Number::Singular {
        mentioned.phrases.entry(phrase_key(scene, index)).or_insert(index);
    }
}

/// Classes of a name without a role: any person may be "the man", any country "the country".
fn default_classes(scene: &Scene<'_>, index: usize) -> &'static [&'static str] {
    use crate::gazetteer::{Reference, look_up};
    let draft = &scene.drafts[index];
    if !draft.is_name() {
        return &[];
    }
    match draft.kind {
        Some(NameType::Per) => match draft.gender {
            super::draft::Gender::Male => &["person", "man"],
            super::draft::Gender::Female => &["person", "woman"],
            super::draft::Gender::Unknown => &["person", "man", "woman"],
        },
        Some(NameType::Org) => &["organization", "group", "company", "agency"],
        Some(NameType::Gpe) => match look_up(draft.head_span.of(&scene.report.text)) {
            Some((_, Reference::Name)) => &["country"],
            Some((_, Reference::Capital)) => &["city"],
            _ => &["country", "city"],
        },
        Some(NameType::Loc) => &["region"],
        Some(NameType::Fac) => &["building"],
        _ => &[],
    }
}

/// The words of a plural phrase without article: the same words again are taken for the same people.
fn phrase_key(scene: &Scene<'_>, index: usize) -> String {
    let folded = scene.folded(index);
    let bare = ["the ", "these ", "those "].iter().find_map(|article| folded.strip_prefix(article));
    bare.unwrap_or(&folded).to_owned()
}

fn describe(scene: &mut Scene<'_>, mentioned: &Mentioned, index: usize) {
    let draft = &scene.drafts[index];
    let headline = scene.block_kind(draft.tree) != BlockKind::Body;
    let definite = match draft.determiner {
        Determiner::Definite => true,
        // Headlines leave articles out, and a body with a side is the same body: "Norland's army", "Norlandic troops".
        Determiner::Bare => {
            let police = draft.role.is_some_and(|(role, _)| role.collective);
            headline && draft.number == Number::Singular || draft.number == Number::Collective || police
        }
        Determiner::Indefinite | Determiner::Possessive | Determiner::Quantified => false,
    };
    if !definite {
        return;
    }
    if draft.number == Number::Plural {
        if !group(scene, mentioned, index) {
            same_phrase(scene, mentioned, index);
        }
        return;
    }
    let candidates = candidates(scene, mentioned, index);
    if let Some(found) = choose(scene, mentioned, index, &candidates) {
        let (candidate, rule) = found;
        scene.join(index, candidate, rule);
    }
}

/// Rule `same phrase`: "the Norlandic people" is what it was before.
fn same_phrase(scene: &mut Scene<'_>, mentioned: &Mentioned, index: usize) {
    if let Some(&other) = mentioned.phrases.get(&phrase_key(scene, index)) {
        scene.join(index, other, "same phrase");
    }
}

/// Clusters that the description may stand for by class, number and gender, the last mentioned first.
fn candidates(scene: &Scene<'_>, mentioned: &Mentioned, index: usize) -> Vec<usize> {
    let draft = &scene.drafts[index];
    let Some((role, _)) = draft.role else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut found: Vec<usize> = mentioned
        .by_class
        .get(role.class)
        .into_iter()
        .flatten()
        .rev()
        .take(MOST_CANDIDATES * 2)
        .map(|&root| scene.clusters.root(root))
        .filter(|&root| seen.insert(root))
        .take(MOST_CANDIDATES)
        .filter(|&root| fits(scene, index, root))
        .collect();
    let last = |root: &usize| mentioned.last.get(root).copied().unwrap_or(0);
    found.sort_by_key(|root| std::cmp::Reverse(last(root)));
    found
}

pub(super) fn fits(scene: &Scene<'_>, index: usize, root: usize) -> bool {
    let (draft, cluster) = (&scene.drafts[index], scene.cluster(root));
    let kinds = cluster.kind() == draft.kind;
    let numbers = (cluster.number() == Number::Plural) == (draft.number == Number::Plural);
    // "the capital of Norland" is not of itself: a phrase does not stand for what it holds or is held by.
    let beside = index.saturating_sub(BESIDE)..scene.drafts.len().min(index + BESIDE);
    let inside = beside.filter(|&other| scene.clusters.same(other, root)).any(|other| {
        let other = &scene.drafts[other];
        other.tree == draft.tree && (other.span.contains(draft.span) || draft.span.contains(other.span))
    });
    let fields = draft.role.is_none_or(|(role, _)| cluster.roles.iter().all(|other| role.same_field(other)));
    kinds && numbers && fields && !inside && cluster.fits_sides(&draft.sides) && scene.clusters.can_join(index, root)
}

/// Whether the report tells of the cluster in the subject of a main clause, not far back.
fn is_topic(scene: &Scene<'_>, index: usize, root: usize) -> bool {
    scene.cluster(root).drafts.iter().rev().take(MOST_CANDIDATES).any(|&other| {
        let other = &scene.drafts[other];
        let Some(tree) = scene.trees.get(other.tree) else { return false };
        let main = tree.head(other.head).is_some_and(|verb| tree.head(verb).is_none());
        let near = scene.drafts[index].tree.saturating_sub(other.tree) <= NEAR;
        near && main && tree.token(other.head).relation() == "nsubj"
    })
}

/// "Foreign Minister Brandt met the minister Reyl. The minister said": who the report is about, where of several who hold
/// such an office only one is told of in the subject of a sentence, deputies aside.
fn topic(scene: &Scene<'_>, index: usize, candidates: &[usize]) -> Option<usize> {
    let draft = &scene.drafts[index];
    let (role, _) = draft.role.filter(|(role, _)| !role.is_plain())?;
    if !draft.sides.is_empty() || !draft.modifiers.is_empty() || draft.kind != Some(NameType::Per) {
        return None;
    }
    let holds = |root: &&usize| {
        let cluster = scene.cluster(**root);
        let full = cluster.roles.iter().filter(|other| role.may_refer_to(other));
        cluster.named && full.clone().next().is_some() && full.clone().all(|other| !other.is_deputy())
    };
    let holders: Vec<usize> = candidates.iter().filter(holds).copied().collect();
    let mut topics = holders.iter().copied().filter(|&root| is_topic(scene, index, root));
    let topic = topics.next()?;
    (holders.len() > 1 && topics.next().is_none()).then_some(topic)
}

/// Whether what is said of the one beside the noun is known of the other: "the *senior* official".
fn modifiers_known(scene: &Scene<'_>, draft: &Draft, root: usize) -> bool {
    draft.modifiers.iter().all(|modifier| {
        scene.cluster(root).drafts.iter().take(MOST_CANDIDATES).any(|&other| {
            let other = &scene.drafts[other];
            other.modifiers.contains(modifier) || other.key.split(' ').any(|word| word == modifier)
        })
    })
}

/// The one candidate that the words decide for, and the rule.
fn choose(
    scene: &mut Scene<'_>,
    mentioned: &Mentioned,
    index: usize,
    candidates: &[usize],
) -> Option<(usize, &'static str)> {
    let draft = &scene.drafts[index];
    let (role, _) = draft.role?;
    let last = |root: usize| mentioned.last.get(&root).map_or(0, |&last| scene.drafts[last].tree);
    let distance = |root: usize| draft.tree.saturating_sub(last(root));
    let has_role = |root: usize| scene.cluster(root).roles.iter().any(|other| role.may_refer_to(other));
    let sides_said = !draft.sides.is_empty();

    // The same description again: head and all modifiers known, side not against it.
    let repeated: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&root| {
            let same_head = scene.cluster(root).drafts.iter().take(MOST_CANDIDATES).any(|&other| {
                scene.drafts[other]
                    .role
                    .is_some_and(|(other, _)| other.words == role.words || other.class == role.class)
            });
            same_head
                && modifiers_known(scene, draft, root)
                && (!sides_said || scene.cluster(root).has_side(&draft.sides))
        })
        .collect();
    if let Some(found) = decide(&repeated, &distance) {
        return Some((topic(scene, index, candidates).unwrap_or(found), "same description"));
    }
    // Somebody whose office is known, and whose side is the one said, where one is.
    let in_office: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&root| has_role(root) && (!sides_said || scene.cluster(root).has_side(&draft.sides)))
        .filter(|&root| !role.is_plain() || distance(root) <= NEAR)
        .filter(|&root| draft.modifiers.is_empty() || scene.cluster(root).named)
        .collect();
    if let Some(found) = decide(&in_office, &distance) {
        return Some((found, "office"));
    }
    // Somebody of whom nothing speaks against it, if there is but one near.
    let near: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&root| distance(root) <= NEAR && draft.modifiers.is_empty())
        .filter(|&root| has_role(root) || !sides_said && distance(root) <= TOPICAL)
        .collect();
    let found = decide(&near, &distance);
    if found.is_none() && (near.len() > 1 || in_office.len() > 1 || repeated.len() > 1) {
        scene.undecided[index] = true;
    }
    found.map(|found| (found, "nearest"))
}

/// The only one, or the only one talked about just before.
fn decide(candidates: &[usize], distance: &dyn Fn(usize) -> usize) -> Option<usize> {
    match candidates {
        [] => None,
        [one] => Some(*one),
        several => {
            let mut topical = several.iter().copied().filter(|&root| distance(root) <= TOPICAL);
            match (topical.next(), topical.next()) {
                (Some(one), None) => Some(one),
                _ => None,
            }
        }
    }
}
