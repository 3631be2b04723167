//! When events were, against TimeML's links: before, on or after the creation time, and by which expression.
//!
//! The events are those annotated; what is measured is where the program puts them. Links to times are annotated in
//! part only, so that only events that have one are counted, and only times that they overlap.

use super::document::{Document, GoldEvent, Relation};
use crate::scores::Counts;
use reading::events::Moments;
use record::reading::{Placement, Timex};
use record::{Analysis, Report};

/// What is counted.
pub const MEASURES: [&str; 5] =
    ["event against creation time", "event before it", "event overlapping it", "event after it", "event and its time"];

/// Counts one document's events.
pub fn count(document: &Document, report: &Report, analysis: &Analysis, times: &[Timex]) -> [Counts; 5] {
    let moments = Moments::new(report, analysis, times);
    let mut sums = [Counts::default(); 5];
    let [all, before, overlap, after, timed] = &mut sums;
    for event in &document.events {
        let moment = moments.of(event.span);
        if let Some(gold) = event.created {
            let ours = moment.placement.map(relation);
            add(all, true, ours.is_some(), ours == Some(gold));
            for (one, sum) in
                [(Relation::Before, &mut *before), (Relation::Overlap, &mut *overlap), (Relation::After, &mut *after)]
            {
                add(sum, gold == one, ours == Some(one), gold == one && ours == Some(one));
            }
        }
        if !event.times.is_empty() {
            timed.gold += overlapping(event).count();
            if let Some(time) = &moment.time {
                let right = overlapping(event).any(|time_of| document.times[time_of].span.overlaps(time.span));
                add(timed, false, true, right);
            }
        }
    }
    sums
}

fn relation(placement: Placement) -> Relation {
    match placement {
        Placement::Before => Relation::Before,
        Placement::On => Relation::Overlap,
        Placement::After => Relation::After,
    }
}

fn overlapping(event: &GoldEvent) -> impl Iterator<Item = usize> + '_ {
    event.times.iter().filter(|(_, relation)| *relation == Relation::Overlap).map(|(time, _)| *time)
}

fn add(counts: &mut Counts, gold: bool, system: bool, correct: bool) {
    counts.gold += usize::from(gold);
    counts.system += usize::from(system);
    counts.correct += usize::from(correct);
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Span;

    #[test]
    fn only_links_that_overlap_are_asked_for() {
        let event = GoldEvent {
            class: String::new(),
            negative: None,
            span: Span::new(0, 3),
            created: None,
            times: vec![(0, Relation::Before), (2, Relation::Overlap)],
        };
        assert_eq!(overlapping(&event).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn nothing_said_is_no_answer() {
        let xml = "<TimeML><DCT><TIMEX3 tid=\"t0\" value=\"2031-03-05\"/></DCT><TEXT><EVENT eid=\"e1\">met</EVENT>\
            </TEXT><MAKEINSTANCE eiid=\"ei1\" eventID=\"e1\"/><TLINK eventInstanceID=\"ei1\" relatedToTime=\"t0\" \
            relType=\"BEFORE\"/></TimeML>";
        let document = Document::parse("f", xml).unwrap();
        let report = crate::tasks::report("f", &document.text, Some("2031-03-05"));
        let counts = count(&document, &report, &Analysis::default(), &[]);
        assert_eq!(counts[0], Counts { gold: 1, system: 0, correct: 0 });
    }
}
