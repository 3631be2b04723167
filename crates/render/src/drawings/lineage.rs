//! Who copies whom.

use super::arcs::{Arc, Node, arcs};
use super::{Links, count, numbers};
use crate::dates;
use crate::html::parts::{plain, public_path};
use maud::{Markup, html};
use record::story::{LineageBasis, LineageEdge, ReportSummary};
use record::{ReportId, Story};

/// Reports that are drawn.
const MOST: usize = 40;

/// The drawing; `None` where no report rests on another.
pub fn lineage(story: &Story, links: &dyn Links) -> Option<Markup> {
    let numbers = numbers(story);
    let number = |id: &str| numbers.get(&ReportId(id.to_owned())).copied();
    let drawn = |at: usize| at < MOST;
    let outside = outside(story);
    let shown = story.reports.len().min(MOST);
    let place = |edge: &LineageEdge| match number(&edge.derives_from) {
        Some(number) => Some(number - 1).filter(|at| drawn(*at)),
        None => outside.iter().position(|name| *name == edge.derives_from).map(|at| at + shown),
    };
    let arc = |edge: &LineageEdge| {
        let from = numbers.get(&edge.report)? - 1;
        let to = place(edge)?;
        drawn(from).then(|| Arc {
            from,
            to,
            weight: weight(edge.basis),
            kind: kind(edge.basis),
            title: told(edge, from + 1, number(&edge.derives_from)),
        })
    };
    let edges: Vec<Arc> = story.lineage.iter().filter_map(arc).collect();
    if edges.is_empty() {
        return None;
    }
    let mut nodes: Vec<Node> =
        story.reports.iter().take(MOST).enumerate().map(|(at, report)| node(at + 1, report, links)).collect();
    nodes.extend(outside.iter().map(|name| Node { words: format!("{name} (not among the reports)"), href: None }));
    let rest = story.reports.len() - shown;
    let words = html! {
        figcaption {
            "A thick arc: credited; a thinner one: shared text; a broken one: cites."
            @if rest > 0 { " " (count(rest, "more report")) " not drawn." }
        }
        details.more {
            summary { "The same in words" }
            ul {
                @for edge in &story.lineage {
                    li {
                        (plain(&told(edge, numbers.get(&edge.report).copied().unwrap_or(0), number(&edge.derives_from))))
                        @if let Some(first) = edge.evidence.first() { " " a href=(links.words(first)) { "words" } }
                    }
                }
            }
        }
    };
    Some(arcs(&format!("{} between reports", count(edges.len(), "derivation")), &nodes, &edges, words))
}

/// Names of what reports rest on that is not among them, each once.
fn outside(story: &Story) -> Vec<&str> {
    let known = |name: &str| story.reports.iter().any(|report| report.id.0 == name);
    let mut names: Vec<&str> =
        story.lineage.iter().map(|edge| edge.derives_from.as_str()).filter(|name| !known(name)).collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST);
    names
}

fn node(number: usize, report: &ReportSummary, links: &dyn Links) -> Node {
    let outlet = report.outlet.as_ref().map_or_else(|| public_path(&report.path), |outlet| outlet.value.as_str());
    let day =
        report.published.as_ref().map(|published| format!(", {}", dates::short(&published.value))).unwrap_or_default();
    Node { words: format!("{number} {outlet}{day}"), href: Some(links.report(&report.id)) }
}

fn weight(basis: LineageBasis) -> usize {
    match basis {
        LineageBasis::Credit => 3,
        LineageBasis::SharedText => 2,
        LineageBasis::Cites => 1,
    }
}

fn kind(basis: LineageBasis) -> &'static str {
    match basis {
        LineageBasis::Credit => "credit",
        LineageBasis::SharedText => "shared",
        LineageBasis::Cites => "cites",
    }
}

fn told(edge: &LineageEdge, report: usize, from: Option<usize>) -> String {
    let verb = match edge.basis {
        LineageBasis::Credit => "is credited to",
        LineageBasis::SharedText => "shares text with",
        LineageBasis::Cites => "cites",
    };
    let from = from.map_or_else(|| edge.derives_from.clone(), |number| format!("report {number}"));
    format!("Report {report} {verb} {from}")
}
