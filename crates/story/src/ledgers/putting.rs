//! What is put on the table, as each report tells of it: by events, by the cues of attributions, and as plans.

use super::objects::Object;
use super::words::{class_of, complement, matter};
use super::{Cues, day, first, objects, plans};
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::{collapse, words};
use record::reading::{Event, Factuality};
use record::story::ProposalKind;
use record::{Evidence, Span, Spans};
use std::collections::BTreeSet;

/// Words of a cue such as "has repeatedly offered".
const LONGEST_CUE: usize = 4;

/// One report's telling of a proposal.
pub(super) struct Put {
    pub kind: ProposalKind,
    pub by: Option<usize>,
    pub to: Option<usize>,
    pub what: String,
    pub matter: BTreeSet<String>,
    pub date: Option<String>,
    pub evidence: Evidence,
    pub report: usize,
    pub sentence: Span,
    /// Read from an event, and not from the whole of what somebody said.
    pub event: bool,
    /// Read so exactly that no other wording is to stand for it.
    pub whole: bool,
    /// The steps that its own sentence tells.
    pub steps: Vec<(&'static str, Option<usize>)>,
}

/// Everything that is put on the table, by events and by the cues of attributions.
pub(super) fn puts(pile: &Pile<'_>, linked: &Linked, cues: &Cues) -> Vec<Put> {
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        let first_here = all.len();
        for event in &telling.reading.events {
            let class = class_of(telling.words(event.trigger));
            let demanded =
                (event.kind.as_deref() == Some("REQUEST") && class == Some("call")).then_some(ProposalKind::Demand);
            let Some(kind) = class.and_then(kind).or(demanded) else { continue };
            let unreal =
                event.factuality == Factuality::Denied || event.polarity == record::reading::Polarity::Negative;
            let object = objects::of(telling, event.trigger);
            let span = match &object {
                Object::Asked => None,
                Object::Given { what, .. } | Object::Before(what) => Some(*what),
                Object::Plain => complement(telling, event).map(|span| before_next(telling, event, span)),
            };
            let Some(span) = span.filter(|_| !unreal) else { continue };
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
            let entity = |word: Span| linked.entity(report, telling.entity_at(word)?);
            let given = || if let Object::Given { to, .. } = &object { entity(*to) } else { None };
            let to = first(pile, linked, report, &event.recipients).or_else(given).filter(|&to| Some(to) != by);
            let mut new = put(pile, report, kind, (by, to), span.into(), event.trigger, day(event));
            new.event = true;
            new.whole = matches!(object, Object::Given { .. });
            let step = objects::answered(telling, event.trigger);
            new.steps.extend(step.and_then(|(step, by)| Some((step, Some(entity(by)?)))));
            all.push(new);
        }
        all.extend(plans::puts(pile, linked, report, cues));
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

/// Words that begin who, when and where, or belong to the verb: "called *off* the talks"; never what is put on the table.
const CIRCUMSTANCES: [&str; 26] = [
    "after",
    "around",
    "as",
    "at",
    "away",
    "back",
    "because",
    "before",
    "by",
    "despite",
    "during",
    "from",
    "home",
    "in",
    "inside",
    "near",
    "off",
    "outside",
    "since",
    "through",
    "throughout",
    "until",
    "via",
    "when",
    "while",
    "within",
];

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
    let first = words.split(' ').next().unwrap_or("");
    CIRCUMSTANCES.contains(&first.to_lowercase().as_str()) || only_time
}

pub(super) fn put(
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
        whole: false,
        steps: Vec::new(),
    }
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
