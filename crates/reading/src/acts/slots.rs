//! Where in the tree the content of an act or a stance stands.

use super::lexicon::{self, Noun, Slot};
use super::scene::Scene;
use record::{EntityId, Upos};

/// The parties and the content that a verb's slots give.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    pub to: Option<EntityId>,
    pub against: Option<EntityId>,
    /// The word that heads the content.
    pub content: Option<usize>,
    /// Clauses of it that tell the act itself.
    pub without: Vec<usize>,
    /// Its preposition belongs to the verb.
    pub bare: bool,
    /// A slot that must be filled is not.
    pub lacking: bool,
}

/// Fills the slots of `word`, a verb, adjective or noun.
pub(super) fn fill(scene: &Scene<'_, '_>, word: usize, slots: &[Slot]) -> Filled {
    let mut filled = Filled::default();
    let object = object(scene, word);
    for slot in slots {
        match slot {
            Slot::Whom | Slot::PerhapsWhom => {
                let whom = whom(scene, word, *slot == Slot::Whom);
                filled.to = whom.and_then(|whom| scene.entity(whom));
                filled.lacking |= *slot == Slot::Whom && whom.is_none();
            }
            Slot::Against => {
                filled.against = object.and_then(|object| scene.entity(object));
                filled.lacking |= object.is_none();
            }
            Slot::Clause if filled.content.is_none() => filled.content = clause(scene, word),
            Slot::Wish if filled.content.is_none() => {
                filled.content = clause(scene, word).filter(|&at| is_wish(scene, at))
            }
            Slot::Thing if filled.content.is_none() => {
                let taken = slots.contains(&Slot::Against);
                if let Some(object) = object.filter(|&object| !taken && is_thing(scene, object)) {
                    filled.content = Some(object);
                    // "a plan proposed by Norland", "the loan that Norland offered".
                    let relative = scene.tree.head(word) == Some(object);
                    filled.without.extend(relative.then_some(word));
                }
            }
            Slot::Behind(preposition) if filled.content.is_none() => {
                filled.content = behind(scene, word, preposition);
                filled.bare = filled.content.is_some();
            }
            _ => {}
        }
    }
    filled
}

/// Object of the verb, or the subject of its passive, or the noun of its relative clause.
pub(super) fn object(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let tree = scene.tree;
    if tree.is_passive(verb) {
        let own = tree.child(verb, "nsubj").map(|subject| tree.antecedent(subject, verb));
        return own.or_else(|| tree.head(verb).filter(|&noun| tree.is(verb, "acl") && tree.is_nominal(noun)));
    }
    tree.objects(verb).first().copied()
}

/// Whom it is put to: an indirect object, an object with a clause, "on" behind "call", or the subject of a passive.
fn whom(scene: &Scene<'_, '_>, verb: usize, needed: bool) -> Option<usize> {
    let tree = scene.tree;
    if let Some(given) = tree.child(verb, "iobj") {
        return Some(given);
    }
    let object = object(scene, verb);
    if needed || clause(scene, verb).is_some() && object.is_some_and(|object| scene.entity(object).is_some()) {
        return object;
    }
    tree.with_preposition(verb, "to").first().copied().filter(|&to| scene.entity(to).is_some())
}

/// A clause that is the verb's content: "that it would pay", "to pay", "paying".
pub(super) fn clause(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let tree = scene.tree;
    let is_clause = |&at: &usize| tree.is_verbal(at) || tree.child(at, "cop").is_some();
    let plain = |&at: &usize| {
        let question = |word: usize| {
            matches!(tree.lemma(word), "if" | "whether" | "how" | "why" | "what" | "who" | "when" | "where")
        };
        let asks =
            tree.all(at, "mark").chain(tree.all(at, "advmod")).chain(tree.all(at, "obj")).chain(tree.all(at, "nsubj"));
        !asks.into_iter().any(|word| word < at && question(word))
    };
    let found = tree.all(verb, "ccomp").chain(tree.all(verb, "xcomp")).find(|at| is_clause(at) && plain(at));
    let purpose = || {
        tree.all(verb, "advcl").chain(tree.all(verb, "acl")).filter(|&at| at > verb).find(|&at| {
            tree.all(at, "mark").any(|mark| matches!(tree.lemma(mark), "to" | "that"))
                && !(verb..at).any(|word| tree.lemma(word) == ",")
        })
    };
    found.or_else(purpose)
}

/// "suggested that the port be opened", "suggested opening it": not what somebody takes for true.
fn is_wish(scene: &Scene<'_, '_>, clause: usize) -> bool {
    let tree = scene.tree;
    let modal = tree.all(clause, "aux").any(|aux| matches!(tree.lemma(aux), "should" | "ought"));
    let aux = tree.child(clause, "aux").is_some() || tree.child(clause, "cop").is_some();
    let bare = &*tree.token(clause).xpos == "VB" && !aux;
    modal || bare || &*tree.token(clause).xpos == "VBG" && !aux
}

/// A noun that can be put on the table, alleged or wanted: nobody's name, no question word, no courtesy.
fn is_thing(scene: &Scene<'_, '_>, word: usize) -> bool {
    let tree = scene.tree;
    let token = tree.token(word);
    let courtesy = lexicon::noun(tree.lemma(word)) == Some(Noun::Courtesy);
    matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Verb) && !courtesy
}

/// The word behind a preposition, or a clause that it introduces: "of bribing", "for a truce".
fn behind(scene: &Scene<'_, '_>, word: usize, preposition: &str) -> Option<usize> {
    let tree = scene.tree;
    let marked = |at: usize| {
        tree.all(at, "mark").chain(tree.all(at, "case")).any(|mark| tree.lemma(mark) == preposition && mark > word)
    };
    let under = |holder: usize| {
        let fits = |&&at: &&usize| {
            matches!(tree.token(at).relation(), "obl" | "nmod" | "advcl" | "xcomp" | "acl" | "ccomp")
                && at > word
                && marked(at)
        };
        tree.children(holder).iter().find(fits).copied()
    };
    // "accused the ministry of a fraud": a parser may hang it on the object.
    let own = under(word);
    let found = own.or_else(|| object(scene, word).filter(|&object| object > word).and_then(under))?;
    let token = tree.token(found);
    let timed = scene.is_time(found);
    (matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Propn | Upos::Adj | Upos::Aux) && !timed).then_some(found)
}
