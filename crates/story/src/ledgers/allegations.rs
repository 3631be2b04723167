//! Who accuses whom of what, and the answers.

use super::words::{Answer, Answers, is_charge};
use super::{Cues, SAME_MATTER, accusing, same_side, speaker};
use crate::linking::Linked;
use crate::pile::Pile;
use crate::words::{content, overlap};
use record::story::{Allegation, Response, ResponseKind};
use record::{EntityId, Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The most accusations between two sides that are compared with a new one.
const MOST_ALIKE: usize = 64;

/// A denial of nobody's claim in particular shares at least so many words with the claim.
const SHARED: usize = 2;

/// That somebody gave no answer is told right after the accusation, within so many bytes.
const NEAR: usize = 800;

/// One report's telling of an accusation.
pub(super) struct Charge {
    pub by: Option<usize>,
    pub against: Option<usize>,
    pub what: String,
    pub matter: BTreeSet<String>,
    pub evidence: Evidence,
    pub report: usize,
    pub sentence: Span,
    /// The answer that comes with it.
    pub response: Option<Response>,
    /// Whether the words hang on others and tell nothing alone: "that it had reached her".
    pub open: bool,
}

/// All allegations, each once, with the answers to them.
pub(crate) fn allegations(pile: &Pile<'_>, linked: &Linked) -> Vec<Allegation> {
    let cues = Cues::new(pile);
    // A denial that tells what it denies first looks for those who claimed it.
    let is_answer = |charge: &Charge| charge.response.is_some() && charge.by.is_none();
    let (denials, claims): (Vec<Charge>, Vec<Charge>) =
        accusing::charges(pile, linked, &cues).into_iter().partition(is_answer);
    let mut merged = Merged::default();
    for charge in claims.into_iter().chain(denials) {
        merged.add(charge, linked);
    }
    let mut merged = merged.all;
    merged.sort_by_key(|charges| charges.iter().map(|charge| (charge.report, charge.evidence.span.clone())).min());
    let answers = Answers::new(pile, &["denied", "dismissed", "admitted", "response", "rejected"]);
    let allegations =
        merged.into_iter().enumerate().map(|(at, charges)| allegation(at, &charges, &answers, &cues, pile, linked));
    allegations.collect()
}

/// Accusations, each with all its tellings.
#[derive(Default)]
struct Merged {
    all: Vec<Vec<Charge>>,
    by_parties: BTreeMap<(Option<Party>, Option<Party>), Vec<usize>>,
    by_stem: BTreeMap<String, Vec<usize>>,
}

impl Merged {
    fn add(&mut self, charge: Charge, linked: &Linked) {
        let side = |id: Option<usize>| id.map(|id| party(linked, id));
        let parties = (side(charge.by), side(charge.against));
        let known = self.by_parties.get(&parties).map_or(&[][..], Vec::as_slice);
        let again = known.iter().rev().take(MOST_ALIKE).copied().find(|&at| {
            self.all[at].iter().take(4).any(|other| {
                let nested = charge.report == other.report && charge.sentence == other.sentence;
                nested || overlap(&charge.matter, &other.matter) >= SAME_MATTER
            })
        });
        let at = match again.or_else(|| self.denied(&charge, linked)) {
            Some(at) => at,
            None if charge.open && charge.by.is_none() => return,
            None => {
                self.all.push(Vec::new());
                self.by_parties.entry(parties).or_default().push(self.all.len() - 1);
                self.all.len() - 1
            }
        };
        for stem in &charge.matter {
            let list = self.by_stem.entry(stem.clone()).or_default();
            if list.len() < MOST_ALIKE && list.last() != Some(&at) {
                list.push(at);
            }
        }
        self.all[at].push(charge);
    }

    /// What a denial that names no accuser denies.
    fn denied(&self, charge: &Charge, linked: &Linked) -> Option<usize> {
        charge.response.as_ref().filter(|_| charge.by.is_none())?;
        let near: BTreeSet<usize> =
            charge.matter.iter().filter_map(|stem| self.by_stem.get(stem)).flatten().copied().collect();
        near.into_iter().find(|&at| {
            self.all[at].iter().take(4).any(|other| {
                let shared = charge.matter.intersection(&other.matter).count();
                let apart = same_side(linked, charge.against, other.against) == Some(false);
                let nested = charge.report == other.report && charge.evidence.span == other.evidence.span;
                nested || !apart && shared >= SHARED && overlap(&charge.matter, &other.matter) >= SAME_MATTER
            })
        })
    }
}

/// A side, or of those who have none and no name what they are called: two reports' "the investigators" are the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    Side(usize),
    Called(BTreeSet<String>),
}

fn party(linked: &Linked, id: usize) -> Party {
    let words = content(linked.name(id));
    match linked.side_of(id) {
        None if !linked.is_named(id) && !words.is_empty() => Party::Called(words),
        side => Party::Side(side.unwrap_or(id)),
    }
}

fn allegation(
    at: usize,
    charges: &[Charge],
    answers: &Answers,
    cues: &Cues,
    pile: &Pile<'_>,
    linked: &Linked,
) -> Allegation {
    let by = charges.iter().find_map(|charge| charge.by);
    let against = charges.iter().find_map(|charge| charge.against);
    let matter: BTreeSet<String> = charges.iter().flat_map(|charge| charge.matter.iter().cloned()).collect();
    let mut responses: Vec<Response> = Vec::new();
    for Response { by, kind, evidence } in charges.iter().filter_map(|charge| charge.response.clone()) {
        add(&mut responses, by, kind, evidence);
    }
    for answer in answers.about(&matter, true).into_iter().map(|i| &answers.all[i]) {
        let Some(kind) = kind(answer) else { continue };
        if charges.iter().any(|charge| charge.report == answer.report && charge.sentence == answer.sentence) {
            continue;
        }
        let who = speaker(pile, linked, cues, answer.report, answer.sentence);
        let accused = same_side(linked, who, against) == Some(true);
        // That there was no answer is told by others, too: the accused has to be named with it.
        let unanswered = kind == ResponseKind::NoResponse && names(pile, linked, answer, against);
        // "The charges" of an earlier day are others.
        let day = |report: usize| pile.tellings.get(report).and_then(|telling| telling.day());
        let before = |answer: &Answer| {
            let first = charges.iter().filter_map(|charge| day(charge.report)).min();
            first.zip(day(answer.report)).is_some_and(|(first, day)| day < first)
        };
        let pointing = || answer.stems.iter().any(|stem| is_charge(stem));
        let about = match &answer.named {
            // Who names what he dismisses dismisses that alone.
            Some(named) => named.intersection(&matter).next().is_some(),
            None => answer.stems.intersection(&matter).count() >= SHARED || pointing() && !before(answer),
        };
        let near = charges.iter().any(|charge| {
            let after = answer.sentence.start.checked_sub(charge.sentence.end);
            charge.report == answer.report && after.is_some_and(|bytes| bytes <= NEAR)
        });
        if !(accused && about || unanswered && near) {
            continue;
        }
        let by = if accused { who } else { against };
        let evidence = vec![pile.evidence(answer.report, answer.sentence)];
        add(&mut responses, by.map(EntityId), kind, evidence);
    }
    let mut evidence: Vec<Evidence> = charges.iter().map(|charge| charge.evidence.clone()).collect();
    evidence.sort();
    evidence.dedup();
    let what = charges
        .iter()
        .max_by_key(|charge| (charge.matter.len().min(6), std::cmp::Reverse(charge.what.chars().count())));
    Allegation {
        id: format!("l{at}"),
        by: by.map(EntityId),
        against: against.map(EntityId),
        what: what.map_or_else(String::new, |charge| charge.what.clone()),
        responses,
        evidence,
    }
}

fn add(responses: &mut Vec<Response>, by: Option<EntityId>, kind: ResponseKind, evidence: Vec<Evidence>) {
    match responses.iter_mut().find(|response| response.kind == kind && response.by == by) {
        Some(response) => response.evidence.extend(evidence),
        None => responses.push(Response { by, kind, evidence }),
    }
}

fn kind(answer: &Answer) -> Option<ResponseKind> {
    Some(match (answer.class, answer.negated) {
        ("denied", false) => ResponseKind::Denied,
        ("rejected", false) => ResponseKind::Denied,
        ("dismissed", false) => ResponseKind::Dismissed,
        ("admitted", false) => ResponseKind::Admitted,
        ("response", true) => ResponseKind::NoResponse,
        _ => return None,
    })
}

/// Whether somebody of that side is mentioned in the sentence.
fn names(pile: &Pile<'_>, linked: &Linked, answer: &Answer, side: Option<usize>) -> bool {
    let mentions = &pile.tellings[answer.report].reading.mentions;
    let start = mentions.partition_point(|mention| mention.span.start < answer.sentence.start);
    let here = mentions[start..].iter().take_while(|mention| mention.span.start < answer.sentence.end);
    let mut entities = here.filter_map(|mention| linked.entity(answer.report, mention.entity?));
    entities.any(|id| same_side(linked, Some(id), side) == Some(true))
}
