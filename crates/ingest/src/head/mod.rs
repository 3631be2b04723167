//! A report's metadata as its own words state it: title, outlet, date, place, author, credits, subjects.

pub mod agencies;
pub mod byline;
pub mod credits;
pub mod dateline;
pub mod dates;
pub mod line;
pub mod mastheads;
pub mod outlet;
pub mod published;
pub mod rubrics;
pub mod sign_off;
pub mod slugs;
pub mod zones;

use record::evidence::Stated;
use record::report::{Block, Credit, CreditKind};
use record::{Basis, BlockKind};
use regex::Regex;
use std::sync::LazyLock;

/// What the lines around a report state of it.
#[derive(Debug, Default)]
pub struct Lines {
    /// Who wrote it.
    pub byline: Option<Stated>,
    /// Agencies, photographers and others, in order.
    pub credits: Vec<Credit>,
    /// Subjects.
    pub tags: Vec<String>,
}

static TAGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?i:filed under|tags|topics|categories|category|keywords|posted in|labels|subjects)\s*:\s*(.+)$")
});

/// Reads byline, credits and subjects from the blocks of `text`.
pub fn stated(text: &str, blocks: &[Block], opening: Option<&dateline::Opening>) -> Lines {
    let mut found = Lines::default();
    for block in blocks {
        let (words, base) = (block.span.of(text), block.span.start);
        match block.kind {
            BlockKind::Byline => {
                // Lines that are a name alone are taken for bylines by where they stand.
                let alone = || byline::Byline { name: collapse(words), span: block.span, house: None };
                let byline =
                    byline::byline(words, base).or_else(|| byline::asked_by(words, base)).unwrap_or_else(alone);
                if let Some((name, span)) = byline.house {
                    found.credits.push(Credit { kind: CreditKind::Wire, name, span });
                }
                let stated = Stated { value: byline.name, span: Some(byline.span), basis: Basis::Stated };
                found.byline.get_or_insert(stated);
            }
            BlockKind::Credit => found.credits.extend(credits::credits(words, base)),
            BlockKind::Caption => found.credits.extend(credits::photo_at_end(words, base)),
            BlockKind::Boilerplate => {
                found.credits.extend(sign_off::holder(words, base));
                if let Some(list) = TAGS.captures(words).and_then(|captures| captures.get(1)) {
                    let tags = list.as_str().split(['•', ',', '|', '·', ';']).map(collapse);
                    found.tags.extend(tags.filter(|tag| !tag.is_empty()));
                }
            }
            BlockKind::Dateline => {
                if let Some(byline) = line::writer(words, base) {
                    let stated = Stated { value: byline.name, span: Some(byline.span), basis: Basis::Stated };
                    found.byline.get_or_insert(stated);
                }
            }
            BlockKind::Body => {
                found.credits.extend(sign_off::contributors(words, base));
                found.credits.extend(sign_off::wire(words, base));
            }
            BlockKind::Title | BlockKind::Comment => {}
        }
    }
    if let Some((name, span)) = opening.and_then(|opening| opening.house.clone())
        && agencies::is_agency(&name)
    {
        found.credits.push(Credit { kind: CreditKind::Wire, name, span });
    }
    found.credits.sort_by_key(|credit| (credit.span, credit.kind));
    found
}

/// The words of `text` with each run of white space made one space.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A pattern written in this crate. Word bounds and digits are those of ASCII: with Unicode's, matching is an order
/// of magnitude slower on text that has any other letter.
///
/// # Panics
/// When the pattern is malformed, which the tests of its module show.
#[expect(clippy::expect_used, reason = "patterns are constants of this crate")]
pub fn pattern(source: &str) -> Regex {
    let source = source.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
    Regex::new(&source).expect("patterns of this crate are well formed")
}
