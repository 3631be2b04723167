//! Offers, demands and invitations that were answered.

use super::matching::{Pair, Told, key};
use super::{Fact, Kind};
use record::story::{Proposal, ProposalStep};
use record::{Evidence, Story};

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    let told = Told::of(steps(pair.before).flat_map(|(_, step)| &step.evidence));
    let new = |evidence: &[Evidence]| evidence.iter().any(|words| pair.is_fresh(words)) && !told.knows(evidence);
    let answers = steps(pair.after).filter(|(_, step)| new(&step.evidence));
    answers.map(|(proposal, step)| answer(pair, proposal, step)).collect()
}

/// The steps that answer, with what they answer.
fn steps(story: &Story) -> impl Iterator<Item = (&Proposal, &ProposalStep)> {
    let all = story.proposals.iter();
    all.flat_map(|proposal| proposal.history.iter().skip(1).map(move |step| (proposal, step)))
}

fn answer(pair: &Pair<'_>, proposal: &Proposal, step: &ProposalStep) -> Fact {
    let kind = format!("{:?}", proposal.kind).to_lowercase();
    let of = pair.name(proposal.by).map_or_else(String::new, |by| format!(" of {by}"));
    let by = pair.name(step.by).map_or_else(String::new, |by| format!(" by {by}"));
    let what = format!("{kind}{of}, {}: {}{by}", proposal.what, step.status);
    let before = proposal.history.iter().take_while(|other| !std::ptr::eq(*other, step)).last();
    let was = before.map_or("open", |before| &before.status);
    let keys = step.evidence.iter().map(|words| format!("{}:{}", step.status, key(words))).collect();
    pair.fact(Kind::Answer, what, format!("{kind}: {was} → {}", step.status), step.evidence.clone(), keys)
}
