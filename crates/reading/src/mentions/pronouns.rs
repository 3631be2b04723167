//! Whom a pronoun stands for.
//!
//! Candidates are weighed by nearness and by what they are in their sentences, after Lappin and Leass (1994); gender,
//! number and binding rule candidates out. Rules: `pronoun`, `reflexive`.

use super::binding::{antecedent_of_reflexive, barred, is_speaker};
use super::draft::{Draft, Number, Person, Pronoun};
use super::scene::Scene;
use record::{BlockKind, NameType};
use std::collections::BTreeMap;

/// Sentences before the pronoun's own that candidates are taken from.
const WINDOW: usize = 3;

/// Most drafts of one sentence that are weighed, the nearest to the pronoun first.
const MOST_IN_SENTENCE: usize = 60;

/// What a mention is worth by where it stands; the values are those of Lappin and Leass.
mod weight {
    /// For being there.
    pub const RECENT: f64 = 100.0;
    /// Subject.
    pub const SUBJECT: f64 = 80.0;
    /// Direct object.
    pub const OBJECT: f64 = 50.0;
    /// Indirect object, oblique.
    pub const OBLIQUE: f64 = 40.0;
    /// Head of a phrase that is not in another.
    pub const HEAD: f64 = 80.0;
    /// Not with a preposition.
    pub const PLAIN: f64 = 50.0;
    /// In the same position as the pronoun.
    pub const PARALLEL: f64 = 35.0;
    /// Both say something: "he added".
    pub const SPEAKER: f64 = 60.0;
    /// Subject of the clause that the pronoun's phrase is fronted in.
    pub const LEADING: f64 = 1.0;
    /// Each sentence back.
    pub const DECAY: f64 = 0.5;
}

/// What is left of the worth of a candidate that fits less well.
mod fit {
    /// A body or country taken up by "they".
    pub const BODY_AS_MANY: f64 = 0.4;
    /// One person taken up by "they".
    pub const PERSON_AS_MANY: f64 = 0.1;
    /// Words in another quotation, or in none where the pronoun is in one.
    pub const OTHER_QUOTATION: f64 = 0.7;
    /// A word before another noun: "the *Norland* envoy".
    pub const MODIFIER: f64 = 0.4;
    /// A thing that is no entity.
    pub const THING: f64 = 0.8;
}

/// Resolves the pronouns of a report in text order.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    let mut by_tree: Vec<Vec<usize>> = vec![Vec::new(); scene.trees.len()];
    for (index, draft) in scene.drafts.iter().enumerate() {
        if let Some(list) = by_tree.get_mut(draft.tree) {
            list.push(index);
        }
    }
    for list in &mut by_tree {
        list.sort_by_key(|&index| (scene.drafts[index].span.start, std::cmp::Reverse(scene.drafts[index].span.end)));
    }
    let before = before(scene);
    let pronouns: Vec<usize> = (0..scene.drafts.len()).filter(|&index| scene.drafts[index].pronoun.is_some()).collect();
    for index in pronouns {
        let Some(pronoun) = scene.drafts[index].pronoun.filter(|pronoun| pronoun.person != Person::Speech) else {
            continue;
        };
        if pronoun.reflexive {
            let found = antecedent_of_reflexive(scene, &by_tree, index);
            if let Some(found) = found.filter(|&found| agrees(scene, index, found).is_some()) {
                scene.join(index, found, "reflexive");
            }
            continue;
        }
        if let Some(best) = best(scene, &by_tree, &before, index, pronoun) {
            scene.join(index, best, "pronoun");
        }
    }
}

/// The sentence that a reader has read before each: body after body, the title before the first; a caption stands alone.
fn before(scene: &Scene<'_>) -> Vec<Option<usize>> {
    let (mut title, mut body) = (None, None);
    (0..scene.trees.len())
        .map(|tree| match scene.block_kind(tree) {
            BlockKind::Title => title.replace(tree),
            BlockKind::Body => body.replace(tree).or(title),
            _ => tree.checked_sub(1).filter(|&last| scene.block(last) == scene.block(tree)),
        })
        .collect()
}

fn best(
    scene: &Scene<'_>,
    by_tree: &[Vec<usize>],
    before: &[Option<usize>],
    index: usize,
    pronoun: Pronoun,
) -> Option<usize> {
    let draft = &scene.drafts[index];
    let barred = barred(scene, by_tree, index, pronoun);
    let predicate = predicate_kind(scene, by_tree, index, pronoun);
    let mut worth: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    let mut tree = Some(draft.tree);
    for back in 0..=WINDOW {
        let Some(at) = tree else { break };
        // In the pronoun's own sentence, those before it.
        let upto = if at == draft.tree {
            by_tree[at].partition_point(|&other| scene.drafts[other].span.start < draft.span.start)
        } else {
            by_tree[at].len()
        };
        let sentence = by_tree[at][..upto].iter().rev().take(MOST_IN_SENTENCE).copied();
        for other in sentence.filter(|&other| at != draft.tree || scene.drafts[other].span.end <= draft.span.start) {
            let root = scene.clusters.root(other);
            let passed = scene.undecided[other] || is_speech(&scene.drafts[other]) || is_dateline(scene, other);
            if barred.contains(&root) || passed || predicate.is_some_and(|kind| scene.drafts[other].kind != kind) {
                continue;
            }
            let Some(fit) = agrees(scene, index, other) else { continue };
            let value = value(scene, other, index) * fit * weight::DECAY.powi(i32::try_from(back).unwrap_or(i32::MAX));
            let entry = worth.entry(root).or_insert((0.0, other));
            entry.0 += value;
        }
        tree = before[at];
    }
    // "In her speech Brandt said": the subject that the pronoun's phrase leads up to.
    if let Some(subject) = subject_after(scene, by_tree, index) {
        let root = scene.clusters.root(subject);
        if let Some(fit) =
            agrees(scene, index, subject).filter(|_| !barred.contains(&root) && !scene.undecided[subject])
        {
            worth.entry(root).or_insert((0.0, subject)).0 += value(scene, subject, index) * fit * weight::LEADING;
        }
    }
    // The last mentioned of equals.
    let by_worth = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let (_, found) = worth.into_values().max_by(by_worth)?;
    Some(found)
}

/// The name that is the subject of the predicate whose fronted clause or phrase holds the pronoun.
fn subject_after(scene: &Scene<'_>, by_tree: &[Vec<usize>], index: usize) -> Option<usize> {
    let draft = &scene.drafts[index];
    let tree = &scene.trees[draft.tree];
    let mut inside = draft.head;
    for word in tree.ancestors(draft.head) {
        let fronted = matches!(tree.token(inside).relation(), "advcl" | "obl") && inside < word;
        if let Some(subject) = tree.child(word, "nsubj").filter(|&subject| fronted && subject > draft.head) {
            return by_tree[draft.tree].iter().copied().find(|&other| {
                let other = &scene.drafts[other];
                other.head == subject && other.is_name() && other.parts.is_empty()
            });
        }
        inside = word;
    }
    None
}

/// The place that a report is dated from is nobody's antecedent.
fn is_dateline(scene: &Scene<'_>, index: usize) -> bool {
    scene.report.dateline.as_ref().is_some_and(|dateline| dateline.span.contains(scene.drafts[index].span))
}

/// In "It was the second meeting", what the predicate is a word for: "it" is of that type.
fn predicate_kind(
    scene: &Scene<'_>,
    by_tree: &[Vec<usize>],
    index: usize,
    pronoun: Pronoun,
) -> Option<Option<NameType>> {
    let draft = &scene.drafts[index];
    let tree = &scene.trees[draft.tree];
    let predicate = tree.head(draft.head).filter(|_| pronoun.person == Person::Thing)?;
    let copular = tree.token(draft.head).relation() == "nsubj" && tree.child(predicate, "cop").is_some();
    let noun = by_tree[draft.tree].iter().filter(|_| copular).find(|&&other| {
        let other = &scene.drafts[other];
        other.head == predicate && other.pronoun.is_none() && other.parts.is_empty()
    });
    noun.map(|&noun| scene.drafts[noun].kind)
}

fn is_speech(draft: &Draft) -> bool {
    draft.pronoun.is_some_and(|pronoun| pronoun.person == Person::Speech)
}

/// What a mention is worth for the pronoun by its place in its sentence.
fn value(scene: &Scene<'_>, other: usize, index: usize) -> f64 {
    let draft = &scene.drafts[other];
    let (position, pronoun) = (position(scene, other), position(scene, index));
    let mut value = weight::RECENT;
    value += match position {
        "nsubj" => weight::SUBJECT,
        "obj" => weight::OBJECT,
        "iobj" | "obl" => weight::OBLIQUE,
        _ => 0.0,
    };
    if !matches!(position, "nmod" | "compound" | "amod" | "appos" | "flat") {
        value += weight::HEAD;
    }
    if position != "obl" {
        value += weight::PLAIN;
    }
    if position == pronoun {
        value += weight::PARALLEL;
    }
    if is_speaker(scene, draft) && is_speaker(scene, &scene.drafts[index]) {
        value += weight::SPEAKER;
    }
    if draft.modifies && draft.is_name() {
        value *= fit::MODIFIER;
    }
    if draft.kind.is_none() {
        value *= fit::THING;
    }
    if draft.quotation != scene.drafts[index].quotation {
        value *= fit::OTHER_QUOTATION;
    }
    value
}

/// The relation of a mention to its clause; that of the first for the others that "and" joins.
fn position<'a>(scene: &'a Scene<'_>, index: usize) -> &'a str {
    let draft = &scene.drafts[index];
    let tree = &scene.trees[draft.tree];
    let token = tree.token(draft.head);
    if token.relation() != "conj" {
        return token.relation();
    }
    let first = tree.ancestors(draft.head).find(|&word| tree.token(word).relation() != "conj");
    first.map_or("conj", |word| tree.token(word).relation())
}

/// How well the cluster of `other` agrees with the pronoun; `None` where it can't be meant.
fn agrees(scene: &Scene<'_>, index: usize, other: usize) -> Option<f64> {
    let (draft, candidate) = (&scene.drafts[index], &scene.drafts[other]);
    let pronoun = draft.pronoun?;
    let cluster = scene.cluster(other);
    let kind = if candidate.pronoun.is_some() { cluster.kind().or(kind_of_pronoun(candidate)) } else { candidate.kind };
    let number =
        if candidate.pronoun.is_some() && cluster.kind().is_none() { candidate.number } else { cluster.number() };
    let other_pronoun = candidate.pronoun.map(|pronoun| pronoun.person);
    match pronoun.person {
        Person::Speech => None,
        Person::Human => {
            let human = kind == Some(NameType::Per) && number == Number::Singular;
            let fits = human && !matches!(other_pronoun, Some(Person::Thing | Person::Plural));
            (fits && scene.clusters.can_join(index, other)).then_some(1.0)
        }
        Person::Thing => {
            let human = matches!(kind, Some(NameType::Per | NameType::Norp));
            let fits =
                !human && number != Number::Plural && !matches!(other_pronoun, Some(Person::Human | Person::Plural));
            fits.then_some(1.0)
        }
        Person::Plural => match (number, kind) {
            _ if matches!(other_pronoun, Some(Person::Human | Person::Thing)) => None,
            (Number::Plural, _) => Some(1.0),
            (_, Some(NameType::Norp)) if !candidate.modifies => Some(1.0),
            (Number::Collective, _) | (_, Some(NameType::Org | NameType::Gpe)) => Some(fit::BODY_AS_MANY),
            (_, Some(NameType::Per)) if cluster.gender == super::draft::Gender::Unknown => Some(fit::PERSON_AS_MANY),
            _ => None,
        },
    }
}

fn kind_of_pronoun(draft: &Draft) -> Option<NameType> {
    match draft.pronoun?.person {
        Person::Human => Some(NameType::Per),
        _ => None,
    }
}
