//! Where a party stands, as far as a report tells it in so many words.

use super::lexicon::{self, Slot};
use super::scene::Scene;
use super::slots;
use super::wording::wording;
use record::reading::{Factuality, Matter, Stance, StanceKind};
use record::{EntityId, NameType, Upos};

/// Matters that one stance names, at most.
const MOST: usize = 8;
/// Words of a matter, at most.
const LONGEST: usize = 4;

/// The stance that the word tells.
pub(super) fn find(scene: &Scene<'_, '_>, word: usize) -> Option<Stance> {
    let tree = scene.tree;
    let token = tree.token(word);
    let (kind, slots, holder) = match token.upos {
        Upos::Verb => {
            let (kind, slots) = verb(scene, word)?;
            (kind, slots, tree.actors(word))
        }
        Upos::Adj => {
            let (kind, slots) = lexicon::stance_word(tree.lemma(word))?;
            let own = tree.child(word, "cop").is_some() || tree.is(word, "amod") || tree.is(word, "acl");
            (kind, slots, own.then(|| holder_of_adjective(scene, word)).flatten().into_iter().collect())
        }
        Upos::Noun => {
            let (kind, slots) = lexicon::stance_word(tree.lemma(word))?;
            let verb = tree.head(word).filter(|&verb| tree.is(word, "obj") && voices(tree.lemma(verb)))?;
            if scene.is_negated(verb) || scene.has_modal(verb) {
                return None;
            }
            (kind, slots, tree.actors(verb))
        }
        _ => return None,
    };
    let by = party(scene, &holder)?;
    let kind = if scene.is_negated(word) { opposite(kind)? } else { kind };
    let filled = slots::fill(scene, word, slots);
    let content = filled.content.filter(|_| !filled.lacking)?;
    stance(scene, by, kind, word, content, &filled.without, filled.bare)
}

/// A verb of the table, told as so: "would love to", "ruled out".
fn verb(scene: &Scene<'_, '_>, word: usize) -> Option<(StanceKind, &'static [Slot])> {
    let tree = scene.tree;
    let lemma = tree.lemma(word);
    let wished =
        matches!(lemma, "like" | "love") && tree.all(word, "aux").any(|aux| matches!(tree.lemma(aux), "would" | "'d"));
    if wished {
        return Some((StanceKind::Wants, &[Slot::Clause]));
    }
    let found = lexicon::stance_verb(lemma)?;
    let out = lemma == "rule";
    if out && !tree.all(word, "compound").any(|particle| tree.lemma(particle) == "out") {
        return None;
    }
    let to = tree.all(word, "mark").any(|mark| tree.lemma(mark) == "to");
    let unreal = scene
        .event(word)
        .is_some_and(|event| matches!(event.factuality, Factuality::Conditional | Factuality::Possible));
    let passive = tree.is_passive(word) || matches!(tree.token(word).relation(), "amod" | "compound");
    // "tried to persuade him to stay": what one tries one wants.
    let tried = tree.is(word, "xcomp")
        && tree.head(word).is_some_and(|head| {
            matches!(tree.lemma(head), "try" | "attempt" | "seek" | "continue") && !scene.is_negated(head)
        });
    let looks = lemma == "look" && !tree.with_preposition(word, "at").is_empty();
    (!(scene.has_modal(word) || to && !tried || unreal || passive || looks)).then_some(found)
}

/// "called the vote crazy", "described the law as dangerous"; and "the deal is terrible", said by a named party.
pub(super) fn judged(scene: &Scene<'_, '_>, word: usize) -> Option<Stance> {
    let tree = scene.tree;
    if matches!(tree.lemma(word), "call" | "describe" | "brand" | "label" | "denounce" | "slam") && tree.is_verbal(word)
    {
        let thing =
            tree.child(word, "obj").filter(|&thing| matches!(tree.token(thing).upos, Upos::Noun | Upos::Propn))?;
        let as_what = tree.with_preposition(word, "as").first().copied();
        let verdict = tree.child(word, "xcomp").or(as_what)?;
        let by = party(scene, &tree.actors(word)).filter(|_| condemns(scene, verdict))?;
        let done = !scene.has_modal(word) && !scene.is_negated(word);
        return done.then(|| stance(scene, by, StanceKind::Refuses, word, thing, &[], false)).flatten();
    }
    let subject = tree.child(word, "nsubj").filter(|_| tree.child(word, "cop").is_some() && condemns(scene, word))?;
    let noun = matches!(tree.token(subject).upos, Upos::Noun | Upos::Propn);
    let by = scene.speaker(word).filter(|&by| noun && is_party(scene, by) && !scene.has_modal(word))?;
    let plain = !scene.is_negated(word) && scene.is_done(word);
    plain.then(|| stance(scene, by, StanceKind::Refuses, word, word, &[], false)).flatten()
}

/// A word that says that something ought not to be, or a noun with such a word.
fn condemns(scene: &Scene<'_, '_>, word: usize) -> bool {
    let bad = |at: usize| lexicon::is_verdict(scene.tree.lemma(at)) || lexicon::is_verdict(&scene.form(at));
    bad(word) || scene.tree.children(word).iter().any(|&child| scene.tree.is(child, "amod") && bad(child))
}

/// "said the troops must leave": what a named speaker says is to be.
pub(super) fn said(scene: &Scene<'_, '_>, word: usize) -> Option<Stance> {
    let tree = scene.tree;
    let modal = tree.all(word, "aux").any(|aux| matches!(tree.lemma(aux), "must" | "should"));
    let perfect = tree.all(word, "aux").any(|aux| tree.lemma(aux) == "have");
    // "should Norland attack": a condition.
    let inverted = tree.child(word, "aux").zip(tree.child(word, "nsubj")).is_some_and(|(aux, subject)| aux < subject);
    if !modal || perfect || inverted || !tree.is_verbal(word) && tree.child(word, "cop").is_none() {
        return None;
    }
    let by = scene.speaker(word).filter(|&by| is_party(scene, by))?;
    let kind = if scene.is_negated(word) { StanceKind::Refuses } else { StanceKind::Wants };
    stance(scene, by, kind, word, word, &[], false)
}

fn stance(
    scene: &Scene<'_, '_>,
    by: EntityId,
    kind: StanceKind,
    word: usize,
    content: usize,
    without: &[usize],
    bare: bool,
) -> Option<Stance> {
    // "I would like to thank", "wants to add": said, not wanted.
    let courteous = ["thank", "commend", "congratulate", "say", "add", "note", "stress", "emphasize", "see"];
    if courteous.contains(&scene.tree.lemma(content)) {
        return None;
    }
    // "there is a chance": about nothing in particular.
    if kind == StanceKind::Holds && scene.tree.child(content, "expl").is_some() {
        return None;
    }
    let what = wording(scene, content, without, bare, &[Some(by)])?;
    if what.lemmas.len() < 2 && ["that ", "this ", "such "].iter().any(|word| what.text.starts_with(word)) {
        return None;
    }
    let matters = matters(scene, content, without);
    let ranges = what.span.ranges().iter().copied().chain([scene.span(word)]).collect();
    (!matters.is_empty()).then(|| Stance {
        by,
        stance: kind,
        content: what.text,
        matters,
        span: record::Spans::new(ranges),
        attribution: scene.attribution(word),
    })
}

/// A named party among those who do it.
fn party(scene: &Scene<'_, '_>, words: &[usize]) -> Option<EntityId> {
    scene.first(words).filter(|&by| is_party(scene, by))
}

fn is_party(scene: &Scene<'_, '_>, id: EntityId) -> bool {
    let kind = scene.found.entities.get(id.0).map(|entity| entity.kind);
    let can = kind.is_some_and(|kind| matches!(kind, NameType::Per | NameType::Org | NameType::Gpe | NameType::Norp));
    can && scene.is_named(id)
}

fn holder_of_adjective(scene: &Scene<'_, '_>, word: usize) -> Option<usize> {
    let tree = scene.tree;
    let subject = tree.child(word, "nsubj").map(|subject| tree.antecedent(subject, word));
    subject.or_else(|| tree.head(word).filter(|&head| tree.is_nominal(head) && !tree.is(word, "acl:relcl")))
}

/// Verbs that with a noun of the table tell where somebody stands.
fn voices(lemma: &str) -> bool {
    matches!(
        lemma,
        "give"
            | "voice"
            | "express"
            | "have"
            | "signal"
            | "repeat"
            | "reiterate"
            | "state"
            | "affirm"
            | "reaffirm"
            | "raise"
            | "declare"
    )
}

/// What not wanting is; of "does not oppose" nobody can tell.
fn opposite(kind: StanceKind) -> Option<StanceKind> {
    match kind {
        StanceKind::Wants => Some(StanceKind::Refuses),
        StanceKind::Holds => Some(StanceKind::Doubts),
        StanceKind::Refuses | StanceKind::Doubts => None,
    }
}

/// The short noun phrases below `content`, the nearest to it first.
fn matters(scene: &Scene<'_, '_>, content: usize, without: &[usize]) -> Vec<Matter> {
    let tree = scene.tree;
    let mut found = Vec::new();
    let mut open = std::collections::VecDeque::from([content]);
    let mut steps = 0;
    while let Some(at) = open.pop_front().filter(|_| found.len() < MOST && steps < 60) {
        steps += 1;
        open.extend(tree.children(at).iter().copied().filter(|child| !without.contains(child)));
        let token = tree.token(at);
        let timed = scene.is_time(at);
        let part = matches!(token.relation(), "compound" | "flat" | "amod");
        if matches!(token.upos, Upos::Noun | Upos::Propn) && !timed && !part {
            found.push(matter(scene, at));
        }
    }
    found
}

fn matter(scene: &Scene<'_, '_>, noun: usize) -> Matter {
    let tree = scene.tree;
    let close = |&&child: &&usize| {
        let relation = tree.token(child).relation();
        (child < noun && matches!(relation, "compound" | "amod") || relation == "flat") && child + LONGEST > noun
    };
    let mut words: Vec<usize> = tree.children(noun).iter().filter(close).copied().chain([noun]).collect();
    words.sort_unstable();
    let name = words.iter().map(|&word| scene.span(word).of(scene.text)).collect::<Vec<_>>().join(" ");
    let mut lemmas: Vec<String> =
        words.iter().filter(|&&word| word != noun).map(|&word| tree.lemma(word).to_owned()).collect();
    // The head stands last, whatever follows it: it is what a matter is looked up by.
    lemmas.push(tree.lemma(noun).to_owned());
    Matter { name, lemmas }
}
