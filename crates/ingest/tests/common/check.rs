//! What must hold of every report, whatever the bytes it was made of.

use ingest::Report;

/// Blocks lie on characters, in order, apart, over everything that is not white; every datum's words are there.
///
/// # Panics
/// When they do not.
pub fn check(report: &Report) {
    let text = &report.text;
    let mut at = 0;
    for block in &report.blocks {
        assert!(text.is_char_boundary(block.span.start) && text.is_char_boundary(block.span.end), "{:?}", block.span);
        assert!(at <= block.span.start, "{:?} begins before {at}", block.span);
        let between = &text[at..block.span.start];
        assert!(between.chars().all(is_white), "{between:?} is in no block");
        let words = block.span.of(text);
        assert!(!words.is_empty() && !words.starts_with(is_white) && !words.ends_with(is_white), "{words:?}");
        at = block.span.end;
    }
    assert!(text[at..].chars().all(is_white), "{:?} is in no block", &text[at..]);
    let stated = [&report.title, &report.outlet, &report.byline];
    let spans = stated.into_iter().flatten().filter_map(|stated| stated.span);
    let dated = report.published.iter().filter_map(|published| published.span);
    let placed = report.dateline.iter().map(|dateline| dateline.span);
    let credited = report.credits.iter().map(|credit| credit.span);
    for span in spans.chain(dated).chain(placed).chain(credited) {
        assert!(!span.of(text).is_empty(), "{span:?} holds no words");
    }
}

fn is_white(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
