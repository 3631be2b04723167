//! What several reports say together.
//!
//! [`tell`] takes what was read in each report and finds out who is who, which accounts tell of the same event,
//! where they differ, what was said, proposed and alleged, and which reports rest on others. It works on
//! values alone: no file, no clock, no model.

mod contrasts;
mod countries;
mod dates;
mod disagreements;
mod figures;
mod inference;
mod ledgers;
pub mod lineage;
mod linking;
mod merging;
mod opinions;
mod pile;
mod speakers;
mod statements;
mod timeline;
mod titles;
mod unions;
mod words;

pub use inference::infer_dates;
pub use opinions::{Difference, Opinion, Question, questions};
pub use pile::Telling;

/// Two accounts that may tell of one happening, as the trained scorer sees them.
#[derive(Clone, Debug)]
pub struct ComparedPair {
    /// For each its report's place among the tellings, and the bytes of its trigger.
    pub accounts: [(usize, record::Span); 2],
    /// What speaks for and against, in the order of [`FEATURES`].
    pub features: Vec<f32>,
}

/// What the numbers of a [`ComparedPair`] are.
pub const FEATURES: &[&str] = &merging::FEATURE_NAMES;

/// Every pair of accounts that [`tell`] would score: what the scorer is trained on.
pub fn compared(tellings: &[Telling<'_>]) -> Vec<ComparedPair> {
    let pile = pile::Pile::new(tellings);
    let linked = linking::Linked::new(&pile);
    let facts = merging::facts(&pile, &linked);
    let rarity = merging::Rarity::new(&facts);
    let account = |fact: &merging::Fact| {
        let trigger = pile.tellings[fact.report].reading.events[fact.event].trigger;
        (pile.given[fact.report], trigger)
    };
    let pairs = merging::candidates(&facts).into_iter().map(|(a, b)| (&facts[a], &facts[b]));
    pairs
        .map(|(a, b)| ComparedPair {
            accounts: [account(a), account(b)],
            features: merging::features(a, b, &rarity).to_vec(),
        })
        .collect()
}

/// Every pair of numbers that [`tell`] would compare, with the bytes of the numbers: what its scorer is trained on.
pub fn quantities_compared(tellings: &[Telling<'_>]) -> Vec<ComparedPair> {
    let pile = pile::Pile::new(tellings);
    let linked = linking::Linked::new(&pile);
    let facts = merging::facts(&pile, &linked);
    let clusters = merging::merge(&pile, &linked, &facts);
    let all = figures::counted(&pile, &linked, &facts, &figures::cluster_of(&clusters));
    let comparison = figures::Comparison::new(&facts, &all);
    let place = |at: usize| (pile.given[all[at].report], all[at].number);
    figures::pairs(&all)
        .into_iter()
        .map(|(a, b)| ComparedPair {
            accounts: [place(a), place(b)],
            features: comparison.numbers(&all[a], &all[b]).to_vec(),
        })
        .collect()
}

/// What the numbers of such a pair are.
pub const QUANTITY_FEATURES: &[&str] = &figures::FEATURE_NAMES;

/// A happening that may become a row, for those who fit what chooses.
#[derive(Clone, Debug)]
pub struct ConsideredRow {
    /// What the row would say.
    pub title: String,
    /// First and last day, where known.
    pub days: Option<(String, String)>,
    /// Whether it did not take place.
    pub off: bool,
    /// What speaks for and against it, in the order of [`ROW_FEATURES`].
    pub features: Vec<f32>,
}

/// What the numbers of a [`ConsideredRow`] are.
pub const ROW_FEATURES: &[&str] = &timeline::weighing::NAMES;

/// Every happening of a story with what [`tell`] weighs it by.
pub fn rows_considered(tellings: &[Telling<'_>]) -> Vec<ConsideredRow> {
    let pile = pile::Pile::new(tellings);
    let linked = linking::Linked::new(&pile);
    let lineage = lineage::trace_pile(&pile);
    let facts = merging::facts(&pile, &linked);
    let geography = disagreements::Geography::new(&pile, &linked);
    let scene =
        disagreements::Scene { pile: &pile, linked: &linked, facts: &facts, geography: &geography, lineage: &lineage };
    let clusters = merging::merge(&pile, &linked, &facts);
    let events: Vec<StoryEvent> = clusters.iter().map(|cluster| disagreements::describe(&scene, cluster).0).collect();
    let told: Vec<_> = events.iter().zip(&clusters).map(|(event, cluster)| timeline::Told { event, cluster }).collect();
    timeline::considered(&pile, &linked, &facts, &told, lineage.line_of())
}

use jiff::civil::Date;
use record::story::{ReportSummary, StoryEvent};
use record::{EventId, Story};
use std::cmp::Reverse;

/// Puts the reports together.
///
/// The order of `tellings` does not matter: they are sorted by publication date and id first.
pub fn tell(tellings: &[Telling<'_>]) -> Story {
    tell_with(tellings, &[])
}

/// The same, where another reader has its say on which accounts are one and in what they differ.
pub fn tell_with(tellings: &[Telling<'_>], opinions: &[Opinion]) -> Story {
    let pile = pile::Pile::new(tellings);
    let linked = linking::Linked::new(&pile);
    let lineage = lineage::trace_pile(&pile);
    let facts = merging::facts(&pile, &linked);
    let geography = disagreements::Geography::new(&pile, &linked);
    let scene =
        disagreements::Scene { pile: &pile, linked: &linked, facts: &facts, geography: &geography, lineage: &lineage };
    let opinions = opinions::Opinions::new(&pile, opinions);
    let clusters = merging::merge_with(&pile, &linked, &facts, &opinions);
    let figures = figures::different(&pile, &linked, &facts, &clusters);
    let mut told: Vec<_> = clusters.iter().map(|cluster| (cluster, disagreements::describe(&scene, cluster))).collect();
    told.sort_by_key(|(cluster, (event, _))| (when(event), cluster.facts[0]));
    let mut events: Vec<StoryEvent> = Vec::with_capacity(told.len());
    let mut discrepancies = Vec::new();
    let mut order = Vec::with_capacity(told.len());
    for (cluster, (mut event, differences)) in told {
        order.push(cluster);
        event.id = EventId(events.len());
        for mut difference in differences {
            difference.id = format!("d{}", discrepancies.len());
            difference.about = Some(event.id);
            discrepancies.push(difference);
        }
        events.push(event);
    }
    for mut difference in disagreements::quotes(&pile, &linked, &events) {
        difference.id = format!("d{}", discrepancies.len());
        discrepancies.push(difference);
    }
    for mut difference in opinions.differences(&pile, &events, &discrepancies) {
        difference.id = format!("d{}", discrepancies.len());
        discrepancies.push(difference);
    }
    let (said, contrasts) = statements::statements(&pile, &linked);
    for mut difference in contrasts {
        difference.id = format!("d{}", discrepancies.len());
        discrepancies.push(difference);
    }
    let statements: Vec<_> = said.into_iter().map(|said| said.statement).collect();
    let proposals = ledgers::proposals(&pile, &linked);
    let allegations = ledgers::allegations(&pile, &linked);
    let positions = ledgers::positions(&pile, &linked);
    let told: Vec<_> = events.iter().zip(order).map(|(event, cluster)| timeline::Told { event, cluster }).collect();
    let timeline = timeline::timeline(&pile, &linked, &facts, &told, lineage.line_of(), &statements);
    let reports = pile.tellings.iter().zip(lineage.line_of()).map(|(telling, &line)| ReportSummary {
        id: telling.report.id.clone(),
        path: telling.report.path.clone(),
        outlet: telling.report.outlet.clone(),
        title: telling.report.title.clone(),
        published: telling.report.published.clone(),
        line,
    });
    let name = |line: &Vec<usize>| line.iter().map(|&report| pile.tellings[report].report.id.clone()).collect();
    Story {
        reports: reports.collect(),
        lines: lineage.lines.iter().map(name).collect(),
        lineage: lineage.edges,
        entities: linked.entities,
        events,
        discrepancies,
        figures,
        statements,
        proposals,
        allegations,
        positions,
        timeline,
        corrections: Vec::new(),
    }
}

/// In order of time, longer stretches first, the undated last.
fn when(event: &StoryEvent) -> (bool, Option<(Date, Reverse<Date>)>) {
    let interval = event.time.as_ref().and_then(|time| dates::Interval::parse(&time.value));
    (interval.is_none(), interval.map(|interval| (interval.from, Reverse(interval.to))))
}
