//! The edges of the lineage as the contract has them.

use crate::pile::Pile;
use record::Evidence;
use record::story::{LineageBasis, LineageEdge};
use std::collections::BTreeMap;

/// What a report derives from.
pub(super) enum Source {
    /// A report of the pile.
    Report(usize),
    /// An outlet, by the name that is used.
    Outlet(String),
}

/// The edges in their order, each once.
#[derive(Default)]
pub(super) struct Edges(BTreeMap<(usize, String, LineageBasis), Vec<Evidence>>);

impl Edges {
    pub(super) fn add(
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

    pub(super) fn finish(self, pile: &Pile<'_>) -> Vec<LineageEdge> {
        let edges = self.0.into_iter().map(|((report, derives_from, basis), mut evidence)| {
            evidence.sort();
            evidence.dedup();
            LineageEdge { report: pile.tellings[report].report.id.clone(), derives_from, basis, evidence }
        });
        edges.collect()
    }
}
