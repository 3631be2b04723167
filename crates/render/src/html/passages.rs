//! The words of the reports that a brief points to, and their places on the page.

use super::parts::plain;
use crate::document::{Brief, Citation, Inline, Row};
use maud::{Markup, html};
use record::{Report, Span, Spans};
use std::collections::{BTreeMap, BTreeSet};

/// Every passage that is cited: by report number, its spans, numbered in order.
pub(super) struct Passages {
    by_report: Vec<BTreeMap<Spans, usize>>,
}

impl Passages {
    pub fn collect(brief: &Brief, reports: usize) -> Self {
        let mut by_report = vec![BTreeMap::new(); reports];
        let rows = brief.sections.iter().flat_map(|section| &section.rows);
        let rows = rows.flat_map(|row: &Row| {
            std::iter::once(row).chain(&row.folded).chain(row.folded.iter().flat_map(|row| &row.folded))
        });
        for inline in rows.flat_map(|row| &row.line) {
            let Inline::Cite(citations) = inline else { continue };
            for citation in citations {
                if let Some(passages) = citation.number.checked_sub(1).and_then(|index| by_report.get_mut(index)) {
                    let next = passages.len();
                    passages.entry(citation.evidence.span.clone()).or_insert(next);
                }
            }
        }
        Self { by_report }
    }

    /// The page's id for the words of a citation; the report itself where it has none.
    pub fn id(&self, citation: &Citation) -> String {
        let passages = citation.number.checked_sub(1).and_then(|index| self.by_report.get(index));
        match passages.and_then(|passages| passages.get(&citation.evidence.span)) {
            Some(index) => format!("r{}p{index}", citation.number),
            None => format!("r{}", citation.number),
        }
    }

    /// The words of `span`, cut where a passage begins or ends; each piece names the passages that it is
    /// part of, and the first piece of a passage carries its id.
    pub fn mark(&self, report: &Report, number: usize, span: Span) -> Markup {
        let none = BTreeMap::new();
        let passages = number.checked_sub(1).and_then(|index| self.by_report.get(index)).unwrap_or(&none);
        let here: Vec<(&Spans, usize)> =
            passages.iter().filter(|(spans, _)| spans.overlaps(span)).map(|(spans, index)| (spans, *index)).collect();
        let mut cuts = BTreeSet::from([span.start, span.end]);
        for range in here.iter().flat_map(|(spans, _)| spans.ranges()).filter(|range| range.overlaps(span)) {
            cuts.insert(range.start.max(span.start));
            cuts.insert(range.end.min(span.end));
        }
        let cuts: Vec<usize> = cuts.into_iter().collect();
        html! {
            @for pair in cuts.windows(2) {
                @let piece = Span::new(pair[0], pair[1]);
                @let part_of: Vec<usize> =
                    here.iter().filter(|(spans, _)| spans.contains(piece)).map(|(_, index)| *index).collect();
                @if part_of.is_empty() {
                    (plain(piece.of(&report.text)))
                } @else {
                    @for (spans, index) in &here {
                        @if spans.ranges().first().is_some_and(|first| first.start == piece.start) {
                            a.at id={ "r" (number) "p" (index) } tabindex="-1" {}
                        }
                    }
                    span data-p=(part_of.iter().map(|i| format!("r{number}p{i}")).collect::<Vec<_>>().join(" ")) {
                        (plain(piece.of(&report.text)))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Evidence, ReportId};

    fn report(text: &str) -> Report {
        Report { id: ReportId("r".to_owned()), path: "r.txt".to_owned(), text: text.to_owned(), ..Report::default() }
    }

    #[test]
    fn overlapping_passages_are_cut_and_markup_is_escaped() {
        let report = report("a <b> & c");
        let citation = |start, end| Citation { number: 1, evidence: report.evidence(Span::new(start, end)) };
        let inline = Inline::Cite(vec![citation(0, 5), citation(2, 9)]);
        let row = crate::document::Row { line: vec![inline], ..Default::default() };
        let section = crate::document::Section {
            heading: String::new(),
            aside: String::new(),
            kind: crate::document::SectionKind::Timeline,
            rows: vec![row],
        };
        let passages = Passages::collect(&Brief { sections: vec![section], ..Brief::default() }, 1);
        assert_eq!(passages.id(&citation(2, 9)), "r1p1");
        let marked = passages.mark(&report, 1, Span::new(0, 9)).into_string();
        assert_eq!(
            marked,
            "<a class=\"at\" id=\"r1p0\" tabindex=\"-1\"></a><span data-p=\"r1p0\">a </span>\
             <a class=\"at\" id=\"r1p1\" tabindex=\"-1\"></a><span data-p=\"r1p0 r1p1\">&lt;b&gt;</span>\
             <span data-p=\"r1p1\"> &amp; c</span>"
        );
        let elsewhere =
            Evidence { report: ReportId("x".to_owned()), span: Span::new(0, 1).into(), quote: String::new() };
        assert_eq!(passages.id(&Citation { number: 7, evidence: elsewhere }), "r7");
    }
}
