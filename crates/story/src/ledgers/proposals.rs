//! Proposals, offers, demands, invitations, commitments.

use super::words::{Answers, class_of, complement, matter};
use super::{Cues, SAME_MATTER, day, first, same_side, speaker};
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::{collapse, overlap, words};
use record::reading::{Event, Factuality};
use record::story::{Proposal, ProposalKind, ProposalStep};
use record::{EntityId, Evidence, Span, Spans};
use std::collections::{BTreeMap, BTreeSet};

/// The most proposals of one kind and side that are compared with a new one.
const MOST_ALIKE: usize = 64;

/// An answer shares at least so many words with what was proposed.
const SHARED_WORDS: usize = 2;

/// Words of a cue such as "has repeatedly offered".
const LONGEST_CUE: usize = 4;

/// One report's telling of a proposal.
struct Put {
    kind: ProposalKind,
    by: Option<usize>,
    to: Option<usize>,
    what: String,
    matter: BTreeSet<String>,
    date: Option<String>,
    evidence: Evidence,
    report: usize,
    sentence: Span,
    /// Read from an event, and not from the whole of what somebody said.
    event: bool,
}

/// All proposals, each once, with what became of them.
pub(crate) fn proposals(pile: &Pile<'_>, linked: &Linked) -> Vec<Proposal> {
    let mut merged: Vec<Vec<Put>> = Vec::new();
    let mut index: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for put in puts(pile, linked) {
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
    let cues = Cues::new(pile);
    let proposals = merged.into_iter().enumerate().map(|(at, puts)| proposal(at, &puts, &answers, &cues, pile, linked));
    proposals.collect()
}

fn kind(class: &str) -> Option<ProposalKind> {
    Some(match class {
        "proposal" => ProposalKind::Proposal,
        "offer" => ProposalKind::Offer,
        "demand" => ProposalKind::Demand,
        "invitation" => ProposalKind::Invitation,
        "commitment" => ProposalKind::Commitment,
        _ => return None,
    })
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

/// Everything that is put on the table, by events and by the cues of attributions.
fn puts(pile: &Pile<'_>, linked: &Linked) -> Vec<Put> {
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        let first_here = all.len();
        for event in &telling.reading.events {
            let class = class_of(telling.words(event.trigger));
            let demanded = (event.kind == "REQUEST" && class == Some("call")).then_some(ProposalKind::Demand);
            let Some(kind) = class.and_then(kind).or(demanded) else { continue };
            let unreal =
                event.factuality == Factuality::Denied || event.polarity == record::reading::Polarity::Negative;
            let Some(span) = complement(telling, event).filter(|_| !unreal) else { continue };
            let span = before_next(telling, event, span);
            if aside(telling, span) {
                continue;
            }
            // "asked if he had slept" is a question.
            let question = words(telling.words(span))
                .first()
                .is_some_and(|word| matches!(word.as_str(), "if" | "whether" | "how" | "why"));
            if question {
                continue;
            }
            let said = || event.attribution.and_then(|id| telling.reading.attributions.get(id.0)?.speaker);
            let by = first(pile, linked, report, &event.actors).or_else(|| linked.entity(report, said()?));
            let to = first(pile, linked, report, &event.recipients).filter(|&to| Some(to) != by);
            let mut new = put(pile, report, kind, (by, to), span.into(), event.trigger, day(event));
            new.event = true;
            all.push(new);
        }
        let told = all[first_here..].iter().filter_map(|put: &Put| put.evidence.span.cover()).collect::<Vec<_>>();
        for attribution in &telling.reading.attributions {
            let Some(cue) = attribution.cue.cover() else { continue };
            // A long cue is a clause, and its words are not all about this content.
            let short = telling.words(cue).split_whitespace().count() <= LONGEST_CUE;
            let Some(kind) = class_of(telling.words(cue)).and_then(kind).filter(|_| short) else { continue };
            let by = attribution.speaker.and_then(|id| linked.entity(report, id));
            // "proposed a dam and offered a bridge": its events tell the two apart, the whole would join them.
            let whole = attribution.content.cover().map_or(cue, |content| content.cover(cue));
            let start = told.partition_point(|span| span.start < whole.start);
            // Who put it there is what the ledger is for.
            if by.is_some() && told[start..].iter().take_while(|span| span.start < whole.end).count() < 2 {
                all.push(put(pile, report, kind, (by, None), attribution.content.clone(), cue, None));
            }
        }
    }
    all.retain(|put: &Put| !put.matter.is_empty() && (put.by.is_some() || put.matter.len() > 1));
    all.sort_by_key(|put| (put.report, put.evidence.span.clone()));
    all
}

/// Without a second thing that is put on the table in the same breath: "a dam, and offered a bridge".
fn before_next(telling: &Telling<'_>, event: &Event, span: Span) -> Span {
    let events = &telling.reading.events;
    let start = events.partition_point(|other| other.trigger.start < span.start);
    let mut inside = events[start..].iter().take_while(|other| other.trigger.start < span.end);
    let next =
        inside.find(|other| other.id != event.id && class_of(telling.words(other.trigger)).and_then(kind).is_some());
    let Some(next) = next else { return span };
    let before = telling.words(Span::new(span.start, next.trigger.start));
    let cut = [", and ", " and ", ", "].iter().filter_map(|joint| before.rfind(joint)).max();
    // Whatever stands inside a clause of the first is its own matter: "proposed that it offer a bridge".
    cut.filter(|&cut| cut > 0 && before.len() - cut < 16).map_or(span, |cut| Span::new(span.start, span.start + cut))
}

/// Whether the words only say by whom or when.
fn aside(telling: &Telling<'_>, span: Span) -> bool {
    let words = telling.words(span);
    let times = &telling.reading.times;
    let start = times.partition_point(|time| time.span.end <= span.start);
    let only_time = times.get(start).is_some_and(|time| {
        let rest = words.trim_end_matches(['.', ',', ' ']).len();
        // "since November", "on Monday": a preposition at most.
        let before = words.get(..time.span.start.saturating_sub(span.start)).unwrap_or("");
        before.split_whitespace().count() <= 1 && span.start + rest <= time.span.end
    });
    words.starts_with("by ") || only_time
}

fn put(
    pile: &Pile<'_>,
    report: usize,
    kind: ProposalKind,
    (by, to): (Option<usize>, Option<usize>),
    what: Spans,
    trigger: Span,
    date: Option<String>,
) -> Put {
    let telling = &pile.tellings[report];
    let mut ranges = what.ranges().to_vec();
    ranges.push(trigger);
    Put {
        kind,
        by,
        to,
        what: collapse(&what.quote(&telling.report.text)).trim_end_matches([',', '.', ';', ' ']).to_owned(),
        matter: matter(telling, &what),
        date,
        evidence: pile.evidence(report, Spans::new(ranges)),
        report,
        sentence: telling.sentence(trigger),
        event: false,
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
    for answer in answers.about(&matter, false).into_iter().map(|i| &answers.all[i]) {
        // The names of the parties are in every sentence of the story: they show nothing.
        let shared = answer.stems.intersection(&matter).filter(|stem| crate::countries::lookup(stem).is_none()).count();
        let own = puts.iter().any(|put| put.report == answer.report && put.sentence == answer.sentence);
        let earliest = puts.iter().map(|put| put.report).min().unwrap_or(0);
        if own || shared < SHARED_WORDS || answer.report < earliest {
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
    let fullest = puts
        .iter()
        .filter(|put| length(put) <= LONGEST)
        .max_by_key(|put| (put.event && put.matter.len() > 1, put.matter.len(), std::cmp::Reverse(length(put))));
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
