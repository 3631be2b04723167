//! Which reports rest on others, and how many independent lines of reporting are left.
//!
//! A report is made from another when the two have passages in common (`passages`), says so when it credits an
//! agency, and cites another for single facts (`citations`). The first two put it into the other's line of reporting; a
//! citation, or one passage in a report that is otherwise new, makes only what stands in these words dependent.

mod alignment;
mod candidates;
mod citations;
mod outlets;
mod own;
mod parallel;
mod passages;
mod sources;

pub(crate) use outlets::outlet;
pub use passages::Kinship;
pub(crate) use passages::{COPIED, shared as shared_passages};

use crate::linking::Unions;
use crate::pile::{Pile, Telling};
use crate::words::collapse;
use passages::SAME_AGENCY;
use record::report::CreditKind;
use record::story::{LineageBasis, LineageEdge};
use record::{Evidence, ReportId, Span};
use sources::Link;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

/// Passages quoted for one edge, the longest first: they show enough, and a brief must stay readable.
const QUOTED: usize = 8;

/// One report was made from another, as far as their words tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// The report that was made.
    pub report: ReportId,
    /// What it was made from.
    pub from: ReportId,
    /// The part of the shorter one's own words that stand in the other, 0 to 1; quotations are nobody's own.
    pub part: f64,
    /// What that amounts to.
    pub kinship: Kinship,
}

/// Who copies whom in a pile of reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced {
    /// Credits, shared passages and citations with their words.
    pub edges: Vec<LineageEdge>,
    /// The pairs behind the edges whose basis is shared text.
    pub derived: Vec<Derived>,
    /// Groups of reports that go back to the same reporting, in order of publication.
    pub lines: Vec<Vec<ReportId>>,
}

/// Finds out who copies whom, with at most `threads` threads; the result does not hang on their number.
///
/// The readings serve citations alone: where they are empty, only agencies are found to be cited.
pub fn trace(tellings: &[Telling<'_>], threads: NonZeroUsize) -> Traced {
    let pile = Pile::new(tellings);
    let found = Lineage::of(&pile, threads);
    let id = |report: usize| pile.tellings[report].report.id.clone();
    let lines = found.lines.iter().map(|line| line.iter().map(|&report| id(report)).collect()).collect();
    let derived = found.derived.into_iter();
    let derived =
        derived.map(|(report, from, part, kinship)| Derived { report: id(report), from: id(from), part, kinship });
    Traced { edges: found.edges, derived: derived.collect(), lines }
}

/// As many threads as the machine has to give.
fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Edges and lines; reports are their indices in the pile.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    pub edges: Vec<LineageEdge>,
    /// Each line in the order of the pile.
    pub lines: Vec<Vec<usize>>,
    /// The line of each report.
    pub of: Vec<usize>,
    derived: Vec<(usize, usize, f64, Kinship)>,
    /// Words that a report has from elsewhere, and the line that they belong to. Outlets outside the pile have lines
    /// of their own, numbered after those of the pile.
    dependent: BTreeMap<usize, Vec<(Span, usize)>>,
}

/// Finds out who derives from whom.
pub(crate) fn trace_pile(pile: &Pile<'_>) -> Lineage {
    Lineage::of(pile, threads())
}

impl Lineage {
    /// How many independent lines tell what stands at `places`.
    ///
    /// What a report has from elsewhere counts for the line that it comes from, unless the report tells it in words
    /// of its own, too.
    pub(crate) fn independent(&self, places: impl Iterator<Item = (usize, Span)>) -> usize {
        let mut told: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (report, span) in places {
            told.entry(report).or_default().insert(self.line_at(report, span));
        }
        let lines = told.into_iter().flat_map(|(report, mut lines)| {
            let own = self.of.get(report).copied().unwrap_or(report);
            if lines.contains(&own) {
                lines = BTreeSet::from([own]);
            }
            lines
        });
        lines.collect::<BTreeSet<_>>().len()
    }

    /// The line that the words at `span` of a report belong to: its own, or that of a source named or copied there.
    fn line_at(&self, report: usize, span: Span) -> usize {
        let words = self.dependent.get(&report).and_then(|words| words.iter().find(|(from, _)| from.contains(span)));
        words.map_or_else(|| self.of.get(report).copied().unwrap_or(report), |(_, line)| *line)
    }

    fn of(pile: &Pile<'_>, threads: NonZeroUsize) -> Self {
        let reports = pile.tellings.len();
        let wires: Vec<BTreeSet<String>> = pile.tellings.iter().map(|telling| wires(telling.report)).collect();
        let stated = |telling: &Telling<'_>| telling.report.outlet.as_ref().map(|stated| outlet(&stated.value));
        let own: Vec<Option<String>> = pile.tellings.iter().map(stated).collect();
        let of_wire = |x: usize, y: usize| own[y].as_ref().is_some_and(|agency| wires[x].contains(agency));
        let passages = passages::passages(pile, threads);
        let links = sources::sources(&passages, of_wire);

        let mut lines = Unions::new(reports);
        for shared in &passages.shared {
            let (a, b) = (shared.a, shared.b);
            let agency = of_wire(a, b) || of_wire(b, a) || !wires[a].is_disjoint(&wires[b]);
            if shared.part >= COPIED || agency && shared.part >= SAME_AGENCY {
                lines.join(a, b);
            }
        }
        let groups = lines.groups();
        let mut found = Self { of: vec![0; reports], ..Self::default() };
        for (line, members) in groups.iter().enumerate() {
            for &member in members {
                found.of[member] = line;
            }
        }
        found.lines = groups;

        let mut edges = Edges::default();
        let mut source_of: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for link in &links {
            let Link { report, from, shared } = *link;
            if let Some(agency) = own[from].as_deref().filter(|_| of_wire(report, from)) {
                source_of.entry((report, agency)).or_insert(from);
            }
            found.derived.push((report, from, shared.part, shared.kinship()));
            let evidence = [report, from].into_iter().flat_map(|side| {
                let spans = shared.words(side).take(QUOTED);
                spans.map(move |(range, _)| (side, range))
            });
            let spans = |side: usize, range| passages.own[side].spans(pile.tellings[side].report, range);
            edges.add(pile, report, Source::Report(from), LineageBasis::SharedText, |list| {
                list.extend(evidence.map(|(side, range)| pile.evidence(side, spans(side, range))));
            });
            if found.of[report] != found.of[from] {
                let taken = shared.words(report).filter_map(|(range, _)| spans(report, range).cover());
                let line = found.of[from];
                found.dependent.entry(report).or_default().extend(taken.map(|span| (span, line)));
            }
        }
        found.credits_and_citations(pile, &own, &wires, &source_of, &mut edges, threads);
        found.edges = edges.finish(pile);
        found
    }

    fn credits_and_citations(
        &mut self,
        pile: &Pile<'_>,
        own: &[Option<String>],
        wires: &[BTreeSet<String>],
        source_of: &BTreeMap<(usize, &str), usize>,
        edges: &mut Edges,
        threads: NonZeroUsize,
    ) {
        let reports = pile.tellings.len();
        let cited = parallel::each(reports, threads, || (), |report, ()| citations::citations(pile, report));
        let mut cited: Vec<_> = cited.into_iter().flatten().collect();
        cited.retain(|found| {
            own[found.report].as_ref() != Some(&found.outlet) && !wires[found.report].contains(&found.outlet)
        });
        let names = |report: usize| own[report].iter().chain(&wires[report]);
        let archive = citations::Archive::of(pile, &cited, names, threads);
        let meant = parallel::each(cited.len(), threads, || (), |i, ()| archive.cited(pile, &cited[i]));
        let mut outside: BTreeMap<String, usize> = BTreeMap::new();
        for (found, meant) in cited.into_iter().zip(meant) {
            let next = self.lines.len() + outside.len();
            let line = match meant {
                Some(source) => self.of[source],
                None => *outside.entry(found.outlet).or_insert(next),
            };
            self.dependent.entry(found.report).or_default().push((found.words, line));
            let source = meant.map_or(Source::Outlet(found.name), Source::Report);
            let evidence = pile.evidence(found.report, found.words);
            edges.add(pile, found.report, source, LineageBasis::Cites, |list| list.push(evidence));
        }
        for (report, telling) in pile.tellings.iter().enumerate() {
            for credit in telling.report.credits.iter().filter(|credit| credit.kind == CreditKind::Wire) {
                let agency = outlet(&credit.name);
                if own[report].as_ref() == Some(&agency) {
                    continue;
                }
                let source = source_of.get(&(report, agency.as_str()));
                let source =
                    source.map_or_else(|| Source::Outlet(collapse(&credit.name)), |&from| Source::Report(from));
                let evidence = pile.evidence(report, credit.span);
                edges.add(pile, report, source, LineageBasis::Credit, |list| list.push(evidence));
            }
        }
    }
}

/// What a report derives from.
enum Source {
    /// A report of the pile.
    Report(usize),
    /// An outlet, by the name that is used.
    Outlet(String),
}

/// The edges in their order, each once.
#[derive(Default)]
struct Edges(BTreeMap<(usize, String, LineageBasis), Vec<Evidence>>);

impl Edges {
    fn add(
        &mut self,
        pile: &Pile<'_>,
        report: usize,
        source: Source,
        basis: LineageBasis,
        fill: impl FnOnce(&mut Vec<Evidence>),
    ) {
        let source = match source {
            Source::Report(from) => pile.tellings[from].report.id.0.clone(),
            Source::Outlet(name) => name,
        };
        fill(self.0.entry((report, source, basis)).or_default());
    }

    fn finish(self, pile: &Pile<'_>) -> Vec<LineageEdge> {
        let edges = self.0.into_iter().map(|((report, derives_from, basis), mut evidence)| {
            evidence.sort();
            evidence.dedup();
            LineageEdge { report: pile.tellings[report].report.id.clone(), derives_from, basis, evidence }
        });
        edges.collect()
    }
}

/// The agencies that a report credits.
fn wires(report: &record::Report) -> BTreeSet<String> {
    let credits = report.credits.iter().filter(|credit| credit.kind == CreditKind::Wire);
    credits.map(|credit| outlet(&credit.name)).collect()
}

#[cfg(test)]
mod tests;
