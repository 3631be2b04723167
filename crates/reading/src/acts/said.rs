//! Acts that nobody calls by their name: "Norland must leave", said by another; a deed that one side tells of the other;
//! and what is called false.

use super::draft::Draft;
use super::lexicon::{self, Noun};
use super::scene::Scene;
use super::verbs::draft;
use super::wording::{Wording, wording};
use crate::events::codes;
use record::reading::{ActKind, Attribution, Factuality, Polarity};
use record::{EntityId, NameType, Span, Spans, Upos};
use std::collections::BTreeSet;

/// PLOVER types that nobody reports of himself.
const HOSTILE: [&str; 2] = ["ASSAULT", "COERCE"];

/// What is called false was said within so many bytes before.
const NEAR: usize = 600;
/// Attributions before a denial among which what it denies is looked for.
const BACK: usize = 8;
/// Calling something false takes no more words than these.
const SHORT: usize = 14;
/// Fewer words are no claim.
const FEWEST: usize = 4;

/// "said Norland must stop arming rebels": a demand of the speaker.
pub(super) fn demanded(scene: &Scene<'_, '_>, verb: usize) -> Option<Draft> {
    let tree = scene.tree;
    if !obliges(scene, verb) || scene.is_negated(verb) {
        return None;
    }
    let subject = tree.surface_subject(verb)?;
    let to = scene.entity(subject)?;
    let by = scene.speaker(verb).filter(|&by| by != to && scene.is_named(by))?;
    if tree.token(subject).upos == Upos::Pron && !scene.is_named(to) {
        return None;
    }
    let kind = scene.found.entities.get(to.0)?.kind;
    let party = matches!(kind, NameType::Gpe | NameType::Org | NameType::Norp) || scene.is_named(to);
    // Who speaks of his own side binds himself.
    if !party || same_country(scene, by, to) {
        return None;
    }
    let what = wording(scene, verb, &[], false, &[Some(by), Some(to)])?;
    (what.lemmas.len() > 1).then(|| draft(scene, verb, ActKind::Demand, (Some(by), Some(to), None), what))
}

/// "must stop", "needs to stop", "has to stop", "should stop".
fn obliges(scene: &Scene<'_, '_>, verb: usize) -> bool {
    let tree = scene.tree;
    if !tree.is_verbal(verb) || tree.is_passive(verb) || &*tree.token(verb).xpos == "VBN" {
        return false;
    }
    let modal = tree.all(verb, "aux").any(|aux| matches!(tree.lemma(aux), "must" | "should"));
    let perfect = tree.all(verb, "aux").any(|aux| tree.lemma(aux) == "have");
    // "should Norland attack": a condition.
    let inverted = tree.child(verb, "aux").zip(tree.child(verb, "nsubj")).is_some_and(|(aux, subject)| aux < subject);
    let to = tree.all(verb, "mark").any(|mark| tree.lemma(mark) == "to");
    let needs = to
        && tree.is(verb, "xcomp")
        && tree.head(verb).is_some_and(|head| matches!(tree.lemma(head), "need" | "have") && !scene.is_negated(head));
    modal && !perfect && !inverted || needs
}

/// What one side tells of another as its deed: "Norland is arming rebels", said by a Suderian.
pub(super) fn told_of_another(scene: &Scene<'_, '_>, word: usize) -> Option<Draft> {
    let event = scene.event(word).filter(|event| event.trigger == scene.span(word))?;
    let kind = event.kind.as_deref()?;
    let told = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
    let arms = || {
        let armed = |&at: &usize| lexicon::noun(scene.tree.lemma(at)) == Some(Noun::Armed);
        matches!(kind, "AID" | "SUPPORT") && scene.tree.objects(word).iter().any(armed)
    };
    if !told || event.polarity == Polarity::Negative || !(HOSTILE.contains(&kind) || arms()) || scene.has_modal(word) {
        return None;
    }
    let by = scene.speaker(word).filter(|&by| scene.is_named(by))?;
    let against = event.actors.iter().find_map(|actor| actor.entity)?;
    let (Some(teller), Some(doer)) = (country(scene, by), country(scene, against)) else { return None };
    if teller == doer || !event.clause.own || scene.tree.token(word).upos != Upos::Verb {
        return None;
    }
    let what = wording(scene, word, &[], false, &[Some(by), Some(against)])?;
    (what.lemmas.len() > 2).then(|| draft(scene, word, ActKind::Accusation, (Some(by), None, Some(against)), what))
}

fn country(scene: &Scene<'_, '_>, id: EntityId) -> Option<String> {
    let code = codes::code(scene.found.entities.get(id.0)?)?;
    code.get(..3).filter(|code| !matches!(*code, "IGO" | "NGO")).map(str::to_owned)
}

fn same_country(scene: &Scene<'_, '_>, a: EntityId, b: EntityId) -> bool {
    country(scene, a).is_some_and(|a| Some(a) == country(scene, b))
}

/// Claims that another calls false, each with the denial behind it.
pub(super) fn called_false(text: &str, attributions: &[Attribution]) -> Vec<[Draft; 2]> {
    let found = attributions.iter().enumerate().filter(|(_, one)| calls_false(text, one));
    found.filter_map(|(at, one)| answered(text, attributions, at, one)).collect()
}

/// "“That is false,” Brandt said", "which Brandt called false".
fn calls_false(text: &str, one: &Attribution) -> bool {
    let said = one.content.ranges().first().map_or("", |range| range.of(text));
    let cuts = [", which ", ", who ", ", a "].iter().filter_map(|cut| said.find(cut));
    let said = &said[..cuts.min().unwrap_or(said.len())];
    let phrase = format!("{} {said}", one.cue.quote(text));
    phrase.split_whitespace().count() <= SHORT && lexicon::calls_false(&phrase)
}

fn answered(text: &str, all: &[Attribution], at: usize, denial: &Attribution) -> Option<[Draft; 2]> {
    let denier = denial.speaker?;
    let place = denial.cue.cover().or(denial.content.cover())?;
    let parent = denial.parent.map(|id| id.0);
    let first = at.saturating_sub(BACK);
    let near = all[first..(at + BACK).min(all.len())].iter().enumerate().map(|(i, one)| (first + i, one));
    let claim = near
        .filter(|&(i, one)| {
            let before =
                one.content.cover().is_some_and(|cover| cover.start < place.start && place.start <= cover.end + NEAR);
            let free = one.parent.is_none() || parent == Some(i);
            let other = one.speaker.is_some_and(|who| who != denier);
            let whole = one.content.quote(text).split_whitespace().count() >= FEWEST;
            i != at && before && free && other && whole && !calls_false(text, one)
        })
        // The one in which it stands, else the nearest.
        .max_by_key(|&(i, one)| (parent == Some(i), one.content.cover().map(|cover| cover.start)))?;
    let (index, claim) = claim;
    let content = if parent == Some(index) { before(text, claim, denial)? } else { claim.content.clone() };
    let said = content.quote(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.strip_prefix("that ").unwrap_or(&said).trim_matches(['"', '“', '”', ',', '.', ' ']).to_owned();
    if matches!(
        said.split(' ').next().map(str::to_lowercase).as_deref(),
        Some("it" | "he" | "she" | "they" | "this" | "that")
    ) {
        return None;
    }
    let lemmas: BTreeSet<String> =
        said.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect();
    let what = Wording { text: said, span: content, lemmas, head: 0 };
    let make = |kind, by, against, told: &Attribution, trigger: Span| Draft {
        kind,
        by,
        to: None,
        against,
        what: what.clone(),
        trigger,
        sentence: trigger,
        event: None,
        attribution: told.parent,
        points: false,
        own: false,
        refers: None,
    };
    let told = claim.cue.cover().or(claim.content.cover())?;
    let accusation = make(ActKind::Accusation, claim.speaker, Some(denier), claim, told);
    let answer = Draft { points: true, ..make(ActKind::Denial, Some(denier), None, denial, place) };
    let answer = Draft { what: Wording { span: place.into(), ..answer.what.clone() }, ..answer };
    Some([accusation, answer])
}

/// The claim without the clause in which it is called false: "…, which Brandt called false".
fn before(text: &str, claim: &Attribution, denial: &Attribution) -> Option<Spans> {
    let parts = [&denial.source, &denial.cue, &denial.content];
    let start = parts.iter().filter_map(|part| part.cover()).map(|span| span.start).min()?;
    let kept = claim.content.ranges().iter().filter(|range| range.start < start).map(|range| {
        let words = text.get(range.start..start.min(range.end)).unwrap_or("").trim_end_matches([' ', ',']);
        let cut = words.rfind(',').filter(|&cut| words[cut + 1..].split_whitespace().count() <= 6);
        Span::new(range.start, range.start + cut.unwrap_or(words.len()))
    });
    Some(Spans::new(kept.collect()))
}
