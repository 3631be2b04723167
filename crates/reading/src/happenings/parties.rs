//! Who took part and where.

use super::Scene;
use crate::events::Event as Coded;
use crate::events::setting::{self, PLACES};
use record::reading::{Participant, PlaceRef};
use record::{MentionId, NameType};

/// Who did it, to or with whom, and where.
#[derive(Default)]
pub struct Parties {
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    pub place: Option<PlaceRef>,
}

/// Prepositions before the place of a happening.
const WHERE: [&str; 12] =
    ["in", "at", "near", "outside", "inside", "off", "on", "over", "across", "around", "into", "through"];
/// Prepositions before whom something is done to or with.
const WHOM: [&str; 7] = ["with", "to", "against", "on", "at", "for", "of"];

/// The parties of the happening that `word` says: the lexicon's where it knows the act, else those of the tree.
pub fn of(scene: &Scene<'_, '_>, word: usize, act: Option<&Coded>) -> Parties {
    let mut parties = match act {
        Some(act) => {
            Parties { actors: act.actors.clone(), recipients: act.recipients.clone(), place: act.place.clone() }
        }
        None => Parties::default(),
    };
    if act.is_none() {
        let (tree, people) = (scene.tree, scene.people);
        let both = if tree.is_nominal(word) { of_noun(scene, word) } else { (tree.actors(word), of_verb(scene, word)) };
        let participants = |words: Vec<usize>| -> Vec<Participant> {
            words.into_iter().flat_map(|word| people.participant(tree, word, None)).collect()
        };
        parties.actors = participants(both.0);
        parties.recipients = participants(both.1);
        distinct(&mut parties);
    }
    if parties.place.is_none() {
        parties.place = place(scene, word, &parties.actors);
    }
    parties
}

/// Objects of a verb, else those behind its prepositions.
fn of_verb(scene: &Scene<'_, '_>, verb: usize) -> Vec<usize> {
    let tree = scene.tree;
    let objects = tree.objects(verb);
    if !objects.is_empty() {
        return objects;
    }
    let obliques = WHOM.iter().flat_map(|preposition| tree.with_preposition(verb, preposition));
    obliques.filter(|&word| !scene.is_time[word] && scene.people.covering(word, &PLACES).is_none()).collect()
}

/// Of a noun: its owner or agent, and whom it is of or with. Where it is the object of a verb ("made an offer"), the
/// verb's subject.
fn of_noun(scene: &Scene<'_, '_>, noun: usize) -> (Vec<usize>, Vec<usize>) {
    let tree = scene.tree;
    let mut actors: Vec<usize> = tree.all(noun, "nmod:poss").flat_map(|owner| tree.with_conjuncts(owner)).collect();
    let by = tree.with_preposition(noun, "by");
    actors.extend(by);
    let verb = tree.head(noun).filter(|&verb| tree.is(noun, "obj") && tree.is_verbal(verb));
    if actors.is_empty()
        && let Some(verb) = verb
    {
        actors = tree.actors(verb);
    }
    let recipients = ["of", "with", "on", "against", "between", "for"]
        .iter()
        .flat_map(|preposition| tree.with_preposition(noun, preposition))
        .filter(|&word| !scene.is_time[word]);
    (actors, recipients.collect())
}

/// Each once, and not on both sides.
fn distinct(parties: &mut Parties) {
    let mut seen: Vec<Participant> = Vec::new();
    let mut fresh = |one: &Participant| {
        let known = seen
            .iter()
            .any(|other| other.mention == one.mention || other.entity.is_some() && other.entity == one.entity);
        if !known {
            seen.push(one.clone());
        }
        !known
    };
    parties.actors.retain(&mut fresh);
    parties.recipients.retain(&mut fresh);
}

/// A named place behind a preposition of place, in the happening's own clause; for a noun also one before it. Whoever did
/// it is not where it was: "Norland's crackdown".
fn place(scene: &Scene<'_, '_>, word: usize, actors: &[Participant]) -> Option<PlaceRef> {
    let (tree, people) = (scene.tree, scene.people);
    let acts = |mention: MentionId| actors.iter().any(|actor| actor.mention == mention);
    let named = |nominal: usize| {
        let mention = people.covering(nominal, &PLACES).filter(|mention| !acts(mention.id))?;
        let name = setting::words(mention.span.of(scene.text));
        Some(PlaceRef { name, span: mention.span, entity: mention.entity })
    };
    let clause = tree.head(word).filter(|&verb| tree.is_nominal(word) && tree.is_verbal(verb));
    for anchor in std::iter::once(word).chain(clause) {
        for preposition in WHERE {
            let found =
                tree.with_preposition(anchor, preposition).into_iter().filter(|&nominal| !scene.is_time[nominal]);
            if let Some(place) = found.filter_map(named).next() {
                return Some(place);
            }
        }
    }
    let before = tree.all(word, "compound").chain(tree.all(word, "nmod")).filter(|&child| child < word);
    let town = |child: usize| people.covering(child, &[NameType::Gpe, NameType::Loc, NameType::Fac]).is_some();
    before.filter(|&child| tree.is_nominal(word) && town(child)).find_map(named)
}
