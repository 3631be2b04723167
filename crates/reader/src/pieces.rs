//! Reports in small pieces. Where a piece ends is decided by its paragraphs alone, so that what a report shares with
//! another, or with an older version of itself, is the same piece and asked once.

use record::{Report, Span};
use sha2::{Digest, Sha256};

/// No piece ends before it has so many bytes, unless the report does.
const SMALL: usize = 1200;
/// A piece ends where the next paragraph would make it larger than this.
const LARGE: usize = 4000;
/// Of paragraphs after which a piece may end, about one of so many ends it.
const ENDS: u8 = 2;

/// Of one report no more pieces are asked about.
pub const MOST: usize = 100;

/// A piece of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is sent: its paragraphs, an empty line between them.
    pub text: String,
    /// The paragraphs, as bytes of the report.
    pub blocks: Vec<Span>,
}

/// The pieces of a report, in order: title, body and captions alone. Readers' comments, bylines and what is around are
/// not sent, nor what is beyond the first [`MOST`].
pub fn pieces(report: &Report) -> Vec<Piece> {
    let mut pieces = all(report);
    pieces.truncate(MOST);
    pieces
}

/// Whether a report has more pieces than are asked about.
pub fn is_cut(report: &Report) -> bool {
    report.text.len() > MOST * SMALL && all(report).len() > MOST
}

fn all(report: &Report) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut open: Vec<Span> = Vec::new();
    let mut size = 0;
    for span in paragraphs(report) {
        if size > 0 && size + span.len() > LARGE {
            all.push(piece(report, std::mem::take(&mut open)));
            size = 0;
        }
        open.push(span);
        size += span.len();
        if size >= SMALL && ends(span.of(&report.text)) {
            all.push(piece(report, std::mem::take(&mut open)));
            size = 0;
        }
    }
    if !open.is_empty() {
        all.push(piece(report, open));
    }
    all
}

/// The blocks that findings come from; one that is too large, in parts.
fn paragraphs(report: &Report) -> impl Iterator<Item = Span> + '_ {
    let told = report.blocks.iter().filter(|block| block.kind.is_reporting());
    told.flat_map(|block| parts(&report.text, block.span)).filter(|span| !span.of(&report.text).trim().is_empty())
}

/// A span cut after sentences where that goes, so that no part is larger than a piece may be.
fn parts(text: &str, mut span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    while span.len() > LARGE {
        let most = (0..=LARGE).rev().find(|at| text.is_char_boundary(span.start + at)).unwrap_or(LARGE);
        let words = Span::new(span.start, span.start + most).of(text);
        let cut = words.rfind(". ").map(|at| at + 1).or_else(|| words.rfind(char::is_whitespace)).filter(|at| *at > 0);
        let end = span.start + cut.unwrap_or(most);
        parts.push(Span::new(span.start, end));
        span = Span::new(end, span.end);
    }
    parts.push(span);
    parts
}

fn piece(report: &Report, blocks: Vec<Span>) -> Piece {
    let words: Vec<&str> = blocks.iter().map(|span| span.of(&report.text).trim()).collect();
    Piece { text: words.join("\n\n"), blocks }
}

/// Whether a piece ends after this paragraph.
fn ends(paragraph: &str) -> bool {
    Sha256::digest(paragraph.trim().as_bytes()).first().is_some_and(|byte| byte % ENDS == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Block, BlockKind, ReportId};

    fn report(paragraphs: &[(BlockKind, String)]) -> Report {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for (kind, words) in paragraphs {
            let start = text.len();
            text.push_str(words);
            blocks.push(Block { kind: *kind, span: Span::new(start, text.len()), author: None, time: None });
            text.push_str("\n\n");
        }
        Report { id: ReportId("r".to_owned()), path: "r.txt".to_owned(), text, blocks, ..Report::default() }
    }

    fn body(count: usize) -> Vec<(BlockKind, String)> {
        (0..count).map(|n| (BlockKind::Body, format!("Paragraph {n} says this. ").repeat(16))).collect()
    }

    #[test]
    fn only_what_is_reported_is_sent_and_all_of_it() {
        let mut all = body(12);
        all.insert(3, (BlockKind::Comment, "A reader says otherwise.".to_owned()));
        all.insert(0, (BlockKind::Byline, "By Ilse Brandt".to_owned()));
        let report = report(&all);
        let pieces = pieces(&report);
        assert!(pieces.len() > 1);
        let sent: String = pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n\n");
        assert!(!sent.contains("reader") && !sent.contains("Ilse"));
        assert_eq!(pieces.iter().map(|piece| piece.blocks.len()).sum::<usize>(), 12);
        assert!((0..12).all(|n| sent.contains(&format!("Paragraph {n} says"))));
    }

    #[test]
    fn a_paragraph_more_changes_its_own_piece_alone() {
        let mut all = body(40);
        let before = pieces(&report(&all));
        all.insert(20, (BlockKind::Body, "A paragraph that was added later.".to_owned()));
        let after = pieces(&report(&all));
        let new = after.iter().filter(|piece| !before.iter().any(|old| old.text == piece.text)).count();
        assert!(new <= 2 && before.len() > 6, "{new} of {}", after.len());
    }

    #[test]
    fn no_piece_is_larger_than_may_be() {
        let endless = report(&[(BlockKind::Body, "é".repeat(3 * LARGE)), (BlockKind::Body, "A b. ".repeat(LARGE))]);
        let all = pieces(&endless);
        assert!(
            all.iter().all(|piece| piece.text.len() <= LARGE + 4),
            "{:?}",
            all.iter().map(|p| p.text.len()).collect::<Vec<_>>()
        );
        assert_eq!(all.iter().map(|piece| piece.text.matches('é').count()).sum::<usize>(), 3 * LARGE);
    }
}
