//! Which reports rest on others, and how many independent lines of reporting are left.
//!
//! A report is made from another when the two have passages in common (`passages`), says so when it credits an
//! agency, and cites another for single facts (`citations`). The first two put it into the other's line of reporting; a
//! citation, or one passage in a report that is otherwise new, makes only what stands in these words dependent.

mod alignment;
mod candidates;
mod citations;
mod edges;
mod lines;
mod named;
mod outlets;
mod own;
mod parallel;
mod passages;
mod sources;

pub(crate) use outlets::outlet;
pub use passages::Kinship;
pub(crate) use passages::{COPIED, Shared, shared as shared_passages};

use crate::linking::Unions;
use crate::pile::{Pile, Telling};
use crate::words::collapse;
use citations::{Archive, Citation};
use edges::{Edges, Source};
use lines::{Lines, Origin};
use passages::SAME_AGENCY;
use record::report::CreditKind;
use record::story::{LineageBasis, LineageEdge};
use record::{ReportId, Span};
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
    let found = Lineage::trace(&pile, threads);
    let id = |report: usize| pile.tellings[report].report.id.clone();
    let lines = found.lines.iter().map(|line| line.iter().map(|&report| id(report)).collect()).collect();
    let derived = found.derived.into_iter();
    let derived =
        derived.map(|(report, from, part, kinship)| Derived { report: id(report), from: id(from), part, kinship });
    Traced { edges: found.edges, derived: derived.collect(), lines }
}

/// As many threads as the program as a whole was given.
fn threads() -> NonZeroUsize {
    NonZeroUsize::new(rayon::current_num_threads()).unwrap_or(NonZeroUsize::MIN)
}

/// Edges and lines; reports are their indices in the pile.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    pub edges: Vec<LineageEdge>,
    /// Each line in the order of the pile.
    pub lines: Vec<Vec<usize>>,
    derived: Vec<(usize, usize, f64, Kinship)>,
    known: Lines,
}

#[cfg(test)]
impl Lineage {
    /// Nothing but the line of each report.
    pub(crate) fn by_lines(of: &[usize]) -> Self {
        Self { known: Lines::new(of.to_vec()), ..Self::default() }
    }

    /// With words of a report that belong to another line.
    pub(crate) fn take_from_line(&mut self, report: usize, words: Span, line: usize) {
        self.known.take(report, words, Origin::Line(line));
        self.known.finish();
    }
}

/// Finds out who derives from whom.
pub(crate) fn trace_pile(pile: &Pile<'_>) -> Lineage {
    Lineage::trace(pile, threads())
}

impl Lineage {
    /// The line of each report.
    pub(crate) fn line_of(&self) -> &[usize] {
        &self.known.of
    }

    /// How many independent lines tell what stands at `places`: see [`Lines::independent`].
    pub(crate) fn independent(&self, places: impl Iterator<Item = (usize, Span)>) -> usize {
        self.known.independent(places)
    }

    fn trace(pile: &Pile<'_>, threads: NonZeroUsize) -> Self {
        let reports = pile.tellings.len();
        let wires: Vec<BTreeSet<String>> = pile.tellings.iter().map(|telling| wires(telling.report)).collect();
        let stated = |telling: &Telling<'_>| telling.report.outlet.as_ref().map(|stated| outlet(&stated.value));
        let own: Vec<Option<String>> = pile.tellings.iter().map(stated).collect();
        let long = own.iter().flatten().filter(|name| name.contains(' ')).cloned();
        let known = record::agencies::names().map(|(_, short)| outlet(short)).chain(long).collect();
        let outlets = Outlets { own: &own, wires: &wires, known: &known };
        let passages = passages::passages(pile, threads);
        let links = sources::sources(&passages, &outlets);

        let mut lines = Unions::new(reports);
        for shared in &passages.shared {
            let (a, b) = (shared.a, shared.b);
            let agency = outlets.of_wire(a, b) || outlets.of_wire(b, a) || !wires[a].is_disjoint(&wires[b]);
            if agency && shared.part >= SAME_AGENCY {
                lines.join(a, b);
            }
        }
        // What was put together from two reports makes no one line of these.
        for Link { report, from, shared, .. } in links.iter().filter(|link| link.main) {
            if shared.part >= outlets.least_part(*report, *from) {
                lines.join(*report, *from);
            }
        }
        let groups = lines.groups();
        let mut found = Self { known: Lines::new(vec![0; reports]), ..Self::default() };
        for (line, members) in groups.iter().enumerate() {
            for &member in members {
                found.known.of[member] = line;
            }
        }
        found.lines = groups;

        let mut edges = Edges::default();
        let mut source_of: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for link in &links {
            let Link { report, from, shared, .. } = *link;
            if let Some(agency) = own[from].as_deref().filter(|_| outlets.of_wire(report, from)) {
                source_of.entry((report, agency)).or_insert(from);
            }
            found.derived.push((report, from, shared.part, shared.kinship()));
            let evidence = [report, from].into_iter().flat_map(|side| {
                let spans = shared.words(side).take(QUOTED);
                spans.map(move |(range, _)| (side, range))
            });
            let spans = |side: usize, range| passages.spans(pile, side, range);
            edges.add(pile, report, Source::Report(from), LineageBasis::SharedText, |list| {
                list.extend(evidence.map(|(side, range)| pile.evidence(side, spans(side, range))));
            });
            let line = found.known.of[from];
            if found.known.of[report] != line {
                for words in shared.words(report).filter_map(|(range, _)| spans(report, range).cover()) {
                    found.known.take(report, words, Origin::Line(line));
                }
            }
        }
        let cited = citations::all(pile, &passages.own, threads);
        found.citations(pile, cited, &outlets, &mut edges, threads);
        credits(pile, &outlets, &source_of, &mut edges);
        found.known.finish();
        found.edges = edges.finish(pile);
        found
    }

    fn citations(
        &mut self,
        pile: &Pile<'_>,
        mut cited: Vec<Citation>,
        outlets: &Outlets<'_>,
        edges: &mut Edges,
        threads: NonZeroUsize,
    ) {
        cited.retain(|found| outlets.of(found.report).all(|own| *own != found.outlet));
        cited.retain(|found| !outlets.is_own(found.report, &found.outlet));
        let archive = Archive::of(pile, &cited, outlets, threads);
        let meant = parallel::each(cited.len(), threads, || (), |i, ()| archive.cited(pile, &cited[i]));
        let mut outside: BTreeMap<String, usize> = BTreeMap::new();
        for (found, meant) in cited.into_iter().zip(meant) {
            let next = outside.len();
            let origin = match meant {
                Some(source) => Origin::Line(self.known.of[source]),
                None => Origin::Outlet(*outside.entry(found.outlet).or_insert(next)),
            };
            self.known.take(found.report, found.words, origin);
            let source = meant.map_or(Source::Outlet(found.name), Source::Report);
            let evidence = pile.evidence(found.report, found.words);
            edges.add(pile, found.report, source, LineageBasis::Cites, |list| list.push(evidence));
        }
        for report in 0..pile.tellings.len() {
            for outlet in outlets.of(report).filter_map(|name| outside.get(name)) {
                self.known.speaks_for(report, *outlet);
            }
        }
    }
}

/// The outlets that the text of each report comes from.
struct Outlets<'o> {
    /// Who published it.
    own: &'o [Option<String>],
    /// The agencies that it credits.
    wires: &'o [BTreeSet<String>],
    /// Agencies, and the outlets of all reports, but for names of one word: "the Chronicle" is the Norwick Chronicle to
    /// itself, whoever else bears that name.
    known: &'o BTreeSet<String>,
}

impl Outlets<'_> {
    fn of(&self, report: usize) -> impl Iterator<Item = &String> {
        let wires = self.wires.get(report).into_iter().flatten();
        self.own.get(report).into_iter().flatten().chain(wires)
    }

    /// Whether `report` names its own outlet by a short form. All of another outlet's name is that outlet.
    fn is_own(&self, report: usize, cited: &str) -> bool {
        let own = self.own.get(report).and_then(Option::as_ref);
        own.is_some_and(|own| outlets::is_short_for(cited, own)) && !self.known.contains(cited)
    }

    /// Whether `report` credits the agency that `from` comes from.
    fn of_wire(&self, report: usize, from: usize) -> bool {
        let agency = self.own.get(from).and_then(Option::as_ref);
        agency.zip(self.wires.get(report)).is_some_and(|(agency, wires)| wires.contains(agency))
    }

    /// Whether one outlet published both.
    fn of_one_house(&self, a: usize, b: usize) -> bool {
        let own = |report: usize| self.own.get(report).and_then(Option::as_ref);
        own(a).is_some() && own(a) == own(b)
    }

    /// The part that two reports have to share for one to be made from the other.
    fn least_part(&self, a: usize, b: usize) -> f64 {
        if self.of_one_house(a, b) { passages::ONE_HOUSE } else { COPIED }
    }
}

/// An edge for every agency that is credited.
fn credits(pile: &Pile<'_>, outlets: &Outlets<'_>, source_of: &BTreeMap<(usize, &str), usize>, edges: &mut Edges) {
    for (report, telling) in pile.tellings.iter().enumerate() {
        for credit in telling.report.credits.iter().filter(|credit| credit.kind == CreditKind::Wire) {
            let agency = outlet(&credit.name);
            if outlets.own[report].as_ref() == Some(&agency) {
                continue;
            }
            let source = source_of.get(&(report, agency.as_str()));
            let source = source.map_or_else(|| Source::Outlet(collapse(&credit.name)), |&from| Source::Report(from));
            let evidence = pile.evidence(report, credit.span);
            edges.add(pile, report, source, LineageBasis::Credit, |list| list.push(evidence));
        }
    }
}

/// The agencies that a report credits.
fn wires(report: &record::Report) -> BTreeSet<String> {
    let credits = report.credits.iter().filter(|credit| credit.kind == CreditKind::Wire);
    credits.map(|credit| outlet(&credit.name)).collect()
}

#[cfg(test)]
mod tests;
