//! Plain text into a report.

mod captions;
mod comments;
mod features;
mod kinds;
mod layout;
mod lines;
mod look;
mod phrases;
mod scenes;
mod titles;

pub use comments::{Signature, name as signer};
pub use kinds::alike;
pub use layout::Unit;
pub use lines::is_blank;

use crate::head::{collapse, dateline, outlet, published};
use crate::{head, id, problem};
use look::Look;
use record::report::{Block, Report};
use record::{Basis, BlockKind, Diagnostic, Span, evidence::Stated};

/// How much of a text can be taken for the report itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// A dump that may hold a whole page.
    Dump,
    /// The report's own words: only what is plainly something else is taken out.
    Article,
}

/// What came beside the text.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published, in any form.
    pub published: Option<String>,
    /// When it was last changed, in any form.
    pub updated: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Subjects.
    pub tags: Vec<String>,
}

/// Units of one report. A text of 64 MiB in paragraphs has fewer; one of single letters a line would otherwise
/// take 100 times its size in memory.
const UNITS: usize = 1_000_000;

/// The report in `text`.
pub fn report(path: &str, text: String, given: &Given, trust: Trust) -> Result<Report, Diagnostic> {
    let lines = lines::lines(&text, UNITS).ok_or_else(|| too_many_lines(path))?;
    let units = layout::units(&text, &lines);
    assemble(path, text, &units, &[], given, trust)
}

/// The report in `text`, with readers' comments that came apart from it; these stand behind it.
pub fn report_with_comments(
    path: &str,
    mut text: String,
    comments: Option<&str>,
    given: &Given,
) -> Result<Report, Diagnostic> {
    let Some(comments) = comments.filter(|comments| !comments.trim().is_empty()) else {
        return report(path, text, given, Trust::Article);
    };
    let end = text.len();
    text.push_str("\n\n");
    text.push_str(comments);
    let lines = lines::lines(&text, UNITS).ok_or_else(|| too_many_lines(path))?;
    // Each part is laid out alone: a comment never runs on from the report.
    let (above, below): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.span.start < end);
    let mut units = layout::units(&text, &above);
    let mut hints = vec![None; units.len()];
    units.extend(layout::units(&text, &below));
    hints.resize(units.len(), Some(BlockKind::Comment));
    assemble(path, text, &units, &hints, given, Trust::Article)
}

fn too_many_lines(path: &str) -> Diagnostic {
    Diagnostic::error("input/too-many-lines", format!("it has more than {UNITS} lines"))
        .at(path)
        .hint("split the file into one file a report, or into JSON Lines")
}

/// The report whose units are known, with the kinds that markup gave some of them.
pub fn assemble(
    path: &str,
    text: String,
    units: &[Unit],
    hints: &[Option<BlockKind>],
    given: &Given,
    trust: Trust,
) -> Result<Report, Diagnostic> {
    if units.is_empty() {
        return Err(problem::empty(path));
    }
    let looks: Vec<Look> = units.iter().map(|unit| Look::at(&text, unit)).collect();
    let decided = kinds::decide(&looks, hints, trust, given.title.as_deref());
    let blocks: Vec<Block> = units
        .iter()
        .zip(decided.kinds)
        .zip(decided.signed)
        .map(|((unit, kind), signed)| Block { kind, span: unit.span, author: signed.author, time: signed.time })
        .collect();
    let title = decided.title.and_then(|at| units.get(at)).map(|unit| unlabelled(&text, unit.span));
    Ok(finish(path, text, blocks, title, given))
}

/// A headline's span without a label before it.
fn unlabelled(text: &str, span: Span) -> Span {
    titles::after_label(span.of(text)).map_or(span, |label| Span::new(span.start + label, span.end))
}

fn finish(path: &str, text: String, blocks: Vec<Block>, title: Option<Span>, given: &Given) -> Report {
    let beside = |value: &String| Stated { value: collapse(value), span: None, basis: Basis::Metadata };
    let given_title = given.title.as_ref().map(|value| {
        let span = title.filter(|span| alike(span.of(&text), value));
        Stated { span, ..beside(value) }
    });
    let title = given_title.or_else(|| {
        title.map(|span| Stated { value: collapse(span.of(&text)), span: Some(span), basis: Basis::Stated })
    });
    let mut diagnostics = Vec::new();
    let openings = openings(&text, &blocks);
    let opening = openings.into_iter().next();
    let byline = given.byline.as_ref().map(beside);
    let stated = head::stated(&text, &blocks, opening.as_ref());
    let published = match &given.published {
        Some(words) => published::given(words, path, &mut diagnostics),
        None => published::find(&text, &blocks, opening.as_ref(), path, &mut diagnostics),
    };
    let found = outlet::find(&text, &blocks, opening.as_ref(), title.as_ref(), &stated.credits);
    let outlet = given.outlet.as_ref().map(beside).or(found);
    let id = id::of(
        &text,
        &[given.title.as_deref(), given.outlet.as_deref(), given.published.as_deref(), given.url.as_deref()],
    );
    Report {
        id,
        path: path.to_owned(),
        outlet,
        title,
        byline: byline.or(stated.byline),
        updated: given.updated.as_ref().and_then(|words| published::updated(words, published.as_ref())),
        published,
        dateline: opening.map(|opening| opening.dateline),
        credits: stated.credits,
        tags: if given.tags.is_empty() { stated.tags } else { given.tags.clone() },
        language: given.language.clone(),
        url: given.url.clone(),
        text,
        blocks,
        diagnostics,
    }
}

/// Agency-style openings among the first paragraphs; a deck may stand before the one that has it.
fn openings(text: &str, blocks: &[Block]) -> Vec<dateline::Opening> {
    const FIRST: usize = 3;
    let bodies = blocks.iter().filter(|block| block.kind == BlockKind::Body).take(FIRST);
    bodies.filter_map(|block| dateline::opening(block.span.of(text), block.span.start)).collect()
}

/// Whether a line is furniture of pages by its words: `Share`, `Terms of use`.
pub fn is_furniture(words: &str) -> bool {
    phrases::Shown::of(words).class().is_some()
}
