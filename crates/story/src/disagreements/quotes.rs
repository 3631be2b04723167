//! One utterance that two reports quote in different words.

use crate::linking::Linked;
use crate::pile::Pile;
use crate::words::{content, jaccard, words};
use record::reading::AttributionKind;
use record::story::{Discrepancy, DiscrepancyAccount, DiscrepancyKind, StoryEvent};
use record::{EntityId, EventId, Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Two sentences of one speaker that share this part of their words are one, heard twice.
const ALIKE: f64 = 0.6;

/// Fewer words in common prove nothing.
const FEWEST: usize = 3;

/// The most sentences compared under one word of one speaker.
const MOST_ALIKE: usize = 24;

/// One quoted sentence.
struct Quoted {
    report: usize,
    speaker: usize,
    text: String,
    stems: BTreeSet<String>,
    evidence: Evidence,
}

/// Differences between quotations of one utterance, each under the event that both reports tell of with the
/// speaker in it; where there is none, there is nothing to put it under.
pub(crate) fn quotes(pile: &Pile<'_>, linked: &Linked, events: &[StoryEvent]) -> Vec<Discrepancy> {
    let quoted = sentences(pile, linked);
    let mut index: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    let mut done: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (i, new) in quoted.iter().enumerate() {
        let near = new.stems.iter().filter_map(|stem| index.get(&(new.speaker, stem.as_str()))).flatten();
        let near: BTreeSet<usize> = near.copied().filter(|&j| quoted[j].report != new.report).collect();
        let best = near
            .into_iter()
            .filter(|&j| alike(&quoted[j], new))
            .max_by_key(|&j| quoted[j].stems.intersection(&new.stems).count());
        if let Some(j) = best
            && differ(&quoted[j].text, &new.text)
            && done.insert((j, new.report))
            && let Some(about) = event(pile, linked, events, &quoted[j], new)
        {
            let side = |quoted: &Quoted| DiscrepancyAccount {
                value: quoted.text.clone(),
                reports: vec![quoted.evidence.report.clone()],
                evidence: vec![quoted.evidence.clone()],
            };
            found.push(Discrepancy {
                id: String::new(),
                about: Some(about),
                attribute: format!("words of {}", linked.name(new.speaker)),
                accounts: vec![side(&quoted[j]), side(new)],
                kind: DiscrepancyKind::Detail,
                by: None,
            });
        }
        for stem in &new.stems {
            let list = index.entry((new.speaker, stem)).or_default();
            if list.len() < MOST_ALIKE {
                list.push(i);
            }
        }
    }
    found
}

/// Every sentence inside quotation marks with a known speaker.
fn sentences(pile: &Pile<'_>, linked: &Linked) -> Vec<Quoted> {
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        for attribution in telling.reading.attributions.iter().filter(|a| a.kind == AttributionKind::Direct) {
            let Some(speaker) = attribution.speaker.and_then(|id| linked.entity(report, id)) else { continue };
            for range in attribution.content.ranges() {
                let text = range.of(&telling.report.text);
                let mut start = 0;
                for part in text.split_inclusive(['.', '?', '!']) {
                    let trimmed = part.trim();
                    let from = range.start + start + (part.len() - part.trim_start().len());
                    start += part.len();
                    let stems = content(trimmed);
                    if stems.len() >= FEWEST {
                        let span = Span::new(from, from + trimmed.len());
                        let evidence = pile.evidence(report, span);
                        let text =
                            crate::words::collapse(trimmed).trim_matches(['"', '\u{201C}', '\u{201D}', ' ']).to_owned();
                        all.push(Quoted { report, speaker, text, stems, evidence });
                    }
                }
            }
        }
    }
    all
}

fn alike(a: &Quoted, b: &Quoted) -> bool {
    a.stems.intersection(&b.stems).count() >= FEWEST && jaccard(&a.stems, &b.stems) >= ALIKE
}

/// Whether the words differ by more than one of them being cut short.
fn differ(a: &str, b: &str) -> bool {
    let (a, b) = (words(a).join(" "), words(b).join(" "));
    !a.contains(&b) && !b.contains(&a)
}

/// The event that both reports tell of and that the speaker, or his side, takes part in; the most told of.
fn event(pile: &Pile<'_>, linked: &Linked, events: &[StoryEvent], a: &Quoted, b: &Quoted) -> Option<EventId> {
    let id = |report: usize| &pile.tellings[report].report.id;
    let side = linked.side_of(a.speaker);
    let takes_part = |event: &&StoryEvent| {
        event
            .participants
            .iter()
            .any(|p| p.entity == EntityId(a.speaker) || side.is_some_and(|side| p.entity == EntityId(side)))
    };
    let both = |event: &&StoryEvent| event.reports.contains(id(a.report)) && event.reports.contains(id(b.report));
    let found = events.iter().filter(both).filter(takes_part);
    found.max_by_key(|event| (event.accounts.len(), std::cmp::Reverse(event.id))).map(|event| event.id)
}
