//! What the analyser reads as one: blocks, of which one that opens with a dateline is two.
//!
//! "PORT ALDER, Norland - Norland and Suderia met" is no sentence from its first word on: a parser makes the town the
//! subject.

use record::{Report, Span};

/// A dateline is closed by a dash within so many bytes after its place: "(Agency, 4 March 2031) —".
const LONGEST: usize = 80;

/// The dashes that close a dateline.
const DASHES: [&str; 5] = [" — ", " – ", " -- ", " - ", "— "];

/// The stretches of text to analyse, and for each the block that it is of.
pub(crate) fn passages(report: &Report) -> Vec<(Span, usize)> {
    let cut = dateline_end(report);
    let mut passages = Vec::with_capacity(report.blocks.len() + 1);
    for (index, block) in report.blocks.iter().enumerate() {
        match cut.filter(|&(at, next)| block.span.start < at && next < block.span.end) {
            Some((at, next)) => {
                passages.push((Span::new(block.span.start, at), index));
                passages.push((Span::new(next, block.span.end), index));
            }
            None => passages.push((block.span, index)),
        }
    }
    passages
}

/// Where the dateline ends, and where the report begins behind the dash.
fn dateline_end(report: &Report) -> Option<(usize, usize)> {
    let place = report.dateline.as_ref()?.span;
    let block = report.blocks.iter().find(|block| block.span.contains(place))?;
    let rest = report.text.get(place.end..block.span.end)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST.min(rest.len())))?;
    let (at, dash) = DASHES.iter().filter_map(|dash| Some((near.find(dash)?, dash.len()))).min()?;
    Some((place.end + at, place.end + at + dash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ingest::{Limits, from_bytes};

    fn cut(text: &str) -> Vec<String> {
        let report = from_bytes("report.txt", text.as_bytes(), &Limits::default()).remove(0).unwrap();
        passages(&report).iter().map(|(span, _)| span.of(&report.text).to_owned()).collect()
    }

    #[test]
    fn a_dateline_is_a_passage_of_its_own() {
        let rest = "Norland and Suderia met for three hours at the customs house on the river.";
        for (opening, dateline) in [
            ("PORT ALDER, Norland - ", "PORT ALDER, Norland"),
            ("PORT ALDER, March 4 (AP) — ", "PORT ALDER, March 4 (AP)"),
        ] {
            assert_eq!(
                cut(&format!("{opening}{rest}")).last_chunk::<2>().unwrap(),
                &[dateline.to_owned(), rest.to_owned()]
            );
        }
        assert_eq!(cut(&format!("The envoy - a banker - left. {rest}")).len(), 1);
    }
}
