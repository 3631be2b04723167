//! Proposals, offers, demands, invitations, commitments.

use super::{Groups, Told, day, evidence, same_side, told, wording};
use crate::linking::Linked;
use crate::pile::Pile;
use record::EntityId;
use record::reading::ActKind;
use record::story::{Proposal, ProposalKind, ProposalStep};

/// All proposals, each once, with what became of them.
pub(crate) fn proposals(pile: &Pile<'_>, linked: &Linked) -> Vec<Proposal> {
    let told = told(pile, linked);
    let groups = Groups::new(&told, |one| one.act.kind.puts() && one.by.is_some(), |a, b| alike(linked, a, b));
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); groups.all.len()];
    for (at, answer) in told.iter().enumerate().filter(|(_, one)| status(one.act.kind).is_some()) {
        if let Some(group) = groups.answered(&told, answer, linked, pile) {
            answers[group].push(at);
        }
    }
    let all = groups.all.iter().zip(&answers).enumerate();
    all.map(|(at, (group, answers))| proposal(at, group, answers, &told, pile, linked)).collect()
}

/// A proposal may be called an offer elsewhere; a demand is a demand. The maker, or his side, is the same.
fn alike(linked: &Linked, a: &Told<'_>, b: &Told<'_>) -> bool {
    let loose = |kind: ActKind| matches!(kind, ActKind::Proposal | ActKind::Offer | ActKind::Promise);
    let kinds = a.act.kind == b.act.kind || loose(a.act.kind) && loose(b.act.kind);
    kinds && same_side(linked, a.by, b.by) == Some(true)
}

fn proposal(
    at: usize,
    group: &[usize],
    answers: &[usize],
    told: &[Told<'_>],
    pile: &Pile<'_>,
    linked: &Linked,
) -> Proposal {
    let first = &told[group[0]];
    let kind = kind(first.act.kind);
    let by = first.by.map(EntityId);
    let date = group.iter().filter_map(|&at| day(pile, &told[at])).min();
    let status_of_first = verb(kind).to_owned();
    let mut history = vec![ProposalStep { date, status: status_of_first, by, evidence: evidence(told, group) }];
    for answer in answers.iter().map(|&at| &told[at]) {
        let Some(status) = status(answer.act.kind) else { continue };
        // Who proposes does not accept.
        if same_side(linked, answer.by, first.by) == Some(true) {
            continue;
        }
        let by = answer.by.map(EntityId);
        match history.iter_mut().find(|step| step.status == status && step.by == by) {
            Some(step) => step.evidence.push(answer.evidence.clone()),
            None => history.push(ProposalStep {
                date: day(pile, answer),
                status: status.to_owned(),
                by,
                evidence: vec![answer.evidence.clone()],
            }),
        }
    }
    Proposal {
        id: format!("p{at}"),
        kind,
        by,
        to: group.iter().find_map(|&at| told[at].to).map(EntityId),
        what: wording(told, group),
        status: history.last().map_or_else(String::new, |step| step.status.clone()),
        history,
    }
}

fn kind(kind: ActKind) -> ProposalKind {
    match kind {
        ActKind::Offer => ProposalKind::Offer,
        ActKind::Demand => ProposalKind::Demand,
        ActKind::Invitation => ProposalKind::Invitation,
        ActKind::Promise => ProposalKind::Commitment,
        _ => ProposalKind::Proposal,
    }
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

/// What an answer makes of a proposal.
fn status(kind: ActKind) -> Option<&'static str> {
    Some(match kind {
        ActKind::Refusal => "rejected",
        ActKind::Acceptance => "accepted",
        ActKind::Consideration => "under consideration",
        _ => return None,
    })
}
