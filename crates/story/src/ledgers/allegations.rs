//! Who accuses whom of what, and the answers.

use super::{Groups, Party, Told, evidence, party, told, wording};
use crate::linking::Linked;
use crate::pile::Pile;
use record::EntityId;
use record::reading::ActKind;
use record::story::{Allegation, Response, ResponseKind};

/// All allegations, each once, with the answers to them; what is denied and nobody is told to have claimed stands with them.
pub(crate) fn allegations(pile: &Pile<'_>, linked: &Linked) -> Vec<Allegation> {
    let told = told(pile, linked);
    let accuses = |one: &Told<'_>| one.act.kind == ActKind::Accusation && (one.by.is_some() || one.against.is_some());
    let groups = Groups::new(&told, accuses, |a, b| alike(linked, a, b));
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); groups.all.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, answer) in told.iter().enumerate().filter(|(_, one)| kind(one.act.kind).is_some()) {
        match groups.answered(&told, answer, linked, pile) {
            Some(group) => answers[group].push(at),
            None if answer.act.kind == ActKind::Denial && answer.act.refers_to.is_none() => open.push(at),
            None => {}
        }
    }
    let claimed = groups.all.iter().zip(&answers).map(|(group, answers)| allegation(group, answers, &told));
    let denied = Groups::new(
        &told,
        |one| open.iter().any(|&at| std::ptr::eq(&told[at], one)),
        |a, b| a.by.map(|id| party(linked, id)) == b.by.map(|id| party(linked, id)),
    );
    let denied =
        denied.all.iter().map(|group| Allegation { by: None, against: None, ..allegation(group, group, &told) });
    let all = claimed.chain(denied).enumerate();
    all.map(|(at, one)| Allegation { id: format!("l{at}"), ..one }).collect()
}

/// Of the same side, against the same, as far as both say so.
fn alike(linked: &Linked, a: &Told<'_>, b: &Told<'_>) -> bool {
    let side = |id: Option<usize>| id.map(|id| party(linked, id));
    let agree = |a: Option<Party>, b: Option<Party>| a.is_none() || b.is_none() || a == b;
    agree(side(a.by), side(b.by)) && agree(side(a.against), side(b.against))
}

fn allegation(group: &[usize], answers: &[usize], told: &[Told<'_>]) -> Allegation {
    let mut responses: Vec<Response> = Vec::new();
    for answer in answers.iter().map(|&at| &told[at]) {
        let Some(kind) = kind(answer.act.kind) else { continue };
        let by = answer.by.map(EntityId);
        match responses.iter_mut().find(|response| response.kind == kind && response.by == by) {
            Some(response) => response.evidence.push(answer.evidence.clone()),
            None => responses.push(Response { by, kind, evidence: vec![answer.evidence.clone()] }),
        }
    }
    let first = |of: fn(&Told<'_>) -> Option<usize>| group.iter().find_map(|&at| of(&told[at])).map(EntityId);
    Allegation {
        id: String::new(),
        by: first(|one| one.by),
        against: first(|one| one.against),
        what: wording(told, group),
        responses,
        evidence: evidence(told, group),
    }
}

fn kind(kind: ActKind) -> Option<ResponseKind> {
    Some(match kind {
        ActKind::Denial => ResponseKind::Denied,
        ActKind::Dismissal => ResponseKind::Dismissed,
        ActKind::Admission => ResponseKind::Admitted,
        ActKind::Silence => ResponseKind::NoResponse,
        _ => return None,
    })
}
