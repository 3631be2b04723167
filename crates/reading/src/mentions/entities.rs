//! From clusters to the reading's mentions and entities.

use super::draft::{Draft, Person};
use super::scene::Scene;
use record::reading::{Entity, Form, Mention, Quoted};
use record::{EntityId, MentionId, NameType, Span};
use std::collections::BTreeMap;

/// Builds both lists.
pub(super) fn build(scene: &Scene<'_>) -> (Vec<Mention>, Vec<Entity>) {
    let kinds = kinds(scene);
    let mut order: Vec<usize> = (0..scene.drafts.len()).filter(|&index| is_said(scene, &kinds, index)).collect();
    order.sort_by_key(|&index| {
        let draft = &scene.drafts[index];
        (draft.span.start, std::cmp::Reverse(draft.span.end), draft.head_span.start)
    });
    let mut ids: BTreeMap<usize, EntityId> = BTreeMap::new();
    let mut roots: Vec<usize> = Vec::new();
    for &index in &order {
        enter(scene, index, &mut ids, &mut roots);
    }
    // The members of a group are named in the text, so that each has an entity; one that has not is left out.
    let mentions = order
        .iter()
        .enumerate()
        .map(|(id, &index)| {
            let draft = &scene.drafts[index];
            let root = scene.clusters.root(index);
            Mention {
                id: MentionId(id),
                span: draft.span,
                head: draft.head_span,
                kind: kinds.get(&root).copied().or(draft.kind).unwrap_or(NameType::Per),
                form: draft.form,
                entity: ids.get(&root).copied().filter(|_| !scene.undecided[index]),
            }
        })
        .collect();
    let entities =
        roots.iter().enumerate().map(|(id, &root)| entity(scene, EntityId(id), root, &kinds, &ids)).collect();
    (mentions, entities)
}

/// Whether a draft becomes a mention.
fn is_said(scene: &Scene<'_>, kinds: &BTreeMap<usize, NameType>, index: usize) -> bool {
    let draft = &scene.drafts[index];
    let root = scene.clusters.root(index);
    match draft.pronoun {
        None => draft.parts.is_empty() && (draft.kind.is_some() || kinds.contains_key(&root)),
        // "it" and "they" for things are no mentions of an entity.
        Some(pronoun) => match pronoun.person {
            Person::Speech | Person::Human => true,
            Person::Thing | Person::Plural => kinds.contains_key(&root),
        },
    }
}

/// Gives the draft's cluster an id, if it is an entity: it has a name or a description, not pronouns alone.
fn enter(scene: &Scene<'_>, index: usize, ids: &mut BTreeMap<usize, EntityId>, roots: &mut Vec<usize>) {
    let root = scene.clusters.root(index);
    let real = scene.cluster(index).drafts.iter().any(|&other| scene.drafts[other].pronoun.is_none());
    if scene.undecided[index] || !real || ids.contains_key(&root) {
        return;
    }
    ids.insert(root, EntityId(roots.len()));
    roots.push(root);
}

/// The type of each cluster: that of most of its names, else of its first description.
fn kinds(scene: &Scene<'_>) -> BTreeMap<usize, NameType> {
    let mut kinds = BTreeMap::new();
    for root in (0..scene.drafts.len()).filter(|&index| scene.clusters.root(index) == index) {
        let cluster = scene.cluster(root);
        let of = |form: Form| {
            let mut votes: BTreeMap<NameType, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
            for &index in &cluster.drafts {
                let draft = &scene.drafts[index];
                if let Some(kind) = draft.kind.filter(|_| draft.form == form) {
                    votes.entry(kind).or_insert((0, std::cmp::Reverse(index))).0 += 1;
                }
            }
            votes.into_iter().max_by_key(|(_, votes)| *votes).map(|(kind, _)| kind)
        };
        if let Some(kind) = of(Form::Name).or_else(|| of(Form::Nominal)) {
            kinds.insert(root, kind);
        }
    }
    kinds
}

fn entity(
    scene: &Scene<'_>,
    id: EntityId,
    root: usize,
    kinds: &BTreeMap<usize, NameType>,
    ids: &BTreeMap<usize, EntityId>,
) -> Entity {
    let cluster = scene.cluster(root);
    let mut drafts: Vec<&Draft> =
        cluster.drafts.iter().filter(|&&index| !scene.undecided[index]).map(|&index| &scene.drafts[index]).collect();
    drafts.sort_by_key(|draft| (draft.span.start, draft.span.end));
    let text = &scene.report.text;
    let aliases = each_once(
        text,
        drafts.iter().filter(|draft| draft.is_name() && draft.parts.is_empty()).map(|draft| draft.head_span),
    );
    let person = kinds.get(&root) == Some(&NameType::Per);
    let roles =
        if person { each_once(text, drafts.iter().filter_map(|draft| role_span(scene, draft))) } else { Vec::new() };
    let sides = each_once(text, drafts.iter().flat_map(|draft| draft.sides.iter().map(|side| side.span)));
    let mut members: Vec<EntityId> = cluster
        .members
        .iter()
        .chain(coordinated(scene, root))
        .filter_map(|&draft| ids.get(&scene.clusters.root(draft)).copied())
        .collect();
    members.sort_unstable();
    members.dedup();
    Entity {
        id,
        name: name(text, &drafts, &aliases),
        kind: kinds.get(&root).copied().unwrap_or(NameType::Per),
        aliases,
        roles,
        affiliations: sides,
        members,
    }
}

/// The parts of a coordination in the cluster.
fn coordinated<'a>(scene: &'a Scene<'_>, root: usize) -> impl Iterator<Item = &'a usize> {
    let groups = scene.cluster(root).drafts.iter().find(|&&index| !scene.drafts[index].parts.is_empty());
    groups.into_iter().flat_map(|&index| &scene.drafts[index].parts)
}

/// The fullest name: that of a person with most parts, of anything else the longest; the first of equals. Without a
/// name the first description.
fn name(text: &str, drafts: &[&Draft], aliases: &[Quoted]) -> String {
    let fullest = |quoted: &&Quoted| {
        let words = quoted.value.split(' ').count();
        // "ILSE BRANDT" in a headline is spelled better elsewhere.
        let shouted = quoted.value.chars().all(|c| !c.is_lowercase()) && quoted.value.len() > 4;
        (words, !shouted, quoted.value.len(), std::cmp::Reverse(quoted.span.start))
    };
    let named = aliases.iter().max_by_key(fullest).map(|quoted| quoted.value.clone());
    let described = || {
        let first = drafts.iter().find(|draft| draft.pronoun.is_none())?;
        Some(collapse(first.span.of(text)))
    };
    named.or_else(described).unwrap_or_default()
}

/// The words for an office or description.
fn role_span(scene: &Scene<'_>, draft: &Draft) -> Option<Span> {
    if draft.pronoun.is_some()
        || !draft.parts.is_empty()
        || draft.form == Form::Name && draft.kind != Some(NameType::Per)
    {
        return None;
    }
    if draft.is_name() {
        return draft.role.map(|(_, span)| span);
    }
    // A description without its article, with what stands behind: "ambassador to Suderia".
    let tree = scene.trees.get(draft.tree)?;
    let first = draft.words.clone().find(|&word| {
        let token = tree.token(word);
        let before = matches!(token.relation(), "det" | "punct" | "nummod" | "case") || &*token.deprel == "nmod:poss";
        word == draft.head || !before
    })?;
    Some(tree.span(first..draft.words.end))
}

/// Each different wording once, with its first place.
fn each_once(text: &str, spans: impl Iterator<Item = Span>) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for span in spans.filter(|span| !span.is_empty()) {
        let value = collapse(span.of(text));
        if seen.insert(value.clone()) {
            found.push(Quoted { value, span });
        }
    }
    found
}

/// White space made single blanks.
fn collapse(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
