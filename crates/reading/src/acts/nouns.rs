//! Acts that a noun tells: "Norland's offer of a loan", "denied allegations that it had paid bribes".

use super::draft::Draft;
use super::lexicon::{self, Noun};
use super::scene::Scene;
use super::verbs::draft;
use super::wording::{Wording, wording};
use record::reading::ActKind;
use record::{EntityId, Upos};

/// The act that the noun at `word` tells by itself: with an owner, or with a verb that only says that it is done.
pub(super) fn find(scene: &Scene<'_, '_>, word: usize) -> Option<Draft> {
    let tree = scene.tree;
    if tree.token(word).upos != Upos::Noun || is_denied(scene, word) {
        return None;
    }
    let verb = light(scene, word);
    match lexicon::noun(tree.lemma(word))? {
        // A plan is an act when it is laid before somebody.
        Noun::Laid => laid(scene, word, verb?),
        Noun::Act(ActKind::Proposal) if verb.is_some_and(|verb| scene.is_done(verb)) => laid(scene, word, verb?),
        Noun::Act(_) if tree.lemma(word) == "plan" || tree.lemma(word) == "initiative" => None,
        Noun::Act(kind) => owned(scene, word, kind, verb),
        _ => None,
    }
}

/// What an answer's object says of what is answered: `None` where it only points back.
pub(super) fn answered(scene: &Scene<'_, '_>, noun: usize, answer: ActKind, by: EntityId) -> Option<Draft> {
    let tree = scene.tree;
    let kind = match lexicon::noun(tree.lemma(noun))? {
        Noun::Act(kind) => kind,
        Noun::Rumour => ActKind::Accusation,
        Noun::Deed if answer == ActKind::Denial => return None,
        _ => return None,
    };
    let fits = match answer {
        ActKind::Denial | ActKind::Dismissal | ActKind::Admission => kind == ActKind::Accusation,
        _ => kind.puts(),
    };
    let content = matter(scene, noun).filter(|_| fits)?;
    let maker = maker(scene, noun).filter(|&maker| maker != by);
    let against = (kind == ActKind::Accusation).then(|| accused(scene, content).unwrap_or(by));
    let what = wording(scene, content, &[], true, &[Some(by), maker, against])?;
    Some(draft(scene, noun, kind, (maker, None, against.filter(|&id| Some(id) != maker)), what))
}

/// "Norland's demand that the ships leave", "made an offer to pay".
fn owned(scene: &Scene<'_, '_>, noun: usize, kind: ActKind, verb: Option<usize>) -> Option<Draft> {
    let tree = scene.tree;
    // "in charge of", "free of charge", "the charge of 5 crowns".
    if tree.lemma(noun) == "charge" && (tree.has_preposition(noun, "in") || tree.has_preposition(noun, "of")) {
        return None;
    }
    let doer = verb.filter(|&verb| scene.is_done(verb) && !scene.is_negated(verb)).and_then(|verb| scene.doer(verb));
    let content = matter(scene, noun)?;
    let charged = charged(scene, noun);
    let by = maker(scene, noun).or(doer);
    let by = by.filter(|_| charged.is_none());
    let against = match kind {
        ActKind::Accusation => charged.or_else(|| accused(scene, content)).filter(|&id| Some(id) != by),
        _ => None,
    };
    if by.is_none() && charged.is_none() {
        return None;
    }
    let to = verb.and_then(|verb| scene.first(&tree.with_preposition(verb, "to"))).filter(|&to| Some(to) != by);
    let what = wording(scene, content, &[], true, &[by, to, against])?;
    Some(draft(scene, noun, kind, (by, to, against), what))
}

/// "arrested on charges of fraud", "faces a charge of murder": who is charged.
fn charged(scene: &Scene<'_, '_>, noun: usize) -> Option<EntityId> {
    let tree = scene.tree;
    let verb = tree.head(noun).filter(|&verb| tree.is_verbal(verb) && tree.lemma(noun) == "charge")?;
    match tree.lemma(verb) {
        "arrest" | "detain" | "indict" | "hold" | "jail" | "try" => scene.first(&tree.objects(verb)),
        "face" => scene.doer(verb),
        _ => None,
    }
}

/// "put a three-stage plan to both sides to end the strike": the phrase, its purpose, and to whom.
fn laid(scene: &Scene<'_, '_>, noun: usize, verb: usize) -> Option<Draft> {
    let tree = scene.tree;
    if !scene.is_done(verb) || scene.is_negated(verb) || matches!(tree.lemma(verb), "raise" | "face" | "voice") {
        return None;
    }
    let by = scene.doer(verb)?;
    let hearers = tree.with_preposition(verb, "to").into_iter().chain(tree.with_preposition(noun, "to"));
    let hearers: Vec<usize> = hearers.collect();
    let to = scene.first(&hearers).filter(|&to| to != by);
    let without: Vec<usize> = hearers.into_iter().chain((tree.head(noun) != Some(verb)).then_some(verb)).collect();
    let mut what = wording(scene, noun, &without, true, &[Some(by), to])?;
    let purpose = tree.all(verb, "advcl").find(|&at| {
        at > verb
            && tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to")
            && !(verb..at).any(|i| tree.lemma(i) == ",")
    });
    if let Some(purpose) = purpose.and_then(|at| wording(scene, at, &[], false, &[Some(by), to])) {
        what = joined(what, purpose);
    }
    (what.lemmas.len() > 1).then(|| draft(scene, noun, ActKind::Proposal, (Some(by), to, None), what))
}

pub(super) fn joined(mut what: Wording, more: Wording) -> Wording {
    what.text = format!("{} {}", what.text, more.text);
    what.lemmas.extend(more.lemmas);
    let ranges = what.span.ranges().iter().chain(more.span.ranges()).copied().collect();
    what.span = record::Spans::new(ranges);
    what
}

/// The verb that with the noun only says that the act is done: "made an offer", "an offer made by Norland".
fn light(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    let tree = scene.tree;
    let lays = |at: usize| tree.is_verbal(at) && lexicon::is_light(tree.lemma(at));
    // "confronted the envoy with charges that …"
    let confronts = |&head: &usize| tree.lemma(head) == "confront" && tree.has_preposition(noun, "with");
    if let Some(verb) = tree.head(noun).filter(confronts) {
        return Some(verb);
    }
    let over = tree.head(noun).filter(|&head| lays(head) && (tree.is(noun, "obj") || tree.is(noun, "nsubj:pass")));
    over.or_else(|| {
        tree.all(noun, "acl").find(|&at| lays(at) && !tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to"))
    })
}

/// The clause or noun that says what: "that it had paid", "of fraud", "to pay", "for a truce".
pub(super) fn matter(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    let tree = scene.tree;
    let fits = |&&at: &&usize| {
        if at < noun {
            return false;
        }
        let marked = |lemmas: &[&str]| {
            tree.all(at, "mark").chain(tree.all(at, "case")).any(|mark| lemmas.contains(&tree.lemma(mark)))
        };
        match tree.token(at).relation() {
            // "the charges of Guard meddling": a parser may take it for a clause without a mark.
            "acl" | "ccomp" => {
                let gerund = &*tree.token(at).xpos == "VBG" && noun + 1 < tree.len() && tree.lemma(noun + 1) == "of";
                !tree.is(at, "acl:relcl") && (gerund || marked(&["that", "to", "of", "for"]))
            }
            "nmod" => {
                &*tree.token(at).deprel != "nmod:poss"
                    && marked(&["of", "for", "to", "include", "including"])
                    && scene.entity(at).is_none()
            }
            _ => false,
        }
    };
    tree.children(noun).iter().find(fits).copied()
}

/// "Norland's claim", "the claim by Norland".
fn maker(scene: &Scene<'_, '_>, noun: usize) -> Option<EntityId> {
    let tree = scene.tree;
    let owners: Vec<usize> = tree
        .all(noun, "nmod:poss")
        .chain(tree.with_preposition(noun, "by"))
        .chain(tree.with_preposition(noun, "from"))
        .collect();
    let origin = tree.children(noun).iter().copied().filter(|&child| {
        let named = matches!(tree.token(child).upos, Upos::Adj | Upos::Propn);
        named && child < noun && matches!(tree.token(child).relation(), "amod" | "compound")
    });
    scene.first(&owners).or_else(|| scene.first(&origin.collect::<Vec<_>>()))
}

/// Whom the content of an accusation names as its doer: "that Norland had paid", "of Guard meddling".
fn accused(scene: &Scene<'_, '_>, content: usize) -> Option<EntityId> {
    let tree = scene.tree;
    if tree.child(content, "aux:pass").is_some() {
        return scene.doer(content);
    }
    let subject = tree.child(content, "nsubj").and_then(|subject| scene.entity(subject));
    let before = || {
        tree.children(content)
            .iter()
            .find(|&&at| matches!(&*tree.token(at).deprel, "compound" | "nmod:poss" | "amod"))
            .and_then(|&at| scene.entity(at))
    };
    subject.or_else(before)
}

/// "no such offer".
fn is_denied(scene: &Scene<'_, '_>, noun: usize) -> bool {
    scene.tree.all(noun, "det").any(|det| matches!(scene.tree.lemma(det), "no" | "any" | "neither"))
}
