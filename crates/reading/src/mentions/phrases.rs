//! Who is who by the shape of the sentence.
//!
//! Rules: `apposition`, `side by side`, `several titled`, `copula`, `counterpart`.

use super::draft::{Determiner, Draft, Number, Person};
use super::scene::Scene;
use record::reading::Form;
use record::{NameType, Upos};
use std::collections::BTreeMap;

/// How many drafts back in the sentence the office that a counterpart shares is looked for.
const COUNTERPART_WINDOW: usize = 12;

/// The draft of each head word.
pub(super) fn heads(drafts: &[Draft]) -> BTreeMap<(usize, usize), usize> {
    let whole = drafts.iter().enumerate().filter(|(_, draft)| draft.parts.is_empty());
    whole.map(|(index, draft)| ((draft.tree, draft.head), index)).collect()
}

/// Joins what the syntax says is one.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    let heads = heads(&scene.drafts);
    for tree in 0..scene.trees.len() {
        for word in 0..scene.trees[tree].sentence.tokens.len() {
            let Some(governor) = scene.trees[tree].head(word) else { continue };
            let head = heads.get(&(tree, governor)).copied();
            match (scene.trees[tree].token(word).relation(), head) {
                ("appos", Some(_)) => apposition(scene, &heads, tree, governor, word),
                ("cop", Some(noun)) => copula(scene, &heads, noun),
                _ => {}
            }
        }
    }
    several_titled(scene, &heads);
    side_by_side(scene);
    counterparts(scene);
}

/// Rule `side by side`: a person's name and an office with nothing but a comma between, and a comma or the end behind,
/// where the parser has made nothing of it: "the Suderian envoy, Tomas Reyl, said".
fn side_by_side(scene: &mut Scene<'_>) {
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    for index in 0..scene.drafts.len() {
        let draft = &scene.drafts[index];
        if draft.kind != Some(NameType::Per) || draft.number != Number::Singular || !draft.parts.is_empty() {
            continue;
        }
        let text = &scene.report.text;
        let before = text.get(..draft.span.start).and_then(|before| before.trim_end().strip_suffix(','));
        let behind = text.get(draft.span.end..).map(|behind| behind.trim_start().starts_with([',', '.', '"', '”']));
        let beside = before.and_then(|before| ends.get(&before.len()).copied());
        ends.insert(draft.span.end, index);
        let Some(other) = beside.filter(|_| behind == Some(true)) else { continue };
        let (named, described) = if draft.is_name() { (index, other) } else { (other, index) };
        let office = &scene.drafts[described];
        // "Suderia's Water and Trade Minister, Tomas Reyl, said": a title in capitals, and no list that goes on.
        let behind = text.get(draft.span.end..).and_then(|behind| behind.trim_start().strip_prefix(','));
        let goes_on = behind
            .map(str::trim_start)
            .is_some_and(|behind| behind.starts_with("and ") || behind.chars().next().is_some_and(char::is_uppercase));
        let titled = !goes_on && office.span.of(text).split(' ').all(|word| word.starts_with(char::is_uppercase));
        let fits = scene.drafts[named].is_name()
            && office.form == Form::Nominal
            && office.role.is_some()
            && (titled || matches!(office.determiner, Determiner::Definite | Determiner::Possessive))
            && scene.cluster(described).drafts.len() == 1;
        let listed = scene.trees[draft.tree].token(draft.head).relation() == "conj";
        if fits && (titled || !listed) {
            scene.join(described, named, "side by side");
        }
    }
}

/// Rule `several titled`: "Foreign ministers Brandt and Reyl", the names right behind an office in the plural, however
/// the parser has joined them. Each holds it.
fn several_titled(scene: &mut Scene<'_>, heads: &BTreeMap<(usize, usize), usize>) {
    let mut titles: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for index in 0..scene.drafts.len() {
        let draft = &scene.drafts[index];
        if draft.kind != Some(NameType::Per) || !draft.parts.is_empty() {
            continue;
        }
        if !draft.is_name() {
            let office = draft.role.filter(|(role, _)| !role.is_plain()).is_some();
            let bare = matches!(draft.determiner, Determiner::Bare | Determiner::Definite) && draft.count.is_none();
            if office && bare && draft.number == Number::Plural && draft.words.end == draft.head + 1 {
                titles.insert((draft.tree, draft.head + 1), index);
            }
            continue;
        }
        let Some(title) = titles.get(&(draft.tree, draft.words.start)).copied() else { continue };
        let named = coordinated(scene, heads, draft.tree, draft.head);
        let Some((role, _)) = scene.drafts[title].role.filter(|_| named.len() > 1) else { continue };
        for &name in &named {
            scene.clusters.of_mut(name).roles.push(role);
        }
        scene.clusters.of_mut(title).members = named;
        scene.rules[title] = "several titled";
    }
}

/// "Ilse Brandt, the foreign minister of Norland,"; "the two envoys, Ilse Brandt and Tomas Reyl".
fn apposition(
    scene: &mut Scene<'_>,
    heads: &BTreeMap<(usize, usize), usize>,
    tree: usize,
    governor: usize,
    word: usize,
) {
    let Some(&other) = heads.get(&(tree, word)) else { return };
    // "Brandt and Reyl, the envoy": one is said of the last that "and" joins.
    let mut joined = scene.trees[tree].children(governor).iter().copied();
    let last = joined.rfind(|&child| child < word && scene.trees[tree].token(child).relation() == "conj");
    let one = scene.drafts[other].number != Number::Plural;
    let governor = last.filter(|_| one).unwrap_or(governor);
    let Some(&head) = heads.get(&(tree, governor)) else { return };
    let (first, second) = (&scene.drafts[head], &scene.drafts[other]);
    let named = coordinated(scene, heads, tree, word);
    if first.number == Number::Plural && !first.is_name() && named.len() > 1 {
        scene.clusters.of_mut(head).members = named;
        return;
    }
    // Two names side by side are two things: "Port Alder, Norland".
    let pronoun = first.pronoun.is_some() || second.pronoun.is_some();
    if first.is_name() && second.is_name() || pronoun || !may_be_one(first, second) || named_apart(scene, other, head) {
        return;
    }
    scene.join(other, head, "apposition");
}

/// Mentions of a cluster that are looked through for a name, at most.
const MOST_LOOKED_THROUGH: usize = 32;

/// Whether two clusters hold names that are not one person's.
fn named_apart(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let name = |of: usize| {
        let drafts = scene.cluster(of).drafts.iter().take(MOST_LOOKED_THROUGH);
        drafts.filter_map(|&draft| scene.drafts[draft].person.as_ref()).find(|name| name.is_full())
    };
    name(a).zip(name(b)).is_some_and(|(a, b)| !a.may_be(b))
}

/// The names that "and" joins to the word, with its own.
fn coordinated(scene: &Scene<'_>, heads: &BTreeMap<(usize, usize), usize>, tree: usize, word: usize) -> Vec<usize> {
    let sentence = &scene.trees[tree];
    let others = sentence.children(word).iter().copied().filter(|&child| sentence.token(child).relation() == "conj");
    let words = std::iter::once(word).chain(others);
    words.filter_map(|word| heads.get(&(tree, word)).copied()).filter(|&draft| scene.drafts[draft].is_name()).collect()
}

/// Whether type and number let two phrases side by side be one.
fn may_be_one(a: &Draft, b: &Draft) -> bool {
    let numbers = (a.number == Number::Plural) == (b.number == Number::Plural);
    let kinds = match (a.kind, b.kind) {
        (Some(a), Some(b)) => a == b || is_place(a) && is_place(b),
        // "Ilse Brandt, an old hand at the river talks": what the table does not know is taken for a description.
        (Some(NameType::Per | NameType::Org), None) => a.is_name() && b.determiner != Determiner::Bare,
        _ => false,
    };
    numbers && kinds
}

pub(super) fn is_place(kind: NameType) -> bool {
    matches!(kind, NameType::Gpe | NameType::Loc | NameType::Fac)
}

/// "Brandt is the foreign minister".
fn copula(scene: &mut Scene<'_>, heads: &BTreeMap<(usize, usize), usize>, noun: usize) {
    let (tree, predicate) = (scene.drafts[noun].tree, scene.drafts[noun].head);
    let sentence = &scene.trees[tree];
    let Some(&subject) = sentence.child(predicate, "nsubj").and_then(|subject| heads.get(&(tree, subject))) else {
        return;
    };
    // What is denied, possible or asked is no identity.
    let doubtful = sentence.children(predicate).iter().any(|&child| {
        let token = sentence.token(child);
        let modal = token.upos == Upos::Aux && &*token.xpos == "MD";
        modal
            || token.feature("Polarity") == Some("Neg")
            || matches!(&*token.lemma, "not" | "never" | "no" | "if" | "?")
    });
    let (subject_draft, noun_draft) = (&scene.drafts[subject], &scene.drafts[noun]);
    let human = subject_draft.pronoun.is_some_and(|pronoun| pronoun.person == Person::Human);
    let identity = noun_draft.determiner != Determiner::Indefinite && subject_draft.pronoun.is_none()
        || (human || subject_draft.is_name()) && noun_draft.count.is_none() && noun_draft.role.is_some();
    if doubtful
        || !identity
        || noun_draft.form != Form::Nominal
        || noun_draft.kind.is_none()
        || !may_be_one(subject_draft, noun_draft)
    {
        return;
    }
    scene.join(noun, subject, "copula");
}

/// "Brandt and her Suderian counterpart Tomas Reyl": he holds the office that she holds.
fn counterparts(scene: &mut Scene<'_>) {
    for index in 0..scene.drafts.len() {
        let is_counterpart = scene.drafts[index].role.is_some_and(|(role, _)| role.words == "counterpart");
        if !is_counterpart {
            continue;
        }
        let tree = scene.drafts[index].tree;
        let before = (0..index).rev().take(COUNTERPART_WINDOW).take_while(|&other| scene.drafts[other].tree == tree);
        let office = before
            .filter(|&other| scene.drafts[other].kind == Some(NameType::Per) && !scene.clusters.same(other, index))
            .find_map(|other| scene.cluster(other).roles.iter().copied().find(|role| !role.is_plain()));
        if let Some(office) = office {
            scene.clusters.of_mut(index).roles.push(office);
            scene.rules[index] = "counterpart";
        }
    }
}
