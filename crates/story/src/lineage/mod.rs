//! Which reports rest on others, and how many independent lines of reporting are left.

mod outlets;
mod passages;

pub(crate) use outlets::outlet;
pub(crate) use passages::{Shared, shared as shared_passages};

use crate::dates::Interval;
use crate::linking::Unions;
use crate::pile::Pile;
use crate::words::{collapse, content, overlap};
use record::reading::SourceClass;
use record::report::CreditKind;
use record::story::{LineageBasis, LineageEdge};
use record::{Span, Spans};
use std::collections::{BTreeMap, BTreeSet};

/// From this part of the shorter report's own words on, one was made from the other.
pub(crate) const COPIED: f64 = 0.25;

/// Two reports that credit one agency have its text in common when at least this part is shared.
const SAME_AGENCY: f64 = 0.05;

/// A passage of so many words is copied even in a long report that is otherwise new.
const LONG_PASSAGE: usize = 40;

/// A report cites what was published within so many days before.
const CITED_DAYS: i32 = 3;

/// So much of the words of a citing sentence stand in the report that it cites.
const CITED_WORDS: f64 = 0.4;

/// Edges and lines.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    pub edges: Vec<LineageEdge>,
    /// Indices of reports, each line in the order of the pile.
    pub lines: Vec<Vec<usize>>,
    /// The line of each report.
    pub of: Vec<usize>,
}

/// Finds out who derives from whom.
pub(crate) fn trace(pile: &Pile<'_>) -> Lineage {
    let shared = passages::shared(pile);
    let wires: Vec<BTreeSet<String>> = pile.tellings.iter().map(|telling| wires(telling.report)).collect();
    let own: Vec<Option<String>> = pile
        .tellings
        .iter()
        .map(|telling| telling.report.outlet.as_ref().map(|stated| outlet(&stated.value)))
        .collect();
    let mut lines = Unions::new(pile.tellings.len());
    let mut edges: BTreeMap<(usize, String, LineageBasis), Vec<record::Evidence>> = BTreeMap::new();
    let mut source_of: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut bodies: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for Shared { a, b, part, passage, words } in &shared {
        let (a, b) = (*a, *b);
        let from_wire = |x: usize, y: usize| own[y].as_ref().is_some_and(|outlet| wires[x].contains(outlet));
        let one_agency = from_wire(a, b) || from_wire(b, a) || !wires[a].is_disjoint(&wires[b]);
        if *part < COPIED && *words < LONG_PASSAGE && !(one_agency && *part >= SAME_AGENCY) {
            continue;
        }
        lines.join(a, b);
        // The agency's own report is the source of one that credits it; else the earlier of the two.
        let (later, earlier, here) = if from_wire(a, b) { (a, b, passage.0) } else { (b, a, passage.1) };
        let there = if later == a { passage.1 } else { passage.0 };
        if from_wire(later, earlier)
            && let Some(agency) = &own[earlier]
        {
            source_of.insert((later, agency.clone()), earlier);
        }
        let key = (later, pile.tellings[earlier].report.id.0.clone(), LineageBasis::SharedText);
        edges.entry(key).or_default().extend([pile.evidence(later, here), pile.evidence(earlier, there)]);
    }
    for (report, telling) in pile.tellings.iter().enumerate() {
        for credit in telling.report.credits.iter().filter(|credit| credit.kind == CreditKind::Wire) {
            let agency = outlet(&credit.name);
            if own[report].as_ref() == Some(&agency) {
                continue;
            }
            let source = source_of.get(&(report, agency)).map(|&source| pile.tellings[source].report.id.0.clone());
            let key = (report, source.unwrap_or_else(|| collapse(&credit.name)), LineageBasis::Credit);
            edges.entry(key).or_default().push(pile.evidence(report, credit.span));
        }
        for (name, words) in citations(pile, report) {
            let cited = outlet(&name);
            if own[report].as_ref() == Some(&cited) || wires[report].contains(&cited) {
                continue;
            }
            let source = cited_report(pile, report, &cited, words, &own, &wires, &mut bodies);
            let key = (report, source.unwrap_or(name), LineageBasis::Cites);
            edges.entry(key).or_default().push(pile.evidence(report, words));
        }
    }
    let lines = lines.groups();
    let mut of = vec![0; pile.tellings.len()];
    for (line, members) in lines.iter().enumerate() {
        for &member in members {
            of[member] = line;
        }
    }
    let edges = edges.into_iter().map(|((report, derives_from, basis), mut evidence)| {
        evidence.sort();
        evidence.dedup();
        LineageEdge { report: pile.tellings[report].report.id.clone(), derives_from, basis, evidence }
    });
    Lineage { edges: edges.collect(), lines, of }
}

/// The agencies that a report credits.
fn wires(report: &record::Report) -> BTreeSet<String> {
    let credits = report.credits.iter().filter(|credit| credit.kind == CreditKind::Wire);
    credits.map(|credit| outlet(&credit.name)).collect()
}

/// The outlets that a report names as authority, each with the words of its sentence.
fn citations(pile: &Pile<'_>, report: usize) -> Vec<(String, Span)> {
    let telling = &pile.tellings[report];
    let mut found: Vec<(String, Span)> = Vec::new();
    // An agency named as authority, whether or not the reading has made an attribution of it.
    let text = &telling.report.text;
    for cue in ["ccording to ", "reported by ", "quoted by "] {
        for (at, _) in text.match_indices(cue) {
            let start = at + cue.len();
            let reporting = telling.report.kind_at(start).is_some_and(record::BlockKind::is_reporting);
            if let Some(name) = text.get(start..).filter(|_| reporting).and_then(outlets::leading_agency) {
                found.push((name, telling.sentence(Span::new(at, start))));
            }
        }
    }
    for attribution in &telling.reading.attributions {
        let name = match (&attribution.via, attribution.source_class, attribution.speaker) {
            (Some(via), ..) => Some((collapse(&via.value), via.span)),
            (None, SourceClass::Media, Some(speaker)) => {
                let entity = telling.reading.entities.get(speaker.0);
                entity.zip(attribution.source.cover()).map(|(entity, span)| (collapse(&entity.name), span))
            }
            (None, SourceClass::Media, None) => {
                attribution.source.cover().map(|span| (collapse(telling.words(span)), span))
            }
            _ => None,
        };
        let Some((name, span)) = name else { continue };
        // "state television" is nobody's name.
        let named = name.split(' ').any(|word| word.chars().next().is_some_and(char::is_uppercase));
        if named {
            found.push((name.strip_prefix("the ").unwrap_or(&name).to_owned(), telling.sentence(span)));
        }
    }
    found
}

/// The report of the pile that is cited, where there is one of that outlet from these days with the same matter.
fn cited_report(
    pile: &Pile<'_>,
    report: usize,
    cited: &str,
    words: Span,
    own: &[Option<String>],
    wires: &[BTreeSet<String>],
    bodies: &mut BTreeMap<usize, BTreeSet<String>>,
) -> Option<String> {
    let day = |i: usize| {
        let published = pile.tellings[i].report.published.as_ref()?;
        Interval::parse(&published.value).map(|interval| interval.from)
    };
    let sentence = content(pile.tellings[report].words(words));
    let mut best: Option<(f64, usize)> = None;
    for other in (0..pile.tellings.len()).filter(|&other| other != report) {
        if own[other].as_deref() != Some(cited) && !wires[other].contains(cited) {
            continue;
        }
        let near = match (day(report), day(other)) {
            // A copy may carry the agency's text a day after the citing report did.
            (Some(here), Some(there)) => (-1..=CITED_DAYS).contains(&(here - there).get_days()),
            _ => true,
        };
        let body = bodies.entry(other).or_insert_with(|| {
            let report = pile.tellings[other].report;
            let blocks = report.blocks.iter().filter(|block| block.kind.is_reporting()).map(|block| block.span);
            content(&Spans::new(blocks.collect()).quote(&report.text))
        });
        let alike = overlap(&sentence, body);
        if near && alike >= CITED_WORDS && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, other));
        }
    }
    best.map(|(_, other)| pile.tellings[other].report.id.0.clone())
}
