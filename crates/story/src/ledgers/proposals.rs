//! Proposals, offers, demands, invitations, commitments.

use super::putting::{Put, puts};
use super::words::Answers;
use super::{Cues, SAME_MATTER, plans, same_side, speaker};
use crate::linking::Linked;
use crate::pile::Pile;
use crate::words::{overlap, words};
use record::story::{Proposal, ProposalKind, ProposalStep};
use record::{EntityId, Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The most proposals of one kind and side that are compared with a new one.
const MOST_ALIKE: usize = 64;

/// An answer shares at least so many words with what was proposed.
const SHARED_WORDS: usize = 2;

/// All proposals, each once, with what became of them.
pub(crate) fn proposals(pile: &Pile<'_>, linked: &Linked) -> Vec<Proposal> {
    let cues = Cues::new(pile);
    let mut merged: Vec<Vec<Put>> = Vec::new();
    let mut index: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for put in puts(pile, linked, &cues) {
        let side = put.by.map(|by| linked.side_of(by).unwrap_or(by));
        let list = index.entry(side).or_default();
        // A proposal may be called an offer elsewhere; a demand is a demand.
        let strict = |kind: ProposalKind| {
            !matches!(kind, ProposalKind::Proposal | ProposalKind::Offer | ProposalKind::Commitment)
        };
        let found = list.iter().rev().take(MOST_ALIKE).copied().find(|&at| {
            merged[at].iter().take(4).any(|other| {
                let kinds = put.kind == other.kind || (!strict(put.kind) && !strict(other.kind));
                let nested = put.report == other.report
                    && put.sentence == other.sentence
                    && put.evidence.span.overlaps(other.evidence.span.cover().unwrap_or(other.sentence));
                let shared = put.matter.intersection(&other.matter).count();
                kinds && (nested || (shared >= SHARED_WORDS && overlap(&put.matter, &other.matter) >= SAME_MATTER))
            })
        });
        match found {
            Some(at) => merged[at].push(put),
            None => {
                list.push(merged.len());
                merged.push(vec![put]);
            }
        }
    }
    let answers = Answers::new(pile, &["accepted", "rejected", "under consideration", "awaited"]);
    let proposals = merged.into_iter().enumerate().map(|(at, puts)| proposal(at, &puts, &answers, &cues, pile, linked));
    proposals.collect()
}

fn verb(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Proposal => "proposed",
        ProposalKind::Offer => "offered",
        ProposalKind::Demand => "demanded",
        ProposalKind::Invitation => "invited",
        ProposalKind::Commitment => "promised",
    }
}

fn proposal(at: usize, puts: &[Put], answers: &Answers, cues: &Cues, pile: &Pile<'_>, linked: &Linked) -> Proposal {
    let by = puts.iter().find_map(|put| put.by);
    let kind = puts[0].kind;
    let matter: BTreeSet<String> = puts.iter().flat_map(|put| put.matter.iter().cloned()).collect();
    let mut evidence: Vec<Evidence> = puts.iter().map(|put| put.evidence.clone()).collect();
    evidence.sort();
    evidence.dedup();
    whole_only(&mut evidence);
    let date = puts.iter().filter_map(|put| put.date.clone()).min();
    let mut history = vec![ProposalStep { date, status: verb(kind).to_owned(), by: by.map(EntityId), evidence }];
    for put in puts {
        let steps = put.steps.iter().map(|&(status, by)| (status, by, put.sentence));
        let denial = denial(put, pile, linked, cues).map(|(by, sentence)| ("denied", by, sentence));
        for (status, by, sentence) in steps.chain(denial) {
            let by = by.map(EntityId);
            if !history.iter().any(|step| step.status == status && step.by == by) {
                let evidence = vec![pile.evidence(put.report, sentence)];
                history.push(ProposalStep { date: None, status: status.to_owned(), by, evidence });
            }
        }
    }
    for answer in answers.about(&matter, false).into_iter().map(|i| &answers.all[i]) {
        // The names of the parties are in every sentence of the story: they show nothing.
        let shared = answer.stems.intersection(&matter).filter(|stem| crate::countries::lookup(stem).is_none()).count();
        let own = puts.iter().any(|put| {
            put.report == answer.report
                && (put.sentence == answer.sentence || put.evidence.span.overlaps(answer.sentence))
        });
        let earliest = puts.iter().map(|put| put.report).min().unwrap_or(0);
        let pointing = || {
            let plan = puts.iter().any(|put| {
                put.whole
                    && put.kind == ProposalKind::Proposal
                    && put.report == answer.report
                    && put.sentence.end <= answer.sentence.start
            });
            plan && plans::points_back(pile.tellings[answer.report].words(answer.sentence))
        };
        if own || answer.report < earliest || shared < SHARED_WORDS && !pointing() {
            continue;
        }
        let who = speaker(pile, linked, cues, answer.report, answer.sentence);
        // Who proposes does not accept.
        if same_side(linked, who, by) == Some(true) {
            continue;
        }
        let status = match (answer.class, answer.negated) {
            ("accepted", true) => "not accepted",
            ("under consideration", true) => continue,
            ("rejected", true) => "not rejected",
            (class, _) => class,
        };
        let evidence = vec![pile.evidence(answer.report, answer.sentence)];
        match history.iter_mut().find(|step| step.status == status && step.by == who.map(EntityId)) {
            Some(step) => step.evidence.extend(evidence),
            None => {
                history.push(ProposalStep { date: None, status: status.to_owned(), by: who.map(EntityId), evidence })
            }
        }
    }
    Proposal {
        id: format!("p{at}"),
        kind,
        by: by.map(EntityId),
        to: puts.iter().find_map(|put| put.to).map(EntityId),
        what: wording(puts),
        status: history.last().map_or_else(String::new, |step| step.status.clone()),
        history,
    }
}

/// Who says soon after that no such thing was put on the table: "no such offer had been made".
fn denial(put: &Put, pile: &Pile<'_>, linked: &Linked, cues: &Cues) -> Option<(Option<usize>, Span)> {
    const SENTENCES: usize = 3;
    let telling = pile.tellings.get(put.report)?;
    let at = telling.analysis.sentence_at(put.sentence.start)?;
    let near = telling.analysis.sentences.get(at + 1..)?.iter().take(SENTENCES);
    let found = near.map(|sentence| sentence.span).find(|&span| {
        let said = words(telling.words(span)).join(" ");
        let nouns = ["offer", "proposal", "plan", "promise", "demand", "invitation", "request"];
        nouns.iter().any(|noun| said.contains(&format!("no such {noun}")))
    })?;
    Some((speaker(pile, linked, cues, put.report, found), found))
}

/// Drops what lies within other evidence of the same report.
fn whole_only(evidence: &mut Vec<Evidence>) {
    let all: Vec<(record::ReportId, Option<Span>)> =
        evidence.iter().map(|e| (e.report.clone(), e.span.cover())).collect();
    let mut at = 0;
    evidence.retain(|one| {
        let own = at;
        at += 1;
        let Some(cover) = one.span.cover() else { return true };
        !all.iter().enumerate().any(|(other, (report, span))| {
            other != own
                && *report == one.report
                && span.is_some_and(|span| span.contains(cover) && (span != cover || other < own))
        })
    });
}

/// The fullest wording that is not half a paragraph.
fn wording(puts: &[Put]) -> String {
    const LONGEST: usize = 160;
    let length = |put: &&Put| put.what.chars().count();
    let fullest = puts.iter().filter(|put| put.whole || length(put) <= LONGEST).max_by_key(|put| {
        (put.whole, put.event && put.matter.len() > 1, put.matter.len(), std::cmp::Reverse(length(put)))
    });
    fullest.or_else(|| puts.iter().min_by_key(length)).map_or_else(String::new, |put| put.what.clone())
}

#[cfg(test)]
mod tests {
    use super::super::words::class;

    #[test]
    fn the_table_knows_the_forms_of_its_verbs() {
        for word in ["proposes", "proposed", "proposal"] {
            assert_eq!(class(word), Some("proposal"), "{word}");
        }
        assert_eq!(class("offered"), Some("offer"));
        assert_eq!(class("denies"), Some("denied"));
        assert_eq!(class("river"), None);
    }
}
